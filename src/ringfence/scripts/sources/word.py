"""A Word document -> the script in it: headings, numbers as Word draws them, tables, boxes; comments kept apart.

Tracked changes are read as accepted. What is not read aloud for certain (comments, headers, footnotes, hidden and
struck-through words) is kept apart and told; what cannot be read (pictures, embedded files) is counted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ringfence.scripts.sources import rows
from ringfence.scripts.sources.as_read import AsRead, Writer
from ringfence.scripts.sources.characters import bracketed, clean
from ringfence.scripts.sources.word_runs import NO_WORDS, Reader, Words, plain_text
from ringfence.scripts.sources.word_styles import BULLET, Lists, Style, read_lists, read_styles
from ringfence.scripts.sources.zipguard import Package, attribute, child, local, number
from ringfence.scripts.words import asks

MAIN = "word/document.xml"
HEADING_STYLE = re.compile(r"heading (\d)|title|subtitle")
NOTE_STYLE = re.compile(r"\b(?:instruction|interviewer|note|prompt|guidance|routing)", re.IGNORECASE)
NOTE_WORDS = re.compile(
    r"(?:interviewer|note|read|if|do not|don't|code|show|ask|probe|prompt|single|multi|rotate|randomi[sz]e|thank|close"
    r"|go to|skip|record|tick|enter|pause|wait)\b",
    re.IGNORECASE,
)
CONTENTS_STYLE = re.compile(r"toc \d|table of (?:figures|contents)")
SPOKEN_END = re.compile(r"[.?!…][\"”’)]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it is to be written."""

    words: str
    place: str
    form: str = "plain"  # heading, note, list
    level: int = 0
    label: str = ""

    def lines(self) -> list[str]:
        """Its lines: Markdown's marks for a heading, brackets around a note, number and indent of a list."""
        first, *rest = [line.strip() for line in self.words.split("\n") if line.strip()]
        label = f"{self.label} " if self.label else ""
        if self.form == "heading":
            return [f"{'#' * (self.level + 1)} {label}{' '.join([first, *rest])}"]
        if self.form == "note":
            return [line for each in (first, *rest) for line in bracketed(each)]
        indent = "   " * self.level if self.form == "list" else ""
        return [f"{indent}{label}{first}", *(f"{indent}{line}" for line in rest)]


@dataclass
class Document:
    """One document while it is read."""

    package: Package
    part: str
    styles: dict[str, Style]
    lists: Lists
    writer: Writer = field(default_factory=Writer)
    reader: Reader = field(default_factory=Reader)
    paragraphs: int = 0
    tables: int = 0
    pictures: int = 0
    joined: str = ""  # words of a paragraph whose mark was deleted: they run on into the next
    in_list: bool = False
    notes: dict[str, dict[str, str]] = field(default_factory=dict)  # comments and footnotes by part and id


def read(package: Package) -> AsRead:
    """The script in a document."""
    part = package.main(MAIN)
    root = package.xml(part)
    document = Document(package, part, read_styles(_related(package, part, "styles")), read_lists(_related(
        package, part, "numbering")))  # fmt: skip
    for kind in ("comments", "footnotes", "endnotes"):
        document.notes[kind] = _numbered(_related(package, part, kind))
    body = child(root, "body")
    _write_blocks(document, body if body is not None else root, "")
    _write_headers(document)
    _tell_unread(document, root)
    return document.writer.as_read()


def _related(package: Package, part: str, kind: str) -> ET.Element | None:
    found = package.related(part, kind)
    return package.xml(found[0]) if found else None


def _numbered(root: ET.Element | None) -> dict[str, str]:
    """The words of comments or footnotes by their id."""
    return {attribute(each, "id") or "": plain_text([each]) for each in root} if root is not None else {}


def _blocks(parent: ET.Element) -> Iterator[ET.Element]:
    """The paragraphs and tables of a body, a cell or a box, wrappers taken off."""
    for each in parent:
        name = local(each)
        if name in ("p", "tbl"):
            yield each
        elif name == "AlternateContent":
            ways = [way for way in each if local(way) in ("Choice", "Fallback")]
            yield from _blocks(ways[0]) if ways else ()
        elif name not in NO_WORDS:
            yield from _blocks(each)


def _write_blocks(document: Document, parent: ET.Element, place: str) -> None:
    for block in _blocks(parent):
        if local(block) == "tbl":
            _write_table(document, block, place)
        else:
            for paragraph in _paragraphs(document, block, place):
                _write(document, paragraph)


def _write(document: Document, paragraph: Paragraph) -> None:
    """A paragraph by itself, or one more line of the list above it."""
    in_list = paragraph.form == "list"
    if not (in_list and document.in_list):
        document.writer.gap()
    for line in paragraph.lines():
        document.writer.line(line, paragraph.place)
    document.in_list = in_list
    if not in_list:
        document.writer.gap()


def _paragraphs(document: Document, element: ET.Element, within: str) -> Iterator[Paragraph]:
    """A paragraph, when there are words in it, and the text boxes that hang on it."""
    words = document.reader.read(element)
    place = _place(document, words, within)
    _keep_apart(document, words, place)
    document.pictures += words.pictures
    text = document.joined + clean(words.text)
    document.joined = ""
    if child(element, "pPr", "rPr", "del") is not None:  # its mark was deleted
        document.joined = text
    elif text.strip() and not CONTENTS_STYLE.match(_style(document, element).name):
        yield _paragraph(document, element, words, text, place)
    for box in words.boxes:
        yield from _box(document, box, place)


def _place(document: Document, words: Words, within: str) -> str:
    """Where a paragraph stands; in the body those with words are counted, as a reader counts."""
    if within:
        return within
    document.paragraphs += bool(words.text.strip())
    return f"paragraph {document.paragraphs}"


def _box(document: Document, box: ET.Element, place: str) -> Iterator[Paragraph]:
    where = f"text box at {place}"
    before, document.joined = document.joined, ""
    found = [paragraph for block in _blocks(box) if local(block) == "p"
             for paragraph in _paragraphs(document, block, where)]  # fmt: skip
    document.joined = before
    if found:
        document.writer.aside("text_box", where, " ".join(each.words for each in found))
    yield from found


def _style(document: Document, element: ET.Element) -> Style:
    return document.styles.get(attribute(child(element, "pPr", "pStyle"), "val") or "", Style())


def _paragraph(document: Document, element: ET.Element, words: Words, text: str, place: str) -> Paragraph:
    """What a paragraph is: by its style, its list, and whether it is said."""
    style = _style(document, element)
    label, level = _label(document, element, style)
    heading = _heading(element, style)
    if heading is not None and not _spoken(text):
        return Paragraph(text, place, "heading", min(heading, 5), "" if label == BULLET else label)
    if _is_note(text, style, words):
        return Paragraph(text, place, "note")
    if label or level is not None:
        return Paragraph(text, place, "list", level or 0, _ended(label))
    return Paragraph(text, place)


def _heading(element: ET.Element, style: Style) -> int | None:
    """The level of a heading; None for what is none."""
    named = HEADING_STYLE.fullmatch(style.name)
    if named:
        return int(named[1]) - 1 if named[1] else 0
    own = number(attribute(child(element, "pPr", "outlineLvl"), "val"))
    level = own if own is not None else style.outline
    return level if level is not None and level < 9 else None


def _spoken(text: str) -> bool:
    """True for a question or a sentence, whatever its style: writers use headings to make lines large."""
    return asks(text) or (bool(SPOKEN_END.search(text.strip())) and len(text.split()) >= 5)


def _is_note(text: str, style: Style, words: Words) -> bool:
    return bool(NOTE_STYLE.search(style.name)) or (words.mostly_italic and bool(NOTE_WORDS.match(text.strip())))


def _label(document: Document, element: ET.Element, style: Style) -> tuple[str, int | None]:
    """The number that Word draws before a paragraph, and its level in the list; None outside lists."""
    own = child(element, "pPr", "numPr")
    list_id = attribute(child(own, "numId"), "val") or style.list_id or "0"
    if list_id == "0":
        return "", None
    level = number(attribute(child(own, "ilvl"), "val"))
    if level is None:
        level = style.list_level
    if level is None:
        style_id = attribute(child(element, "pPr", "pStyle"), "val") or ""
        level = document.lists.level_of_style(list_id, style_id) or 0
    return document.lists.label(list_id, level), level


def _ended(label: str) -> str:
    """A number with a mark after it, so that it is known as one in plain text."""
    return f"{label}." if label[-1:].isalnum() else label


def _keep_apart(document: Document, words: Words, place: str) -> None:
    for kind, text in words.apart:
        document.writer.aside(kind, place, clean(text))
    for part, key in words.references:
        if note := document.notes.get(part, {}).get(key):
            document.writer.aside("comment" if part == "comments" else "footnote", place, clean(note))


def _write_table(document: Document, table: ET.Element, within: str) -> None:
    """A table with a question a row, or one that only lays out what is in it."""
    document.tables += not within
    place = within or f"table {document.tables}"
    grid = [_row(document, row, f"{place}, row {number_}") for number_, row in _table_rows(table)]
    grid = [row for row in grid if any(row)]
    document.in_list = False
    if sum(len([cell for cell in row if cell]) > 1 for row in grid) <= 1 and not _headed(grid):
        for paragraph in (each for row in grid for cell in row for each in cell):
            _write(document, paragraph)
        return
    rows.write(document.writer, [_flat(row) for row in grid])


def _headed(grid: list[list[list[Paragraph]]]) -> bool:
    return rows.headed([_flat(row) for row in grid])


def _table_rows(table: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    """The rows of a table with their numbers, deleted ones left out."""
    count = 0
    for each in _unwrapped(table, "tr"):
        if child(each, "trPr", "del") is None:
            count += 1
            yield count, each


def _unwrapped(parent: ET.Element, wanted: str) -> Iterator[ET.Element]:
    for each in parent:
        if local(each) == wanted:
            yield each
        elif local(each) not in NO_WORDS:
            yield from _unwrapped(each, wanted)


def _row(document: Document, row: ET.Element, place: str) -> list[list[Paragraph]]:
    """The paragraphs of each cell, by column."""
    cells: list[list[Paragraph]] = []
    for cell in _unwrapped(row, "tc"):
        merged = child(cell, "tcPr", "vMerge")
        below = merged is not None and attribute(merged, "val") != "restart"
        gone = child(cell, "tcPr", "cellDel") is not None
        where = f"{place}, column {len(cells) + 1}"
        cells.append([] if below or gone else list(_cell(document, cell, where)))
        span = number(attribute(child(cell, "tcPr", "gridSpan"), "val")) or 1
        cells += [[] for _ in range(min(span, 100) - 1)]
    return cells


def _cell(document: Document, cell: ET.Element, place: str) -> Iterator[Paragraph]:
    for block in _blocks(cell):
        if local(block) == "tbl":
            for number_, row in _table_rows(block):
                inner = _row(document, row, f"{place}, inner row {number_}")
                yield from (paragraph for column in inner for paragraph in column)
        else:
            yield from _paragraphs(document, block, place)


def _flat(row: Iterable[list[Paragraph]]) -> list[rows.Cell]:
    """Each cell as lines of text at one place."""
    return [
        rows.Cell(
            "\n".join(line for paragraph in cell for line in _cell_lines(paragraph)), cell[0].place if cell else ""
        )
        for cell in row
    ]


def _cell_lines(paragraph: Paragraph) -> list[str]:
    if paragraph.form == "heading":
        return [paragraph.words.strip()]
    return [line.strip() for line in paragraph.lines()]


def _write_headers(document: Document) -> None:
    """What is printed on every page is kept apart."""
    for kind in ("header", "footer"):
        for part in document.package.related(document.part, kind):
            if text := plain_text([document.package.xml(part)]):
                document.writer.aside("header", f"page {kind}", clean(text))


def _tell_unread(document: Document, root: ET.Element) -> None:
    """What cannot be read is counted, never passed over."""
    files = sum(local(each) == "altChunk" for each in root.iter())
    for count, what in ((document.pictures, "picture"), (files, "embedded file")):
        if count:
            many = f"{count} {what}s were" if count > 1 else f"1 {what} was"
            document.writer.remarks.append(f"{many} not read: words in them are not judged.")
