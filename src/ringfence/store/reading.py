"""The hot reads: plain statements beside the schema, no Django. The present state is read off the events each time.

An objection stands until an event lifts it. A number that was erased is recognised by its keyed form.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from ringfence.preferences.events import Event
from ringfence.preferences.marks import Mark
from ringfence.preferences.scopes import read_scope
from ringfence.store.database import Database
from ringfence.store.keys import Key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]
    Mask = NDArray[np.bool_]
FIELDS = "id, kind, number, at, recorded_at, recorded_by, channel, said, scope, about, source, details"
STANDING = (
    "kind = 'objection' AND NOT EXISTS (SELECT 1 FROM ringfence_event AS l WHERE l.about = o.id AND l.kind = 'lifting')"
)
# Without ORDER BY: SQLite would walk all objections in order to save sorting the few of one number.
ONE = f"SELECT {FIELDS}, seq FROM ringfence_event AS o WHERE keyed = ? AND {STANDING}"  # noqa: S608
ALL_OF = f"SELECT {FIELDS}, seq FROM ringfence_event AS o WHERE keyed = ?"  # noqa: S608
CONSENTS = ("consent", "refusal", "withdrawal")


def objections(database: Database, key: Key, number: int, scopes: Collection[str] | None = None) -> tuple[Event, ...]:
    """The objections that stand against calls of these scopes to a number; of any scope if none are given."""
    found = _in_order(database.read(ONE, [key.keyed(number)]))
    return tuple(each for each in found if scopes is None or (each.scope is not None and each.scope.key in scopes))


def history(database: Database, key: Key, number: int) -> tuple[Event, ...]:
    """Everything on file about a number, in the order in which it was recorded."""
    return tuple(_in_order(database.read(ALL_OF, [key.keyed(number)])))


def event(database: Database, event_id: str) -> Event | None:
    """The event of this id."""
    rows = database.read(f"SELECT {FIELDS} FROM ringfence_event AS o WHERE id = ?", [event_id])  # noqa: S608
    return _event(rows[0]) if rows else None


def events_by_id(database: Database, ids: Collection[str]) -> dict[str, Event]:
    """The events of these ids, some hundreds at most."""
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    rows = database.read(f"SELECT {FIELDS} FROM ringfence_event AS o WHERE id IN ({marks})", list(ids))  # noqa: S608
    return {row[0]: _event(row) for row in rows}


def events(database: Database, kinds: Collection[str], since: str = "", standing: bool = False) -> Iterator[Event]:
    """Events of these kinds recorded at `since` or later, in order; only objections that stand, if so asked."""
    marks = ", ".join("?" * len(kinds))
    extra = f"AND {STANDING}" if standing else ""
    sql = f"SELECT {FIELDS} FROM ringfence_event AS o WHERE kind IN ({marks}) AND recorded_at >= ? {extra} ORDER BY seq"  # noqa: S608
    return (_event(row) for row in database.stream(sql, [*kinds, since]))


def mark(database: Database) -> Mark | None:
    """The last event; None where there is none."""
    rows = database.read("SELECT seq, id, recorded_at FROM ringfence_event ORDER BY seq DESC LIMIT 1")
    return Mark(int(rows[0][0]), rows[0][1], rows[0][2]) if rows else None


def suppressions(database: Database, scopes: Collection[str]) -> "Keys":
    """Every number against which an objection of these scopes stands, sorted; erased ones are not among them."""
    import numpy as np  # noqa: PLC0415 - a quarter of a second, which a command that reads one number does without

    marks = ", ".join("?" * len(scopes))
    sql = (
        f"SELECT DISTINCT number FROM ringfence_event AS o WHERE number IS NOT NULL "  # noqa: S608
        f"AND scope_key IN ({marks}) AND {STANDING}"
    )
    found = np.fromiter((row[0] for row in database.stream(sql, list(scopes))), dtype=np.int64)
    found.sort()
    return found


def erased(database: Database, scopes: Collection[str]) -> frozenset[bytes]:
    """The keyed forms of numbers that were erased and must not be called."""
    marks = ", ".join("?" * len(scopes))
    sql = (
        f"SELECT DISTINCT keyed FROM ringfence_event AS o WHERE number IS NULL "  # noqa: S608
        f"AND scope_key IN ({marks}) AND {STANDING}"
    )
    return frozenset(bytes(row[0]) for row in database.read(sql, list(scopes)))


def suppressed(database: Database, key: Key, keys: "Keys", scopes: Collection[str]) -> "Mask":
    """Of each of these numbers, whether an objection of these scopes stands against it."""
    import numpy as np  # noqa: PLC0415 - as above

    found = np.isin(keys, suppressions(database, scopes))
    if gone := erased(database, scopes):
        for place in np.flatnonzero(~found):
            found[place] = key.keyed(int(keys[place])) in gone
    return np.asarray(found, dtype=np.bool_)


def wordings(database: Database, digests: Sequence[str]) -> dict[str, str]:
    """The texts of these digests."""
    found: dict[str, str] = {}
    for start in range(0, len(digests), 500):
        some = digests[start : start + 500]
        marks = ", ".join("?" * len(some))
        found |= dict(database.read(f"SELECT sha256, text FROM ringfence_wording WHERE sha256 IN ({marks})", some))  # noqa: S608
    return found


def _in_order(rows: Sequence[Sequence[Any]]) -> Iterator[Event]:
    """Events in the order in which they were recorded: the last column."""
    return (_event(row) for row in sorted(rows, key=lambda row: int(row[-1])))


def _event(row: Sequence[Any]) -> Event:
    return Event(
        id=row[0],
        kind=row[1],
        number=row[2],
        at=row[3],
        recorded_at=row[4],
        recorded_by=row[5],
        channel=row[6],
        said=row[7],
        scope=read_scope(row[8]) if row[8] else None,
        about=row[9],
        source=row[10],
        details=msgspec.json.decode(row[11]) if row[11] else {},
    )
