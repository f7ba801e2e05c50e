"""Where a number stands in a list -> a list of those rows alone, to be screened like the whole.

What a screening says of a number rests on the number's own rows and nothing else of the list, so the small list gets
the same verdicts as the large one; a test holds them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from ringfence.lists.intake import ContactList
from ringfence.numbers import Number
from ringfence.preferences.records import find_rows
from ringfence.tables import fastpath
from ringfence.tables.columns import phone_columns
from ringfence.tables.copies import write_copy
from ringfence.tables.text import open_table, refuse


@dataclass(frozen=True)
class Part:
    """A small list, and the row of the whole list that each of its rows is."""

    whole: ContactList
    small: ContactList
    rows: tuple[int, ...]


def find(con: duckdb.DuckDBPyConnection, contacts: ContactList, number: Number, work: Path, name: str) -> Part | None:
    """The rows of a list that hold the number, written into `work`; None if it is not there."""
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
    if not found:
        return None
    cells = [[None if row[1 + i] is None else str(row[1 + i]) for i in at] for row in found]
    return Part(contacts, written(contacts, cells, work / f"{name}.parquet"), tuple(row[0] for row in found))


def written(contacts: ContactList, cells: Sequence[Sequence[str | None]], target: Path) -> ContactList:
    """A list of these cells alone, with the source of the whole."""
    write_copy(cells, len(cells[0]), target)
    return replace(contacts, file=target, phone_column=tuple(f"c{i}" for i in range(len(cells[0]))))
