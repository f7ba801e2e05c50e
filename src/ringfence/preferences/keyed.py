"""A file of numbers with something said about each -> a relation keyed by E.164. Nothing unreadable is dropped."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from ringfence.numbers import masked
from ringfence.tables import fastpath
from ringfence.tables.columns import named_phone, phone_columns
from ringfence.tables.refusals import RowUnreadable, SeveralPhoneColumns
from ringfence.tables.text import TextTable, quoted, refuse

MOST_ODD = 50_000  # different cells that are not in a UK number's form; more means the wrong column or file
MEND = "Mend or remove the row: a row that cannot be read may be somebody who must not be called."
# ISO dates, with or without a time after them, and the day-first dates of British spreadsheets.
AS_DATE = (
    "CASE WHEN regexp_full_match({0}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') THEN try_cast({0} AS DATE) "
    "WHEN regexp_full_match(trim({0}), '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([T ].*)?') "
    "THEN try_cast(trim({0})[:10] AS DATE) "
    "WHEN regexp_full_match(trim({0}), '[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}( .*)?') "
    "THEN try_strptime(split_part(trim({0}), ' ', 1), '%d/%m/%Y')::DATE END"
)


@dataclass(frozen=True)
class Shape:
    """What a file says beside the number: the places of columns, and which are dates, words or needed."""

    columns: Mapping[str, int] = field(default_factory=dict)
    dates: Sequence[str] = ()
    words: Mapping[str, Collection[str]] = field(default_factory=dict)
    needed: Sequence[str] = ()
    numbered: bool = False  # whether the order of rows matters: keeps `row`
    blank_ok: bool = False  # whether a row without a number may be passed over


def load_keyed(con: duckdb.DuckDBPyConnection, table: TextTable, number: int, target: str, shape: Shape) -> int:
    """Makes `target(key, odd, *columns)` of the file; how many rows the file holds."""
    names = "".join(f", {_cell(name, place, shape)}" for name, place in shape.columns.items())
    row = ", row_number() OVER () AS row" if shape.numbered else ""
    try:
        con.execute(f"""
            CREATE OR REPLACE TABLE {target} AS
            SELECT rf_key(national) AS key, CASE WHEN national IS NULL THEN coalesce(written, '') END AS odd{names}{row}
            FROM (SELECT *, c{number} AS written, rf_national(c{number}) AS national FROM {table.relation})
        """)  # noqa: S608
    except duckdb.Error as error:
        refuse(table, error)
    (rows,) = con.execute(f"SELECT count(*) FROM {target}").fetchone() or (0,)  # noqa: S608
    _check(con, table, target, shape)
    _read_odd(con, table, target, shape)
    return int(rows)


def _cell(name: str, place: int, shape: Shape) -> str:
    """SQL of a column: its text, or its date with what is no date kept beside it as `name_odd`."""
    text = f"nullif(trim(c{place}), '')"
    if name not in shape.dates:
        return f"{text} AS {name}"
    date = AS_DATE.format(f"c{place}")
    return f"{date} AS {name}, CASE WHEN {date} IS NULL THEN {text} END AS {name}_odd"


def _check(con: duckdb.DuckDBPyConnection, table: TextTable, target: str, shape: Shape) -> None:
    """Refuses a word or a date out of place, naming its row."""
    for column, words in shape.words.items():
        allowed = ", ".join(map(quoted, words))
        way_out = f"Write one of: {', '.join(words)}."
        _none_may(con, table, target, f"lower({column}) NOT IN ({allowed})", f"an unknown word for {column}", way_out)
    for column in shape.needed:
        odd = f" AND {column}_odd IS NULL" if column in shape.dates else ""
        wrong = f"{column} IS NULL{odd}"
        _none_may(con, table, target, wrong, f"{column} is empty", f"Write the {column} of each row.")
    for column in shape.dates:
        wrong = f"{column}_odd IS NOT NULL"
        _none_may(con, table, target, wrong, f"{column} is no date", "Write it as 2026-11-21 or 21/11/2026.")
        con.execute(f"ALTER TABLE {target} DROP COLUMN {column}_odd")


def _none_may(
    con: duckdb.DuckDBPyConnection, table: TextTable, target: str, wrong: str, reason: str, way_out: str
) -> None:
    found = con.execute(f"SELECT min(rowid) + 1, count(*) FROM {target} WHERE {wrong}").fetchone()  # noqa: S608
    if found and found[1]:
        more = f" (and {found[1] - 1} rows more)" if found[1] > 1 else ""
        raise RowUnreadable(table.file, reason + more, way_out, row=found[0])


def _read_odd(con: duckdb.DuckDBPyConnection, table: TextTable, target: str, shape: Shape) -> None:
    """Lets Python read the cells that the fast path left, or refuses the file for what nobody can read."""
    if shape.blank_ok:
        con.execute(f"DELETE FROM {target} WHERE trim(odd, E' \\t\\r\\n') = ''")  # noqa: S608
    odd = con.execute(
        f"SELECT odd, min(rowid) + 1 FROM {target} WHERE odd IS NOT NULL GROUP BY odd ORDER BY 2 LIMIT {MOST_ODD + 1}"  # noqa: S608
    ).fetchall()
    if not odd:
        return
    if len(odd) > MOST_ODD:
        reason = f"more than {MOST_ODD} cells are not UK numbers"
        raise RowUnreadable(table.file, reason, "Check that this is the right file.", row=odd[0][1])
    fastpath.store_slow(con, [cell for cell, _ in odd])
    _check_all_read(con, table, dict(odd))
    carried = "".join(f", {name}" for name in [*shape.columns, *(["row"] if shape.numbered else [])])
    con.execute(
        f"INSERT INTO {target} SELECT slow.key, NULL{carried} FROM {target} JOIN slow ON slow.written = odd "  # noqa: S608
        "WHERE slow.key IS NOT NULL"
    )
    con.execute(f"DELETE FROM {target} WHERE odd IS NOT NULL")  # noqa: S608
    con.execute("DROP TABLE slow")


def _check_all_read(con: duckdb.DuckDBPyConnection, table: TextTable, rows: Mapping[str, int]) -> None:
    bad = con.execute("SELECT DISTINCT written, problem FROM slow WHERE key IS NULL").fetchall()
    if not bad:
        return
    con.execute("DROP TABLE slow")
    row, cell, problem = min((rows[cell], cell, problem) for cell, problem in bad)
    others = f"; {len(bad)} different cells in all" if len(bad) > 1 else ""
    shown = f' "{masked(cell)}"' if masked(cell) else ""
    raise RowUnreadable(table.file, f"cannot be read as a number:{shown} {problem}{others}", MEND, row=row)


def place_of(table: TextTable, *names: str) -> int | None:
    """The place of the first of these columns that is there."""
    return next((place for name in names if (place := table.column(name)) is not None), None)


def number_column(con: duckdb.DuckDBPyConnection, table: TextTable) -> int:
    """The place of the one column of numbers: called `number`, or found as in a contact list.

    A second one is refused: nothing says for which of its numbers a row speaks, and none may be passed over.
    """
    if len(table.columns) == 1:
        return 0
    own = [place for name in ("number", "e164") if (place := table.column(name)) is not None]
    found = sorted({*own, *named_phone(table)}) if own else phone_columns(con, table)
    if len(found) > 1:
        names = ", ".join(f'"{table.columns[place]}"' for place in found)
        raise SeveralPhoneColumns(
            table.file,
            f"{len(found)} columns of numbers: {names}",
            'Keep one column of numbers, called "number", with a row for each number.',
        )
    return found[0]
