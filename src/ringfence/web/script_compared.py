"""Two versions of a script, section by section: what was said, what is said, and how its verdict changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ringfence.campaigns import card
from ringfence.campaigns.report.words import CLASSES, Label
from ringfence.scripts import ScriptReport, check_file
from ringfence.scripts.checking import SectionReport
from ringfence.scripts.diff import Difference
from ringfence.scripts.diff import compare as compare_points
from ringfence.scripts.points import plain
from ringfence.web.drafts import CARD

Kind = Literal["same", "reworded", "added", "removed"]
Mark = Literal["", "del", "ins"]
LEVELS = {"error": "must change", "warning": "a person should decide", "note": "notes only", "": "nothing found"}
RANK = ("", "note", "warning", "error")
ALIKE = 0.4  # share of characters that two sections must have in common to be versions of one another


@dataclass(frozen=True)
class Side:
    """One version of a section: its id, class, and the gravest that was found."""

    id: str
    label: Label
    level: str

    @property
    def words(self) -> str:
        return LEVELS[self.level]


@dataclass(frozen=True)
class Row:
    """A section in both versions, or in one; `pieces` are its words, those taken out and put in marked."""

    kind: Kind
    old: Side | None
    new: Side | None
    pieces: tuple[tuple[Mark, str], ...]

    @property
    def turned(self) -> bool:
        """Whether what the check makes of it changed."""
        return (self.old.level, self.old.label) != (self.new.level, self.new.label) if self.old and self.new else True

    @property
    def better(self) -> bool | None:
        """Whether it is less grave than it was; None if it is as grave."""
        before, now = (RANK.index(each.level) if each else 0 for each in (self.old, self.new))
        return None if before == now else now < before


@dataclass(frozen=True)
class Compared:
    """Both versions beside each other."""

    old: ScriptReport
    new: ScriptReport
    points: Difference
    rows: tuple[Row, ...]

    @property
    def changed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.kind != "same" or row.turned)

    @property
    def same(self) -> int:
        return len(self.rows) - len(self.changed)


def compare(files: Path, old: Path, new: Path) -> Compared:
    """The versions of a script under the card of a campaign; found once for the same files."""
    stamps = tuple((each.stat().st_mtime_ns, each.stat().st_size) for each in (files / CARD, old, new))
    return _compare(files, old, new, stamps)


@lru_cache(maxsize=16)
def _compare(files: Path, old: Path, new: Path, _stamps: tuple[tuple[int, int], ...]) -> Compared:
    campaign = card.load(files)
    facts, on = campaign.facts(), campaign.campaign.field_from
    before, now = (check_file(each, facts=facts, on=on) for each in (old, new))
    return Compared(before, now, compare_points(before, now), tuple(_rows(before.sections, now.sections)))


def _rows(old: Sequence[SectionReport], new: Sequence[SectionReport]) -> Iterator[Row]:
    matcher = SequenceMatcher(None, [plain(s.text) for s in old], [plain(s.text) for s in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from (_row(one, other) for one, other in zip(old[a:b], new[c:d], strict=True))
        else:
            yield from _paired(old[a:b], new[c:d])


def _paired(old: Sequence[SectionReport], new: Sequence[SectionReport]) -> Iterator[Row]:
    """Sections that took the place of others: each with the first left that it is alike to, in order."""
    left = list(old)
    for each in new:
        like = next((one for one in left if _alike(one.text, each.text)), None)
        if like is None:
            yield _row(None, each)
            continue
        while left[0] is not like:
            yield _row(left.pop(0), None)
        yield _row(left.pop(0), each)
    yield from (_row(one, None) for one in left)


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, plain(old), plain(new), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _row(old: SectionReport | None, new: SectionReport | None) -> Row:
    if old and new:
        same = plain(old.text) == plain(new.text)
        pieces = (("", new.text),) if same else tuple(_pieces(old.text, new.text))
        return Row("same" if same else "reworded", _side(old), _side(new), pieces)
    if new:
        return Row("added", None, _side(new), (("ins", new.text),))
    assert old is not None
    return Row("removed", _side(old), None, (("del", old.text),))


def _side(section: SectionReport) -> Side:
    level = max((each.level for each in section.findings), key=RANK.index, default="")
    return Side(section.id, CLASSES[section.kind], level)


def _pieces(old: str, new: str) -> Iterator[tuple[Mark, str]]:
    """The words of both, word by word."""
    before, now = (re.findall(r"\s+|[^\s]+", each) for each in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "", "".join(now[c:d])
            continue
        if a < b:
            yield "del", "".join(before[a:b])
        if c < d:
            yield "ins", "".join(now[c:d])
