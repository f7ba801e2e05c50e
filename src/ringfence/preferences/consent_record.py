"""Consents <-> consent records after ISO/IEC TS 27560, in JSON-LD with the W3C Data Privacy Vocabulary (DPV).

DPV has the terms for who, to whom, what for, which notice, and each state with its time. What a telephone campaign must
know beside (recorded calls or live ones, whether given to somebody else, which proof) stands under our own prefix `rf`.
A record claims conformity only when every mandatory field is on file; else it names those that are not.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from ringfence.preferences.consent import Consent
from ringfence.preferences.consent_form import (
    Control,
    Duration,
    Evidence,
    Notice,
    Party,
    Process,
    Record,
    Status,
    Storage,
    Subject,
)
from ringfence.preferences.events import Event

CONFORMS = "https://w3id.org/dpv/schema/dpv-27560#record"
CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rf": "urn:ringfence:consent:",
    "dpv:hasEntity": {"@container": "@id"},
}
STATES = {"consent": "dpv:ConsentGiven", "refusal": "dpv:ConsentRefused", "withdrawal": "dpv:ConsentWithdrawn"}
KINDS = {state: kind for kind, state in STATES.items()} | {
    "dpv:RenewedConsentGiven": "consent",
    "dpv:ConsentRevoked": "withdrawal",
    "dpv:ConsentInvalidated": "withdrawal",
}


MANDATORY = {  # fields of ISO/IEC TS 27560 that DPV's guide marks as mandatory, and where we keep each
    "privacy notice": "notice",
    "language": "language",
    "purpose": "purpose",
    "controller's address": "address",
    "controller's contact": "contact",
    "storage location": "storage_location",
    "retention period": "retention",
    "jurisdiction": "jurisdiction",
    "recipients": "recipients",
    "withdrawal method": "withdrawal_method",
}


def missing(event: Event, consent: Consent) -> list[str]:
    """The mandatory fields of the standard that nobody filled in, in its words."""
    gaps = [name for name, kept in MANDATORY.items() if getattr(consent, kept) in ("", None)]
    gaps += [] if consent.given_to else ["controller"]
    gaps += [] if event.at else ["time of the event"]
    return gaps + ([] if consent.valid_for or consent.valid_until else ["validity duration"])


def record(event: Event, consent: Consent, withdrawals: Iterable[Event] = ()) -> dict[str, Any]:
    """The record of a consent or refusal, with every later state of it, as JSON-LD."""
    gaps = missing(event, consent)
    names = {f"rf:party-{place}": name for place, name in enumerate(consent.given_to, 1)}
    built = Record(
        type="dpv:ConsentRecord",
        context=CONTEXT,
        conforms=None if gaps else CONFORMS,
        id=event.id,
        created=event.recorded_at,
        language=consent.language or None,
        subject=Subject(type="dpv:DataSubject", id=f"tel:+{event.number}"),
        notice=_notice(consent),
        process=[_process(consent, list(names))],
        control=Control(type="dpv:WithdrawConsent", at=consent.withdrawal_method)
        if consent.withdrawal_method
        else None,
        status=[_status(event, consent), *(_status(each, None) for each in withdrawals)],
        entities={key: _party(name, consent) for key, name in names.items()},
        evidence=_evidence(consent),
        conditions=consent.conditions or None,
        indirect=consent.indirect,
        conditional=consent.conditional,
        in_call=consent.in_call,
        given_by=consent.given_by,
        not_on_file=gaps,
    )
    made: dict[str, Any] = msgspec.to_builtins(built)  # leaves out what is not known
    return made


def _control(consent: Consent) -> Control | None:
    return Control(type="dpv:WithdrawConsent", at=consent.withdrawal_method) if consent.withdrawal_method else None


def _notice(consent: Consent) -> list[Notice]:
    return (
        [Notice(type="dpv:ConsentNotice", wording=consent.wording or None, source=consent.notice or None)]
        if consent.wording or consent.notice
        else []
    )


def _process(consent: Consent, parties: list[str]) -> Process:
    storage = (
        [Storage(type=["dpv:StorageLocation"], location=consent.storage_location)] if consent.storage_location else []
    )
    storage += [Storage(type=["dpv:StorageDuration"], duration=consent.retention)] if consent.retention else []
    return Process(
        type="dpv:Process",
        basis="dpv:Consent",
        purpose=[consent.purpose] if consent.purpose else [],
        data=["pd:TelephoneNumber"],
        controllers=parties,
        recipients=None if consent.recipients is None else list(consent.recipients),
        storage=storage,
        jurisdiction=consent.jurisdiction or None,
        covers=None if consent.covers is None else list(consent.covers),
    )


def _party(name: str, consent: Consent) -> Party:
    """The organisation; an address is somebody's only where one organisation is named."""
    alone = len(consent.given_to) == 1
    return Party(
        type="dpv:LegalEntity",
        name=name,
        address=consent.address or None if alone else None,
        contact=consent.contact or None if alone else None,
    )


def _evidence(consent: Consent) -> Evidence | None:
    if not consent.proof and not consent.proof_sha256:
        return None
    return Evidence(reference=consent.proof or None, sha256=consent.proof_sha256 or None)


def _status(event: Event, consent: Consent | None) -> Status:
    lasts = None
    if consent and consent.valid_for:
        lasts = Duration(type="dpv:TemporalDuration", value=consent.valid_for)
    elif consent and consent.valid_until:
        lasts = Duration(type="dpv:UntilTimeDuration", value=consent.valid_until.isoformat())
    return Status(
        type=STATES[event.kind],
        time=event.at,
        by="dpv:DataSubject",
        method=(consent.method if consent else event.channel) or None,
        duration=lasts,
        said=event.said or None,
        recorded_by=event.recorded_by or None,
        id=event.id,
    )
