"""Events to fill stores with; the stores themselves are in the conftest of all tests."""

from ringfence.preferences.events import Event
from ringfence.preferences.scopes import EVERYONE

RECORDED = "2026-11-21T10:00:00.000000Z"
PHONE = 447700900123


def objection(store, number=PHONE, *, scope=EVERYONE, said="stop", **more):
    return Event(
        id=more.pop("id", store.key.id("test", number, str(scope), said)),
        kind="objection",
        number=number,
        recorded_at=RECORDED,
        scope=scope,
        said=said,
        **more,
    )


def lifting(store, about, number=PHONE, **more):
    event_id = store.key.id("lift", about)
    return Event(id=event_id, kind="lifting", number=number, recorded_at=RECORDED, about=about, said="why", **more)
