"""A case as data and as words: how it stands, what is due, what happened, its calls and its assessment.

The number called is masked everywhere, and a complainant's name and words stay in the store.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ringfence.calendar import british, local
from ringfence.cases.calls import call_line
from ringfence.cases.clocks import Running, cautions
from ringfence.cases.events import KINDS, CaseEvent, last
from ringfence.cases.finding import Call
from ringfence.cases.state import Case
from ringfence.numbers import masked

HIDDEN = ("reference", "role", "nation", "via", "organisation", "second_reader")
MOST_CALLS = 50


def data(case: Case, running: Sequence[Running], calls: Sequence[Call]) -> dict[str, Any]:
    """The case as JSON."""
    assessed = last(case.events, "assessed")
    decided = case.decision
    searched = last(case.events, "searched")
    return {
        "case": case.id,
        "role": case.role_name,
        "state": case.state,
        "next": case.next_step,
        "closed": case.closed,
        "organisation": case.organisation,
        "opened": case.opened.at,
        "via": case.opened.details.get("via", ""),
        "number": f"+{masked(str(case.opened.number))}" if case.opened.number is not None else None,
        "complaint": {k: v for k, v in case.opened.details.items() if k not in HIDDEN and k != "cli"},
        "reference": case.opened.details.get("reference", ""),
        "complaints": len(case.complaints),
        "clocks": [clock(each) for each in running],
        "calls_found": len(calls),
        "calls": [call_line(each) for each in calls[:MOST_CALLS]],
        "looked": list(searched.body.get("looked", ())) if searched else [],
        "missing": list(searched.body.get("missing", ())) if searched else ["Nobody has looked for the calls yet."],
        "assessment": dict(assessed.body) if assessed else None,
        "decision": _decision(case, decided) if decided else None,
        "history": [_event(each) for each in case.events],
    }


def clock(each: Running) -> dict[str, Any]:
    """One clock as JSON."""
    deadline = each.deadline
    return {
        "case": each.case,
        "clock": each.clock.id,
        "says": each.clock.says,
        "status": each.status,
        "from": each.started.isoformat(),
        "plan_for": deadline.safe.isoformat() if deadline else None,
        "last_day": deadline.legal.isoformat() if deadline else None,
        "before": deadline.before.isoformat("minutes") if deadline and deadline.before else None,
        "perhaps": deadline.perhaps.isoformat() if deadline and deadline.perhaps else None,
        "bars": deadline.kind == "last" if deadline else None,
        "law": bool(each.clock.law or each.clock.named),
        "cites": deadline.cites if deadline else "",
        "stopped": each.stopped,
        "cautions": list(cautions(each)),
    }


def _decision(case: Case, decided: CaseEvent) -> dict[str, Any]:
    readings = [each for each in case.events if each.kind == "seconded" and each.details.get("decision") == decided.id]
    return {
        "outcome": decided.details["outcome"],
        "reasons": decided.body.get("reasons", ""),
        "by": decided.by,
        "at": decided.at,
        "assessment": decided.details.get("assessment"),
        "settled": case.settled,
        "second_reader_asked": case.second_reader,
        "second_readings": [
            {"by": each.by, "agrees": each.details["agrees"], "reasons": each.body.get("reasons", "")}
            for each in readings
        ],
    }


def _event(each: CaseEvent) -> dict[str, Any]:
    return {
        "id": each.id,
        "at": each.at,
        "kind": each.kind,
        "words": KINDS[each.kind],
        "by": each.by,
        "note": note(each),
    }


def note(each: CaseEvent) -> str:
    """What an event says in a line."""
    told = each.details
    said = _said(each.kind, told, each.body)
    named = [
        f"{name.replace('_', ' ')} {_day(str(told[name]))}" for name in ("comply_by", "answer_by") if told.get(name)
    ]
    return "; ".join(part for part in (said, *named) if part)


def _said(kind: str, told: Mapping[str, Any], body: Mapping[str, Any]) -> str:
    said = {
        "fact": ("{name} = {value}{whose}", {"value": told.get("value"), "whose": f" ({told.get('party', '')})"}),
        "factor": ("{weighs}: {says}", {}),
        "attached": ("{as}: {name}, SHA-256 {sha256:.12}…", {}),
        "searched": ("{found:,} found", {"found": body.get("found", 0)}),
        "decided": ("{words}", {"words": str(told.get("outcome")).replace("_", " ")}),
        "seconded": ("{words}", {"words": "agrees" if told.get("agrees") else "does not agree"}),
        "assessed": ("{words}", {"words": ", ".join(told.get("breached", ())) or "nothing broken on what is known"}),
    }.get(kind, ("{note}", {"note": told.get("note", "")}))
    form, more = said
    return form.format_map({**told, **more}).replace(" ()", "")


def text(shown: Mapping[str, Any]) -> str:
    """The case in words."""
    about = f"about {shown['organisation']}" if shown["organisation"] else "about somebody not named"
    lines = [
        f"Case {shown['case']}: {shown['state']} ({shown['role']}), {about}",
        f"  opened    {when(shown['opened'])}, by {shown['via'] or 'hand'}"
        + (f"; number called {shown['number']}" if shown["number"] else "; no number called is on file"),
        *([f"  next      {shown['next']}"] if shown["next"] else []),
        *clock_lines([each for each in shown["clocks"] if each["stopped"] is None]),
        f"  calls     {shown['calls_found']:,}",
        *(f"      {call_words(each)}" for each in shown["calls"][:10]),
        *(f"      ! {each}" for each in shown["missing"]),
    ]
    if decided := shown["decision"]:
        stands = "" if decided["settled"] else "; a second reader has not agreed yet"
        lines.append(
            f"  decision  {decided['outcome'].replace('_', ' ')}, by {decided['by']}{stands}: {decided['reasons']}"
        )
    lines.append("  history")
    lines += [f"      {when(each['at'])}  {each['words']}" + (f" ({each['note']})" if each["note"] else "")
              + (f", {each['by']}" if each["by"] else "") for each in shown["history"]]  # fmt: skip
    if shown["assessment"]:
        lines.append(f"  The assessment in full: ringfence case show {shown['case']} --format html -o case.html")
    return "\n".join(lines)


def clock_lines(clocks: Sequence[Mapping[str, Any]], *, named: bool = False) -> Iterator[str]:
    """Clocks in words, each with its last day in law where that is not the day to plan for."""
    for each in clocks:
        who = f"{each['case']}  " if named else "  due       "
        if each["plan_for"] is None:
            yield f"{who}{each['says']}: {' '.join(each['cautions'])}"
            continue
        before = f" before {each['before']}" if each["before"] else ""
        last_day = (
            f"; last day in law {_day(each['last_day'])}{before}"
            if before or each["last_day"] != each["plan_for"]
            else ""
        )
        mark = "" if each["status"] == "running" else f" — {each['status'].upper()}"
        ours = "" if each["law"] else " (our target)"
        yield f"{who}{_day(each['plan_for'])}: {each['says']}{last_day}{ours}{mark}"


def call_words(each: Mapping[str, Any]) -> str:
    """A call in a line: its evidence, when, whose, and what the gate had said."""
    said = [when(each["at"]), each.get("organisation", ""), each.get("campaign", ""), each.get("mode") or ""]
    decided = f"gate: {each['decision']}" if each.get("decision") else ""
    return f"{each['evidence']}  {', '.join(part for part in (*said, decided) if part)}"


def when(at: str) -> str:
    """A day or an instant as it is kept, for a person: the day, and the minute in London if it is known."""
    if len(at) == 10:
        return _day(at)
    moment = local(datetime.fromisoformat(at))
    return f"{british(moment.date())}, {moment:%H:%M}"


def _day(written: str) -> str:
    return british(date.fromisoformat(written[:10]))
