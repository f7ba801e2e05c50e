"""TOML text -> the line of every key and table header: tomllib gives values without places.

Works on text that tomllib has accepted. Keys inside an inline table are not placed on their own; asking for one gives
the line of the key that holds it, which is the nearest thing known.
"""

import re
from collections import Counter
from collections.abc import Iterator

Key = str | int
PART = r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)"""
DOTTED = rf"{PART}(?:[ \t]*\.[ \t]*{PART})*"
HEADER = re.compile(rf"(\[\[?)[ \t]*({DOTTED})[ \t]*\]")
ASSIGNMENT = re.compile(rf"({DOTTED})[ \t]*=")
# What can hide a bracket or a line end, then the brackets and line ends themselves.
TOKEN = re.compile(
    r"""\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[\[\]{}\n]""",
    re.DOTALL,
)


class Lines:
    """Where each key of a card stands."""

    def __init__(self, text: str) -> None:
        self._known = dict(_places(text))

    def of(self, *keys: Key) -> int:
        """Line of the key, or of the first thing in it, or of the nearest thing around it; 1 when none is known."""
        for size in range(len(keys), 0, -1):
            inside = (line for known, line in self._known.items() if known[:size] == keys[:size])
            if line := min(inside, default=0):
                return line
        return 1


def _places(text: str) -> Iterator[tuple[tuple[Key, ...], int]]:
    table: tuple[Key, ...] = ()
    arrays: Counter[tuple[str, ...]] = Counter()
    for line, statement in _statements(text):
        if header := HEADER.match(statement):
            names = _names(header[2])
            table = (*names, arrays[names]) if header[1] == "[[" else names
            arrays[names] += header[1] == "[["
            yield table, line
        elif assignment := ASSIGNMENT.match(statement):
            yield (*table, *_names(assignment[1])), line


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of each header or assignment, however many lines its value covers."""
    start = depth = 0
    for token in TOKEN.finditer(text + "\n"):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "\n" and depth == 0:
            statement = text[start : token.start()]
            indent = len(statement) - len(statement.lstrip())
            yield text.count("\n", 0, start + indent) + 1, statement.lstrip()
            start = token.end()


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(PART, dotted))
