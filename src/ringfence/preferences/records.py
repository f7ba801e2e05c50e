"""The rows on file about one number: which file, which row, what it says. For people who ask why; nothing is judged.

The bulk join reads the same files for all numbers at once; a test holds its facts and these rows together.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from ringfence.numbers import read_all
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.keyed import number_column
from ringfence.tables import fastpath
from ringfence.tables.engine import database
from ringfence.tables.text import TextTable, open_table, refuse

MOST = 50  # rows of one file that are told


@dataclass(frozen=True)
class Record:
    """One row about the number: its place and its other cells, by column. What is kept has no rows to be found by."""

    row: int | None
    says: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LookedAt:
    """One file or store that was looked into, and what it says about the number: nothing is an answer, too."""

    kind: str  # tps, ctps, objections, consents, history
    file: str
    as_of: date | None
    records: tuple[Record, ...]


def records(evidence: Evidence, e164: str) -> tuple[LookedAt, ...]:
    """What every file of the evidence, and what is kept, says about a number."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        fastpath.install(con)
        in_files = tuple(
            LookedAt(kind, file.name, as_of, tuple(_rows(con, file, e164, Path(name))))
            for kind, file, as_of in _files(evidence)
        )
    return (*in_files, *_kept(evidence, int(e164[1:])))


def _kept(evidence: Evidence, key: int) -> Iterator[LookedAt]:
    for register in evidence.registers:
        if stored := register.stored:
            day = stored.listed_on_key(key)
            listing = {"listed_on": day.isoformat() if day else ""}
            name = f"{stored.about.file}, version {stored.version} of those that are kept"
            yield LookedAt(register.kind, name, stored.as_of, _said((listing,) if stored.contains_key(key) else ()))
    if kept := evidence.kept_objections:
        yield LookedAt("objections", kept.origin.name, None, _said(kept.about(key)))
    if consents := evidence.kept_consents:
        yield LookedAt("consents", consents.origin.name, None, _said(consents.about(key)))


def _said(rows: Sequence[Mapping[str, str]]) -> tuple[Record, ...]:
    return tuple(Record(None, {name: cell for name, cell in row.items() if cell}) for row in rows[:MOST])


def _files(evidence: Evidence) -> Iterator[tuple[str, Path, date | None]]:
    for register in evidence.registers:
        if not register.stored:
            yield register.kind, register.file, register.as_of
    if evidence.objections:
        yield "objections", evidence.objections, None
    if evidence.consents:
        yield "consents", evidence.consents.file, None
    if evidence.history:
        yield "history", evidence.history.file, None


def _rows(con: duckdb.DuckDBPyConnection, file: Path, e164: str, work: Path) -> Iterator[Record]:
    table = open_table(con, file, work, no_rows_ok=True)
    number = number_column(con, table)
    try:
        for place, *cells in find_rows(con, table, (number,), e164)[:MOST]:
            named = zip(table.columns, cells, strict=True)
            others = [(name, cell) for at, (name, cell) in enumerate(named) if at != number]
            yield Record(place, {name: cell for name, cell in others if cell})
    except duckdb.Error as error:
        refuse(table, error)


def find_rows(
    con: duckdb.DuckDBPyConnection, table: TextTable, columns: tuple[int, ...], e164: str
) -> list[tuple[int, *tuple[str | None, ...]]]:
    """The rows that hold the number in one of these columns: place (from 1, after the header) and every cell."""
    wanted = [f"rf_national(c{i}) = $1" for i in columns]
    odd = (
        f"SELECT DISTINCT c{i} FROM {table.relation} WHERE rf_national(c{i}) IS NULL AND c{i} <> ''"  # noqa: S608
        for i in columns
    )
    cells = [cell for (cell,) in con.execute(" UNION ".join(odd)).fetchall()]
    holding = [cell for cell in cells if any(number.e164 == e164 for number in read_all(cell))]
    wanted += [f"list_contains($2, c{i})" for i in columns]
    national = e164.removeprefix("+44") if e164.startswith("+44") else ""
    return con.execute(
        f"SELECT * FROM (SELECT row_number() OVER () AS place, * FROM {table.relation}) "  # noqa: S608
        f"WHERE {' OR '.join(wanted)} ORDER BY place",
        [national, holding],
    ).fetchall()
