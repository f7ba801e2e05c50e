"""When answers are kept against the person it is voter identification, not research: which law that brings, and why.

Nothing is decided here. The rulebook is asked twice, with answers kept against nobody and against the person; what it
answers otherwise the second time is the law that changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from ringfence.campaigns.card import Campaign
from ringfence.campaigns.preflight import stand
from ringfence.logic import Value
from ringfence.rule import Answer, Outcome
from ringfence.rulebook import Judgement, judge

REGISTER = "electoral_register"
POLITICAL = ("vote_intention_question", "leader_preference_question")


@dataclass(frozen=True, slots=True)
class Linked:
    """What the law says of these calls once answers are kept against the person."""

    judgement: Judgement
    changed: tuple[Answer, ...]  # the rules that answer otherwise than before, and those on the electoral register
    marketing: bool | None  # are the calls direct marketing now?
    marketing_before: bool | None  # and were they before?

    @property
    def lines(self) -> tuple[str, ...]:
        """The change in words, a sentence or two for each rule."""
        now, before = _told(self.marketing), _told(self.marketing_before)
        first = f"Are the calls direct marketing? {now}; with answers kept against nobody: {before}."
        return (first, *(_line(each, self.judgement.facts) for each in self.changed))


def law_of_linked(campaign: Campaign, on: date) -> Linked:
    """The law of a day on a campaign whose answers are kept against the person, beside the same one without that."""
    before, after = (_judged(campaign, on, linked=linked) for linked in (False, True))
    was = {answer.rule.id: (answer.outcome, answer.because) for answer in before.answers}
    changed = tuple(
        each for each in after.answers
        if each.outcome is not Outcome.NOT_APPLICABLE
        and (was.get(each.rule.id) != (each.outcome, each.because) or REGISTER in each.because)
    )  # fmt: skip
    return Linked(after, changed, _truth(after, "marketing"), _truth(before, "marketing"))


def _judged(campaign: Campaign, on: date, *, linked: bool) -> Judgement:
    """What the rulebook says if answers are, or are not, kept against the person; all else as it is declared."""
    standing = stand(replace(campaign, answers=replace(campaign.answers, linked_to_person=linked)), on)
    tags = {tag for section in standing.script.sections for tag in section.tags}.intersection(POLITICAL)
    said: dict[str, Value] = {**standing.facts, **dict.fromkeys(tags, True)}
    kept: dict[str, Value] = {"answers_linked": linked, "personal_data": True, REGISTER: _from_register(campaign)}
    if tags or not linked:
        kept["political_opinion_data"] = linked
    return judge({**said, **kept}, on)


def _from_register(campaign: Campaign) -> bool | None:
    """Whether names come from the electoral register, as far as the card tells where its lists are from."""
    kinds = {source.kind for source in campaign.lists}
    if "register" in kinds:
        return True
    return None if not kinds or None in kinds else False


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
