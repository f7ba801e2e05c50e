"""All rules together, and the one verb that reads them: facts in, answers with reasons out.

Definitions come first (what is direct marketing, what is a valid consent); what they give is then a fact like any
other, and an answer that rests on it names the facts beneath it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from types import MappingProxyType

from ringfence.calendar import ONE_DAY
from ringfence.codes import RULES as CODE_RULES
from ringfence.errors import DateNotCovered
from ringfence.facts import FACTS, Level
from ringfence.law import RULES as LAW_RULES
from ringfence.logic import Facts, Reading, Value
from ringfence.rule import Answer, Decision, Example, Medium, Outcome, Rule

RULES: tuple[Rule, ...] = (*LAW_RULES, *CODE_RULES)
FIRST_DAY = date(2000, 3, 1)  # SI 1999/2093 in force; SI 1998/3170 before it is not in hand
_WORST: dict[Decision, int] = {"allow": 0, "hold": 1, "block": 2}


@dataclass(frozen=True)
class Judgement:
    """Every answer on one set of facts, the facts with what was derived from them, and the decision."""

    answers: tuple[Answer, ...]
    facts: Mapping[str, Value]
    origins: Mapping[str, tuple[Rule, Reading]]  # what each derived fact rests on

    @property
    def decision(self) -> Decision:
        return worst(answer.decision for answer in self.answers)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Stable codes of all that stands against the call, the worst first."""
        against = sorted((a for a in self.answers if a.reason), key=lambda a: -_WORST[a.decision])
        return tuple(dict.fromkeys(answer.reason for answer in against))

    def of(self, outcome: Outcome) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.outcome is outcome)


def worst(decisions: Iterable[Decision]) -> Decision:
    """The gravest of several decisions; allow when there are none."""
    return max(decisions, key=_WORST.__getitem__, default="allow")


def judge(
    facts: Facts,
    on: date,
    levels: Collection[Level] | None = None,
    answered: Mapping[str, bool] = MappingProxyType({}),
    medium: Medium | None = "call",
) -> Judgement:
    """What the rules in force on a day say of some facts; only rules of these levels answer, if levels are given.

    Rules that govern another means of communication keep silent; None is neither a call nor electronic mail.

    `answered` holds what a person decided, by rule id, on questions that only a person can settle: True is in order.
    It never lifts a breach, nor a missing fact, nor a doubt that stops the call.
    """
    known, origins = _derive(facts, on)
    rules = _duties(on, medium, None if levels is None else frozenset(levels))
    answers = [_settle(_expand(rule.read(known), known, origins), answered) for rule in rules]
    settled = [answer for answer in answers if answer.rule.alone and answer.outcome is Outcome.BREACH]
    return Judgement(tuple(settled or answers), known, origins)


def comes_out(rule: Rule, example: Example) -> bool:
    """Whether an example comes out as it says: the whole rulebook's answer, seen through one rule."""
    judgement = judge(example.facts, example.on or rule.in_force_from, medium=rule.medium or "call")
    if rule.gives is not None:
        return judgement.facts[rule.gives.name] is example.outcome
    found = (answer for answer in judgement.answers if answer.rule is rule)
    answer = next(found, None) or rule.read(judgement.facts)  # silent beside a number that cannot be dialled
    return answer.outcome is example.outcome and example.decision in (None, answer.decision)


def rule(id_: str, on: date | None = None) -> Rule:
    """The rule of this id: as in force on a day, else its newest version."""
    versions = [r for r in RULES if r.id == id_ and (on is None or r.in_force(on))]
    return max(versions, key=lambda r: r.in_force_from)


def cuts(on: date | None = None) -> dict[str, tuple[int, ...]]:
    """For each counted fact, the numbers at which some rule (in force on a day, if one is given) changes its answer."""
    found: dict[str, set[int]] = {}
    for each in RULES if on is None else _in_force(on):
        for condition in each.conditions():
            for name, limit in condition.cuts():
                found.setdefault(name, set()).add(limit)
    return {name: tuple(sorted(limits)) for name, limits in found.items()}


def periods(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """The stretches of unchanged law from one day to another: within each, every day has the same rules in force."""
    if first < FIRST_DAY:
        _in_force(first)  # refuses a day whose law is not on file
    changes = {each.in_force_from for each in RULES} | {each.until + ONE_DAY for each in RULES if each.until}
    starts = sorted({first, *(day for day in changes if first < day <= last)})
    ends = [*(day - ONE_DAY for day in starts[1:]), last]
    return tuple(zip(starts, ends, strict=True)) if first <= last else ()


@cache
def version() -> str:
    """Short hash of every rule on file: two answers with the same one were judged alike."""
    return sha256(repr(RULES).encode()).hexdigest()[:12]


@cache
def _in_force(on: date) -> tuple[Rule, ...]:
    if on < FIRST_DAY:
        raise DateNotCovered(
            f"The law of {on.day} {on:%B %Y} is not on file: rules begin on {FIRST_DAY.day} {FIRST_DAY:%B %Y}, when "
            "the Regulations of 1999 (SI 1999/2093) came into force. Those of 1998 (SI 1998/3170) before them are not "
            "in hand. Choose a later date, or ask a lawyer."
        )
    return tuple(rule for rule in RULES if rule.in_force(on))


@cache
def _duties(on: date, medium: Medium | None, levels: frozenset[Level] | None) -> tuple[Rule, ...]:
    duties = (rule for rule in _in_force(on) if rule.gives is None and rule.medium in (None, medium))
    return tuple(rule for rule in duties if levels is None or rule.level in levels)


@cache
def _definitions(on: date) -> tuple[Rule, ...]:
    """Definitions in an order in which each finds what it needs."""
    waiting = [rule for rule in _in_force(on) if rule.gives is not None]
    ordered: list[Rule] = []
    while waiting:
        missing = {rule.gives.name for rule in waiting if rule.gives is not None}
        ready = [rule for rule in waiting if not missing & set(rule.names())]
        if not ready:
            raise ValueError(f"definitions in a circle: {', '.join(sorted(missing))}")
        ordered += ready
        waiting = [rule for rule in waiting if rule not in ready]
    return tuple(ordered)


def _derive(facts: Facts, on: date) -> tuple[dict[str, Value], dict[str, tuple[Rule, Reading]]]:
    known, origins = dict(facts), dict[str, tuple[Rule, Reading]]()
    for definition in _definitions(on):
        if definition.gives is not None and known.get(definition.gives.name) is None:
            reading = definition.broken.read(known)
            known[definition.gives.name] = reading.truth
            origins[definition.gives.name] = (definition, reading)
    return known, origins


def _settle(answer: Answer, answered: Mapping[str, bool]) -> Answer:
    """The answer with a person's decision in place of the question put to one."""
    decided = answered.get(answer.rule.id)
    if decided is None or answer.outcome is Outcome.NOT_APPLICABLE:
        return answer
    if not decided:
        return replace(answer, outcome=Outcome.BREACH, needs=())  # a person who sees a breach is believed
    if answer.outcome is not Outcome.NEEDS_HUMAN or answer.stops:
        return answer
    if any(FACTS[name].settled_by != "person" for name in answer.needs):
        return answer  # nobody's judgement stands in for a look-up
    return replace(answer, outcome=Outcome.OK, needs=())


def _expand(answer: Answer, facts: Facts, origins: Mapping[str, tuple[Rule, Reading]]) -> Answer:
    """The answer with the facts beneath each derived fact named too, and asked for if they are what is missing."""
    because = tuple(dict.fromkeys(name for each in answer.because for name in (each, *_beneath(each, origins))))
    if not answer.needs:
        return replace(answer, because=because)
    beneath = (name for each in answer.needs for name in (each, *_beneath(each, origins)))
    needs = tuple(dict.fromkeys(n for n in beneath if facts.get(n) is None and FACTS[n].settled_by != "derived"))
    asked = next((n for n in needs if FACTS[n].settled_by == "person"), None)
    if asked and answer.outcome is Outcome.NEEDS_FACT and not answer.question:
        answer = replace(answer, outcome=Outcome.NEEDS_HUMAN, question=FACTS[asked].question)
    return replace(answer, because=because, needs=needs or answer.needs)


def _beneath(name: str, origins: Mapping[str, tuple[Rule, Reading]]) -> tuple[str, ...]:
    if name not in origins:
        return ()
    because = origins[name][1].because
    return tuple(inner for each in because for inner in (each, *_beneath(each, origins)))
