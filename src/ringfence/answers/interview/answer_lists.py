"""A section's text -> the words of the question, the notes in it, and the answers it lists or offers."""

import re
from dataclasses import dataclass

from ringfence.scripts.options import offered
from ringfence.scripts.words import sentences

NOTE = re.compile(r"[(\[](?P<words>[^()\[\]]*)[)\]]")
NOTE_WORDS = re.compile(r"[A-Z]{3,}")
BULLET = re.compile(r"^\s*(?:[-*•–]|->|→|\[ ?\]|☐|□|\d{1,2}[.)=]|[a-z][.)])\s*", re.IGNORECASE)
BEHIND = re.compile(r"\s*(?:,|/|;|\||->|→)\s*(?:or\s+)?")
SHORT = 6  # words of an answer that stands on the line of its question
PARTS = re.compile(r"\s*(?: / |☐|□|\[ ?\])\s*")
UNPROMPTED = re.compile(r"\b(?:do not|don'?t) (?:read|prompt)|unprompted|spontaneous", re.IGNORECASE)
SCALE = re.compile(r"\bscale of (?P<least>\w+) to (?P<most>\w+)", re.IGNORECASE)
DIGITS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten".split())}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a section says and asks; `guessed` when its answers stand in the question's own line."""

    words: str
    notes: tuple[str, ...]
    listed: tuple[str, ...]
    guessed: bool

    @property
    def unprompted(self) -> bool:
        """Whether the answers are waited for, not read out."""
        return bool(UNPROMPTED.search(" ".join(self.notes)))


def read(text: str) -> Asked:
    """The parts of a section's text."""
    first, *rest = [line for line in text.split("\n") if line.strip()] or [""]
    lead, listed = _parted(first, rest)
    words, notes = without_notes(lead)
    if listed:
        return Asked(words, tuple(notes), tuple(listed), guessed=False)
    words, listed = _behind(words)
    if not listed and not UNPROMPTED.search(" ".join(notes)) and scale(words) is None:
        listed = _within(words)
    return Asked(words, tuple(notes), tuple(listed), guessed=bool(listed))


def _parted(first: str, rest: list[str]) -> tuple[str, list[str]]:
    """The words of a question, and its answers: behind boxes, behind slashes, or a line each."""
    head, *boxes = re.split(r"(?=☐|□|\[ \])", first)
    lines, listed = [head], ["".join(boxes)] if boxes else []
    for line in rest:
        if listed or PARTS.search(line) or BULLET.match(line) or ("?" in "".join(lines) and "?" not in line):
            listed.append(line)
        else:
            lines.append(line.strip())
    answers = [part for line in listed for part in PARTS.split(BULLET.sub("", line.strip())) if part.strip(" .;,")]
    return " ".join(lines), [BULLET.sub("", each).strip(" ;,") for each in answers]


def _behind(words: str) -> tuple[str, list[str]]:
    """Short answers that stand behind the question on the same line: “How good? Very / fairly / not at all.”"""
    question, mark, tail = words.rpartition("?")
    answers = [part.strip(" .") for part in BEHIND.split(tail.strip(" .|"))]
    short = len(answers) > 1 and all(part and len(part.split()) <= SHORT for part in answers) and "." not in tail[:-1]
    return (question + mark, answers) if mark and short else (words, [])


def _within(words: str) -> list[str]:
    """The answers that the last question itself offers: “is it better, worse or about the same?”"""
    asked = [each for each in sentences(words, 0) if each.question]
    found = [part.strip() for part in offered(asked[-1])] if asked else []
    fits = len(found) > 1 and all(len(part.split()) <= SHORT for part in found)
    return found if fits and len(found) == len(set(found)) else []


def without_notes(words: str) -> tuple[str, list[str]]:
    """What is read out, and the notes in brackets and capitals that are not."""
    notes = [found["words"] for found in NOTE.finditer(words) if NOTE_WORDS.search(found["words"])]
    said = NOTE.sub(lambda found: "" if NOTE_WORDS.search(found["words"]) else found[0], words)
    return " ".join(said.replace("**", "").split()), notes


def scale(words: str) -> tuple[float, float] | None:
    found = SCALE.search(words)
    ends = [_digit(found[name]) for name in ("least", "most")] if found else [None]
    return (ends[0], ends[1]) if len(ends) == 2 and ends[0] is not None and ends[1] is not None else None


def _digit(word: str) -> float | None:
    return float(word) if word.isdigit() else DIGITS.get(word.lower())
