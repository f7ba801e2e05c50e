"""Ofcom's powers over calls that reach nobody: the cap by day, the 3% by day, and what was decided in public."""

from datetime import date

import pytest

from ringfence.law.communications_2003 import cap
from ringfence.rule import Outcome
from ringfence.rulebook import judge, rule

CAPS = [
    (date(2003, 7, 24), None),
    (date(2003, 7, 25), 5_000),
    (date(2006, 4, 5), 5_000),
    (date(2006, 4, 6), 50_000),
    (date(2010, 9, 24), 50_000),
    (date(2010, 9, 25), 2_000_000),
    (date(2026, 11, 21), 2_000_000),
]


@pytest.mark.parametrize(("day", "pounds"), CAPS)
def test_14_the_cap_follows_the_day_of_the_misuse(day, pounds):
    assert cap(day) == pounds
    assert cap(day, day) == pounds


def test_14_misuse_across_the_change_is_for_a_person():
    assert cap(date(2010, 9, 24), date(2010, 9, 25)) is None
    assert cap(date(2010, 9, 25), date(2011, 3, 21)) == 2_000_000


def answer(facts, on):
    (found,) = (each for each in judge(facts, on).answers if each.rule.id == "OFC-1")
    return found


DECIDED = [
    ("HomeServe", {"abandoned_rate_exceeded_days": 42, "amd_repeat_within_24h": 36_218}, Outcome.BREACH),
    ("npower, in the end", {"abandoned_rate_exceeded_days": 8, "abandoned_message_markets": True}, Outcome.BREACH),
    ("TalkTalk", {"abandoned_rate_exceeded_days": 4}, Outcome.BREACH),
    ("npower, as first told", {"abandoned_rate_exceeded_days": 2, "abandoned_message_markets": True},
     Outcome.NEEDS_HUMAN),
    ("repeat calls alone", {"amd_repeat_within_24h": 3}, Outcome.NEEDS_HUMAN),
    ("nothing measured", {}, Outcome.NEEDS_FACT),
]  # fmt: skip


@pytest.mark.parametrize(("name", "facts", "outcome"), DECIDED)
def test_what_was_decided_of_calls_in_early_2011(name, facts, outcome):
    assert answer(facts, date(2011, 3, 21)).outcome is outcome, name


WITHIN = {
    "abandoned_rate_exceeded_days": 0, "abandoned_calls": 50, "silent_calls": 0, "redial_within_72h": 0,
    "amd_repeat_within_24h": 0, "info_message_played": True,
}  # fmt: skip
THREE_PER_CENT = [
    (date(2006, 2, 28), Outcome.NEEDS_HUMAN),
    (date(2006, 3, 1), Outcome.OK),
    (date(2017, 2, 28), Outcome.OK),
    (date(2017, 3, 1), Outcome.NEEDS_HUMAN),
]


@pytest.mark.parametrize(("on", "outcome"), THREE_PER_CENT)
def test_three_per_cent_was_safe_from_2006_to_2017(on, outcome):
    assert answer(WITHIN, on).outcome is outcome


@pytest.mark.parametrize(("on", "outcome"), [(date(2011, 1, 31), Outcome.OK), (date(2011, 2, 1), Outcome.NEEDS_HUMAN)])
def test_repeats_after_an_answer_machine_count_since_february_2011(on, outcome):
    assert answer({**WITHIN, "amd_repeat_within_24h": 5}, on).outcome is outcome


def test_a_message_that_markets_asks_about_recorded_marketing_too():
    question = answer({**WITHIN, "abandoned_message_markets": True}, date(2011, 3, 21)).question
    assert "regulation 19" in question


def test_misuse_is_named_as_decisions_name_it_and_judged_only_afterwards():
    assert rule("OFC-1").provision == "CA2003-persistent-misuse"
    assert rule("OFC-1").level == "case"


def test_the_number_shown_is_judged_when_a_call_is_dialled_and_not_before():
    assert rule("OFC-3").level == "dial"


def test_a_campaign_before_its_first_call_is_asked_nothing():
    asked = judge({"mode": "live"}, date(2026, 11, 21), levels={"script", "campaign", "number"}).answers
    assert not {"OFC-1", "OFC-3", "CA-127"} & {each.rule.id for each in asked}
