"""Cases as pages and the API need them: from the store, with steps checked in the transaction that adds them."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ringfence.calendar import local_day
from ringfence.cases.clocks import Running, due, running
from ringfence.cases.complaint import Complaint
from ringfence.cases.due import all_running, kinds
from ringfence.cases.events import CaseEvent
from ringfence.cases.finding import Query, around, find
from ringfence.cases.in_ledger import decisions, outcomes
from ringfence.cases.records import reader
from ringfence.cases.roles import roles
from ringfence.cases.state import Case, case_of, check_step, state_of_steps
from ringfence.cases.steps import check_order, taken_in
from ringfence.preferences.events import day_of
from ringfence.store import Store
from ringfence.store.cases import Opened

AT_A_TIME = 100


def new_id() -> str:
    """An id that no other event has."""
    return secrets.token_hex(16)


def loaded(store: Store, case_id: str) -> Case:
    """The case of this number; refused with a `CaseUnusable` if there is none."""
    return case_of(case_id, store.cases.events(case_id), roles(store.place.home))


def clocks(case: Case, moment: datetime) -> tuple[Running, ...]:
    """The clocks of a case at a moment."""
    return running(case.id, case.role, case.nation, case.events, moment)


def added(store: Store, *events: CaseEvent) -> None:
    """Adds steps to a case, each checked against what is on file in the same transaction."""
    known = roles(store.place.home)

    def check(on_file: tuple[CaseEvent, ...]) -> None:
        found = case_of(events[0].case, on_file, known)
        for event in events:
            check_order(event, found.opened)
            check_step(found, event)
            found = replace(found, events=(*found.events, event))

    store.cases.append(events, check)


def taken(store: Store, complaint: Complaint, moment: datetime, by: str, role: str = "organisation") -> Opened:
    """Opens the case of a complaint; the objection in it is on the disk with it, in one transaction."""
    event, objections = taken_in(complaint, new_id=new_id, keyed=store.key.id, role=role, now=moment, by=by)
    return store.cases.open(event, objections)


def listed(store: Store, *, closed: bool, before: str = "") -> Iterator[dict[str, str]]:
    """A line for each case, the latest first, from before a case on; read as they are wanted, a hundred at a time."""
    known = roles(store.place.home)
    while some := store.cases.latest(before, AT_A_TIME, closed=closed):
        yield from (state_of_steps(name, steps, known) for name, steps in some)
        before = some[-1][0]


def due_in_all(store: Store, moment: datetime) -> list[Running]:
    """What is due in all open cases, the most pressing first."""
    known = roles(store.place.home)
    return list(due(list(all_running(store.cases.steps(kinds(known)), known, moment)), None))


def searched(store: Store, case: Case) -> dict[str, object]:
    """The calls to the number complained of, around the time that the complaint gives, and where was looked."""
    at = case.opened.details.get("called_at")
    first, last = around(at)
    query = Query(day=day_of(at) if at else None, number=case.opened.number, first=first, last=last)
    return find(query, [decisions(store), outcomes(store), reader(store.place.home)]).body()


def days_until(running_: Running, moment: datetime) -> int | None:
    """Days from today to the day to plan for; below nought when it is late."""
    return (running_.deadline.safe - local_day(moment)).days if running_.deadline else None
