"""The declared bands of the people on the contact lists: what a call may tell of its number beside the answers.

Held in memory while interviews run. A number that stands on no list, or on two with different bands, tells nothing.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ringfence.answers.bands import merged
from ringfence.answers.plan import Bands
from ringfence.campaigns.tables import ListSource
from ringfence.tables import fastpath
from ringfence.tables.columns import phone_columns
from ringfence.tables.engine import database
from ringfence.tables.text import open_table

Dimensions = Mapping[str, Sequence[str]]
Told = Mapping[int, Mapping[str, str]]


def people(sources: Sequence[ListSource], dimensions: Dimensions) -> dict[int, dict[str, str]]:
    """The bands of each number on the lists, by E.164 without the plus; columns are named as the bands are."""
    found: dict[int, dict[str, str]] = {}
    if not dimensions:
        return found
    with tempfile.TemporaryDirectory() as work:
        for source in sources:
            for number, told in _rows(source, dimensions, Path(work)):
                known = found.setdefault(number, told)
                if known != told:
                    found[number] = {name: value for name, value in known.items() if told.get(name) == value}
    return found


def _rows(source: ListSource, dimensions: Dimensions, work: Path) -> Iterator[tuple[int, dict[str, str]]]:
    con = database(work)
    try:
        fastpath.install(con)
        table = open_table(con, source.file, work)
        places = [table.require(name) for name in dimensions]
        numbers = phone_columns(con, table, source.phone_column)
        names = ", ".join(f"trim(c{place})" for place in places)
        for at in numbers:
            rows = con.execute(f"SELECT c{at}, rf_key(rf_national(c{at})), {names} FROM {table.relation}").fetchall()  # noqa: S608
            for written, key, *values in rows:
                told = {name: value for name, value in zip(dimensions, values, strict=True) if value}
                for number in [key] if key else _slow(written):
                    yield number, told
    finally:
        con.close()


def _slow(written: str | None) -> list[int]:
    """The numbers in a cell that the fast path left to Python."""
    return [key for _, _, _, key, _, _ in fastpath.slow_cells([written] if written else []) if key]


def bands(dimensions: Dimensions, told: Told, k: int) -> Bands:
    """The declared bands, cells of fewer than k people on the lists put together."""
    return merged(dimensions, told.values(), k) if dimensions else Bands()
