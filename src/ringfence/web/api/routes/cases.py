"""Complaints: how cases stand, and a further one taken in. Names and words of complainants do not leave here."""

from typing import Any

import msgspec

from ringfence.cases import show
from ringfence.cases.calls import calls_of_case
from ringfence.cases.complaint import complaint
from ringfence.cases.events import CaseUnusable
from ringfence.client import answers, asked
from ringfence.client.answers import CaseListed, CaseOpened, Page
from ringfence.preferences.events import instant
from ringfence.preferences.scopes import plain
from ringfence.web.api import paging, problems
from ringfence.web.api.problems import Wrong
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.ledgered import store
from ringfence.web.pages.cases_on_file import clocks, listed, loaded, taken

SAID = {True: "yes", False: "no"}


@route("GET", "cases", scope=Scope.CASES, query=asked.Cases, answers=Page[CaseListed])
def cases(_asking: Asking, query: asked.Cases) -> Page[CaseListed]:
    """The cases, the latest first."""
    with store() as opened:
        found = listed(opened, closed=query.closed)
    wanted = [
        each for each in found
        if query.state in ("", each["state"]) and (not query.about or plain(query.about) == plain(each["organisation"]))
    ]  # fmt: skip
    return paging.of_sequence(wanted, query, lambda each: msgspec.convert(each, CaseListed))


@route("GET", "cases/{case}", scope=Scope.CASES, answers=answers.Case)
def case(asking: Asking, case: str) -> answers.Case:
    """One case: how it stands, what is due, its assessment and decision, all that happened."""
    with store() as opened:
        try:
            found = loaded(opened, case)
        except CaseUnusable:
            raise problems.missing("There is no case of this number. See /api/v1/cases.") from None
    told = show.data(found, clocks(found, asking.now), calls_of_case(found))
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


def _fields(said: asked.Complaint) -> dict[str, str]:
    """What is said, in the words of the forms."""
    told: dict[str, Any] = {each: getattr(said, each) for each in said.__struct_fields__ if each != "via"}
    fields = {name: SAID[value] if isinstance(value, bool) else value for name, value in told.items()}
    found = {name: value for name, value in fields.items() if value not in (None, "")}
    if not found.keys() - {"nation"}:
        raise Wrong(400, "unreadable", "A complaint says something: what happened, to which number, by whom.")
    return found
