"""What could follow a breach, by the day of the conduct."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ringfence import rulebook
from ringfence.errors import DateNotCovered
from ringfence.law.enforcement import regulator as r
from ringfence.law.enforcement.pecr import HIGHER_REGS, MARKETING_REGS
from ringfence.law.enforcement.sanctions import (
    SANCTIONS,
    after,
    days_when_sanctions_change,
    sanctions,
    split,
)
from ringfence.rule import Outcome

TODAY = date(2026, 11, 21)
CAPS = [
    (date(2009, 6, 1), "No fine"),
    (date(2011, 5, 25), "No fine"),
    (date(2011, 5, 26), "substantial damage or distress"),
    (date(2015, 4, 5), "substantial damage or distress"),
    (date(2015, 4, 6), "need not be shown"),
    (date(2026, 2, 4), "£500,000"),
    (date(2026, 2, 5), "£17.5 million"),
]


def cap(conduct: date, provision: str = "19", consequence="penalty"):
    (found,) = (each for each in sanctions(conduct, (consequence,), provision) if each.id.endswith("-CAP"))
    return found


@pytest.mark.parametrize(("conduct", "words"), CAPS)
def test_the_cap_follows_the_day_of_the_conduct(conduct, words):
    assert words in cap(conduct).says


def test_todays_cap_shows_its_open_point():
    assert "undertaking" in cap(TODAY).open_point


AMOUNTS = [
    ("2005-04-01", "19", 0),  # golden 1: SNP, no fine possible
    ("2009-06-15", "19", 0),  # golden 3: Labour, no cap because no power
    ("2011-05-26", "19", 500_000),
    ("2023-06-01", "24", 500_000),  # golden 5: HIML
    ("2025-10-10", "21", 500_000),  # golden 8a
    ("2026-03-10", "21", 17_500_000),  # golden 8b
    ("2026-03-10", "21A", 17_500_000),
    ("2026-03-10", "32B(4)", 17_500_000),
    ("2026-03-10", "DPA2018-s155", 17_500_000),
    ("2026-03-10", "18", 8_700_000),
    ("2026-02-04", "18", 500_000),
]


@pytest.mark.parametrize(("conduct", "provision", "gbp"), AMOUNTS)
def test_the_flat_maximum(conduct, provision, gbp):
    assert cap(date.fromisoformat(conduct), provision).most(undertaking=False).gbp == gbp


def test_other_regulations_kept_the_harm_test_after_2015():
    assert "substantial damage" in cap(date(2016, 1, 1), "18").threshold
    assert "substantial damage" not in cap(date(2016, 1, 1), "19").threshold
    assert set(MARKETING_REGS) < set(HIGHER_REGS)


def test_whether_a_party_is_an_undertaking_is_asked_not_guessed():
    found = cap(TODAY)
    assert found.most() == found.most(undertaking=None, turnover_gbp=10)
    assert found.most().gbp is None
    assert "undertaking" in found.most().question
    assert "turnover" in found.most(undertaking=True).question
    assert found.most(undertaking=True, turnover_gbp=437_500_000).gbp == 17_500_000
    assert found.most(undertaking=True, turnover_gbp=437_500_100).gbp == 17_500_004
    assert cap(date(2020, 1, 1)).most().gbp == 500_000  # no turnover limb: nothing to ask
    assert sanctions(TODAY, ("damages",))[0].most() == sanctions(TODAY, ("damages",))[0].most(undertaking=True)


DATA = [
    ("2010-04-05", "DPA1998-fair-processing", 0),
    ("2010-04-06", "DPA1998-fair-processing", 500_000),
    ("2018-05-24", "DPA1998-fair-processing", 500_000),
    ("2018-05-25", "GDPR-5", 17_500_000),
    ("2018-05-25", "GDPR-28", 8_700_000),
    ("2021-01-01", "UKGDPR-24", 17_500_000),
    ("2021-01-01", "UKGDPR-25", 8_700_000),
    ("2021-01-01", "UKGDPR-39", 8_700_000),
    ("2021-01-01", "UKGDPR-40", 17_500_000),
    ("2026-06-19", "DPA2018-164A", 8_700_000),
    ("2026-06-19", "UKGDPR-21", 17_500_000),
]


@pytest.mark.parametrize(("conduct", "provision", "gbp"), DATA)
def test_data_penalties(conduct, provision, gbp):
    assert cap(date.fromisoformat(conduct), provision, "data_penalty").most(undertaking=False).gbp == gbp


MISUSE = [  # golden 14
    ("2003-12-11", 5_000),
    ("2006-04-05", 5_000),
    ("2006-04-06", 50_000),
    ("2010-09-24", 50_000),
    ("2010-09-25", 2_000_000),
]


@pytest.mark.parametrize(("conduct", "gbp"), MISUSE)
def test_ofcom_s_cap_goes_by_the_day_of_the_misuse(conduct, gbp):
    found = cap(date.fromisoformat(conduct), "CA2003-persistent-misuse", "ofcom_penalty")
    assert found.most().gbp == gbp
    assert "for a person" in found.open_point


@pytest.mark.parametrize(
    ("conduct", "officers"),
    [(date(2018, 12, 16), 0), (date(2018, 12, 17), 1), (date(2026, 2, 4), 1), (date(2026, 2, 5), 1)],
)
def test_officers(conduct, officers):
    found = [each for each in sanctions(conduct) if each.id == "ENF-OFFICER"]
    assert len(found) == officers
    assert all(("OPEN-15" in each.open_point) == (conduct >= date(2026, 2, 5)) for each in found)
    assert not [each for each in sanctions(conduct, provision="18") if each.id == "ENF-OFFICER"]


def notice(conduct: date) -> str:
    return next(each.says for each in sanctions(conduct) if each.id.startswith("ENF-NOTICE"))


def test_disobeying_a_notice_is_an_offence_under_the_old_regime_only():
    assert "is an offence" in notice(date(2026, 2, 4))
    assert "is no offence" in notice(date(2026, 2, 5))


def test_the_notice_s_own_day_changes_nothing():
    """Golden 8a and 8b: one notice of 2 November 2026, about calls of October 2025 and of March 2026."""
    sent = date(2026, 11, 2)
    about_2025, about_2026 = r.procedure(date(2025, 10, 10), sent), r.procedure(date(2026, 3, 10), sent)
    assert (about_2025.sanctions, about_2025.investigation) == ("OLD", "NEW")
    assert (about_2026.sanctions, about_2026.investigation) == ("NEW", "NEW")
    assert "is an offence" in notice(date(2025, 10, 10))
    assert "is no offence" in notice(date(2026, 3, 10))
    assert about_2025.open_point
    assert not about_2026.open_point
    assert not r.procedure(date(2025, 10, 10), date(2025, 11, 2)).open_point
    with pytest.raises(ValueError, match="later"):
        r.procedure(sent, date(2025, 10, 10))


def test_a_campaign_across_the_day_is_two_sets_and_attempts_count_in_the_second():
    """Golden 8c."""
    sets = split(date(2026, 1, 20), date(2026, 2, 20))
    assert sets == ((date(2026, 1, 20), date(2026, 2, 4)), (date(2026, 2, 5), date(2026, 2, 20)))
    missed = {"call_attempted": True, "call_connected": False}
    assert [rulebook.judge(missed, first).facts["call_made"] for first, _ in sets] == [False, True]
    assert [cap(last).most(undertaking=False).gbp for _, last in sets] == [500_000, 17_500_000]


def test_split():
    first, last = date(2026, 2, 5), date(2026, 2, 20)
    assert split(first, last) == ((first, last),)
    assert split(first - timedelta(days=1), first) == ((first - timedelta(days=1),) * 2, (first, first))
    assert split(first, first, [first, first]) == ((first, first),)
    years = split(date(2010, 1, 1), date(2016, 12, 31), days_when_sanctions_change())
    assert [begin.isoformat() for begin, _ in years] == [
        "2010-01-01", "2010-04-06", "2010-09-25", "2011-05-26", "2015-04-06"]  # fmt: skip
    assert all(end + timedelta(days=1) == begin for (_, end), (begin, _) in pairwise(years))
    with pytest.raises(ValueError, match="before the first"):
        split(last, first)


def test_every_sanction_is_cited_and_dated():
    for each in SANCTIONS:
        assert each.cites
        assert each.says.endswith(".")
        assert each.conduct_until is None or each.conduct_from <= each.conduct_until
        assert each.follows(each.conduct_from)
        assert not each.follows(each.conduct_from - timedelta(days=1))


def test_every_consequence_that_a_rule_names_has_its_sanction():
    for rule in rulebook.RULES:
        for kind in rule.consequences:
            on = max(rule.in_force_from, rulebook.FIRST_DAY)
            assert sanctions(on, (kind,), rule.provision), f"{rule.id}: {kind} for {rule.provision}"
        if rule.consequences:
            assert after(rule, on)


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2001-01-30", "Information Commissioner"),
        ("2026-09-29", "Information Commissioner"),  # golden 8e
        ("2026-09-30", "Information Commission"),
    ],
)
def test_the_regulator_s_name(on, name):
    assert r.regulator(date.fromisoformat(on)) == name


def test_before_the_commissioner_the_name_is_not_on_file():
    with pytest.raises(DateNotCovered, match="30 January 2001"):
        r.regulator(date(2001, 1, 29))


def test_what_is_weighed_and_how_others_fared_is_said_with_its_source():
    assert all(each.says and each.cites for each in r.FACTORS)
    assert all(each.source and (each.calls is None) == (not each.calls_basis) for each in r.COMPARABLES)
    (lib_dems,) = (each for each in r.COMPARABLES if each.who == "Liberal Democrats")
    assert (lib_dems.calls, lib_dems.complaints, lib_dems.days_to_action) == (250_000, 6, 8)


LABOUR_2007 = {"regulator_reviewed_script": True, "undertook_to_stop": True}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (LABOUR_2007, Outcome.NEEDS_HUMAN),
        (LABOUR_2007 | {"prior_warnings": True}, Outcome.NOT_APPLICABLE),
        ({"wording_changed": True}, Outcome.NEEDS_HUMAN),
    ],
)
def test_advice_at_a_first_contact_leaves_the_breach_a_breach(facts, outcome):
    recorded = {"mode": "recorded", "purpose": "gotv", "audience_by_support": True, "objected": False, "listed": False}
    judged = rulebook.judge(recorded | facts, date(2007, 5, 1))
    found = {answer.rule.id: answer.outcome for answer in judged.answers}
    assert found["ENF-ADVICE"] is outcome
    assert found["PECR-19"] is Outcome.BREACH


def test_a_conviction_after_a_notice():
    """Direct Choice: calls after an enforcement notice, prosecuted before magistrates."""
    judged = rulebook.judge({"notice_in_force": True, "notice_breached": True}, date(2016, 6, 1))
    (found,) = (answer for answer in judged.of(Outcome.BREACH) if answer.rule.id == "ENF-DISOBEY")
    assert found.rule.provision == "DPA1998-s47"
    assert [each.id for each in after(found.rule, date(2016, 6, 1))] == ["CRIME-NOTICE"]


@pytest.mark.parametrize("id_", ["ENF-DISOBEY", "ENF-INFO", "ENF-INFO-FALSE", "ENF-OFFICER", "ENF-ADVICE"])
def test_these_rules_keep_silent_before_a_call(id_):
    assert rulebook.rule(id_).level in {"case", "party"}
