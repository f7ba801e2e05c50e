"""The only place where events are written: a batch goes in whole or not at all, and is on the disk after.

The ledger takes the new events inside the same transaction, before they are confirmed: if it fails, nothing is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import msgspec

from ringfence.errors import RingfenceError
from ringfence.ledger.book import enter
from ringfence.ledger.events import Erased
from ringfence.ledger.places import ranges
from ringfence.ledger.recorded import recorded
from ringfence.preferences.events import Event, wording_digest
from ringfence.store import call_records, gate
from ringfence.store.database import Database
from ringfence.store.keys import Key
from ringfence.store.ledger import LedgerBook

BATCH = 500
COLUMNS = (
    "id", "kind", "number", "keyed", "at", "recorded_at", "recorded_by", "channel", "said", "scope", "scope_key",
    "about", "source", "details",
)  # fmt: skip
INSERT = f"INSERT INTO ringfence_event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
WORDING = "INSERT INTO ringfence_wording (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"
EMPTIED = "number = NULL, said = '', recorded_by = '', source = '', details = ''"
Progress = Callable[[int], None]


class EventConflict(RingfenceError):
    """One id for two different things."""

    code = "event-conflict"


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch: the events that were new, and the ids of those that were on file already."""

    new: tuple[Event, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Emptied:
    """What an erasure emptied: so many events, so many entries of the ledger."""

    events: int
    entries: int


def append(
    database: Database,
    key: Key,
    events: Iterable[Event],
    book: LedgerBook,
    progress: Progress = lambda _count: None,
) -> Appended:
    """Adds what is not on file yet, in one transaction; what was new. An id on file for something else is refused."""
    added: list[Event] = []
    seen: dict[str, Event] = {}
    known: list[str] = []
    rest = iter(_read(events, progress))  # before the lock is taken: meanwhile others may write
    with database.transaction():
        while batch := list(islice(rest, BATCH)):
            fresh = []
            on_file = _on_file(database, [event.id for event in batch])
            for event in batch:
                if event.id in on_file or event.id in seen:
                    _check_same(event, key, on_file.get(event.id), seen.get(event.id))
                    known.append(event.id)
                    continue
                seen[event.id] = event
                fresh.append(event)
            database.write(WORDING, _wordings(fresh))
            database.write(INSERT, (_row(event, key) for event in fresh))
            added += fresh
            progress(len(added) + len(known))
        enter(book, [recorded(event) for event in added])
    return Appended(tuple(added), tuple(known))


def _read(events: Iterable[Event], progress: Progress) -> list[Event]:
    told = []
    for event in events:
        told.append(event)
        if len(told) % BATCH == 0:
            progress(len(told))
    return told


def erase(database: Database, key: Key, number: int, event: Event, book: LedgerBook) -> Emptied:
    """Empties every event and ledger entry about a number; that it must not be called stays, in keyed form.

    The erasure is itself an event and an entry, without the number.
    """
    keyed = key.keyed(number)
    with database.transaction():
        found = database.read(
            "SELECT id FROM ringfence_event WHERE keyed = ? AND number IS NOT NULL "
            "UNION ALL SELECT id FROM ringfence_call_record WHERE keyed = ?",
            [keyed, keyed],
        )
        places = book.places(number)
        if not found and not places:
            return Emptied(0, 0)
        database.write(f"UPDATE ringfence_event SET {EMPTIED} WHERE keyed = ?", [(keyed,)])  # noqa: S608
        call_records.empty(database, keyed)
        gate.forget(database, keyed)
        row = list(_row(replace(event, number=None), key))
        row[COLUMNS.index("keyed")] = keyed
        database.write(INSERT, [row])
        book.empty(places)
        enter(book, [Erased(at=event.recorded_at, entries=ranges(places), reason=event.said, request=event.id)])
    database.forget()
    return Emptied(len(found), len(places))


def empty(database: Database, places: Sequence[int], book: LedgerBook, at: str, by: str, reason: str) -> None:
    """Empties entries of the ledger by rule; the erasure is itself an entry, in the same transaction."""
    with database.transaction():
        gate.forget_decisions(database, book.decisions(places))
        book.empty(places)
        enter(book, [Erased(at=at, by=by, entries=ranges(sorted(places)), reason=reason)])
    database.forget()


def _on_file(database: Database, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    marks = ", ".join("?" * len(ids))
    rows = database.read(f"SELECT id, kind, keyed, scope_key FROM ringfence_event WHERE id IN ({marks})", ids)  # noqa: S608
    return {row[0]: (row[1], bytes(row[2]), row[3]) for row in rows}


def _check_same(event: Event, key: Key, kept: tuple[Any, ...] | None, earlier: Event | None) -> None:
    """Refuses an id that stands for another number or reach: passing it over would lose what somebody said."""
    if kept is None and earlier is not None:
        kept = _told(earlier, key)
    if kept != _told(event, key):
        where = f"{event.source}: " if event.source else ""
        raise EventConflict(
            f"{where}the id {event.id} is on file for another number or scope. "
            "Remove the id from that row, so that it counts as something new."
        )


def _told(event: Event, key: Key) -> tuple[str, bytes, str]:
    keyed = b"" if event.number is None else key.keyed(event.number)
    return event.kind, keyed, event.scope.key if event.scope else ""


def _row(event: Event, key: Key) -> tuple[object, ...]:
    details = dict(event.details)
    if wording := details.pop("wording", None):
        details["wording_sha256"] = wording_digest(wording)
    return (
        event.id,
        event.kind,
        event.number,
        b"" if event.number is None else key.keyed(event.number),
        event.at,
        event.recorded_at,
        event.recorded_by,
        event.channel,
        event.said,
        str(event.scope) if event.scope else "",
        event.scope.key if event.scope else "",
        event.about,
        event.source,
        msgspec.json.encode(details).decode() if details else "",
    )


def _wordings(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    texts = {event.details["wording"] for event in events if event.details.get("wording")}
    return ((wording_digest(text), text) for text in texts)
