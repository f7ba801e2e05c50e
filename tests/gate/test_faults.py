"""Whatever breaks, nothing passes: every fault of every dependency, through every way to ask; and it says so."""

import asyncio
import logging
from datetime import date

import apsw
import faults
import pytest
import world
from doors import DOORS
from faults import FAULTS
from world import NOON, ON_LIST, Desk, call

from ringfence.preferences.register_store.loading import load

FREE = ON_LIST[1]


@pytest.fixture
def home(tmp_path, place):
    """The campaign signed with registers that are kept."""
    from ringfence.preferences.register_store.screening import kept_registers

    home = tmp_path / "home"
    load(home, "tps", place / "tps.csv", date(2026, 11, 5), today=world.TODAY)
    world.sign(home, place, kept=kept_registers(home))
    return home


def test_every_dependency_has_a_fault():
    assert {dependency for dependency, _, _ in FAULTS.values()} == set(faults.DEPENDENCIES)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_lets_a_call_through_when_nothing_is_wrong(home, door):
    with Desk(home) as desk:
        assert DOORS[door](desk, home, call(FREE)) == "allow"


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_passes_by_any_door(home, place, monkeypatch, name, caplog):
    dependency, broken, told = FAULTS[name]
    caplog.set_level(logging.CRITICAL, "ringfence.gate")
    with Desk(home) as desk:
        assert desk.ask(call(FREE)).decision == "allow"
        with broken(home, place, desk, monkeypatch) as told_when:
            when = told_when or {}
            for door, ask in DOORS.items():
                assert ask(desk, home, call(FREE, **when)) != "allow", door
            readiness = desk.ready(when.get("at", NOON))
            wrong = {each.name for each in readiness.checks if not each.ok}
            assert not told or wrong & {dependency, "campaigns"} or (dependency == "clock" and wrong)


def test_it_recovers_when_the_store_is_free_again(home):
    with Desk(home) as desk:
        assert desk.ask(call(FREE)).decision == "allow"
        other = apsw.Connection(str(home / "store.sqlite3"))
        other.execute("BEGIN EXCLUSIVE")
        refused = desk.ask(call(FREE, "a"))
        assert (refused.decision, refused.verdict, refused.reasons) == ("block", False, ("GATE_NOT_READY",))
        other.execute("ROLLBACK")
        other.close()
        assert desk.ask(call(FREE, "a")).decision == "allow"


def test_a_card_that_is_put_back_is_as_it_was_signed(home, place):
    card = (place / "campaign.toml").read_text()
    with Desk(home) as desk:
        (place / "campaign.toml").write_text(card + "#")
        assert desk.ask(call(FREE)).reasons == ("CAMPAIGN_CHANGED",)
        (place / "campaign.toml").write_text(card)
        assert desk.ask(call(FREE)).decision == "allow"


def test_a_campaign_that_is_signed_again_is_the_one_that_counts(home, place):
    with Desk(home) as desk:
        assert desk.ask(call("01632 960999")).decision == "block"
        world.sign(home, world.folder(place, numbers=[*ON_LIST, "01632 960999"]))
        assert desk.ask(call("01632 960999")).decision == "allow"


def test_a_broken_campaign_stops_no_other(home, place, tmp_path):
    other = world.folder(tmp_path / "autumn", card=world.CARD.replace('id = "spring"', 'id = "autumn"'))
    world.sign(home, other)
    (place / "campaign.toml").write_text("")
    with Desk(home) as desk:
        assert desk.ask(call(FREE)).decision == "block"
        assert desk.ask(call(FREE, campaign="autumn")).decision == "allow"
        assert not desk.ready(NOON).ready


def test_too_many_that_wait_are_refused_at_once(home, monkeypatch):
    monkeypatch.setattr("ringfence.gate.desk.MOST_WAITING", 5)

    async def flood(desk):
        return await asyncio.gather(*(desk.aask(call(FREE, shown=f"0163296{n:04}")) for n in range(50)))

    with Desk(home) as desk:
        made = asyncio.run(flood(desk))
    assert sum(each.reasons == ("GATE_NOT_READY",) for each in made) == 45


def test_a_register_that_is_loaded_while_the_gate_runs_is_asked_from_then_on(home, place, tmp_path):
    newer = tmp_path / "newer.csv"
    newer.write_text(f"number,listed_on\n{FREE},2026-01-01\n{ON_LIST[0]},2020-01-01\n")
    with Desk(home) as desk:
        assert desk.ask(call(FREE)).decision == "allow"
        load(home, "tps", newer, date(2026, 11, 19), today=world.TODAY)
        assert desk.ask(call(FREE)).reasons == ("TPS_LISTED_NO_NOTIFICATION",)
