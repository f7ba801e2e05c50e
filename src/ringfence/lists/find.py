"""Where a number stands in a list: its rows, and as often in each as the number is there."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from ringfence.lists.intake import ContactList
from ringfence.numbers import Number, read_all
from ringfence.preferences.records import find_rows
from ringfence.tables import fastpath
from ringfence.tables.columns import phone_columns
from ringfence.tables.copies import write_copy
from ringfence.tables.text import open_table, refuse


def find(con: duckdb.DuckDBPyConnection, contacts: ContactList, number: Number, work: Path) -> list[int]:
    """The rows of a list that hold the number, in order; a row that holds it twice stands twice."""
    fastpath.install(con)
    table = open_table(con, contacts.file, work)
    at = phone_columns(con, table, contacts.phone_column)
    try:
        if number.e164:
            found = find_rows(con, table, at, number.e164)
        else:
            same = " OR ".join(f"c{i} = $1" for i in at)
            found = con.execute(
                f"SELECT * FROM (SELECT row_number() OVER () AS place, * FROM {table.relation}) WHERE {same}",  # noqa: S608
                [number.written],
            ).fetchall()
    except duckdb.Error as error:
        refuse(table, error)
    return [row for row, *cells in found for i in at for _ in range(_times(number, cells[i]))]


def _times(number: Number, cell: str | None) -> int:
    """How often the number is in a cell; a cell that nobody can read is there once, as it stands."""
    if cell is None or not number.e164:
        return int(cell == number.written)
    return sum(each.e164 == number.e164 for each in read_all(str(cell)))


def written(contacts: ContactList, cells: Sequence[Sequence[str | None]], target: Path) -> ContactList:
    """A list of these cells alone, with the source of the whole."""
    write_copy(cells, len(cells[0]), target)
    return replace(contacts, file=target, phone_column=tuple(f"c{i}" for i in range(len(cells[0]))))
