"""Days of listing in two bytes: days since the end of 1899, 0 where the day is not known."""

from datetime import date, timedelta

BEFORE = date(1899, 12, 31)
LAST = BEFORE + timedelta(days=0xFFFF)
UNKNOWN = 0


def day_number(day: date) -> int:
    """Two bytes for the day; it must lie from 1900 to 2079."""
    return (day - BEFORE).days


def day_of(number: int) -> date | None:
    """The day behind the two bytes; None where it is not known."""
    return BEFORE + timedelta(days=number) if number else None
