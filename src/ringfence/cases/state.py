"""A case as its events leave it: who, what, when, and how it stands. Nothing here is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ringfence.calendar import Nation
from ringfence.cases.events import CaseEvent, CaseUnusable, last, of_kind
from ringfence.cases.roles import Role
from ringfence.preferences.scopes import plain

DECISIONS = ("breach", "no_breach", "advice", "not_proven", "out_of_scope")


@dataclass(frozen=True)
class Case:
    """One case, read off its events."""

    id: str
    role_name: str
    role: Role
    events: tuple[CaseEvent, ...]

    @property
    def opened(self) -> CaseEvent:
        return self.events[0]

    @property
    def complaints(self) -> tuple[CaseEvent, ...]:
        return of_kind(self.events, "received", "joined")

    @property
    def organisation(self) -> str:
        return str(self.opened.details.get("organisation", ""))

    @property
    def nation(self) -> Nation:
        found: Nation = self.opened.details.get("nation", "ENG")
        return found

    @property
    def state(self) -> str:
        """How it stands: by the latest event that gives a state."""
        for event in reversed(self.events):
            if state := self.role.state_after(event.kind):
                return state.state
        return "received"

    @property
    def next_step(self) -> str:
        for event in reversed(self.events):
            if state := self.role.state_after(event.kind):
                return state.next
        return ""

    @property
    def closed(self) -> bool:
        ended = last(self.events, "closed", "reopened")
        return ended is not None and ended.kind == "closed"

    @property
    def second_reader(self) -> bool:
        """Whether a second person must look at the decision: as the case says, else as the role does."""
        return bool(self.opened.details.get("second_reader", self.role.second_reader))

    @property
    def decision(self) -> CaseEvent | None:
        return last(self.events, "decided")

    @property
    def settled(self) -> bool:
        """Whether a decision stands: agreed to by another person where that is asked for."""
        decided = self.decision
        if decided is None or not self.second_reader:
            return decided is not None
        after = [each for each in of_kind(self.events, "seconded") if each.details.get("decision") == decided.id]
        return bool(after) and bool(after[-1].details.get("agrees"))

    def documents(self, kind: str) -> tuple[CaseEvent, ...]:
        """What was put in evidence of this kind; of one file the latest version."""
        found = {each.details["file"]: each for each in of_kind(self.events, "attached") if each.details["as"] == kind}
        return tuple(found.values())


def case_of(case_id: str, events: Iterable[CaseEvent], roles: Mapping[str, Role]) -> Case:
    """The case of these events; `roles` by name."""
    told = tuple(events)
    if not told:
        raise CaseUnusable(f"There is no case {case_id}. See: ringfence case list")
    name = str(told[0].details.get("role", "organisation"))
    if name not in roles:
        raise CaseUnusable(f"Case {case_id} has the role {name}, which is not on file. Add it to case-roles.toml.")
    return Case(case_id, name, roles[name], told)


def state_of_steps(case_id: str, steps: Sequence[Any], roles: Mapping[str, Role]) -> dict[str, str]:
    """A line of a list of cases: of steps with kind, at and details, the first of them the opening."""
    first = steps[0]
    role = roles.get(str(first.details.get("role", "organisation")))
    states = (role.state_after(each.kind) for each in reversed(steps)) if role else ()
    state = next((each.state for each in states if each), "received")
    about = str(first.details.get("organisation", ""))
    return {"case": case_id, "opened": first.at[:10], "state": state, "organisation": about}


def check_step(case: Case, event: CaseEvent) -> None:
    """Refuses a step that this role does not know, that comes too early, or that the wrong person takes."""
    kind, happened = event.kind, {each.kind for each in case.events}
    if not case.role.knows(kind):
        raise CaseUnusable(f"{case.id}: in the role {case.role_name} there is no step {kind}.")
    if case.closed and kind not in ("reopened", "noted", "erased"):
        raise CaseUnusable(f"{case.id} is closed. Open it again first: ringfence case log {case.id} reopened")
    for needed in case.role.needs.get(kind, ()):
        if needed not in happened and not (needed == "seconded" and not case.second_reader):
            raise CaseUnusable(f"{case.id}: {kind} comes after {needed}, which has not happened yet.")
    if kind == "seconded":
        _check_second(case, event)
    if kind in ("answered", "notice_sent", "advised") and case.decision is not None and not case.settled:
        raise CaseUnusable(
            f"{case.id}: a second reader has not agreed to the decision yet. Run: ringfence case second {case.id}"
        )


def _check_second(case: Case, event: CaseEvent) -> None:
    decided = case.decision
    assert decided is not None  # `needs` has seen to it
    if plain(decided.by) == plain(event.by):
        raise CaseUnusable(f"{case.id}: {event.by} took the decision, so somebody else has to read it.")
