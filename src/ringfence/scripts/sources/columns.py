"""What the columns of a table of questions are: told from their headings, and from what stands in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ringfence.scripts.lines import ANSWER_WORDS
from ringfence.scripts.words import asks

Role = Literal["id", "words", "answers", "note", "routing", "speaker", "part", "comment", "language"]
PATTERNS: dict[Role, str] = {
    "id": r"(?:q|qu|question|item|line|row|step|ref)?\.?\s*(?:no|nos|num|number|#|id|ref|reference|code)?\.?",
    "words": r"(?:the )?(?:question|survey|script|full|spoken|item|prompt|caller|agent|interviewer|main)?\s*"
    r"(?:question|text|wording|words|script|label|statement|say|says|message|line|copy|prompt|dialogue|speech"
    r"|what to say|english|items?|questions?)(?: text| wording| label)?(?: \((?:en|english)[\w-]*\))?"
    r"|(?:agent|caller|interviewer) (?:says|reads|script)|to be read(?: out)?|read out",
    "answers": r"(?:pre-?coded |possible |valid )?(?:answers?|responses?|options?|choices?|codes?|answer codes?"
    r"|scale|values?|code frame|categories)(?: (?:options?|list|codes?|choices?|scale|set|text|categories))?"
    r"(?:\s*\(?[a-z\d]{1,2}\)?)?",
    "note": r"(?:interviewer |caller |agent |caller's |programm(?:er|ing) )?(?:instructions?|notes?|hints?"
    r"|guidance|directions?|help|briefing|what to do|action)(?: (?:to|for) .*)?|show ?card|question type|type|single.*",
    "routing": r"(?:skip|routing|route|filter|base|go ?to|ask (?:if|of|to)|condition|logic|relevant|next|jump"
    r"|branching|filters?|asked? (?:if|of|to))(?: .*)?",
    "speaker": r"(?:speaker|who|role|voice|who speaks|said by|turn|character)",
    "part": r"(?:section|module|part|block|topic|page|stage)(?: (?:name|title))?",
    "comment": r"(?:review(?:er)?s?'? |client |legal |compliance )?(?:comments?|feedback|queries|query|changes)"
    r"|status|owner|version|date|signed off.*|approved.*|author|reviewed by",
}
HEADINGS: Mapping[Role, re.Pattern[str]] = {role: re.compile(pattern) for role, pattern in PATTERNS.items()}
LANGUAGES = re.compile(r"(?:.*\b)?(welsh|cymraeg|gaelic|gàidhlig|irish|gaeilge|polish|urdu|punjabi|bengali|arabic"
                       r"|somali|gujarati|french|spanish|portuguese|romanian|chinese|hindi|turkish)\b.*")  # fmt: skip
FIRST_ROWS, HEADING_WORDS, SHORT_ID = 25, 6, 12


@dataclass(frozen=True, slots=True)
class Layout:
    """Which row holds the headings, what each column is, and its heading."""

    heading: int
    roles: Mapping[int, Role]
    names: Mapping[int, str]

    def columns(self, role: Role) -> list[int]:
        return [column for column, each in self.roles.items() if each == role]


def layout(grid: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of a table whose headings say which column holds the words; None when none do."""
    for at, row in enumerate(grid[:FIRST_ROWS]):
        names = {column: " ".join(cell.split()) for column, cell in enumerate(row) if cell.strip()}
        roles = {column: role(name) for column, name in names.items()}
        found: dict[int, Role] = {column: each for column, each in roles.items() if each}
        if _is_heading(names, found) and at + 1 < len(grid):
            return Layout(at, _settled(found, names, grid[at + 1 :]), names)
    return None


def role(name: str) -> Role | None:
    """What a heading says its column holds."""
    plain = name.lower().strip(" :*_.").replace("_", " ")
    if LANGUAGES.fullmatch(plain):
        return "language"
    if plain in ("question", "questions", "item"):
        return "words"
    return next((role for role, pattern in HEADINGS.items() if plain and pattern.fullmatch(plain)), None)


def language(name: str) -> str:
    """The language that a heading names."""
    found = LANGUAGES.fullmatch(name.lower())
    return found[1].capitalize() if found else name


def _is_heading(names: Mapping[int, str], found: Mapping[int, Role]) -> bool:
    if "words" not in found.values() or any(name.endswith("?") and asks(name) for name in names.values()):
        return False
    return all(len(name.split()) <= HEADING_WORDS for name in names.values()) and (
        len(found) > 1 or len(names) == 1 or len(names) > len(found)
    )


def _settled(found: dict[int, Role], names: Mapping[int, str], body: Sequence[Sequence[str]]) -> dict[int, Role]:
    """The roles, with columns that their headings leave open settled by what is in them."""
    settled = dict(found)
    words = [column for column, each in found.items() if each == "words"]
    longest = max(words, key=lambda column: mean_words(body, column))
    for column in words:
        if column != longest and max((len(cell) for cell in filled(body, column)), default=0) <= SHORT_ID:
            settled[column] = "id"
    for column, name in names.items():
        if column not in settled and (role_ := _by_content(name, filled(body, column))):
            settled[column] = role_
    return settled


def _by_content(name: str, cells: list[str]) -> Role | None:
    """A column with an unknown heading: an answer to tick, or words that nobody should miss."""
    if ANSWER_WORDS.fullmatch(name):
        return None
    said = sum(speechlike(cell) for cell in cells)
    return "words" if said and 2 * said >= len(cells) else None


def speechlike(cell: str) -> bool:
    """True for a cell that holds a sentence."""
    words = cell.split()
    return len(words) >= 4 and cell.rstrip(' "”’)\n').endswith((".", "?", "!", "…"))


def filled(body: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column] for row in body if column < len(row) and row[column].strip()]


def mean_words(body: Sequence[Sequence[str]], column: int) -> float:
    cells = filled(body, column)
    return sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0
