"""An Excel workbook -> a plain copy of the one sheet that holds numbers; which sheet, and what was left, is said.

Excel keeps a number as a float of 15 digits: a telephone number fits whole. A longer one has lost digits, and is
written so that it reads as damaged, never as somebody's number.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NoReturn

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, load_workbook

from ringfence.archives import ArchiveDamaged, ArchiveLocked, ArchiveRefused
from ringfence.tables import refusals, workbook_guard
from ringfence.tables.copies import write_copy
from ringfence.tables.header import find_header, looks_like_numbers
from ringfence.tables.scan import SAVE_AS, opened

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOOKED_AT = 200  # rows at the head of a sheet, by which it is chosen
WHOLE_TO = 1e15  # beyond it a float does not hold every digit
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
WAY_OUT = 'Open it in Excel and save it as "Excel Workbook (.xlsx)" or "CSV UTF-8".'
Row = list[str | None]


@dataclass(frozen=True)
class Copied:
    """The sheet as a plain copy: its columns, where the copy is, and remarks."""

    columns: tuple[str, ...]
    copy: Path
    rows: int
    notes: tuple[str, ...]
    how: str


def is_workbook(file: Path) -> bool:
    """Whether the file is a workbook, or an older or locked one that is refused in so many words."""
    with opened(file) as stream:
        head = stream.read(8)
    return head.startswith(ZIP) or head == COMPOUND


def copy_sheet(file: Path, target: Path) -> Copied:
    """The sheet of numbers, written to `target` as text."""
    _check(file)
    try:
        with load_workbook(file) as book:
            return _copy(file, book, target)
    except refusals.FileRefused:
        raise
    except BaseException as error:
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":  # a panic in Rust
            reason = "damaged, or not put together as a workbook is"
            raise refusals.FileDamaged(file, reason, WAY_OUT) from None
        raise


def _check(file: Path) -> None:
    with opened(file) as stream:
        if stream.read(8) == COMPOUND:
            _refuse_compound(file)
    try:
        names = workbook_guard.check(file)
    except ArchiveLocked:
        raise refusals.FileLocked(file, "a password-protected zip archive", "Unpack it first.") from None
    except ArchiveDamaged as refused:
        raise refusals.FileDamaged(file, f"damaged or cut short, {refused.what}", WAY_OUT) from None
    except ArchiveRefused as refused:
        way_out = f"Ask who sent it for another copy. {WAY_OUT}"
        raise refusals.FileSuspect(file, f"not opened: {refused.what}", way_out) from None
    if not any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in names):
        what = "a zip file that holds no Excel workbook (.xlsx)"
        raise refusals.FileNotCsv(file, f"{what}, and not a CSV file", f"Unpack it, or: {SAVE_AS}")


def _refuse_compound(file: Path) -> NoReturn:
    """A container of before 2007: an old workbook, or a new one behind a password."""
    with opened(file) as stream:
        tail = b""
        while piece := stream.read(1 << 20):
            if LOCKED_PART in tail + piece:
                way_out = "Open it with its password, take the password off, and save it again."
                raise refusals.FileLocked(file, "a workbook behind a password", way_out)
            tail = piece[-len(LOCKED_PART) :]
    raise refusals.FileOldExcel(file, "an old Excel workbook (.xls, of before 2007)", WAY_OUT)


def _copy(file: Path, book: CalamineWorkbook, target: Path) -> Copied:
    name, others = _choose(file, book)
    sheet = book.get_sheet_by_name(name)
    rows = _rows(sheet)
    head = list(islice(rows, LOOKED_AT))
    header = find_header(head)
    columns = header.columns
    body = _without_last_blanks(chain(head[header.skip :], rows))
    written = write_copy(body, len(columns), target)
    return Copied(columns, target, written, (*others, *header.notes), f"Excel workbook, sheet “{name}”")


def _choose(file: Path, book: CalamineWorkbook) -> tuple[str, list[str]]:
    """The one sheet with a column of numbers, and what is to be said of the rest."""
    worksheets = [each for each in book.sheets_metadata if "WorkSheet" in str(each.typ)]
    filled = {each.name: list(islice(_rows(book.get_sheet_by_name(each.name)), LOOKED_AT)) for each in worksheets}
    filled = {name: rows for name, rows in filled.items() if any(any(row) for row in rows)}
    if not filled:
        raise refusals.FileEmpty(file, "every sheet is empty", "Name the file that holds the rows.")
    if len(filled) == 1:
        return next(iter(filled)), []
    with_numbers = [name for name, rows in filled.items() if looks_like_numbers(rows)]
    if len(with_numbers) != 1:
        _refuse_choice(file, with_numbers or list(filled), numbers=bool(with_numbers))
    (name,) = with_numbers
    left = ", ".join(f"“{other}”" for other in filled if other != name)
    return name, [f"sheet “{name}” was read; without a column of numbers and not read: {left}"]


def _refuse_choice(file: Path, names: Sequence[str], *, numbers: bool) -> NoReturn:
    named = ", ".join(f"“{name}”" for name in names)
    reason = f"{len(names)} sheets {'hold numbers' if numbers else 'hold rows, none of them numbers'}: {named}"
    raise refusals.SeveralSheets(file, reason, "Save the sheet that is meant as a file of its own.")


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    return ([_text(value) for value in row] for row in sheet.iter_rows())


def _without_last_blanks(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows up to the last that holds anything: Excel keeps formatted blank rows by the thousand."""
    blanks: list[Row] = []
    for row in rows:
        if any(row):
            yield from blanks
            blanks.clear()
            yield row
        else:
            blanks.append(row)


def _text(value: Any) -> str | None:
    """What a cell holds, with every digit it has."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _digits(value: float) -> str:
    if abs(value) >= WHOLE_TO:
        return f"{value:.14e}"  # its last digits are gone: reads as damaged
    return str(int(value)) if value.is_integer() else repr(value)
