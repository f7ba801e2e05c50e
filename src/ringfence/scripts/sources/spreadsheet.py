"""A workbook -> its sheets as cells of text with their places; read straight from the XML, formulas never run."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from ringfence.scripts.sources.as_read import MOST, Kind
from ringfence.scripts.sources.characters import clean
from ringfence.scripts.sources.refusals import ScriptTooLarge
from ringfence.scripts.sources.rows import Cell
from ringfence.scripts.sources.zipguard import Package, attribute, child, local
from ringfence.scripts.sources.zipguard import number as whole

MAIN = "xl/workbook.xml"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DATE_FORMATS = frozenset([*range(14, 18), 22])
DATE_CODE = re.compile(r'(?:^|[^\\"a-z])(?:d{1,4}|m{3,5}|y{2,4})', re.IGNORECASE)
MAX_COLUMNS, MAX_CELLS = 200, 400_000
EPOCH = date(1899, 12, 30)  # Excel's day 0, leap-year slip included
LAST_DAY = 2_958_465  # 31 December 9999


@dataclass
class Sheet:
    """One sheet: its filled cells by row and column, both from 1, and what is noted beside them."""

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    asides: list[tuple[Kind, str, str]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: int = 0
    formulas: int = 0  # without a value: the program that saved the file never worked them out
    pictures: int = 0
    beyond: tuple[str, str] = ("", "")  # the first filled cell further right than any script, and its words

    def place(self, row: int, column: int) -> str:
        return f"sheet “{self.name}”, cell {letters(column)}{row}"

    def grid(self) -> list[list[Cell]]:
        """The rows that hold something, as wide as the widest."""
        width = max((max(row) for row in self.cells.values()), default=0)
        return [
            [Cell(row.get(column, ""), self.place(number, column)) for column in range(1, width + 1)]
            for number, row in sorted(self.cells.items())
        ]


@dataclass
class _Book:
    """What the sheets of a workbook share."""

    strings: list[str]
    dates: frozenset[int]
    from_1904: bool
    left: int = MAX_CELLS
    characters: int = MOST


def read_sheets(package: Package) -> list[Sheet]:
    """The sheets of a workbook, in order."""
    part = package.main(MAIN)
    root = package.xml(part)
    relations = package.relations(part)
    properties = child(root, "workbookPr")
    book = _Book(
        _strings(package, part), _dates(package, part), attribute(properties, "date1904") in ("1", "true")
    )  # fmt: skip
    found, seen = [], set[str]()
    for each in child(root, "sheets") or ():
        kind, target = relations.get(attribute(each, "id") or "", ("", ""))
        if kind == "worksheet" and package.has(target) and target not in seen:
            seen.add(target)
            sheet = Sheet(clean(attribute(each, "name") or ""))
            sheet.hidden = attribute(each, "state") in ("hidden", "veryHidden")
            _read(package, target, sheet, book)
            found.append(sheet)
    return found


def _strings(package: Package, part: str) -> list[str]:
    found = package.related(part, "sharedStrings")
    return [_rich(each) for each in package.xml(found[0])] if found else []


def _rich(element: ET.Element) -> str:
    """A string of several runs, readings for other scripts left out."""
    parts = []
    for each in element:
        if local(each) == "t":
            parts.append(each.text or "")
        elif local(each) == "r":
            parts += [text.text or "" for text in each if local(text) == "t"]
    return clean(ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(parts))).replace("\x00", "")


def _dates(package: Package, part: str) -> frozenset[int]:
    """The cell formats that show a day."""
    found = package.related(part, "styles")
    if not found:
        return frozenset()
    root = package.xml(found[0])
    own: Mapping[str, str] = {
        attribute(each, "numFmtId") or "": attribute(each, "formatCode") or "" for each in child(root, "numFmts") or ()
    }
    formats = [attribute(each, "numFmtId") or "0" for each in child(root, "cellXfs") or ()]
    return frozenset(at for at, key in enumerate(formats) if _is_date(key, own))


def _is_date(key: str, own: Mapping[str, str]) -> bool:
    if key in own:
        return bool(DATE_CODE.search(re.sub(r"\[[^\]]*\]", "", own[key])))
    return key.isdecimal() and int(key) in DATE_FORMATS


def _read(package: Package, part: str, sheet: Sheet, book: _Book) -> None:
    root = package.xml(part)
    for row in child(root, "sheetData") or ():
        _read_row(row, sheet, book)
    for note in _notes(package, part):
        sheet.asides.append(("comment", f"sheet “{sheet.name}”, cell {note[0]}", note[1]))
    sheet.pictures = len(package.related(part, "drawing"))


def _read_row(row: ET.Element, sheet: Sheet, book: _Book) -> None:
    number = whole(attribute(row, "r")) or 0
    if number < 1 or number in sheet.cells:  # no row takes the place of another
        number = max(sheet.cells, default=0) + 1
    column, found = 0, dict[int, str]()
    for cell in row:
        match = REFERENCE.fullmatch(attribute(cell, "r") or "")
        column = index(match[1]) if match else column + 1
        text = _text(cell, sheet, book, sheet.place(number, column))
        if column > MAX_COLUMNS:
            sheet.beyond = sheet.beyond if sheet.beyond[1] or not text.strip() else (sheet.place(number, column), text)
        elif text.strip():
            found[column] = f"{found[column]}\n{text}" if column in found else text
            book.left -= 1
            book.characters -= len(text)
    if book.left < 0 or book.characters < 0:
        most = f"{MAX_CELLS:,} filled cells or {MOST:,} characters"
        raise ScriptTooLarge(f"sheet “{sheet.name}”: more than {most}. Check only the script's sheet.")
    if found:
        sheet.cells[number] = found
        sheet.hidden_rows += attribute(row, "hidden") in ("1", "true")


def _text(cell: ET.Element, sheet: Sheet, book: _Book, place: str) -> str:
    """What a cell shows."""
    form, value = attribute(cell, "t") or "n", child(cell, "v")
    raw = (value.text or "") if value is not None else ""
    sheet.formulas += not raw and child(cell, "f") is not None
    if form == "inlineStr":
        inline = child(cell, "is")
        return _rich(inline) if inline is not None else ""
    if form == "s":
        return book.strings[int(raw)] if raw.isdecimal() and int(raw) < len(book.strings) else ""
    if form == "n":
        return _number(raw, attribute(cell, "s") or "0", sheet, book, place)
    if form == "b":
        return "TRUE" if raw == "1" else "FALSE"
    return "" if form == "e" else clean(raw)


def _number(raw: str, style: str, sheet: Sheet, book: _Book, place: str) -> str:
    """A number as written; a day as an ISO date, and told."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if style.isdecimal() and int(style) in book.dates and 0 < value < LAST_DAY:
        day = (EPOCH + timedelta(days=int(value) + (1462 if book.from_1904 else 0))).isoformat()
        sheet.asides.append(("date", place, day))
        return day
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else raw


def _notes(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The cells with comments, and their words; threads win over the copies kept for old versions."""
    for target in package.related(part, "threadedComment"):
        for each in package.xml(target):
            yield attribute(each, "ref") or "", clean("".join(t.text or "" for t in each if local(t) == "text"))
    if package.related(part, "threadedComment"):
        return
    for target in package.related(part, "comments"):
        for each in child(package.xml(target), "commentList") or ():
            text = child(each, "text")
            yield attribute(each, "ref") or "", _rich(text) if text is not None else ""


def index(name: str) -> int:
    """A column's number: A is 1, AA is 27."""
    value = 0
    for mark in name:
        value = value * 26 + ord(mark) - ord("A") + 1
    return value


def letters(column: int) -> str:
    """A column's name: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
