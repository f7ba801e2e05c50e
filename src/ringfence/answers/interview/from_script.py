"""A checked script -> a questionnaire: its sections in order, with their answers, read out or not.

What a script leaves to people's good sense (who “WALES ONLY” are) becomes a doubt: the interview does not start until a
person has settled it in the file and taken the doubt out.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from msgspec.structs import replace

from ringfence.answers.interview.answer_lists import Asked, read, scale, without_notes
from ringfence.answers.interview.questionnaire import Choice, Ending, Kind, Question, Questionnaire, Role

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
NOT_READ_OUT = re.compile(
    r"(?:i )?(?:don'?t know|do not know|dk|d\.k\.|refused|prefer not to say|not sure|unsure)\W*", re.IGNORECASE
)
ALONE = re.compile(r"none(?: of (?:these|them|the above))?|neither|nothing|nobody|no one", re.IGNORECASE)
ROUTES = re.compile(r"\b(?:go to|goto|skip to|if|only|ask all|ask if|route)\b", re.IGNORECASE)
TWO = re.compile(r"\b(?:one or two|up to two|choose two)\b", re.IGNORECASE)
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
    found = read(section.text)
    told = section.kind in ("identification", "opt_out") and (found.guessed or not found.listed)
    asked = not told and (bool(found.listed) or "?" in found.words)
    choices = tuple(_choices(found, name, doubts)) if asked else ()
    kind = _kind(found, choices) if asked else "say"
    limits = scale(found.words) if kind == "number" else None
    doubts += _doubts(found, kind, name)
    return Question(
        id=name, kind=kind, text=found.words, choices=choices if kind in ("one", "many") else (),
        note="; ".join(found.notes), shuffle=any(SHUFFLES.search(note) for note in found.notes),
        least=limits[0] if limits else None, most=limits[1] if limits else _most(found.words, kind),
    )  # fmt: skip


def _doubts(found: Asked, kind: Kind, name: str) -> Iterator[str]:
    """What a person must settle before anybody is asked this."""
    if kind in ("one", "many") and found.guessed:
        said = ", ".join(found.listed)
        yield f"{name}: its answers were read out of the question's own line ({said}). Compare them."
    if routes := [note for note in found.notes if ROUTES.search(note) and not ENDS.search(note)]:
        yield f"{name}: the script says “{'; '.join(routes)}”. Write it as ask_if."
    if kind == "open" and not found.unprompted:
        yield f"{name}: the script lists no answers, so it is open. Make it one, many or number if it should not be."


def _choices(found: Asked, name: str, doubts: list[str]) -> Iterator[Choice]:
    ends: Ending = "refused" if TAKES_PART.search(found.words) else "not_eligible"
    given: set[str] = set()
    for written in found.listed:
        text, notes = without_notes(written)
        code = _code(text, given)
        given.add(code)
        note = "; ".join(notes)
        ending: Ending = ends if ENDS.search(note) else ""
        if note and not ending:
            doubts.append(
                f"{name}: the answer “{text}” is marked “{note}”. Say with ask_if, or two questions, whom it is for."
            )
        yield Choice(
            code=code, text=text, read_out=not (found.unprompted or NOT_READ_OUT.fullmatch(text)),
            alone=bool(NOT_READ_OUT.fullmatch(text) or ALONE.fullmatch(text)), ends=ending,
        )  # fmt: skip


def _code(text: str, given: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:24].rstrip("_") or "answer"
    base = {"don_t_know": "dont_know", "dk": "dont_know", "d_k": "dont_know"}.get(base, base)
    code, number = base, 2
    while code in given:
        code, number = f"{base}_{number}", number + 1
    return code


def _kind(found: Asked, choices: tuple[Choice, ...]) -> Kind:
    if len(choices) > 1:
        return "many" if SEVERAL.search(" ".join([found.words, *found.notes])) else "one"
    return "number" if scale(found.words) else "open"


def _most(words: str, kind: Kind) -> float | None:
    return 2.0 if kind == "many" and TWO.search(words) else None


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
