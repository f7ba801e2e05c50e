"""A file of rows -> a relation of text: every column a string, nothing guessed about types.

Type sniffing turns 4.42079E+11 into a float without a word, so DuckDB is told the dialect and reads text only.
"""

import csv
import difflib
import io
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NoReturn

import duckdb

from ringfence.tables import refusals
from ringfence.tables.header import is_data
from ringfence.tables.ndjson import copy_rows, is_ndjson
from ringfence.tables.scan import LONGEST_LINE, SAVE_AS, copy_as_utf8, is_parquet, opened, scan
from ringfence.tables.workbook import Copied, copy_sheet, is_workbook

DELIMITERS = ",;\t|"
WHOLE_LINE = "\x1f"  # for files of one column: no text holds this, so a comma stays in its cell
PARTED = {
    ",": "parted by commas", ";": "parted by semicolons", "\t": "parted by tabs", "|": "parted by |",
    WHOLE_LINE: "one column",
}  # fmt: skip
FREE_MEMORY = "Close other programs, or use a machine with more."
_SAMPLE = 1 << 16
_COPIES = count(1)


@dataclass(frozen=True)
class Form:
    """A text file of rows: where it is, and how its cells are told apart."""

    file: Path
    width: int
    delimiter: str
    skip: int  # lines before the first row
    headed: bool  # whether the first row has the names


@dataclass(frozen=True)
class TextTable:
    """A file that was looked at and can be read: its columns, and how DuckDB is to read it."""

    file: Path
    columns: tuple[str, ...]
    relation: str  # SQL; its columns are c0, c1, ...
    notes: tuple[str, ...] = ()
    how: str = ""  # what the file was taken for, in words
    about_rows: int = 0  # how many rows there may be, for telling how far the work is
    form: Form | None = None  # of a text file

    def column(self, name: str) -> int | None:
        """The place of the column of this name, however it is cased and spaced."""
        return next((i for i, each in enumerate(self.columns) if plain(each) == plain(name)), None)

    def require(self, *names: str) -> int:
        """The place of the first of these columns that is there, or the refusal that says what was found."""
        for name in names:
            if (place := self.column(name)) is not None:
                return place
        found = ", ".join(self.columns)
        near = difflib.get_close_matches(names[0], self.columns, 1, 0.5)
        hint = f'Rename "{near[0]}" to "{names[0]}".' if near else f'Name the column "{names[0]}".'
        raise refusals.ColumnMissing(self.file, f'no column "{names[0]}"; the columns are: {found}', hint)


def plain(name: str) -> str:
    """A column's name without case, blanks and marks: "Phone No." and "phone_no" are one."""
    return re.sub(r"[\W_]+", "", name).casefold()


def open_table(con: duckdb.DuckDBPyConnection, file: Path, work: Path, *, no_rows_ok: bool = False) -> TextTable:
    """The table in a file, or the refusal that says what is wrong; `work` takes a clean copy if one is needed."""
    if is_parquet(file):
        return _parquet(con, file, work)
    if is_workbook(file):
        return _copied(file, copy_sheet(file, work / f"copy-{next(_COPIES)}.parquet"), no_rows_ok=no_rows_ok)
    if is_ndjson(file):
        return _copied(file, copy_rows(file, work / f"copy-{next(_COPIES)}.parquet"), no_rows_ok=no_rows_ok)
    found = scan(file)
    readable = copy_as_utf8(file, found.encoding, work / f"copy-{next(_COPIES)}.csv") if found.needs_copy else file
    skip, delimiter, rows = _sample(readable)
    if not rows:
        raise refusals.FileEmpty(file, "no row to be found", "Name the file that holds the rows.")
    first = rows[0]
    headed = not is_data(first)
    if headed and len(rows) == 1 and not no_rows_ok:
        raise refusals.HeaderOnly(file, "a header and no rows", "Name the file that holds the rows.")
    columns = tuple(name.strip() for name in first) if headed else tuple(f"column {i + 1}" for i in range(len(first)))
    _check_names(file, columns)
    encoding = "UTF-8" if found.encoding == "utf-8" else "Windows-1252"
    how = f"text in {encoding}, {PARTED[delimiter]}, {'with' if headed else 'without'} a header"
    form = Form(_by_itself(readable, work), len(columns), delimiter, skip, headed)
    return TextTable(file, columns, _read_csv(form), found.notes, how, found.lines, form)


def _copied(file: Path, copied: Copied, *, no_rows_ok: bool) -> TextTable:
    """The table in a plain copy of a file that DuckDB does not read."""
    if not copied.rows and not no_rows_ok:
        raise refusals.HeaderOnly(file, "a header and no rows", "Name the file that holds the rows.")
    _check_names(file, copied.columns)
    relation = f"read_parquet({quoted(str(copied.copy))})"
    return TextTable(file, copied.columns, relation, copied.notes, copied.how, copied.rows)


def _by_itself(file: Path, work: Path) -> Path:
    """A path that names this one file: DuckDB takes * ? [ ] for a pattern, which may fit other files."""
    if not re.search(r"[*?\[\]]", str(file)):
        return file
    safe = work / f"named-{next(_COPIES)}"
    try:
        safe.symlink_to(file.resolve())
    except OSError:  # some systems let nobody make links
        shutil.copyfile(file, safe)
    return safe


def _parquet(con: duckdb.DuckDBPyConnection, file: Path, work: Path) -> TextTable:
    source = f"read_parquet({quoted(str(_by_itself(file, work)))})"
    try:
        names = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]  # noqa: S608
        ((rows,),) = con.execute(f"SELECT count(*) FROM {source}").fetchall()  # noqa: S608
    except duckdb.Error:
        raise refusals.FileNotCsv(file, "a damaged Parquet file", "Write it again from its source.") from None
    _check_names(file, names)
    texts = ", ".join(
        f'CAST("{name.replace(chr(34), chr(34) * 2)}" AS VARCHAR) AS c{i}' for i, name in enumerate(names)
    )
    relation = f"(SELECT {texts} FROM {source})"  # noqa: S608
    return TextTable(file, tuple(names), relation, how="Parquet", about_rows=rows)


def _sample(file: Path) -> tuple[int, str, list[list[str]]]:
    """Lines before the first row, the delimiter, and the first rows."""
    with opened(file) as stream:
        raw = stream.read(_SAMPLE)
    text = raw.decode("utf-8", errors="ignore").lstrip("\ufeff")
    lines = io.StringIO(text, newline="").readlines()  # at LF, CRLF and CR alone, as DuckDB does
    if len(raw) == _SAMPLE and len(lines) > 1:
        lines.pop()  # cut short by the end of the sample
    skip = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if told := re.match(r'"?sep=([,;|\t])"?\s*$', lines[skip], re.IGNORECASE):  # Excel's way to name the delimiter
        return skip + 1, told[1], _rows(lines[skip + 1 :], told[1]) or [[""]]
    delimiter = _delimiter(lines[skip : skip + 50])
    return skip, delimiter, _rows(lines[skip:], delimiter)


def _delimiter(lines: Sequence[str]) -> str:
    """The mark that cuts these lines into the same number of cells, else the one the first line has most of."""

    def fitness(mark: str) -> tuple[bool, int]:
        widths = [len(row) for row in _rows(lines, mark)]
        return min(widths) == max(widths) and widths[0] > 1, widths[0]

    best = max(DELIMITERS, key=fitness)
    return best if fitness(best)[1] > 1 else WHOLE_LINE


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:  # a cell over the csv module's limit: the reader proper will name the line
        return [row for row in csv.reader(lines[:1], delimiter=delimiter, quoting=csv.QUOTE_NONE) if row]


def _check_names(file: Path, names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in filter(None, map(str.casefold, names)):
        if name in seen:
            raise refusals.DuplicateColumns(file, f'two columns are called "{name}"', "Rename one of them.", line=1)
        seen.add(name)


def _read_csv(form: Form) -> str:
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(form.width))
    return (
        f"read_csv({quoted(str(form.file))}, auto_detect = false, header = {str(form.headed).lower()}, "
        f"skip = {form.skip}, delim = {quoted(form.delimiter)}, quote = '\"', escape = '\"', strict_mode = true, "
        f"null_padding = false, max_line_size = {4 * LONGEST_LINE}, columns = {{{columns}}})"
    )


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def refuse(table: TextTable, error: duckdb.Error) -> NoReturn:
    """DuckDB's refusal in our words: the line, not what stands on it, for that is somebody's number."""
    if isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory" in str(error):
        raise refusals.NoMemory(table.file, "there is not enough memory to read it", FREE_MEMORY) from None
    text = str(error)
    at = re.search(r"CSV Error on Line: (\d+)", text)
    line = int(at[1]) if at else None
    if "unterminated quote" in text:
        way_out = 'Close the quote; a quote inside a quoted cell is written twice ("").'
        raise refusals.UnclosedQuote(table.file, "a quote opens here and is not closed", way_out, line=line) from None
    if widths := re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", text):
        reason = f"{widths[2]} cells where the header has {widths[1]}"
        way_out = "Put quotes around a cell that holds the delimiter, or mend the row."
        raise refusals.RaggedRow(table.file, reason, way_out, line=line) from None
    if "Maximum line size" in text:
        raise refusals.CellTooLong(
            table.file, "a cell is far too long", "Look for an unclosed quote.", line=line
        ) from None
    raise refusals.FileNotCsv(table.file, "cannot be read as a table", SAVE_AS, line=line) from None
