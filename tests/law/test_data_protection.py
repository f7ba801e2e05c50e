"""Data protection by date: which Act or Regulation governs, what starts each duty, and what never accuses anyone."""

from datetime import date, timedelta

import pytest

from ringfence.facts import FACTS
from ringfence.law import dpa_1998, dpa_2018, uk_gdpr, uk_gdpr_rights
from ringfence.rule import Answer, Outcome
from ringfence.rulebook import judge, rule

DATA_RULES = [
    each
    for module in (dpa_1998, uk_gdpr, uk_gdpr_rights, dpa_2018)
    for each in module.RULES
]  # fmt: skip
WORST_CALLS = {
    "marketing": True, "objected": True, "listed": True, "listed_days": 400, "list_bought": True, "source_bought": True,
    "answers_linked": True, "answers_reused": True, "presents_as_research": True, "vote_intention_question": True,
    "caller_differs_from_instigator": True, "instigator_is_party": True, "mode": "recorded",
}  # fmt: skip


def answers(on: date, **facts: object) -> dict[str, Answer]:
    return {answer.rule.id: answer for answer in judge(facts, on).answers}  # type: ignore[arg-type]


@pytest.mark.parametrize("each", DATA_RULES, ids=lambda each: f"{each.id} {each.in_force_from}")
def test_facts_about_calls_alone_never_accuse(each):
    found = judge(WORST_CALLS, each.until or date(2026, 11, 21)).answers
    (answer,) = (answer for answer in found if answer.rule is each)
    assert answer.outcome in {Outcome.NEEDS_FACT, Outcome.OK, Outcome.NOT_APPLICABLE}
    assert "personal_data" in each.names()


@pytest.mark.parametrize("each", DATA_RULES, ids=lambda each: f"{each.id} {each.in_force_from}")
def test_data_rules_wait_for_the_records_of_a_case(each):
    assert each.level in {"case", "party"}


def test_personal_data_is_never_presumed():
    assert FACTS["personal_data"].silence is None  # type: ignore[union-attr]


def test_the_last_day_of_the_old_act_and_the_first_of_the_regulation():
    """The same ignored letter: the Act of 1998 on 24 May 2018, the Regulation on the 25th."""
    facts = {"personal_data": True, "marketing": True, "person_objected": True}
    facts |= {"stop_notice_written": True, "stop_period_over": True}
    before, after = answers(date(2018, 5, 24), **facts), answers(date(2018, 5, 25), **facts)
    assert before["DPA98-11"].outcome is Outcome.BREACH
    assert "GDPR-21" not in before
    assert after["GDPR-21"].outcome is Outcome.BREACH
    assert "DPA98-11" not in after


def test_a_spoken_objection_of_2016():
    """Golden case 19: no notice in writing, so not the Act of 1998, but regulation 21 from that moment."""
    facts = {"personal_data": True, "marketing": True, "mode": "live", "objected": True, "person_objected": True}
    found = answers(date(2016, 6, 1), **facts, stop_notice_written=False)
    assert found["DPA98-11"].outcome is Outcome.OK
    assert found["PECR-21-OBJ"].outcome is Outcome.BREACH


@pytest.mark.parametrize(
    ("id_", "days"),
    [
        ("GDPR-14", ["2018-05-25", "2021-01-01", "2026-06-19"]),
        ("GDPR-13", ["2018-05-25", "2021-01-01", "2026-06-19"]),
        ("GDPR-RES", ["2018-05-25", "2021-01-01", "2026-02-05"]),
        ("GDPR-6", ["2018-05-25", "2021-01-01", "2026-02-05"]),
        ("GDPR-21", ["2018-05-25", "2021-01-01"]),
        ("INTRO-ID", ["2003-12-11", "2018-05-25"]),
    ],
)
def test_versions_follow_each_other_without_a_gap(id_, days):
    for day in map(date.fromisoformat, days):
        assert rule(id_, day).in_force_from == day
        if day.isoformat() != days[0]:
            assert rule(id_, day - timedelta(days=1)).until == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "provision", "cites"),
    [
        (date(2018, 5, 25), "GDPR-14", "GDPR Art 14"),
        (date(2020, 12, 31), "GDPR-14", "GDPR Art 14"),
        (date(2021, 1, 1), "UKGDPR-14", "UK GDPR Art 14"),
    ],
)
def test_it_was_the_eu_regulation_itself_until_the_end_of_2020(day, provision, cites):
    found = rule("GDPR-14", day)
    assert found.provision == provision
    assert found.cites.startswith(cites)
    assert ("legislation.gov.uk" in found.address(day)) is (provision == "UKGDPR-14")


NOTICE = {
    "personal_data": True, "list_bought": True, "notice_by_first_contact": True, "notice_within_month": True,
    "notice_complete": True, "notice_names_complaint_right": False,
}  # fmt: skip


@pytest.mark.parametrize(("day", "outcome"), [(date(2026, 6, 18), Outcome.OK), (date(2026, 6, 19), Outcome.BREACH)])
def test_a_notice_names_the_right_to_complain_from_19_june_2026(day, outcome):
    assert answers(day, **NOTICE)["GDPR-14"].outcome is outcome


def test_a_complaint_of_18_june_2026_starts_no_clock():
    """Golden case 8d: received on 18 June 2026, no duty of section 164A; received on the 19th, 30 days."""
    late = {"personal_data": True, "complaint_about_own_data": True, "complaint_route": True, "ack_days": 31}
    assert "GDPR-COMP" not in answers(date(2026, 6, 18), **late, outcome_told=True)
    assert answers(date(2026, 6, 19), **late, outcome_told=True)["GDPR-COMP"].outcome is Outcome.BREACH


@pytest.mark.parametrize(
    ("days", "outcome"), [(29, Outcome.OK), (30, Outcome.NEEDS_HUMAN), (31, Outcome.BREACH), (90, Outcome.BREACH)]
)
def test_thirty_days_to_acknowledge(days, outcome):
    facts = {"personal_data": True, "complaint_about_own_data": True, "complaint_route": True, "outcome_told": True}
    assert answers(date(2026, 7, 1), **facts, ack_days=days)["GDPR-COMP"].outcome is outcome


def test_a_complaint_about_the_call_alone_is_outside():
    found = answers(date(2026, 7, 1), personal_data=True, complaint_about_own_data=False, ack_days=90)
    assert found["GDPR-COMP"].outcome is Outcome.NOT_APPLICABLE


SURVEY_2014 = {"personal_data": True, "presents_as_research": True, "answers_linked": True}


def test_the_survey_of_2014_is_at_risk_and_no_breach():
    """A party's 'What matters to you' survey ended in advice: a person asks what its wording made plain."""
    found = answers(date(2014, 4, 1), **SURVEY_2014, collects_contact_details=True)
    assert found["DPA98-FAIR"].outcome is Outcome.NEEDS_HUMAN
    assert found["DPA98-FAIR"].rule.provision == "DPA1998-fair-processing"
    assert not any(answer.outcome is Outcome.BREACH for answer in found.values() if answer.rule in DATA_RULES)


@pytest.mark.parametrize(("told", "outcome"), [(False, Outcome.BREACH), (True, Outcome.NEEDS_HUMAN)])
def test_it_is_a_breach_only_when_people_are_known_not_to_have_been_told(told, outcome):
    assert answers(date(2014, 4, 1), **SURVEY_2014, people_told=told)["DPA98-FAIR"].outcome is outcome


def test_the_answers_of_2017_were_saved_against_nobody():
    found = answers(date(2017, 5, 5), personal_data=True, presents_as_research=True, answers_linked=False)
    assert found["DPA98-RES"].outcome is Outcome.OK


def test_democratic_engagement_is_on_no_list_of_recognised_interests():
    for day in (date(2019, 12, 1), date(2026, 2, 4), date(2026, 2, 5)):
        found = answers(day, personal_data=True, lawful_basis="democratic_interest")
        assert found["GDPR-6"].outcome is Outcome.BREACH
    assert "Democratic engagement" in rule("GDPR-6").says


def test_an_agency_cannot_use_the_parties_own_condition():
    facts = {"personal_data": True, "political_opinion_data": True, "special_condition": "party"}
    assert answers(date(2024, 6, 1), **facts, registered_party=False)["DPA-S1-22"].outcome is Outcome.BREACH


@pytest.mark.parametrize(
    ("nation", "use", "outcome"),
    [
        ("england_wales", "electoral", Outcome.OK),
        ("england_wales", "commercial", Outcome.BREACH),
        ("england_wales", "fundraising", Outcome.NEEDS_HUMAN),
        ("england_wales", "research", Outcome.NEEDS_HUMAN),
        ("scotland", "electoral", Outcome.NEEDS_HUMAN),
        ("northern_ireland", "commercial", Outcome.NEEDS_HUMAN),
    ],
)
def test_the_full_register(nation, use, outcome):
    facts = {"electoral_register": True, "register_kind": "full", "register_holder": "party"}
    found = answers(date(2024, 6, 1), **facts, register_nation=nation, register_use=use)
    assert found["REG-ELEC"].outcome is outcome
    assert "caller" in found["REG-ELEC"].rule.binds  # whoever works for the party, paid or not
