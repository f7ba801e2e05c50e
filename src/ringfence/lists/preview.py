"""A list looked at before anything is written: how it was read, what its cells look like, and what to expect.

Situations are estimated on a sample of rows that is the same in every run. A sample cannot show which numbers stand
twice in the list.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path

import duckdb

from ringfence.lists.find import written
from ringfence.lists.intake import ContactList
from ringfence.lists.match import Cuts
from ringfence.lists.screen import Progress, Situation, Verdict, screen
from ringfence.logic import Facts
from ringfence.numbers import read_all
from ringfence.preferences.evidence import Evidence
from ringfence.tables import fastpath
from ringfence.tables.columns import phone_columns
from ringfence.tables.engine import database
from ringfence.tables.refusals import HeaderOnly
from ringfence.tables.text import TextTable, open_table, refuse

SAMPLE = 5_000
FIRST = 5  # rows shown
SHAPES = 12
Z = 1.96  # 95 % intervals
NUMBER_LIKE = 7  # digits from which a cell may be somebody's number, in whatever column


@dataclass(frozen=True)
class Estimate:
    """A situation with its share of the sample, and the 95 % interval of its share of the list."""

    situation: Situation
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Preview:
    """What a screening would begin with."""

    file: Path
    how: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    phone_columns: tuple[str, ...]
    rows: int
    sampled: int
    first: tuple[tuple[str, ...], ...]  # numbers masked
    readable: float  # share of the sampled rows that hold at least one number
    kinds: dict[str, int]
    problems: dict[str, int]
    shapes: dict[str, int]  # how cells are written: 9 is a digit, a a letter
    estimates: tuple[Estimate, ...]


def preview(
    contacts: ContactList,
    evidence: Evidence,
    judge: Callable[[Facts], Verdict],
    on: date,
    cuts: Cuts,
    progress: Progress | None = None,
) -> Preview:
    """Looks at a list and screens a sample of it; nothing is written anywhere that lasts."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name:
        work = Path(name)
        with database(work) as con:
            fastpath.install(con)
            table = open_table(con, contacts.file, work)
            at = phone_columns(con, table, contacts.phone_column)
            rows, first, sample = _read(con, table)
        cells = [[row[i] for i in at] for row in sample]
        small = written(contacts, cells, work / "sample.parquet")
        found = screen([small], evidence, judge, on, cuts=cuts, progress=progress)
    numbers = [[number for cell in row if cell for number in read_all(cell)] for row in cells]
    return Preview(
        contacts.file,
        table.how,
        table.notes,
        table.columns,
        tuple(table.columns[i] for i in at),
        rows,
        len(sample),
        tuple(tuple(veiled(cell or "") for cell in row) for row in first),
        sum(any(number.e164 for number in row) for row in numbers) / len(sample),
        _counted([number.kind for row in numbers for number in row]),
        _counted([number.problem for row in numbers for number in row if number.problem]),
        _counted([shape(cell or "") for row in cells for cell in row]),
        tuple(_estimate(each, found.numbers, whole=rows == len(sample)) for each in found.situations),
    )


def _read(
    con: duckdb.DuckDBPyConnection, table: TextTable
) -> tuple[int, list[tuple[str | None, ...]], list[list[str]]]:
    """How many rows there are, the first of them, and a sample that depends on nothing but the number of the row."""
    try:
        (rows,) = con.execute(f"SELECT count(*) FROM {table.relation}").fetchone() or (0,)  # noqa: S608
        if not rows:
            raise HeaderOnly(table.file, "a header and no rows", "Name the file that holds the rows.")
        first = con.execute(f"SELECT * FROM {table.relation} LIMIT {FIRST}").fetchall()  # noqa: S608
        chosen = con.execute(
            f"SELECT * EXCLUDE (place) FROM (SELECT * FROM (SELECT row_number() OVER () AS place, * "  # noqa: S608
            f"FROM {table.relation}) ORDER BY hash(place), place LIMIT {SAMPLE}) ORDER BY place"
        ).fetchall()
    except duckdb.Error as error:
        refuse(table, error)
    return int(rows), first, [list(row) for row in chosen]


def _counted(words: Sequence[str]) -> dict[str, int]:
    return dict(Counter(words).most_common())


def _estimate(situation: Situation, numbers: int, *, whole: bool) -> Estimate:
    """The share, with Wilson's interval; of a list that was read whole there is nothing to estimate."""
    share = situation.count / numbers
    if whole:
        return Estimate(situation, share, share, share)
    middle, spread = share + Z * Z / (2 * numbers), Z * sqrt(share * (1 - share) / numbers + (Z / (2 * numbers)) ** 2)
    scale = 1 + Z * Z / numbers
    return Estimate(situation, share, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def veiled(cell: str) -> str:
    """A cell as it is written, with the middle digits of what may be a number left out."""
    digits = len(re.findall(r"\d", cell))
    if digits < NUMBER_LIKE:
        return cell
    seen = 0

    def hide(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match[0] if seen <= 3 or seen > digits - 2 else "*"

    return re.sub(r"\d", hide, cell)


def shape(cell: str) -> str:
    """How a cell is written: each digit as 9, each letter as a; of a long cell the beginning."""
    if not cell.strip():
        return "(empty)"
    plain = re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", cell))
    plain = "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in plain)
    return plain if len(plain) <= 40 else plain[:39] + "…"
