"""Every clock, with the golden cases on both sides of each day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ringfence.calendar import NATIONS, Nation, is_working_day
from ringfence.errors import DateNotCovered, RingfenceError
from ringfence.law.deadlines import CLOCKS, clocks, elections, notices, tribunal
from ringfence.law.deadlines.deadline import everywhere

LONDON = ZoneInfo("Europe/London")


def day(text: str) -> date:
    return date.fromisoformat(text)


# sent, nation: raw, safe, legal, the later day of another reading
APPEALS = [
    ("2026-03-02", "ENG", "2026-03-30", "2026-03-30", "2026-03-30", None),  # golden 8
    ("2026-03-02", "SCT", "2026-03-30", "2026-03-30", "2026-03-30", None),
    ("2026-03-02", "NIR", "2026-03-30", "2026-03-30", "2026-03-30", None),
    ("2026-03-06", "ENG", "2026-04-03", "2026-04-02", "2026-04-07", None),  # golden 11: Good Friday
    ("2026-03-06", "WLS", "2026-04-03", "2026-04-02", "2026-04-07", None),
    ("2026-03-06", "NIR", "2026-04-03", "2026-04-02", "2026-04-07", None),
    ("2026-03-06", "SCT", "2026-04-03", "2026-04-02", "2026-04-06", "2026-04-07"),  # Easter Monday is no holiday there
    ("2026-03-07", "ENG", "2026-04-04", "2026-04-02", "2026-04-07", None),  # golden 12: Saturday
    ("2026-03-07", "NIR", "2026-04-04", "2026-04-02", "2026-04-07", None),
    ("2026-03-07", "SCT", "2026-04-04", "2026-04-02", "2026-04-06", "2026-04-07"),
    ("2026-04-06", "ENG", "2026-05-04", "2026-05-01", "2026-05-05", None),  # golden 13: early May
    ("2026-04-06", "SCT", "2026-05-04", "2026-05-01", "2026-05-05", None),
    ("2026-04-06", "NIR", "2026-05-04", "2026-05-01", "2026-05-05", None),
    ("2026-06-15", "ENG", "2026-07-13", "2026-07-10", "2026-07-13", "2026-07-14"),  # a holiday in one nation only
    ("2026-06-15", "NIR", "2026-07-13", "2026-07-10", "2026-07-14", None),
    ("2026-11-28", "ENG", "2026-12-26", "2026-12-24", "2026-12-29", None),  # 26 December is a Saturday
    ("2010-01-18", "ENG", "2010-02-15", "2010-02-15", "2010-02-15", None),  # the first day in this Tribunal
]


@pytest.mark.parametrize(("sent", "nation", "raw", "safe", "legal", "perhaps"), APPEALS)
def test_appeal(sent, nation, raw, safe, legal, perhaps):
    (found,) = clocks("appeal", day(sent), nation)
    assert (found.raw, found.safe, found.legal) == (day(raw), day(safe), day(legal))
    assert found.perhaps == (day(perhaps) if perhaps else None)
    assert bool(found.open_point) == bool(perhaps)
    assert found.before is not None
    assert found.before.hour == 17


def test_a_day_that_is_a_holiday_in_one_nation_only_is_flagged_to_all():
    for nation in NATIONS:
        notes = tribunal.appeal(day("2026-03-06"), nation).notes
        assert notes == ("ENG: 7 April 2026", "WLS: 7 April 2026", "SCT: 6 April 2026", "NIR: 7 April 2026")
        assert tribunal.appeal(day("2026-03-02"), nation).notes == ()


LATE = [
    ("2026-04-07 16:59", "ENG", False),
    ("2026-04-07 17:00", "ENG", True),
    ("2026-04-02 17:30", "ENG", False),
    ("2026-04-06 16:59", "SCT", False),
    ("2026-04-06 17:00", "SCT", None),
    ("2026-04-07 16:59", "SCT", None),
    ("2026-04-07 17:00", "SCT", True),
]


@pytest.mark.parametrize(("at", "nation", "late"), LATE)
def test_late_only_after_the_rolled_day_at_five(at, nation, late):
    received = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    assert tribunal.appeal(day("2026-03-06"), nation).late(received) is late
    assert tribunal.appeal(day("2026-03-06"), nation).late(received.astimezone(UTC)) is late


def test_an_appeal_before_2010_went_elsewhere_and_rests_on_memory():
    found = tribunal.appeal(day("2010-01-17"))
    assert "Information Tribunal" in found.says
    assert (found.raw, found.legal, found.safe) == (day("2010-02-14"), day("2010-02-14"), day("2010-02-12"))
    assert any("from memory" in each for each in found.unsure)
    assert any("from memory" in each for each in tribunal.appeal(day("2010-01-18")).unsure)
    assert not any("from memory" in each for each in tribunal.appeal(day("2026-03-02")).unsure)
    for clock in ("response", "reply"):
        with pytest.raises(DateNotCovered, match="Information Tribunal"):
            clocks(clock, day("2010-01-17"))
        assert clocks(clock, day("2010-01-18"))


OTHERS = [
    ("response", "2026-03-02", "ENF-RESPONSE", "2026-03-30", "2026-03-30"),
    ("response", "2026-03-06", "ENF-RESPONSE", "2026-04-03", "2026-04-07"),
    ("reply", "2026-03-02", "ENF-REPLY", "2026-03-16", "2026-03-16"),
    ("reply", "2026-03-20", "ENF-REPLY", "2026-04-03", "2026-04-07"),
    ("intent", "2026-03-10", "ENF-NOI", "2026-03-30", "2026-03-30"),
    ("intent", "2026-03-10", "ENF-NOI-DECISION", "2026-09-09", "2026-09-09"),
    ("penalty", "2026-03-10", "ENF-PAY", "2026-04-06", "2026-04-06"),
    ("urgent", "2026-03-10", "ENF-URGENT-OLD", "2026-03-16", "2026-03-16"),
    ("urgent", "2026-03-10", "ENF-URGENT-NEW", "2026-03-11", "2026-03-11"),
    ("ofcom", "2026-01-31", "OFC-REPS", "2026-02-28", "2026-02-28"),
    ("ofcom", "2026-01-31", "OFC-REPS-URGENT", "2026-02-07", "2026-02-07"),
    ("complaint", "2026-06-19", "GDPR-COMP", "2026-07-18", "2026-07-18"),
    ("complaint-to-regulator", "2026-01-10", "CASE-166", "2026-08-07", "2026-08-07"),
    ("complaint-to-regulator", "2018-05-25", "CASE-166", "2018-12-23", "2018-12-24"),
    ("offence", "2017-05-05", "RPA-176", "2018-05-05", "2018-05-05"),
    ("offence", "2017-05-05", "RPA-176-EXTENDED", "2019-05-05", "2019-05-05"),
    ("offence", "2016-02-29", "RPA-176", "2017-02-28", "2017-02-28"),
    ("result", "2024-07-05", "EXP-75-RETURN", "2024-07-26", "2024-07-26"),
    ("result", "2024-07-05", "EXP-78-BILLS", "2024-07-26", "2024-07-26"),
    ("result", "2024-07-05", "EXP-78-PAID", "2024-08-02", "2024-08-02"),
    ("result", "2026-12-03", "EXP-78-BILLS", "2026-12-24", "2026-12-29"),  # Christmas Eve, Christmas, weekend, 28th
]


@pytest.mark.parametrize(("kind", "start", "name", "raw", "legal"), OTHERS)
def test_clock(kind, start, name, raw, legal):
    (found,) = (each for each in clocks(kind, day(start)) if each.name == name)
    assert (found.raw, found.legal) == (day(raw), day(legal))
    assert found.safe <= found.legal


def test_a_complaint_starts_a_clock_from_19_june_2026():
    """Golden 8d."""
    assert clocks("complaint", day("2026-06-18")) == ()
    (found,) = clocks("complaint", day("2026-06-19"))
    assert found.perhaps == found.legal + timedelta(days=1)
    assert found.late(datetime(2026, 7, 18, 23, 59, tzinfo=LONDON)) is False
    assert found.late(datetime(2026, 7, 19, 0, 0, tzinfo=LONDON)) is None
    assert found.late(datetime(2026, 7, 20, 0, 0, tzinfo=LONDON)) is True
    assert "19 June 2026" in CLOCKS["complaint"].none


def test_no_application_about_a_complaint_before_the_act_of_2018():
    assert clocks("complaint-to-regulator", day("2018-05-24")) == ()
    assert clocks("complaint-to-regulator", day("2018-05-25"))


def test_after_six_months_a_late_decision_is_asked_about_never_barred():
    before, since = notices.decision(day("2026-02-04")), notices.decision(day("2026-02-05"))
    assert (before.kind, since.kind) == ("last", "warning")
    assert before.raw == day("2026-08-03")
    years_later = datetime(2030, 1, 1, tzinfo=UTC)
    assert before.late(years_later) is True
    assert since.late(years_later) is False
    assert "nothing is barred" in since.says


def test_an_urgent_notice_has_24_hours_under_the_new_powers_only():
    assert [each.name for each in clocks("urgent", day("2026-02-04"))] == ["ENF-URGENT-OLD"]
    assert [each.name for each in clocks("urgent", day("2026-02-05"))] == ["ENF-URGENT-OLD", "ENF-URGENT-NEW"]


def test_magistrates_can_extend_in_england_and_wales_only():
    longer = {nation for nation in NATIONS if len(clocks("offence", day("2017-05-05"), nation)) == 2}
    assert longer == {"ENG", "WLS"}


# result declared, nation, days: raw, legal
ELECTIONS: list[tuple[str, Nation, int, str, str]] = [
    ("2026-03-12", "ENG", 21, "2026-04-02", "2026-04-07"),  # Maundy Thursday to Easter Tuesday
    ("2026-03-12", "SCT", 21, "2026-04-02", "2026-04-06"),  # no Easter Monday there
    ("2026-03-11", "ENG", 21, "2026-04-01", "2026-04-01"),
    ("2026-07-20", "SCT", 14, "2026-08-03", "2026-08-04"),
    ("2026-07-20", "ENG", 14, "2026-08-03", "2026-08-03"),
    ("2026-03-30", "ENG", 7, "2026-04-06", "2026-04-13"),  # seven days: those left out are not counted
    ("2026-03-30", "ENG", 8, "2026-04-07", "2026-04-07"),  # eight: only the last day is asked about
    ("2026-03-30", "SCT", 7, "2026-04-06", "2026-04-10"),
    ("2026-06-01", "NIR", 7, "2026-06-08", "2026-06-10"),
]


@pytest.mark.parametrize(("after", "nation", "days", "raw", "legal"), ELECTIONS)
def test_election_days(after, nation, days, raw, legal):
    assert elections.election_days(day(after), days, nation) == (day(raw), day(legal))


def test_a_day_of_mourning_is_left_out_when_it_is_said():
    appointed = (day("2026-03-16"),)
    assert elections.election_days(day("2026-03-02"), 14, "ENG", appointed)[1] == day("2026-03-17")
    (bills,) = (each for each in elections.after_result(day("2026-02-23"), "ENG", appointed) if "78-B" in each.name)
    assert (bills.raw, bills.legal, bills.safe) == (day("2026-03-16"), day("2026-03-17"), day("2026-03-13"))


@pytest.mark.parametrize("kind", CLOCKS)
def test_a_clock_says_what_it_is_and_gives_cited_days_in_order(kind):
    assert CLOCKS[kind].what
    assert CLOCKS[kind].start.startswith("the day")
    for nation in NATIONS:
        found = clocks(kind, day("2026-07-01"), nation)
        assert found
        for each in found:
            assert each.cites
            assert each.says.endswith(".")
            assert each.safe <= each.legal
            assert each.safe <= each.raw <= each.legal
            assert each.perhaps is None or each.perhaps > each.legal
            assert each.late(datetime(2026, 7, 1, 12, tzinfo=UTC)) is False


@pytest.mark.parametrize("start", [day("2025-12-01") + timedelta(days=n) for n in range(365)], ids=str)
def test_every_appeal_of_a_year_ends_on_a_working_day_soon_after_the_count(start):
    for nation in NATIONS:
        found = tribunal.appeal(start, nation)
        assert is_working_day(found.legal, nation)
        assert everywhere(found.safe)
        assert found.raw == start + timedelta(days=28)
        assert timedelta() <= found.legal - found.raw <= timedelta(days=5)


def test_beyond_the_table_a_clock_that_needs_it_refuses_and_one_that_does_not_counts():
    with pytest.raises(DateNotCovered, match="not on file"):
        clocks("appeal", day("2027-12-20"))
    assert clocks("offence", day("2027-12-20"))


def test_an_unknown_clock_names_the_known_ones():
    with pytest.raises(RingfenceError, match=r"appeal, response, reply"):
        clocks("apeal", day("2026-03-02"))
