"""Golden cases of election law, and the figures and periods that stand beside the rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ringfence.law.ppera_2000 import AskPerson, Period, regulated_period
from ringfence.law.representation_1983.expenses import permitted_sum
from ringfence.rule import Outcome
from ringfence.rulebook import judge, rule

TODAY = date(2026, 11, 21)
CANVASS = {"instigator_is_party": True, "marketing": True, "mode": "live", "canvass_candidate": True}


def outcome(id_, facts, on=TODAY):
    (answer,) = (each for each in judge(facts, on).answers if each.rule.id == id_)
    return answer.outcome


def test_15_paid_agents_attack_a_rival_who_stands_here():
    attack = {**CANVASS, "paid_callers": True, "attack_only": True}
    assert outcome("RPA-111", attack) is Outcome.BREACH
    assert outcome("RPA-111", {**attack, "canvass_candidate": False}) is Outcome.NEEDS_HUMAN
    assert outcome("RPA-111", {**attack, "named_person_is_candidate_in_area": False}) is Outcome.NEEDS_HUMAN
    assert outcome("RPA-111", {**attack, "scottish_local_election": True}) is Outcome.NEEDS_HUMAN
    assert outcome("RPA-111", attack, date(2007, 5, 3)) is Outcome.NEEDS_HUMAN
    assert outcome("RPA-111", attack, date(2007, 5, 4)) is Outcome.BREACH


def test_16_a_voucher_is_pay():
    volunteers = {**CANVASS, "paid_callers": False}
    assert outcome("RPA-111", volunteers) is Outcome.NOT_APPLICABLE
    assert outcome("RPA-111", {**volunteers, "reward_in_kind": True}) is Outcome.BREACH
    assert outcome("RPA-111", {**volunteers, "reward_is_expenses": True}) is Outcome.NEEDS_HUMAN


def test_17_a_postal_voter_at_the_ballot_paper():
    call = {"vote_intention_question": True, "in_voting_period": True, "marking_ballot": True, "asked_on": True}
    call["election_kind"] = "uk_general"
    assert outcome("RPA-66-POST", call) is Outcome.BREACH
    assert outcome("RPA-66-POST", {**call, "for_published_poll": True}) is Outcome.OK
    before = judge(call, date(2023, 12, 11)).answers
    assert "RPA-66-POST" not in {answer.rule.id for answer in before}
    assert outcome("RPA-66-POST", {**call, "polls_after_start": False}, date(2024, 2, 1)) is Outcome.NEEDS_HUMAN


def test_18_a_recording_for_people_who_ring_in():
    """Nobody is called: regulation 19 has nothing to bite on, and the digital imprint is for a person."""
    line = {"other_channel": True, "channel": "call_in_recording", "instigator_is_party": True}
    line |= {"election_purpose": True, "imprint_included": False, "automated_marketing": False}
    assert outcome("EA22-39", line) is Outcome.NEEDS_HUMAN
    assert outcome("PECR-19", line) is Outcome.NOT_APPLICABLE
    assert outcome("EA22-39", {**line, "channel": "call_to_number"}) is Outcome.NOT_APPLICABLE
    assert "EA22-39" not in {answer.rule.id for answer in judge(line, date(2023, 10, 31)).answers}


POLL = date(2017, 6, 8)


def test_20_the_period_runs_backwards_over_365_days():
    period = regulated_period("uk_general", POLL)
    assert period == Period(date(2016, 6, 9), POLL)
    assert POLL - timedelta(days=364) in period
    assert POLL - timedelta(days=365) not in period
    assert POLL in period
    assert POLL + timedelta(days=1) not in period
    assert "8 June" not in period


PERIODS = [
    ("local", POLL, {}, None),
    ("uk_by_election", POLL, {}, None),
    ("uk_general", POLL, {"previous_poll": POLL - timedelta(days=364)}, Period(POLL - timedelta(days=363), POLL)),
    ("uk_general", POLL, {"previous_poll": POLL - timedelta(days=365)}, Period(POLL - timedelta(days=364), POLL)),
    ("uk_general", POLL, {"spender": "third_party"}, Period(date(2016, 6, 9), POLL)),
    ("senedd_ordinary", date(2026, 5, 7), {}, Period(date(2026, 1, 7), date(2026, 5, 7))),
    ("ni_assembly_ordinary", date(2026, 3, 5), {}, Period(date(2025, 11, 5), date(2026, 3, 5))),
    ("scottish_parliament_ordinary", date(2026, 6, 30), {}, Period(date(2026, 2, 28), date(2026, 6, 30))),
    (
        "scottish_parliament_ordinary",
        date(2026, 6, 4),
        {"original_poll_day": date(2026, 5, 7)},
        Period(date(2026, 1, 7), date(2026, 6, 4)),
    ),
    (
        "senedd_extraordinary",
        date(2026, 11, 5),
        {"proposed_on": date(2026, 9, 14)},
        Period(date(2026, 9, 14), date(2026, 11, 5)),
    ),
]


@pytest.mark.parametrize(("kind", "poll", "more", "period"), PERIODS)
def test_periods(kind, poll, more, period):
    assert regulated_period(kind, poll, **more) == period


ASKED = [
    ("uk_general", {"overlaps": True}, "overlap"),
    ("senedd_ordinary", {"spender": "third_party"}, "third parties"),
    ("senedd_extraordinary", {}, "proposed"),
    ("referendum", {}, "referendum"),
]


@pytest.mark.parametrize(("kind", "more", "word"), ASKED)
def test_periods_that_a_person_must_settle(kind, more, word):
    answer = regulated_period(kind, POLL, **more)
    assert isinstance(answer, AskPerson)
    assert word in answer.question


def test_what_a_supporter_may_spend():
    assert permitted_sum(TODAY) == Decimal(700)
    assert permitted_sum(date(2025, 10, 26)) is None
    assert permitted_sum(date(2025, 10, 27)) == Decimal(700)
    assert permitted_sum(TODAY, electors=9_001) == Decimal("95.005")
    assert permitted_sum(date(2006, 9, 10), electors=9_000) is None
    assert permitted_sum(date(2006, 9, 11), electors=9_000) == Decimal(95)


def test_calls_alone_raise_no_question_of_elections():
    """A seller of windows is asked nothing about candidates, returns or imprints."""
    seller = {"marketing": True, "mode": "live", "purpose": "fundraising", "instigator_is_party": False}
    acts = {"RPA-1983", "PPERA-2000", "EA-2022"}
    found = [each for each in judge(seller, TODAY).answers if each.rule.instrument.id in acts]
    assert {each.outcome for each in found} == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("id_", ["RPA-111", "RPA-112", "EXP-75", "EXP-CAND", "EXP-PARTY"])
def test_provisions_are_named_as_decisions_name_them(id_):
    assert rule(id_).provision.startswith(("RPA1983-", "PPERA2000-"))


def test_paid_canvassing_stays_a_question_before_the_call():
    assert rule("RPA-111").level == "campaign"
    assert rule("RPA-111").provision == "RPA1983-paid-canvassing"
