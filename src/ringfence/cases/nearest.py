"""The nearest published outcomes by their facts, side by side with a case: what agrees, what differs, what was done.

Nothing is predicted: a ruling is near because of the facts that are shown, and the record holds mostly penalties,
for decisions not to act are seldom published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ringfence.cases.compare import likeness
from ringfence.cases.compare.likeness import Likeness
from ringfence.logic import Value
from ringfence.rulings.cases import Case, read
from ringfence.rulings.loading import shipped

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
    distance: float  # that of cases/compare: orders, and means nothing else
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


def nearest(facts: Mapping[str, Value], day: date, on: date, count: int = 5) -> tuple[Near, ...]:
    """The published outcomes on calls whose facts are nearest; `day` is that of the calls."""
    every = (((case, entry), case.facts) for case, entry in _rulings(on))
    return tuple(_shown(*each.key, each.likeness, day) for each in likeness.nearest(facts, every, count))


def _shown(case: Case, entry: Mapping[str, Any], near: Likeness, day: date) -> Near:
    return Near(
        id=case.id,
        organisation=str(entry.get("organisation", "")),
        year=str(entry.get("date", ""))[:4] or "year not said",
        outcome=tuple(str(each) for each in entry.get("outcome", ())),
        summary=str(entry.get("summary", "")),
        agree=tuple(each.says for each in near.which("same")),
        differ=tuple(each.sides for each in near.which("differs")),
        only_there=tuple(each.sides[1] for each in near.which("known of one") if each.here is None),
        distance=near.distance,
        later=str(entry.get("date", "")) > day.isoformat(),
        calls=_number(entry.get("calls")),
        complaints=_number(entry.get("complaints")),
        amount_gbp=_number(entry.get("amount_gbp")),
        aggravating=tuple(map(str, entry.get("aggravating", ()))),
        mitigating=tuple(map(str, entry.get("mitigating", ()))),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
