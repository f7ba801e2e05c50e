"""What the commands about cases share: a case from the store, its clocks, and what is said of a new one."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ringfence.cases.clocks import Running
    from ringfence.cases.complaint import Complaint
    from ringfence.cases.events import CaseEvent
    from ringfence.cases.state import Case
    from ringfence.store import Store
    from ringfence.store.cases import Opened


def loaded(store: "Store", case_id: str) -> "Case":
    """The case of this number, or the refusal that says how to see which there are."""
    from ringfence.cases.roles import roles
    from ringfence.cases.state import case_of

    return case_of(case_id, store.cases.events(case_id), roles(store.place.home))


def running_of(case: "Case", moment: datetime) -> "tuple[Running, ...]":
    """The clocks of a case at a moment."""
    from ringfence.cases.clocks import running

    return running(case.id, case.role, case.nation, case.events, moment)


def added(store: "Store", events: "list[CaseEvent]") -> "Case":
    """Adds steps to a case, each checked against what is on file in the same transaction; the case as it then is."""
    from dataclasses import replace

    from ringfence.cases.roles import roles
    from ringfence.cases.state import case_of, check_step
    from ringfence.cases.steps import check_order

    known = roles(store.place.home)

    def check(on_file: "tuple[CaseEvent, ...]") -> None:
        found = case_of(events[0].case, on_file, known)
        for event in events:
            check_order(event, found.opened)
            check_step(found, event)
            found = replace(found, events=(*found.events, event))

    store.cases.append(events, check)
    return case_of(events[0].case, store.cases.events(events[0].case), known)


def opened_data(place: str, complaint: "Complaint", opened: "Opened") -> dict[str, Any]:
    return {
        "place": place,
        "case": opened.case,
        "new": opened.new,
        "same_number": list(opened.alike),
        "objection": "recorded" if complaint.objects and complaint.number is not None and opened.new else
        "no number" if complaint.objects and complaint.number is None else None,
        "acknowledge_by": _acknowledge(complaint),
        "notes": list(complaint.notes),
    }  # fmt: skip


def opened_words(place: str, complaint: "Complaint", opened: "Opened") -> Iterator[str]:
    """What is said of a complaint that was taken in."""
    if not opened.new:
        yield f"{place}: the very same complaint is case {opened.case} already. Nothing was opened."
        return
    yield f"Case {opened.case} is open ({place})."
    if opened.alike:
        yield f"  alike     the same number: {', '.join(opened.alike)}"
    if complaint.objects and complaint.number is not None:
        yield "  objection on file, in the same moment: the next decision knows it."
    elif complaint.objects:
        yield "  OBJECTION it asks for calls to stop and names no number, so nobody is protected yet. Ask for it:"
        yield "            ringfence objection add NUMBER --channel email --said WORDS"
    else:
        yield "  objection none: nothing in it asks for calls to stop. If it does: ringfence objection add NUMBER ..."
    if day := _acknowledge(complaint):
        yield f"  due       acknowledge it by {_british(day)} (30 days beginning with the day it came; DPA 2018 s 164A)"
    yield from (f"  note      {note}" for note in complaint.notes)
    yield f"  next      ringfence case log {opened.case} acknowledged; ringfence case find {opened.case}"


def _acknowledge(complaint: "Complaint") -> str | None:
    from ringfence.law.deadlines.notices import acknowledgement
    from ringfence.preferences.events import day_of

    if complaint.about_data is False:
        return None
    found = acknowledgement(day_of(complaint.received_at))
    return found.legal.isoformat() if found else None


def _british(day: str) -> str:
    from datetime import date

    from ringfence.calendar import british

    return british(date.fromisoformat(day))


def written(text: str, output: Path | None) -> None:
    """Prints, or writes a file whole or not at all and says where."""
    if output is None:
        click.echo(text)
        return
    from ringfence.lists.report import whole

    with whole(output) as (part,):
        part.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
    click.echo(f"Written: {output}")


def as_json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


def new_id() -> str:
    import secrets

    return secrets.token_hex(16)
