"""What a fact is: true or false, a whole number, or one of a few words; its meaning, its source, who can settle it.

`settled_by` tells a look-up from a judgement: an unknown look-up gives `NEEDS_FACT`, an unknown judgement
`NEEDS_HUMAN`. `derived` facts are given by rules and never entered. `in_hand` is false for what nobody can change.
"""

from dataclasses import dataclass
from typing import Literal

from ringfence.logic import Among, AtLeast, Condition, Is, Value

Level = Literal["section", "script", "campaign", "number", "call", "dial", "case", "party"]
LEVELS: tuple[Level, ...] = ("section", "script", "campaign", "number", "call", "dial", "case", "party")
Settler = Literal["lookup", "person", "derived"]


@dataclass(frozen=True, eq=False)
class Fact(Is):
    """A fact that is true, false or unknown. It is itself a condition: `marketing & ~consented`."""

    source: str = ""
    level: Level = "campaign"
    settled_by: Settler = "lookup"
    question: str = ""
    in_hand: bool = True

    def say(self, value: Value) -> str:
        """The fact in plain English at this value."""
        if value is None and self.silence is None:
            return f"not known whether {self.yes}"
        if value is None:
            said = self.no if self.silence is False else self.yes
            return said if "on file" in said else f"{said} (nothing on file)"
        return self.yes if value else self.no


@dataclass(frozen=True, eq=False)
class Count:
    """A fact that is a whole number; compare it with `at_least`."""

    name: str
    label: str
    source: str
    level: Level
    settled_by: Settler = "lookup"
    question: str = ""
    in_hand: bool = True

    def at_least(self, limit: int) -> Condition:
        return AtLeast(self.name, self.label, limit)

    def say(self, value: Value) -> str:
        return f"{self.label}: {'not known' if value is None else value}"


@dataclass(frozen=True, eq=False)
class Word:
    """A fact that is one of a few words; compare it with `among`."""

    name: str
    label: str
    words: tuple[str, ...]
    source: str
    level: Level
    settled_by: Settler = "lookup"
    question: str = ""
    in_hand: bool = True

    def among(self, *words: str) -> Condition:
        if wrong := set(words) - set(self.words):
            raise ValueError(f"{self.name} is never {', '.join(sorted(wrong))}")
        return Among(self.name, self.label, words)

    def say(self, value: Value) -> str:
        return f"{self.label}: {'not known' if value is None else str(value).replace('_', ' ')}"


AnyFact = Fact | Count | Word
