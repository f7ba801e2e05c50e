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
    from ringfence.store.cases import Check, Opened


def loaded(store: "Store", case_id: str) -> "Case":
    """The case of this number, or the refusal that says how to see which there are."""
    from ringfence.cases.roles import roles
    from ringfence.cases.state import case_of

    return case_of(case_id, store.cases.events(case_id), roles(store.place.home))


def running_of(case: "Case", moment: datetime) -> "tuple[Running, ...]":
    """The clocks of a case at a moment."""
    from ringfence.cases.clocks import running

    return running(case.id, case.role, case.nation, case.events, moment)


def checking(store: "Store", case_id: str) -> "Check":
    """What a further complaint is checked by: the case is there, knows such a step, and is not closed."""
    from ringfence.cases.events import CaseUnusable
    from ringfence.cases.roles import roles
    from ringfence.cases.state import case_of

    known = roles(store.place.home)

    def check(on_file: "tuple[CaseEvent, ...]") -> None:
        if case_of(case_id, on_file, known).closed:
            raise CaseUnusable(f"{case_id} is closed. Open it again first: ringfence case log {case_id} reopened")

    return check


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


def opened_data(place: str, complaint: "Complaint", opened: "Opened", clocks: "list[Running]") -> dict[str, Any]:
    from ringfence.cases.show import clock

    lost = "no number" if complaint.objects and complaint.number is None else None
    return {
        "place": place,
        "case": opened.case,
        "new": opened.new,
        "same_number": list(opened.alike),
        "objection": "recorded" if complaint.objects and not lost and opened.new else lost,
        "due": [clock(each) for each in clocks],
        "notes": list(complaint.notes),
    }


def opened_words(
    place: str, complaint: "Complaint", opened: "Opened", clocks: "list[Running]", *, joined: bool = False
) -> Iterator[str]:
    """What is said of a complaint that was taken in."""
    from ringfence.cases.show import clock, clock_lines

    if not opened.new:
        yield f"{place}: the very same complaint is case {opened.case} already. Nothing was opened."
        return
    yield f"{place} is part of case {opened.case}." if joined else f"Case {opened.case} is open ({place})."
    if opened.alike:
        yield f"  alike     the same number: {', '.join(opened.alike)}"
    if complaint.objects and complaint.number is not None:
        yield "  objection on file, in the same moment: the next decision knows it."
    elif complaint.objects:
        yield "  OBJECTION it asks for calls to stop and names no number, so nobody is protected yet. Ask for it:"
        yield "            ringfence objection add NUMBER --channel email --said WORDS"
    else:
        yield "  objection none: nothing in it asks for calls to stop. If it does: ringfence objection add NUMBER ..."
    yield from clock_lines([clock(each) for each in clocks])
    yield from (f"  note      {note}" for note in complaint.notes)
    yield f"  next      ringfence case log {opened.case} acknowledged; ringfence case find {opened.case}"


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
