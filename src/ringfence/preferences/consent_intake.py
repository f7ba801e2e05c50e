"""Files of consent records (JSON, JSON-LD, NDJSON) -> events. A record that cannot be read is named and left over."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from ringfence.numbers import masked, read
from ringfence.preferences.consent import Consent, ends_after
from ringfence.preferences.consent_form import Process, Record, Status, as_written_by_others
from ringfence.preferences.consent_record import KINDS
from ringfence.preferences.events import Event
from ringfence.preferences.rows import read_at
from ringfence.tables.refusals import FileNotCsv
from ringfence.tables.scan import opened

MakeId = Callable[..., str]
SUFFIXES = (".json", ".jsonld", ".ndjson", ".jsonl")
OWN_ID = re.compile(r"[0-9a-f]{32}")


@dataclass
class Reading:
    """What was found while a file was read: how many records, and the place and fault of those left over."""

    records: int = 0
    unreadable: list[tuple[str, str]] = field(default_factory=list)


class RecordWrong(Exception):
    """A record that cannot be read; becomes a line in the reading."""


def records(file: Path) -> Iterator[tuple[str, Any]]:
    """Each record of a file, with its place in it; a line that is no JSON comes as its fault."""
    with opened(file) as stream:
        data = stream.read()
    if file.suffix.lower() in (".ndjson", ".jsonl"):
        for line, text in enumerate(data.splitlines(), 1):
            if text.strip():
                yield f"line {line}", _decoded(text)
        return
    whole = _decoded(data)
    if isinstance(whole, RecordWrong):
        raise FileNotCsv(
            file, f"this is not JSON ({whole})", "Write it again; one record a line needs the ending .ndjson."
        )
    if isinstance(whole, dict) and isinstance(whole.get("@graph"), list):
        context = whole.get("@context")
        whole = [{"@context": context, **each} if isinstance(each, dict) else each for each in whole["@graph"]]
    for place, each in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield f"record {place}", each


def _decoded(text: bytes) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return RecordWrong(str(error))


def read_file(file: Path, by: str, now: str, make_id: MakeId, found: Reading) -> Iterator[Event]:
    """The events in a file of records; `found` is filled as they come."""
    for place, value in records(file):
        found.records += 1
        try:
            events = list(_events(_record(value), f"{file.name}, {place}", by, now, make_id))
        except (RecordWrong, msgspec.ValidationError) as error:
            found.unreadable.append((place, str(error)))
            continue
        yield from events


def _record(value: Any) -> Record:
    if isinstance(value, RecordWrong):
        raise value
    if not isinstance(value, dict):
        raise RecordWrong("not a JSON object")
    return msgspec.convert(as_written_by_others(value), Record)


def _events(record: Record, source: str, by: str, now: str, make_id: MakeId) -> Iterator[Event]:
    """The states of a record as events: the first gives or refuses, later ones withdraw it."""
    number = _number(record.subject.id)
    consent = _consent(record)
    if not record.status:
        raise RecordWrong("dpv:hasConsentStatus is empty: nothing says whether consent was given")
    record_id = _own(record.id) or make_id("consent", record.id, number)
    for place, status in enumerate(record.status):
        kind = _kind(status)
        at = _at(status)
        common: dict[str, Any] = {
            "number": number, "recorded_at": now, "recorded_by": status.recorded_by or by, "source": source, "at": at,
            "said": status.said or "",
        }  # fmt: skip
        if kind == "withdrawal":
            # A record of nothing but a withdrawal takes back whatever those it names were given.
            withdrawal = record_id if place == 0 else _own(status.id) or make_id("withdrawal", record_id, at)
            about = record_id if place else None
            details = {"given_to": list(consent.given_to)}
            yield Event(
                id=withdrawal, kind="withdrawal", about=about, channel=_channel(status), details=details, **common
            )
        else:
            event_id = record_id if place == 0 else _own(status.id) or make_id("consent", record_id, kind, at)
            yield Event(id=event_id, kind=kind, details=_lasting(consent, status).as_details(), **common)


def _own(written: str | None) -> str | None:
    """An id of ours; another's may hold the number, and is kept in keyed form."""
    return written if written and OWN_ID.fullmatch(written) else None


def _channel(status: Status) -> str:
    return (status.method or "")[:16]


def _number(written: str) -> int:
    found = read(written)
    if found.e164 is None:
        shown = f'"{masked(written)}" ' if masked(written) else ""
        raise RecordWrong(f"dpv:hasDataSubject: {shown}is no telephone number ({found.problem or found.kind})")
    return int(found.e164[1:])


def _kind(status: Status) -> Any:
    types = [status.type] if isinstance(status.type, str) else status.type
    kinds = {KINDS[each] for each in types if each in KINDS}
    if len(kinds) != 1:
        raise RecordWrong(f"dpv:hasConsentStatus: {', '.join(types)} is none of {', '.join(KINDS)}")
    return kinds.pop()


def _at(status: Status) -> str | None:
    if status.time is None:
        return None
    if (at := read_at(status.time)) is None:
        raise RecordWrong(f'dpv:isIndicatedAtTime: "{status.time}" is no date or time')
    return at


def _lasting(consent: Consent, status: Status) -> Consent:
    """The consent with how long its state says it lasts."""
    if status.duration is None:
        return consent
    value = status.duration.value
    try:
        if status.duration.type == "dpv:UntilTimeDuration":
            return msgspec.structs.replace(consent, valid_until=date.fromisoformat(value[:10]))
        ends_after(date(2000, 1, 1), value)
    except ValueError:
        raise RecordWrong(f'dpv:hasDuration: "{value}" is no duration: write P24M, P2Y or P90D') from None
    return msgspec.structs.replace(consent, valid_for=value)


def _consent(record: Record) -> Consent:
    process = record.process[0] if record.process else Process()
    if len(record.process) > 1:
        raise RecordWrong("dpv:hasProcess: several processes; write a record for each, so that each can be withdrawn")
    parties = [record.entities.get(each) for each in process.controllers]
    names = tuple((party.name if party else each) for each, party in zip(process.controllers, parties, strict=True))
    only = parties[0] if len(parties) == 1 else None
    wordings = [each.wording for each in record.notice if each.wording]
    evidence = record.evidence
    return Consent(
        given_to=names,
        wording="\n".join(wordings),
        covers=None if process.covers is None else tuple(process.covers),
        proof=(evidence.reference if evidence else None) or "",
        proof_sha256=(evidence.sha256 if evidence else None) or "",
        indirect=record.indirect,
        conditional=record.conditional,
        in_call=record.in_call,
        given_by=record.given_by,
        method=next((each.method for each in record.status if each.method), ""),
        conditions=record.conditions or "",
        purpose="; ".join(process.purpose),
        language=record.language or "",
        notice=next((each.source for each in record.notice if each.source), ""),
        address=(only.address if only else None) or "",
        contact=(only.contact if only else None) or "",
        storage_location=next((each.location for each in process.storage if each.location), ""),
        retention=_retention(process),
        recipients=None if process.recipients is None else tuple(process.recipients),
        withdrawal_method=record.control.at if record.control else "",
        jurisdiction=process.jurisdiction or "",
    )


def _retention(process: Process) -> str:
    found = next((each.duration for each in process.storage if each.duration), "")
    return found if isinstance(found, str) else found.value
