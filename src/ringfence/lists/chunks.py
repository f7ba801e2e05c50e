"""A list -> its cells of numbers in chunks of so many rows: the same chunks in every run, and never the whole list."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ringfence.lists.intake import MOST, ContactList
from ringfence.tables.columns import phone_columns
from ringfence.tables.cutting import cut
from ringfence.tables.refusals import HeaderOnly, TooManyPhoneColumns
from ringfence.tables.text import Form, TextTable, refuse

ROWS = 1 << 17  # of a chunk
_BATCH = 1 << 17  # rows that DuckDB hands over at a time; chunks are cut to size whatever it gives


@dataclass(frozen=True)
class Chunk:
    """Cells in the order of rows and columns, with the row that each stands in, counted from 1 in the whole list."""

    place: int  # of the list
    cells: pa.Array
    rows: npt.NDArray[np.int64]
    last_row: int


def number_columns(con: duckdb.DuckDBPyConnection, table: TextTable, contacts: ContactList) -> tuple[int, ...]:
    """The places of the columns of numbers, or the refusal of a list that has too many."""
    at = phone_columns(con, table, contacts.phone_column)
    if len(at) > MOST:
        way_out = "Say which hold numbers to be called: `phone_column` under [[lists]] in the card."
        raise TooManyPhoneColumns(contacts.file, f"{len(at)} columns of numbers; at most {MOST} are read", way_out)
    return at


def chunks(
    con: duckdb.DuckDBPyConnection, table: TextTable, at: Sequence[int], place: int, rows: int
) -> Iterator[Chunk]:
    """The list's chunks in order. A list without rows is refused."""
    before = 0
    for batch in _cut(_batches(con, table, at, rows), rows):
        yield _chunk(batch, len(at), place, before)
        before += len(batch)
    if not before:
        raise HeaderOnly(table.file, "a header and no rows", "Name the file that holds the rows.")


def _batches(con: duckdb.DuckDBPyConnection, table: TextTable, at: Sequence[int], rows: int) -> Iterator[pa.Table]:
    """The cells of each row; where there are several, also whether each is blank."""
    done = 0
    if table.form:
        done, whole = yield from _by_kernel(table.form, at, rows)
        if whole:
            return
    cells = [f"coalesce(c{i}, '') AS c{n}" for n, i in enumerate(at)]
    try:
        relation = f"SELECT {', '.join(cells)} FROM {table.relation} OFFSET {done}"  # noqa: S608
        found: Any = con.cursor().sql(relation)
        for batch in found.to_arrow_reader(_BATCH):
            yield pa.Table.from_batches([batch])
    except duckdb.Error as error:
        refuse(table, error)
    except (pa.ArrowException, OSError) as error:  # how an error in mid-stream comes out
        refuse(table, duckdb.Error(str(error)))


def _by_kernel(form: Form, at: Sequence[int], rows: int) -> Generator[pa.Table, None, tuple[int, bool]]:
    """What the kernel cuts out of a text file; how many rows that were, and whether all."""
    cutting, done = cut(form, at, rows), 0
    while True:
        try:
            batch = pa.table(next(cutting), [f"c{n}" for n in range(len(at))])
        except StopIteration as ended:
            return done, bool(ended.value)
        done += len(batch)
        yield batch


def _cut(batches: Iterator[pa.Table], rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of exactly so many, the last but for its length."""
    held: list[pa.Table] = []
    many = 0
    for batch in batches:
        left = batch
        while many + len(left) >= rows:
            yield pa.concat_tables([*held, left.slice(0, rows - many)])
            left, held, many = left.slice(rows - many), [], 0
        if len(left):
            held.append(left)
            many += len(left)
    if held:
        yield pa.concat_tables(held)


def _chunk(batch: pa.Table, columns: int, place: int, before: int) -> Chunk:
    rows = np.arange(before + 1, before + len(batch) + 1, dtype=np.int64)
    if columns == 1:
        return Chunk(place, _one(batch.column(0)), rows, before + len(batch))
    # A row without any number is kept once, as missing; beside a filled cell a blank one says nothing.
    every = [_one(batch.column(n)) for n in range(columns)]
    kept = np.column_stack([pc.not_equal(pc.utf8_trim(each, " "), "").to_numpy(zero_copy_only=False) for each in every])
    kept[:, 0] |= ~kept.any(axis=1)
    row, column = np.nonzero(kept)
    cells = pc.take(pa.concat_arrays(every), pa.array(column * len(batch) + row))
    return Chunk(place, cells, rows[row], before + len(batch))


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)
