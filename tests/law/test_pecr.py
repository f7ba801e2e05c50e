"""The golden cases of the Regulations of 2003: published calls, and both sides of each boundary."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ringfence.law.authorities import AUTHORITIES, LABOUR_2010
from ringfence.law.enforcement.sanctions import sanctions
from ringfence.law.pecr_2003.register import keeper
from ringfence.rule import Outcome
from ringfence.rulebook import judge, rule

TODAY = date(2026, 11, 21)
CALL_LEVELS = {"section", "script", "campaign", "number", "call"}
ON_FILE = {"consent_on_file": True, "consent_names_caller": True, "consent_proof": True, "consent_withdrawn": False}


def told(facts, on, medium="call", levels=None):
    """Each rule's outcome."""
    return {answer.rule.id: answer.outcome for answer in judge(facts, on, levels, medium=medium).answers}


def broken(facts, on, medium="call"):
    """The provisions of the Regulations that are broken."""
    answers = judge(facts, on, CALL_LEVELS, medium=medium).of(Outcome.BREACH)
    return sorted({a.rule.id for a in answers if a.rule.instrument.id == "PECR-2003"})


def test_snp_2005():
    """Golden case 1: a recorded 'vote for us' without consent, some lines listed; no fine, attempts not counted."""
    on = date(2005, 4, 20)
    facts = {"mode": "recorded", "script_markets": True, "identity_stated": True, "contact_free_or_address": True}
    assert broken({**facts, "listed": False, "objected": False}, on) == ["PECR-19"]
    assert broken({**facts, "listed": True, "listed_days": 400, "objected": False}, on) == ["PECR-19", "PECR-21-TPS"]
    assert any(each.id == "ENF-CAP" and "No fine" in each.says for each in sanctions(on))
    assert judge({"call_attempted": True, "call_connected": False}, on).facts["call_made"] is False


def test_liberal_democrats_2008():
    """Golden case 2: a leader's keypad survey that asks for help is promotion, whatever it calls itself."""
    on = date(2008, 9, 23)
    section = judge({"ask_volunteer": True}, on, levels={"section"})
    assert section.facts["dm_content"] is True
    facts = {"mode": "ivr_survey", "purpose": "research", "instigator_is_party": True}
    facts |= {"script_markets": section.facts["dm_content"], "identity_stated": True, "contact_free_or_address": True}
    assert broken({**facts, "listed": False, "objected": False}, on) == ["PECR-19"]


def test_labour_2009():
    """Golden case 3: a recorded turn-out appeal to strongholds, on bought lists. No duty to show a number yet."""
    on = date(2009, 6, 1)
    facts = {"mode": "recorded", "purpose": "gotv", "audience_by_support": True, "objected": False, "listed": False}
    assert broken(facts, on) == ["PECR-19"]
    assert "PECR-19-CLI" not in told(facts, on)
    bought = {**facts, "consent_on_file": True, "consent_indirect": True, "consent_names_caller": False}
    assert broken(bought, on) == ["CONS-3", "PECR-19"]
    assert LABOUR_2010.on("numbers mostly from bought lists") in rule("CONS-3", on).authorities
    assert any(each.id == "ENF-CAP" and "No fine" in each.says for each in sanctions(on))


NEATH = {"mode": "live", "purpose": "research", "instigator_is_party": True, "paid_callers": True}
NEATH |= {"answers_reused": False, "identity_stated": True, "presents_as_research": True, "cli_withheld": False}


def test_conservatives_2017():
    """Golden case 4: two promotional sections in live research bite only on lines that objected or are listed."""
    on = date(2017, 5, 5)
    for tag in ("policy_contrast", "support_framing"):
        assert judge({**NEATH, tag: True}, on, levels={"section"}).facts["dm_content"] is True
    for tag in ("leader_preference_question", "ask_turnout_neutral", "neutral_question"):
        assert judge({**NEATH, tag: True}, on, levels={"section"}).facts["dm_content"] is False
    campaign = {**NEATH, "script_markets": True, "claims_independence": True}
    assert broken({**campaign, "objected": False, "listed": False}, on) == []
    assert broken({**campaign, "objected": True, "listed": False}, on) == ["PECR-21-OBJ"]
    assert broken({**campaign, "objected": False, "listed": True, "listed_days": 400}, on) == ["PECR-21-TPS"]
    unscreened = told({**campaign, "objected": False}, on)
    assert unscreened["PECR-21-TPS"] is Outcome.NEEDS_FACT
    assert unscreened["PECR-24-LIVE"] is Outcome.NEEDS_HUMAN
    assert told({**campaign, "canvass_candidate": False}, on)["RPA-111"] is Outcome.NEEDS_HUMAN
    assert broken({**NEATH, "script_markets": False, "objected": True, "listed": True, "listed_days": 400}, on) == []


@pytest.mark.parametrize(
    ("call", "decision", "outcome"),
    [
        (date(2026, 3, 28), "allow", Outcome.OK),
        (date(2026, 3, 29), "block", Outcome.NEEDS_HUMAN),
        (date(2026, 3, 30), "block", Outcome.BREACH),
        (None, "block", Outcome.NEEDS_FACT),
    ],
)
def test_the_register_boundary(call, decision, outcome):
    """Golden case 6: listed on 1 March 2026; 28 days are stopped before a call, and asked about after one."""
    days = (call - date(2026, 3, 1)).days if call else None
    facts = {"marketing": True, "mode": "live", "listed": True, "listed_days": days, "objected": False}
    facts |= {"number_kind": "mobile", "duplicate": False, "frequency_limited": False, "register_age_days": 0}
    facts |= {"source_bought": False}
    judgement = judge(facts, call or date(2026, 3, 30), levels={"number"})
    assert judgement.decision == decision
    assert judgement.reasons == (() if decision == "allow" else ("TPS_LISTED_NO_NOTIFICATION",))
    assert told(facts, call or date(2026, 3, 30))["PECR-21-TPS"] is outcome


def test_attempts_count_from_5_february_2026():
    """Golden case 7."""
    missed = {"call_attempted": True, "call_connected": False}
    assert judge(missed, date(2026, 2, 4)).facts["call_made"] is False
    assert judge(missed, date(2026, 2, 5)).facts["call_made"] is True


SOFT = {"charity_own_purposes": True, "details_from_support": True, "refusal_offered_each_time": True}
SOFT |= {"details_from_sale": True, "similar_goods": True, "details_before_charity_rule": False}


@pytest.mark.parametrize("on", [date(2005, 1, 1), date(2015, 6, 1), date(2026, 2, 4), date(2026, 2, 5), TODAY])
@pytest.mark.parametrize("instigator_is_party", [True, False])
def test_no_soft_opt_in_for_calls(on, instigator_is_party):
    """Golden case 9: what a charity or a shop may send as mail excuses no telephone call, at any date."""
    facts = {**SOFT, "marketing": True, "instigator_is_party": instigator_is_party}
    facts |= {"listed": True, "listed_days": 400, "objected": False, "identity_stated": True, "cli_withheld": False}
    assert broken({**facts, "mode": "live"}, on) == ["PECR-21-TPS"]
    recorded = {**facts, "mode": "recorded", "contact_free_or_address": True, "listed": False}
    assert broken(recorded, on) == ["PECR-19"]


@pytest.mark.parametrize(
    ("on", "charity", "party"), [(date(2026, 2, 4), ["PECR-22"], ["PECR-22"]), (date(2026, 2, 5), [], ["PECR-22"])]
)
def test_the_soft_ways_of_mail(on, charity, party):
    mail = {"marketing": True, "sender_hidden": False, "optout_address": True}
    support = {**mail, **SOFT, "details_from_sale": False, "instigator_is_party": False}
    assert broken(support, on, medium="electronic_mail") == charity
    shop = {**mail, **SOFT, "charity_own_purposes": False}
    assert broken({**shop, "instigator_is_party": False}, on, medium="electronic_mail") == []
    assert broken({**shop, "instigator_is_party": True}, on, medium="electronic_mail") == party


def test_rules_of_mail_and_of_calls_keep_apart():
    facts = {"marketing": True, "mode": "live", "objected": True, "sender_hidden": True}
    assert not {"PECR-22", "PECR-23"} & set(told(facts, TODAY))
    assert not {"PECR-19", "PECR-21-OBJ", "PECR-24-LIVE"} & set(told(facts, TODAY, medium="electronic_mail"))


def test_a_member_who_agreed_to_be_phoned():
    """Golden case 10: 'contact by phone' on the party's joining form lets a person ring, but no recording."""
    facts = {**ON_FILE, "consent_live": True, "consent_automated": False, "consent_indirect": False}
    facts |= {"marketing": True, "listed": True, "listed_days": 400, "objected": False, "cli_withheld": False}
    facts |= {"identity_stated": True, "contact_free_or_address": True, "relationship_claimed": True}
    assert broken({**facts, "mode": "live"}, TODAY) == []
    assert "PECR-19" in broken({**facts, "mode": "recorded"}, TODAY)
    member_only = {**facts, "consent_on_file": None, "mode": "live"}
    assert broken(member_only, TODAY) == ["PECR-21-TPS"]


def test_a_recorded_call_to_a_line_that_objected_breaks_two_regulations():
    facts = {"marketing": True, "mode": "recorded", "objected": True, "listed": True, "listed_days": 400}
    facts |= {"identity_stated": True, "contact_free_or_address": True, "cli_withheld": False}
    assert broken(facts, TODAY) == ["PECR-19", "PECR-21-OBJ", "PECR-21-TPS"]


def test_claims_and_pensions_leave_the_duty_to_show_a_number():
    """Reg 21(6) lifts paragraph (1) only."""
    facts = {"marketing": True, "mode": "live", "objected": True, "listed": True, "listed_days": 400}
    facts |= {"identity_stated": True, "cli_withheld": True, "cli_contactable": False, "fca_authorised": False}
    assert broken({**facts, "claims_management": True}, TODAY) == ["PECR-21A", "PECR-21A1"]
    assert broken({**facts, "pensions": True}, TODAY) == ["PECR-21A1", "PECR-21B"]
    company = {**facts, "pensions": True, "subscriber_kind": "corporate"}
    assert broken(company, TODAY) == ["PECR-21-OBJ", "PECR-21-TPS", "PECR-21A1"]


def test_a_charity_s_relationship_asks_a_person_until_the_sector_changed_its_rule():
    facts = {"marketing": True, "mode": "live", "listed": True, "listed_days": 400, "objected": False}
    facts |= {"relationship_claimed": True}
    eve, day = date(2015, 8, 17), date(2015, 8, 18)
    assert told({**facts, "charity_fundraising": True}, eve)["PECR-21-TPS"] is Outcome.NEEDS_HUMAN
    assert told({**facts, "charity_fundraising": True}, day)["PECR-21-TPS"] is Outcome.BREACH
    assert told(facts, eve)["PECR-21-TPS"] is Outcome.BREACH


def test_a_scottish_partnership_is_corporate_and_a_kind_not_known_is_a_person():
    def kind(**facts):
        return judge(facts, TODAY).facts["corporate_line"]

    assert kind(subscriber_kind="individual", scottish_partnership=True) is True
    assert kind() is None
    mail = {"marketing": True, "details_from_sale": False, "charity_own_purposes": False}
    assert told(mail, TODAY, medium="electronic_mail")["PECR-22"] is Outcome.BREACH
    firm = {**mail, "scottish_partnership": True}
    assert told(firm, TODAY, medium="electronic_mail")["PECR-22"] is Outcome.NOT_APPLICABLE


def test_an_alias_asks_a_person_and_no_name_is_a_breach():
    facts = {"marketing": True, "mode": "recorded", "contact_free_or_address": True, "trading_names_doubtful": True}
    assert told({**facts, "identity_stated": True}, TODAY)["PECR-24-AUTO"] is Outcome.NEEDS_HUMAN
    assert told({**facts, "identity_stated": False}, TODAY)["PECR-24-AUTO"] is Outcome.BREACH


def test_who_keeps_the_register():
    assert keeper(date(2003, 12, 10)) == ""
    assert keeper(date(2016, 12, 29)) == "Ofcom"
    assert keeper(date(2016, 12, 30)) == keeper(date(2026, 9, 29)) == "the Information Commissioner"
    assert keeper(date(2026, 9, 30)) == "the Information Commission"


def test_the_authorities_are_in_order_and_each_says_what_it_weighs():
    assert [each.id for each in AUTHORITIES] == [f"A{n}" for n in range(1, 8)]
    assert all(before.date <= after.date for before, after in pairwise(AUTHORITIES))
    assert all(each.holding.endswith(".") and each.weight and each.body for each in AUTHORITIES)


def test_versions_of_a_pecr_rule_leave_no_day_out():
    """Within one id the next version begins the day after the last ends, except where a rule ended for good."""
    for id_ in ("PECR-21-OBJ", "PECR-21-TPS", "PECR-24-LIVE", "PECR-22", "CONS-19", "CONS-21-4", "CONS-22", "CONS-3"):
        day = rule(id_).in_force_from - timedelta(days=1)
        while day >= date(2003, 12, 11):
            day = rule(id_, day).in_force_from - timedelta(days=1)
        assert day == date(2003, 12, 10)
