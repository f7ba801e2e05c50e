"""A Word document's styles and lists: what a paragraph is, and the number or bullet that Word draws before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ringfence.scripts.sources.zipguard import attribute, child, local, number

BULLET = "•"
ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LEVELS = 9
LONGEST_PATTERN = 60  # characters, such as “Question %1.”
DEPTH = 20  # styles based on styles


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph style."""

    name: str = ""
    outline: int | None = None  # 0 for the highest heading
    list_id: str | None = None
    list_level: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    style: str = ""


def read_styles(root: ET.Element | None) -> dict[str, Style]:
    """Each paragraph style by its id, with what it takes from the styles it is based on."""
    raw = {attribute(each, "styleId") or "": each for each in root or () if local(each) == "style"}
    return {key: _style(key, raw) for key in raw}


def _style(key: str, raw: dict[str, ET.Element]) -> Style:
    name, outline, list_id, list_level = "", None, None, None
    for element in _bases(key, raw):
        name = name or attribute(child(element, "name"), "val") or ""
        properties = child(element, "pPr")
        outline = outline if outline is not None else number(attribute(child(properties, "outlineLvl"), "val"))
        list_id = list_id or attribute(child(properties, "numPr", "numId"), "val")
        if list_level is None:
            list_level = number(attribute(child(properties, "numPr", "ilvl"), "val"))
    return Style(name.lower(), outline, list_id, list_level)


def _bases(key: str, raw: dict[str, ET.Element]) -> Iterator[ET.Element]:
    for _ in range(DEPTH):
        if key not in raw:
            return
        yield raw[key]
        key = attribute(child(raw[key], "basedOn"), "val") or ""


@dataclass
class Lists:
    """The lists of a document, counting as it is read from top to bottom."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list id
    shared: dict[str, str] = field(default_factory=dict)  # list id -> what it counts together with
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """The next number of a list at a level as Word draws it: “Q3.”, “b)”, or a bullet; "" for none."""
        how = self.levels.get(list_id)
        if how is None or not 0 <= level < LEVELS:
            return BULLET
        self._count(list_id, level, how)
        this = how.get(level, Level())
        if this.form == "bullet":
            return BULLET
        if this.form == "none":
            return ""
        counts = self.counts[self.shared[list_id]]
        return re.sub(
            r"%([1-9])", lambda match: _written(how, counts, int(match[1]) - 1), this.pattern[:LONGEST_PATTERN]
        ).strip()

    def level_of_style(self, list_id: str, style_id: str) -> int | None:
        """The level of a list that is tied to a style."""
        return next((at for at, how in self.levels.get(list_id, {}).items() if how.style == style_id), None)

    def _count(self, list_id: str, level: int, how: dict[int, Level]) -> None:
        counts = self.counts.setdefault(self.shared[list_id], [None] * LEVELS)
        start = how.get(level, Level()).start
        if level in self.restarts.get(list_id, {}) and (list_id, level) not in self.begun:
            start, counts[level] = self.restarts[list_id][level], None
        self.begun.add((list_id, level))
        before = counts[level]
        counts[level] = start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)


def _written(how: dict[int, Level], counts: list[int | None], level: int) -> str:
    this = how.get(level, Level())
    value = counts[level]
    return written(this.start if value is None else value, this.form)


def written(value: int, form: str) -> str:
    """A number in a list's form: decimal, letters or Roman."""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, DEPTH)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 90:
        roman = _roman(value)
        return roman if form == "lowerRoman" else roman.upper()
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    parts = []
    for worth, mark in ROMAN:
        parts.append(mark * (value // worth))
        value %= worth
    return "".join(parts)


def read_lists(root: ET.Element | None) -> Lists:
    """The lists that a document's numbering part declares."""
    lists = Lists()
    if root is None:
        return lists
    abstract = {attribute(each, "abstractNumId") or "": each for each in root if local(each) == "abstractNum"}
    styled = {attribute(child(each, "styleLink"), "val"): key for key, each in abstract.items()}
    for each in root:
        if local(each) == "num":
            _add(lists, each, abstract, styled)
    return lists


def _add(lists: Lists, num: ET.Element, abstract: dict[str, ET.Element], styled: dict[str | None, str]) -> None:
    list_id, key = attribute(num, "numId") or "", attribute(child(num, "abstractNumId"), "val") or ""
    if key not in abstract:
        return
    linked = attribute(child(abstract[key], "numStyleLink"), "val")
    key = styled.get(linked, key) if linked else key
    lists.shared[list_id] = key
    lists.levels[list_id] = dict(_levels(abstract[key]))
    for override in num:
        at = number(attribute(override, "ilvl"))
        if local(override) != "lvlOverride" or at is None:
            continue
        lists.levels[list_id].update(_levels(override))
        start = number(attribute(child(override, "startOverride"), "val"))
        if start is not None:
            lists.restarts.setdefault(list_id, {})[at] = start


def _levels(parent: ET.Element) -> Iterator[tuple[int, Level]]:
    for each in parent:
        at = number(attribute(each, "ilvl"))
        if local(each) == "lvl" and at is not None and 0 <= at < LEVELS:
            start = number(attribute(child(each, "start"), "val"))
            yield (
                at,
                Level(
                    attribute(child(each, "numFmt"), "val") or "decimal",
                    attribute(child(each, "lvlText"), "val") or "",
                    1 if start is None else start,
                    attribute(child(each, "pStyle"), "val") or "",
                ),
            )
