"""Consents <-> consent records after ISO/IEC TS 27560, in JSON-LD with the W3C Data Privacy Vocabulary (DPV).

DPV has the terms for who, to whom, what for, which notice, and each state with its time. What a telephone campaign must
know beside (recorded calls or live ones, whether given to somebody else, which proof) stands under our own prefix `rf`.
A record claims conformity only when every mandatory field is on file; else it names those that are not.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from ringfence.preferences.consent import Consent, Covers, GivenBy
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


class Subject(Struct, kw_only=True, omit_defaults=True):
    """Whose line it is, by its number."""

    type: str | list[str] = field(name="@type", default="")
    id: str = field(name="dpv:hasIdentifier")


class Notice(Struct, kw_only=True, omit_defaults=True):
    """What was shown: the wording itself and, if there is one, the privacy notice's address."""

    type: str | list[str] = field(name="@type", default="")
    wording: str | None = field(name="dct:description", default=None)
    source: str | None = field(name="dct:source", default=None)


class Duration(Struct, kw_only=True, omit_defaults=True):
    """How long: an ISO 8601 duration, a last day, or an event."""

    type: str = field(name="@type", default="")
    value: str = field(name="rdf:value", default="")


class Storage(Struct, kw_only=True, omit_defaults=True):
    """Where, or for how long, the data are kept."""

    type: str | list[str] = field(name="@type", default="")
    location: str | None = field(name="dpv:hasLocation", default=None)
    duration: str | Duration | None = field(name="dpv:hasDuration", default=None)


class Control(Struct, kw_only=True, omit_defaults=True):
    """How the consent is taken back."""

    type: str | list[str] = field(name="@type", default="")
    at: str = field(name="dpv:isExercisedAt", default="")


class Process(Struct, kw_only=True, omit_defaults=True):
    """What the consent is to."""

    type: str | list[str] = field(name="@type", default="")
    purpose: list[str] = field(name="dpv:hasPurpose", default_factory=list)
    data: list[str] = field(name="dpv:hasPersonalData", default_factory=list)
    controllers: list[str] = field(name="dpv:hasDataController", default_factory=list)
    recipients: list[str] | None = field(name="dpv:hasRecipient", default=None)
    storage: list[Storage] = field(name="dpv:hasStorageCondition", default_factory=list)
    jurisdiction: str | None = field(name="dpv:hasJurisdiction", default=None)
    basis: str | list[str] = field(name="dpv:hasLegalBasis", default="")
    covers: list[Covers] | None = field(name="rf:covers", default=None)


class Party(Struct, kw_only=True, omit_defaults=True):
    """An organisation that the record names."""

    type: str | list[str] = field(name="@type", default="")
    name: str = field(name="dpv:hasName", default="")
    address: str | None = field(name="dpv:hasAddress", default=None)
    contact: str | None = field(name="dpv:hasContact", default=None)


class Status(Struct, kw_only=True, omit_defaults=True):
    """One state of the consent and when it was reached."""

    type: str | list[str] = field(name="@type")
    time: str | None = field(name="dpv:isIndicatedAtTime", default=None)
    by: str | None = field(name="dpv:isIndicatedBy", default=None)
    method: str | None = field(name="dpv:hasIndicationMethod", default=None)
    duration: Duration | None = field(name="dpv:hasDuration", default=None)
    said: str | None = field(name="dct:description", default=None)
    recorded_by: str | None = field(name="rf:recordedBy", default=None)
    id: str | None = field(name="dpv:hasIdentifier", default=None)


class Evidence(Struct, kw_only=True, omit_defaults=True):
    """Where the proof is, and its hash."""

    reference: str | None = field(name="dct:source", default=None)
    sha256: str | None = field(name="rf:sha256", default=None)


class Record(Struct, kw_only=True, omit_defaults=True):
    """One consent record."""

    context: Any = field(name="@context", default=None)
    type: str | list[str] = field(name="@type", default="")
    conforms: str | None = field(name="dct:conformsTo", default=None)
    id: str = field(name="dpv:hasIdentifier")
    created: str | None = field(name="dct:created", default=None)
    creator: str | None = field(name="dct:creator", default=None)
    language: str | None = field(name="dct:language", default=None)
    subject: Subject = field(name="dpv:hasDataSubject")
    notice: list[Notice] = field(name="dpv:hasNotice", default_factory=list)
    process: list[Process] = field(name="dpv:hasProcess", default_factory=list)
    control: Control | None = field(name="dpv:hasConsentControl", default=None)
    status: list[Status] = field(name="dpv:hasConsentStatus")
    entities: dict[str, Party] = field(name="dpv:hasEntity", default_factory=dict)
    evidence: Evidence | None = field(name="rf:evidence", default=None)
    conditions: str | None = field(name="rf:conditions", default=None)
    indirect: bool | None = field(name="rf:givenToSomeoneElse", default=None)
    conditional: bool | None = field(name="rf:conditional", default=None)
    in_call: bool | None = field(name="rf:askedInTheCall", default=None)
    given_by: GivenBy | None = field(name="rf:givenBy", default=None)
    not_on_file: list[str] = field(name="rf:notOnFile", default_factory=list)


Form = Literal["jsonld", "csv"]
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


def schema() -> dict[str, Any]:
    """The JSON Schema of our form of the record."""
    made = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Consent record after ISO/IEC TS 27560 in DPV, as Ringfence writes and reads it",
        **made,
    }


MANY = {
    "": ("dpv:hasNotice", "dpv:hasProcess", "dpv:hasConsentStatus"),
    "dpv:hasProcess": (
        "dpv:hasPurpose", "dpv:hasPersonalData", "dpv:hasDataController", "dpv:hasRecipient", "dpv:hasStorageCondition",
        "rf:covers",
    ),
}  # fmt: skip


def as_written_by_others(value: Mapping[str, Any]) -> dict[str, Any]:
    """A record with lists where JSON-LD lets one value stand alone, and names in place of nodes with only an @id."""
    tidy = _listed(value, MANY[""])
    tidy["dpv:hasProcess"] = [
        _listed(each, MANY["dpv:hasProcess"]) if isinstance(each, Mapping) else each
        for each in tidy.get("dpv:hasProcess", [])
    ]
    if "dpv:hasIdentifier" not in tidy and isinstance(other := tidy.get("dct:identifier", tidy.get("@id")), str):
        tidy["dpv:hasIdentifier"] = other
    return tidy


def _listed(value: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {key: [each] if key in names and not isinstance(each, list) else each for key, each in value.items()}
