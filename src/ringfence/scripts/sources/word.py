"""A Word document -> the script in it: headings, numbers as Word draws them, tables, boxes; comments kept apart.

Tracked changes are read as accepted. What is not read aloud for certain (comments, headers, footnotes, hidden and
struck-through words) is kept apart and told; what cannot be read (pictures, embedded files) is counted.
"""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from ringfence.scripts.sources import rows
from ringfence.scripts.sources.as_read import AsRead
from ringfence.scripts.sources.characters import clean
from ringfence.scripts.sources.word_paragraphs import Document, Paragraph, blocks, paragraphs
from ringfence.scripts.sources.word_runs import NO_WORDS, plain_text
from ringfence.scripts.sources.word_styles import read_lists, read_styles
from ringfence.scripts.sources.zipguard import Package, attribute, child, local, number

MAIN = "word/document.xml"
MAX_COLUMNS = 63  # as many as Word allows


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


def _write_blocks(document: Document, parent: ET.Element, place: str) -> None:
    for block in blocks(parent):
        if local(block) == "tbl":
            _write_joined(document)
            _write_table(document, block, place)
        else:
            for paragraph in paragraphs(document, block, place):
                _write(document, paragraph)
    _write_joined(document)


def _write_joined(document: Document) -> None:
    """Words that were to run on, where no paragraph follows."""
    text, document.joined = "".join(document.joined), []
    if text.strip():
        _write(document, Paragraph(text, f"paragraph {document.paragraphs}"))


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
        cells += [[] for _ in range(min(span - 1, MAX_COLUMNS - len(cells)))]
    return cells


def _cell(document: Document, cell: ET.Element, place: str) -> Iterator[Paragraph]:
    for block in blocks(cell):
        if local(block) == "tbl":
            for number_, row in _table_rows(block):
                inner = _row(document, row, f"{place}, inner row {number_}")
                yield from (paragraph for column in inner for paragraph in column)
        else:
            yield from paragraphs(document, block, place)


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
