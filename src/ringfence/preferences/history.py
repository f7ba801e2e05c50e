"""Calls already made: how often a number was called in the days before."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ringfence.preferences.keyed import Shape, load_keyed, number_column
from ringfence.tables.text import open_table


@dataclass(frozen=True)
class History:
    """A file of calls, and the campaign's own limit: `cap` calls in `days` days."""

    file: Path
    days: int = 30
    cap: int = 3


def load_history(con: duckdb.DuckDBPyConnection, history: History, work: Path) -> int:
    """Makes `called(key, called_at)` of the file; how many rows it holds."""
    table = open_table(con, history.file, work, no_rows_ok=True)
    number = number_column(con, table)
    at = table.require("called_at", "called_on", "date")
    shape = Shape({"called_at": at}, dates=("called_at",), needed=("called_at",))
    return load_keyed(con, table, number, "called", shape)
