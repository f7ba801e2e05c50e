"""What a check says: the words, the fault, the cure, and whose rule it is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ringfence.scripts.phrases import Phrase

if TYPE_CHECKING:
    from ringfence.scripts.script import Passage, Script

Level = Literal["error", "warning", "note"]
# Tags of words that ask the person for something, whatever the check that found them.
ASKS = (
    "ask_vote",
    "ask_turnout_for_side",
    "ask_donate",
    "ask_join",
    "ask_volunteer",
    "ask_attend",
    "ask_sign",
    "ask_lobby",
    "sell",
    "builds_supporter_list",
)
HEADINGS = ("What it finds", "Why it matters", "Example", "Use instead", "Limits", "Authority")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words in a passage that a check stops at."""

    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of thing a script can say, with the fact it puts on the section.

    `find` is given one passage and the script around it. A `second` check runs after the others: it reads their tags.
    """

    code: str
    name: str
    tag: str
    message: str
    fix: str
    cites: tuple[str, ...]
    find: Callable[["Passage", "Script"], Iterator[Hit]]
    page: str
    second: bool = False
    level: Level = "note"  # by itself, whatever the rules make of the section: see levels.py

    def example(self, heading: str) -> str:
        """The quoted script under a heading of the page."""
        body = self.page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
        return "\n".join(line.removeprefix(">").removeprefix(" ") for line in body.splitlines() if line.startswith(">"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's finding in one section, placed in the file."""

    code: str
    name: str
    tag: str
    section: str
    start: int
    end: int
    text: str
    message: str
    fix: str
    cites: tuple[str, ...]
    level: Level
    markets: bool | None = False  # what the rules make of its tag; None while a fact is wanting
    crossing: bool = False  # marketing inside a script that presents itself as research or service


def hits(pattern: Phrase | re.Pattern[str], passage: "Passage", *, questions: bool | None = None) -> Iterator[Hit]:
    """Every match in what is said; `questions` keeps to questions (True) or statements (False)."""
    for sentence in passage.sentences:
        if questions is None or sentence.question == questions:
            for match in pattern.finditer(sentence.plain):
                yield Hit(sentence.start + match.start(), sentence.start + match.end())


def first(found: Iterator[Hit]) -> Iterator[Hit]:
    """The first of several hits: one finding a section is enough to act on."""
    for hit in found:
        yield hit
        return
