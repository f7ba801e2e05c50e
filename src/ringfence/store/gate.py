"""The gate's rows: what was decided by reference, what is held, what was released; and what is new for others to hear.

Numbers stand here in keyed form only. Every write is within a transaction of the caller's, with the ledger's entries.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from ringfence.preferences.events import Event
from ringfence.rule import Decision
from ringfence.store.database import Database
from ringfence.store.gate_standing import Asked, Standing, latest, standing
from ringfence.store.keys import Key
from ringfence.store.reading import FIELDS, _event

COLUMNS = (
    "id", "client", "reference", "campaign", "keyed", "masked", "asked", "decision", "reasons", "situation",
    "held_by", "rules_version", "decided_at", "expires_at", "redeemed_at", "carried_at",
)  # fmt: skip
HELD: Decision = "hold"  # written out where it is asked for: no index of a part is used for what is bound
_VALUES, _REASONS = attrgetter(*COLUMNS), COLUMNS.index("reasons")
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM ringfence_gate_decision"  # noqa: S608
_INSERT = f"INSERT INTO ringfence_gate_decision ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
_RELEASE = (
    "INSERT INTO ringfence_gate_release "
    "(decision, campaign, keyed, rules, rules_version, released_by, reason, at, until) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SETTING = (
    "INSERT INTO ringfence_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


class Question(NamedTuple):
    """Something that holds a call: whether a person may answer it, else a look-up must; and in words."""

    for_person: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A decision as it is kept."""

    id: str
    client: str
    reference: str
    campaign: str
    keyed: bytes
    masked: str
    asked: str
    decision: Decision
    reasons: tuple[str, ...]
    situation: str
    held_by: dict[str, Question]  # by rule
    rules_version: str
    decided_at: str
    expires_at: str
    redeemed_at: str | None = None
    carried_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A person's answers to what held calls of a campaign to one number."""

    decision: str
    campaign: str
    keyed: bytes
    rules: tuple[str, ...]
    rules_version: str
    by: str
    reason: str
    at: str
    until: str


class GateRows:
    """The gate's part of an open store."""

    def __init__(self, database: Database, key: Key) -> None:
        self._database, self._key = database, key

    def transaction(self) -> AbstractContextManager[Any]:
        """Everything inside or nothing; on leaving it is on the disk. One writer at a time."""
        found: AbstractContextManager[Any] = self._database.transaction()
        return found

    def keyed(self, number: int) -> bytes:
        """The number in keyed form."""
        return self._key.keyed(number)

    def digest(self, *parts: object) -> str:
        """What tells one question from another, and nothing about the number in it."""
        return self._key.id(*parts)

    def standing(self, asked: Collection[Asked]) -> dict[Asked, Standing]:
        """What stands about each number now; read each time, so that every process sees what any has confirmed."""
        return standing(self._database, asked)

    def latest(self, names: Collection[tuple[str, str]]) -> dict[tuple[str, str], Kept]:
        """The latest decision on each attempt, by client and reference, of those that were made before."""
        found = dict[tuple[str, str], Kept]()
        for client in {client for client, _ in names}:
            for seq in latest(self._database, client, (each for of, each in names if of == client)):
                (row,) = self._database.read(f"{_SELECT} WHERE seq = ?", [seq])
                kept = _kept(row)
                found[client, kept.reference] = kept
        return found

    def earlier(self, client: str, reference: str) -> Kept | None:
        """The latest decision on an attempt of this name."""
        sql = f"{_SELECT} WHERE client = ? AND reference = ? ORDER BY seq DESC LIMIT 1"
        return _one(self._database.read(sql, [client, reference]))

    def of_id(self, decision: str) -> Kept | None:
        """The decision of this id."""
        return _one(self._database.read(f"{_SELECT} WHERE id = ?", [decision]))

    def newest(self) -> str | None:
        """When the last decision was made, of any gate that shares this store."""
        rows = self._database.read("SELECT decided_at FROM ringfence_gate_decision ORDER BY seq DESC LIMIT 1")
        return str(rows[0][0]) if rows else None

    def tally(self, since: str) -> list[tuple[str, str, tuple[str, ...], int]]:
        """Decisions since a moment: campaign, decision, reasons, and how many."""
        sql = (
            "SELECT campaign, decision, reasons, count(*) FROM ringfence_gate_decision WHERE decided_at >= ? "
            "GROUP BY campaign, decision, reasons ORDER BY count(*) DESC"
        )
        rows = self._database.read(sql, [since])
        return [(str(a), str(b), tuple(str(c or "").split()), int(n)) for a, b, c, n in rows]

    def add(self, decisions: Sequence[Kept]) -> None:
        """Keeps decisions."""
        self._database.write(_INSERT, [_row(each) for each in decisions])

    def redeem(self, decision: str, at: str) -> bool:
        """Marks the permit of a decision as used; False if it was used before, or there is none."""
        kept = self.of_id(decision)
        if kept is None or kept.redeemed_at is not None or kept.decision != "allow":
            return False
        self._database.write("UPDATE ringfence_gate_decision SET redeemed_at = ? WHERE id = ?", [(at, decision)])
        return True

    def carry(self, decision: str, at: str) -> bool:
        """Marks that the permit of a decision went through a trunk, and is used up; False if it did before."""
        kept = self.of_id(decision)
        if kept is None or kept.carried_at is not None or kept.decision != "allow":
            return False
        sql = "UPDATE ringfence_gate_decision SET carried_at = ?, redeemed_at = ? WHERE id = ?"
        self._database.write(sql, [(at, kept.redeemed_at or at, decision)])
        return True

    def held(self, limit: int, campaign: str | None = None) -> list[Kept]:
        """The latest held decisions."""
        extra, values = ("AND campaign = ?", [campaign]) if campaign else ("", [])
        sql = f"{_SELECT} WHERE decision = '{HELD}' {extra} ORDER BY seq DESC LIMIT ?"
        return [_kept(row) for row in self._database.read(sql, [*values, limit])]

    def release(self, made: Release) -> None:
        """Keeps a person's answers."""
        rules = msgspec.json.encode(made.rules).decode()
        who = (made.rules_version, made.by, made.reason, made.at, made.until)
        self._database.write(_RELEASE, [(made.decision, made.campaign, made.keyed, rules, *who)])

    def released_since(self, keyed: bytes, campaign: str, moment: str) -> frozenset[str]:
        """The rules whose questions a person answered for this number at or after a moment."""
        sql = "SELECT rules FROM ringfence_gate_release WHERE keyed = ? AND campaign = ? AND at >= ?"
        rows = self._database.read(sql, [keyed, campaign, moment])
        return frozenset(rule for (written,) in rows for rule in msgspec.json.decode(written))

    def prune(self, before: str, limit: int) -> int:
        """Deletes up to so many decisions that were made before a moment, the oldest first, and releases; how many."""
        oldest = "SELECT seq, decided_at FROM ringfence_gate_decision ORDER BY seq LIMIT ?"
        over = [(int(seq),) for seq, at in self._database.read(oldest, [limit]) if at < before]
        self._database.write("DELETE FROM ringfence_gate_decision WHERE seq = ?", over)
        self._database.write("DELETE FROM ringfence_gate_release WHERE until < ?", [(before,)])
        return len(over)

    def setting(self, name: str) -> str | None:
        """What the store knows under a name."""
        rows = self._database.read("SELECT value FROM ringfence_setting WHERE name = ?", [name])
        return str(rows[0][0]) if rows else None

    def set(self, name: str, value: str) -> None:
        """Keeps a value under a name, in place of the one before."""
        self._database.write(_SETTING, [(name, value)])

    def after(self, seq: int, kinds: Collection[str], limit: int) -> list[tuple[int, Event]]:
        """Events confirmed after a place, in order, each with its own place."""
        marks = ", ".join("?" * len(kinds))
        sql = f"SELECT {FIELDS}, seq FROM ringfence_event WHERE seq > ? AND kind IN ({marks}) ORDER BY seq LIMIT ?"  # noqa: S608
        return [(int(row[-1]), _event(row)) for row in self._database.read(sql, [seq, *kinds, limit])]

    def waiting(self, seq: int, kinds: Collection[str]) -> int:
        """How many events were confirmed after a place."""
        marks = ", ".join("?" * len(kinds))
        sql = f"SELECT count(*) FROM ringfence_event WHERE seq > ? AND kind IN ({marks})"  # noqa: S608
        ((count,),) = self._database.read(sql, [seq, *kinds])
        return int(count)


def _one(rows: Sequence[Sequence[Any]]) -> Kept | None:
    return _kept(rows[0]) if rows else None


def _kept(row: Sequence[Any]) -> Kept:
    told = dict(zip(COLUMNS, row, strict=True))
    told["keyed"] = bytes(told["keyed"])
    told["reasons"] = tuple(told["reasons"].split()) if told["reasons"] else ()
    told["held_by"] = msgspec.json.decode(told["held_by"], type=dict[str, Question]) if told["held_by"] else {}
    return Kept(**told)


def _row(kept: Kept) -> tuple[object, ...]:
    told = _VALUES(kept)
    held_by = msgspec.json.encode(kept.held_by).decode() if kept.held_by else ""
    return *told[:_REASONS], " ".join(kept.reasons), kept.situation, held_by, *told[_REASONS + 3 :]


def forget(database: Database, keyed: bytes) -> None:
    """Removes every decision and release about a number: a dialler's name for a call may hold the number itself."""
    database.write("DELETE FROM ringfence_gate_release WHERE keyed = ?", [(keyed,)])
    database.write("DELETE FROM ringfence_gate_decision WHERE keyed = ?", [(keyed,)])


def forget_decisions(database: Database, ids: Sequence[str]) -> None:
    """Removes these decisions; what a person released stays until it is over."""
    database.write("DELETE FROM ringfence_gate_decision WHERE id = ?", [(each,) for each in ids])
