"""Who answers for what was found: each party to the calls, by each of the three routes that a broken duty binds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ringfence.logic import Facts
from ringfence.rule import Answer, Outcome
from ringfence.rulebook import Judgement, judge

Way = Literal["caller", "instigator", "line_subscriber"]
WAYS: tuple[Way, ...] = ("caller", "instigator", "line_subscriber")


@dataclass(frozen=True)
class Route:
    """Whether a party answers for a duty by one route; `truth` is None where a person or a fact must settle it."""

    rule: str
    party: str
    route: Way
    truth: bool | None
    because: tuple[str, ...]


def routes(judgement: Judgement, parties: Mapping[str, Facts], on: date) -> tuple[Route, ...]:
    """Every route to every party for every duty that is broken, or that a person must look at."""
    answers = [each for each in judgement.answers if each.outcome in (Outcome.BREACH, Outcome.NEEDS_HUMAN)]
    found = {party: _liable(judgement, facts, on) for party, facts in parties.items()}
    return tuple(
        Route(answer.rule.id, party, way, _both(answer, liable[way][0]), liable[way][1])
        for answer in answers
        for party, liable in found.items()
        for way in WAYS
        if way in answer.rule.binds
    )


def _liable(judgement: Judgement, party: Facts, on: date) -> dict[Way, tuple[bool | None, tuple[str, ...]]]:
    """By each route: whether it reaches this party, and the facts that decide it or are missing."""
    known = {name: value for name, value in judgement.facts.items() if name not in map(_fact, WAYS)}
    own = judge({**known, **party}, on, levels={"party"})
    return {way: (_truth(own, way), tuple(_beneath(own, _fact(way)))) for way in WAYS}


def _fact(way: Way) -> str:
    return f"liable_as_{way}"


def _truth(judgement: Judgement, way: Way) -> bool | None:
    value = judgement.facts.get(_fact(way))
    return value if isinstance(value, bool) else None


def _beneath(judgement: Judgement, name: str) -> Iterator[str]:
    if name in judgement.origins:
        yield from judgement.origins[name][1].because


def _both(answer: Answer, liable: bool | None) -> bool | None:
    """A party answers for a breach it is liable for; for a doubtful one nobody can say yet; else it does not."""
    return liable if answer.outcome is Outcome.BREACH or liable is False else None
