"""Facts and calls -> an assessment: the law of each call's day, who answers, and what could follow.

Pure: facts come with their evidence, every date is given. What is a breach is told apart from what could follow it,
and neither is decided here: a person decides, with reasons.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ringfence.cases.facts_table import Line, Said, as_alleged, table, values, without_complainant
from ringfence.cases.finding import Call
from ringfence.facts import FACTS
from ringfence.law.enforcement.regulator import Procedure, procedure
from ringfence.law.enforcement.sanction import Sanction
from ringfence.law.enforcement.sanctions import after
from ringfence.liability import Route, routes
from ringfence.logic import Value
from ringfence.rule import Answer, Force, Outcome
from ringfence.rulebook import FIRST_DAY, Judgement, judge, periods, version
from ringfence.rulebook import cuts as cuts_on

BINDING = (Force.LAW, Force.CODE)


@dataclass(frozen=True)
class Breach:
    """One rule broken: the facts it rests on with their evidence, and whether it stands without the complainant."""

    answer: Answer
    because: tuple[str, ...]
    evidence: tuple[str, ...]
    stands_alone: bool  # also broken on the facts that others than the complainant show
    could_follow: tuple[Sanction, ...]


@dataclass(frozen=True)
class Situation:
    """Calls on which the same is known under the same law."""

    calls: tuple[Call, ...]
    day: date  # the first call's: its law was read
    law_from: date
    lines: Mapping[str, Line]
    judgement: Judgement
    breaches: tuple[Breach, ...]
    if_alleged: tuple[Answer, ...]  # broken besides, if every dispute were settled as the complainant has it
    questions: tuple[Answer, ...]  # for a person
    missing: tuple[Answer, ...]  # for a look-up
    if_marketing: tuple[Answer, ...]  # broken if the call were marketing, where nobody can tell
    marketing_needs: tuple[str, ...]  # the facts that would tell
    liability: tuple[Route, ...]
    procedure: Procedure


@dataclass(frozen=True)
class Assessment:
    """Everything that is known of a case on one day."""

    on: date
    situations: tuple[Situation, ...]
    parties: Mapping[str, Mapping[str, Line]]
    not_judged: tuple[str, ...]
    rules_version: str = field(default_factory=version)

    @property
    def breached(self) -> tuple[str, ...]:
        """The rules that were broken on what is known."""
        return tuple(dict.fromkeys(each.answer.rule.id for one in self.situations for each in one.breaches))

    @property
    def open(self) -> bool:
        waiting = (one.questions or one.missing or one.if_alleged or one.if_marketing for one in self.situations)
        return any(waiting) or bool(self.not_judged)


def assess(
    calls: Sequence[Call], said: Iterable[Said], on: date, decided: Mapping[str, bool] | None = None
) -> Assessment:
    """Judges every call by the law of its day; `decided` is what a person answered, by rule: True is in order."""
    every = tuple(said)
    parties = {
        name: table(each for each in every if each.party == name)
        for name in dict.fromkeys(each.party for each in every if each.party)
    }
    about_calls = [each for each in every if not each.party]
    grouped: dict[tuple[date, tuple[tuple[str, Value], ...]], list[tuple[Call, dict[str, Line]]]] = {}
    general = [each for each in about_calls if not each.call]
    own: dict[str, list[Said]] = {}
    for each in about_calls:
        if each.call:
            own.setdefault(each.call, []).append(each)
    for call in calls:
        lines = table([*general, *own.get(call.evidence, ())])
        law_from = law_since(call.day)
        key = (law_from, tuple((name, _clipped(name, line.value, law_from)) for name, line in lines.items()))
        grouped.setdefault(key, []).append((call, lines))
    known_parties = {name: values(lines) for name, lines in parties.items()}
    situations = tuple(
        _situation(law_from, group, known_parties, on, decided or {}) for (law_from, _), group in grouped.items()
    )
    return Assessment(on, situations, parties, _not_judged(calls, parties))


def _clipped(name: str, value: Value, law: date) -> Value:
    """A count as the law tells it apart: the hours 10 and 11 are one where no rule looks between them."""
    limits = _cuts(law).get(name, ())
    if isinstance(value, bool) or not isinstance(value, int) or not limits:
        return value
    return bisect_right(limits, value)


@cache
def _cuts(law: date) -> Mapping[str, tuple[int, ...]]:
    return cuts_on(law)


@cache
def law_since(day: date) -> date:
    """The first day of the stretch of unchanged law that a day lies in; a day without law on file is refused."""
    return periods(min(FIRST_DAY, day), day)[-1][0]


def _situation(
    law_from: date,
    group: list[tuple[Call, dict[str, Line]]],
    parties: Mapping[str, Mapping[str, Value]],
    on: date,
    decided: Mapping[str, bool],
) -> Situation:
    calls, lines = tuple(call for call, _ in group), group[0][1]
    day = min(call.day for call in calls)
    judgement = judge(values(lines), day, answered=decided)
    without = _broken(judge(without_complainant(lines), day, answered=decided))
    broken = _broken(judgement)
    feared = _broken(judge(as_alleged(lines), day, answered=decided))
    applying = [each for each in judgement.answers if each.rule.provision and _applies(each, judgement)]
    return Situation(
        calls=calls,
        day=day,
        law_from=law_from,
        lines=lines,
        judgement=judgement,
        breaches=tuple(_breach(each, judgement, lines, day, each.rule.id in without) for each in broken.values()),
        if_alleged=tuple(each for id_, each in feared.items() if id_ not in broken),
        questions=tuple(each for each in applying if each.outcome is Outcome.NEEDS_HUMAN),
        missing=tuple(each for each in applying if each.outcome is Outcome.NEEDS_FACT and each.rule.force in BINDING),
        if_marketing=_if_marketing(judgement, broken, day, decided),
        marketing_needs=_beneath("marketing", judgement) if judgement.facts.get("marketing") is None else (),
        liability=routes(judgement, parties, day),
        procedure=procedure(day, max(on, day)),
    )


def _broken(judgement: Judgement) -> dict[str, Answer]:
    return {each.rule.id: each for each in judgement.of(Outcome.BREACH) if each.rule.provision}


def _if_marketing(
    judgement: Judgement, broken: Mapping[str, Answer], day: date, decided: Mapping[str, bool]
) -> tuple[Answer, ...]:
    """Duties that would be broken if this were marketing, where that is what nobody can tell."""
    if judgement.facts.get("marketing") is not None:
        return ()
    feared = _broken(judge({**judgement.facts, "marketing": True}, day, answered=decided))
    return tuple(each for id_, each in feared.items() if id_ not in broken and each.rule.force in BINDING)


def _beneath(name: str, judgement: Judgement) -> tuple[str, ...]:
    """The unknown facts, none of them derived, on which a derived one waits."""
    if name not in judgement.origins:
        return (name,)
    because = judgement.origins[name][1].because
    return tuple(dict.fromkeys(inner for each in because for inner in _beneath(each, judgement)))


def _applies(answer: Answer, judgement: Judgement) -> bool:
    return answer.rule.applies.read(judgement.facts).truth is True


def _breach(answer: Answer, judgement: Judgement, lines: Mapping[str, Line], day: date, stands_alone: bool) -> Breach:
    named = [name for name in answer.because if name in lines]
    return Breach(
        answer,
        tuple(dict.fromkeys(FACTS[name].say(judgement.facts.get(name)) for name in answer.because)),
        tuple(dict.fromkeys(id_ for name in named for id_ in lines[name].evidence)),
        stands_alone,
        after(answer.rule, day),
    )


def _not_judged(calls: Sequence[Call], parties: Mapping[str, Mapping[str, Line]]) -> tuple[str, ...]:
    """What keeps this from being a whole assessment."""
    said = []
    if not calls:
        said.append("No call to judge: none was found, and the complaint names no day.")
    if not parties:
        said.append("Nobody said who made the calls or had them made: no one's liability was looked at.")
    return tuple(said)
