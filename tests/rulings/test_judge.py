"""One case, judged: three levels, dates, allegations, and nothing read that was found."""

import random
from datetime import date

import pytest

from ringfence.rulings import cases
from ringfence.rulings.judge import assess
from ringfence.rulings.loading import shipped

from .conftest import TODAY, judged

SALE = {"call_type": "live", "promotes": "product or service", "consent_record": "none"}
RECORDED = {"call_type": "automated", "promotes": "product or service", "consent_record": "none"}


def test_the_ordinary_breaches():
    assert judged({**SALE, "tps_registered_calls_made": True}, date=2019).contravened == ("21",)
    assert judged({**SALE, "objections_ignored": True}, date=2019).contravened == ("21",)
    assert judged(RECORDED, date=2009).contravened == ("19",)
    assert judged({**RECORDED, "identity_given": False}, date=2019).contravened == ("19", "24")
    assert judged({"promotes": "x", "consent_record": "none"}, channel="text", date=2019).contravened == ("22",)
    assert judged(SALE, date=2019).contravened == ()


NO_CONSENT = [
    "none", "opt_out_only", "membership_only", "newsletter_subscription_only", "generic_third_party",
    "supplier_unverified", "evidence_deleted", "opt_outs_lost", "bundled_website",
]  # fmt: skip


@pytest.mark.parametrize("record", NO_CONSENT)
def test_what_is_passed_off_as_consent(record):
    listed = {"promotes": "x", "consent_record": record, "tps_registered_calls_made": True}
    assert judged({**listed, "call_type": "live"}, date=2019).contravened == ("21",)
    assert "19" in judged({**listed, "call_type": "automated"}, date=2019).contravened
    assert judged({**listed, "call_type": "text"}, channel="text", date=2019).contravened == ("22",)


def test_a_relationship_may_hold_a_sale_on_which_mail_can_rest_and_calls_cannot():
    known = {"promotes": "x", "consent_record": "relationship_only"}
    assert judged(known, channel="email", date=2019).open == {"22", "23"}
    assert judged({**known, "call_type": "live", "tps_registered_calls_made": True}, date=2019).contravened == ("21",)


def test_saved_answers_alone_warn_of_data_protection_and_accuse_nobody():
    survey = {"call_type": "live", "purpose_claimed": "survey", "results_saved_against_individual": True}
    reused = judged({**survey, "follow_up_marketing_planned": True, "tps_registered_calls_made": True}, date=2019)
    assert reused.contravened == ("21",)
    assert any("GDPR" in name for name in reused.at_risk)


def test_claims_and_pensions_from_their_days():
    claims = {**SALE, "product_special_rule": "claims_management"}
    assert judged(claims, date="2018-09-07").contravened == ()
    assert judged(claims, date="2018-09-08").contravened == ("21A",)
    pensions = {**SALE, "product_special_rule": "pensions"}
    assert judged(pensions, date="2019-01-08").contravened == ()
    assert judged(pensions, date="2019-01-09").contravened == ("21B",)


def test_a_screened_list_does_not_excuse_a_recording_nor_a_pension_call():
    screened = {"tps_screened": True, "tps_registered_calls_made": False}
    assert judged({**RECORDED, **screened}, date=2019).contravened == ("19",)
    assert judged({**SALE, **screened, "product_special_rule": "pensions"}, date="2019-06").contravened == ("21B",)


def test_a_claim_of_research_never_excuses_what_promotes():
    disguised = {**RECORDED, "purpose_claimed": "market research"}
    assert judged(disguised, date=2009).contravened == ("19",)
    assert judged({**RECORDED, "promotes": None, "purpose_claimed": "research"}, date=2009).contravened == ()


def test_answers_kept_for_promotion_make_a_survey_marketing():
    survey = {"call_type": "live", "purpose_claimed": "survey", "tps_registered_calls_made": True}
    assert judged({**survey, "follow_up_marketing_planned": True}, date=2012).contravened == ("21",)
    alleged = judged({**survey, "follow_up_marketing_planned": "alleged"}, date=2012)
    assert (alleged.contravened, alleged.at_risk) == ((), ("21",))
    assert "if answers are used to promote to the person later" in alleged.reasons[0].because


def test_not_known_is_neither_broken_nor_at_risk():
    open_ = judged(SALE, date=2012)
    assert (open_.contravened, open_.at_risk) == ((), ())
    assert {"listed", "objected", "identity_stated"} <= set(open_.needs)
    assert open_.open == {"21", "24"}


def test_not_knowing_whether_it_promotes_is_said_where_that_decides():
    vague = judged({"call_type": "automated", "promotes": "not stated"}, date=2012)
    assert vague.contravened == vague.at_risk == ()
    assert "19" in vague.open
    assert "script_markets" in vague.needs


def test_advice_heeded_at_once_is_a_risk_and_a_second_time_a_breach():
    heeded = {**RECORDED, "script_reviewed_by_regulator": True, "undertook_to_stop": True}
    first, second = judged(heeded, date=2008), judged({**heeded, "prior_warnings": True}, date=2008)
    assert (first.contravened, first.at_risk) == ((), ("19",))
    assert second.contravened == ("19",)


def test_a_hidden_number_before_and_after_the_day_it_became_a_breach():
    hidden = {**SALE, "cli_withheld": True, "cli_contactable": False, "tps_registered_calls_made": False}
    assert judged(hidden, date="2016-05-15").contravened == ()
    assert judged(hidden, date="2016-05-16").contravened == ("21",)
    across = judged(hidden, period={"from": "2016-05-01", "to": "2016-05-31"})
    assert across.contravened == ("21",)
    (reason,) = (each for each in across.reasons if each.level == "contravened")
    assert reason.on == (date(2016, 5, 16),)


@pytest.mark.parametrize(
    "entry", [{"date": 2016}, {"date": "2016-05"}, {"period": {"from": "2016-05", "to": "2016-05"}}]
)
def test_a_date_too_vague_for_the_law_is_a_risk_and_asks_for_the_period(entry):
    hidden = {**SALE, "cli_withheld": True, "cli_contactable": False, "tps_registered_calls_made": False}
    found = judged(hidden, **entry)
    assert (found.contravened, found.at_risk) == ((), ("21",))
    assert "period" in found.needs


def test_a_vague_period_counts_the_days_that_are_surely_in_it():
    hidden = {**SALE, "cli_withheld": True, "cli_contactable": False, "tps_registered_calls_made": False}
    assert judged(hidden, period={"from": "2016-04", "to": "2016-06"}).contravened == ("21",)
    assert judged(hidden, period={"from": "2016-04", "to": "2016-05"}).contravened == ()


def test_what_could_follow_is_told_by_the_day():
    before, after = judged(RECORDED, date="2009-06"), judged(RECORDED, date="2016-06")
    assert any("no power to impose a penalty" in each.says for each in before.could_follow)
    assert any("£500,000" in each.says for each in after.could_follow)
    assert judged(SALE, date="2016-06").could_follow == ()


def test_neither_calls_nor_mail_asks_no_rule_of_calls():
    found = judged({"call_type": "none", "promotes": "x"}, channel="online survey", date=2014)
    assert not {"19", "21", "22", "24"} & {reason.rule.provision for reason in found.reasons}


def outcomes(entries: list) -> list:
    found = (case for case in cases.read(entries, TODAY) if isinstance(case, cases.Case))
    return [(each.case.id, each.contravened, each.at_risk, each.needs, each.on) for each in map(assess, found)]


def test_labels_and_findings_are_never_read():
    entries = shipped("public")
    stripped = [{key: entry[key] for key in cases.READ if key in entry} for entry in entries]
    assert outcomes(entries) == outcomes(stripped)


def test_scrambled_labels_change_nothing():
    entries, shuffled = shipped("public"), random.Random(5)
    labels = [{key: value for key, value in entry.items() if key not in cases.READ} for entry in entries]
    shuffled.shuffle(labels)
    scrambled = [
        {key: entry[key] for key in cases.READ if key in entry} | label
        for entry, label in zip(entries, labels, strict=True)
    ]
    assert outcomes(entries) == outcomes(scrambled)


def test_findings_among_the_facts_are_left_aside():
    findings = {"purpose_found": "research", "valid_consent_found": True, "research_purpose_accepted": True}
    found = judged({**RECORDED, **findings}, date=2009)
    assert found.contravened == ("19",)
    assert set(findings) == {each.key for each in found.case.ignored}


def test_the_order_of_keys_and_cases_does_not_matter():
    entries = shipped("public")
    backwards = [
        {key: dict(reversed(value.items())) if key == "facts" else value for key, value in reversed(entry.items())}
        for entry in reversed(entries)
    ]
    assert [each[:3] for each in outcomes(entries)] == [each[:3] for each in reversed(outcomes(backwards))]
