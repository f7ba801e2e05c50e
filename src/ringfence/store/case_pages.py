"""Cases a page at a time, the latest first: as much is read as is shown, however many there are."""

from dataclasses import dataclass
from typing import Any

import msgspec

from ringfence.store.database import Database

LAST = "9999-999999"  # after every case that there can be
# Whether the last that was said of its end is that it was closed; asked for each case that is looked at, by its index.
NOT_CLOSED = """
    AND coalesce((SELECT e.kind FROM ringfence_case_event AS e WHERE e.case_id = c.case_id
    AND e.kind IN ('closed', 'reopened') ORDER BY e.seq DESC LIMIT 1), '') <> 'closed'"""
OF_CASES = "SELECT case_id, kind, at, details, recorded_by FROM ringfence_case_event WHERE case_id IN ({marks})"


@dataclass(frozen=True, slots=True)
class Step:
    """As much of an event as clocks, states and lists look at."""

    case: str
    kind: str
    at: str
    details: dict[str, Any]
    recorded_by: str = ""


def latest(database: Database, before: str, limit: int, *, closed: bool) -> list[tuple[str, list[Step]]]:
    """At most so many cases before this one, with all their events in order."""
    rows = database.read(
        f"SELECT case_id FROM ringfence_case_event AS c WHERE kind = 'received' AND case_id < ?{_which(closed)} "  # noqa: S608
        "ORDER BY case_id DESC LIMIT ?",
        [before or LAST, limit],
    )
    found: dict[str, list[Step]] = {str(case): [] for (case,) in rows}
    if not found:
        return []
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    sql = f"{OF_CASES.format(marks=', '.join('?' * len(found)))} ORDER BY case_id, seq"
    for case, kind, at, details, by in database.read(sql, list(found)):
        found[case].append(Step(case, kind, at, decode(details), by))
    return list(found.items())


def count(database: Database, *, closed: bool) -> int:
    """How many cases there are; without `closed` only those that are open."""
    sql = f"SELECT count(*) FROM ringfence_case_event AS c WHERE kind = 'received'{_which(closed)}"  # noqa: S608
    ((found,),) = database.read(sql, [])
    return int(found)


def _which(closed: bool) -> str:
    return "" if closed else NOT_CLOSED
