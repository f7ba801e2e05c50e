"""Cases on file -> entries in the form of the published outcomes, so that an office's own record compares too.

Facts are those that the latest assessment knows; where calls differ in a fact, it is left out. Nobody's number or name
but the organisation's is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from ringfence.calendar import local_day
from ringfence.cases.events import CaseEvent, of_kind
from ringfence.cases.state import Case

OFFICE = "this office"
OUTCOMES: Mapping[str, str] = {  # of a decision, and of a step, in the words of the published outcomes
    "breach": "breach_found",
    "no_breach": "no_contravention",
    "advice": "advice",
    "not_proven": "no_action",
    "out_of_scope": "no_action",
    "notice_sent": "enforcement_notice",
    "intent_given": "provisional_notification",
    "advised": "advice",
}
MAIL = ("text", "email")


def entries(cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """One entry for each case that names an organisation."""
    return (_entry(case) for case in cases if case.organisation)


def _entry(case: Case) -> dict[str, Any]:
    steps = of_kind(case.events, "notice_sent", "intent_given", "advised")
    decided = (case.decision,) if case.decision is not None and case.settled else ()
    outcomes = [OUTCOMES[each.kind] for each in steps] + [OUTCOMES[each.details["outcome"]] for each in decided]
    acted = [each.day for each in (*steps, *decided)]
    assessed = of_kind(case.events, "assessed")[-1:]
    channel = case.opened.details.get("channel")
    entry: dict[str, Any] = {
        "id": case.id,
        "organisation": case.organisation,
        "regulator": OFFICE,
        "channel": channel if channel in MAIL else "phone",
        "outcome": outcomes,
        "open": not outcomes and not case.closed,
        "action": min(acted).isoformat() if acted else None,
        "first_complaint": min(each.day for each in case.complaints).isoformat(),
        "complaints": len(case.complaints),
        "facts": _facts(assessed),
    }
    return entry | _calls(assessed)


def _situations(assessed: Iterable[CaseEvent]) -> Iterator[Mapping[str, Any]]:
    for event in assessed:
        yield from event.body.get("situations", ())


def _facts(assessed: tuple[CaseEvent, ...]) -> dict[str, Any]:
    values: dict[str, set[Any]] = {}
    for situation in _situations(assessed):
        for line in situation["facts"]:
            known = line["standing"] == "known"
            values.setdefault(line["fact"], set()).add(line["value"] if known else None)
    return {name: next(iter(each)) for name, each in values.items() if len(each) == 1 and None not in each}


def _calls(assessed: tuple[CaseEvent, ...]) -> dict[str, Any]:
    found = list(_situations(assessed))
    if not found:
        return {}
    days = [local_day(datetime.fromisoformat(each[end])).isoformat() for each in found for end in ("first", "last")]
    return {
        "period": {"from": min(days), "to": max(days)},
        "calls": sum(each["calls"] for each in found),
        "calls_basis": "found and assessed",
    }
