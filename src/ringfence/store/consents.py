"""Consents in bulk: Arrow, with the columns of a file of consents, so that one reading serves both."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from ringfence.preferences.consent_facts import OnFile, on_file
from ringfence.preferences.events import Event
from ringfence.store import reading
from ringfence.store.database import Database
from ringfence.store.reading import Keys

if TYPE_CHECKING:
    import pyarrow as pa

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


def table(database: Database, keys: Keys | None) -> "pa.Table":
    """Every consent, refusal and withdrawal as a row, of these numbers or of all, in the order of recording."""
    wanted = None if keys is None else np.unique(keys)
    told = [each for each in reading.events(database, reading.CONSENTS) if each.details and _among(each, wanted)]
    return arrow(on_file(with_wording(database, told)))


def arrow(rows: Iterable[OnFile]) -> "pa.Table":
    """These rows as a table."""
    import pyarrow as pa  # noqa: PLC0415 - 0.3 s, not wanted at dial time

    schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in COLUMNS])
    return pa.Table.from_pylist([_cells(each) for each in rows], schema=schema)


def _among(event: Event, wanted: Keys | None) -> bool:
    if wanted is None or event.number is None:
        return event.number is not None
    place = int(np.searchsorted(wanted, event.number))
    return place < len(wanted) and int(wanted[place]) == event.number


def _cells(row: OnFile) -> dict[str, Any]:
    consent = row.consent
    return {
        "key": row.key,
        "given_to": "; ".join(consent.given_to) or None,
        "wording": consent.wording or None,
        "scope": row.scope,
        "given_on": row.given_on,
        "proof": row.proof or None,
        "indirect": {True: "yes", False: "no", None: None}[consent.indirect],
        "withdrawn_on": row.withdrawn_on,
        "row": row.row,
        "valid_until": row.valid_until,
        "bundled": consent.conditional,
        "in_call": consent.in_call,
        "by_other": None if consent.given_by is None else consent.given_by != "subscriber",
        "id": row.id,
        "kind": row.kind,
    }


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
