"""Look-ups are ready before calls need them; one that is not judges no call."""

import time
from datetime import date, timedelta

import pytest
import world
from world import NOON, ON_LIST, Desk, call

from ringfence.gate import ahead as ahead_module
from ringfence.gate.ahead import Ahead
from ringfence.preferences.register_store.loading import load
from ringfence.preferences.register_store.screening import kept_registers

FREE = ON_LIST[1]


class Clock:
    at = NOON

    def __call__(self):
        return self.at


@pytest.fixture
def home(tmp_path, place):
    home = tmp_path / "home"
    load(home, "tps", place / "tps.csv", date(2026, 11, 5), today=world.TODAY)
    world.sign(home, place, kept=kept_registers(home))
    return home


@pytest.fixture
def newer(tmp_path):
    file = tmp_path / "newer.csv"
    file.write_text(f"number,listed_on\n{FREE},2026-01-01\n{ON_LIST[0]},2020-01-01\n")
    return file


def test_today_and_tomorrow_are_made_once(home):
    clock = Clock()
    ahead = Ahead(home, clock)
    assert (ahead.round(), ahead.round()) == (2, 0)
    assert ahead.has("spring", world.TODAY)
    assert ahead.has("spring", world.TODAY + timedelta(days=1))
    clock.at += timedelta(days=1)
    assert ahead.round() == 1


def test_the_first_call_of_a_day_makes_nothing(home, monkeypatch):
    ahead = Ahead(home, Clock())
    ahead.round()

    def gather(*_, **__):
        raise AssertionError("made by the gate itself")

    monkeypatch.setattr("ringfence.lists.prepared.gather", gather)
    with Desk(home) as desk:
        desk.opens_only(ahead)
        assert desk.ask(call(FREE)).decision == "allow"
        assert desk.ask(call(FREE, at=NOON + timedelta(days=1))).decision == "allow"


def test_what_is_not_ready_judges_no_call(home, newer, monkeypatch, caplog):
    monkeypatch.setattr(ahead_module, "SOON", 0.01)
    ahead = Ahead(home, Clock())
    ahead.round()
    with Desk(home) as desk:
        desk.opens_only(ahead)
        assert desk.ask(call(FREE)).decision == "allow"
        load(home, "tps", newer, date(2026, 11, 19), today=world.TODAY)
        waits = desk.ask(call(FREE))
        assert (waits.decision, waits.verdict, waits.reasons) == ("block", False, ("GATE_NOT_READY",))
        assert not desk.ready(NOON).ready
        ahead.round()
        assert desk.ask(call(FREE)).reasons == ("TPS_LISTED_NO_NOTIFICATION",)


def test_a_register_that_is_loaded_is_made_ready_beside(home, newer):
    with Ahead(home, Clock()) as ahead, Desk(home) as desk:
        desk.opens_only(ahead)
        assert desk.ask(call(FREE)).decision == "allow"
        load(home, "tps", newer, date(2026, 11, 19), today=world.TODAY)
        heard, until = set(), time.monotonic() + 20
        while "TPS_LISTED_NO_NOTIFICATION" not in heard and time.monotonic() < until:
            made = desk.ask(call(FREE))
            heard |= set(made.reasons)
            assert made.decision == "block"  # from the moment it is loaded
        assert heard <= {"TPS_LISTED_NO_NOTIFICATION", "GATE_NOT_READY"}
        assert "TPS_LISTED_NO_NOTIFICATION" in heard


def test_a_campaign_that_cannot_be_read_is_told_by_the_gate(home, place, caplog):
    ahead = Ahead(home, Clock())
    (place / "campaign.toml").write_text("")
    ahead.round()
    with Desk(home) as desk:
        desk.opens_only(ahead)
        assert desk.ask(call(FREE)).reasons == ("CAMPAIGN_CHANGED",)
