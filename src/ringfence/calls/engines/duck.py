"""DuckDB: one machine, bounded memory, a part for each month."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from ringfence.calls import expressions
from ringfence.calls.engines import Columns
from ringfence.calls.intake import Source, look
from ringfence.calls.reading import read_numbers
from ringfence.tables import fastpath
from ringfence.tables.text import quoted, refuse
from ringfence.words import NUMBER_KINDS

BATCH = 50_000


class Duck:
    """An engine in this process. A source whose staged part is whole already is not read again."""

    name = "duckdb"
    months_at_once = 6

    def __init__(self, con: duckdb.DuckDBPyConnection, work: Path) -> None:
        self.con, self.work = con, work
        con.execute("SET TimeZone = 'UTC'")
        fastpath.install(con)
        for name, body in expressions.MACROS.items():
            con.execute(f"CREATE OR REPLACE TEMP MACRO {name} AS {body}")

    def small(self, name: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
        self.con.execute(f"CREATE OR REPLACE TABLE {name} ({', '.join(' '.join(each) for each in columns)})")
        left, fields = iter(rows), ", ".join(f"unnest(${i + 1}::{kind}[])" for i, (_, kind) in enumerate(columns))
        while batch := list(islice(left, BATCH)):
            self.con.execute(f"INSERT INTO {name} SELECT {fields}", [list(each) for each in zip(*batch, strict=True)])

    def files(self, name: str, *paths: Path) -> None:
        every = [quoted(str(each / "**/*.parquet" if each.is_dir() else each)) for each in paths]
        self.con.execute(
            f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM "  # noqa: S608
            f"read_parquet([{', '.join(every)}], hive_partitioning = true, hive_types_autocast = false)"
        )

    def stage(self, sources: Sequence[Source], only_campaign: str | None, folder: Path) -> None:
        for place, source in enumerate(sources):
            self._stage(source, only_campaign, folder / f"{place:06d}.parquet")

    def _stage(self, source: Source, only_campaign: str | None, target: Path) -> None:
        if target.exists():
            return
        _, table = look(self.con, source.file, self.work)
        cells = expressions.parsed(source.places, table.relation, only_campaign)
        try:
            with self._in_any_order():
                self.con.execute(
                    f"CREATE OR REPLACE TABLE part AS SELECT *, rf_national(written) AS national FROM ({cells})"  # noqa: S608
                )
        except duckdb.Error as error:
            refuse(table, error)
        self._read_odd()
        codes = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(NUMBER_KINDS))
        read = f"""
            SELECT part.*, CASE WHEN national IS NULL THEN odd.key WHEN said <> 'invalid' THEN rf_key(national) END
                   AS key, coalesce(CASE said {codes} END, odd.kind) AS kind
            FROM (SELECT *, CASE WHEN national IS NOT NULL THEN rf_kind(national) END AS said FROM part) part
            LEFT JOIN odd ON national IS NULL AND odd.written = part.written"""  # noqa: S608
        names = [name for name, _ in expressions.STAGED if name not in ("day", "hour")]
        placed = expressions.in_london(f"({read})", names)
        columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in expressions.STAGED)
        self._copy(f"SELECT {columns} FROM ({placed})", target)  # noqa: S608
        self.con.execute("DROP TABLE part")

    def _read_odd(self) -> None:
        """Makes `odd(written, key, kind)` of what the fast path left."""
        left = self.con.execute("SELECT DISTINCT written FROM part WHERE national IS NULL").fetchall()
        cells = [cell for (cell,) in left]
        rows = zip(cells, *read_numbers(cells), strict=True)
        self.small("odd", (("written", "VARCHAR"), ("key", "BIGINT"), ("kind", "INTEGER")), rows)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.con.execute(sql).fetchall()

    def keep(self, sql: str, folder: Path) -> None:
        partial = folder.with_name(f".{folder.name}.partial")
        partial.mkdir(parents=True)
        with self._in_any_order():
            self.con.execute(
                f"COPY ({sql}) TO {quoted(str(partial))} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month))"
            )
        partial.rename(folder)

    @contextmanager
    def _in_any_order(self) -> Iterator[None]:
        """Rows may change places here, which saves memory; what is on file is read in its order."""
        self.con.execute("SET preserve_insertion_order = false")
        try:
            yield
        finally:
            self.con.execute("SET preserve_insertion_order = true")

    def _copy(self, sql: str, target: Path) -> None:
        """Writes one file: whole and on disk, or not at all."""
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        with self._in_any_order():
            self.con.execute(f"COPY ({sql}) TO {quoted(str(partial))} (FORMAT parquet, COMPRESSION zstd)")
        with partial.open("rb+") as stream:
            os.fsync(stream.fileno())
        partial.replace(target)
