from datetime import date

import pytest

from ringfence.law.pecr_enforcement import SANCTIONS, sanctions

CAPS = [
    (date(2009, 6, 1), "No fine"),
    (date(2011, 5, 25), "No fine"),
    (date(2011, 5, 26), "substantial damage or distress"),
    (date(2015, 4, 5), "substantial damage or distress"),
    (date(2015, 4, 6), "need not be shown"),
    (date(2026, 2, 4), "£500,000"),
    (date(2026, 2, 5), "£17.5 million"),
]


@pytest.mark.parametrize(("conduct", "words"), CAPS)
def test_the_cap_follows_the_day_of_the_conduct(conduct, words):
    caps = [each for each in sanctions(conduct) if each.id == "ENF-CAP"]
    assert len(caps) == 1
    assert words in caps[0].says


def test_todays_cap_shows_its_open_point():
    (cap,) = (each for each in sanctions(date(2026, 11, 21)) if each.id == "ENF-CAP")
    assert "undertaking" in cap.open_point


@pytest.mark.parametrize(
    ("conduct", "officers"), [(date(2018, 12, 16), 0), (date(2018, 12, 17), 1), (date(2026, 2, 5), 1)]
)
def test_officers(conduct, officers):
    assert sum(each.id == "ENF-OFFICER" for each in sanctions(conduct)) == officers


def test_disobeying_a_notice_is_an_offence_under_the_old_regime_only():
    def notice(day: date) -> str:
        return next(each.says for each in sanctions(day) if each.id.startswith("ENF-NOTICE"))

    assert "is an offence" in notice(date(2026, 2, 4))
    assert "is no offence" in notice(date(2026, 2, 5))


def test_every_sanction_is_cited_and_dated():
    for each in SANCTIONS:
        assert each.cites
        assert each.conduct_until is None or each.conduct_from <= each.conduct_until
