"""Objections: somebody on a line said not to call. Any that is on file counts, whatever its date, scope or words."""

from pathlib import Path

import duckdb

from ringfence.preferences.keyed import Shape, load_keyed, number_column, place_of
from ringfence.tables.text import open_table


def load_objections(con: duckdb.DuckDBPyConnection, file: Path, work: Path) -> int:
    """Makes `objection(key, ...)` of the file; how many rows it holds. A row without a readable number is refused."""
    table = open_table(con, file, work, no_rows_ok=True)
    number = number_column(con, table)
    dated = place_of(table, "received_on", "date")
    columns = {} if dated is None else {"received_on": dated}
    return load_keyed(con, table, number, "objection", Shape(columns, dates=tuple(columns)))
