"""Complaints: how cases stand, and a further one taken in. Names and words of complainants do not leave here."""

import re
from itertools import islice
from typing import Any

import msgspec

from ringfence.cases import show
from ringfence.cases.calls import calls_of_case
from ringfence.cases.complaint import complaint
from ringfence.cases.state import Case
from ringfence.client import answers, asked
from ringfence.client.answers import CaseListed, CaseOpened, Page
from ringfence.preferences.events import instant
from ringfence.preferences.scopes import plain
from ringfence.store import Store
from ringfence.web.api import paging, problems
from ringfence.web.api.problems import Wrong
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.cases_on_file import clocks, listed, loaded, taken
from ringfence.web.ledgered import store

NUMBER = re.compile(r"\d{4}-\d{1,11}", re.ASCII)
MOST_LOOKED_AT = 1_000
SAID = {True: "yes", False: "no"}


@route("GET", "cases", scope=Scope.CASES, query=asked.Cases, answers=Page[CaseListed])
def cases(_asking: Asking, query: asked.Cases) -> Page[CaseListed]:
    """The cases, the latest first."""
    before = paging.begins(query)
    if before and not NUMBER.fullmatch(before):
        raise paging.unreadable()
    with store() as opened:
        # One more than is shown says whether there is a further page; at most so many are looked through for it.
        looked = list(islice(listed(opened, closed=query.closed, before=before), _most(query) + 1))
    seen, more = looked[: _most(query)], len(looked) > _most(query)
    wanted = [each for each in seen if _is_wanted(query, each)]
    shown = wanted[: query.limit]
    last = shown[-1] if len(wanted) > query.limit else seen[-1] if more else None
    items = [msgspec.convert(each, CaseListed) for each in shown]
    return Page(items=items, next=paging.cursor(last["case"]) if last else None)


def _most(query: asked.Cases) -> int:
    """How many cases are looked through for a page: those shown, or more where only some are wanted."""
    return MOST_LOOKED_AT if query.state or query.about else query.limit


def _is_wanted(query: asked.Cases, each: dict[str, str]) -> bool:
    about = not query.about or plain(query.about) == plain(each["organisation"])
    return about and query.state in ("", each["state"])


@route("GET", "cases/{case}", scope=Scope.CASES, answers=answers.Case)
def case(asking: Asking, case: str) -> answers.Case:
    """One case: how it stands, what is due, its assessment and decision, all that happened."""
    with store() as opened:
        standing = found(opened, case)
    told = show.data(standing, clocks(standing, asking.now), calls_of_case(standing))
    return msgspec.convert(told, answers.Case)


@route(
    "POST", "cases", scope=Scope.COMPLAINING, asks=asked.Complaint, answers=CaseOpened, status=201, changes=True
)  # fmt: skip
def case_open(asking: Asking, said: asked.Complaint) -> CaseOpened:
    """Takes a complaint in; an objection in it is on the disk in the same moment. The very same opens nothing."""
    read = complaint(
        _fields(said), via=said.via, now=asking.now, place="The complaint", received=instant(asking.now)
    )  # fmt: skip
    with store() as opened:
        made = taken(opened, read, asking.now, asking.by)
    protected = None if not read.objects else read.number is not None
    notes = [*read.notes]
    if protected is False:
        notes.append("It asks for calls to stop and names no number: nobody is protected yet. Ask for it.")
    return CaseOpened(case=made.case, new=made.new, alike=list(made.alike), protected=protected, notes=notes)


def found(opened: Store, case: str) -> Case:
    """The case of this number, or that there is none."""
    if not opened.cases.events(case):
        raise problems.missing("There is no case of this number. See /api/v1/cases.")
    return loaded(opened, case)


def _fields(said: asked.Complaint) -> dict[str, str]:
    """What is said, in the words of the forms."""
    told: dict[str, Any] = {each: getattr(said, each) for each in said.__struct_fields__ if each != "via"}
    fields = {name: SAID[value] if isinstance(value, bool) else value for name, value in told.items()}
    found = {name: value for name, value in fields.items() if value not in (None, "")}
    if not found.keys() - {"nation"}:
        raise Wrong(400, "unreadable", "A complaint says something: what happened, to which number, by whom.")
    return found
