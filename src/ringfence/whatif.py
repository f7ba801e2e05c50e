"""Why an answer is what it is, which unknown facts would change it, and the least that would make it lawful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ringfence.facts import FACTS
from ringfence.facts.kinds import Count, Word
from ringfence.logic import Facts, Value
from ringfence.rule import Answer, Medium, Outcome, Rule
from ringfence.rulebook import Judgement, cuts, judge

MOST_CHANGES = 4  # a longer list of changes is another campaign


@dataclass(frozen=True)
class Step:
    """One link of the chain: what holds, by which rule, because of what."""

    holds: str
    rule: Rule
    because: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One fact, as it would have to be."""

    name: str
    value: Value

    def __str__(self) -> str:
        return FACTS[self.name].say(self.value)


@dataclass(frozen=True)
class Hinge:
    """An unknown fact, and what would be broken at those of its values that change the answer."""

    name: str
    broken_if: Mapping[Value, tuple[str, ...]]

    def __str__(self) -> str:
        by_outcome: dict[tuple[str, ...], list[str]] = {}
        for value, ids in self.broken_if.items():
            by_outcome.setdefault(ids, []).append(FACTS[self.name].say(value))
        return "; ".join(
            f"if {' or '.join(values)}: {'breach of ' + ', '.join(ids) if ids else 'no breach'}"
            for ids, values in by_outcome.items()
        )


@dataclass(frozen=True)
class Explanation:
    """The chain behind each breach, the unknown facts that matter, and the smallest changes that cure everything."""

    judgement: Judgement
    chains: tuple[tuple[Step, ...], ...]
    hinges: tuple[Hinge, ...]
    cures: tuple[tuple[Change, ...], ...]  # alternatives, each of the same, smallest number of changes


def explain(facts: Facts, on: date, medium: Medium | None = "call") -> Explanation:
    """Everything a person would ask about one judgement."""
    judgement = judge(facts, on, medium=medium)
    return Explanation(
        judgement,
        tuple(chain(answer, judgement) for answer in _breaches(judgement)),
        hinges(facts, on, medium),
        cures(facts, on, medium),
    )


def chain(answer: Answer, judgement: Judgement) -> tuple[Step, ...]:
    """The definitions an answer rests on, the deepest first, and then the answer itself."""
    given = [(name, *judgement.origins[name]) for name in answer.because if name in judgement.origins]
    steps = [Step(_say(judgement, name), source, _words(judgement, reading.because)) for name, source, reading in given]
    own = [name for name in answer.because if name in answer.rule.names()]
    last = Step(answer.outcome.name.lower().replace("_", " "), answer.rule, _words(judgement, own))
    return (*reversed(steps), last)


def hinges(facts: Facts, on: date, medium: Medium | None = "call") -> tuple[Hinge, ...]:
    """The unknown facts of which one value or another would change what is broken."""
    before = judge(facts, on, medium=medium)
    now = _broken(before)
    found = []
    duties = (answer for answer in before.answers if answer.rule.provision)
    for name in dict.fromkeys(name for answer in duties for name in answer.needs):
        outcomes = {value: _broken(judge({**facts, name: value}, on, medium=medium)) for value in _values(name)}
        if telling := {value: ids for value, ids in outcomes.items() if ids != now}:
            found.append(Hinge(name, telling))
    return tuple(found)


def cures(facts: Facts, on: date, medium: Medium | None = "call") -> tuple[tuple[Change, ...], ...]:
    """The smallest sets of changed facts under which nothing is broken and no further question is put to a person.

    Each breach is undone by changing something it rests on, so only such changes are tried: breadth first, which makes
    the first sets found the smallest. Empty when nothing is broken, or nothing of up to four changes helps.
    """
    before = judge(facts, on, medium=medium)
    asked = _asked(before)
    waiting: list[frozenset[Change]] = [frozenset()] if _breaches(before) else []
    for _ in range(MOST_CHANGES):
        waiting = list(dict.fromkeys(more for done in waiting for more in _further(facts, on, medium, done)))
        lawful = [done for done in waiting if _is_lawful(_with(facts, done), on, medium, asked)]
        if lawful:
            return tuple(tuple(sorted(done, key=lambda change: change.name)) for done in lawful)
    return ()


def _further(facts: Facts, on: date, medium: Medium | None, done: frozenset[Change]) -> Iterator[frozenset[Change]]:
    """One more change, to something that the first remaining breach rests on."""
    changed = _with(facts, done)
    judgement = judge(changed, on, medium=medium)
    taken = {change.name for change in done}
    for answer in _breaches(judgement)[:1]:
        for name in _in_hand(answer, judgement):
            if name not in taken:
                yield from (done | {Change(name, value)} for value in _others(name, judgement.facts.get(name)))


def _in_hand(answer: Answer, judgement: Judgement) -> Iterator[str]:
    """Facts beneath a breach that a campaign could have made otherwise; a consent or notification counts as one."""
    whole = {name for name in answer.because if FACTS[name].settled_by == "derived" and FACTS[name].level == "number"}
    inside = {inner for name in whole for inner in _beneath(name, judgement)}
    for name in answer.because:
        fact = FACTS[name]
        if fact.in_hand and name not in inside and (name in whole or fact.settled_by != "derived"):
            yield name


def _beneath(name: str, judgement: Judgement) -> Iterator[str]:
    if name in judgement.origins:
        for inner in judgement.origins[name][1].because:
            yield inner
            yield from _beneath(inner, judgement)


def _with(facts: Facts, changes: Iterable[Change]) -> dict[str, Value]:
    return {**facts, **{change.name: change.value for change in changes}}


def _is_lawful(facts: Facts, on: date, medium: Medium | None, asked: frozenset[str]) -> bool:
    judgement = judge(facts, on, medium=medium)
    return not _breaches(judgement) and _asked(judgement) <= asked


def _asked(judgement: Judgement) -> frozenset[str]:
    """The rules that put a question to a person although nothing they ask for is missing."""
    return frozenset(answer.rule.id for answer in judgement.of(Outcome.NEEDS_HUMAN) if not answer.needs)


def _breaches(judgement: Judgement) -> tuple[Answer, ...]:
    """The duties broken that a decision could name; our own rules on lists are left aside."""
    return tuple(answer for answer in judgement.of(Outcome.BREACH) if answer.rule.provision)


def _broken(judgement: Judgement) -> tuple[str, ...]:
    return tuple(sorted({answer.rule.id for answer in _breaches(judgement)}))


def _values(name: str) -> tuple[Value, ...]:
    """The values worth trying: yes and no, each word, or a count on either side of every limit of the law."""
    fact = FACTS[name]
    if isinstance(fact, Word):
        return fact.words
    if isinstance(fact, Count):
        limits = cuts().get(name, ())
        return tuple(dict.fromkeys((*(limit - 1 for limit in limits[:1]), *limits)))
    return (True, False)


def _others(name: str, value: Value) -> tuple[Value, ...]:
    """The values a fact could have had instead; of a fact on which nothing is on file, that there were something."""
    fact = FACTS[name]
    if not isinstance(fact, Word | Count) and value is None:
        return (not fact.silence,) if fact.silence is not None else (True, False)
    return tuple(other for other in _values(name) if other != value)


def _words(judgement: Judgement, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(_say(judgement, name) for name in names)


def _say(judgement: Judgement, name: str) -> str:
    return FACTS[name].say(judgement.facts.get(name))
