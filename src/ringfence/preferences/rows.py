"""A file of rows about numbers, read row by row: what each says, and which rows nobody can read. None is dropped.

Every column of numbers counts: whoever put a home and a mobile number beside "do not call" meant both.
"""

import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from ringfence.calendar import LONDON
from ringfence.numbers import masked, read_all
from ringfence.preferences.events import instant
from ringfence.tables import fastpath
from ringfence.tables.columns import named_phone, phone_columns
from ringfence.tables.engine import database
from ringfence.tables.refusals import NoPhoneColumn
from ringfence.tables.text import TextTable, open_table, plain, refuse

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})")
_FETCHED = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the numbers in it (E.164 integers), what else it says, and what is wrong with it."""

    row: int
    numbers: tuple[int, ...]
    cells: Mapping[str, str]
    written: tuple[str, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A file that can be read: its columns, how many rows it has, and which column stands for what."""

    columns: tuple[str, ...]
    count: int
    places: Mapping[str, int]
    phones: tuple[int, ...]
    notes: tuple[str, ...]
    each: Iterator[Row]


@contextmanager
def open_rows(file: Path, wanted: Mapping[str, Sequence[str]], phone: str | None = None) -> Iterator[Rows]:
    """The rows of a file; `wanted` gives, for each thing a row may say, the names its column goes by."""
    with tempfile.TemporaryDirectory() as folder:
        con = database(Path(folder), threads=1)
        fastpath.install(con)
        table = open_table(con, file, Path(folder), no_rows_ok=True)
        phones = _phones(con, table, phone)
        places = _places(table, wanted, phones)
        con.execute("SET preserve_insertion_order = true")
        count = _count(con, table)
        yield Rows(table.columns, count, places, phones, table.notes, _each(con, table, places, phones))


def _phones(con: duckdb.DuckDBPyConnection, table: TextTable, asked: str | None) -> tuple[int, ...]:
    if asked:
        return phone_columns(con, table, asked)
    if len(table.columns) == 1:
        return (0,)
    own = [place for name in ("number", "e164") if (place := table.column(name)) is not None]
    if own:
        return tuple(sorted({*own, *named_phone(table)}))
    try:
        return phone_columns(con, table)
    except NoPhoneColumn:
        reason = f"no column of telephone numbers; the columns are: {', '.join(table.columns)}"
        raise NoPhoneColumn(table.file, reason, "Say which it is: --phone-column NAME.") from None


def _places(table: TextTable, wanted: Mapping[str, Sequence[str]], phones: Collection[int]) -> dict[str, int]:
    """For each thing, the first of its names that is a column and holds no numbers."""
    found: dict[str, int] = {}
    for what, names in wanted.items():
        taken = (place for name in names if (place := table.column(name)) is not None and place not in phones)
        if (place := next(taken, None)) is not None and place not in found.values():
            found[what] = place
    return found


def _count(con: duckdb.DuckDBPyConnection, table: TextTable) -> int:
    try:
        (found,) = con.execute(f"SELECT count(*) FROM {table.relation}").fetchone() or (0,)  # noqa: S608
    except duckdb.Error as error:
        refuse(table, error)
    return int(found)


def _each(
    con: duckdb.DuckDBPyConnection, table: TextTable, places: Mapping[str, int], phones: Sequence[int]
) -> Iterator[Row]:
    fast = ", ".join(f"rf_key(rf_national(c{place}))" for place in phones)
    try:
        rows = con.execute(f"SELECT *, {fast} FROM {table.relation}")  # noqa: S608
        ordinal = 0
        while batch := rows.fetchmany(_FETCHED):
            for cells in batch:
                ordinal += 1
                yield _row(ordinal, cells, table, places, phones)
    except duckdb.Error as error:
        refuse(table, error)


def _row(
    ordinal: int, cells: Sequence[str | None], table: TextTable, places: Mapping[str, int], phones: Sequence[int]
) -> Row:
    width = len(table.columns)
    numbers: list[int] = []
    problems: list[str] = []
    for place, fast in zip(phones, cells[width:], strict=True):
        if isinstance(fast, int):
            numbers.append(fast)
        elif written := (cells[place] or "").strip():
            _slow(written, numbers, problems)
    if not numbers and not problems:
        problems = ["no number in the row"]
    said = {what: text for what, place in places.items() if (text := (cells[place] or "").strip())}
    whole = tuple(cell or "" for cell in cells[:width])
    return Row(ordinal, tuple(dict.fromkeys(numbers)), said, whole, "; ".join(problems) or None)


def _slow(written: str, numbers: list[int], problems: list[str]) -> None:
    """Adds what Python reads in a cell that the fast path left, or why it cannot."""
    for each in read_all(written):
        if key := fastpath.key(each):
            numbers.append(key)
        else:
            shown = masked(each.written)
            problems.append(f"{shown + ': ' if shown else ''}{each.problem or each.kind}")


def read_at(written: str) -> str | None:
    """A day or an instant as it is kept, however British software writes it; None if it cannot be read."""
    text = written.strip()
    found = _DAY.match(text)
    if not found:
        return None
    iso = found[1] or f"{found[4]}-{int(found[3]):02}-{int(found[2]):02}"
    rest = text[found.end() :].strip(" T")
    try:
        moment = datetime.fromisoformat(f"{iso}T{rest}" if rest else iso)
    except ValueError:
        return None
    if not rest:
        return iso
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=LONDON))


def word(written: str, words: Mapping[str, str], otherwise: str = "") -> str:
    """The word of ours that was meant."""
    return words.get(plain(written), otherwise)
