"""Rules that nobody has read against their source for a while, and what was never verified."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ringfence.calendar import months_after
from ringfence.errors import RingfenceError
from ringfence.rule import Instrument, Rule

_AGE = re.compile(r"(\d{1,5})\s*([dmy]?)", re.IGNORECASE)


class NoAge(RingfenceError):
    """Words that are no length of time."""

    code = "no-age"


@dataclass(frozen=True)
class Stale:
    """Instruments last read before a day, each with its rules, and how much was never verified."""

    before: date
    instruments: tuple[tuple[Instrument, tuple[str, ...]], ...]
    unverified: int
    unverified_rules: int


def last_good(age: str, on: date) -> date:
    """The earliest day on which a text may have been read, for an age like 180d, 6m, 1y or 180 (days)."""
    found = _AGE.fullmatch(age.strip())
    if not found:
        raise NoAge(f"--after {age!r} is no age. Write days, months or years: 180d, 6m, 1y; a bare number is days.")
    number, unit = int(found[1]), found[2].lower()
    try:
        if unit in ("m", "y"):
            return months_after(on, -number * (12 if unit == "y" else 1))
        return on - timedelta(days=number)
    except (OverflowError, ValueError):
        raise NoAge(f"--after {age!r} reaches back before the calendar does. Write a shorter age: 180d.") from None


def stale(rules: Sequence[Rule], before: date) -> Stale:
    """What was last read before a day."""
    old = dict[Instrument, set[str]]()
    for rule in rules:
        if rule.checked_on < before:
            old.setdefault(rule.instrument, set()).add(rule.id)
    ordered = sorted(old, key=lambda each: (each.checked_on, each.id))
    doubted = {(rule.id, words) for rule in rules for words in rule.unsure}
    return Stale(
        before,
        tuple((each, tuple(sorted(old[each]))) for each in ordered),
        len(doubted),
        len({id_ for id_, _ in doubted}),
    )
