"""What the softer codes say, and what they leave to other rules."""

from datetime import date

import pytest

from ringfence.codes import fundraising, research_practice, service
from ringfence.rule import Answer, Outcome
from ringfence.rulebook import RULES, judge

TODAY = date(2026, 11, 21)
AGE_UK = {"charity_fundraising": True, "purpose": "fundraising", "mode": "live", "listed": True,
          "relationship_claimed": True}  # fmt: skip


def answers(on: date, **facts: object) -> dict[str, Answer]:
    return {answer.rule.id: answer for answer in judge(facts, on).answers}  # type: ignore[arg-type]


def test_a_past_enquiry_lets_no_charity_ring_a_listed_line():
    """Age UK, a call of April 2015, adjudicated on 18 February 2016."""
    found = answers(date(2015, 4, 15), **AGE_UK)["FR-TPS"]
    assert found.outcome is Outcome.BREACH
    assert found.rule.provision == "FundraisingCode-8.2.3b"


@pytest.mark.parametrize(("day", "outcome"), [(date(2015, 8, 17), Outcome.OK), (date(2015, 8, 18), Outcome.BREACH)])
def test_a_donor_was_excepted_until_17_august_2015(day, outcome):
    assert answers(day, **AGE_UK, donor_relationship=True)["FR-TPS"].outcome is outcome


@pytest.mark.parametrize("each", research_practice.RULES, ids=lambda each: each.id)
def test_what_the_society_asks_is_only_ever_a_question(each):
    outcomes = {example.outcome for example in each.examples}
    assert Outcome.NEEDS_HUMAN in outcomes
    assert Outcome.BREACH not in outcomes


def test_calls_alone_raise_no_question_of_a_code():
    """Nothing of these files speaks before a call: each waits for records, or for a charity."""
    early = {"section", "script", "campaign", "number", "call"}
    for each in (*research_practice.RULES, *service.RULES):
        assert each.level not in early, each.id
    for each in fundraising.RULES:
        assert judge({"mode": "live", "listed": True}, each.in_force_from).answers
        assert "charity_fundraising" in each.names()


JOINING_FORM = {"consent_on_file": True, "consent_names_caller": True, "consent_proof": True,
                "consent_withdrawn": False, "consent_indirect": False, "marketing": True, "listed": True,
                "listed_days": 400, "objected": False}  # fmt: skip


def test_a_member_on_the_tps():
    """Golden case 10: 'contact by phone' to the party is a notice for live calls, and no consent to recorded ones."""
    live = answers(date(2024, 6, 1), **JOINING_FORM, consent_live=True, mode="live")
    recorded = answers(date(2024, 6, 1), **JOINING_FORM, consent_live=True, mode="recorded")
    assert live["PECR-21-TPS"].outcome is Outcome.OK
    assert recorded["PECR-19"].outcome is Outcome.BREACH


def test_membership_alone_is_no_notice():
    found = answers(date(2024, 6, 1), marketing=True, mode="live", listed=True, listed_days=400)
    assert found["PECR-21-TPS"].outcome is Outcome.BREACH


def test_a_key_pressed_in_the_call_is_no_prior_consent():
    facts = {**JOINING_FORM, "consent_automated": True, "mode": "recorded"}
    assert answers(TODAY, **facts)["PECR-19"].outcome is Outcome.OK
    assert answers(TODAY, **facts, consent_in_call=True)["PECR-19"].outcome is Outcome.BREACH


def test_a_recorded_opening_makes_the_whole_call_a_recorded_one():
    found = answers(TODAY, marketing=True, mode="recorded_then_live")
    assert found["PECR-19"].outcome is Outcome.BREACH


def test_a_service_message_that_promotes_is_marketing_under_another_name():
    found = answers(TODAY, presents_as_service=True, script_markets=True)
    assert found["MRS-SEP"].outcome is Outcome.BREACH
    assert found["SERVICE"].outcome is Outcome.NOT_APPLICABLE


def test_every_rule_of_these_files_says_what_was_not_verified():
    mine = {each.id for each in (*research_practice.RULES, *fundraising.RULES, *service.RULES)}
    assert all(each.unsure for each in RULES if each.id in mine)
