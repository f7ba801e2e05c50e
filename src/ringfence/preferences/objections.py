"""Objections: somebody on a line said not to call. Any that is on file counts, whatever its date, scope or words."""

from pathlib import Path

import duckdb
import pyarrow as pa

from ringfence.preferences.kept import KeptObjections
from ringfence.preferences.keyed import Shape, load_keyed, number_column, place_of
from ringfence.tables.text import open_table

Told = tuple[dict[str, object], ...]


def load_objections(con: duckdb.DuckDBPyConnection, file: Path, work: Path) -> int:
    """Makes `objection(key, ...)` of the file; how many rows it holds. A row without a readable number is refused."""
    table = open_table(con, file, work, no_rows_ok=True)
    number = number_column(con, table)
    dated = place_of(table, "received_on", "date")
    columns = {} if dated is None else {"received_on": dated}
    return load_keyed(con, table, number, "objection", Shape(columns, dates=tuple(columns)))


def take_objections(con: duckdb.DuckDBPyConnection, file: Path | None, kept: KeptObjections | None, work: Path) -> Told:
    """Makes `objection(key)` of a file and of those that are kept; what each source is, for the record."""
    told = list[dict[str, object]]()
    if file:
        told.append({"file": file.name, "rows": load_objections(con, file, work)})
    else:
        con.execute("CREATE TABLE objection (key BIGINT)")
    if kept:
        con.register("kept_objection", pa.table({"key": kept.numbers()}))
        con.execute("INSERT INTO objection (key) SELECT key FROM kept_objection")
        ((rows,),) = con.execute("SELECT count(*) FROM kept_objection").fetchall()
        con.unregister("kept_objection")
        gone = len(kept.erased.forms)
        told.append({**kept.origin.told(rows + gone), "erased": gone})
    return tuple(told)
