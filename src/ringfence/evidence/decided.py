"""One decision of the gate, explained from what is kept of it and its entry in the ledger; the number is masked."""

from collections.abc import Mapping
from typing import Any, Protocol

from ringfence.ledger.entry import Entry
from ringfence.reasons import REASONS


class Book(Protocol):
    """What is asked of a store's ledger."""

    def of_keyed(self, keyed: bytes) -> tuple[Entry, ...]: ...


class Kept(Protocol):
    """A decision as the store keeps it."""

    @property
    def id(self) -> str: ...
    @property
    def client(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def campaign(self) -> str: ...
    @property
    def keyed(self) -> bytes: ...
    @property
    def masked(self) -> str: ...
    @property
    def decision(self) -> str: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...
    @property
    def held_by(self) -> Mapping[str, Any]: ...
    @property
    def rules_version(self) -> str: ...
    @property
    def decided_at(self) -> str: ...
    @property
    def expires_at(self) -> str: ...
    @property
    def redeemed_at(self) -> str | None: ...


def explained(book: Book, kept: Kept) -> dict[str, Any]:
    """Why it was decided so: reasons in words, what held it, the facts; facts are None where they were erased."""
    entry = next((each for each in book.of_keyed(kept.keyed) if each.told.get("id") == kept.id), None)
    return {
        "id": kept.id,
        "campaign": kept.campaign,
        "reference": kept.reference,
        "client": kept.client,
        "number": f"+{kept.masked}" if kept.masked else "not read",
        "decision": kept.decision,
        "reasons": [
            {"code": code, "words": REASONS.get(code, "a reason that is no longer given")} for code in kept.reasons
        ],
        "held_by": [{"rule": rule, "for_person": q.for_person, "says": q.says} for rule, q in kept.held_by.items()],
        "rules_version": kept.rules_version,
        "decided_at": kept.decided_at,
        "expires_at": kept.expires_at,
        "used_at": kept.redeemed_at,
        "facts": dict(entry.told.get("facts", {})) if entry else None,
        "entry": entry.seq if entry else None,
    }
