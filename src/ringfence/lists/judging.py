"""Situations, not rows: the law is read once for each distinct combination of facts, and the answers are kept."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ringfence.facts import FACTS, say_clipped
from ringfence.lists.match import Cuts, Matched
from ringfence.logic import Facts, Value
from ringfence.rule import Answer, Decision


@dataclass(frozen=True)
class Verdict:
    """What the law says of one combination of facts; `deciding` names the facts that decided it (None: all of them).

    `answers` are those of every rule that was asked, and `known` the facts with what was derived from them.
    """

    decision: Decision
    reasons: tuple[str, ...] = ()
    deciding: Collection[str] | None = None
    answers: tuple[Answer, ...] = ()
    known: Facts = field(default_factory=dict)

    @property
    def against(self) -> tuple[Answer, ...]:
        """The answers that stand against the call."""
        return tuple(answer for answer in self.answers if answer.reason)


@dataclass(frozen=True)
class Situation:
    """Numbers of which the same facts, with the same values, decided the same; how many they are."""

    id: str
    count: int
    facts: Mapping[str, Value]
    words: tuple[str, ...]
    verdict: Verdict

    @property
    def decision(self) -> Decision:
        return self.verdict.decision

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.verdict.reasons


class Answered(NamedTuple):
    """What is said of every row with the same packed integer."""

    decision: Decision
    reasons: str
    situation: str


class Judging:
    """Reads the law for packed integers, each once."""

    def __init__(self, matched: Matched, judge: "Callable[[Facts], Verdict]", cuts: Cuts) -> None:
        self._matched, self._judge, self._cuts = matched, judge, cuts
        self._known: dict[int, tuple[Facts, Verdict, str]] = {}
        self._said: dict[int, Answered] = {}

    def answer(self, packed: int) -> Answered:
        """The answer to one combination of facts."""
        if packed not in self._said:
            _, verdict, situation = self._look(packed)
            self._said[packed] = Answered(verdict.decision, ";".join(verdict.reasons), situation)
        return self._said[packed]

    def situations(self, counts: Mapping[int, int]) -> tuple[tuple[Situation, ...], dict[str, int]]:
        """The situations from the most frequent down, and how many numbers there are of each kind.

        Combinations that differ only in facts that decided nothing are one situation.
        """
        found: dict[str, Situation] = {}
        kinds: Counter[str] = Counter()
        for packed, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
            facts, verdict, id_ = self._look(packed)
            kinds[str(self._matched.facts(packed)["number_kind"])] += count
            before = found.get(id_)
            words = before.words if before else _in_words(facts, self._cuts)
            found[id_] = Situation(id_, count + (before.count if before else 0), facts, words, verdict)
        return tuple(sorted(found.values(), key=lambda each: -each.count)), dict(kinds.most_common())

    def _look(self, packed: int) -> tuple[Facts, Verdict, str]:
        if packed not in self._known:
            facts: Facts = self._matched.facts(packed)
            verdict = self._judge(facts)
            if verdict.deciding is not None:
                facts = {name: value for name, value in facts.items() if name in verdict.deciding}
            self._known[packed] = facts, verdict, _id_of(facts, verdict)
        return self._known[packed]


def _in_words(facts: Facts, cuts: Cuts) -> tuple[str, ...]:
    return tuple(say_clipped(name, value, cuts.get(name, ())) for name, value in facts.items() if name in FACTS)


def _id_of(facts: Facts, verdict: Verdict) -> str:
    """The facts alone do not do: one that is not known leaves now this rule open, now that, by what else is known."""
    return situation_id({**facts, "decision": verdict.decision, "reasons": ";".join(verdict.reasons)})


def situation_id(said: Facts) -> str:
    """The same short name for the same facts and what was decided of them, in every run."""
    written = json.dumps(dict(sorted(said.items())), sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:10]
