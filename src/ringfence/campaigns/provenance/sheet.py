"""A campaign's bought and borrowed lists -> due-diligence sheets: what is known, what is missing, what the law says.

The facts come from the card; whether they are enough is the rules' answer, read as if the calls were marketing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ringfence.calendar import months_after
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.provenance.questions import QUESTIONS, STANDING, Question
from ringfence.campaigns.tables import ListSource
from ringfence.logic import Value
from ringfence.rule import Answer, Outcome, Rule
from ringfence.rulebook import RULES, judge

LAW = ("CONS-5", "GDPR-14", "DPA98-SOURCE")  # the rules that the card's facts about a source can answer


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what the card says; `problem` is what is wrong with the answer, if anything."""

    question: Question
    answer: str
    rules: tuple[Rule, ...]
    problem: str
    ask: str

    @property
    def missing(self) -> bool:
        return not self.answer


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: its lines, and the answers of the rules."""

    source: ListSource
    lines: tuple[Line, ...]
    answers: tuple[Answer, ...]
    facts: dict[str, Value]

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.missing)

    @property
    def asks(self) -> tuple[str, ...]:
        """What to ask the supplier, in order."""
        return (*(line.ask for line in self.lines if line.missing or line.problem), *STANDING)

    @property
    def worst(self) -> Outcome:
        return max((answer.outcome for answer in self.answers), key=lambda each: each.value, default=Outcome.OK)

    @property
    def complete(self) -> bool:
        return not self.missing and not any(line.problem for line in self.lines)


def sheets(campaign: Campaign, on: date | None = None) -> tuple[Sheet, ...]:
    """A sheet for each list that is bought or borrowed, or of which the card does not say that it is not."""
    day = on or campaign.campaign.field_from
    return tuple(_sheet(campaign, source, day) for source in campaign.lists if source.bought is not False)


def _sheet(campaign: Campaign, source: ListSource, day: date) -> Sheet:
    facts = gathered(campaign, source)
    answers = judge(facts, day).answers
    lines = tuple(_line(campaign, source, question, facts, day) for question in QUESTIONS)
    return Sheet(source, lines, tuple(each for each in answers if each.rule.id in LAW), facts)


def gathered(campaign: Campaign, source: ListSource) -> dict[str, Value]:
    """What the card says of a source, as facts; told to the law as if the calls were marketing to people."""
    told, obtained, first = source.art14_told_on, source.obtained_on, campaign.campaign.field_from
    return {
        **source.facts(campaign.organisations),
        "marketing": True,
        "personal_data": True,
        "list_bought": source.bought,
        "notice_by_first_contact": None if told is None else told <= first,
        "notice_within_month": None if told is None or obtained is None else told <= months_after(obtained, 1),
    }


def _line(campaign: Campaign, source: ListSource, question: Question, facts: dict[str, Value], day: date) -> Line:
    caller = " or ".join(campaign.organisations) or "our organisation"
    rules = tuple(rule for name in question.rules if (rule := rule_on(name, day)))
    problem = _problem(question, source, facts, caller)
    return Line(question, question.answer(source), rules, problem, question.ask.format(caller=caller))


def rule_on(name: str, day: date) -> Rule | None:
    """The rule of this id as in force on a day; None where there was none yet."""
    return next((rule for rule in RULES if rule.id == name and rule.in_force(day)), None)


def _problem(question: Question, source: ListSource, facts: dict[str, Value], caller: str) -> str:
    """What is wrong with an answer that is there, as a fact; the rules say what follows."""
    if question.key in ("named_organisations", "collection_wording") and question.answer(source):
        return f"does not name {caller}" if facts["source_names_caller"] is False else ""
    if question.key == "art14_told_on" and source.art14_told_on:
        late = [words for name, words in LATE.items() if facts[name] is False]
        return " and ".join(late)
    if question.key == "checks_done" and source.checks_done is False:
        return "none were made"
    return ""


LATE = {
    "notice_by_first_contact": "after the first call",
    "notice_within_month": "more than a month after the list was obtained",
}


def verdict(made: Sequence[Sheet]) -> Outcome:
    """The gravest that the rules say of any of the lists."""
    return max((sheet.worst for sheet in made), key=lambda each: each.value, default=Outcome.OK)
