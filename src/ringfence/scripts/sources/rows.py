"""A table with a question a row -> sections: the words, then answers, notes and routing, each at its own place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ringfence.scripts.lines import shouted
from ringfence.scripts.sources.as_read import Fixed, Unread, Writer
from ringfence.scripts.sources.characters import bracketed
from ringfence.scripts.sources.columns import Layout, language, layout, speechlike

CODED = re.compile(r"(?:^|[\s,;])(?=(?:\d{1,2}|[a-z])\s*(?:[.)=:]|[-–] )\s*\S)", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-*•–]|\[ ?\]|☐|□|o )\s*")
LONGEST_CODE = 40  # characters of an answer in a list with commas


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    place: str

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass
class Item:
    """One row, with the rows of answers under it."""

    label: str = ""
    speaker: str = ""
    words: list[Cell] = field(default_factory=list)
    answers: list[Cell] = field(default_factory=list)
    notes: list[Cell] = field(default_factory=list)
    routing: list[Cell] = field(default_factory=list)


Grid = Sequence[Sequence[Cell]]


def headed(grid: Grid) -> bool:
    """True for a table whose headings say where the words are."""
    return layout(_texts(grid)) is not None


def write(writer: Writer, grid: Grid) -> None:
    """The rows of a table; as they stand where no heading says what is in them."""
    found = layout(_texts(grid))
    if found is None:
        _write_plain(writer, grid)
        return
    part = ""
    for row in grid[: found.heading]:
        write_heading(writer, next((cell for cell in row if cell), Cell("", "")))
    body = grid[found.heading + 1 :]
    for item in _items(body, found, writer):
        if isinstance(item, Cell):
            if item.text != part:
                write_heading(writer, item)
            part = item.text
        else:
            write_item(writer, item)
    for column in found.columns("language"):
        write_translation(writer, [row[column] for row in body if column < len(row)], language(found.names[column]))
    _tell_columns(writer, body, found)


def _texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid]


def write_heading(writer: Writer, cell: Cell) -> None:
    if cell:
        writer.gap()
        writer.line(f"## {' '.join(cell.text.split())}", cell.place)
        writer.gap()


def _write_plain(writer: Writer, grid: Grid) -> None:
    """Rows as Markdown writes them: every cell is kept, the first ones are read first."""
    writer.gap()
    for row in grid:
        if any(row):
            cells = [" / ".join(cell.text.split("\n")).replace("|", "\\|").strip() for cell in row]
            place = next(cell.place for cell in row if cell)
            writer.line(f"| {' | '.join(cells)} |", place.rpartition(", ")[0] or place)
    writer.gap()


def _items(body: Grid, found: Layout, writer: Writer) -> Iterator[Item | Cell]:
    """Each question with what belongs to it, and the names of parts between them."""
    item: Item | None = None
    for row in body:
        fresh = _item(row, found)
        _keep_apart(writer, row, found)
        if part := next((cell for cell in _cells(row, found, "part") if cell), None):
            if item:
                yield item
                item = None
            yield part
        if fresh.words:
            if item:
                yield item
            item = fresh
        elif fresh.label and not (fresh.answers or fresh.notes or fresh.routing):
            if item:
                yield item
                item = None
            yield next(cell for cell in row if cell)
        elif item:
            item.answers += fresh.answers
            item.notes += fresh.notes
            item.routing += fresh.routing
    if item:
        yield item


def _item(row: Sequence[Cell], found: Layout) -> Item:
    label = next((cell.text.strip() for cell in _cells(row, found, "id") if cell), "")
    words = [cell for cell in _cells(row, found, "words") if cell]
    if not words and speechlike(label):  # a sentence across the whole row
        words = [next(cell for cell in _cells(row, found, "id") if cell)]
        label = ""
    return Item(
        label,
        next((cell.text.strip() for cell in _cells(row, found, "speaker") if cell), ""),
        words,
        [cell for cell in _cells(row, found, "answers") if cell],
        [cell for cell in _cells(row, found, "note") if cell],
        [cell for cell in _cells(row, found, "routing") if cell],
    )


def _cells(row: Sequence[Cell], found: Layout, role: str) -> list[Cell]:
    return [row[column] for column, each in found.roles.items() if each == role and column < len(row)]


def _keep_apart(writer: Writer, row: Sequence[Cell], found: Layout) -> None:
    """Reviewers' comments are told, not judged."""
    for cell in _cells(row, found, "comment"):
        if speechlike(cell.text):
            writer.aside("comment", cell.place, cell.text)


def write_translation(writer: Writer, cells: Sequence[Cell], name: str) -> None:
    """Lines in another language: kept in the text, so that its hash covers them, and judged by nobody."""
    said = [cell for cell in cells if cell]
    if not said:
        return
    for cell in said:
        writer.block([(line, cell.place) for line in _lines(cell.text)], Fixed(left_out=f"in {name}"))
        writer.aside("translation", cell.place, cell.text)
    count = f"{len(said)} lines are" if len(said) > 1 else "1 line is"
    message = (
        f"{count} in {name}, and the checks read English only: have somebody who reads it judge them, then check "
        "a copy without"
    )
    writer.unread.append(Unread(message, said[0].place, " ".join(cell.text for cell in said)))


def write_item(writer: Writer, item: Item) -> None:
    """One question as one section; only a note or a title when nothing in it is said."""
    words = [(line, cell.place) for cell in item.words for line in _lines(cell.text)]
    label = item.label.strip(" .:)")
    head = f"{label}. " if label else ""
    if item.speaker:
        head += f"{item.speaker.strip(' :').upper()}: "
    lines = [(f"{head}{words[0][0]}", words[0][1]), *words[1:]]
    lines += [(f"   - {answer}", cell.place) for cell in item.answers for answer in answers(cell.text)]
    for cell in (*item.notes, *item.routing):
        lines += [(line, cell.place) for each in _lines(cell.text) for line in bracketed(each)]
    writer.block(lines, Fixed(label, len(head), _unspoken([text for text, _ in words], item)))


def _unspoken(words: list[str], item: Item) -> str:
    """Why a row is no section, if it is none."""
    if all(line.startswith("[") and line.endswith("]") for line in words):
        return "note"
    title = " ".join(words)
    bare = not (item.label or item.answers) and shouted(title) and len(words) == 1
    return "heading" if bare and len(title.split()) <= 8 and not title.endswith(("?", ".", "!")) else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def answers(text: str) -> list[str]:
    """The answers in a cell: a line each, or parted by ; / | or by their codes, or by commas when all are short."""
    lines = _lines(text)
    if len(lines) == 1:
        lines = _parted(lines[0])
    return [bare for line in lines if (bare := BULLET.sub("", line).strip(" ,;"))]


def _parted(line: str) -> list[str]:
    for mark in (";", " | ", "|", " / "):
        if mark in line:
            return line.split(mark)
    if len(coded := [part for part in CODED.split(line) if part.strip()]) > 1:
        return coded
    if "/" in line and len(line.split()) <= 2 * (line.count("/") + 1):
        return line.split("/")
    parts = line.split(",")
    return parts if len(parts) > 1 and all(len(part) <= LONGEST_CODE for part in parts) else [line]


def _tell_columns(writer: Writer, body: Grid, found: Layout) -> None:
    """Names the columns that were not taken for part of the script."""
    left = [
        name for column, name in found.names.items()
        if found.roles.get(column) in (None, "comment") and any(column < len(row) and row[column] for row in body)
    ]  # fmt: skip
    if left:
        writer.remarks.append(f"Columns not read aloud, and not judged: {', '.join(left)}.")
