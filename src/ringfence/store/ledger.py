"""The rows of the ledger: entries with the hashes they complete, and the signed root of every commit."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import msgspec

from ringfence.ledger.book import New, enter
from ringfence.ledger.checkpoint import Checkpoint, Signature, VerifyingKey, read_key
from ringfence.ledger.entry import Entry
from ringfence.ledger.events import KeyChanged
from ringfence.ledger.keys import NAME, NEXT, LedgerKeyUnusable, Signer, make, signer, take_over
from ringfence.ledger.tree import Frontier
from ringfence.ledger.verify import Row
from ringfence.store.database import Database
from ringfence.store.keys import Key

HASH = 32
PAGE = 2000  # rows read at a time
AT_ONCE = 100  # words looked for at a time
ORIGIN = "ledger_origin"
CURRENT = "ledger_key"
FIELDS = "seq, kind, keyed, salt, payload, hashes"
INSERT = f"INSERT INTO ringfence_ledger ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
SIGNED = "INSERT INTO ringfence_checkpoint (size, root, signature, hint) VALUES (?, ?, ?, ?)"
SETTING = (
    "INSERT INTO ringfence_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
TAIL = "SELECT seq, hashes FROM ringfence_ledger ORDER BY seq DESC LIMIT 1"


class LedgerBook:
    """A store's ledger; see `ledger.book.Book`."""

    def __init__(self, database: Database, key: Key, home: Path) -> None:
        self._database, self._key, self._home = database, key, home
        self._signer: Signer | None = None
        self.edge: tuple[bytes, Frontier] | None = None

    def transaction(self) -> AbstractContextManager[Any]:
        found: AbstractContextManager[Any] = self._database.transaction()
        return found

    def tail(self) -> tuple[int, bytes]:
        rows = self._database.read(TAIL)
        return (int(rows[0][0]) + 1, bytes(rows[0][1])) if rows else (0, b"")

    def node(self, level: int, index: int) -> bytes:
        seq = ((index + 1) << level) - 1
        ((hashes,),) = self._database.read("SELECT hashes FROM ringfence_ledger WHERE seq = ?", [seq])
        return bytes(hashes)[HASH * level : HASH * (level + 1)]

    def events_before(self) -> int:
        ((count,),) = self._database.read("SELECT count(*) FROM ringfence_event")
        return int(count)

    def signer(self) -> Signer:
        """The key in use, made with the first entry; read again when another process changed it."""
        current = self._setting(CURRENT)
        if current is None:
            make(self._home)
            self._use(signer(self._home, self._setting(ORIGIN) or f"ringfence-ledger/{secrets.token_hex(8)}"))
        elif self._signer is None or self._signer.written != current:
            self._signer = self._read(current)
        assert self._signer is not None
        return self._signer

    def _read(self, current: str) -> Signer:
        """The key that the ledger says is in use; a change of keys that was cut short is brought to its end."""
        origin = read_key(current).name
        if (self._home / NEXT).exists() and str(signer(self._home, origin, NEXT).public) == current:
            take_over(self._home)
        found = signer(self._home, origin)
        if str(found.public) != current:
            raise LedgerKeyUnusable(
                f"{self._home / NAME} is not the key that this ledger is signed with. Put back the right file, or "
                "begin with a new key: ringfence ledger rotate --lost"
            )
        return found

    def _use(self, found: Signer) -> None:
        """From here on this key signs."""
        self._database.write(SETTING, [(ORIGIN, found.public.name), (CURRENT, str(found.public))])
        self._signer = found

    def rotate(self, at: str, by: str, reason: str, *, lost: bool = False) -> Entry:
        """Signs with a new key from here on; the old one, unless lost, signs the entry that says so as well."""
        (self._home / NEXT).unlink(missing_ok=True)  # of a change that was cut short before it counted
        make(self._home, NEXT)
        with self.transaction():
            current = self._setting(CURRENT) or str(self.signer().public)
            new = signer(self._home, read_key(current).name, NEXT)
            if lost:
                self._use(new)
            change = KeyChanged(at=at, by=by, old_key=current, new_key=str(new.public), reason=reason)
            (entry,) = enter(self, [change])
            if not lost:
                latest = self.latest()
                assert latest is not None
                self._use(new)
                self._sign(latest.size, latest.root, new.signature(latest.size, latest.root), new)
        take_over(self._home)
        return entry

    def add(self, rows: Sequence[New], root: bytes, signature: bytes, signer: Signer) -> None:
        self._database.write(INSERT, [self._row(*each) for each in rows])
        self._sign(rows[-1].entry.seq + 1, root, signature, signer)

    def _sign(self, size: int, root: bytes, signature: bytes, signer: Signer) -> None:
        self._database.write(SIGNED, [(size, root, signature, signer.public.hint)])

    def rows(self, first: int = 0) -> Iterator[Row]:
        """Every row from a place on, in order."""
        return (_row(each) for each in self._paged("seq >= ?", [], first))

    def entry(self, seq: int) -> Entry | None:
        """The entry at this place."""
        rows = self._database.read(f"SELECT {FIELDS} FROM ringfence_ledger WHERE seq = ?", [seq])  # noqa: S608
        return _row(rows[0]).entry if rows else None

    def of_number(self, number: int) -> tuple[Entry, ...]:
        """Every entry about a number, in order."""
        return self.of_keyed(self._key.keyed(number))

    def of_keyed(self, keyed: bytes) -> tuple[Entry, ...]:
        """Every entry about a number in keyed form, in order."""
        sql = f"SELECT {FIELDS} FROM ringfence_ledger WHERE keyed = ? ORDER BY seq"  # noqa: S608
        return tuple(_row(each).entry for each in self._database.read(sql, [keyed]))

    def number_of(self, keyed: bytes) -> int | None:
        """The number of this keyed form, as far as an entry about it still says so."""
        sql = f"SELECT {FIELDS} FROM ringfence_ledger WHERE keyed = ? AND payload IS NOT NULL ORDER BY seq LIMIT 1"  # noqa: S608
        rows = self._database.read(sql, [keyed])
        return _row(rows[0]).entry.number if keyed and rows else None

    def of_kind(self, *kinds: str, first: int = 0) -> Iterator[Entry]:
        """Every entry of these kinds from a place on, in order."""
        where = f"seq >= ? AND kind IN ({', '.join('?' * len(kinds))})"
        return (_row(each).entry for each in self._paged(where, kinds, first))

    def naming(self, words: Sequence[str], *kinds: str, first: int = 0) -> Iterator[Entry]:
        """Every entry of these kinds from a place on whose bytes hold one of these words, in order."""
        found: dict[int, Entry] = {}
        where = f"seq >= ? AND kind IN ({', '.join('?' * len(kinds))}) AND "
        for start in range(0, len(words), AT_ONCE):
            some = [msgspec.json.encode(word)[1:-1] for word in words[start : start + AT_ONCE]]
            either = " OR ".join([self._database.holds] * len(some))
            rows = self._paged(f"{where}({either})", [*kinds, *some], first)
            found |= {entry.seq: entry for entry in (_row(row).entry for row in rows)}
        return (found[seq] for seq in sorted(found))

    def _paged(self, where: str, values: Sequence[object], first: int) -> Iterator[Any]:
        """Rows in order, some at a time: others may write meanwhile, and several may be read side by side."""
        sql = f"SELECT {FIELDS} FROM ringfence_ledger WHERE {where} ORDER BY seq LIMIT {PAGE}"  # noqa: S608
        while page := self._database.read(sql, [first, *values]):
            yield from page
            if int(page[-1][0]) < first:
                return  # a damaged file, whose rows do not follow their order: nothing more can be read of it
            first = int(page[-1][0]) + 1

    def checkpoints(self) -> Iterator[Checkpoint]:
        """Every signed root, in order; a size comes twice where the key was changed."""
        origin, last = self._setting(ORIGIN) or "", 0
        sql = "SELECT id, size, root, signature, hint FROM ringfence_checkpoint WHERE id > ? ORDER BY id LIMIT ?"
        while page := self._database.read(sql, [last, PAGE]):
            for _, size, root, signature, hint in page:
                signed = Signature(origin, bytes(hint or b""), bytes(signature or b""))  # none: a damaged file
                yield Checkpoint(origin, int(size or 0), bytes(root or b""), (signed,))
            if int(page[-1][0]) <= last:
                return  # as above
            last = int(page[-1][0])

    def latest(self) -> Checkpoint | None:
        """The checkpoint of all there is, with every signature it has."""
        found = self._database.read("SELECT max(size) FROM ringfence_checkpoint")[0][0]
        return None if found is None else self.checkpoint(int(found))

    def checkpoint(self, size: int) -> Checkpoint | None:
        """The checkpoint of this size."""
        origin = self._setting(ORIGIN) or ""
        rows = self._database.read(
            "SELECT root, signature, hint FROM ringfence_checkpoint WHERE size = ? ORDER BY id", [size]
        )
        signed = tuple(Signature(origin, bytes(hint), bytes(value)) for _, value, hint in rows)
        return Checkpoint(origin, size, bytes(rows[0][0]), signed) if rows else None

    def keys(self, trusted: VerifyingKey | None = None) -> tuple[VerifyingKey, ...]:
        """The key that is trusted, or that of this home, and those before it as the ledger's own entries name them.

        They are not read from a setting: whoever can write to the database could put a key of their own there.
        """
        origin = self._setting(ORIGIN)
        if trusted is None and origin is None:
            return ()
        current = trusted or self.signer().public
        return (current, *(read_key(each.told["old_key"]) for each in self.of_kind("key-changed") if each.payload))

    def places(self, number: int) -> list[int]:
        """The places of the entries about a number."""
        rows = self._database.read(
            "SELECT seq FROM ringfence_ledger WHERE keyed = ? ORDER BY seq", [self._key.keyed(number)]
        )
        return [int(seq) for (seq,) in rows]

    def decisions(self, places: Sequence[int]) -> list[str]:
        """The ids of the decisions among the entries at these places."""
        entries = (self.entry(place) for place in places)
        return [each.told["id"] for each in entries if each and each.kind == "decision" and each.payload]

    def empty(self, places: Sequence[int]) -> None:
        """Deletes the salts and bytes of these entries; within a transaction of the caller's."""
        self._database.write(
            "UPDATE ringfence_ledger SET salt = NULL, payload = NULL, keyed = NULL WHERE seq = ?",
            [(place,) for place in places],
        )

    def keyed(self, number: int) -> bytes:
        return self._key.keyed(number)

    def _setting(self, name: str) -> str | None:
        rows = self._database.read("SELECT value FROM ringfence_setting WHERE name = ?", [name])
        return str(rows[0][0]) if rows else None

    def _row(self, entry: Entry, number: int | None, hashes: bytes) -> tuple[object, ...]:
        keyed = None if number is None else self._key.keyed(number)
        return entry.seq, entry.kind, keyed, entry.salt, entry.payload, hashes


def _row(row: Sequence[Any]) -> Row:
    seq, kind, keyed, salt, payload, hashes = row
    as_bytes = [None if each is None else bytes(each) for each in (keyed, salt, payload)]
    return Row(int(seq), kind, as_bytes[0], as_bytes[1], as_bytes[2], bytes(hashes or b""))  # none: a damaged file
