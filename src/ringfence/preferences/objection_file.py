"""A suppression list, from whatever tool -> objections; and objections -> a file that comes back without a double.

An objection counts even where its date or its words cannot be read: only a row without a readable number is left over,
and it is named. Ids are the same whenever the same row is read, so that a file can be read again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ringfence.preferences.events import Event
from ringfence.preferences.rows import Row, Rows, read_at, word
from ringfence.preferences.scopes import EVERYONE, Scope, ScopeUnreadable, read_scope

# Names of columns in the files of campaign, calling and mailing tools, ours first.
WANTED = {
    "id": ("id", "objection_id", "record_id"),
    "at": (
        "received_on", "objected_at", "objected_on", "at", "date", "received", "received_at", "opted_out_at",
        "opt_out_date", "optout_date", "opted_out_on", "unsubscribed_at", "dnc_date", "do_not_call_date", "date_added",
        "added_on", "added", "entry_date", "created_at", "created", "created_on", "timestamp", "datetime",
    ),
    "said": ("said", "words", "reason", "comment", "comments", "note", "notes", "message", "description", "remarks"),
    "channel": ("channel", "how", "method", "medium", "opt_out_method", "source_channel"),
    "scope": ("scope",),
    "campaign": ("campaign", "campaign_id", "campaign_name", "project"),
    "recorded_by": ("recorded_by", "agent", "user", "username", "added_by", "created_by", "operator", "caller"),
    "lift_id": ("lift_id",),
    "lifted_at": ("lifted_at", "lifted_on"),
    "lifted_because": ("lifted_because", "lift_reason"),
    "lifted_by": ("lifted_by",),
}  # fmt: skip
CHANNEL_WORDS = {
    "phone": "phone", "call": "phone", "voice": "phone", "telephone": "phone", "spoken": "phone", "inbound": "phone",
    "keypress": "keypress", "key": "keypress", "ivr": "keypress", "dtmf": "keypress",
    "email": "email", "mail": "email", "letter": "letter", "post": "letter", "web": "web", "form": "web",
    "website": "web", "online": "web", "sms": "sms", "text": "sms", "stop": "sms", "agent": "agent",
    "manual": "agent", "disposition": "agent", "dialler": "agent", "dialer": "agent",
}  # fmt: skip
HEADER = (
    "number", "received_on", "scope", "channel", "said", "recorded_by", "status", "lifted_at", "lifted_because",
    "lifted_by", "recorded_at", "id", "lift_id",
)  # fmt: skip
OWN_ID = 32  # hexadecimal digits
MakeId = Callable[..., str]


@dataclass
class Reading:
    """What was found while a file was read."""

    rows: int = 0
    numbers: int = 0
    unreadable: list[Row] = field(default_factory=list)
    undated: int = 0  # rows whose date is there and cannot be read


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who reads a file says of it, for where its rows say nothing."""

    file: str
    scope: Scope | None
    channel: str
    by: str
    now: str
    make_id: MakeId


def read(rows: Rows, given: Given, found: Reading) -> Iterator[Event]:
    """The objections in a file, and the liftings in one of ours; `found` is filled as they come."""
    for row in rows.each:
        found.rows += 1
        try:
            reach = _reach(row.cells, given.scope)
        except ScopeUnreadable as error:
            found.unreadable.append(_spoilt(row, str(error)))
            continue
        if row.problem:
            found.unreadable.append(row)
        at = read_at(row.cells["at"]) if "at" in row.cells else None
        found.undated += "at" in row.cells and at is None
        for number in row.numbers:
            found.numbers += 1
            event = _objection(row, number, at, reach, given)
            yield from chain((event,), _lifting(row, event, given.make_id))


def _spoilt(row: Row, problem: str) -> Row:
    return Row(row.row, (), row.cells, row.written, problem)


def _reach(cells: Mapping[str, str], asked: Scope | None) -> Scope:
    """How far: as the row says, else as the person who reads the file says, else everyone.

    A column of campaigns in another tool's file says where it was recorded, not that nothing else was meant.
    """
    if "scope" in cells:
        return read_scope(cells["scope"])
    return asked or EVERYONE


def _objection(row: Row, number: int, at: str | None, reach: Scope, given: Given) -> Event:
    cells = row.cells
    said = unguarded(cells.get("said", ""))
    if "at" in cells and at is None:
        said = f"{said} [date as written: {cells['at']}]".strip()
    source = f"{given.file}, row {row.row}"
    return Event(
        id=_id(cells.get("id"), given.make_id, number, reach.key, at, said),
        kind="objection",
        number=number,
        at=at,
        recorded_at=given.now,
        recorded_by=unguarded(cells.get("recorded_by", given.by)),
        channel=word(cells.get("channel", ""), CHANNEL_WORDS) or given.channel,
        said=said,
        scope=reach,
        source=source + (f", campaign {cells['campaign']}" if "campaign" in cells else ""),
    )


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that our exports put before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _id(written: str | None, make_id: MakeId, number: int | None, reach: str, *parts: object) -> str:
    """An id of ours as it is; another tool's, which may be the number itself, in keyed form with the number."""
    if written and len(written) == OWN_ID and all(c in "0123456789abcdef" for c in written):
        return written
    return make_id("objection", number, reach, *((written,) if written else parts))


def _lifting(row: Row, event: Event, make_id: MakeId) -> Iterator[Event]:
    """The lifting that a row of our own export tells of; without its reason and name it is not believed."""
    cells = row.cells
    if not (cells.get("lifted_because") and cells.get("lifted_by") and cells.get("lift_id")):
        return
    yield Event(
        id=_id(cells["lift_id"], make_id, event.number, "lifting", event.id),
        kind="lifting",
        number=event.number,
        at=read_at(cells.get("lifted_at", "")),
        recorded_at=event.recorded_at,
        recorded_by=unguarded(cells["lifted_by"]),
        said=unguarded(cells["lifted_because"]),
        about=event.id,
        source=event.source,
    )


def written(objections: Iterable[Event], liftings: Mapping[str, Event]) -> Iterator[tuple[str, ...]]:
    """Objections as rows under HEADER."""
    for each in objections:
        lifting = liftings.get(each.id)
        yield (
            f"+{each.number}",
            each.at or "",
            str(each.scope or EVERYONE),
            each.channel,
            each.said,
            each.recorded_by,
            "lifted" if lifting else "stands",
            (lifting.at or "") if lifting else "",
            lifting.said if lifting else "",
            lifting.recorded_by if lifting else "",
            each.recorded_at,
            each.id,
            lifting.id if lifting else "",
        )


def unreadable_name(file: Path) -> Path:
    """Where the rows of a file that nobody can read are written, for a person to mend."""
    return file.with_name(f"{file.stem}-unreadable.csv")
