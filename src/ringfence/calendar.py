"""Days and hours as the law counts them. Takes every date; reads no clock.

Instants are stored in UTC and decided in Europe/London: the hour that comes twice when the clocks go back is then two
different instants with one local hour.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


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
