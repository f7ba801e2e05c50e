"""What a rule is, and how one rule is read against facts.

A rule either gives a fact (a definition: what counts as direct marketing) or lays a duty on someone. A duty is broken
when it applies, `broken` holds and no exception stands; a `Doubt` marks what the law leaves open, and ends in a
question to a person or in a fact to look up, never in a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Literal

from ringfence.facts import FACTS, LEVELS, Fact, Level
from ringfence.logic import ALWAYS, NEVER, All, Condition, Facts, Reading, Value

Party = Literal[
    "caller", "instigator", "line_subscriber", "controller", "processor", "provider", "payer", "payee", "funder",
    "publisher", "officer",
]  # fmt: skip
Medium = Literal["call", "electronic_mail"]
Consequence = Literal[
    "enforcement_notice", "penalty", "data_penalty", "crime", "ofcom_penalty", "damages", "membership",
]  # fmt: skip
Decision = Literal["allow", "hold", "block"]


class Force(StrEnum):
    """How hard a rule binds. People see which."""

    LAW = "LAW"
    REG_POLICY = "REG_POLICY"
    CODE = "CODE"
    PRODUCT = "PRODUCT"

    @property
    def words(self) -> str:
        return {"LAW": "law", "REG_POLICY": "regulator's policy", "CODE": "code of practice", "PRODUCT": "our caution"}[
            self
        ]


class Outcome(Enum):
    """What a rule says; the worst of several wins."""

    NOT_APPLICABLE = 0
    OK = 1
    NEEDS_FACT = 2
    NEEDS_HUMAN = 3
    BREACH = 4


@dataclass(frozen=True)
class Instrument:
    """A statute, regulation or code, and the day a person last read it."""

    id: str
    title: str
    number: str
    address: str  # where its text is published; empty when there is no public one
    in_force_from: date
    checked_on: date
    until: date | None = None  # last day in force
    versioned: bool = True  # whether the address serves the text of any day

    def address_on(self, path: str, on: date) -> str:
        """Where a provision is published as it stood on a day; empty when there is no public place."""
        if not self.address:
            return ""
        dated = self.versioned and "legislation.gov.uk" in self.address
        return "/".join(part for part in (self.address, path, on.isoformat() if dated else "") if part)


@dataclass(frozen=True)
class Exemption:
    """A way out of a duty, by paragraph."""

    cites: str
    when: Condition
    says: str


@dataclass(frozen=True)
class Doubt:
    """Something the law, or the record, leaves open: it needs a person, or a fact."""

    question: str
    when: Condition
    needs: str = ""  # the fact to look up; empty means that only a person can settle it
    open_point: str = ""
    stops_call: bool = False  # before a call the careful reading is taken: no call at all, not just a hold


@dataclass(frozen=True)
class Example:
    """A case with its answer: documentation and test in one."""

    says: str
    facts: Facts
    outcome: Outcome | bool | None  # a definition's examples give its truth
    on: date | None = None  # the day judged; the rule's first day when not given
    decision: Decision | None = None  # before a call, where the outcome alone does not say it


@dataclass(frozen=True)
class Rule:
    """One rule of law, policy, code or product."""

    id: str
    cites: str
    instrument: Instrument
    force: Force
    says: str
    in_force_from: date
    path: str = ""  # of the provision under the instrument's address: regulation/21
    provision: str = ""  # as decisions name it: 21, DPA1998-s47; empty where nothing can be broken
    medium: Medium | None = None  # the only means of communication it governs
    consequences: tuple[Consequence, ...] = ()
    unsure: tuple[str, ...] = ()  # what was not verified about the rule itself
    applies: Condition = ALWAYS
    broken: Condition = NEVER
    exemptions: tuple[Exemption, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    gives: Fact | None = None
    binds: tuple[Party, ...] = ()
    reason: str = ""  # code when broken
    reason_open: str = ""  # code when something is missing or doubtful
    alone: bool = False  # when broken, nothing else need be asked: a number that cannot be dialled needs no law
    discharged_by: str = ""
    cure: str = ""
    until: date | None = None
    must_be_shown: tuple[str, ...] = ()  # facts on which the burden is the caller's: unknown stops the call
    authorities: tuple[str, ...] = ()
    examples: tuple[Example, ...] = field(default=(), repr=False)

    @property
    def checked_on(self) -> date:
        """The day a person last read its source."""
        return self.instrument.checked_on

    def address(self, on: date) -> str:
        """Where its text is published as it stood on a day."""
        return self.instrument.address_on(self.path, on)

    def in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.until is None or on <= self.until)

    def conditions(self) -> Iterator[Condition]:
        yield self.applies
        yield self.broken
        yield from (exemption.when for exemption in self.exemptions)
        yield from (doubt.when for doubt in self.doubts)

    def names(self) -> tuple[str, ...]:
        """Every fact the rule looks at."""
        return tuple(dict.fromkeys(name for each in self.conditions() for name in each.names()))

    @property
    def level(self) -> Level:
        """The level at which it can be judged: that of the most particular fact it looks at."""
        return max((FACTS[name].level for name in self.names()), key=LEVELS.index, default="campaign")

    def read(self, facts: Facts) -> Answer:
        """What this rule says of these facts, with the facts that decided it."""
        applies = self.applies.read(facts)
        if applies.truth is False:
            return Answer(self, Outcome.NOT_APPLICABLE, applies.because)
        whole = self._breach(facts)
        if whole.truth:
            return Answer(self, Outcome.BREACH, whole.because)
        missing = whole.because if whole.truth is None else ()
        if answer := self._doubtful(facts, missing):
            return answer
        if whole.truth is None:
            return self._unknown(missing)
        return Answer(self, Outcome.OK, whole.because)

    def _breach(self, facts: Facts) -> Reading:
        """Applies, broken, and no exemption stands."""
        return All((self.applies, self.broken, *(~exemption.when for exemption in self.exemptions))).read(facts)

    def _doubtful(self, facts: Facts, missing: tuple[str, ...]) -> Answer | None:
        """Every doubt that holds, as one answer that also names what is missing; else the first that may hold."""
        read = [(doubt, All((self.applies, doubt.when)).read(facts)) for doubt in self.doubts]
        held = [(doubt, reading) for doubt, reading in read if reading.truth]
        if held:
            return self._asked([doubt for doubt, _ in held], [reading for _, reading in held], missing)
        unsure = next((reading for _, reading in read if reading.truth is None), None)
        return self._unknown(tuple(dict.fromkeys((*missing, *unsure.because)))) if unsure else None

    def _asked(self, doubts: list[Doubt], readings: list[Reading], missing: tuple[str, ...]) -> Answer:
        person = [doubt for doubt in doubts if not doubt.needs]
        asked = person or doubts
        return Answer(
            self,
            Outcome.NEEDS_HUMAN if person else Outcome.NEEDS_FACT,
            tuple(dict.fromkeys(name for reading in readings for name in reading.because)),
            tuple(dict.fromkeys((*(doubt.needs for doubt in doubts if doubt.needs), *missing))),
            " ".join(doubt.question for doubt in asked),
            "; ".join(doubt.open_point for doubt in asked if doubt.open_point),
            stops=any(doubt.stops_call for doubt in doubts),
        )

    def _unknown(self, because: tuple[str, ...]) -> Answer:
        """The missing facts, and who can settle them."""
        stops = bool(because) and set(because) <= set(self.must_be_shown)
        for name in because:
            if FACTS[name].settled_by == "person":
                return Answer(self, Outcome.NEEDS_HUMAN, because, because, FACTS[name].question, stops=stops)
        return Answer(self, Outcome.NEEDS_FACT, because, because, stops=stops)


@dataclass(frozen=True)
class Answer:
    """What one rule says: the outcome, the facts that decided it, what is missing and who is asked."""

    rule: Rule
    outcome: Outcome
    because: tuple[str, ...]
    needs: tuple[str, ...] = ()
    question: str = ""
    open_point: str = ""
    stops: bool = False

    @property
    def decision(self) -> Decision:
        if self.outcome is Outcome.BREACH or self.stops:
            return "block"
        return "hold" if self.outcome in (Outcome.NEEDS_FACT, Outcome.NEEDS_HUMAN) else "allow"

    @property
    def reason(self) -> str:
        """The stable code for this answer; empty when nothing stands against the call."""
        if self.decision == "allow":
            return ""
        return self.rule.reason if self.decision == "block" else self.rule.reason_open or self.rule.reason

    def why(self, facts: Facts) -> str:
        """The deciding facts in plain English."""
        return "; ".join(FACTS[name].say(facts.get(name)) for name in self.because)


def unlawful(says: str, /, on: date | None = None, **facts: Value) -> Example:
    """An example that breaks the rule."""
    return Example(says, facts, Outcome.BREACH, on)


def lawful(says: str, /, on: date | None = None, **facts: Value) -> Example:
    """An example that the rule looks at and finds in order."""
    return Example(says, facts, Outcome.OK, on)


def outside(says: str, /, on: date | None = None, **facts: Value) -> Example:
    """An example to which the rule does not apply."""
    return Example(says, facts, Outcome.NOT_APPLICABLE, on)


def unknown(says: str, /, on: date | None = None, decision: Decision | None = None, **facts: Value) -> Example:
    """An example in which a fact is missing."""
    return Example(says, facts, Outcome.NEEDS_FACT, on, decision)


def doubtful(says: str, /, on: date | None = None, decision: Decision | None = None, **facts: Value) -> Example:
    """An example that only a person can settle."""
    return Example(says, facts, Outcome.NEEDS_HUMAN, on, decision)


def gives(truth: bool | None, says: str, /, on: date | None = None, **facts: Value) -> Example:
    """An example of a definition: what it makes of these facts."""
    return Example(says, facts, truth, on)
