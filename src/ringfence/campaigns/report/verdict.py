"""Preflight -> the verdict in one sentence, and what to do next."""

from collections.abc import Iterable

from ringfence.calendar import british
from ringfence.campaigns.preflight import Preflight, good_until_in_field
from ringfence.facts import FACTS
from ringfence.lists.screen import Situation
from ringfence.reasons import words as reason_words
from ringfence.rule import Answer, Outcome

CAMPAIGN_CODES = {"CAMPAIGN_HELD", "CAMPAIGN_STOPPED"}
ROW_FAULTS = {"INVALID_NUMBER", "PREMIUM_NUMBER", "DUPLICATE", "FOREIGN_NUMBER"}


def sentence(result: Preflight) -> str:
    """The verdict in one sentence."""
    return f"{result.verdict.capitalize()}: {_because(result)}."


def _because(result: Preflight) -> str:
    crossing = sum(section.crossing for section in result.standing.script.sections)
    counts = result.screening.decisions if result.screening else {}
    callable_now = counts.get("allow", 0)
    if result.verdict == "go":
        return f"nothing stands against this campaign, and {callable_now:,} numbers may be called"
    parts = []
    if crossing:
        parts.append(f"{_count(crossing, 'section')} of the script {'promotes' if crossing == 1 else 'promote'}")
    parts += [reason_words(answer.reason) for answer in _breaches(result) if answer.reason != "SCRIPT_IS_MARKETING"]
    if result.screening and not callable_now:
        parts.append(_none_callable(result))
    if questions := _open(result):
        parts.append(f"{_count(len(questions), 'question')} must be answered first")
    return "; ".join(dict.fromkeys(part for part in parts if part)) or "the script needs a person or a fact first"


def _none_callable(result: Preflight) -> str:
    """Why no number may be called: the gravest reason most of them share."""
    screening = result.screening
    if screening is None:
        return ""
    usable = [each for each in screening.situations if each.reasons and each.reasons[0] not in ROW_FAULTS]
    if not usable:
        return "no number in the list may be called"
    first = max({each.reasons[0] for each in usable}, key=lambda code: _sharing(code, usable))
    if first in CAMPAIGN_CODES:
        return ""
    total = sum(each.count for each in usable)
    return f"none of {total:,} numbers that can be dialled may be called ({reason_words(first)})"


def _sharing(code: str, situations: Iterable[Situation]) -> int:
    return sum(each.count for each in situations if code in each.reasons)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _breaches(result: Preflight) -> tuple[Answer, ...]:
    return result.standing.judgement.of(Outcome.BREACH)


def _open(result: Preflight) -> list[Answer]:
    return [a for a in result.standing.judgement.answers if a.outcome in (Outcome.NEEDS_HUMAN, Outcome.NEEDS_FACT)]


def next_steps(result: Preflight) -> list[str]:
    """What to do now, in order."""
    steps = [
        f"Remove or rewrite section {section.id}: {finding.fix}"
        for section in result.standing.script.sections if section.crossing
        for finding in section.findings if finding.crossing
    ]  # fmt: skip
    steps += [answer.rule.cure for answer in _breaches(result) if answer.rule.id != "MRS-SEP"]
    for answer in _open(result):
        if answer.question:
            steps.append(f"Answer the question of {answer.rule.id} in the card under [[judgements]]: {answer.question}")
        else:
            facts = "; ".join(FACTS[name].source for name in answer.needs)
            steps.append(f"Enter what {answer.rule.id} needs to know: {facts}.")
    held = [each for each in result.screening.situations if each.decision == "hold"] if result.screening else []
    steps += (cure for each in held for cure in cures(each, result))
    if result.verdict == "go":
        steps.append("Load callable.csv into the dialler, and nothing else.")
        if last := good_until_in_field(result.standing):
            steps.append(f"Screen again after {british(last)}: the registers clear no later call.")
    return list(dict.fromkeys(steps))


def cures(situation: Situation, result: Preflight) -> list[str]:
    """What would lift what stands against the numbers of a situation."""
    if set(situation.reasons) & CAMPAIGN_CODES:
        return ["Settle what stands against the campaign itself; nothing stands against these numbers."]
    answers = result.standing.of_number(situation.facts).answers
    return list(dict.fromkeys(answer.rule.cure for answer in answers if answer.reason))
