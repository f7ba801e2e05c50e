"""Conditions, facts and outcomes in words: a condition becomes an outline of "all of these" and "any of these"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ringfence.calendar import british
from ringfence.facts import FACTS, Fact, Word
from ringfence.logic import All, Among, Any, AtLeast, Condition, Is, Not, Value
from ringfence.rule import Doubt, Example, Exemption, Instrument, Outcome, Rule
from ringfence.statute_book.words import BEFORE_A_CALL, FACT_WORDS, OUTCOMES, TRUTHS


@dataclass(frozen=True)
class Line:
    """One fact at one value, in words."""

    fact: str
    words: str


@dataclass(frozen=True)
class Group:
    """Several outlines, of which all or any must hold; of none, "all" always holds and "any" never."""

    how: Literal["all", "any"]
    parts: tuple[Outline, ...]


Outline = Line | Group
Say = Callable[[Line], str]


def outline(condition: Condition) -> Outline:
    """A condition as lists within lists, negations carried inwards until each line is a fact in plain words."""
    if isinstance(condition, All | Any):
        return _group("all" if isinstance(condition, All) else "any", condition.parts)
    if isinstance(condition, Not):
        return _denied(condition.part)
    return _line(condition, holds=True)


def _denied(part: Condition) -> Outline:
    if isinstance(part, All | Any):
        return _group("any" if isinstance(part, All) else "all", tuple(~piece for piece in part.parts))
    return outline(part.part) if isinstance(part, Not) else _line(part, holds=False)


def _group(how: Literal["all", "any"], parts: tuple[Condition, ...]) -> Outline:
    flat: list[Outline] = []
    for part in parts if how == "any" else _spans(parts):
        inner = part if isinstance(part, Line) else outline(part)
        flat += inner.parts if isinstance(inner, Group) and inner.how == how else [inner]
    flat = list(dict.fromkeys(flat))
    return flat[0] if len(flat) == 1 else Group(how, tuple(flat))


def _spans(parts: tuple[Condition, ...]) -> Iterator[Condition | Line]:
    """The parts, with "28 or more" and "fewer than 29" of one count said as "28"."""
    above = {part.name: part for part in parts if isinstance(part, AtLeast)}
    below = {p.part.name: p.part for p in parts if isinstance(p, Not) and isinstance(p.part, AtLeast)}
    both = {name for name in above.keys() & below.keys() if above[name].limit < below[name].limit}
    for part in parts:
        if isinstance(part, AtLeast) and part.name in both:
            low, high = part.limit, below[part.name].limit - 1
            yield Line(part.name, f"{part.label}: {low if low == high else f'{low} to {high}'}")
        elif not (isinstance(part, Not) and isinstance(part.part, AtLeast) and part.part.name in both):
            yield part


def _line(leaf: Condition, *, holds: bool) -> Line:
    if isinstance(leaf, Is):
        return Line(leaf.name, leaf.yes if holds else leaf.no)
    if isinstance(leaf, AtLeast):
        return Line(leaf.name, f"{leaf.label}: {f'{leaf.limit} or more' if holds else f'fewer than {leaf.limit}'}")
    if isinstance(leaf, Among):
        return Line(leaf.name, f"{leaf.label} {_one_of([word(each) for each in leaf.words], holds=holds)}")
    raise TypeError(f"no words for {type(leaf).__name__}")


def _one_of(words: list[str], *, holds: bool) -> str:
    if len(words) == 1:
        return f"is {words[0]}" if holds else f"is not {words[0]}"
    if len(words) == 2:
        return f"is {words[0]} or {words[1]}" if holds else f"is neither {words[0]} nor {words[1]}"
    return f"is {'one' if holds else 'none'} of these: {', '.join(words)}"


def word(value: str) -> str:
    """One of a fact's few words, for people."""
    return FACT_WORDS.get(value, value.replace("_", " "))


def always(found: Outline) -> bool:
    return found == Group("all", ())


def never(found: Outline) -> bool:
    return found == Group("any", ())


def bullets(
    found: Outline, prefix: str, say: Say = lambda line: line.words, depth: int = 0
) -> Iterator[tuple[int, str]]:
    """An outline as (depth, text) lines: the prefix with what must hold, each part below what it belongs to."""
    head = f"{prefix} " if prefix else ""
    stop = "" if depth else "."
    if isinstance(found, Line):
        yield depth, f"{head}{say(found)}{stop}"
    elif not found.parts:
        yield depth, f"{head}{'in every case' if found.how == 'all' else 'in no case'}{stop}"
    else:
        yield depth, f"{head}{'all of these hold' if found.how == 'all' else 'at least one of these holds'}:"
        for part in found.parts:
            yield from bullets(part, "", say, depth + 1)


def inline(found: Outline) -> str:
    """An outline on one line, unmistakable however long: (a) and ((b) or (c))."""
    if isinstance(found, Line):
        return found.words
    if not found.parts:
        return "in every case" if found.how == "all" else "in no case"
    return (" and " if found.how == "all" else " or ").join(f"({inline(part)})" for part in found.parts)


def outcome(example: Example) -> str:
    """What an example comes to, in words."""
    if not isinstance(example.outcome, Outcome):
        return TRUTHS[example.outcome]
    said = OUTCOMES[example.outcome]
    return f"{said}; before a call, {BEFORE_A_CALL[example.decision]}" if example.decision else said


def given(example: Example) -> tuple[str, ...]:
    """The facts of an example, in words."""
    return tuple(_said(name, value) for name, value in example.facts.items())


def _said(name: str, value: Value) -> str:
    fact = FACTS[name]
    return f"{fact.label}: {word(value)}" if isinstance(fact, Word) and isinstance(value, str) else fact.say(value)


def period(rule: Rule) -> str:
    """When a version is in force: from one day, or between two, both counted."""
    if rule.until is None:
        return f"from {british(rule.in_force_from)}"
    return f"from {british(rule.in_force_from)} to {british(rule.until)}"


def exemption(each: Exemption) -> str:
    """A way out in words, with its paragraph."""
    return f"{each.says} ({each.cites})"


def asked(each: Doubt) -> str:
    """What a doubt asks, and of whom."""
    return f"{'To look up' if each.needs else 'For a person to decide'}: {each.question}"


def about(name: str) -> str:
    """A fact as something that can be known or not: whether it is so, or how many."""
    fact = FACTS[name]
    return f"whether {fact.yes}" if isinstance(fact, Fact) else fact.label


def settled_by(name: str) -> str:
    """Who can settle a fact; a derived one is given by a rule."""
    return {"lookup": "a look-up", "person": "a person", "derived": "the rules"}[FACTS[name].settled_by]


def stopped(text: str) -> str:
    """Text that ends as a sentence does."""
    return text if not text or text[-1] in ".?!" else f"{text}."


def sentence(text: str) -> str:
    """Text that begins and ends as a sentence does."""
    return stopped(text[:1].upper() + text[1:])


def life(versions: Sequence[Rule]) -> str:
    """When a rule of these versions is on file, and since when as it stands."""
    first, last = versions[0], versions[-1]
    since = british(first.in_force_from)
    if last.until:
        return f"from {since} to {british(last.until)}"
    return f"from {since}" if first is last else f"from {since}; so since {british(last.in_force_from)}"


def source(rule: Rule) -> str:
    """The instrument by title and number."""
    return titled(rule.instrument)


def titled(made: Instrument) -> str:
    """Title and number; the number once, if the title already has it."""
    return f"{made.title} ({made.number})" if made.number and made.number not in made.title else made.title


def silence(name: str) -> str:
    """What is taken to be so when nothing is said about a fact; empty when it stays unknown."""
    fact = FACTS[name]
    if not isinstance(fact, Fact) or fact.silence is None:
        return ""
    return fact.yes if fact.silence else fact.no
