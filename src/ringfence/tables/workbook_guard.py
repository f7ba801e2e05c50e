"""A workbook's parts, run through once before the reader proper sees them: no workbook may take the machine down.

The reader holds a sheet as a full grid and every cell's text of its own. So one cell in the last corner, or one long
text that a million cells point to, would take more memory than there is. Both are counted here, a piece at a time.
"""

import re
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

from ringfence.archives import ArchiveSuspect, Limits, open_archive, pieces

LIMITS = Limits(total=4_000_000_000)
MAX_CELLS = 20_000_000  # of one sheet, blank ones in its rectangle included: a full million rows of 20 columns
MAX_TEXT = 1_000_000_000  # bytes of text in all cells
NARROW = 26  # columns named by one letter: a sheet of no others is never too wide
_WIDE = re.compile(rb"""\br\s*=\s*["']([A-Z]{2,3})[0-9]""")
_ROW = re.compile(rb"""\br\s*=\s*["'][A-Z]{0,3}([0-9]{1,9})["']""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^<]*<(?:[a-z]+:)?v>([0-9]{1,9})<""")
_POINTS = re.compile(rb"""\bt\s*=\s*["']s["']""")
_ITEM_END = re.compile(rb"</(?:[a-z]+:)?si>")
_TAIL = 64  # bytes kept from one piece to the next, so that nothing is cut in two


@dataclass
class Extent:
    """How large a part is as a grid, and how often its cells point to a shared text."""

    width: int = NARROW
    rows: int = 0
    points: int = 0


@dataclass
class Seen:
    """What was counted in a workbook."""

    extents: dict[str, Extent] = field(default_factory=dict)
    texts: "array[int]" = field(default_factory=lambda: array("L"))  # length of each shared text


def check(file: Path) -> tuple[str, ...]:
    """The names of the workbook's parts; an `ArchiveRefused` if it is damaged, locked, or would take too much."""
    with file.open("rb") as stream, open_archive(stream, LIMITS) as archive:
        seen = Seen()
        for info in archive.infolist():
            _look(archive, info.filename, seen)
        for name, extent in seen.extents.items():
            if extent.rows * extent.width > MAX_CELLS:
                cells = f"a grid of {extent.rows:,} rows and {extent.width:,} columns"
                raise ArchiveSuspect(f"{name} spans {cells}; at most {MAX_CELLS:,} cells are read")
        _check_texts(archive, seen)
        return tuple(archive.namelist())


def _look(archive: ZipFile, name: str, seen: Seen) -> None:
    extent, tail, start, strings = Extent(), b"", b"", False
    held = 0
    for piece in pieces(archive, name):
        if len(start) < 4096:
            start += piece[:4096]
            if b"<!DOCTYPE" in start:
                raise ArchiveSuspect(f"{name} declares a document type, which Excel never does")
            strings = strings or b"sst" in start[:1024]
        if strings:
            held = _measure(piece, held, seen)
        else:
            _extend(extent, tail + piece)
            tail = piece[-_TAIL:]
    if extent.rows:
        seen.extents[name] = extent


def _measure(piece: bytes, held: int, seen: Seen) -> int:
    """Notes the length of each shared text that ends in this piece; the bytes of the one that does not end yet."""
    ends = [0, *(match.end() for match in _ITEM_END.finditer(piece))]
    for before, after in pairwise(ends):
        seen.texts.append(after - before + held)
        held = 0
    return held + len(piece) - ends[-1]


def _extend(extent: Extent, text: bytes) -> None:
    extent.rows = max([extent.rows, *map(int, set(_ROW.findall(text)))])
    for letters in set(_WIDE.findall(text)):
        extent.width = max(extent.width, _place(letters))
    extent.points += len(_POINTS.findall(text))


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def _check_texts(archive: ZipFile, seen: Seen) -> None:
    """Refuses shared texts that would fill the memory; counted one by one only if they possibly could."""
    if not seen.texts:
        return
    longest = max(seen.texts)
    for name, extent in seen.extents.items():
        if longest * extent.points > MAX_TEXT and _text_of(archive, name, seen.texts) > MAX_TEXT:
            raise ArchiveSuspect(f"the cells of {name} hold more than {MAX_TEXT:,} bytes of text")


def _text_of(archive: ZipFile, name: str, texts: "array[int]") -> int:
    total, tail = 0, b""
    for piece in pieces(archive, name):
        text = tail + piece
        last = 0
        for match in _SHARED.finditer(text):
            place, last = int(match[1]), match.end()
            total += texts[place] if place < len(texts) else 0
        tail = text[max(last, len(text) - _TAIL) :]
    return total
