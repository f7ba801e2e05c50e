"""The steps of a case as events: a complaint becomes a case, the wish in it an objection, and what people do a step."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

import msgspec

from ringfence.calendar import local_day
from ringfence.cases.complaint import Complaint
from ringfence.cases.events import KINDS, CaseEvent, CaseUnusable
from ringfence.cases.state import DECISIONS
from ringfence.preferences.events import Event, day_of, instant
from ringfence.preferences.scopes import EVERYONE, Scope

CHANNEL_OF = {"email": "email", "form": "web", "letter": "letter", "phone": "phone", "web": "web"}
DOCUMENTS = ("card", "script", "list", "records", "transcript", "recording", "letter", "notice", "other")


def opening(
    complaint: Complaint,
    *,
    id_: str,
    identity: str,
    role: str,
    now: datetime,
    by: str,
    second_reader: bool | None = None,
) -> CaseEvent:
    """The event that opens a case; its `case` is the year, and the store gives the number."""
    more = {"role": role} if second_reader is None else {"role": role, "second_reader": second_reader}
    return CaseEvent(
        id=id_,
        case=f"{local_day(now).year}",
        kind="received",
        at=complaint.received_at,
        recorded_at=instant(now),
        by=by,
        number=complaint.number,
        identity=identity,
        details={**complaint.details(), **more},
        personal=complaint.personal(),
    )


def objection_in(
    complaint: Complaint, *, id_: str, now: datetime, by: str, scope: Scope = EVERYONE
) -> tuple[Event, ...]:
    """The objection in a complaint, if there is one and it names a number; what nobody limited stops every call."""
    if not complaint.objects or complaint.number is None:
        return ()
    return (
        Event(
            id=id_,
            kind="objection",
            number=complaint.number,
            at=complaint.received_at,
            recorded_at=instant(now),
            recorded_by=by,
            channel=CHANNEL_OF.get(complaint.via, "letter"),
            said="asked in a complaint that calls stop",
            scope=scope,
        ),
    )


def taken_in(
    complaint: Complaint,
    *,
    new_id: Callable[[], str],
    keyed: Callable[..., str],
    role: str,
    now: datetime,
    by: str,
    second_reader: bool | None = None,
    scope: Scope = EVERYONE,
    join: str | None = None,
) -> tuple[CaseEvent, tuple[Event, ...]]:
    """What `store.cases.open` is given of a complaint: its event, and the objection in it.

    `keyed` is the store's own `key.id`, by which the same complaint is recognised; `join` the case that it goes into.
    """
    event = opening(
        complaint, id_=new_id(), identity=keyed("complaint", *complaint.identity), role=role, now=now, by=by,
        second_reader=second_reader,
    )  # fmt: skip
    if join:
        event = replace(event, case=join, kind="joined")
    return event, objection_in(complaint, id_=new_id(), now=now, by=by, scope=scope)


def approval_of(case: str, letter: str, *, digest: str, dated: date, id_: str, now: datetime, by: str) -> CaseEvent:
    """The note that somebody approved a letter of a case, by its hash: the ledger keeps it as a notice."""
    note = f"approved: {letter}, dated {dated}, digest {digest}"
    return step(case, "noted", id_=id_, now=now, by=by, details={"note": note, "document": letter, "digest": digest})


def step(
    case: str,
    kind: str,
    *,
    id_: str,
    now: datetime,
    by: str = "",
    at: str | None = None,
    details: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
) -> CaseEvent:
    """One step; `at` is when it happened, now if nobody says."""
    return CaseEvent(
        id=id_,
        case=case,
        kind=kind,
        at=at or instant(now),
        recorded_at=instant(now),
        by=by,
        details={name: value for name, value in (details or {}).items() if value is not None and value != ""},
        body=dict(body or {}),
    )


def decision(outcome: str, reasons: str, by: str, assessed: CaseEvent | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Details and body of a decision; without a name, reasons or an assessment it is refused."""
    if outcome not in DECISIONS:
        raise CaseUnusable(f"{outcome} is no outcome. Write one of: {', '.join(DECISIONS)}.")
    needed(reasons, "reasons", "A decision without reasons cannot be read again. Write --reasons.")
    needed(by, "by", "A decision is a person's. Write --by NAME.")
    if assessed is None:
        raise CaseUnusable(
            "Nothing was assessed yet, so there is nothing to decide on. Run: ringfence case assess CASE"
        )
    return {"outcome": outcome, "assessment": assessed.details["sha256"]}, {"reasons": reasons}


def needed(text: str, name: str, way_out: str) -> str:
    """The text, or the refusal of an empty one."""
    if not text.strip():
        raise CaseUnusable(f"--{name} is empty. {way_out}")
    return text.strip()


OWN_COMMANDS = {
    "received": "open", "joined": "open --join CASE", "attached": "attach", "searched": "find", "fact": "fact",
    "factor": "factor", "assessed": "assess", "decided": "decide", "seconded": "second", "erased": "erase",
}  # fmt: skip


def refuse_own_command(kind: str) -> None:
    """Refuses a step that has a command of its own, or that nobody knows."""
    if kind in OWN_COMMANDS:
        raise CaseUnusable(f"{kind} has its own command: ringfence case {OWN_COMMANDS[kind]}")
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, 1, 0.5)
        way_out = f"Did you mean {near[0]}?" if near else "See: ringfence case log CASE"
        raise CaseUnusable(f"{kind} is no step. {way_out}")


def fingerprint(body: Mapping[str, Any]) -> str:
    """What an assessment is known by: the SHA-256 of its JSON."""
    return sha256(msgspec.json.encode(body, order="deterministic")).hexdigest()


OF_THE_CASE = ("acknowledged", "told", "answered", "searched", "assessed", "decided", "seconded", "closed", "reopened")


def check_order(event: CaseEvent, opened: CaseEvent) -> None:
    """Refuses a step of our own of a day before the case began, a slip of the pen; others' steps may be older."""
    if day_of(event.at) < opened.day and event.kind in OF_THE_CASE:
        raise CaseUnusable(f"{event.case}: {event.kind} on {day_of(event.at)} is before the case began. Check --at.")
