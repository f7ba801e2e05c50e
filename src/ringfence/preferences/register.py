"""Register files (TPS, CTPS): one number a line or a CSV, with the day of listing or without.

A line on either register is listed: the TPS protects people, the CTPS companies, and a list seldom knows which it has.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import duckdb
import pyarrow as pa

from ringfence.preferences.keyed import AS_DATE, Shape, load_keyed, number_column, place_of
from ringfence.tables.text import TextTable, open_table

if TYPE_CHECKING:
    from ringfence.preferences.register_store.opening import StoredRegister  # it is made of this module

_AT_A_TIME = 1 << 20  # numbers of a register that is kept
DATE_NAMES = ("listed_on", "listed", "date", "registered_on", "registered", "registration_date", "date_added", "added")


@dataclass(frozen=True)
class Register:
    """A register file and the day it was drawn; or one that is kept (register_store), `file` then being its numbers."""

    kind: Literal["tps", "ctps"]
    file: Path
    as_of: date | None = None
    stored: "StoredRegister | None" = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class RegisterUsed:
    """A register file as it was read: enough to say later which one it was."""

    kind: str
    file: str
    as_of: date | None
    rows: int
    dated: bool
    sha256: str
    version: int | None = None  # of a register that is kept


def load_registers(
    con: duckdb.DuckDBPyConnection, registers: Sequence[Register], work: Path
) -> tuple[RegisterUsed, ...]:
    """Makes `register(key, ctps, listed_on)` of all the files; what each of them is, for the record."""
    con.execute("CREATE TABLE register (key BIGINT, ctps BOOLEAN, listed_on DATE)")
    return tuple(_load(con, each, work) for each in registers)


def _load(con: duckdb.DuckDBPyConnection, register: Register, work: Path) -> RegisterUsed:
    if register.stored:
        return _take(con, register.kind == "ctps", register.stored)
    table = open_table(con, register.file, work)
    number = number_column(con, table)
    dated = date_column(con, table, number)
    columns = {} if dated is None else {"listed_on": dated}
    rows = load_keyed(con, table, number, "register_file", Shape(columns, dates=tuple(columns), blank_ok=True))
    listed_on = "listed_on" if columns else "NULL"
    is_ctps = str(register.kind == "ctps").lower()
    con.execute(f"INSERT INTO register SELECT key, {is_ctps}, {listed_on} FROM register_file")  # noqa: S608
    con.execute("DROP TABLE register_file")
    with register.file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return RegisterUsed(register.kind, register.file.name, register.as_of, rows, bool(columns), digest)


def _take(con: duckdb.DuckDBPyConnection, is_ctps: bool, stored: "StoredRegister") -> RegisterUsed:
    """Takes the numbers of a register that is kept, and their days where these are known."""
    for keys, days in stored.listings(_AT_A_TIME):
        con.register("listing", pa.table({"key": keys, "day": days}))
        con.execute(
            "INSERT INTO register "
            "SELECT key, $1, CASE WHEN day > 0 THEN DATE '1899-12-31' + day::INTEGER END FROM listing",
            [is_ctps],
        )
        con.unregister("listing")
    about = stored.about
    return RegisterUsed(about.kind, about.file, about.as_of, about.rows, about.dated > 0, about.sha256, about.version)


def date_column(con: duckdb.DuckDBPyConnection, table: TextTable, number: int) -> int | None:
    """The place of the day of listing: by its name, or where a file has no header, the first column of dates."""
    if (named := place_of(table, *DATE_NAMES)) is not None:
        return named
    for place in range(len(table.columns)):
        if place == number or not table.columns[place].startswith("column "):
            continue
        is_date = AS_DATE.format(f"c{place}")
        sql = f"SELECT bool_and({is_date} IS NOT NULL) FROM (SELECT * FROM {table.relation} LIMIT 20)"  # noqa: S608
        ((dates,),) = con.execute(sql).fetchall()
        if dates:
            return place
    return None
