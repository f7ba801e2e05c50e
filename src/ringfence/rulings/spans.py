"""When conduct took place, as exactly as a case says: a day, a month, a year -> stretches under one set of rules."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ringfence.rulebook import FIRST_DAY, RULES

LAST_READ = max(rule.instrument.checked_on for rule in RULES)
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FORMS = "a day as 2009-06-01, a month as 2009-06 or a year as 2009"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from first to last; something happened on each day from `sure_from` to `sure_to`, if those are in order."""

    first: date
    last: date
    sure_from: date
    sure_to: date

    @property
    def vague(self) -> bool:
        """Whether it is not known which of its days are meant."""
        return self.sure_to < self.sure_from


@dataclass(frozen=True)
class Segment:
    """Days under one state of the law: the first of them, a day that stands for them all, and whether any is sure."""

    first: date
    law_of: date
    sure: bool


def days(value: object) -> tuple[date, date]:
    """First and last day of what is written as a day, a month or a year; ValueError says what is wrong with it."""
    plain = isinstance(value, (int, str)) and not isinstance(value, bool)
    text = str(value).strip()[:40] if plain else ""
    found = _WRITTEN.fullmatch(text.split("T")[0].split(" ")[0])
    if not text:
        raise ValueError(f"it has to be {FORMS}")
    if not found:
        raise ValueError(f"{text!r} is no date: write {FORMS}")
    year, month, day = (int(part) if part else None for part in found.groups(default=""))
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last = first if day is not None else _month_end(first.year, 12 if month is None else month)
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar: write {FORMS}") from None
    return first, last


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def say(span: Span) -> str:
    """The days of a span, as people write them."""
    first, last = (f"{day.day} {day:%B %Y}" for day in (span.first, span.last))
    return first if first == last else f"{first} to {last}"


def of_period(start: tuple[date, date], end: tuple[date, date]) -> Span:
    """Conduct from somewhere in `start` to somewhere in `end`."""
    return Span(start[0], end[1], start[1], end[0])


def of_date(written: tuple[date, date]) -> Span:
    """One day somewhere in what is written."""
    return Span(*written, written[1], written[0])


def segments(span: Span) -> tuple[Segment, ...]:
    """The span cut wherever the law changes; days before the first law on file are left out."""
    changes = _changes()
    start = max(span.first, FIRST_DAY)
    if span.last < start:
        return ()
    inside = [start, *(day for day in changes if start < day <= span.last)]
    ends = [*(day - _DAY for day in inside[1:]), span.last]
    return tuple(
        Segment(first, _stands_for(first), first <= span.sure_to and span.sure_from <= last and not span.vague)
        for first, last in zip(inside, ends, strict=True)
    )


@cache
def _changes() -> tuple[date, ...]:
    """Every day on which some rule begins, or is the first day without one."""
    days_ = {rule.in_force_from for rule in RULES} | {rule.until + _DAY for rule in RULES if rule.until}
    return tuple(sorted({max(day, FIRST_DAY) for day in days_} | {FIRST_DAY}))


def _stands_for(day: date) -> date:
    """The day on which the law of this day began: the same for all days under the same law."""
    changes = _changes()
    return changes[bisect_right(changes, day) - 1]
