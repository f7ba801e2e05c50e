"""Days and hours as the law counts them. Takes every date; reads no clock.

Instants are stored in UTC and decided in Europe/London: the hour that comes twice when the clocks go back is then two
different instants with one local hour.
"""

import csv
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from ringfence.errors import DateNotCovered

LONDON = ZoneInfo("Europe/London")
Nation = Literal["ENG", "WLS", "SCT", "NIR"]
NATIONS: tuple[Nation, ...] = ("ENG", "WLS", "SCT", "NIR")
ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_TABLE_OF: dict[Nation, str] = {"ENG": "ENG+WLS", "WLS": "ENG+WLS", "SCT": "SCT", "NIR": "NIR"}


def local(instant: datetime) -> datetime:
    """Wall-clock time in the United Kingdom at an instant; an instant without a zone is refused."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone: store UTC")
    return instant.astimezone(LONDON)


def local_hour(instant: datetime) -> int:
    """Hour of the day, 0 to 23, where a UK phone rings."""
    return local(instant).hour


def local_day(instant: datetime) -> date:
    """Day on which a UK phone rings."""
    return local(instant).date()


def days_between(earlier: date, later: date) -> int:
    """Whole days from one day to another, neither end counted twice: 1 to 29 March is 28 days."""
    return (later - earlier).days


def good_until(as_of: date, days: int) -> date:
    """Last day on which something of `as_of` that lasts `days` days still counts."""
    return as_of + timedelta(days=days)


def british(day: date) -> str:
    """A date for people: 5 May 2017."""
    return f"{day.day} {day:%B %Y}"


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Easter Sunday, by the arithmetic of the Gregorian calendar."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * golden + 15) % 30
    if epact == 29 or (epact == 28 and golden > 10):
        epact -= 1
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=epact - weekday)


def bank_holidays(nation: Nation) -> frozenset[date]:
    """Bank holidays of a nation that fall on a Monday to a Friday, in every year on file."""
    return _table()[_TABLE_OF[nation]]


def is_bank_holiday(day: date, nation: Nation) -> bool:
    """Whether a day is a bank holiday there; a year that is not on file is refused, never guessed."""
    first, last = years_on_file()
    if not first <= day.year <= last:
        raise DateNotCovered(
            f"{british(day)}: the bank holidays of that year are not on file, only those of {first} to {last}. They "
            "are set by proclamation and cannot be computed: count by hand, or add the year to "
            "ringfence/data/bank_holidays.csv with its source."
        )
    return day in bank_holidays(nation)


def is_working_day(day: date, nation: Nation) -> bool:
    """Not a Saturday, Sunday, Christmas Day, Good Friday or bank holiday: the Tribunal's working day."""
    holiday = is_bank_holiday(day, nation)
    return not (holiday or day.weekday() >= _SATURDAY or _christmas(day) or day == easter(day.year) - 2 * ONE_DAY)


def is_election_day_counted(day: date, nation: Nation) -> bool:
    """A working day that is neither Christmas Eve nor Maundy Thursday: what election law counts."""
    left_out = (day.month, day.day) == (12, 24) or day == easter(day.year) - 3 * ONE_DAY
    return is_working_day(day, nation) and not left_out


def on_or_after(day: date, counts: Callable[[date], bool]) -> date:
    """The day itself if it counts, else the next that does."""
    while not counts(day):
        day += ONE_DAY
    return day


def on_or_before(day: date, counts: Callable[[date], bool]) -> date:
    """The day itself if it counts, else the last before it that does."""
    while not counts(day):
        day -= ONE_DAY
    return day


@cache
def years_on_file() -> tuple[int, int]:
    """The first and the last year whose bank holidays are on file."""
    years = {day.year for days in _table().values() for day in days}
    return min(years), max(years)


def _christmas(day: date) -> bool:
    return (day.month, day.day) == (12, 25)


@cache
def _table() -> dict[str, frozenset[date]]:
    found: dict[str, set[date]] = {}
    text = (files("ringfence") / "data" / "bank_holidays.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["nation"], set()).add(date.fromisoformat(row["date"]))
    return {nation: frozenset(days) for nation, days in found.items()}
