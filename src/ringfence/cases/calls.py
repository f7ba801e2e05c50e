"""The calls of a case: those that were found, else the one that its complaint tells of; and a call as data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from ringfence.calendar import LONDON
from ringfence.cases.events import CaseEvent
from ringfence.cases.finding import Call
from ringfence.cases.state import Case
from ringfence.preferences.events import instant


def calls_of_case(case: Case, numbers: Mapping[str, int] | None = None) -> tuple[Call, ...]:
    """The calls that were found, each once; else the call that the complaint tells of.

    A case keeps no number but the one complained of: `numbers` gives those of other calls, by their evidence.
    """
    known = numbers or {}
    number = case.opened.number
    found: dict[str, Call] = {}
    for event in case.events:
        if event.kind == "searched":
            asked = number if event.body.get("query", {}).get("by_number") else None
            for call in calls_of(event.body, asked):
                kept = found.get(call.evidence)
                if kept is None or kept.number is None:
                    found[call.evidence] = replace(call, number=call.number or known.get(call.evidence))
    return tuple(sorted(found.values(), key=lambda call: call.at)) or tuple(_told(case.complaints))


def _told(complaints: Sequence[CaseEvent]) -> Iterator[Call]:
    for event in complaints:
        if at := event.details.get("called_at"):
            day_only = len(str(at)) == 10
            noon = datetime.fromisoformat(f"{at}T12:00").replace(tzinfo=LONDON) if day_only else None
            yield Call(
                evidence=f"event:{event.id}",
                kind="told",
                number=event.number,
                at=instant(noon) if noon else str(at),
                organisation=str(event.details.get("organisation", "")),
                cli=event.details.get("cli"),
            )


def complained_of(event: CaseEvent, calls: Sequence[Call]) -> Call | None:
    """The call that a complaint speaks of: the nearest to the time it gives; without one, the only call there is."""
    about = [call for call in calls if event.number is None or call.number in (None, event.number)]
    at = event.details.get("called_at")
    if not at or not about:
        return about[0] if len(about) == 1 else None
    if len(str(at)) == 10:
        of_day = [call for call in about if call.day.isoformat() == at]
        return of_day[0] if len(of_day) == 1 else None
    moment = datetime.fromisoformat(str(at))
    return min(about, key=lambda call: abs((call.moment - moment).total_seconds()))


def calls_of(body: Mapping[str, Any], number: int | None) -> tuple[Call, ...]:
    """The calls that a case keeps of a search, as they were found."""
    return tuple(
        Call(
            **{**each, "number": number, "reasons": tuple(each.get("reasons", ())), "also": tuple(each.get("also", ()))}
        )
        for each in body.get("calls", ())
    )


def call_line(call: Call) -> dict[str, Any]:
    """One call as data, its number left out."""
    return {key: value for key, value in asdict(call).items() if key != "number" and value not in (None, "", ())}
