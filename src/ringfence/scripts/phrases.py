"""Many alternatives looked for at once, as one pattern would find them, at a fraction of its cost.

A pattern of two hundred alternatives tries each at every place of a sentence. But nearly every alternative needs some
letters to be there (“count on …” needs “coun”), and a sentence holds few of them. So the letters that alternatives need
are kept in one index for all phrases: a sentence is read once, and only the alternatives it can hold are tried.

What is found is what `(?<!\\w)(?:a|b|c)(?!\\w|'t\\b)` finds, whatever the case: the leftmost place, and of several
alternatives there the first.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from re import _constants as node
from re import _parser
from typing import Any

LENGTHS = (6, 4, 3)  # letters of a sentence that are indexed together; the longer tell more
RARE = "zqxjkvbpygwfmucldrhsniotae "  # English letters, the rarest first
_INDEX: defaultdict[str, dict[int, int]] = defaultdict(dict)  # letters -> by phrase, the alternatives that need them
_ALWAYS: dict[int, int] = {}  # alternatives that need no letters
_HOLDS = 4096  # sentences remembered: several checks ask of the same


class Phrase:
    """Alternatives, bounded by words, whatever the case."""

    __slots__ = ("_alternatives", "_compiled", "_number")
    _made = 0

    def __init__(self, alternatives: Iterable[str]) -> None:
        self._alternatives = tuple(alternatives)
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._alternatives)
        self._number = Phrase._made
        Phrase._made += 1
        for place, alternative in enumerate(self._alternatives):
            bit = 1 << place
            needed = letters_needed(alternative)
            for index in [_INDEX[letters] for letters in needed] or [_ALWAYS]:
                index[self._number] = index.get(self._number, 0) | bit
        _candidates.cache_clear()

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """The leftmost match at or after a place."""
        best: re.Match[str] | None = None
        for pattern in self._possible(text):
            match = pattern.search(text, pos)
            if match and (best is None or match.start() < best.start()):
                best = match
        return best

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """The match that begins at a place."""
        for pattern in self._possible(text):
            if match := pattern.match(text, pos):
                return match
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match that does not overlap the one before it, in order."""
        pos = 0
        while match := self.search(text, pos):
            yield match
            pos = match.end() if match.end() > match.start() else match.end() + 1

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with every match replaced."""
        parts, pos = list[str](), 0
        for match in self.finditer(text):
            parts += [text[pos : match.start()], new if isinstance(new, str) else new(match)]
            pos = match.end()
        return "".join([*parts, text[pos:]])

    def _possible(self, text: str) -> Iterator[re.Pattern[str]]:
        """The patterns of the alternatives that a text can hold, in order; each compiled when it is first wanted."""
        bits = _candidates(text).get(self._number, 0)
        while bits:
            yield self.alone((bits & -bits).bit_length() - 1)
            bits &= bits - 1

    def alone(self, place: int) -> re.Pattern[str]:
        """The pattern of one alternative, compiled when it is first wanted."""
        found = self._compiled[place]
        if found is None:
            found = re.compile(rf"(?<!\w)(?:{self._alternatives[place]})(?!\w|'t\b)", re.IGNORECASE)
            self._compiled[place] = found
        return found


@lru_cache(maxsize=_HOLDS)
def _candidates(text: str) -> dict[int, int]:
    """For each phrase, the alternatives that a text can hold, a bit each."""
    low, groups = text.lower(), set[str]()
    for length in LENGTHS:
        groups.update([low[at : at + length] for at in range(len(low) - length + 1)])
    found = dict(_ALWAYS)
    for letters in _INDEX.keys() & groups:
        for number, bits in _INDEX[letters].items():
            found[number] = found.get(number, 0) | bits
    return found


def letters_needed(alternative: str) -> frozenset[str]:
    """Letters of which one group must stand in whatever the alternative matches; empty when none must."""
    return _needed(_parser.parse(alternative, re.IGNORECASE)) or frozenset()


def _needed(parsed: Any) -> frozenset[str] | None:
    """The most telling group of letters that some part of a sequence needs; None when no part needs any."""
    found, run = list[frozenset[str]](), ""
    for kind, value in [*parsed, (None, None)]:
        if kind is node.LITERAL:
            run += chr(value).lower()
            continue
        if letters := _telling(run):
            found.append(frozenset({letters}))
        run = ""
        if kind is not None and (inner := _needed_by(kind, value)):
            found.append(inner)
    return min(found, key=_cost, default=None)


def _needed_by(kind: Any, value: Any) -> frozenset[str] | None:
    """What one part of a pattern needs."""
    if kind is node.SUBPATTERN:
        return _needed(value[3])
    if kind in (node.MAX_REPEAT, node.MIN_REPEAT):
        return _needed(value[2]) if value[0] else None
    if kind is node.BRANCH:
        each = [_needed(branch) for branch in value[1]]
        return None if any(part is None for part in each) else frozenset[str]().union(*(part for part in each if part))
    return None  # sets, classes, look-arounds and back references ask for no letters of their own


def _telling(run: str) -> str:
    """The rarest letters in a run, by the letters they are made of; empty when the run is too short."""
    for length in LENGTHS:
        groups = [run[at : at + length] for at in range(len(run) - length + 1)]
        if groups:
            return min(groups, key=lambda group: sum(map(RARE.find, group)))
    return ""


def _cost(letters: frozenset[str]) -> tuple[int, int]:
    """How often a group of letters will be met: many groups, and short ones, are met more."""
    return sum(1 if len(each) > LENGTHS[-1] else 2 for each in letters), len(letters)
