"""The assessment: known, unknown and disputed facts, the law of the day, who answers, and nothing decided."""

from bisect import bisect_right
from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.cases.assembling import assembled
from ringfence.cases.assess import assess
from ringfence.cases.calls import complained_of
from ringfence.cases.events import CaseUnusable
from ringfence.cases.factors import SPEAK, weighed
from ringfence.cases.facts_table import Said, as_alleged, read_fact, table, values, without_complainant
from ringfence.cases.gather import from_complaint, from_file
from ringfence.cases.nearest import nearest
from ringfence.cases.report import data, text
from ringfence.cases.steps import step
from ringfence.facts import FACTS, say_clipped
from ringfence.law.enforcement.regulator import FACTORS
from ringfence.preferences.events import Event
from ringfence.preferences.scopes import EVERYONE, Scope
from ringfence.rulebook import cuts

from .made import NOW, NUMBER, call, case

ON = date(2026, 11, 27)
RECORDED = {
    "mode": "recorded", "purpose": "gotv", "script_markets": True, "system_can_auto_sequence": True,
    "system_can_play_nonlive": True, "instigator_is_party": True, "call_connected": True, "call_attempted": True,
    "audience_by_support": True, "contact_free_or_address": True, "caller_named": True,
}  # fmt: skip


def said(basis="document", call="", party="", **facts):
    return [
        Said(name=name, value=value, basis=basis, evidence=(f"{basis}:{name}",), call=call, party=party)
        for name, value in facts.items()
    ]


def on_day(day, facts, **more):
    return assess([call(f"{day}T12:00:00.000000Z", **more)], facts, ON)


def test_a_fact_on_which_two_differ_is_disputed_and_counts_as_unknown():
    lines = table([*said(consent_on_file=True), *said("complainant", consent_on_file=False)])
    assert lines["consent_on_file"].standing == "disputed"
    assert values(lines) == {}
    assert as_alleged(lines) == {"consent_on_file": False}, "as the complainant has it"
    assert set(lines["consent_on_file"].evidence) == {"document:consent_on_file", "complainant:consent_on_file"}


def test_what_a_person_finds_settles_it_and_the_last_finding_stands():
    both = [*said(consent_on_file=True), *said("complainant", consent_on_file=False)]
    assert values(table([*both, *said("found", consent_on_file=True)])) == {"consent_on_file": True}
    twice = [*both, *said("found", consent_on_file=True), *said("found", consent_on_file=False)]
    assert values(table(twice)) == {"consent_on_file": False}


def test_the_complainants_word_alone_is_marked_and_can_be_left_out():
    lines = table([*said("complainant", objected=True, listed=True), *said("file", listed=True)])
    assert lines["objected"].complainant_alone
    assert not lines["listed"].complainant_alone
    assert without_complainant(lines) == {"listed": True}


@given(st.permutations([*said(listed=True), *said("complainant", listed=False), *said("record", mode="live")]))
def test_the_order_in_which_people_speak_changes_no_standing(statements):
    lines = table(statements)
    assert {name: line.standing for name, line in lines.items()} == {"listed": "disputed", "mode": "known"}
    assert as_alleged(lines)["listed"] is False


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        ("2001-06-01", {"TEL99-22"}),  # the Regulations of 1999
        ("2003-12-10", {"TEL99-22"}),
        ("2003-12-11", {"PECR-19"}),  # the first day of those of 2003
        ("2009-06-02", {"PECR-19"}),
        ("2026-06-02", {"PECR-19"}),
    ],
)
def test_each_call_is_judged_by_the_law_of_its_day(day, rules):
    found = on_day(day, said(**RECORDED))
    assert rules <= set(found.breached)
    assert not ({"PECR-19", "TEL99-22"} - rules) & set(found.breached)


def test_a_campaign_across_a_change_of_law_is_two_situations():
    calls = [call("2003-12-10T12:00:00.000000Z", "r:1"), call("2003-12-11T12:00:00.000000Z", "r:2")]
    found = assess(calls, said(**RECORDED), ON)
    assert [(len(each.calls), each.law_from) for each in found.situations][1] == (1, date(2003, 12, 11))
    assert len(found.situations) == 2


def test_calls_on_which_the_same_is_known_are_judged_once():
    calls = [call(f"2009-06-02T12:{minute:02}:00.000000Z", f"r:{minute}") for minute in range(30)]
    found = assess(calls, said(**RECORDED), ON)
    assert [len(each.calls) for each in found.situations] == [30]
    own = assess(calls, [*said(**RECORDED), *said(call="r:7", consent_on_file=True)], ON)
    assert sorted(len(each.calls) for each in own.situations) == [1, 29], "a fact of one call is no other's"


def test_hours_between_which_no_rule_looks_are_one_situation():
    hours = {f"r:{hour}": hour for hour in range(24)}
    calls = [call(f"2009-06-02T{hour:02}:00:00.000000Z", id_) for id_, hour in hours.items()]
    facts = [*said(**RECORDED), *(each for id_, hour in hours.items() for each in said(call=id_, local_hour=hour))]
    made = assess(calls, facts, ON)
    limits = cuts(date(2009, 6, 2)).get("local_hour", ())
    assert len(made.situations) == len({bisect_right(limits, hour) for hour in hours.values()})
    (line,) = [each for each in data("A", made, (), (), None)["situations"][0]["facts"] if each["fact"] == "local_hour"]
    assert line["words"] == say_clipped("local_hour", line["value"], limits)


def test_breach_is_told_apart_from_what_could_follow_it():
    (then,) = on_day("2009-06-02", said(**RECORDED)).situations
    (now,) = on_day("2026-06-02", said(**RECORDED)).situations
    breaches = [next(b for b in each.breaches if b.answer.rule.id == "PECR-19") for each in (then, now)]
    assert breaches[0].answer.rule.provision == breaches[1].answer.rule.provision
    caps = [max((s.cap_gbp for s in each.could_follow if s.cap_gbp is not None), default=None) for each in breaches]
    assert caps[0] == 0, "no fine in 2009"
    assert caps[1] > 500_000
    assert "Act of 1998" in then.procedure.says


def test_a_breach_names_its_evidence_and_whether_it_rests_on_the_complainant():
    objection = [*said(mode="live", purpose="gotv", script_markets=True, call_connected=True, call_attempted=True)]
    alone = on_day("2009-06-02", [*objection, *said("complainant", objected=True)])
    shown = on_day("2009-06-02", [*objection, *said("file", objected=True)])
    for found, stands in ((alone, False), (shown, True)):
        (breach,) = [each for each in found.situations[0].breaches if each.answer.rule.id == "PECR-21-OBJ"]
        assert breach.stands_alone is stands
        assert any(each.endswith(":objected") for each in breach.evidence)


def test_a_dispute_shows_what_would_be_broken_if_the_complainant_is_right():
    facts = [*said(mode="live", purpose="gotv", script_markets=True, call_connected=True, call_attempted=True)]
    disputed = [*facts, *said("complainant", objected=True), *said("statement", objected=False)]
    (one,) = on_day("2009-06-02", disputed).situations
    assert "PECR-21-OBJ" not in {each.answer.rule.id for each in one.breaches}
    assert "PECR-21-OBJ" in {each.rule.id for each in one.if_alleged}


def test_where_nobody_knows_whether_it_was_marketing_that_is_what_is_asked():
    (one,) = on_day("2009-06-02", said(mode="recorded", system_can_auto_sequence=True, call_connected=True)).situations
    assert not one.breaches
    assert "PECR-19" in {each.rule.id for each in one.if_marketing}
    assert "script_markets" in one.marketing_needs or one.marketing_needs
    assert all(FACTS[name].settled_by != "derived" for name in one.marketing_needs)


def test_each_party_answers_by_its_own_route_and_nobody_is_guessed():
    parties = [
        *said(party="Example Party", encouraged=True, transmits=False),
        *said(party="Example Calls", transmits=True),
        *said(party="Broker", encouraged=False, transmits=False),
    ]
    (one,) = on_day("2009-06-02", [*said(**RECORDED), *parties]).situations
    routes = {(each.party, each.route): each.truth for each in one.liability if each.rule == "PECR-19"}
    assert routes["Example Party", "instigator"] is True
    assert routes["Example Party", "caller"] is False
    assert routes["Example Calls", "caller"] is True
    assert routes["Example Calls", "instigator"] is None
    assert routes["Broker", "caller"] is False
    assert on_day("2009-06-02", said(**RECORDED)).not_judged, "no party: no one's liability was looked at"


def test_without_a_call_nothing_is_judged_and_that_is_said():
    found = assess([], said(**RECORDED), ON)
    assert found.situations == ()
    assert found.open
    assert any("No call to judge" in each for each in found.not_judged)


def test_a_complaint_gives_only_what_it_says():
    names = {each.name: each.value for each in from_complaint(case(channel="recorded", permission="no").opened)}
    assert names == {"mode": "recorded", "call_attempted": True, "call_connected": True, "consent_on_file": False}
    assert list(from_complaint(case().opened)) == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("listed=yes", ("listed", True)), ("listed = no", ("listed", False)), ("listed_days=29", ("listed_days", 29)),
        ("mode=recorded", ("mode", "recorded")), ("listed=unknown", ("listed", None)),
    ],
)  # fmt: skip
def test_facts_as_they_are_typed(written, kept):
    assert read_fact(written) == kept


@pytest.mark.parametrize(
    ("written", "said_"),
    [
        ("listd=yes", "near it: .*listed"), ("listed", "Write name=value"), ("listed=perhaps", "is yes or no"),
        ("listed_days=many", "whole number"), ("mode=loud", "is one of live, recorded"),
        ("marketing=yes", "follows from other facts"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused(written, said_):
    with pytest.raises(CaseUnusable, match=said_):
        read_fact(written)


def test_every_factor_of_the_law_is_shown_and_those_that_speak_are_real_facts():
    assert set(SPEAK) <= {each.says for each in FACTORS}
    assert {name for names in SPEAK.values() for name in names} <= set(FACTS)
    lines = table(said(prior_warnings=True))
    found = weighed(lines, [], 3, 2)
    assert [each.factor for each in found] == list(FACTORS)
    (earlier,) = [each for each in found if each.factor.says.startswith("earlier failures")]
    assert earlier.facts == ("the regulator had warned or advised the organisation before",)
    (gravity,) = [each for each in found if each.factor.says.startswith("nature")]
    assert gravity.facts == ("calls found: 3", "complaints in this case: 2")


def test_the_nearest_outcomes_are_ordered_by_facts_and_show_both_sides():
    facts = {**RECORDED, "prior_warnings": True, "list_bought": True, "source_bought": True}
    found = nearest(facts, date(2009, 6, 2), ON)
    assert found[0].id == "labour-2010"
    assert found[0].later
    assert len(found) == 5
    assert [each.distance for each in found] == sorted(each.distance for each in found)
    live = nearest({**facts, "mode": "live"}, date(2009, 6, 2), ON, count=80)
    (same,) = [each for each in live if each.id == "labour-2010"]
    assert ("the kind of call: live", "the kind of call: recorded") in same.differ
    assert nearest({}, date(2009, 6, 2), ON) == ()


def test_the_report_predicts_nothing_and_holds_no_number():
    made = on_day("2009-06-02", [*said(**RECORDED), *said("complainant", consent_on_file=False)])
    near = nearest(made.situations[0].judgement.facts, date(2009, 6, 2), ON)
    told = data("A-1", made, weighed(made.situations[0].lines, [], 1, 1), near, {"missing": ["No records."]})
    words = text(told)
    for expected in ("BROKEN", "PECR-19", "could follow", "complainant alone", "no prediction", "No records.",
                     "A person decides"):  # fmt: skip
        assert expected in words
    assert "1632960123" not in words + str(told)


def test_what_a_complainant_says_of_the_call_is_said_of_that_call_only():
    first = call("2009-06-02T17:21:40.000000Z", "r:1")
    second = call("2009-06-03T16:40:00.000000Z", "r:2", connected=False)
    found = case(called_at="2009-06-02T18:20", channel="recorded", permission="no").opened
    assert complained_of(found, [first, second]) == first
    assert complained_of(case(called_at="2009-06-03").opened, [first, second]) == second
    assert complained_of(case(called_at="2009-06-04").opened, [first, second]) is None, "of that day there is none"
    assert complained_of(case().opened, [first, second]) is None, "which of two, nobody says"
    assert complained_of(case().opened, [second]) == second
    told = {each.name: each.call for each in from_complaint(found, first)}
    assert told == {"mode": "r:1", "call_attempted": "r:1", "call_connected": "r:1", "consent_on_file": ""}


@pytest.mark.parametrize(("role", "reached"), [("organisation", True), ("regulator", False)])
def test_an_objection_in_a_complaint_to_a_regulator_has_not_reached_the_caller(role, reached):
    objection = Event(
        id="o", kind="objection", number=NUMBER, recorded_at="2009-06-01T00:00:00.000000Z", at="2009-06-01",
        scope=EVERYONE, source="case 2009-000001",
    )  # fmt: skip
    searched = replace(
        step("A-1", "searched", id_="s", now=NOW), body={"query": {"by_number": True}, "calls": [asdict(call())]}
    )
    found = case(role=role)
    found = replace(found, events=(*found.events, searched))
    made = assembled(found, ON, lambda _number: [objection])
    assert ("objected" in made.assessment.situations[0].lines) is reached
    own = replace(objection, source="their own list")
    assert "objected" in assembled(found, ON, lambda _number: [own]).assessment.situations[0].lines


@pytest.mark.parametrize(
    ("objected_at", "lifted_at", "stands"),
    [
        ("2009-06-01", None, True),
        ("2009-06-02", None, False),  # the day of the call, and nobody knows the hour: unknown, not yes
        ("2009-06-02T17:21:39.000000Z", None, True),
        ("2009-06-02T17:21:41.000000Z", None, False),  # a second after the call began
        ("2009-06-03", None, False),
        ("2009-05-01", "2009-05-20", False),
        ("2009-05-01", "2009-06-20", True),  # lifted only after the call
    ],
)
def test_only_what_stood_when_the_call_was_made_counts(objected_at, lifted_at, stands):
    about = {"number": NUMBER, "recorded_at": "2009-06-20T00:00:00.000000Z"}
    events = [Event(id="o", kind="objection", at=objected_at, scope=EVERYONE, **about)]
    if lifted_at:
        events.append(Event(id="l", kind="lifting", at=lifted_at, about="o", **about))
    assert bool(list(from_file(call(), events, ["Example Party"]))) is stands


def test_an_objection_to_another_organisation_is_none_to_this_one():
    other = Event(
        id="o", kind="objection", at="2009-06-01", number=NUMBER, recorded_at="2009-06-01T00:00:00.000000Z",
        scope=Scope("organisation", "Other Party"),
    )  # fmt: skip
    assert list(from_file(call(), [other], ["Example Party"])) == []
    assert list(from_file(call(), [other], ["The Other  Party", "other-party"])) != []


def test_calls_that_a_case_does_not_keep_are_said_to_be_left_out():
    made = on_day("2009-06-02", said(**RECORDED))
    told = data("A-1", made, (), (), {"found": 495_000, "calls": [{}] * 1000})
    assert any("Of 495,000 calls found the first 1,000 are judged here" in each for each in told["not_judged"])
    assert not any(
        "are judged here" in each for each in data("A-1", made, (), (), {"found": 1, "calls": [{}]})["not_judged"]
    )
