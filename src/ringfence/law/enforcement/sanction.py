"""A sanction: one dated statement of what could follow a breach, and the highest sum it could cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase

from ringfence.rule import Consequence


@dataclass(frozen=True)
class Sanction:
    """One thing that could follow conduct between two days."""

    id: str
    cites: str
    says: str
    conduct_from: date
    conduct_until: date | None = None
    consequences: tuple[Consequence, ...] = ("enforcement_notice",)  # of the rule broken: any of them brings it
    provisions: tuple[str, ...] = ("*",)  # as decisions name them; * stands for any ending
    other_than: tuple[str, ...] = ()
    threshold: str = ""  # what must be shown beyond the breach
    cap_gbp: int | None = None  # the highest sum; None where no sum is fixed here
    turnover_percent: int = 0  # for an undertaking, of last year's worldwide turnover, if that is more
    open_point: str = ""
    unsure: tuple[str, ...] = ()
    checked_on: date = date(2026, 11, 21)

    def follows(self, conduct: date) -> bool:
        return self.conduct_from <= conduct and (self.conduct_until is None or conduct <= self.conduct_until)

    def concerns(self, consequences: Iterable[Consequence], provision: str) -> bool:
        """Whether it can follow from a breach of this provision with these consequences."""
        named = any(fnmatchcase(provision, each) for each in self.provisions)
        return named and provision not in self.other_than and bool(set(self.consequences) & set(consequences))

    def most(self, *, undertaking: bool | None = None, turnover_gbp: int | None = None) -> "Most":
        """The highest penalty on one body, or what must be answered before it can be named."""
        if self.cap_gbp is None or not self.turnover_percent or undertaking is False:
            return Most(self.cap_gbp)
        if undertaking is None:
            return Most(None, "Is the body an 'undertaking'? If not, the flat sum is the most.")
        if turnover_gbp is None:
            return Most(None, "What was its worldwide turnover in the financial year before?")
        return Most(max(self.cap_gbp, turnover_gbp * self.turnover_percent // 100))


@dataclass(frozen=True)
class Most:
    """The highest sum in pounds; without one, the question that comes first, or nothing where no sum is fixed."""

    gbp: int | None
    question: str = ""


def days_of_change(dated: Iterable[Sanction]) -> tuple[date, ...]:
    """Each day on which one of these begins, or is no more."""
    starts = {each.conduct_from for each in dated}
    ends = {each.conduct_until + timedelta(days=1) for each in dated if each.conduct_until is not None}
    return tuple(sorted(starts | ends))


def split(first: date, last: date, at: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """The days from first to last in pieces, a new piece beginning on each of the days `at`."""
    if last < first:
        raise ValueError(f"the last day, {last}, is before the first, {first}")
    begins = [first, *sorted(day for day in set(at) if first < day <= last)]
    ends = [*(day - timedelta(days=1) for day in begins[1:]), last]
    return tuple(zip(begins, ends, strict=True))
