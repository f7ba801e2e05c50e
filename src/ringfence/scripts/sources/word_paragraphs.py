"""A Word paragraph -> what it is: a heading, a note, one of a list, or said; its number, its place, its text boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ringfence.scripts.sources.as_read import Writer
from ringfence.scripts.sources.characters import bracketed, clean
from ringfence.scripts.sources.word_runs import NO_WORDS, Reader, Words
from ringfence.scripts.sources.word_styles import BULLET, Lists, Style
from ringfence.scripts.sources.zipguard import Package, attribute, child, local, number
from ringfence.scripts.words import LONGEST, asks

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
    joined: list[str] = field(
        default_factory=list
    )  # words of a paragraph whose mark was deleted: they run on into the next
    in_list: bool = False
    notes: dict[str, dict[str, str]] = field(default_factory=dict)  # comments and footnotes by part and id


def blocks(parent: ET.Element) -> Iterator[ET.Element]:
    """The paragraphs and tables of a body, a cell or a box, wrappers taken off."""
    for each in parent:
        name = local(each)
        if name in ("p", "tbl"):
            yield each
        elif name == "AlternateContent":
            ways = [way for way in each if local(way) in ("Choice", "Fallback")]
            yield from blocks(ways[0]) if ways else ()
        elif name not in NO_WORDS:
            yield from blocks(each)


def paragraphs(document: Document, element: ET.Element, within: str) -> Iterator[Paragraph]:
    """A paragraph, when there are words in it, and the text boxes that hang on it."""
    words = document.reader.read(element)
    place = _place(document, words, within)
    _keep_apart(document, words, place)
    document.pictures += words.pictures
    document.joined.append(clean(words.text))
    if child(element, "pPr", "rPr", "del") is None:  # else its mark was deleted, and it runs on
        text, document.joined = "".join(document.joined), []
        if text.strip() and not CONTENTS_STYLE.match(_style(document, element).name):
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
    before, document.joined = document.joined, []
    found = [paragraph for block in blocks(box) if local(block) == "p"
             for paragraph in paragraphs(document, block, where)]  # fmt: skip
    found += [Paragraph("".join(document.joined), where)] if "".join(document.joined).strip() else []
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
    return asks(text[-LONGEST:]) or (bool(SPOKEN_END.search(text.strip())) and len(text.split()) >= 5)


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
        if note := document.notes.get(part, {}).pop(key, ""):
            document.writer.aside("comment" if part == "comments" else "footnote", place, clean(note))
