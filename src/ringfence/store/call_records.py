"""What calls left behind, apart from any answer: how each ended, a complaint made on it, leave to be called again.

Each is on file once, under an id of its own: the second time it is known, and nothing is added.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ringfence.ledger.book import enter
from ringfence.ledger.events import CallEnded
from ringfence.store.database import Database
from ringfence.store.keys import Key
from ringfence.store.ledger import LedgerBook

Kind = Literal["outcome", "complaint", "recontact"]
COLUMNS = "id, kind, campaign, call, number, at, recorded_by, code, token, said, purpose"
INSERT = (
    f"INSERT INTO ringfence_call_record ({COLUMNS}, keyed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
    "ON CONFLICT (id) DO NOTHING"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """One thing that a call left behind."""

    id: str
    kind: Kind
    campaign: str
    call: str  # the caller's own reference
    number: int | None  # E.164 without the plus; None where nobody gave it, or once it was erased
    at: str  # an instant in UTC
    recorded_by: str = ""
    code: str = ""  # of an outcome
    token: str = ""  # of an outcome: a digest by which the same interview is known again, and nothing else
    said: str = ""  # the words of a complaint, or those by which somebody gave leave
    purpose: str = ""  # of leave: the only thing it is good for


def add(database: Database, key: Key, book: LedgerBook, record: CallRecord) -> bool:
    """Whether it is new; when this returns it is on the disk either way, an outcome in the ledger too."""
    row = _row(record)
    with database.transaction():
        if database.read("SELECT 1 FROM ringfence_call_record WHERE id = ?", [record.id]):
            return False
        database.write(INSERT, [(*row, b"" if record.number is None else key.keyed(record.number))])
        if record.kind == "outcome":
            enter(book, [_ended(record)])
    return True


def _ended(record: CallRecord) -> CallEnded:
    return CallEnded(
        at=record.at, by=record.recorded_by, reference=record.call, campaign=record.campaign, outcome=record.code,
        number=record.number, source="interview",
    )  # fmt: skip


def one(database: Database, record_id: str) -> CallRecord | None:
    """The record of this id."""
    rows = database.read(f"SELECT {COLUMNS} FROM ringfence_call_record WHERE id = ?", [record_id])  # noqa: S608
    return _record(rows[0]) if rows else None


def every(database: Database, kind: Kind, campaign: str = "", purpose: str = "") -> Iterator[CallRecord]:
    """The records of a kind, in the order of their time; of one campaign or purpose, if one is named."""
    sql = f"SELECT {COLUMNS} FROM ringfence_call_record WHERE kind = ?"  # noqa: S608
    values: list[object] = [kind]
    for column, value in (("campaign", campaign), ("purpose", purpose)):
        if value:
            sql += f" AND {column} = ?"
            values.append(value)
    return (_record(row) for row in database.stream(f"{sql} ORDER BY at, id", values))


def empty(database: Database, keyed: bytes) -> None:
    """Takes out what records say of a number that is erased; how calls ended is still counted."""
    database.write(
        "UPDATE ringfence_call_record SET number = NULL, keyed = ?, said = '', recorded_by = '' WHERE keyed = ?",
        [(b"", keyed)],
    )


def _row(record: CallRecord) -> tuple[object, ...]:
    return (
        record.id, record.kind, record.campaign, record.call, record.number, record.at, record.recorded_by,
        record.code, record.token, record.said, record.purpose,
    )  # fmt: skip


def _record(row: Any) -> CallRecord:
    names = COLUMNS.split(", ")
    return CallRecord(**dict(zip(names, row, strict=True)))
