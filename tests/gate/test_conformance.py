"""The sandbox is what it says, and the sheet names every careless set-up that is put before it."""

import asyncio
import csv
import json
import socket
from pathlib import Path

import pytest
import setups
from setups import HOST, NOON

from ringfence.cli import run as cli
from ringfence.gate import openapi
from ringfence.gate.conformance import people, sandbox, sheet
from ringfence.gate.conformance.run import NAMES, run
from ringfence.gate.conformance.ways import Asked
from ringfence.gate.desk import Desk

QUICK = {"settle": 0.03, "patience": 8.0}
ALLOWED = ("allowed-leaves",)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return sandbox.make(tmp_path_factory.mktemp("sandbox") / "s", NOON)


@pytest.fixture(scope="module")
def desk(made):
    with Desk(made.home) as desk:
        yield desk


def tried(desk, made, *, before=lambda app: app, fault=None, stops=True, now=setups.clock, **more):
    """The sheet of the gate's own doors, or with `fault` of a trunk before them."""

    async def go():
        async with setups.doors(desk, before=before) as doors:
            asked, trunk = {"sandbox": made, **QUICK, **more}, None
            if fault is None:
                asked |= {"http": doors.http, "agi": doors.agi, "sip": doors.sip}
            else:
                port = setups.free(socket.SOCK_DGRAM)
                gate = HOST, int(doors.sip.rpartition(":")[2])
                trunk = await setups.Proxy.open(gate, (HOST, port), fault)
                asked = {"sip": trunk.address, "carrier": f"sip:{HOST}:{port}", "http": doors.http, **asked}
                asked.setdefault("stand_in", f"sip:{doors.sip}")

            async def stop():
                if trunk:
                    trunk.patience = 0.5
                return await doors.stop()

            try:
                return await run(Asked(**asked), now, stop if stops else None, lambda _: None)
            finally:
                if trunk:
                    await trunk.close()

    return asyncio.run(go())


def results(found, word="FAIL"):
    return {each.check.id for each in found.lines if each.seen.word == word}


def test_a_good_gate_passes_through_every_door(desk, made):
    found = tried(desk, made)
    assert (results(found), results(found, "not checked")) == (set(), set()), sheet.text(found)
    assert len(found.ways()) == 4
    assert found.count(True) > 70


def test_a_careful_trunk_passes_everything(desk, made):
    found = tried(desk, made, fault="")
    assert (results(found), results(found, "not checked")) == (set(), set()), sheet.text(found)
    assert {each.check.id for each in found.lines} == set(NAMES)


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ("dials on a time-out", {"gate-stopped", "answer-silent"}),
        ("dials what was asked", {"number-judged", "other-number"}),
        ("takes 603 for leave", {"changed-card", "answer-no-verdict"}),
        ("takes 404 and 503 for leave", {"answer-not-found", "answer-hung-up"}),
        ("takes hold for leave", {"hold-unsure", "answer-hold"}),
        ("takes prefixes off", {"hiding-prefixes"}),
        ("shows another number than it asks with", {"withheld", "other-line"}),
        ("puts its own number there", set()),
        ("calls again", {"sent-again"}),
        ("tries again by itself", {"late-calls"}),
    ],
)
def test_a_careless_trunk_is_named(desk, made, fault, named):
    found = tried(desk, made, fault=fault, only=(*sorted(named), "block-listed", *ALLOWED))
    assert named <= results(found), sheet.text(found)
    assert "block-listed" not in results(found)


@pytest.mark.parametrize(
    ("before", "named"),
    [(setups.keeps_answers, {"objection-next", "changed-card"}), (setups.loses_names, {"sent-again"})],
)
def test_a_careless_proxy_before_a_door_is_named(desk, made, before, named):
    found = tried(
        desk, made, before=before, only=(*ALLOWED, "objection-next", "changed-card", "sent-again", "gate-stopped")
    )
    assert results(found) == named, sheet.text(found)


def test_a_set_up_that_lets_nothing_through_does_not_pass(desk, made):
    found = tried(desk, made, fault="", stand_in="", stops=False, carrier=f"sip:{HOST}:{setups.free()}", only=ALLOWED)
    assert "allowed-leaves" in results(found)


def test_at_night_the_sheet_says_what_it_could_not_see(desk, made):
    def night():
        return NOON.replace(hour=23)

    found = tried(desk, made, fault="", now=night, stops=False, only=("allowed-leaves", "block-listed"))
    assert results(found, "not checked") == {"allowed-leaves"}
    assert results(found, "pass") == {"block-listed"}


class TestSandbox:
    """The folder that is made, and what the command says of it."""

    def test_every_line_is_what_the_rules_answer(self, made):
        found = {each.id: (answer.decision, answer.reasons[:1]) for each, answer in sandbox.answers(made, NOON)}
        assert found["listed"] == ("block", ("TPS_LISTED_NO_NOTIFICATION",))
        assert found["unsure"] == ("hold", ("REGISTER_NOT_CHECKED",))
        assert found["consented"] == found["open"] == ("allow", ())
        assert {decision for decision, _ in found.values()} == {"allow", "hold", "block"}

    def test_the_table_names_only_numbers_that_ring_nobody(self, made):
        rows = list(csv.DictReader((made.folder / "expected.csv").read_text(encoding="utf-8").splitlines()))
        assert len(rows) == len(people.PEOPLE) + len(people.OPEN)
        drama = ("07700 900", "01632 960", "0909 8790")  # Ofcom's ranges for drama
        assert all(row["number"].startswith(drama) for row in rows)

    def test_it_is_made_and_told(self, tmp_path, capsys):
        assert cli(["gate", "sandbox", str(tmp_path / "s")]) == 0
        said = capsys.readouterr().out
        assert f"ringfence gate serve --home {tmp_path / 's' / 'home'}" in said
        assert "07700 900150   block  TPS_LISTED_NO_NOTIFICATION" in said
        assert cli(["gate", "sandbox", str(tmp_path / "s")]) == 1
        assert "not empty" in capsys.readouterr().err

    def test_a_sandbox_whose_answers_are_others_is_refused(self, tmp_path, monkeypatch):
        wrong = people.Person("listed", people.LISTED, "allow", "", "on the TPS since 2020")
        monkeypatch.setattr(sandbox, "PEOPLE", (wrong,))
        with pytest.raises(sandbox.SandboxUnusable, match="answer block TPS_LISTED_NO_NOTIFICATION"):
            sandbox.make(tmp_path / "s", NOON)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Name what is to be tried"),
        (["--dial", "python3 dial.py {called}"], "--dial needs --carrier"),
        (["--dial", "python3 dial.py", "--carrier", "http://127.0.0.1:0"], "no HOST:PORT"),
        (["--sip", "nowhere"], "no HOST:PORT"),
        (["--http", "ftp://127.0.0.1"], "Write http://127.0.0.1:8700"),
        (["--http", "http://127.0.0.1:1", "--only", "block-listed"], "nothing answers at"),
        (["--agi", "127.0.0.1:1", "--only", "everything"], "there is no check everything"),
        (["--agi", "127.0.0.1:1", "--sandbox", "nothing"], "holds no sandbox"),
        (["--agi", "127.0.0.1:1", "--only", "gate-stopped", "--stop", "false"], "exit code 1"),
    ],
)
def test_what_cannot_be_tried_is_refused(capsys, words, says):
    assert cli(["gate", "conformance", *words]) == 1
    assert says in capsys.readouterr().err


def test_the_sheet_as_text_data_and_page(desk, made):
    found = tried(
        desk, made, fault="takes 603 for leave", only=("block-listed", "changed-card", "withheld", "permit-once")
    )
    told, page, text = sheet.data(found), sheet.page(found), sheet.text(found)
    assert (told["passed"], told["failed"], told["not_checked"]) == (2, 1, 0)
    (wrong,) = [each for each in told["checks"] if each["result"] == "fail"]
    assert (wrong["check"], wrong["why"][:8]) == ("changed-card", "What was")
    json.dumps(told)
    assert "This set-up does not keep to the gate: 2 passed, 1 failed, 0 not checked." in text
    assert "Mend: Dial only on the word allow" in text
    assert "What has to be mended" in page
    assert page.count("<tr>") == 1 + len(found.lines) + 2


def test_the_command_leaves_with_what_was_found(desk, capsys, tmp_path):
    page = tmp_path / "sheet.html"

    async def left(*words):
        async with setups.doors(desk) as doors:
            return await asyncio.to_thread(cli, ["gate", "conformance", "--http", doors.http, *words])

    only = ("--only", "block-listed")
    assert asyncio.run(left(*only, "-o", str(page), "--format", "json")) == 0
    assert json.loads(capsys.readouterr().out)["passed"] == 2
    assert "Conformance with the gate" in page.read_text(encoding="utf-8")
    assert asyncio.run(left("--only", "odd-numbers", "--only", "changed-card")) == 3


def test_the_openapi_document_is_the_one_that_is_served(capsys):
    kept = (Path(__file__).parents[2] / "docs" / "gate-openapi.json").read_text(encoding="utf-8")
    assert kept == openapi.text(), "renew it: ringfence gate openapi -o docs/gate-openapi.json"
    assert cli(["gate", "openapi"]) == 0
    assert capsys.readouterr().out == kept
