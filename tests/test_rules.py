"""Every rule is tested by its own examples, and every rule has the examples, words and dates it needs."""

import csv
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ringfence import rulebook
from ringfence.errors import DateNotCovered
from ringfence.facts import FACTS, Count
from ringfence.reasons import REASONS
from ringfence.rule import Example, Outcome, Rule
from ringfence.rulebook import FIRST_DAY, RULES, cuts, judge

CASES = [(rule, example) for rule in RULES for example in rule.examples]
DUTIES = [rule for rule in RULES if rule.gives is None]
DEFINITIONS = [rule for rule in RULES if rule.gives is not None]


def name(value: object) -> str:
    return value.id if isinstance(value, Rule) else value.says if isinstance(value, Example) else str(value)


def test_periods_are_the_stretches_of_unchanged_law():
    first, last = date(2003, 1, 1), date(2026, 11, 21)
    found = rulebook.periods(first, last)
    assert (found[0][0], found[-1][1]) == (first, last)
    for start, end in found:
        for inside in (start, start + (end - start) // 2, end):
            assert [rule for rule in RULES if rule.in_force(inside)] == [r for r in RULES if r.in_force(start)]
    for (_, end), (start, _) in pairwise(found):
        assert start == end + timedelta(days=1)
        assert [r for r in RULES if r.in_force(start)] != [r for r in RULES if r.in_force(end)]


def test_periods_of_one_day_of_none_and_of_days_not_on_file():
    assert rulebook.periods(FIRST_DAY, FIRST_DAY) == ((FIRST_DAY, FIRST_DAY),)
    assert rulebook.periods(date(2010, 1, 2), date(2010, 1, 1)) == ()
    with pytest.raises(DateNotCovered):
        rulebook.periods(FIRST_DAY - timedelta(days=1), FIRST_DAY)


@pytest.mark.parametrize(("rule", "example"), CASES, ids=name)
def test_example(rule: Rule, example: Example):
    assert rule.in_force(example.on or rule.in_force_from)
    assert rulebook.comes_out(rule, example)


@pytest.mark.parametrize("rule", DUTIES, ids=name)
def test_a_duty_has_a_case_against_one_in_order_and_one_open(rule: Rule):
    outcomes = {example.outcome for example in rule.examples}
    needed = {Outcome.OK, Outcome.NOT_APPLICABLE}
    assert outcomes & needed
    assert outcomes & {Outcome.NEEDS_FACT}
    assert outcomes & {Outcome.BREACH, Outcome.NEEDS_HUMAN, Outcome.NEEDS_FACT}


@pytest.mark.parametrize("rule", DEFINITIONS, ids=name)
def test_a_definition_has_a_yes_a_no_and_an_open_case(rule: Rule):
    assert {example.outcome for example in rule.examples} == {True, False, None}


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_every_fact_a_rule_names_is_moved_by_some_example(rule: Rule):
    moved = {name for example in rule.examples for name in _with_derived(example, rule)}
    assert set(rule.names()) <= moved


def _with_derived(example: Example, rule: Rule) -> set[str]:
    """Facts an example states, and those that follow from them."""
    known = judge(example.facts, example.on or rule.in_force_from).facts
    return {name for name, value in known.items() if value is not None}


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_number_is_tested_on_both_sides(rule: Rule):
    for condition in rule.conditions():
        for fact, limit in condition.cuts():
            values = {example.facts.get(fact) for example in rule.examples}
            assert {limit, limit - 1} <= values, f"{rule.id}: {fact} at {limit - 1} and {limit}"


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_says_what_people_need(rule: Rule):
    assert rule.cites
    assert rule.says.endswith(".")
    assert rule.instrument.checked_on >= date(2026, 11, 21)
    assert rule.gives is not None or rule.reason or rule.reason_open
    if rule.gives is None:
        assert rule.cure
        assert rule.reason.isupper() or not rule.reason


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_every_fact_named_is_declared(rule: Rule):
    assert set(rule.names()) <= set(FACTS)


def test_versions_of_one_rule_do_not_overlap():
    for id_, count in Counter(rule.id for rule in RULES).items():
        versions = sorted((rule for rule in RULES if rule.id == id_), key=lambda rule: rule.in_force_from)
        assert len(versions) == count
        for earlier, later in pairwise(versions):
            assert earlier.until is not None
            assert earlier.until < later.in_force_from


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_begins_on_its_first_day(rule: Rule):
    if rule.in_force_from > FIRST_DAY:
        assert rule.in_force(rule.in_force_from)
        assert not rule.in_force(rule.in_force_from - timedelta(days=1))


def test_a_fact_is_registered_under_its_own_name_and_says_itself():
    for key, fact in FACTS.items():
        assert fact.name == key
        assert fact.source
        assert all(fact.say(value) for value in (None, 3 if isinstance(fact, Count) else True))


def test_a_person_s_fact_has_a_question():
    for fact in FACTS.values():
        assert bool(fact.question) == (fact.settled_by == "person")


def test_cuts_come_from_the_law_itself():
    assert cuts(date(2026, 3, 1))["listed_days"] == (28, 29)
    assert cuts(date(2026, 3, 1))["register_age_days"] == (28,)
    assert cuts(date(2003, 12, 10))["listed_days"] == (1, 29)


def test_a_date_without_law_is_refused_not_waved_through():
    with pytest.raises(DateNotCovered, match=r"29 February 2000 .* 1 March 2000"):
        judge({"marketing": True}, date(2000, 2, 29))


RECORDED = {"mode": "recorded", "purpose": "gotv", "audience_by_support": True, "objected": False, "listed": False}


def test_an_answer_names_the_facts_beneath_what_was_derived():
    answer = judge(RECORDED, date(2009, 6, 1), levels={"number"}).of(Outcome.BREACH)[0]
    assert {"automated_marketing", "marketing", "purpose", "audience_by_support", "consent_on_file"} <= set(
        answer.because
    )
    assert "the call is direct marketing" in answer.why({**RECORDED, "marketing": True})


def test_a_number_that_cannot_be_dialled_needs_no_law():
    judgement = judge({**RECORDED, "number_kind": "invalid", "duplicate": False}, date(2009, 6, 1))
    assert judgement.reasons == ("INVALID_NUMBER",)


def test_adding_an_objection_never_turns_a_block_into_an_allow():
    for marketing in (True, False, None):
        for listed in (True, False, None):
            facts = {"marketing": marketing, "listed": listed, "listed_days": 400, "mode": "live"}
            with_objection = judge({**facts, "objected": True}, date(2026, 3, 1), levels={"number"})
            assert with_objection.decision == "block"


def test_rule_by_id_and_day():
    assert rulebook.rule("DM-CONTENT", date(2025, 8, 19)).cites.startswith("DPA 1998")
    assert rulebook.rule("DM-CONTENT", date(2025, 8, 20)).cites == "PECR reg 2(1)"


def test_every_reason_code_has_words_and_every_word_a_use():
    used = {code for rule in RULES for code in (rule.reason, rule.reason_open) if code}
    gate = {"CAMPAIGN_CHANGED", "CAMPAIGN_NOT_SIGNED", "GATE_NOT_READY", "PERMIT_REFUSED", "REFERENCE_REUSED"}
    assert used | gate | {"CAMPAIGN_HELD", "CAMPAIGN_STOPPED", "OTHER_DAY"} == set(REASONS)


def test_a_person_settles_a_question_but_never_a_breach():
    facts = {"claims_independence": True, "instigator_is_party": True, "presents_as_research": True}
    facts |= {"script_markets": True}
    on = date(2017, 5, 5)
    open_ = judge(facts, on, levels={"script", "campaign"})
    settled = judge(facts, on, levels={"script", "campaign"}, answered={"INTRO-ID": True, "MRS-SEP": True})
    assert "IDENTITY_DOUBTFUL" in open_.reasons
    assert "IDENTITY_DOUBTFUL" not in settled.reasons
    assert "SCRIPT_IS_MARKETING" in settled.reasons
    against = judge(facts, on, levels={"campaign"}, answered={"INTRO-ID": False})
    assert "INTRO-ID" in {answer.rule.id for answer in against.of(Outcome.BREACH)}


def test_no_person_lifts_a_doubt_that_stops_the_call():
    facts = {"marketing": True, "mode": "live", "listed": True, "listed_days": 28}
    settled = judge(facts, date(2026, 3, 29), levels={"number"}, answered={"PECR-21-TPS": True})
    assert "TPS_LISTED_NO_NOTIFICATION" in settled.reasons


UNASKED = [
    ({"solicited_request": True, "marketing": True, "mode": "live"}, "PECR-21-OBJ"),
    ({"solicited_request": True, "marketing": True, "mode": "live"}, "PECR-21-TPS"),
    ({"instigator_is_party": True, "marketing": True, "mode": "live"}, "RPA-111"),
    ({"claims_independence": True, "marketing": True, "mode": "live"}, "PECR-24-LIVE"),
]


@pytest.mark.parametrize(("facts", "id_"), UNASKED, ids=name)
def test_no_person_stands_in_for_a_look_up(facts, id_):
    judged = judge(facts, date(2026, 3, 29), answered={id_: True})
    (answer,) = (each for each in judged.answers if each.rule.id == id_)
    assert answer.decision == "hold"


HELD = [
    {"purpose": "voter_id", "instigator_is_party": True, "answers_linked": False, "answers_reused": False},
    {"purpose": "research", "mode": "ivr_survey", "instigator_is_party": True, "answers_reused": False},
    {"purpose": "turnout_neutral", "answers_reused": False, "instigator_is_party": False},
    {"purpose": "research", "mode": "ai_voice", "instigator_is_party": False, "answers_reused": False},
    {"purpose": "fundraising", "mode": "voicemail_drop"},
]


@pytest.mark.parametrize("facts", HELD, ids=str)
def test_what_the_law_leaves_open_waits_for_a_person(facts):
    judged = judge({"script_markets": False, **facts}, date(2026, 3, 29), levels={"script", "campaign"})
    assert any(answer.outcome is Outcome.NEEDS_HUMAN for answer in judged.answers)


FIRST_DAYS = {  # as the instruments themselves say, written a second time so that a slip in one is seen
    (row["rule"], date.fromisoformat(row["first_day"]))
    for row in csv.DictReader((Path(__file__).parent / "law" / "first_days.csv").read_text().splitlines())
}


def test_first_days():
    assert {(rule.id, rule.in_force_from) for rule in RULES} == FIRST_DAYS
