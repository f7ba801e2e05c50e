"""Calls that were made beside calls that were decided: each call needs a permit of its own.

A permit is an `allow` of the gate. It covers one call to its number that begins between the decision and the permit's
end, give or take the seconds by which clocks and whole-second records differ. What has none went round the gate.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from ringfence.calls.records.record import Record

SLACK = timedelta(seconds=5)
Seen = Literal["dialler", "carrier"]
Why = Literal["no decision", "refused, and called all the same", "more calls than permits", "no number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision of the gate, as the ledger keeps it."""

    id: str
    number: int | None
    campaign: str
    decision: str
    at: datetime
    expires_at: datetime
    entry: int


@dataclass(frozen=True, slots=True)
class Around:
    """A call that went round the gate; `decision` is the one nearest to it, if there is one about its number."""

    record: Record
    why: Why
    decision: Decided | None = None


@dataclass(slots=True)
class Reconciled:
    """What became of every record, and how many permits no record speaks of."""

    records: int = 0
    permitted: int = 0
    refused: int = 0  # attempts that the gate refused and that went no further
    around: list[Around] = field(default_factory=list)
    unused: int = 0  # permits without a record

    @property
    def green(self) -> bool:
        return not self.around

    @property
    def reasons(self) -> dict[str, int]:
        return dict(Counter(each.why for each in self.around))


def reconcile(
    records: Iterable[Record], decisions: Iterable[Decided], *, seen_by: Seen = "dialler", slack: timedelta = SLACK
) -> Reconciled:
    """Every record with its permit, or without one.

    A carrier's record is of a call that left; a dialler's may be of an attempt that the gate stopped.
    """
    book = _Book(decisions)
    report = Reconciled()
    for record in sorted(records, key=lambda each: each.at):
        report.records += 1
        _one(report, book, record, seen_by, slack)
    report.unused = book.unused
    return report


class _Book:
    """Decisions by number, in order; each permit is taken once."""

    def __init__(self, decisions: Iterable[Decided]) -> None:
        self._of: defaultdict[int, list[Decided]] = defaultdict(list)
        for each in sorted(decisions, key=lambda each: each.at):
            if each.number is not None:
                self._of[each.number].append(each)
        self._taken: set[str] = set()

    @property
    def unused(self) -> int:
        return sum(e.decision == "allow" and e.id not in self._taken for some in self._of.values() for e in some)

    def near(self, record: Record, slack: timedelta) -> Sequence[Decided]:
        """Decisions about the record's number and campaign that could be about this call."""
        some = self._of.get(record.number or 0, [])
        last = bisect_left(some, record.at + slack, key=lambda each: each.at)
        return [
            each
            for each in some[:last]
            if record.at <= each.expires_at + slack and record.campaign.casefold() in ("", each.campaign.casefold())
        ]

    def take(self, near: Sequence[Decided]) -> bool:
        """Whether a permit was left; that which ends first is taken."""
        left = [each for each in near if each.decision == "allow" and each.id not in self._taken]
        if left:
            self._taken.add(min(left, key=lambda each: each.expires_at).id)
        return bool(left)


def _one(report: Reconciled, book: _Book, record: Record, seen_by: Seen, slack: timedelta) -> None:
    if record.number is None:
        report.around.append(Around(record, "no number"))
        return
    near = book.near(record, slack)
    refusals = [each for each in near if each.decision != "allow"]
    if seen_by == "dialler" and refusals and record.answered is False:
        report.refused += 1
    elif book.take(near):
        report.permitted += 1
    else:
        why: Why = (
            "refused, and called all the same" if refusals else "more calls than permits" if near else "no decision"
        )
        report.around.append(Around(record, why, near[-1] if near else None))
