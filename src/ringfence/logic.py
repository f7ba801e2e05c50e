"""Conditions over named facts: three truth values, the reasons for each answer, and a rendering in English.

A condition is read against a mapping of facts. A fact that is absent or `None` is unknown, and stays unknown through
`&`, `|` and `~` unless the known facts settle the matter (Kleene's strong logic): learning one more fact never flips
an answer that was already given.

>>> wet, cold = Is("wet", "it is wet", "it is dry"), Is("cold", "it is cold", "it is warm")
>>> (wet & ~cold).read({"wet": True, "cold": False})
Reading(truth=True, because=('wet', 'cold'))
>>> (wet & ~cold).read({"cold": True})
Reading(truth=False, because=('cold',))
>>> (wet & ~cold).read({"wet": True})
Reading(truth=None, because=('cold',))
>>> str(wet & ~cold)
'it is wet and it is warm'
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Value = bool | int | str | None
Facts = Mapping[str, Value]


class Reading(NamedTuple):
    """What a condition says of some facts, and the names of the facts that decided it (or that are missing)."""

    truth: bool | None
    because: tuple[str, ...]


class Condition(ABC):
    """Something that is true, false or unknown of a set of facts."""

    @abstractmethod
    def read(self, facts: Facts) -> Reading:
        """Truth of this condition, with the facts that decided it."""

    @abstractmethod
    def names(self) -> Iterator[str]:
        """Every fact the condition looks at, in reading order, with repeats."""

    def cuts(self) -> Iterator[tuple[str, int]]:
        """Every (fact, number) at which an answer may change."""
        return iter(())

    def __and__(self, other: Condition) -> Condition:
        return All((*_parts(self, All), *_parts(other, All)))

    def __or__(self, other: Condition) -> Condition:
        return Any((*_parts(self, Any), *_parts(other, Any)))

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> bool:
        raise TypeError("a condition has no truth of its own: use & | ~, and read(facts)")


def _parts(condition: Condition, kind: type[All | Any]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)


def _union(readings: Iterable[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for reading in readings for name in reading.because))


@dataclass(frozen=True, eq=False)
class Is(Condition):
    """A named fact that is true or false, with the words for either."""

    name: str
    yes: str
    no: str
    silence: bool | None = None  # what it means that nobody said anything

    def read(self, facts: Facts) -> Reading:
        value = facts.get(self.name)
        if value is not None and not isinstance(value, bool):
            raise TypeError(f"fact {self.name} is true, false or None, not {value!r}")
        return Reading(self.silence if value is None else value, (self.name,))

    def names(self) -> Iterator[str]:
        yield self.name

    def __str__(self) -> str:
        return self.yes


@dataclass(frozen=True, eq=False)
class AtLeast(Condition):
    """A whole number that reaches a limit."""

    name: str
    label: str
    limit: int

    def read(self, facts: Facts) -> Reading:
        value = facts.get(self.name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError(f"fact {self.name} is a whole number or None, not {value!r}")
        return Reading(None if value is None else value >= self.limit, (self.name,))

    def names(self) -> Iterator[str]:
        yield self.name

    def cuts(self) -> Iterator[tuple[str, int]]:
        yield self.name, self.limit

    def __str__(self) -> str:
        return f"{self.label}: {self.limit} or more"


@dataclass(frozen=True, eq=False)
class Among(Condition):
    """A word that is one of a few."""

    name: str
    label: str
    words: tuple[str, ...]

    def read(self, facts: Facts) -> Reading:
        value = facts.get(self.name)
        return Reading(None if value is None else value in self.words, (self.name,))

    def names(self) -> Iterator[str]:
        yield self.name

    def __str__(self) -> str:
        return f"{self.label} is {' or '.join(word.replace('_', ' ') for word in self.words)}"


@dataclass(frozen=True, eq=False)
class All(Condition):
    """True when every part is: one false part settles it, whatever else is unknown."""

    parts: tuple[Condition, ...]

    def read(self, facts: Facts) -> Reading:
        return _settle([part.read(facts) for part in self.parts], decisive=False)

    def names(self) -> Iterator[str]:
        return (name for part in self.parts for name in part.names())

    def cuts(self) -> Iterator[tuple[str, int]]:
        return (cut for part in self.parts for cut in part.cuts())

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, Any) else str(part) for part in self.parts) or "always"


@dataclass(frozen=True, eq=False)
class Any(Condition):
    """True when one part is: one true part settles it, whatever else is unknown."""

    parts: tuple[Condition, ...]

    def read(self, facts: Facts) -> Reading:
        return _settle([part.read(facts) for part in self.parts], decisive=True)

    def names(self) -> Iterator[str]:
        return (name for part in self.parts for name in part.names())

    def cuts(self) -> Iterator[tuple[str, int]]:
        return (cut for part in self.parts for cut in part.cuts())

    def __str__(self) -> str:
        return " or ".join(f"({part})" if isinstance(part, All) else str(part) for part in self.parts) or "never"


def _settle(readings: list[Reading], *, decisive: bool) -> Reading:
    """One decisive part is enough; else any unknown part leaves it open; else all parts together settle it."""
    for reading in readings:
        if reading.truth is decisive:
            return reading
    if unknown := [reading for reading in readings if reading.truth is None]:
        return Reading(None, _union(unknown))
    return Reading(not decisive, _union(readings))


@dataclass(frozen=True, eq=False)
class Not(Condition):
    """The opposite; unknown stays unknown."""

    part: Condition

    def read(self, facts: Facts) -> Reading:
        truth, because = self.part.read(facts)
        return Reading(None if truth is None else not truth, because)

    def names(self) -> Iterator[str]:
        return self.part.names()

    def cuts(self) -> Iterator[tuple[str, int]]:
        return self.part.cuts()

    def __invert__(self) -> Condition:
        return self.part

    def __str__(self) -> str:
        part = self.part
        if isinstance(part, Is):
            return part.no
        if isinstance(part, AtLeast):
            return f"{part.label}: fewer than {part.limit}"
        if isinstance(part, Among):
            return str(part).replace(" is ", " is not ", 1)
        if isinstance(part, All | Any):
            other = Any if isinstance(part, All) else All
            return f"({other(tuple(~piece for piece in part.parts))})"
        return f"not ({part})"


ALWAYS: Condition = All(())
NEVER: Condition = Any(())
