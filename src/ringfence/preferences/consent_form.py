"""The form of a consent record: JSON-LD as types, from which our JSON Schema is made.

It is lenient where JSON-LD is: one value may stand where a list could. What is not known is left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct, field

from ringfence.preferences.consent import Covers, GivenBy


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
