"""What the board shows of the ledger and of objections: read on from where it was left, so that a look costs little.

Abandoned and silent calls are counted from how diallers say that calls ended, as `ringfence call rates` counts them; a
word that nobody knows is counted apart. The time of an objection is from when it was said to when it was on the disk;
the very next decision sees it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from statistics import median
from typing import Any

from ringfence.calendar import LONDON, local_day
from ringfence.calls.rates import Rate, rates
from ringfence.calls.records import dialects
from ringfence.calls.records.record import Outcome, Record
from ringfence.ledger.entry import Entry
from ringfence.preferences.events import instant
from ringfence.store import Store

OURS: dict[str, Outcome] = {  # of recorded calls and of interviews that this product made itself
    "played": "live", "hung-up": "live", "objected": "live", "busy": "unanswered", "no-answer": "unanswered",
    "refused-at-trunk": "unanswered",
}  # fmt: skip
INTERVIEWED = ("1.", "2.1")  # AAPOR: interviews, and refusals: a person was spoken with
NOT_REACHED = ("2.2", "3.", "4.")


@dataclass(frozen=True)
class Ended:
    """How today's calls ended, of one campaign."""

    campaign: str
    calls: int
    rate: Rate
    silent: int
    untold: int  # of which nobody says whether a person was reached


@dataclass(frozen=True)
class Objections:
    """Today's objections, and the seconds from being said to being on the disk; None where no moment was noted."""

    count: int
    timed: int
    usual: float | None
    longest: float | None


@dataclass
class _Read:
    """What one process has read of a ledger."""

    day: str = ""
    next_seq: int = 0
    records: list[Record] = field(default_factory=list)
    reconciled: Entry | None = None
    reconciled_seq: int = 0


_READ: dict[str, _Read] = {}


def midnight(moment: datetime) -> datetime:
    """When the day in London began."""
    return datetime.combine(local_day(moment), time.min, LONDON)


def ended(store: Store, moment: datetime) -> list[Ended]:
    """How the calls of the day ended, campaign by campaign."""
    read = _read(store)
    since = instant(midnight(moment))
    if read.day != since:
        read.day, read.records, read.next_seq = since, [], _first_since(store, since)
    for entry in store.book.of_kind("call-outcome", first=read.next_seq):
        read.next_seq = entry.seq + 1
        if entry.payload is not None and str(entry.told["at"]) >= since:
            read.records.append(_record(entry))
    silent = Counter(each.campaign for each in read.records if each.outcome == "silent")
    return [Ended(each.name, each.records, each.total, silent[each.name], each.unknown) for each in rates(read.records)]


def reconciled(store: Store) -> dict[str, Any] | None:
    """The last time that call records were compared with decisions."""
    read = _read(store)
    for entry in store.book.of_kind("calls-reconciled", first=read.reconciled_seq):
        read.reconciled, read.reconciled_seq = entry, entry.seq + 1
    return dict(read.reconciled.told) if read.reconciled else None


def objections(store: Store, moment: datetime) -> Objections:
    """The objections that were recorded today."""
    lags: list[float] = []
    count = 0
    for event in store.events(("objection",), since=instant(midnight(moment))):
        count += 1
        if event.at and "T" in event.at:
            said, kept = (_moment(each) for each in (event.at, event.recorded_at))
            lags.append(max((kept - said) / timedelta(seconds=1), 0.0))
    return Objections(count, len(lags), median(lags) if lags else None, max(lags) if lags else None)


def _read(store: Store) -> _Read:
    return _READ.setdefault(store.place.shown, _Read())


def _first_since(store: Store, since: str) -> int:
    """The place of the first entry of a moment or later: entries stand in the order in which they were made."""
    low, high = 0, store.book.tail()[0]
    while low < high:
        middle = (low + high) // 2
        entry = store.book.entry(middle)
        if entry is not None and entry.payload is not None and str(entry.told["at"]) < since:
            low = middle + 1
        else:
            high = middle
    return max(low - SLACK, 0)


SLACK = 200  # entries that are looked at before that place: some name a moment a little before they were made


def _record(entry: Entry) -> Record:
    told = entry.told
    return Record(
        file="", row=entry.seq, at=_moment(str(told["at"])), written="", number=told.get("number"),
        campaign=str(told.get("campaign", "")), outcome=meant(str(told["outcome"]), told.get("seconds")),
        seconds=told.get("seconds"), id=str(told.get("reference", "")),
    )  # fmt: skip


def meant(word: str, seconds: float | None) -> Outcome | None:
    """What a word for how a call ended means; None if nobody can say."""
    if found := OURS.get(word):
        return found
    if word.startswith(INTERVIEWED):
        return "live"
    if word.startswith(NOT_REACHED):
        return None if word.startswith("2.2") else "unanswered"
    return dialects.outcome("", word, seconds)


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def campaigns(found: list[Ended]) -> Iterator[dict[str, Any]]:
    """Each campaign for the page: per cent as people write them."""
    for each in found:
        yield {
            "name": each.campaign or "no campaign named",
            "calls": each.calls,
            "live": each.rate.live,
            "abandoned": each.rate.abandoned,
            "silent": each.silent,
            "untold": each.untold,
            "rate": f"{100 * each.rate.measured:.2f} %" if each.rate.live + each.rate.abandoned else "not known",
        }
