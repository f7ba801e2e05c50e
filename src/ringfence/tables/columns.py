"""Which columns of a table hold telephone numbers: by their names, else by what they hold."""

import difflib
from collections.abc import Sequence

import duckdb

from ringfence.tables.header import is_phone_name, mostly_numbers
from ringfence.tables.refusals import NoPhoneColumn
from ringfence.tables.text import TextTable, plain, refuse

_LOOKED_AT = 200  # rows whose cells are read to tell a column of numbers


def phone_columns(
    con: duckdb.DuckDBPyConnection, table: TextTable, asked: str | Sequence[str] | None = None
) -> tuple[int, ...]:
    """The places of the columns that hold numbers: those asked for, else by their names, else by what they hold."""
    if asked:
        return tuple(_asked(table, name) for name in ([asked] if isinstance(asked, str) else asked))
    found = named_phone(table) or _by_content(con, table)
    if not found:
        raise NoPhoneColumn(
            table.file,
            f"no column of telephone numbers; the columns are: {', '.join(table.columns)}",
            f'{_nearest(table)}Name it "phone", or say which it is: `phone_column` under [[lists]] in the card.',
        )
    return found


def named_phone(table: TextTable) -> tuple[int, ...]:
    """The places of the columns whose names say that they hold numbers."""
    return tuple(i for i, name in enumerate(table.columns) if is_phone_name(name))


def _asked(table: TextTable, name: str) -> int:
    place = table.column(name)
    if place is None:
        near = difflib.get_close_matches(plain(name), [plain(each) for each in table.columns], 1, 0.5)
        hint = next((f'Did you mean "{each}"?' for each in table.columns if plain(each) in near), "Name one of these.")
        raise NoPhoneColumn(table.file, f'no column "{name}"; the columns are: {", ".join(table.columns)}', hint)
    return place


def _nearest(table: TextTable) -> str:
    wanted = ("phone", "telephone", "mobile", "number", "contact")
    near = [name for name in table.columns if difflib.get_close_matches(plain(name), wanted, 1, 0.6)]
    return f'Perhaps it is "{near[0]}"? ' if near else ""


def _by_content(con: duckdb.DuckDBPyConnection, table: TextTable) -> tuple[int, ...]:
    """Columns whose cells are mostly numbers."""
    try:
        rows = con.execute(f"SELECT * FROM {table.relation} LIMIT {_LOOKED_AT}").fetchall()  # noqa: S608
    except duckdb.Error as error:
        refuse(table, error)
    return tuple(i for i in range(len(table.columns)) if mostly_numbers([row[i] for row in rows]))
