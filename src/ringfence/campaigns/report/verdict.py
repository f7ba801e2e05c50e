"""Preflight -> the verdict in one sentence, and what to do next."""

from collections.abc import Iterable, Sequence

from ringfence.calendar import british
from ringfence.campaigns.preflight import Preflight
from ringfence.facts import FACTS
from ringfence.lists.screen import Screening, Situation
from ringfence.reasons import words as reason_words
from ringfence.rule import Answer, Force, Outcome
from ringfence.scripts import SectionReport
from ringfence.scripts.review import Review

CAMPAIGN_CODES = {"CAMPAIGN_HELD", "CAMPAIGN_STOPPED", "OTHER_DAY"}
START = 60  # characters of a section that tell it from the others
ROW_FAULTS = {"INVALID_NUMBER", "PREMIUM_NUMBER", "DUPLICATE", "FOREIGN_NUMBER"}


def sentence(result: Preflight) -> str:
    """The verdict in one sentence."""
    return f"{result.verdict.capitalize()}: {_because(result)}."


def _because(result: Preflight) -> str:
    if result.verdict == "go":
        callable_now = result.screening.decisions["allow"] if result.screening else 0
        return f"nothing stands against this campaign, and {_count(callable_now, 'number')} may be called"
    return "; ".join(_against(result) if result.verdict == "stop" else _open_matters(result))


def _against(result: Preflight) -> list[str]:
    """What stops the campaign: its script, its duties, its list."""
    breaches = [answer.reason for answer in _breaches(result)]
    crossing = _crossing(result)
    parts = [crossing] if crossing else []
    parts += [reason_words(code) for code in breaches if not (crossing and code == "SCRIPT_IS_MARKETING")]
    if not parts and not _none_callable(result):
        parts = [finding.message for finding in result.standing.script.findings if finding.level == "error"]
    none = _none_callable(result)
    return list(dict.fromkeys(part for part in (none, *parts, "" if none else _unlawful(result)) if part))


def _unlawful(result: Preflight) -> str:
    """How many numbers the law itself forbids calling, by which provisions: a section that promotes binds on these."""
    count, cites = 0, list[str]()
    for each in result.screening.situations if result.screening else ():
        broken = [a.rule for a in each.verdict.against if a.outcome is Outcome.BREACH and a.rule.force is Force.LAW]
        count += each.count if broken else 0
        cites += [rule.cites.split(",")[0] for rule in broken]
    if not count:
        return ""
    verb = "a call to 1 number" if count == 1 else f"calls to {count:,} numbers"
    return f"{verb} would break {' or '.join(dict.fromkeys(cites))}"


def _crossing(result: Preflight) -> str:
    """How many sections promote although the script presents itself as something else; empty if none does."""
    script = result.standing.script
    crossing, shown_as = sum(section.crossing for section in script.sections), "service"
    if not crossing:
        return ""
    if script.script_facts.get("presents_as_research"):
        shown_as = "research"
    verb = "promotes" if crossing == 1 else "promote"
    return f"{crossing} of the script's {len(script.sections)} sections {verb}, though it presents itself as {shown_as}"


def _open_matters(result: Preflight) -> list[str]:
    """What the campaign waits for: questions, facts, and a list."""
    questions = [answer for answer in _open(result) if answer.question]
    facts = {name for answer in _open(result) if not answer.question for name in answer.needs}
    facts |= {name for section in result.standing.script.sections for name in section.needs}
    parts = [f"{_count(len(questions), 'question')} for a person"] if questions else []
    parts += [f"{_count(len(facts), 'fact')} not in the card"] if facts else []
    contested = sum(told.effect == "contested" for told in result.standing.review.waived)
    parts += [f"{_count(contested, 'finding')} contested, which takes a second person"] if contested else []
    parts += ["words of the script that nobody judged"] if result.standing.script.unread else []
    parts += ["the day judged lies outside the field"] if result.standing.other_day else []
    parts += ["the card names no list"] if result.screening is None else []
    return [*parts, *filter(None, [_none_callable(result)])] or ["some words of the script need a person"]


def _none_callable(result: Preflight) -> str:
    """Why no number may be called by itself: the gravest reason that most of them share; empty if some may be."""
    screening = result.screening
    if screening is None or screening.decisions.get("allow", 0):
        return ""
    usable = _dialable(screening)
    if all(each.reasons[0] in ROW_FAULTS for each in usable):
        return "no number in the list may be called"
    first = max(sorted({each.reasons[0] for each in usable}), key=lambda code: _sharing(code, usable))
    if first in CAMPAIGN_CODES:
        return ""
    total = sum(each.count for each in usable)
    if result.verdict == "stop" and any(each.decision == "hold" for each in usable):
        return ""
    which = (
        "the 1 number that can be dialled may not"
        if total == 1
        else f"none of the {total:,} numbers that can be dialled may"
    )
    return f"{which} be called: {reason_words(first)}"


def _dialable(screening: Screening) -> Sequence[Situation]:
    """Situations of numbers that could be dialled at all; every situation if there is none such."""
    found = [each for each in screening.situations if each.reasons and each.reasons[0] not in ROW_FAULTS]
    return found or screening.situations


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
    review = result.standing.review
    uncontested = [each for each in result.standing.script.sections if not _contested(each, review)]
    steps = [f"Remove or rewrite {_place(each)}. {_first_fix(each)}" for each in uncontested if each.crossing]
    if names := ", ".join(sorted(review.contested_by)):
        steps.append(f"Have somebody other than {names} read what is contested: whoever agrees signs, else it goes.")
    steps += [f"{each.source[:1].upper()}{each.source[1:]}: {each.message}." for each in result.standing.script.unread]
    if _none_callable(result) and result.screening:
        steps += cures(max(_dialable(result.screening), key=lambda each: each.count))
    steps += [answer.rule.cure for answer in _breaches(result) if answer.rule.id != "MRS-SEP"]
    for answer in _open(result):
        if answer.question:
            steps.append(f"Answer the question of {answer.rule.id} in the card under [[judgements]]: {answer.question}")
        else:
            facts = "; ".join(FACTS[name].source for name in answer.needs)
            steps.append(f"Enter what {answer.rule.id} needs to know: {facts}.")
    held = [each for each in result.screening.situations if each.decision == "hold"] if result.screening else []
    steps += (cure for each in held for cure in cures(each))
    if result.verdict == "go":
        steps.append("Load callable.csv into the dialler, and nothing else.")
        if result.standing.until < result.standing.campaign.campaign.field_until:
            steps.append(f"Screen again after {british(result.standing.until)}: this screening clears no later call.")
    return list(dict.fromkeys(steps))


def cures(situation: Situation) -> list[str]:
    """What would lift what stands against the numbers of a situation."""
    if set(situation.reasons) & CAMPAIGN_CODES:
        return ["Settle what stands against the campaign itself; nothing stands against these numbers."]
    return list(dict.fromkeys(answer.rule.cure for answer in situation.verdict.against))


def _place(section: SectionReport) -> str:
    """A section by its number, if it has one, and its first words."""
    line = " ".join(section.text.split())
    words = line if len(line) <= START else line[:START].rsplit(" ", 1)[0] + " …"
    return f"section {section.label}, “{words}”" if section.label else f"“{words}”"


def _contested(section: SectionReport, review: Review) -> bool:
    """Whether a person contests each finding by which a section crosses."""
    crossing = [review.by_finding[each] for each in section.findings if each.crossing]
    return bool(crossing) and all(each.waiver for each in crossing)


def _first_fix(section: SectionReport) -> str:
    return next(finding.fix for finding in section.findings if finding.crossing)
