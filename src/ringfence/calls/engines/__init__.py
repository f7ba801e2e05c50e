"""Where the expressions run: DuckDB on one machine, Spark on many. Both do the same few things, told here."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from ringfence.calls.intake import Source

Columns = Sequence[tuple[str, str]]  # name and SQL type


class Engine(Protocol):
    """What an audit asks of an engine."""

    name: str
    months_at_once: int  # verdicts written in one go; what is not whole when a run stops is written again

    def small(self, name: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
        """Makes a small relation of rows from Python."""

    def files(self, name: str, *paths: Path) -> None:
        """Makes a relation of Parquet files or folders of them."""

    def stage(self, sources: Sequence[Source], only_campaign: str | None, folder: Path) -> None:
        """Reads the records of files into Parquet of the columns in `expressions.STAGED`; `almanac` is there."""

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of an answer that is small."""

    def keep(self, sql: str, folder: Path) -> None:
        """Writes an answer as Parquet, into a folder for each month."""
