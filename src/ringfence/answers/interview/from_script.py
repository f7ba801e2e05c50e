"""A checked script -> a questionnaire: its sections in order, with their answers, read out or not.

What a script leaves to people's good sense (who “WALES ONLY” are) becomes a doubt: the interview does not start until a
person has settled it in the file and taken the doubt out.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from msgspec.structs import replace

from ringfence.answers.interview.questionnaire import Choice, Ending, Kind, Question, Questionnaire, Role

SCALE = re.compile(r"\bscale of (?P<least>\w+) to (?P<most>\w+)", re.IGNORECASE)
DIGITS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten".split())}
ENDS = re.compile(
    r"\b(?:thank(?:s)? (?:and|&) (?:close|end)|close|terminate|screen ?out|end (?:the )?(?:call|interview))\b",
    re.IGNORECASE,
)
SHUFFLES = re.compile(r"\b(?:rotate|randomi[sz]e|shuffle)\b", re.IGNORECASE)
SEVERAL = re.compile(
    r"\b(?:(?:one|two|1|2) or (?:two|three|more|2|3)|two or three|all that apply|(?:tick|code|accept) (?:all|any)"
    r"|up to (?:two|three|four|five|\d)|multicode|choose (?:two|three))\b",
    re.IGNORECASE,
)
UNPROMPTED = re.compile(r"\b(?:do not|don'?t) (?:read|prompt)|unprompted|spontaneous", re.IGNORECASE)
NOT_READ_OUT = re.compile(
    r"(?:i )?(?:don'?t know|do not know|dk|d\.k\.|refused|prefer not to say|not sure|unsure)\W*", re.IGNORECASE
)
ALONE = re.compile(r"none(?: of (?:these|them|the above))?|neither|nothing|nobody|no one", re.IGNORECASE)
NOTE = re.compile(r"[(\[](?P<words>[^()\[\]]*)[)\]]")
NOTE_WORDS = re.compile(r"[A-Z]{3,}")
ROUTES = re.compile(r"\b(?:go to|goto|skip to|if|only|ask all|ask if|route)\b", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-*•–]|->|→|\[ ?\]|☐|□|\d{1,2}[.)=]|[a-z][.)])\s*", re.IGNORECASE)
PARTS = re.compile(r"\s*(?: / |☐|□|\[ ?\])\s*")
TAKES_PART = re.compile(
    r"\b(?:take part|taking part|help us|spare|go ahead|answer (?:a few|some)|willing|is now|convenient)\b",
    re.IGNORECASE,
)


class Section(Protocol):
    """What is needed of a section of a script report."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def preamble(self) -> bool: ...


def questionnaire(
    sections: tuple[Section, ...], *, campaign: str, title: str, script: str, script_sha256: str
) -> Questionnaire:
    """The questionnaire in a script's sections, with the doubts that a person must settle."""
    questions: list[Question] = []
    doubts: list[str] = []
    names = _Names()
    for section in (each for each in sections if not each.preamble):
        question = _question(section, names.of(section), doubts)
        questions.append(_with_role(section, question, questions))
    return Questionnaire(
        campaign=campaign, title=title, script=script, script_sha256=script_sha256, questions=tuple(questions),
        doubts=tuple(doubts),
    )  # fmt: skip


class _Names:
    """Ids after the script's own numbers, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, section: Section) -> str:
        label = re.sub(r"\W+", "_", section.label).strip("_").lower()
        name = (f"q{label}" if label[:1].isdigit() else label) or section.id
        while name in self._given:
            name += "_"
        self._given.add(name)
        return name


def _question(section: Section, name: str, doubts: list[str]) -> Question:
    first, *rest = [line for line in section.text.split("\n") if line.strip()] or [""]
    lead, listed = _parted(first, rest)
    words, notes = _without_notes(lead)
    asked = bool(listed) or ("?" in words and section.kind not in ("identification", "opt_out"))
    unprompted = bool(UNPROMPTED.search(" ".join(notes)))
    ending: Ending = "refused" if TAKES_PART.search(words) else "not_eligible"
    choices = tuple(_choices(listed, name, doubts, unprompted=unprompted, ends=ending))
    kind = _kind(words, choices, notes, asked=asked)
    scale = _scale(words) if kind == "number" else None
    if routes := [note for note in notes if ROUTES.search(note) and not ENDS.search(note)]:
        doubts.append(f"{name}: the script says “{'; '.join(routes)}”. Write it as ask_if.")
    if asked and kind == "open" and not unprompted:
        doubts.append(
            f"{name}: the script lists no answers, so it is open. Make it one, many or number if it should not be."
        )
    return Question(
        id=name, kind=kind, text=words, choices=choices if kind in ("one", "many") else (), note="; ".join(notes),
        shuffle=any(SHUFFLES.search(note) for note in notes),
        least=scale[0] if scale else None, most=_most(words, kind, scale),
    )  # fmt: skip


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


def _without_notes(words: str) -> tuple[str, list[str]]:
    """What is read out, and the notes in brackets and capitals that are not."""
    notes = [found["words"] for found in NOTE.finditer(words) if NOTE_WORDS.search(found["words"])]
    said = NOTE.sub(lambda found: "" if NOTE_WORDS.search(found["words"]) else found[0], words)
    return " ".join(said.replace("**", "").split()), notes


def _choices(listed: list[str], name: str, doubts: list[str], *, unprompted: bool, ends: Ending) -> Iterator[Choice]:
    given: set[str] = set()
    for written in listed:
        text, notes = _without_notes(written)
        code = _code(text, given)
        given.add(code)
        note = "; ".join(notes)
        ending: Ending = ends if ENDS.search(note) else ""
        if note and not ending:
            doubts.append(
                f"{name}: the answer “{text}” is marked “{note}”. Say with ask_if, or two questions, whom it is for."
            )
        yield Choice(
            code=code, text=text, read_out=not (unprompted or NOT_READ_OUT.fullmatch(text)),
            alone=bool(NOT_READ_OUT.fullmatch(text) or ALONE.fullmatch(text)), ends=ending,
        )  # fmt: skip


def _code(text: str, given: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:24].rstrip("_") or "answer"
    base = {"don_t_know": "dont_know", "dk": "dont_know", "d_k": "dont_know"}.get(base, base)
    code, number = base, 2
    while code in given:
        code, number = f"{base}_{number}", number + 1
    return code


def _kind(words: str, choices: tuple[Choice, ...], notes: list[str], *, asked: bool) -> Kind:
    if not asked:
        return "say"
    if len(choices) > 1:
        return "many" if SEVERAL.search(" ".join([words, *notes])) else "one"
    return "number" if _scale(words) else "open"


def _scale(words: str) -> tuple[float, float] | None:
    found = SCALE.search(words)
    ends = [_digit(found[name]) for name in ("least", "most")] if found else [None]
    return (ends[0], ends[1]) if len(ends) == 2 and ends[0] is not None and ends[1] is not None else None


def _digit(word: str) -> float | None:
    return float(word) if word.isdigit() else DIGITS.get(word.lower())


def _most(words: str, kind: Kind, scale: tuple[float, float] | None) -> float | None:
    if kind == "many" and (found := re.search(r"\b(?:one or two|up to two|choose two)\b", words, re.IGNORECASE)):
        return 2.0 if found else None
    return scale[1] if scale else None


def _with_role(section: Section, question: Question, before: list[Question]) -> Question:
    """The part a line plays: who calls, what becomes of the answers, whether somebody may be asked at all."""
    role: Role = ""
    if question.kind == "say":
        if section.kind == "identification" and not any(each.role == "identity" for each in before):
            role = "identity"
        elif "data_use_statement" in section.tags and not any(each.role == "privacy" for each in before):
            role = "privacy"
    elif any(each.ends for each in question.choices):
        role = "screening"
    elif "recontact_permission" in section.tags:
        role = "recontact"
    return replace(question, role=role)
