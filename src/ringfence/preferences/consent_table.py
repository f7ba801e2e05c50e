"""Consents -> rows of a table: what a campaign card's file of consents, or another Ringfence, reads back."""

from typing import Any

from ringfence.preferences.consent import Consent
from ringfence.preferences.consent_file import TEXTS
from ringfence.preferences.events import Event

HEADER = (
    "number", "given_to", "wording", "scope", "given_on", "proof", "indirect", "withdrawn_on", "refused_on", "kind",
    "proof_sha256", "method", "conditions", "conditional", "in_call", "given_by", "valid_for", "valid_until", "purpose",
    "language", "notice", "address", "contact", "storage_location", "retention", "recipients", "withdrawal_method",
    "jurisdiction", "recorded_by", "withdrawn_said", "id", "withdrawal_id",
)  # fmt: skip


def written(event: Event, consent: Consent, withdrawal: Event | None) -> tuple[str, ...]:
    """A consent, refusal or withdrawal as a row under HEADER."""
    gone = withdrawal if event.kind == "consent" else event  # a refusal ends what was given before
    cells: dict[str, Any] = {name: getattr(consent, name) for name in TEXTS}
    cells |= {name: _yes_no(getattr(consent, name)) for name in ("indirect", "conditional", "in_call")}
    cells |= {
        "number": f"+{event.number}",
        "given_to": "; ".join(consent.given_to),
        "scope": _scope(consent),
        "given_on": event.at if event.kind == "consent" else None,
        "refused_on": event.at if event.kind == "refusal" else None,
        "withdrawn_on": (gone.at or gone.recorded_at) if gone else None,
        "kind": event.kind,
        "given_by": consent.given_by,
        "valid_for": consent.valid_for,
        "valid_until": consent.valid_until,
        "recipients": "; ".join(consent.recipients or ()),
        "recorded_by": event.recorded_by,
        "withdrawn_said": gone.said if gone else None,
        "id": event.id,
        "withdrawal_id": withdrawal.id if withdrawal else None,
    }
    return tuple(str(cells[name] or "") for name in HEADER)


def _scope(consent: Consent) -> str:
    """What is covered, in the words that a campaign card's file of consents knows, where they say it all."""
    covers = tuple(consent.covers or ())
    return "both" if set(covers) == {"automated", "live"} else "; ".join(covers)


def _yes_no(truth: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[truth]
