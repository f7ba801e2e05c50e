"""One case explained: the chain behind each breach, the unknown facts that matter, the least that would cure it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from ringfence.liability import Way, routes
from ringfence.rulings.cases import Case
from ringfence.rulings.judge import Assessment, facts_on
from ringfence.rulings.report import as_object
from ringfence.rulings.spans import Segment
from ringfence.whatif import Explanation, Step, explain

WIDTH = 100
WAYS_IN_WORDS: dict[Way, str] = {
    "caller": "as the caller",
    "instigator": "as the instigator, who has the calls made",
    "line_subscriber": "as the subscriber of the line that was called from",
}


def explanation(case: Case, segment: Segment) -> Explanation:
    """What `whatif` says of a case by the law of one stretch of its days."""
    return explain(facts_on(case, segment.law_of), segment.law_of, case.medium)


def telling(assessment: Assessment) -> Segment:
    """The first stretch of days on which something is contravened, else the last."""
    broken = [day for reason in assessment.reasons if reason.level == "contravened" for day in reason.on]
    return next((each for each in assessment.case.segments if each.first in broken), assessment.case.segments[-1])


def as_json(assessment: Assessment) -> str:
    """A list with the one case, as in the report, and its explanation."""
    found = explanation(assessment.case, telling(assessment))
    explained = {
        "liable": dict(who_answers(found, telling(assessment))),
        "chains": [[_step(step) for step in chain] for chain in found.chains],
        "hinges": [{"fact": hinge.name, "says": str(hinge)} for hinge in found.hinges],
        "cures": [
            [{"fact": each.name, "value": each.value, "says": str(each)} for each in cure] for cure in found.cures
        ],
    }
    return json.dumps([{**as_object(assessment), "explanation": explained}], ensure_ascii=False, indent=2)


def _step(step: Step) -> dict[str, Any]:
    return {"holds": step.holds, "rule": step.rule.id, "cites": step.rule.cites, "because": list(step.because)}


def as_text(assessment: Assessment) -> str:
    """The explanation for the days that tell most."""
    case, segment = assessment.case, telling(assessment)
    found = explanation(case, segment)
    title = f"{case.id}, by the law of {segment.first.day} {segment.first:%B %Y}"
    return "\n".join([title, *_chains(found), *_liable(found, segment), *_hinges(found), *_cures(found)])


def _chains(found: Explanation) -> Iterator[str]:
    if not found.chains:
        yield "Nothing is broken on the facts given."
    for chain in found.chains:
        yield f"Why {chain[-1].rule.id} is broken:"
        for number, step in enumerate(chain, 1):
            yield from _wrapped(f"{number}. {step.holds}, by {step.rule.cites}: {'; '.join(step.because)}.")


def who_answers(found: Explanation, segment: Segment) -> dict[Way, bool | None]:
    """By each route that what is broken binds: whether it reaches the organisation; None where nobody said."""
    broken = {chain[-1].rule.id for chain in found.chains}
    every = routes(found.judgement, {"the organisation": {}}, segment.law_of)
    return {route.route: route.truth for route in every if route.rule in broken}


def _liable(found: Explanation, segment: Segment) -> Iterator[str]:
    answers = who_answers(found, segment)
    if answers:
        yield "Does the organisation answer for it?"
    for way, truth in answers.items():
        says = {True: "yes", False: "no", None: "not known, or for a person"}[truth]
        yield f"  - {WAYS_IN_WORDS[way]}: {says}"


def _hinges(found: Explanation) -> Iterator[str]:
    if found.hinges:
        yield "What is not known, and would change the answer:"
        for hinge in found.hinges:
            yield from _wrapped(f"- {hinge}")


def _cures(found: Explanation) -> Iterator[str]:
    if found.chains:
        alone = (
            "Any one of these would have made it lawful:" if len(found.cures) > 1 else "This would have made it lawful:"
        )
        yield alone if found.cures else "No small change would make it lawful."
        for cure in found.cures:
            yield from _wrapped(f"- {'; and '.join(str(change) for change in cure)}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
