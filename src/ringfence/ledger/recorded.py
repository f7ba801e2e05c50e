"""Objections and consents as the ledger tells them, and whether what is on file still says the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from ringfence.ledger.entry import Entry
from ringfence.ledger.events import ConsentChanged, LedgerEvent, ObjectionRecorded
from ringfence.ledger.verify import Fault, differences
from ringfence.preferences.events import Event, wording_digest

OBJECTIONS = ("objection", "lifting")
CONSENTS = ("consent", "refusal", "withdrawal")
FIELDS = ("id", "kind", "number", "at", "recorded_at", "recorded_by", "channel", "said", "about", "source")
AT_ONCE = 500


def recorded(event: Event) -> LedgerEvent:
    """The ledger's event for something that was said or done about a number."""
    kind = ObjectionRecorded if event.kind in OBJECTIONS else ConsentChanged
    return kind(at=event.recorded_at, by=event.recorded_by, event=as_kept(event), number=event.number)


def as_kept(event: Event) -> dict[str, Any]:
    """The event as it is on file, without what it leaves open; a wording is told by its digest."""
    told = {name: value for name in FIELDS if (value := getattr(event, name)) not in (None, "")}
    if event.scope:
        told["scope"] = str(event.scope)
    details = dict(event.details)
    if wording := details.pop("wording", None):
        details["wording_sha256"] = wording_digest(wording)
    if details:
        told["details"] = msgspec.json.decode(msgspec.json.encode(details))
    return told


def altered(entries: Iterable[Entry], on_file: Callable[[Sequence[str]], Mapping[str, Event]]) -> Iterator[Fault]:
    """Entries whose event is on file no more, or says something else now; erased ones say nothing."""
    rest = iter(entries)
    while some := list(islice(rest, AT_ONCE)):
        told = {entry.seq: entry.told["event"] for entry in some if entry.payload is not None}
        found = on_file([each["id"] for each in told.values()])
        for seq, event in told.items():
            now = found.get(event["id"])
            if difference := differences(event, None if now is None else as_kept(now)):
                yield Fault(seq, f"{event['kind']} {event['id']} of entry {seq:,} {difference}")
