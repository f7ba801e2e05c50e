"""Rows of text -> a Parquet copy that DuckDB reads as it reads any table: for files that it cannot read itself."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

BATCH = 20_000  # rows held at a time


def write_copy(rows: Iterable[Sequence[str | None]], width: int, target: Path) -> int:
    """Writes the rows under the columns c0, c1, ...; how many there were. A short row is filled with blanks."""
    import pyarrow as pa  # noqa: PLC0415 - takes a third of a second, and most tables need no copy
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(f"c{i}", pa.string()) for i in range(width)])
    written = 0
    with pq.ParquetWriter(target, schema, compression="lz4") as sink:
        for batch in _batches(rows):
            columns = [pa.array(column, pa.string()) for column in _turned(batch, width)]
            sink.write_table(pa.table(columns, schema=schema))
            written += len(batch)
    return written


def _batches(rows: Iterable[Sequence[str | None]]) -> Iterator[list[Sequence[str | None]]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _turned(batch: list[Sequence[str | None]], width: int) -> list[list[str | None]]:
    return [[row[i] if i < len(row) else None for row in batch] for i in range(width)]
