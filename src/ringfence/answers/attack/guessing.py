"""How an attacker guesses: answers of a batch in an order that it thinks tells something, calls likewise, and paired.

Where it finds nothing, the order in which the answers are read remains.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ringfence.answers.attack.loot import Group, Loot
from ringfence.answers.attack.world import Call

Rank = Callable[[str], Any]
CallRank = Callable[[Call], Any]
LAST = float("inf")


@dataclass(frozen=True, slots=True)
class Guess:
    """One batch guessed at: its size, and pairs of a mark and the call, or other mark, that it is said to fit."""

    size: int
    pairs: tuple[tuple[str, int | str], ...]


Attack = Callable[[Loot], list[Guess]]


def paired(group: Group, rank: Rank, call_rank: CallRank) -> Guess:
    """Answers and calls of a batch, each in its order, paired."""
    marks = sorted(group.marks, key=rank)
    calls = sorted(group.calls, key=call_rank)
    return Guess(len(calls), tuple((mark, call.id) for mark, call in zip(marks, calls, strict=True)))


def by(rank: Callable[[Loot], Rank], call_rank: CallRank | None = None, kind: str = "closed") -> Attack:
    """The attack that orders answers by `rank`, and calls by time unless told otherwise."""

    def attack(loot: Loot) -> list[Guess]:
        of_mark = rank(loot)
        return [paired(group, of_mark, call_rank or time) for group in loot.groups if group.kind == kind]

    return attack


def time(call: Call) -> float:
    return call.at


def seconds(call: Call) -> float:
    return call.seconds


def order(loot: Loot) -> Rank:
    return loot.order


def column(*names: str) -> Callable[[Loot], Rank]:
    """By the first of these columns that a row has."""

    def rank(loot: Loot) -> Rank:
        def of_mark(mark: str) -> Any:
            row = loot.row(mark)
            found = next((row[name] for name in names if name in row), None)
            return (found is None, found if found is not None else 0, loot.order(mark))

        return of_mark

    return rank


def found_in(places: Callable[[Loot], dict[str, int]]) -> Callable[[Loot], Rank]:
    """By where a mark was found; those that were not found come last, as they are read."""

    def rank(loot: Loot) -> Rank:
        found = places(loot)
        return lambda mark: (found.get(mark, LAST), loot.order(mark))

    return rank
