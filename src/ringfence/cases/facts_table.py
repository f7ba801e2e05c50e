"""The facts of a case as somebody has to be able to check them: known, unknown or disputed, each with its evidence.

Several may say something of one fact. Where they agree it is known; where they do not it is disputed, and counts as
unknown until a person finds one way or the other, with reasons. A fact that only the complainant states is marked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ringfence.cases.events import CaseUnusable
from ringfence.facts import FACTS
from ringfence.facts.kinds import Count, Word
from ringfence.logic import Value

Basis = Literal["complainant", "record", "document", "file", "statement", "found"]
Standing = Literal["known", "unknown", "disputed"]
BASIS_WORDS: Mapping[Basis, str] = {
    "complainant": "the complainant says so",
    "record": "a call record",
    "document": "a document",
    "file": "what is on file here",
    "statement": "a party's statement",
    "found": "found by a person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement of one fact, and the evidence for it. `call` is empty where it holds of every call."""

    name: str
    value: Value
    basis: Basis
    evidence: tuple[str, ...]
    by: str = ""
    call: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact: how it stands, at what value, on what evidence, and who says otherwise."""

    name: str
    standing: Standing
    value: Value
    said: tuple[Said, ...]

    @property
    def words(self) -> str:
        return FACTS[self.name].say(self.value)

    @property
    def evidence(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for said in self.said for each in said.evidence))

    @property
    def complainant_alone(self) -> bool:
        """Whether nobody but the complainant says so."""
        return self.standing == "known" and {each.basis for each in self.said} == {"complainant"}


def table(said: Iterable[Said]) -> dict[str, Line]:
    """Every fact that somebody states, by name, in the order in which they are declared."""
    by_name: dict[str, list[Said]] = {}
    for each in said:
        if each.value is not None:
            by_name.setdefault(each.name, []).append(each)
    return {name: _line(name, by_name[name]) for name in FACTS if name in by_name}


def _line(name: str, said: list[Said]) -> Line:
    found = [each for each in said if each.basis == "found"]
    telling = found[-1:] or said  # what a person found stands, the last of it
    values = list(dict.fromkeys(each.value for each in telling))
    if len(values) > 1:
        return Line(name=name, standing="disputed", value=None, said=tuple(said))
    return Line(name=name, standing="known", value=values[0], said=tuple(said))


def values(lines: Mapping[str, Line]) -> dict[str, Value]:
    """The facts to be judged on: what is known."""
    return {name: line.value for name, line in lines.items() if line.standing == "known"}


def as_alleged(lines: Mapping[str, Line]) -> dict[str, Value]:
    """The same with every dispute settled as the complainant, else whoever spoke first, has it."""
    settled = dict(values(lines))
    for name, line in lines.items():
        if line.standing == "disputed":
            first = next((each for each in line.said if each.basis == "complainant"), line.said[0])
            settled[name] = first.value
    return settled


def without_complainant(lines: Mapping[str, Line]) -> dict[str, Value]:
    """The facts that stand without the complainant's word."""
    return {name: value for name, value in values(lines).items() if not lines[name].complainant_alone}


def read_fact(written: str) -> tuple[str, Value]:
    """A fact as it is typed, `name=value`; a derived one is refused, for the law gives it."""
    name, sign, text = written.partition("=")
    name, text = name.strip(), text.strip()
    fact = FACTS.get(name)
    if not sign or fact is None:
        near = ", ".join(sorted(_near(name))) or "see: ringfence law show"
        raise CaseUnusable(f'"{written}" is no fact. Write name=value; near it: {near}.')
    if fact.settled_by == "derived":
        raise CaseUnusable(f"{name} follows from other facts by {fact.source}: state those.")
    if text.casefold() in ("unknown", ""):
        return name, None
    if isinstance(fact, Count):
        if text.isdigit():
            return name, int(text)
        raise CaseUnusable(f"{name} is a whole number, not {text!r}.")
    if isinstance(fact, Word):
        if text in fact.words:
            return name, text
        raise CaseUnusable(f"{name} is one of {', '.join(fact.words)}, not {text!r}.")
    if text.casefold() in ("yes", "true", "no", "false"):
        return name, text.casefold() in ("yes", "true")
    raise CaseUnusable(f"{name} is yes or no, not {text!r}.")


def _near(name: str) -> Iterator[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only to refuse

    yield from get_close_matches(name, [each for each in FACTS if FACTS[each].settled_by != "derived"], 3, 0.5)
