"""A script as read: its text, where each part stood in the source, and what was kept apart from what is said."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ringfence.scripts.sources.refusals import WAY_OUT, ScriptTooLarge

Kind = Literal[
    "comment", "deletion", "insertion", "text_box", "header", "footnote", "hidden", "struck", "translation", "date"
]
KINDS: Mapping[Kind, tuple[str, str]] = {
    "comment": ("1 comment is", "{} comments are"),
    "deletion": ("1 tracked deletion is", "{} tracked deletions are"),
    "insertion": ("1 tracked insertion is", "{} tracked insertions are"),
    "text_box": ("1 text box is", "{} text boxes are"),
    "header": ("1 page header or footer is", "{} page headers and footers are"),
    "footnote": ("1 footnote is", "{} footnotes are"),
    "hidden": ("1 hidden part is", "{} hidden parts are"),
    "struck": ("1 struck-through part is", "{} struck-through parts are"),
    "translation": ("1 translated line is", "{} translated lines are"),
    "date": ("1 cell holds a date and is", "{} cells hold dates and are"),
}
FATE: Mapping[Kind, str] = {
    "comment": "kept apart, not judged",
    "deletion": "left out, as if accepted",
    "insertion": "judged, as if accepted",
    "text_box": "judged with the paragraph it hangs on",
    "header": "not judged",
    "footnote": "not judged",
    "hidden": "left out",
    "struck": "left out",
    "translation": "not judged",
    "date": "read as typed, though Excel may have made it from words such as 1-5",
}
MOST = 20_000_000  # characters in all: small parts that refer to each other could ask for any number
SHOWN, SHORT = 3, 60  # examples in a note, and characters of each


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in the source that is not simply read aloud."""

    kind: Kind
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Spoken words that nobody judged: a script that holds some is never allowed without a person."""

    message: str
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A block of lines that the source itself marks as one section; `skip` characters in, the words begin."""

    label: str = ""
    skip: int = 0
    left_out: str = ""  # why it is no section, if it is none


@dataclass(frozen=True, slots=True)
class AsRead:
    """The text that is judged, and all that is known of where it came from."""

    text: str
    places: tuple[tuple[int, str], ...] = ()  # offset at which a place of the source begins, in order
    fixed: Mapping[int, Fixed] = field(default_factory=dict)  # by the offset of the block's first line
    asides: tuple[Aside, ...] = ()
    remarks: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()

    def source(self, start: int, end: int) -> str:
        """Where in the source the characters stood: “paragraph 4”, “table 1, row 3”, “lines 7 to 9”."""
        last = max(start, end - 1)
        if not self.places:
            return _span(f"line {self._line(start)}", f"line {self._line(last)}")
        return _span(self._place(start), self._place(last))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the reading, a sentence each."""
        kinds = dict.fromkeys(aside.kind for aside in self.asides)
        return (*self.remarks, *(_summary(kind, [a for a in self.asides if a.kind == kind]) for kind in kinds))

    def _line(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def _place(self, offset: int) -> str:
        at = bisect_right(self.places, offset, key=lambda place: place[0])
        return self.places[max(0, at - 1)][1]


def _span(first: str, last: str) -> str:
    """Both ends of a stretch, what they share said once: “table 1, row 3 to row 5”."""
    if first == last:
        return first
    start, end = first.split(", "), last.split(", ")
    while len(end) > 1 and start and start[0] == end[0]:
        start, end = start[1:], end[1:]
    if first.startswith("line "):
        return f"lines {first[5:]} to {last[5:]}"
    return f"{first} to {', '.join(end)}"


def _summary(kind: Kind, asides: list[Aside]) -> str:
    one, many = KINDS[kind]
    count = one if len(asides) == 1 else many.format(len(asides))
    shown = "; ".join(f"{aside.source}{f', “{short(aside.text)}”' if aside.text else ''}" for aside in asides[:SHOWN])
    more = f"; and {len(asides) - SHOWN} more" if len(asides) > SHOWN else ""
    return f"{count} {FATE[kind]}: {shown}{more}."


def short(words: str) -> str:
    """The words on one line, cut where they are many."""
    words = " ".join(words.split())
    return words if len(words) <= SHORT else words[: SHORT - 1].rsplit(" ", 1)[0] + "…"


class Writer:
    """Takes a script line by line, each with its place in the source; gives it back as read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: list[tuple[int, str]] = []
        self._fixed: dict[int, Fixed] = {}
        self._at = 0
        self._left = MOST
        self.asides: list[Aside] = []
        self.remarks: list[str] = []
        self.unread: list[Unread] = []

    def line(self, text: str, place: str) -> None:
        """One more line, with no line end in it."""
        if text.strip() and (not self._places or self._places[-1][1] != place):
            self._places.append((self._at, place))
        self._lines.append(text)
        self._at += len(text) + 1
        self._count(len(text) + 1)

    def gap(self) -> None:
        """A blank line, unless the text is at one."""
        if self._lines and self._lines[-1]:
            self.line("", "")

    def block(self, lines: list[tuple[str, str]], fixed: Fixed) -> None:
        """Lines with their places that are one section, or none, whatever they look like."""
        self.gap()
        self._fixed[self._at] = fixed
        for text, place in lines:
            self.line(text, place)
        self.gap()

    def aside(self, kind: Kind, source: str, text: str) -> None:
        self._count(len(text))
        self.asides.append(Aside(kind, source, " ".join(text.split())))

    def _count(self, characters: int) -> None:
        self._left -= characters
        if self._left < 0:
            raise ScriptTooLarge(f"it holds more than {MOST:,} characters, too long for a call script. {WAY_OUT}")

    def as_read(self) -> AsRead:
        text = "\n".join(self._lines).rstrip("\n") + "\n" if self._lines else ""
        return AsRead(
            text, tuple(self._places), self._fixed, tuple(self.asides), tuple(self.remarks), tuple(self.unread)
        )
