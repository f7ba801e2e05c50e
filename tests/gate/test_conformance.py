"""The sandbox is what it says, and the sheet names every careless set-up that is put before it."""

import asyncio
import socket

import pytest
import setups
from setups import HOST, NOON

from ringfence.gate.conformance import sandbox, sheet
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


def tried(desk, made, *, before=lambda app: app, fault=None, stops=True, clock=None, **more):
    """The sheet of the gate's own doors, or with `fault` of a trunk before them."""
    clock = clock or setups.Clock()

    async def go():
        async with setups.doors(desk, clock, before=before) as doors:
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
                return await run(Asked(**asked), clock, stop if stops else None, lambda _: None)
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
        ("shows its own number", {"withheld", "other-line"}),
        ("calls again", {"sent-again"}),
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

    found = tried(desk, made, fault="", clock=night, stops=False, only=("allowed-leaves", "block-listed"))
    assert results(found, "not checked") == {"allowed-leaves"}
    assert results(found, "pass") == {"block-listed"}
