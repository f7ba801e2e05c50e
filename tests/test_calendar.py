import csv
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest

from ringfence.calendar import (
    NATIONS,
    bank_holidays,
    british,
    days_between,
    easter,
    good_until,
    is_bank_holiday,
    is_election_day_counted,
    is_working_day,
    local,
    local_day,
    local_hour,
    months_after,
    on_or_after,
    on_or_before,
    years_on_file,
)
from ringfence.errors import DateNotCovered


def test_both_nights_of_the_clocks_minute_by_minute():
    """01:30 comes twice on 25 October 2026 and not at all on 29 March 2026; instants stay in order."""
    back = [datetime(2026, 10, 25, 0, 0, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(180)]
    assert [local_hour(instant) for instant in back] == [1] * 60 + [1] * 60 + [2] * 60
    forward = [datetime(2026, 3, 29, 0, 0, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(180)]
    assert [local_hour(instant) for instant in forward] == [0] * 60 + [2] * 60 + [3] * 60


def test_the_day_is_the_day_in_london():
    assert local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert local_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2026, 12, 31)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def test_counting():
    assert days_between(date(2026, 3, 1), date(2026, 3, 29)) == 28
    assert good_until(date(2026, 3, 1), 27) == date(2026, 3, 28)
    assert british(date(2017, 5, 5)) == "5 May 2017"


ONE_DAY = timedelta(days=1)
ROWS = list(csv.DictReader((files("ringfence") / "data" / "bank_holidays.csv").read_text().splitlines()))
EASTERS = ["2000-04-23", "2005-03-27", "2008-03-23", "2011-04-24", "2018-04-01", "2019-04-21", "2024-03-31",
           "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19"]  # fmt: skip
# Days of the Schedule that a proclamation replaced by others in that year (s 1(2)).
REPLACED = {
    ("ENG+WLS", date(2002, 5, 27)), ("NIR", date(2002, 5, 27)), ("ENG+WLS", date(2012, 5, 28)),
    ("NIR", date(2012, 5, 28)), ("ENG+WLS", date(2022, 5, 30)), ("NIR", date(2022, 5, 30)), ("SCT", date(2020, 5, 4)),
}  # fmt: skip


@pytest.mark.parametrize("day", EASTERS)
def test_easter(day):
    assert easter(int(day[:4])).isoformat() == day


def _gauss(year: int) -> date:
    """Easter by Gauss's rule for 1900 to 2099, to be held against the other arithmetic."""
    d = (19 * (year % 19) + 24) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
    found = date(year, 3, 22) + timedelta(days=d + e)
    return found - 7 * ONE_DAY if (d, e) == (29, 6) or ((d, e) == (28, 6) and year % 19 > 10) else found


@pytest.mark.parametrize("year", range(1900, 2100))
def test_easter_by_another_rule(year):
    assert easter(year) == _gauss(year)
    assert easter(year).weekday() == 6


def _monday(year: int, month: int, *, last: bool = False) -> date:
    mondays = [day for day in (date(year, month, 1) + n * ONE_DAY for n in range(31))
               if day.month == month and day.weekday() == 0]  # fmt: skip
    return mondays[-1 if last else 0]


def _sunday(day: date) -> bool:
    return day.weekday() == 6


def _schedule(nation: str, year: int) -> set[date]:
    """The days that Schedule 1 to the Act of 1971 names, read off its words."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if nation == "SCT":
        january = {day if not _sunday(day) else date(year, 1, 3) for day in (date(year, 1, 1), date(year, 1, 2))}
        days = {easter(year) - 2 * ONE_DAY, _monday(year, 5), _monday(year, 8), *january}
        days.add(boxing if _sunday(christmas) else christmas)
        andrew = date(year, 11, 30)
        if year >= 2007:  # St Andrew's Day Bank Holiday (Scotland) Act 2007, in force 16 January 2007
            days.add(andrew if andrew.weekday() < 5 else andrew + (7 - andrew.weekday()) * ONE_DAY)
        return days
    days = {easter(year) + ONE_DAY, _monday(year, 5, last=True), _monday(year, 8, last=True)}
    days |= set() if _sunday(boxing) else {boxing}
    days |= {date(year, 12, 27)} if _sunday(christmas) or _sunday(boxing) else set()
    patrick = date(year, 3, 17)
    return days | ({patrick + ONE_DAY if _sunday(patrick) else patrick} if nation == "NIR" else set())


@pytest.mark.parametrize("nation", ["ENG+WLS", "SCT", "NIR"])
@pytest.mark.parametrize("year", range(2000, 2028))
def test_the_table_holds_the_schedule_s_days_and_no_others_under_its_name(nation, year):
    expected = {day for day in _schedule(nation, year) if day.weekday() < 5 and (nation, day) not in REPLACED}
    rows = [row for row in ROWS if (row["nation"], row["date"][:4]) == (nation, str(year))]
    assert {date.fromisoformat(row["date"]) for row in rows if row["basis"] == "1971 Act Sch 1"} == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['date']} {row['nation']}")
def test_a_row_is_a_weekday_with_its_basis_and_source(row):
    assert date.fromisoformat(row["date"]).weekday() < 5
    assert row["nation"] in {"ENG+WLS", "SCT", "NIR"}
    assert row["basis"] in {"1971 Act Sch 1", "proclamation"}
    assert row["name"]
    assert row["source"]


def test_rows_are_in_order_and_said_once():
    keys = [(row["date"], ["ENG+WLS", "SCT", "NIR"].index(row["nation"])) for row in ROWS]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("year", range(2000, 2028))
def test_every_year_has_its_usual_number(year):
    """Days of the year that fall from Monday to Friday, with their substitutes; one-off days apart."""
    extra = {2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}.get(year, 0)
    count = {nation: sum(day.year == year for day in bank_holidays(nation)) for nation in NATIONS}
    christmas_apart = date(year, 12, 25).weekday() < 5  # a bank holiday under the Act in Scotland only
    assert count["ENG"] == count["WLS"] == 6 + extra + (0 if christmas_apart else 1)
    assert count["NIR"] == count["ENG"] + 2
    assert count["SCT"] == 8 + (year >= 2007) + extra + (year == 2026)


HOLIDAYS = [
    ("2026-12-28", "ENG WLS SCT NIR", "26 December is a Saturday"),
    ("2026-12-26", "", "a Saturday is not in the table"),
    ("2027-12-28", "ENG WLS SCT NIR", "Christmas is a Saturday"),
    ("2026-04-06", "ENG WLS NIR", "Easter Monday"),
    ("2026-05-04", "ENG WLS SCT NIR", "early May"),
    ("2026-06-15", "SCT", "Scotland at the World Cup"),
    ("2026-08-03", "SCT", "first Monday of August"),
    ("2026-08-31", "ENG WLS NIR", "last Monday of August"),
    ("2026-07-13", "NIR", "12 July is a Sunday"),
    ("2026-01-02", "SCT", "2 January"),
    ("2026-03-17", "NIR", "St Patrick"),
    ("2006-11-30", "", "St Andrew's Day before its Act"),
    ("2007-11-30", "SCT", "St Andrew's Day"),
    ("2022-09-19", "ENG WLS SCT NIR", "the Queen's funeral"),
    ("2020-05-04", "", "moved to VE Day"),
    ("2020-05-08", "ENG WLS SCT NIR", "VE Day"),
]


@pytest.mark.parametrize(("day", "where", "why"), HOLIDAYS, ids=lambda value: value)
def test_bank_holidays_by_nation(day, where, why):
    assert " ".join(n for n in NATIONS if is_bank_holiday(date.fromisoformat(day), n)) == where


@pytest.mark.parametrize("day", ["2026-04-03", "2026-12-25", "2026-11-21", "2026-11-22"])
def test_days_that_are_no_working_day_anywhere(day):
    assert not any(is_working_day(date.fromisoformat(day), nation) for nation in NATIONS)


def test_election_law_leaves_out_two_days_more():
    for day in (date(2026, 12, 24), date(2026, 4, 2)):
        assert is_working_day(day, "ENG")
        assert not is_election_day_counted(day, "ENG")
    assert is_election_day_counted(date(2026, 4, 1), "ENG")
    assert not is_election_day_counted(date(2026, 4, 3), "ENG")


@pytest.mark.parametrize("year", [1999, 2028])
def test_a_year_that_is_not_on_file_is_refused_never_guessed(year):
    assert years_on_file() == (2000, 2027)
    with pytest.raises(DateNotCovered, match="bank holidays of that year are not on file"):
        is_working_day(date(year, 6, 3), "ENG")
    with pytest.raises(DateNotCovered):
        on_or_after(date(2027, 12, 31) + ONE_DAY, lambda day: is_working_day(day, "SCT"))


def test_forward_and_back_to_a_working_day():
    def works(day: date) -> bool:
        return is_working_day(day, "ENG")

    assert on_or_after(date(2026, 4, 3), works) == date(2026, 4, 7)
    assert on_or_before(date(2026, 4, 6), works) == date(2026, 4, 2)
    assert on_or_after(date(2026, 4, 7), works) == on_or_before(date(2026, 4, 7), works) == date(2026, 4, 7)


MONTHS = [
    ("2026-01-31", 1, "2026-02-28"),
    ("2016-02-29", 12, "2017-02-28"),
    ("2026-08-31", 6, "2027-02-28"),
    ("2025-12-15", 1, "2026-01-15"),
    ("2026-06-30", 12, "2027-06-30"),
]


@pytest.mark.parametrize(("day", "months", "after"), MONTHS)
def test_months_end_on_the_same_day_or_the_last(day, months, after):
    assert months_after(date.fromisoformat(day), months).isoformat() == after
