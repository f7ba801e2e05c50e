"""The snippets of the integrators' guides: those that can run here are run, and the guides say which were not."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import setups
from setups import HOST, NOON

from ringfence.gate import webhooks
from ringfence.gate.conformance import sandbox, sheet
from ringfence.gate.conformance.run import run
from ringfence.gate.conformance.ways import Asked
from ringfence.gate.desk import Desk
from ringfence.gate.sip.trunks import read_trunks
from ringfence.preferences.events import Event

ROOT = Path(__file__).parents[2]
SNIPPETS, GUIDES = ROOT / "deploy" / "snippets", ROOT / "docs" / "integrators"
RUN = {"ask.sh": "sh", "dial.py": sys.executable, "dial.mjs": "node"}
HOOKS = {
    "webhook.py": lambda port: [sys.executable, SNIPPETS / "webhook.py", str(port)],
    "webhook.mjs": lambda port: ["node", SNIPPETS / "webhook.mjs", str(port)],
    "webhook.php": lambda port: ["php", "-S", f"{HOST}:{port}", SNIPPETS / "webhook.php"],
}
TRIED = ("allowed-leaves", "number-judged", "block-listed", "hold-unsure", "gate-stopped", "answer-silent",
         "answer-hung-up", "answer-no-verdict", "answer-page", "answer-cut-off", "other-number")  # fmt: skip
MOST = ("number-judged", "hold-unsure", "answer-silent", "answer-page", "answer-cut-off", "other-number")
NOT_RUN = {"freeswitch-dialplan.xml"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return sandbox.make(tmp_path_factory.mktemp("sandbox") / "s", NOON)


@pytest.fixture(scope="module")
def desk(made):
    with Desk(made.home) as desk:
        yield desk


def needs(program):
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed: python3 run.py system kit")


def conformance(desk, made, monkeypatch, words, only):
    """The sheet of a program that dials."""
    port = setups.free()

    async def go():
        async with setups.doors(desk) as doors:
            told = {"GATE": doors.http, "CARRIER": f"http://{HOST}:{port}/Calls", "CAMPAIGN": "sandbox"}
            for name, value in (told | {"GATE_PATIENCE": "10"}).items():  # a loaded machine is slow to commit
                monkeypatch.setenv(name, value)
            asked = Asked(dial=words, carrier=f"http://{HOST}:{port}", stand_in=doors.http, sandbox=made, settle=0.02,
                          only=only)  # fmt: skip

            async def stops():
                monkeypatch.setenv("GATE_PATIENCE", "1")
                return await doors.stop()

            return await run(asked, setups.clock, stops, lambda _: None)

    return asyncio.run(go())


def failed(found):
    return {each.check.id for each in found.lines if each.seen.ok is not True}


@pytest.mark.parametrize("name", ["ask.sh", "dial.py", pytest.param("dial.mjs", marks=pytest.mark.slow)])
def test_a_snippet_that_dials_keeps_to_the_gate(desk, made, monkeypatch, name):
    needs(RUN[name])
    words = f"{RUN[name]} {SNIPPETS / name} {{called}} {{shown}} {{reference}}"
    tried = TRIED if name == "dial.py" else MOST  # programs are slow to start
    found = conformance(desk, made, monkeypatch, words, tried)
    assert failed(found) == set(), sheet.text(found)
    assert len(found.lines) == len(tried)


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        (("        return None\n    number", "        return called\n    number"), {"answer-silent", "gate-stopped"}),
        (("connect(number, shown)", "connect(called, shown)"), {"other-number", "number-judged"}),
    ],
)
def test_a_careless_change_of_a_snippet_is_named(desk, made, monkeypatch, tmp_path, planted, named):
    text = (SNIPPETS / "dial.py").read_text()
    assert planted[0] in text
    careless = tmp_path / "dial.py"
    careless.write_text(text.replace(*planted))
    only = ("number-judged", "hold-unsure", "gate-stopped", "answer-silent", "other-number")
    found = conformance(desk, made, monkeypatch, f"{sys.executable} {careless} {{called}} {{shown}}", only)
    assert failed(found) == named, sheet.text(found)


@pytest.mark.parametrize("name", HOOKS)
def test_a_webhook_takes_what_the_gate_signed_and_nothing_else(tmp_path, monkeypatch, name):
    words = HOOKS[name](port := setups.free())
    needs(words[0])
    ours = webhooks.Webhook("crm", f"http://{HOST}:{port}/hook", "whsec_" + "c2VjcmV0" * 5)
    event = Event(
        id="e1", kind="objection", number=447700900123, at="2026-11-20T12:00:00Z", recorded_at="2026-11-20T12:00:00Z"
    )
    said = tmp_path / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(words, stdout=out, stderr=out, env=os.environ | {"WEBHOOK_SECRET": ours.secret})
    try:
        for _ in range(200):  # it takes a moment to listen
            if webhooks._sent(ours, event):
                break
            time.sleep(0.05)
        assert webhooks._sent(ours, event)  # the same again is taken, and kept once
        other = webhooks.Webhook("crm", ours.url, "whsec_" + "b3RoZXJz" * 5)
        assert not webhooks._sent(other, event)
        monkeypatch.setattr(webhooks.time, "time", lambda: 1_700_000_000.0)
        assert not webhooks._sent(ours, event)  # somebody sends an old one again
    finally:
        process.kill()
        process.wait()
    assert "objection +447700900123" in said.read_text()


def test_the_sbc_s_trunk_can_be_read(tmp_path):
    (trunk,) = read_trunks(SNIPPETS / "sbc-trunks.toml").all
    assert (trunk.campaign, trunk.contact_host) == ("spring", "carrier.example")


def test_what_is_not_run_is_well_formed():
    text = (SNIPPETS / "freeswitch-dialplan.xml").read_text()
    ET.fromstring(f"<all>{text}</all>")
    for name in NOT_RUN - {"freeswitch-dialplan.xml"}:
        for line in (SNIPPETS / name).read_text().splitlines():
            assert line.count("(") == line.count(")"), line
            assert line.count("{") == line.count("}"), line


BLOCK = re.compile(
    r"^`deploy/snippets/([^`]+)`[^\n]*?(was run|was not run)[^\n]*\n\n```\w*\n(.*?)```$", re.DOTALL | re.MULTILINE
)


def test_the_guides_show_every_snippet_as_it_is_and_say_whether_it_was_run():
    shown = {}
    for guide in sorted(GUIDES.glob("*.md")):
        for name, run_, text in BLOCK.findall(guide.read_text(encoding="utf-8")):
            assert text == (SNIPPETS / name).read_text(encoding="utf-8"), f"{guide.name} shows another {name}"
            shown[name] = run_
    assert set(shown) == {each.name for each in SNIPPETS.iterdir()}
    assert {name for name, run_ in shown.items() if run_ == "was not run"} == NOT_RUN
