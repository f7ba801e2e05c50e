"""Objections: recorded, and taken out with their numbers by who may."""

import secrets

from ringfence.client import answers, asked
from ringfence.client.answers import ObjectionOut, Page, Receipt
from ringfence.ledger.events import Exported
from ringfence.numbers import masked
from ringfence.preferences.events import Event, instant, read_when
from ringfence.preferences.scopes import EVERYONE, read_scope
from ringfence.store import Store
from ringfence.web.api import again, paging, problems
from ringfence.web.api.routes.numbers import number_of
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.ledgered import entered, store

KINDS = ("objection", "lifting")


@route(
    "POST", "objections", scope=Scope.OBJECTING, asks=asked.Objection, answers=answers.Objected, status=201,
    changes=True,
)  # fmt: skip
def objection_add(asking: Asking, said: asked.Objection) -> answers.Objected:
    """Records an objection; when it is answered it is on the disk, and the next decision knows it."""
    number, moment = number_of(said.number), instant(asking.now)
    reaches = list(dict.fromkeys(read_scope(each) for each in said.scopes)) or [EVERYONE]
    at = read_when(said.at, asking.now) if said.at else moment
    with store() as opened:
        events = [
            Event(
                id=_id(opened, asking, number, reach.key),
                kind="objection",
                number=number,
                at=at,
                recorded_at=moment,
                recorded_by=asking.by,
                channel=said.channel,
                said=said.said,
                scope=reach,
                source="api",
            )
            for reach in reaches
        ]
        opened.append(events)
        kept = opened.events_by_id([each.id for each in events])  # what was sent before is told as it was recorded then
    return answers.Objected(receipts=[_receipt(kept[each.id]) for each in events])


@route("GET", "objections/{objection}", scope=Scope.OBJECTING, answers=Receipt)
def objection(_asking: Asking, objection: str) -> Receipt:
    """The receipt of an objection, by its id."""
    with store() as opened:
        found = opened.event(objection)
    if found is None or found.kind != "objection":
        raise problems.missing("There is no objection of this id.")
    return _receipt(found)


@route(
    "GET", "objections", scope=Scope.OBJECTIONS_OUT, query=asked.Paging, answers=Page[ObjectionOut], secret=True
)  # fmt: skip
def objections(asking: Asking, query: asked.Paging) -> Page[ObjectionOut]:
    """Objections and what lifted them, in the order of recording, numbers in full; each page is in the ledger."""
    limit = query.limit
    with store() as opened:
        found = opened.gate.after(paging.begins_at(query), KINDS, limit + 1)
    page = paging.of_places([(place, _out(each)) for place, each in found], limit)
    if page.items:
        entered(Exported(at=instant(asking.now), by=asking.by, what="objections", rows=len(page.items), purpose="API"))
    return page


def _id(opened: Store, asking: Asking, number: int, reach: str) -> str:
    """Made from the sender's name for the request, so that what is sent again is on file once."""
    if not asking.name or asking.key is None:
        return secrets.token_hex(16)
    return opened.key.id("api objection", again.claim(asking.key, asking.name), number, reach)


def _receipt(event: Event) -> Receipt:
    assert event.scope is not None
    number = f"+{masked(str(event.number))}" if event.number is not None else "erased"
    return Receipt(id=event.id, number=number, recorded_at=event.recorded_at, stops=event.scope.stops)


def _out(event: Event) -> ObjectionOut:
    assert event.kind in KINDS
    return ObjectionOut(
        id=event.id,
        kind="objection" if event.kind == "objection" else "lifting",
        number=f"+{event.number}" if event.number is not None else None,
        at=event.at,
        recorded_at=event.recorded_at,
        channel=event.channel,
        scope=str(event.scope) if event.scope else None,
        about=event.about,
    )
