"""What a person does in a case, a step each: on file when it returns, with the words to say so.

Every step takes the open store, the case as it stands, and `Doing`: who does it, when, and the id of the event.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ringfence.calendar import local_day
from ringfence.cases.assessing import assessed
from ringfence.cases.events import KINDS, CaseUnusable, last
from ringfence.cases.facts_table import read_fact
from ringfence.cases.others import numbers_of_others
from ringfence.cases.state import Case
from ringfence.cases.steps import OWN_COMMANDS, decision, needed, step
from ringfence.preferences.register_store import open_registers
from ringfence.store import Store
from ringfence.web.cases_on_file import added, new_id, searched
from ringfence.web.ledgered import home


@dataclass(frozen=True)
class Doing:
    """Who does a step, and when; `through` names the key where a program did it in that person's name."""

    by: str
    moment: datetime
    through: str = ""
    id: str = field(default_factory=new_id)

    def told(self, details: Mapping[str, Any] | None) -> dict[str, Any]:
        """The details of a step, with the key if there was one."""
        return {**(details or {}), **({"through": self.through} if self.through else {})}


def find(opened: Store, found: Case, doing: Doing) -> str:
    """Looks for the calls to the number complained of."""
    if found.opened.number is None:
        raise CaseUnusable(f"{found.id} names no number. Ask the complainant, or search by shown number: case find.")
    body: Any = searched(opened, found)
    _add(opened, found, doing, "searched", body=body)
    return f"{body['found']:,} calls found. Next: assess the case."


def assess(opened: Store, found: Case, doing: Doing) -> str:
    """Assesses the case on what is on file."""
    made = assessed(
        found, local_day(doing.moment), opened.history, open_registers(home()), numbers_of_others(opened, found)
    )  # fmt: skip
    _add(opened, found, doing, "assessed", made.details, made.body)
    return f"Assessed: {', '.join(made.body['breached']) or 'nothing is broken on what is known'}."


def state_fact(
    opened: Store, found: Case, doing: Doing, name: str, value: str, *, party: str = "", evidence: Sequence[str] = (),
    settles: bool = False, reasons: str = "",
) -> str:  # fmt: skip
    """States a fact; with `settles` it is found so in a dispute, which needs reasons."""
    name, known = read_fact(f"{name.strip()}={value.strip()}")
    details = {"name": name, "value": known, "party": party.strip(), "evidence": list(evidence) or None}
    if settles:
        details["found"] = True
        needed(reasons, "reasons", "Who finds one way in a dispute says why.")
    _add(opened, found, doing, "fact", details, _reasons(reasons))
    return f"On file: {name}. Assess the case again."


def decide(opened: Store, found: Case, doing: Doing, outcome: str, reasons: str) -> str:
    """Decides the case, on its latest assessment."""
    if not reasons.strip():
        raise CaseUnusable("A decision without reasons cannot be read again. Write them.")
    details, body = decision(outcome, reasons, doing.by, last(found.events, "assessed"))
    _add(opened, found, doing, "decided", details, body)
    return "The decision is on file." if not found.second_reader else "On file: it waits for a second reader."


def second(opened: Store, found: Case, doing: Doing, *, agrees: bool, reasons: str = "") -> str:
    """Reads the decision a second time, and agrees or does not."""
    if found.decision is None:
        raise CaseUnusable("Nothing was decided yet. Decide first.")
    if not agrees and not reasons.strip():
        raise CaseUnusable("Who does not agree says why. Write your reasons.")
    _add(
        opened, found, doing, "seconded", {"decision": found.decision.id, "agrees": agrees}, _reasons(reasons)
    )  # fmt: skip
    return "The decision stands." if agrees else "It does not stand: decide again, with your reasons in mind."


def log(opened: Store, found: Case, doing: Doing, kind: str, details: Mapping[str, str]) -> str:
    """Notes a step that somebody took: of those that a person writes down."""
    if kind not in dict(written_down(found)):
        raise CaseUnusable("There is no such step. Choose one of the list.")
    _add(opened, found, doing, kind, {name: text.strip() for name, text in details.items()})
    return f"On file: {KINDS[kind]}."


def written_down(found: Case) -> list[tuple[str, str]]:
    """The steps that a person writes down, those of this role, with their words."""
    return [(name, words) for name, words in KINDS.items() if found.role.knows(name) and name not in OWN_COMMANDS]


def _add(
    opened: Store, found: Case, doing: Doing, kind: str, details: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    told = doing.told(details)
    added(opened, step(found.id, kind, id_=doing.id, now=doing.moment, by=doing.by, details=told, body=body))


def _reasons(written: str) -> dict[str, str] | None:
    return {"reasons": written.strip()} if written.strip() else None
