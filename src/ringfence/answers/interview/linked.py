"""When answers are kept against the person it is voter identification, not research: which law that brings, and why.

Nothing is decided here. The rulebook is asked twice, with answers kept against nobody and against the person; what it
answers otherwise the second time is the law that changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ringfence.logic import Facts, Value
from ringfence.rule import Answer, Outcome
from ringfence.rulebook import Judgement, judge

POLITICAL = ("vote_intention_question", "leader_preference_question")


@dataclass(frozen=True, slots=True)
class Linked:
    """What the law says of these calls once answers are kept against the person."""

    judgement: Judgement
    changed: tuple[Answer, ...]  # the rules that answer otherwise than for answers kept against nobody
    marketing: bool | None  # are the calls direct marketing now?
    marketing_before: bool | None  # and were they before?

    @property
    def lines(self) -> tuple[str, ...]:
        """The change in words, a sentence or two for each rule."""
        found = []
        if self.marketing is not self.marketing_before:
            found.append(
                f"The calls are direct marketing: {_told(self.marketing)} (before: {_told(self.marketing_before)})."
            )
        return (*found, *(_line(each, self.judgement.facts) for each in self.changed))


def law_of_linked(facts: Facts, tags: frozenset[str], on: date) -> Linked:
    """The law of a day on answers kept against the person; `facts` of card and script, `tags` what its sections do."""
    said: dict[str, Value] = {**facts, **dict.fromkeys(tags, True), "personal_data": True}
    politics: dict[str, Value] = {"political_opinion_data": True} if tags.intersection(POLITICAL) else {}
    before = judge({**said, "answers_linked": False}, on)
    after = judge({**said, **politics, "answers_linked": True}, on)
    outcomes = {answer.rule.id: answer.outcome for answer in before.answers}
    changed = tuple(
        each for each in after.answers
        if each.outcome is not Outcome.NOT_APPLICABLE and outcomes.get(each.rule.id) is not each.outcome
    )  # fmt: skip
    return Linked(after, changed, _truth(after, "marketing"), _truth(before, "marketing"))


def _truth(judgement: Judgement, name: str) -> bool | None:
    value = judgement.facts.get(name)
    return None if value is None else bool(value)


def _told(value: bool | None) -> str:
    return "not known" if value is None else "yes" if value else "no"


_WORDS = {
    Outcome.BREACH: "broken", Outcome.NEEDS_FACT: "not known yet", Outcome.NEEDS_HUMAN: "a person must say",
    Outcome.OK: "kept",
}  # fmt: skip


def _line(answer: Answer, facts: Mapping[str, Value]) -> str:
    asked = f" {answer.question}" if answer.question else ""
    return f"{answer.rule.id} ({_WORDS[answer.outcome]}): {answer.rule.says} Because {answer.why(facts)}.{asked}"
