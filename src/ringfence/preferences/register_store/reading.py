"""A register file -> its numbers and days in order, streamed: some words of memory a number, whatever else it holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ringfence.kernel import CODES, Reader, Whole, nationals_of
from ringfence.numbers import EMPTY, masked
from ringfence.preferences.keyed import MEND, number_column
from ringfence.preferences.register import date_column
from ringfence.preferences.register_store.days import UNKNOWN, day_number
from ringfence.preferences.register_store.refusals import said
from ringfence.preferences.register_store.written_days import DayReader
from ringfence.tables.engine import database
from ringfence.tables.refusals import HeaderOnly, RowUnreadable
from ringfence.tables.text import TextTable, open_table, refuse
from ringfence.words import NUMBER_KINDS

BATCH = 1 << 17  # rows
DAY_BITS = 16
_INVALID = NUMBER_KINDS.index("invalid")
Progress = Callable[[str, float], None]
Packed = npt.NDArray[np.uint64]


@dataclass
class Read:
    """What the file held. `packed` has national numbers above their days, in order, each number once.

    Of a number that stands there without a day nobody knows how long it is listed, whatever stands beside it: its day
    is not known. Of several days the earliest counts.
    """

    rows: int = 0
    engine: str = ""
    blank: int = 0
    unassigned: int = 0
    duplicates: int = 0
    packed: Packed = field(default_factory=lambda: np.empty(0, np.uint64))
    abroad: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))  # E.164, in order

    @property
    def count(self) -> int:
        """Different numbers."""
        return len(self.packed) + len(self.abroad)


def read_register(file: Path, as_of: date, work: Path, progress: Progress) -> Read:
    """The register in the file, or the refusal that names the row in the way."""
    with database(work) as con:
        table = open_table(con, file, work)
        number = number_column(con, table)
        day = date_column(con, table, number)
        reader, days = Reader(), DayReader(con.cursor())
        found, home, abroad = Read(engine=reader.engine.name), list[Packed](), list[npt.NDArray[np.int64]]()
        done, size = 0, max(file.stat().st_size, 1)
        for batch in _batches(con, table, number, day):
            whole = reader.read(batch.column(0))
            _check_numbers(table, found.rows + found.blank, batch, whole)
            listed = _days(table, found.rows + found.blank, batch, days, as_of)
            _take(whole, listed, found, home, abroad)
            done += batch.nbytes
            progress("reading the register", 0.9 * min(done / size, 1))
    if not found.rows:
        raise HeaderOnly(file, "no number in any row", "Name the file that holds the register.")
    progress("putting the numbers in order", 0.9)
    given = sum(map(len, home)) + sum(map(len, abroad))
    found.packed, found.abroad = _once(home), np.unique(np.concatenate([*abroad, np.empty(0, np.int64)]))
    found.duplicates = given - len(found.packed) - len(found.abroad)
    return found


def _batches(
    con: duckdb.DuckDBPyConnection, table: TextTable, number: int, day: int | None
) -> Iterator[pa.RecordBatch]:
    columns = f"c{number}" + (f", c{day}" if day is not None else "")
    try:
        found: Any = con.sql(f"SELECT {columns} FROM {table.relation}")  # noqa: S608
        yield from found.to_arrow_reader(BATCH)
    except duckdb.Error as error:
        refuse(table, error)
    except (pa.ArrowException, OSError) as error:  # how an error in mid-stream comes out
        refuse(table, duckdb.Error(str(error)))


def _check_numbers(table: TextTable, before: int, batch: pa.RecordBatch, whole: Whole) -> None:
    """Refuses the file for a cell that nobody can read: it may be somebody who must not be called."""
    bad = np.flatnonzero((whole.key == 0) & (whole.problem != CODES[EMPTY]))
    if not len(bad):
        return
    first = int(bad[0])
    place = int(whole.cell[first])
    cell = masked(batch.column(0)[place].as_py())
    more = f" (and {len(bad) - 1:,} more in the next {len(batch):,} rows)" if len(bad) > 1 else ""
    shown = f' "{cell}"' if cell else ""
    problem = whole.words[int(whole.problem[first])]
    reason = f"cannot be read as a number:{shown} {problem}{more}"
    raise RowUnreadable(table.file, reason, MEND, row=before + place + 1)


def _days(
    table: TextTable, before: int, batch: pa.RecordBatch, days: DayReader, as_of: date
) -> npt.NDArray[np.uint16] | None:
    """The day of each row; None where the file has none."""
    if batch.num_columns < 2:
        return None
    coded: Any = batch.column(1).dictionary_encode()
    read = days.read([*coded.dictionary.to_pylist(), None])
    codes = coded.indices.fill_null(len(read) - 1).to_numpy(zero_copy_only=False)
    ahead = day_number(as_of)
    wrong = np.array([each is None or each > ahead for each in read])
    if wrong[codes].any():
        place = int(np.flatnonzero(wrong[codes])[0])
        reason, way_out = "listed_on is no date from 1900 on", "Write it as 2026-11-21 or 21/11/2026."
        if read[codes[place]] is not None:
            reason = f"listed after {said(as_of)}, the day the register was drawn"
            way_out = "Give the day on which the file was drawn with --as-of, or mend the row."
        raise RowUnreadable(table.file, reason, way_out, row=before + place + 1)
    listed: npt.NDArray[np.uint16] = np.array([each or UNKNOWN for each in read], np.uint16)[codes]
    return listed


def _take(
    whole: Whole,
    listed: npt.NDArray[np.uint16] | None,
    found: Read,
    home: list[Packed],
    abroad: list[npt.NDArray[np.int64]],
) -> None:
    """Puts a batch's numbers to the others."""
    blank = int((whole.key == 0).sum())
    found.blank += blank
    found.rows += int(whole.cell[-1]) + 1 - blank if len(whole) else 0
    found.unassigned += int(((whole.kind == _INVALID) & (whole.key > 0)).sum())
    nationals = nationals_of(whole.key)
    british = nationals > 0
    packed = nationals.astype(np.uint64) << np.uint64(DAY_BITS)
    if listed is not None:
        packed |= listed[whole.cell]
    home.append(packed[british])
    abroad.append(whole.key[~british & (whole.key > 0)])


def _once(parts: list[Packed]) -> Packed:
    packed = np.concatenate([*parts, np.empty(0, np.uint64)])
    parts.clear()
    packed.sort()
    nationals = packed >> np.uint64(DAY_BITS)
    return packed[np.concatenate([[True], nationals[1:] != nationals[:-1]])] if len(packed) else packed
