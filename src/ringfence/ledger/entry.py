"""One entry: what is told, as bytes that are always the same, and the salted hash that stands for it in the tree.

There are so few telephone numbers that the plain hash of an entry could be guessed back; with its salt deleted it
cannot be. So an erased entry leaves nothing but a hash that still holds the tree together.
"""

import secrets
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from ringfence.ledger.events import LedgerEvent
from ringfence.ledger.tree import leaf_hash

SALT = 16  # bytes
_names: dict[str, tuple[str, ...]] = {}  # of an event's fields, by its kind


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is kept; `salt` and `payload` are None once it was erased."""

    seq: int
    kind: str
    salt: bytes | None
    payload: bytes | None
    leaf: bytes

    @property
    def told(self) -> dict[str, Any]:
        """What the entry says; empty if it was erased."""
        return {} if self.payload is None else read(self.payload)

    @property
    def number(self) -> int | None:
        return self.told.get("number")


def sealed(event: LedgerEvent, seq: int) -> Entry:
    """The entry of this event at this place, with a new salt."""
    salt, payload = secrets.token_bytes(SALT), encoded(event)
    return Entry(seq, event.kind, salt, payload, leaf_hash(salt + payload))


def encoded(event: LedgerEvent) -> bytes:
    """The event as bytes: JSON with its keys in order and no blanks, without what is not known."""
    names = _names.get(event.kind) or _names.setdefault(event.kind, tuple(each.name for each in fields(event)))
    told = {name: value for name in names if (value := getattr(event, name)) is not None}
    return msgspec.json.encode({"kind": event.kind, **told}, order="sorted")


def read(payload: bytes) -> dict[str, Any]:
    """What bytes of an entry say."""
    found: dict[str, Any] = msgspec.json.decode(payload)
    return found
