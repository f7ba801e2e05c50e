"""The script's sections to what is drawn: text cut at its findings, numbered notes, and the strip of classes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ringfence.campaigns.report import words
from ringfence.campaigns.report.shape import Finding, Need, Section
from ringfence.campaigns.report.words import Label

WORST = ("error", "warning", "note")
QUOTED = 90  # characters of the script repeated in a note: enough to recognise, short enough for a margin


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number in the report."""

    number: int
    finding: Finding

    @property
    def level(self) -> str:
        return words.LEVELS[self.finding["level"]]

    @property
    def quoted(self) -> str:
        """The words found, on one line, shortened."""
        text = " ".join(self.finding["text"].split())
        return text if len(text) <= QUOTED else text[: QUOTED - 1].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same findings throughout; `ends` are the numbers of the notes whose words end with it."""

    text: str
    level: str
    shared: bool
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One section as drawn."""

    anchor: str
    id: str
    label: Label
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    needs: Sequence[Need]

    @property
    def crosses(self) -> bool:
        return self.label.key in words.MARKETING


@dataclass(frozen=True, slots=True)
class Band:
    """One section on the strip; `x` and `width` in per cent."""

    view: View
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Tally:
    """A class and the sections that have it."""

    label: Label
    views: tuple[View, ...]


def views(sections: Sequence[Section]) -> tuple[View, ...]:
    """The sections in reading order, their findings numbered through."""
    found: list[View] = []
    number = 0
    for place, section in enumerate(sections, 1):
        ordered = sorted(section["findings"], key=lambda finding: (finding["start"], finding["end"]))
        notes = tuple(Note(number + step, finding) for step, finding in enumerate(ordered, 1))
        number += len(notes)
        label = words.CLASSES[section["class"]]
        found.append(View(f"section-{place}", section["id"], label, pieces(section, notes), notes, section["needs"]))
    return tuple(found)


def pieces(section: Section, notes: Iterable[Note]) -> tuple[Piece, ...]:
    """The section's text cut wherever a finding begins or ends; joined again it is the text."""
    first, last = section["start"], section["end"]
    spans = [(max(n.finding["start"], first), min(n.finding["end"], last), n) for n in notes]
    cuts = sorted({first, last, *(place for start, end, _ in spans for place in (start, end))})
    found: list[Piece] = []
    for start, end in pairwise(cuts):
        over = [note for a, b, note in spans if a <= start and end <= b]
        level = next((level for level in WORST if any(n.finding["level"] == level for n in over)), "")
        ends = tuple(note.number for a, b, note in spans if b == end and a < b)
        found.append(Piece(section["text"][start - first : end - first], level, len(over) > 1, ends))
    return tuple(found)


def strip(shown: Sequence[View]) -> tuple[Band, ...]:
    """The sections side by side, about as wide as their text is long, none too thin to see."""
    lengths = [sum(len(piece.text) for piece in view.pieces) for view in shown]
    least = (sum(lengths) or 1) / (3 * max(len(lengths), 1))
    weights = [max(length, least) for length in lengths]
    scale = 100 / sum(weights) if weights else 0
    x, bands = 0.0, list[Band]()
    for view, weight in zip(shown, weights, strict=True):
        bands.append(Band(view, round(x, 3), round(weight * scale, 3)))
        x += weight * scale
    return tuple(bands)


def tallies(shown: Sequence[View]) -> tuple[Tally, ...]:
    """The classes that occur, the gravest first, each with its sections."""
    found = (Tally(label, tuple(v for v in shown if v.label.key == key)) for key, label in words.CLASSES.items())
    return tuple(tally for tally in found if tally.views)
