"""A contact list -> the relation `numbers`: one row per number found, in the order of the list.

`numbers(ord, list, row, written, key, kind, problem)`: `row` counts the rows after the header from 1, `key` is the
E.164 number as an integer (NULL where there is none), `ord` puts list, row, column and place in the cell in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ringfence.errors import RingfenceError
from ringfence.logic import Value
from ringfence.tables import fastpath
from ringfence.tables.columns import phone_columns
from ringfence.tables.refusals import HeaderOnly, TooManyPhoneColumns
from ringfence.tables.text import TextTable, open_table, refuse
from ringfence.words import NUMBER_KINDS

MOST = 256  # lists in one screening, and columns of numbers in one list: each place is kept in a byte


class TooManyLists(RingfenceError):
    """More lists than one screening can tell apart."""

    code = "too-many-lists"

    def __init__(self, lists: int) -> None:
        super().__init__(f"{lists} lists; one screening takes at most {MOST}. Put some of them together into one file.")


@dataclass(frozen=True)
class ContactList:
    """A file of numbers to be called; `source` holds the `source_*` facts of where it comes from."""

    file: Path
    source: Mapping[str, Value] = field(default_factory=dict)
    phone_column: str | Sequence[str] | None = None


@dataclass(frozen=True)
class Intake:
    """What was read: rows of the lists, the columns taken for numbers, what Python had to read, remarks."""

    rows_by_list: tuple[int, ...]
    numbers: int
    columns: tuple[tuple[str, ...], ...]
    read_one_by_one: int
    notes: tuple[str, ...]


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Makes what intake and evidence stand on: the fast path and the words for kinds."""
    fastpath.install(con)
    words = ", ".join(f"'{kind}'" for kind in NUMBER_KINDS)
    con.execute(f"CREATE TYPE kind AS ENUM ({words})")


def take_in(con: duckdb.DuckDBPyConnection, lists: Sequence[ContactList], work: Path) -> Intake:
    """Reads every number of the lists into `numbers`; a list that cannot be used is refused before anything else."""
    if len(lists) > MOST:
        raise TooManyLists(len(lists))
    con.execute("CREATE TABLE cells (list UTINYINT, row BIGINT, col UTINYINT, written VARCHAR)")
    rows, columns, notes = list[int](), [], list[str]()
    for place, each in enumerate(lists):
        table = open_table(con, each.file, work)
        at = phone_columns(con, table, each.phone_column)
        if len(at) > MOST:
            way_out = "Say which hold numbers to be called: `phone_column` under [[lists]] in the card."
            raise TooManyPhoneColumns(each.file, f"{len(at)} columns of numbers; at most {MOST} are read", way_out)
        rows.append(_load(con, table, at, place))
        columns.append(tuple(table.columns[i] for i in at))
        notes += [f"{each.file.name}: {note}" for note in table.notes]
    slow = _read(con)
    (numbers,) = con.execute("SELECT count(*) FROM numbers").fetchone() or (0,)
    return Intake(tuple(rows), numbers, tuple(columns), slow, tuple(notes))


def _load(con: duckdb.DuckDBPyConnection, table: TextTable, at: Sequence[int], place: int) -> int:
    """Puts the cells of a list into `cells`; how many rows the list has."""
    names = ", ".join(f"c{i}" for i in at)
    try:
        con.execute(f"CREATE OR REPLACE TABLE raw AS SELECT {names} FROM {table.relation}")  # noqa: S608
    except duckdb.Error as error:
        refuse(table, error)
    (rows,) = con.execute("SELECT count(*) FROM raw").fetchone() or (0,)
    if not rows:
        raise HeaderOnly(table.file, "a header and no rows", "Name the file that holds the rows.")
    blank = " AND ".join(f"coalesce(trim(c{i}), '') = ''" for i in at)
    for col, i in enumerate(at):
        # A row without any number is kept once, as missing; beside a filled cell a blank one says nothing.
        keep = "true" if len(at) == 1 else f"coalesce(trim(c{i}), '') <> ''" + (f" OR ({blank})" if col == 0 else "")
        con.execute(
            f"INSERT INTO cells SELECT {place}, rowid + 1, {col}, coalesce(c{i}, '') FROM raw WHERE {keep}"  # noqa: S608
        )
    con.execute("DROP TABLE raw")
    return int(rows)


def _read(con: duckdb.DuckDBPyConnection) -> int:
    """Turns `cells` into `numbers`; how many different cells Python had to read."""
    con.execute("""
        CREATE TABLE numbers AS
        SELECT (list::BIGINT << 54) | (row << 16) | (col::BIGINT << 8) AS ord, list, row, written,
               CASE WHEN kind <> 'invalid' THEN rf_key(national) END AS key,
               kind::kind AS kind, rf_problem(written, kind) AS problem
        FROM (SELECT *, CASE WHEN national IS NOT NULL THEN rf_kind(national) END AS kind
              FROM (SELECT *, rf_national(written) AS national FROM cells))
    """)
    con.execute("DROP TABLE cells")
    con.execute("UPDATE numbers SET kind = 'missing', problem = 'empty' WHERE kind IS NULL AND written = ''")
    odd = [cell for (cell,) in con.execute("SELECT DISTINCT written FROM numbers WHERE kind IS NULL").fetchall()]
    if odd:
        fastpath.store_slow(con, odd)
        con.execute("""
            INSERT INTO numbers
            SELECT ord | place, list, row, slow.piece, slow.key, slow.kind::kind, slow.problem
            FROM numbers JOIN slow ON slow.written = numbers.written WHERE numbers.kind IS NULL
        """)
        con.execute("DELETE FROM numbers WHERE kind IS NULL")
        con.execute("DROP TABLE slow")
    return len(odd)
