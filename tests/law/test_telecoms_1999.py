"""The calls of 2000 to 2003, and what changed on 11 December 2003."""

from datetime import date

import pytest

from ringfence.errors import DateNotCovered
from ringfence.rule import Outcome
from ringfence.rulebook import judge

EVE, DAY = date(2003, 12, 10), date(2003, 12, 11)
LIVE = {"mode": "live", "purpose": "persuasion", "objected": False, "listed": False, "identity_stated": True}


def broken(facts, on):
    found = judge(facts, on).of(Outcome.BREACH)
    return sorted({a.rule.provision for a in found if a.rule.instrument.id in {"TEL-1999", "PECR-2003"}})


def test_before_1_march_2000_nobody_is_told_that_there_was_no_law():
    with pytest.raises(DateNotCovered, match="SI 1998/3170"):
        judge(LIVE, date(2000, 2, 29))
    assert judge(LIVE, date(2000, 3, 1)).answers


def test_every_derived_fact_the_rules_need_exists():
    facts = judge({**LIVE, "ask_vote": True, "script_markets": True, "consent_on_file": False}, date(2001, 6, 1)).facts
    assert facts["marketing"] is True
    assert facts["dm_content"] is True
    assert facts["dm_purpose"] is True
    for name in ("recorded_matter", "automated_marketing", "solicited", "automated_consent", "live_notification"):
        assert facts[name] is False


def test_a_recorded_appeal_needed_consent_on_both_sides_of_the_change():
    facts = {**LIVE, "mode": "recorded", "contact_free_or_address": True}
    assert broken(facts, date(2001, 6, 1)) == ["TEL1999-22"]
    assert broken(facts, EVE) == ["TEL1999-22"]
    assert broken(facts, DAY) == ["19"]


def test_companies_could_not_object_until_2003():
    facts = {**LIVE, "objected": True, "subscriber_kind": "corporate"}
    assert broken(facts, EVE) == []
    assert broken(facts, DAY) == ["21"]


@pytest.mark.parametrize(
    ("days", "then", "later"),
    [
        (0, Outcome.OK, Outcome.OK),
        (1, Outcome.NEEDS_HUMAN, Outcome.OK),
        (28, Outcome.NEEDS_HUMAN, Outcome.NEEDS_HUMAN),
        (29, Outcome.BREACH, Outcome.BREACH),
    ],
)
def test_listing_days_of_1999_and_of_2003(days, then, later):
    def outcome(on, id_):
        answers = judge({**LIVE, "listed": True, "listed_days": days}, on).answers
        return next(answer.outcome for answer in answers if answer.rule.id == id_)

    assert outcome(EVE, "TEL99-25-TPS") is then
    assert outcome(DAY, "PECR-21-TPS") is later


def test_a_notice_lifted_objection_and_listing_alike_in_1999_only():
    said = {"consent_on_file": True, "consent_names_caller": True, "consent_proof": True, "consent_withdrawn": False}
    facts = {**LIVE, **said, "consent_live": True, "consent_indirect": False}
    assert broken({**facts, "objected": True}, EVE) == []
    assert broken({**facts, "objected": True}, DAY) == ["21"]
    assert broken({**facts, "listed": True, "listed_days": 400}, EVE) == []
