"""What a deadline is: the day that the law sets, the plain count, and the day to plan for.

Three days are told apart: `raw` is the plain count, `legal` the last (or first) day in law, `safe` the day to plan
for. Where the law can be counted in two ways `perhaps` is the later day, and only a person can say who is right.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from ringfence.calendar import NATIONS, is_working_day, local

Kind = Literal["last", "at_least", "warning"]


@dataclass(frozen=True)
class Deadline:
    """One day that the law sets, with the plain count beside it."""

    name: str
    says: str
    cites: str
    raw: date  # by counting alone
    legal: date
    safe: date  # our advice, never later than `legal`
    # The last day to act; a time that may not end before the end of this day; or a day to ask, which bars nothing.
    kind: Kind = "last"
    before: time | None = None  # of the legal day, Europe/London
    perhaps: date | None = None  # the later day of another reading
    open_point: str = ""
    unsure: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def late(self, at: datetime) -> bool | None:
        """Whether something done at that instant is out of time (None: a person must say); no bar, never late."""
        if self.kind != "last":
            return False
        done = local(at).replace(tzinfo=None)
        if self._within(done, self.legal):
            return False
        return None if self.perhaps is not None and self._within(done, self.perhaps) else True

    def _within(self, done: datetime, last: date) -> bool:
        end = datetime.combine(last, self.before) if self.before else datetime.combine(last + timedelta(days=1), time())
        return done < end


def everywhere(day: date) -> bool:
    """Whether a day is a working day in all four nations."""
    return all(is_working_day(day, nation) for nation in NATIONS)
