"""The one way into the ledger. The store hands over a `Book`, which keeps rows and knows no more of them than that."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from ringfence.ledger.entry import Entry, sealed
from ringfence.ledger.events import ConsentChanged, Erased, LedgerBegun, LedgerEvent, ObjectionRecorded
from ringfence.ledger.keys import Signer
from ringfence.ledger.tree import Frontier, frontier


class New(NamedTuple):
    """An entry to be kept, the number it is about, and the hashes of the subtrees that it completes."""

    entry: Entry
    number: int | None
    hashes: bytes


class Book(Protocol):
    """What a database can do for a ledger."""

    edge: tuple[bytes, Frontier] | None  # the last row seen, and the tree's edge after it

    def transaction(self) -> AbstractContextManager[Any]:
        """Everything inside or nothing; on leaving it is on the disk. One writer at a time."""

    def tail(self) -> tuple[int, bytes]:
        """How many entries there are, and the hashes in the last row."""

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree."""

    def signer(self) -> Signer:
        """The key in use."""

    def events_before(self) -> int:
        """How many preference events there are."""

    def add(self, rows: Sequence[New], root: bytes, signature: bytes, signer: Signer) -> None:
        """Keeps these entries, and the signed root after them."""


class HasBook(Protocol):
    """A store, of which only the book is asked for."""

    @property
    def book(self) -> Book: ...


def append(store: HasBook, events: Sequence[LedgerEvent]) -> tuple[Entry, ...]:
    """Adds entries, all or none; returns when they are on the disk."""
    with store.book.transaction():
        return enter(store.book, events)


def enter(book: Book, events: Sequence[LedgerEvent], tail: tuple[int, bytes] | None = None) -> tuple[Entry, ...]:
    """Adds entries within a transaction of the caller's, so that they are kept together with what they record.

    `tail` is the book's, where the caller has read it in this transaction.
    """
    if not events:
        return ()
    size, last = tail or book.tail()
    signer = book.signer()
    begun = [] if size else [_begun(book, signer, events)]
    edge = _edge(book, size, last)
    rows = [_new(event, sealed(event, size + place), edge) for place, event in enumerate([*begun, *events])]
    root = edge.root()
    book.add(rows, root, signer.signature(edge.size, root), signer)
    book.edge = rows[-1].hashes, edge
    return tuple(each.entry for each in rows[-len(events) :])


def _new(event: LedgerEvent, entry: Entry, edge: Frontier) -> New:
    return New(entry, getattr(event, "number", None), edge.add(entry.leaf))


def _begun(book: Book, signer: Signer, events: Sequence[LedgerEvent]) -> LedgerBegun:
    """The first entry of all. What these events tell of is on file already, in the same transaction."""
    told = sum(isinstance(each, ObjectionRecorded | ConsentChanged | Erased) for each in events)
    before = max(0, book.events_before() - told)
    return LedgerBegun(at=events[0].at, origin=signer.public.name, events_before=before)


def _edge(book: Book, size: int, last: bytes) -> Frontier:
    """The tree's right edge: as it was left, if nobody wrote since, else read again."""
    kept, book.edge = book.edge, None
    if kept is not None and kept[0] == last and kept[1].size == size:
        return kept[1]
    return frontier(size, book.node)
