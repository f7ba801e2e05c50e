"""The store: what people said about their numbers, so kept that nothing confirmed is lost. It alone knows a database.

    from ringfence.preferences.scopes import asking
    from ringfence.store import open_store

    with open_store(home) as store:
        scopes = asking(campaign="spring", organisations=["Example Party"], call_centre="Example Calls")
        store.suppressed(keys, scopes)       # numpy: of each E.164 integer, whether an objection stands against it
        store.suppressions(scopes)           # numpy: all such numbers, sorted (to build a bitmap of)
        store.erased(scopes)                 # keyed forms of erased ones: `store.key.keyed(number) in ...`
        store.objections(number, scopes)     # one number, at dial time: the events, with the words that were used
        store.consents(keys)                 # Arrow: one row a consent, refusal or withdrawal, columns as in a file of
                                             # consents (`preferences.consents`): key, given_to, wording, scope, ...
        store.consent_events(number)         # one number: the events, to be read by `preferences.consent_facts`
        store.version()                      # grows with every event: whether a copy in memory is still good
        store.append(events)                 # the one way in; returns when it is on the disk, and in the ledger
        store.book                           # the ledger's rows: `ledger.append(store, ...)` writes, `ledger` reads
        store.cases                          # complaints and what became of them: open, append, events, steps

No name here decides whether a call is lawful: an objection on file is a fact (`objected`), and so is each part of a
consent. Schema and migrations are Django's (`schema/`), imported only when there is a step to take.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ringfence.home import default_home
from ringfence.store import call_records, consents, reading, writing
from ringfence.store.call_records import CallRecord
from ringfence.store.cases import CaseBook
from ringfence.store.database import connect
from ringfence.store.gate import GateRows
from ringfence.store.keys import key_of
from ringfence.store.ledger import LedgerBook
from ringfence.store.migrate import opened, up_to_date
from ringfence.store.place import Place, StoreUnusable, place

if TYPE_CHECKING:
    import pyarrow as pa

    from ringfence.preferences.events import Event
    from ringfence.preferences.marks import Mark
    from ringfence.store.reading import Keys, Mask
    from ringfence.store.writing import Appended, Emptied, Progress

__all__ = ["CallRecord", "Place", "Store", "StoreUnusable", "is_up_to_date", "open_store", "place"]


class Store:
    """An open store; close it, or use it in a `with`."""

    def __init__(self, where: Place) -> None:
        self.place = where
        self._database = opened(where)
        try:
            self.key = key_of(self._database, where.home)
            self.book = LedgerBook(self._database, self.key, where.home)
            self.gate = GateRows(self._database, self.key)
            self.cases = CaseBook(self._database, self.key, self.append, self.book)
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def append(self, events: "Iterable[Event]", progress: "Progress | None" = None) -> "Appended":
        """Adds events, all or none; returns when they are on the disk, with those that were new."""
        return writing.append(self._database, self.key, events, self.book, progress or (lambda _count: None))

    def erase(self, number: int, event: "Event") -> "Emptied":
        """Empties what is on file about a number, in the ledger too; suppressions stay in keyed form."""
        return writing.erase(self._database, self.key, number, event, self.book)

    def empty(self, places: Sequence[int], *, at: str, by: str, reason: str) -> None:
        """Empties these entries of the ledger, which says so; what is on file beside it stays."""
        writing.empty(self._database, places, self.book, at, by, reason)

    def add_call_record(self, record: CallRecord) -> bool:
        """Puts on file what a call left behind, once; whether it was new. On the disk when this returns."""
        return call_records.add(self._database, self.key, self.book, record)

    def call_record(self, record_id: str) -> CallRecord | None:
        """The call record of this id."""
        return call_records.one(self._database, record_id)

    def call_records(self, kind: call_records.Kind, campaign: str = "", purpose: str = "") -> Iterator[CallRecord]:
        """The outcomes, complaints or leaves on file, in order; of one campaign or purpose, if one is named."""
        return call_records.every(self._database, kind, campaign, purpose)

    def suppressed(self, keys: "Keys", scopes: Collection[str]) -> "Mask":
        """Of each of these numbers, whether an objection of these scopes stands against it."""
        return reading.suppressed(self._database, self.key, keys, scopes)

    def suppressions(self, scopes: Collection[str]) -> "Keys":
        """Every number against which an objection of these scopes stands, sorted."""
        return reading.suppressions(self._database, scopes)

    def erased(self, scopes: Collection[str]) -> frozenset[bytes]:
        """The keyed forms of erased numbers against which an objection of these scopes stands."""
        return reading.erased(self._database, scopes)

    def objections(self, number: int, scopes: Collection[str] | None = None) -> "tuple[Event, ...]":
        """The objections that stand against calls of these scopes to a number; of any scope if none are given."""
        return reading.objections(self._database, self.key, number, scopes)

    def history(self, number: int) -> "tuple[Event, ...]":
        """Everything on file about a number, in the order in which it was recorded."""
        return reading.history(self._database, self.key, number)

    def consent_events(self, number: int) -> "tuple[Event, ...]":
        """The consents, refusals and withdrawals of a number, with their wording."""
        found = [each for each in self.history(number) if each.kind in reading.CONSENTS and each.details]
        return tuple(consents.with_wording(self._database, found))

    def consents(self, keys: "Keys | None" = None) -> "pa.Table":
        """Every consent, refusal and withdrawal as a row, of these numbers or of all; columns as in a file of them."""
        return consents.table(self._database, keys)

    def event(self, event_id: str) -> "Event | None":
        """The event of this id."""
        return reading.event(self._database, event_id)

    def events_by_id(self, ids: Collection[str]) -> "dict[str, Event]":
        """The events of these ids."""
        return reading.events_by_id(self._database, ids)

    def events(self, kinds: Collection[str], since: str = "", *, standing: bool = False) -> "Iterator[Event]":
        """Events of these kinds recorded at `since` or later, in order."""
        return reading.events(self._database, kinds, since, standing)

    def with_wording(self, events: "Iterable[Event]") -> "Iterator[Event]":
        """Consents with the text that was shown, in place of its digest."""
        return consents.with_wording(self._database, events)

    def mark(self) -> "Mark | None":
        """How far the store has come; None if nothing was ever recorded in it."""
        return reading.mark(self._database)

    def version(self) -> int:
        """A number that grows with every event."""
        ((last,),) = self._database.read("SELECT coalesce(max(seq), 0) FROM ringfence_event")
        return int(last)


def is_up_to_date(home: Path) -> bool:
    """Whether the store of this home is there and can be opened without a step to take: without Django."""
    where = place(home)
    if where.url is None and not where.file.exists():
        return False
    database = connect(where)
    try:
        return up_to_date(database, where)
    finally:
        database.close()


def open_store(home: Path | None = None, patience: float = 60.0) -> Store:
    """The store of this home folder, made and brought up to date if need be, or the refusal that says why not.

    `patience` is for how many seconds another process may hold it.
    """
    return Store(place(home or default_home(), patience))
