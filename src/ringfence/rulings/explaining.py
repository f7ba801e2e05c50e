"""One case explained: the chain behind each breach, the unknown facts that matter, the least that would cure it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from ringfence.rulings.cases import Case
from ringfence.rulings.judge import Assessment, facts_on
from ringfence.rulings.report import as_object
from ringfence.rulings.spans import Segment
from ringfence.whatif import Explanation, Step, explain

WIDTH = 100


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
    return "\n".join([title, *_chains(found), *_hinges(found), *_cures(found)])


def _chains(found: Explanation) -> Iterator[str]:
    if not found.chains:
        yield "Nothing is broken on the facts given."
    for chain in found.chains:
        yield f"Why {chain[-1].rule.id} is broken:"
        for number, step in enumerate(chain, 1):
            yield from _wrapped(f"{number}. {step.holds}, by {step.rule.cites}: {'; '.join(step.because)}.")


def _hinges(found: Explanation) -> Iterator[str]:
    if found.hinges:
        yield "What is not known, and would change the answer:"
        for hinge in found.hinges:
            yield from _wrapped(f"- {hinge}")


def _cures(found: Explanation) -> Iterator[str]:
    if found.chains:
        yield "The least that would have made it lawful:" if found.cures else "No small change would make it lawful."
        for cure in found.cures:
            yield from _wrapped(f"- {'; and '.join(str(change) for change in cure)}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
