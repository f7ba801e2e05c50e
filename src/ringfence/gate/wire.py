"""What goes over HTTP, as types: requests that say more than they may are refused, answers are all of one form."""

from datetime import datetime

from msgspec import Struct

from ringfence.gate.calls import Decision
from ringfence.preferences.events import instant
from ringfence.reasons import REASONS

LONGEST = 200  # characters of names and references
LONGEST_SAID = 5_000  # of what somebody said


class AskDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """May this call be made, now?"""

    campaign: str
    called: str
    shown: str | None = None
    network: str | None = None
    withheld: bool | None = None
    appointment: bool | None = None
    reference: str | None = None  # else the Idempotency-Key


class Decided(Struct, frozen=True):
    """The answer; dial `number` if and only if `decision` is allow."""

    decision_id: str
    decision: str
    number: str | None
    reasons: list[str]
    in_words: list[str]
    rules_version: str
    decided_at: str
    expires_at: str
    reference: str
    campaign: str
    situation: str
    permit: str | None
    verdict: bool
    again: bool


class Objects(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody on a line asks not to be called."""

    number: str
    channel: str
    said: str = ""
    scope: list[str] | str | None = None
    at: str | None = None
    recorded_by: str = ""


class Objected(Struct, frozen=True):
    """A receipt: on the disk and in the ledger, and known to the next decision of every gate on this store."""

    ids: list[str]
    number: str  # masked
    recorded_at: str
    stops: list[str]


class Outcome(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a call."""

    reference: str
    campaign: str
    outcome: str
    number: str | None = None
    started_at: str | None = None
    seconds: float | None = None


class Redeem(Struct, frozen=True, forbid_unknown_fields=True):
    """A permit is about to be used."""

    token: str


class Redeemed(Struct, frozen=True):
    """It was good, and is used up now."""

    number: str
    campaign: str
    reference: str


class Problem(Struct, frozen=True, omit_defaults=True):
    """What went wrong, after RFC 9457; where it was a call, that it may not be made."""

    type: str
    title: str
    status: int
    detail: str
    decision: str | None = None
    reasons: list[str] | None = None


def told(decision: Decision) -> Decided:
    """A decision as it is sent."""
    return Decided(
        decision_id=decision.id,
        decision=decision.decision,
        number=decision.number if decision.allowed else None,
        reasons=list(decision.reasons),
        in_words=[REASONS[each] for each in decision.reasons],
        rules_version=decision.rules_version,
        decided_at=instant(decision.decided_at),
        expires_at=instant(decision.expires_at),
        reference=decision.reference,
        campaign=decision.campaign,
        situation=decision.situation,
        permit=decision.permit.token if decision.permit else None,
        verdict=decision.verdict,
        again=decision.again,
    )


def plain(decision: Decision) -> str:
    """A decision as one line: `allow +44...`, or `block` or `hold` and the reasons."""
    if decision.allowed:
        return f"allow {decision.number}\n"
    word = "hold" if decision.decision == "hold" else "block"
    return f"{word} {' '.join(decision.reasons)}\n"


def moment(written: str) -> datetime | None:
    """An instant with its zone, or None where it is none."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else None
