"""The rows of a list by constituency: from names or GSS codes in a column, or through a table that leads there."""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import duckdb

from ringfence.campaigns.results import Results
from ringfence.errors import RingfenceError
from ringfence.tables.engine import database
from ringfence.tables.text import TextTable, open_table, plain, refuse

LOOKED_AT = 2_000  # different values by which a column is recognised
MOSTLY = 0.5
WEIGHTS = {"share", "weight", "proportion", "electors", "electorate", "population", "addresses", "households"}
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)[0-9][A-Z]{2}")
Found = tuple[tuple[str, float], ...]  # constituencies by key, and the part of the area in each


class NoAreas(RingfenceError):
    """No column from which a constituency can be told."""

    code = "no-areas"


@dataclass
class Join:
    """A table from an area (a ward, a postcode, a district) to constituencies, as its rows came."""

    file: Path
    areas: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    def find(self, written: str) -> Found:
        """The constituencies of an area: of a postcode that is not there, those of its district."""
        name = spelt(written)
        hit = self.areas.get(name)
        if hit is None and (postcode := _POSTCODE.fullmatch(name)):
            hit = self.areas.get(postcode[1])
        if not hit:
            return ()
        total = sum(weight for _, weight in hit)
        return tuple((name, weight / total) for name, weight in hit)


@dataclass(frozen=True)
class ListAreas:
    """Rows by constituency, as `Results.seats` calls it; and the rows that led nowhere."""

    column: str
    rows: Mapping[str, float]
    total: int
    blank: int
    unknown: Mapping[str, int]  # what stood there, from the most frequent down
    not_judged: Mapping[str, int]
    shared: int  # rows of areas that lie in several constituencies, dealt out by weight or evenly

    @cached_property
    def recognised(self) -> float:
        return sum(self.rows.values())


def spelt(written: str) -> str:
    """An area's name or code without case, blanks and marks."""
    return re.sub(r"[\W_]+", "", written).upper()


def areas_of(file: Path, results: Results, column: str | None = None, join: Path | None = None) -> ListAreas:
    """The rows of a list by constituency: by the column asked for, else by the one that is recognised best."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        table = open_table(con, file, Path(name))
        finders = [found.find for found in _joins(con, join, results, Path(name))] if join else [direct(results)]
        place, find = _choose(con, table, column, finders)
        counted = _run(con, table, f"SELECT coalesce(trim(c{place}), ''), count(*) FROM {table.relation} GROUP BY 1")  # noqa: S608
    return _sorted_out(table.columns[place], dict(counted), find, results)


def direct(results: Results) -> Callable[[str], Found]:
    """The constituency itself, by its name or code."""

    def find(written: str) -> Found:
        name = results.find(written)
        return ((name, 1.0),) if name else ()

    return find


def _sorted_out(column: str, counted: dict[str, int], find: Callable[[str], Found], results: Results) -> ListAreas:
    rows, outside, unknown, shared = dict[str, float](), dict[str, int](), dict[str, int](), 0
    blank = counted.pop("", 0)
    for written, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        hit = find(written)
        shared += count if len(hit) > 1 else 0
        if not hit:
            unknown[written] = count
        elif all(name in results.not_judged for name, _ in hit):
            outside[written] = count
        for name, share in hit:
            if name in results.seats:
                rows[name] = rows.get(name, 0.0) + count * share
    return ListAreas(column, rows, sum(counted.values()) + blank, blank, unknown, outside, shared)


def _choose(
    con: duckdb.DuckDBPyConnection, table: TextTable, asked: str | None, finders: Sequence[Callable[[str], Found]]
) -> tuple[int, Callable[[str], Found]]:
    """The column, and the way it is read, of which most values lead to a constituency."""
    places = range(len(table.columns))
    if asked is not None:
        at = table.column(asked)
        if at is None:
            raise NoAreas(f'{table.file}: no column "{asked}"; the columns are: {", ".join(table.columns)}.')
        places = range(at, at + 1)
    best, share = None, 0.0
    for place in places:
        values = _values(con, table, place)
        for find in finders:
            hits = sum(bool(find(value)) for value in values) / max(1, len(values))
            if hits > share:
                best, share = (place, find), hits
    if best is None or share < MOSTLY:
        what = f'the column "{asked}" holds' if asked else "no column holds"
        raise NoAreas(
            f"{table.file}: {what} names or codes of constituencies (most that were recognised: {share:.0%}). Name the "
            "column with --areas, or give a table from your areas to constituencies with --join."
        )
    return best


def _values(con: duckdb.DuckDBPyConnection, table: TextTable, place: int) -> list[str]:
    distinct = f"SELECT DISTINCT trim(c{place}) AS v FROM {table.relation} WHERE trim(c{place}) <> ''"  # noqa: S608
    return [value for value, _ in _run(con, table, f"SELECT v, 1 FROM ({distinct}) ORDER BY hash(v) LIMIT {LOOKED_AT}")]  # noqa: S608


def _run(con: duckdb.DuckDBPyConnection, table: TextTable, sql: str) -> list[tuple[str, int]]:
    try:
        return con.execute(sql).fetchall()
    except duckdb.Error as error:
        refuse(table, error)


def _joins(con: duckdb.DuckDBPyConnection, file: Path, results: Results, work: Path) -> Iterator[Join]:
    """The join table read by each of its other columns: which of them the list uses, the list shows."""
    table = open_table(con, file, work)
    target = _constituencies(con, table, results)
    weighed = [i for i, name in enumerate(table.columns) if plain(name) in WEIGHTS and i != target]
    others = [i for i in range(len(table.columns)) if i not in (target, *weighed)]
    if not others:
        raise NoAreas(
            f"{file}: only one column. A table that leads to constituencies has an area and its constituency."
        )
    for place in others:
        yield _read_join(con, table, place, target, weighed[0] if weighed else None, results)


def _constituencies(con: duckdb.DuckDBPyConnection, table: TextTable, results: Results) -> int:
    """The place of the column of constituencies."""
    shares = []
    for place in range(len(table.columns)):
        values = _values(con, table, place)
        shares.append(sum(results.find(value) is not None for value in values) / max(1, len(values)))
    best = max(range(len(shares)), key=shares.__getitem__)
    if shares[best] < MOSTLY:
        raise NoAreas(
            f"{table.file}: no column of constituencies that were on file in {results.year} (most recognised: "
            f"{shares[best]:.0%}). Boundaries were redrawn in 2010 and 2024: take a table for those of {results.year}."
        )
    return best


def _read_join(
    con: duckdb.DuckDBPyConnection, table: TextTable, place: int, target: int, weight: int | None, results: Results
) -> Join:
    weighed = f"coalesce(try_cast(c{weight} AS DOUBLE), 0)" if weight is not None else "1.0"
    rows = _run(
        con,
        table,
        f"SELECT c{place} || chr(31) || c{target}, sum({weighed}) FROM {table.relation} GROUP BY 1 ORDER BY 1",  # noqa: S608
    )
    join = Join(table.file)
    for both, total in rows:
        written, constituency = (both or chr(31)).split(chr(31))
        name = results.find(constituency)
        if name and spelt(written) and total > 0:
            join.areas.setdefault(spelt(written), []).append((name, total if weight is not None else 1.0))
    return join
