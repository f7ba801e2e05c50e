"""A case -> what the law of its days makes of it: contravened, at risk, or open for want of a fact; with reasons. Pure.

Three levels, kept apart. *Contravened*: a duty is broken on the facts given. *At risk*: it governs these calls and only
a person can settle it; or it would be broken if every allegation were true; or it is broken, but the regulator has so
far met such conduct with advice and no finding (ENF-ADVICE). *Needs*: a fact that nobody gave would settle it.

A case that spans a change of the law is judged on each side of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from ringfence.facts import FACTS
from ringfence.law.enforcement.sanction import Sanction
from ringfence.law.enforcement.sanctions import after
from ringfence.logic import Value
from ringfence.rule import Answer, Force, Medium, Outcome, Rule
from ringfence.rulebook import Judgement
from ringfence.rulebook import judge as ask
from ringfence.rulings.cases import Case

Level = Literal["contravened", "at_risk", "needs"]
LEVELS: tuple[Level, ...] = ("contravened", "at_risk", "needs")
ADVICE = "ENF-ADVICE"  # the rule by which a breach that was heeded at once has so far ended in advice
SYNTHETIC = "AI-VOICE"  # whether a machine's own speech is an automated call at all is open (OPEN-9)
AUTOMATED = "automated_marketing"
BOUND = (Force.LAW, Force.CODE)  # what a decision can find contravened; policy and caution it cannot
PERIOD = "period"  # what is needed when the law changed within a vague date
Packed = frozenset[tuple[str, Value]]


@dataclass(frozen=True)
class Reason:
    """What one rule says of a case, and why."""

    rule: Rule
    level: Level
    because: tuple[str, ...]  # the deciding or missing facts, in plain words
    needs: tuple[str, ...] = ()  # names of what is missing
    question: str = ""  # what a person is asked
    on: tuple[date, ...] = ()  # first days of the stretches it speaks of

    @property
    def could_follow(self) -> tuple[Sanction, ...]:
        """What the law of those days lets follow a breach of this rule."""
        return tuple(dict.fromkeys(each for day in self.on for each in after(self.rule, day)))


@dataclass(frozen=True)
class Assessment:
    """What the law makes of one case."""

    case: Case
    contravened: tuple[str, ...]
    at_risk: tuple[str, ...]
    needs: tuple[str, ...]
    reasons: tuple[Reason, ...]
    on: tuple[date, ...]

    @property
    def could_follow(self) -> tuple[Sanction, ...]:
        """What the law lets follow what was contravened."""
        broken = (reason for reason in self.reasons if reason.level == "contravened")
        return tuple(dict.fromkeys(each for reason in broken for each in reason.could_follow))

    @property
    def open(self) -> frozenset[str]:
        """Provisions of which the engine says that it cannot tell."""
        settled = {*self.contravened, *self.at_risk}
        return frozenset(r.rule.provision for r in self.reasons if r.level == "needs") - settled


def assess(case: Case) -> Assessment:
    """The case judged on each stretch of its days; a duty broken on some day that is surely meant is contravened."""
    by_segment = [_findings(_pack(case.facts), _pack(case.alleged), each.law_of, case.medium) for each in case.segments]
    merged = list(_merge(case, by_segment))
    reasons = tuple(sorted(merged, key=lambda r: (LEVELS.index(r.level), _order(r.rule.provision))))
    contravened = _provisions(reasons, "contravened")
    return Assessment(
        case=case,
        contravened=contravened,
        at_risk=tuple(each for each in _provisions(reasons, "at_risk") if each not in contravened),
        needs=tuple(dict.fromkeys(name for reason in reasons for name in reason.needs)),
        reasons=reasons,
        on=tuple(each.first for each in case.segments),
    )


def facts_on(case: Case, on: date) -> Mapping[str, Value]:
    """The engine's facts of a case, with what its sections make of the script on a day."""
    return _with_sections(dict(case.facts), on)


def _provisions(reasons: Iterable[Reason], level: Level) -> tuple[str, ...]:
    named = {reason.rule.provision for reason in reasons if reason.level == level and reason.rule.id != ADVICE}
    return tuple(sorted(named, key=_order))


def _order(provision: str) -> tuple[int, int, str]:
    """Numbered regulations first, by number."""
    number = "".join(letter for letter in provision[:2] if letter.isdigit())
    return (0, int(number), provision) if number else (1, 0, provision)


def _pack(facts: Mapping[str, Value]) -> Packed:
    return frozenset(facts.items())


def _merge(case: Case, by_segment: Sequence[tuple[Reason, ...]]) -> Iterator[Reason]:
    """One reason for each rule: its gravest, with its days; only a risk where it is not sure that they are meant."""
    found: dict[str, list[tuple[int, Reason]]] = {}
    for index, reasons in enumerate(by_segment):
        for reason in reasons:
            found.setdefault(reason.rule.id, []).append((index, reason))
    for spoken in found.values():
        level = min((reason.level for _, reason in spoken), key=LEVELS.index)
        gravest = [(index, reason) for index, reason in spoken if reason.level == level]
        reason = replace(gravest[0][1], on=tuple(case.segments[index].first for index, _ in gravest))
        sure = len(gravest) == len(by_segment) or any(case.segments[index].sure for index, _ in gravest)
        yield reason if sure or level == "needs" else _only_perhaps(reason)


def _only_perhaps(reason: Reason) -> Reason:
    """The same where it depends on which days of a vague date are meant."""
    return replace(reason, level="at_risk", needs=(*reason.needs, PERIOD))


@lru_cache(maxsize=65_536)
def _findings(facts: Packed, alleged: Packed, on: date, medium: Medium | None) -> tuple[Reason, ...]:
    """The reasons on one day, at most one for each rule."""
    judgement = _judge(facts, on, medium)
    found = {reason.rule.id: reason for reason in _reasons(judgement)}
    if alleged != facts:
        feared = _judge(alleged, on, medium)
        for answer in _broken(feared):
            known = found.get(answer.rule.id)
            if known is None or known.level != "contravened":
                found[answer.rule.id] = _alleged(answer, judgement.facts, feared.facts)
    for reason in _if_marketing(judgement, on, medium):
        found.setdefault(reason.rule.id, reason)
    if any(answer.rule.id == ADVICE and _holds(answer, judgement) for answer in judgement.answers):
        found = {id_: _advised(reason) for id_, reason in found.items()}
    if any(answer.rule.id == SYNTHETIC and _holds(answer, judgement) for answer in judgement.answers):
        found = {id_: _advised(r) if AUTOMATED in r.rule.names() else r for id_, r in found.items()}
    return tuple(found.values())


def _judge(facts: Packed, on: date, medium: Medium | None) -> Judgement:
    return ask(_with_sections(dict(facts), on), on, medium=medium)


def _with_sections(facts: dict[str, Value], on: date) -> dict[str, Value]:
    """Facts with the script's class where the case did not give it: marketing if what is known of its sections is."""
    if "script_markets" not in facts:
        facts["script_markets"] = ask(facts, on, levels=()).facts["dm_content"]
    return facts


def _reasons(judgement: Judgement) -> Iterator[Reason]:
    for answer in judgement.answers:
        if not answer.rule.provision:
            continue
        if answer.outcome is Outcome.BREACH:
            level: Level = "contravened" if answer.rule.force in BOUND else "at_risk"
            yield Reason(answer.rule, level, _words(answer.because, judgement.facts))
        elif (answer.outcome is Outcome.NEEDS_HUMAN and _applies(answer, judgement)) or (
            answer.outcome is Outcome.NEEDS_FACT and answer.rule.force in BOUND and _applies(answer, judgement)
        ):
            yield _open(answer, judgement)


def _open(answer: Answer, judgement: Judgement) -> Reason:
    person = answer.outcome is Outcome.NEEDS_HUMAN
    names = tuple(name for name in answer.needs if FACTS[name].settled_by != "derived")
    said = _words(answer.because if person else names or answer.because, judgement.facts)
    return Reason(answer.rule, "at_risk" if person else "needs", said, names, answer.question)


def _broken(judgement: Judgement) -> Iterator[Answer]:
    return (answer for answer in judgement.of(Outcome.BREACH) if answer.rule.provision)


def _applies(answer: Answer, judgement: Judgement) -> bool:
    return answer.rule.applies.read(judgement.facts).truth is True


def _holds(answer: Answer, judgement: Judgement) -> bool:
    return answer.outcome is Outcome.NEEDS_HUMAN and _applies(answer, judgement)


def _alleged(answer: Answer, facts: Mapping[str, Value], feared: Mapping[str, Value]) -> Reason:
    """A duty that would be broken if what is alleged were true."""
    only = {name for name in answer.because if feared.get(name) != facts.get(name)}
    said = (f"{'if ' if name in only else ''}{FACTS[name].say(feared.get(name))}" for name in answer.because)
    return Reason(answer.rule, "at_risk", tuple(dict.fromkeys(said)))


def _if_marketing(judgement: Judgement, on: date, medium: Medium | None) -> Iterator[Reason]:
    """Duties that would be broken if this were marketing, where that is what nobody can tell."""
    if judgement.facts.get("marketing") is not None:
        return
    missing = _beneath("marketing", judgement)
    for answer in _broken(ask({**judgement.facts, "marketing": True}, on, medium=medium)):
        if answer.rule.force in BOUND:
            yield Reason(answer.rule, "needs", _words(missing, judgement.facts), missing)


def _beneath(name: str, judgement: Judgement) -> tuple[str, ...]:
    """The unknown facts, none of them derived, on which a derived one waits."""
    if name not in judgement.origins:
        return (name,)
    because = judgement.origins[name][1].because
    return tuple(dict.fromkeys(inner for each in because for inner in _beneath(each, judgement)))


def _advised(reason: Reason) -> Reason:
    return replace(reason, level="at_risk") if reason.level == "contravened" else reason


def _words(names: Iterable[str], facts: Mapping[str, Value]) -> tuple[str, ...]:
    """Facts in plain words, without those that others of them were derived from twice over."""
    return tuple(dict.fromkeys(FACTS[name].say(facts.get(name)) for name in names))
