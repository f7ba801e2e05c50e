"""How often does the engine say what regulators decided? Beside it a baseline of thirty lines, so that nobody is misled.

Run: .venv/bin/python bench/rulings.py [CASES.yaml]        (seconds; the shipped outcomes and neighbours by default)

Published outcomes are nearly all breaches, told with the facts that proved them: a high headline shows coverage and
consistency, not legal judgement. Look at the hard cases, at who is wrongly accused, and at what the baseline cannot say.
"""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ringfence.rulings import cases, loading, report
from ringfence.rulings.judge import assess
from ringfence.rulings.score import NEUTRAL, score

ON = date(2026, 11, 21)  # for cases without a date


def baseline(case: Mapping[str, Any]) -> set[str]:
    """Promotion, kind of call, consent, register and identity, without dates, doubts or anything unknown."""
    facts = case.get("facts") or {}
    if facts.get("promotes") in (None, "not stated"):
        return set()
    agreed = facts.get("consent_record") == "named_caller_and_purpose"
    if case.get("channel") in ("text", "email"):
        return (set() if agreed else {"22"}) | ({"23"} if facts.get("opt_out_offered") == "none" else set())
    unnamed = facts.get("identity_given") is False or facts.get("contact_details_given") is False
    return baseline_of_call(facts, agreed) | ({"24"} if unnamed else set())


def baseline_of_call(facts: Mapping[str, Any], agreed: bool) -> set[str]:
    special = {"pensions": "21B", "claims_management": "21A"}.get(facts.get("product_special_rule"))
    if facts.get("call_type") == "automated" or special:
        return set() if agreed else {special or "19"}
    registered = facts.get("tps_registered_calls_made") is True or facts.get("ctps_registered_calls_made") is True
    return {"21"} if (registered and not agreed) or facts.get("objections_ignored") is True else set()


def of_baseline(entries: list[Any]) -> str:
    """What the baseline gets right, in the same counts."""
    scored = [each for each in entries if each.get("scorable", True)]
    neutral = [{name for key in NEUTRAL for name in each.get(key) or ()} for each in scored]
    said = [baseline(each) - left_out for each, left_out in zip(scored, neutral, strict=True)]
    due = [set(each["regulations_contravened"]) - left_out for each, left_out in zip(scored, neutral, strict=True)]
    exact = [one == other for one, other in zip(said, due, strict=True)]
    hard = [right for each, right in zip(scored, exact, strict=True) if each.get("hard")]
    accused = [bool(one) for one, other in zip(said, due, strict=True) if not other]
    return (
        f"baseline, exactly right              {sum(exact)} of {len(exact)}\n"
        f"  of them hard                       {sum(hard)} of {len(hard)}\n"
        f"  without contravention, yet accused {sum(accused)} of {len(accused)}\n"
        "  warnings, reasons, “cannot tell”   none: it has no words for them"
    )


def show(title: str, entries: list[Any]) -> None:
    judged = [assess(case) for case in cases.read(entries, ON) if isinstance(case, cases.Case)]
    print(f"== {title}\n{report.score_text(score(entries, judged, [*loading.shipped('public'), *entries]))}")
    print(of_baseline(entries))


def main() -> None:
    if len(sys.argv) > 1:
        show(sys.argv[1], loading.load(Path(sys.argv[1])))
        return
    for name in ("public", "counterfactuals"):
        show(name, loading.shipped(name))


if __name__ == "__main__":
    main()
