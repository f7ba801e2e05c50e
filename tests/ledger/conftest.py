"""A small ledger in a store, on SQLite and on PostgreSQL where it is there."""

from ringfence import ledger
from ringfence.ledger.events import Decided, RegisterLoaded, ScriptApproved
from ringfence.ledger.verify import verify
from ringfence.preferences.events import Event
from ringfence.preferences.scopes import EVERYONE

AT = "2026-11-21T10:00:00.000000Z"
PHONE = 447700900123


def decided(place, number=PHONE, **more):
    return Decided(
        at=AT, by="gate", id=f"d{place}", reference=f"call-{place}", campaign="spring", number=number,
        decision="block", reasons=("OBJECTION_ON_FILE",), **more,
    )  # fmt: skip


def objection(event_id, number=PHONE, said="stop"):
    return Event(id=event_id, kind="objection", number=number, recorded_at=AT, scope=EVERYONE, said=said)


def some_events():
    return [
        ScriptApproved(at=AT, by="A. Khan", campaign="spring", sha256="0" * 64, overall="research"),
        RegisterLoaded(
            at=AT, by="ringfence", register="tps", version="1", as_of="2026-11-20", sha256="1" * 64, numbers=3
        ),
    ]


def filled(store, count=6):
    """A store with some entries, each commit by itself, an objection among them."""
    ledger.append(store, some_events())
    for place in range(count):
        ledger.append(store, [decided(place, PHONE + place)])
    store.append([objection(store.key.id("said"))])
    return store


def checked(store, *kept):
    book = store.book
    return verify(book.rows(), book.checkpoints(), book.keys(), kept, keyed=book.keyed)
