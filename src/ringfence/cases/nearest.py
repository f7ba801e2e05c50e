"""The nearest published outcomes by their facts, side by side with a case: what agrees, what differs, what was done.

Nothing is predicted: a ruling is near because of the facts that are shown, and the record holds mostly penalties,
for decisions not to act are seldom published.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from typing import Any

from ringfence.facts import FACTS
from ringfence.logic import Value
from ringfence.rulings.cases import Case, read
from ringfence.rulings.loading import shipped

# Stands against near-empty rulings: one that states three facts, all agreeing, is no nearer than a rich one.
SHRUNK = 4.0
CAUTION = (
    "Near by facts, and nothing more: no prediction. The record is one regulator's, mostly penalties; decisions not to "
    "act are seldom published."
)


@dataclass(frozen=True)
class Near:
    """One published outcome beside the case."""

    id: str
    organisation: str
    year: str
    outcome: tuple[str, ...]
    summary: str
    agree: tuple[str, ...]  # facts in words
    differ: tuple[tuple[str, str], ...]  # the case's, the ruling's
    only_there: tuple[str, ...]  # what the ruling states and nobody knows here
    likeness: float  # orders, and means nothing else
    later: bool  # decided after the calls
    calls: int | None
    complaints: int | None
    amount_gbp: int | None
    aggravating: tuple[str, ...]
    mitigating: tuple[str, ...]


@cache
def _rulings(on: date) -> tuple[tuple[Case, Mapping[str, Any]], ...]:
    entries = shipped("public")
    found = read(entries, on)
    return tuple(
        (case, entry) for case, entry in zip(found, entries, strict=True)
        if isinstance(case, Case) and case.medium == "call"
    )  # fmt: skip


@cache
def _weights(on: date) -> Mapping[tuple[str, Value], float]:
    """What a fact counts for: the fewer outcomes share it, the more it tells that two are alike."""
    every = [case.facts for case, _ in _rulings(on)]
    shared = Counter((name, value) for facts in every for name, value in facts.items() if value is not None)
    return {fact: 1 + log(len(every) / count) for fact, count in shared.items()}


def nearest(facts: Mapping[str, Value], day: date, on: date, count: int = 5) -> tuple[Near, ...]:
    """The published outcomes on calls whose facts are nearest; `day` is that of the calls."""
    weights = _weights(on)
    every = (_beside(facts, case, entry, day, weights) for case, entry in _rulings(on))
    found = [each for each in every if each.agree]
    return tuple(sorted(found, key=lambda each: (-each.likeness, each.id))[:count])


def _beside(
    facts: Mapping[str, Value],
    case: Case,
    entry: Mapping[str, Any],
    day: date,
    weights: Mapping[tuple[str, Value], float],
) -> Near:
    stated = {name: value for name, value in case.facts.items() if value is not None and name in FACTS}
    agree = [name for name, value in stated.items() if facts.get(name) == value]
    differ = [name for name, value in stated.items() if facts.get(name) not in (None, value)]
    only = [name for name in stated if facts.get(name) is None]
    weight = {name: weights[name, value] for name, value in stated.items()}
    alike = sum(weight[name] for name in agree) - sum(weight[name] for name in differ)
    return Near(
        id=case.id,
        organisation=str(entry.get("organisation", "")),
        year=str(entry.get("date", ""))[:4] or "year not said",
        outcome=tuple(str(each) for each in entry.get("outcome", ())),
        summary=str(entry.get("summary", "")),
        agree=tuple(FACTS[name].say(stated[name]) for name in agree),
        differ=tuple((FACTS[name].say(facts[name]), FACTS[name].say(stated[name])) for name in differ),
        only_there=tuple(FACTS[name].say(stated[name]) for name in only),
        likeness=alike / (sum(weight.values()) + SHRUNK),
        later=str(entry.get("date", "")) > day.isoformat(),
        calls=_number(entry.get("calls")),
        complaints=_number(entry.get("complaints")),
        amount_gbp=_number(entry.get("amount_gbp")),
        aggravating=tuple(map(str, entry.get("aggravating", ()))),
        mitigating=tuple(map(str, entry.get("mitigating", ()))),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
