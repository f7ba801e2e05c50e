"""Situations -> verdicts: the law is read once for each, under the law of the days on which its calls were made."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ringfence.calls import packing
from ringfence.calls.packing import Edges
from ringfence.calls.plan import Plan, as_date, shown_facts
from ringfence.facts import FACTS, Level, say_clipped
from ringfence.lists.screen import situation_id
from ringfence.logic import Facts, Value
from ringfence.rule import Answer, Decision, Force, Outcome
from ringfence.rulebook import Judgement, judge
from ringfence.words import NUMBER_KINDS

LEVELS: frozenset[Level] = frozenset({"script", "campaign", "number", "call"})


@dataclass
class Situation:
    """Calls on which the same facts decided under the same law: how many, when, and what was decided."""

    id: str
    campaign: str
    law_from: date
    law_until: date
    decision: Decision
    reasons: tuple[str, ...]
    against: tuple[Answer, ...]  # what stands against the calls
    needs: tuple[str, ...]  # facts that are missing
    call_made: Value  # whether the law of the day calls it a call at all
    facts: Mapping[str, Value]
    words: tuple[str, ...]  # the facts on which the worst of it rests
    count: int = 0
    first: date = date.max
    last: date = date.min

    @property
    def unlawful(self) -> tuple[Answer, ...]:
        """The rules of law that were broken, codes and our own caution left out."""
        return tuple(each for each in self.against if broke_law(each))


@dataclass
class Verdicts:
    """What came of all situations: each once, its packed integers, and the kinds of number."""

    situations: dict[str, Situation] = field(default_factory=dict)
    by_packed: dict[int, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def rows(self) -> list[tuple[int, str, str, str]]:
        """packed, decision, reasons, situation: what is joined back to the calls."""
        found = ((packed, self.situations[id_]) for packed, id_ in sorted(self.by_packed.items()))
        return [(packed, each.decision, ";".join(each.reasons), each.id) for packed, each in found]


def facts_of(packed: int, plan: Plan, limits: Edges) -> dict[str, Value]:
    """Every fact of the calls with this packed integer, by name."""
    parts = packing.LAYOUT.unpack(packed)
    footing, age = plan.standings[parts["standing"]]
    return {
        **footing.facts,
        **shown_facts(parts["shown"]),
        **packing.number_facts(parts, plan.on_file.consents, limits),
        "register_age_days": age,
        **packing.call_facts(parts, limits),
    }


def reach(
    counted: Iterable[tuple[int, int, int, int]], plan: Plan, limits: Edges, cuts: Edges, tell: Callable[[float], None]
) -> Verdicts:
    """Judges each packed integer of (packed, calls, first day, last day)."""
    found, rows = Verdicts(), sorted(counted)
    for place, (packed, calls, first, last) in enumerate(rows):
        tell(place / len(rows))
        judged = _judged(packed, plan, limits, cuts)
        found.by_packed[packed] = judged.id
        each = found.situations.setdefault(judged.id, judged)
        each.count += calls
        each.first, each.last = min(each.first, as_date(first)), max(each.last, as_date(last))
        found.kinds[NUMBER_KINDS[packing.LAYOUT.unpack(packed)["kind"]]] += calls
    return found


def _judged(packed: int, plan: Plan, limits: Edges, cuts: Edges) -> Situation:
    footing, _ = plan.standings[packing.LAYOUT.unpack(packed)["standing"]]
    facts = facts_of(packed, plan, limits)
    judgement = judge(facts, footing.law_from, LEVELS, footing.answered)
    against = [answer for answer in judgement.answers if answer.reason]
    deciding = {name for answer in against or judgement.answers for name in answer.because}
    told = {name: judgement.facts.get(name) for name in FACTS if name in deciding}
    made = judgement.facts.get("call_made")
    # An answer that waits for a fact names that fact alone: what else it rests on shows in who answers, and how.
    answers = ";".join(f"{each.rule.id} {each.reason}" for each in against)
    named = {"campaign": footing.campaign, "law_from": footing.law_from.isoformat(), "call_made": made}
    return Situation(
        situation_id({**named, "answers": answers, **told}),
        footing.campaign,
        footing.law_from,
        footing.law_until,
        judgement.decision,
        judgement.reasons,
        tuple(against),
        _needs(judgement),
        made,
        told,
        _in_words(_gravest(against), facts, cuts),
    )


def broke_law(answer: Answer) -> bool:
    return answer.outcome is Outcome.BREACH and answer.rule.force is Force.LAW


def _gravest(against: Sequence[Answer]) -> Sequence[Answer]:
    """The breaches of law; where there are none, all that block; else all."""
    broken = [each for each in against if broke_law(each)]
    return broken or [each for each in against if each.decision == "block"] or against


def _needs(judgement: Judgement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for answer in judgement.answers if answer.reason for name in answer.needs))


def _in_words(answers: Sequence[Answer], given: Facts, cuts: Edges) -> tuple[str, ...]:
    """The deciding facts as they were gathered, in words; what rules derived from them is left out."""
    names = dict.fromkeys(name for answer in answers for name in answer.because if name in given)
    return tuple(say_clipped(name, given[name], cuts.get(name, ())) for name in names)
