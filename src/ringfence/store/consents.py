"""Consents in bulk: Arrow, with the columns of a file of consents, so that one reading serves both."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from ringfence.preferences.consent import Consent
from ringfence.preferences.consent_facts import OnFile, Told, endings, rows_of
from ringfence.preferences.events import Event
from ringfence.store import reading
from ringfence.store.database import Database

if TYPE_CHECKING:
    import pyarrow as pa

    from ringfence.store.reading import Keys

COLUMNS = (
    ("key", "int64"),
    ("given_to", "string"),  # names, with ; between them
    ("wording", "string"),
    ("scope", "string"),  # automated, live, both, neither; null: not said
    ("given_on", "date32"),
    ("proof", "string"),
    ("indirect", "string"),  # yes, no; null: not known
    ("withdrawn_on", "date32"),
    ("row", "int64"),
    ("valid_until", "date32"),  # the last day by its own terms
    ("bundled", "bool_"),
    ("in_call", "bool_"),
    ("by_other", "bool_"),
    ("id", "string"),
    ("kind", "string"),
)


_TOLD = "SELECT id, kind, number, at, recorded_at, about, details FROM ringfence_event AS o"
_THERE = "number IS NOT NULL AND details IS NOT NULL AND details NOT IN ('', '{}')"
_BATCH = 1 << 16  # rows


def table(database: Database, keys: "Keys | None") -> "pa.Table":
    """Every consent, refusal and withdrawal as a row, of these numbers or of all, in the order of recording."""
    wanted = None if keys is None else set(keys.tolist())
    told = _told(database, f"kind IN ('consent', 'refusal', 'withdrawal') AND {_THERE} ORDER BY seq", wanted)
    gone = list(_told(database, f"kind = 'withdrawal' AND about IS NOT NULL AND {_THERE} ORDER BY seq", wanted))
    among = "SELECT w.about FROM ringfence_event AS w WHERE w.kind = 'withdrawal' AND w.about IS NOT NULL"
    named = _told(database, f"kind = 'consent' AND {_THERE} AND id IN ({among})", wanted)
    return arrow(rows_of(told, endings(gone), {each.id for each in named}), _texts(database))


def _told(database: Database, where: str, wanted: Container[int] | None) -> Iterator[Told]:
    """What events say; no Event is made of them, which for millions takes most of the time."""
    read = msgspec.json.Decoder(Consent).decode
    for id_, kind, number, at, recorded_at, about, details in database.stream(f"{_TOLD} WHERE {where}"):
        if wanted is None or number in wanted:
            yield Told(id_, kind, number, at, recorded_at, about, read(details))


def _texts(database: Database) -> Callable[[str], str]:
    """What finds the text of a digest, each asked for once."""
    return cache(lambda digest: reading.wordings(database, [digest]).get(digest, ""))


def arrow(rows: Iterable[OnFile], text_of: Callable[[str], str] = lambda _digest: "") -> "pa.Table":
    """These rows as a table; `text_of` finds a wording that was kept apart."""
    import pyarrow as pa  # noqa: PLC0415 - 0.3 s, not wanted at dial time

    schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in COLUMNS])
    rest, batches = iter(rows), list[Any]()
    while some := [_cells(each, text_of) for each in islice(rest, _BATCH)]:
        columns = [pa.array(column, each.type) for column, each in zip(zip(*some, strict=True), schema, strict=True)]
        batches.append(pa.record_batch(columns, schema=schema))
    return pa.Table.from_batches(batches, schema)


def _cells(row: OnFile, text_of: Callable[[str], str]) -> tuple[Any, ...]:
    """A row under COLUMNS."""
    consent = row.consent
    return (
        row.key,
        "; ".join(consent.given_to) or None,
        (text_of(consent.wording_sha256) if consent.wording_sha256 else "") or consent.wording or None,
        row.scope,
        row.given_on,
        row.proof or None,
        {True: "yes", False: "no", None: None}[consent.indirect],
        row.withdrawn_on,
        row.row,
        row.valid_until,
        consent.conditional,
        consent.in_call,
        None if consent.given_by is None else consent.given_by != "subscriber",
        row.id,
        row.kind,
    )


def without_ended(rows: "pa.Table", on: date, most_days: int | None = None) -> "pa.Table":
    """The rows that are there on a day: those that ended by their own terms or by policy are left out, a no stays."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.compute as pc  # noqa: PLC0415

    over = pc.fill_null(pc.less(rows["valid_until"], pa.scalar(on)), fill_value=False)
    if most_days is not None:
        oldest = pa.scalar(date.fromordinal(max(1, on.toordinal() - most_days)))
        over = pc.or_(over, pc.fill_null(pc.less(rows["given_on"], oldest), fill_value=True))
    return rows.filter(pc.or_(pc.invert(over), pc.is_valid(rows["withdrawn_on"])))


def with_wording(database: Database, events: Iterable[Event]) -> Iterator[Event]:
    """Consents with the text that was shown, in place of its digest."""
    rest = iter(events)
    while some := list(islice(rest, 10_000)):
        digests = {each.details["wording_sha256"] for each in some if "wording_sha256" in each.details}
        texts = reading.wordings(database, sorted(digests))
        for each in some:
            digest = each.details.get("wording_sha256")
            yield replace(each, details={**each.details, "wording": texts[digest]}) if digest in texts else each
