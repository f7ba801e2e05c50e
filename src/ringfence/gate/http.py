"""The HTTP door: JSON for programs, plain text for dialplans. No law here: it asks the gate and says what it answers.

Every decision is 200 with its reasons; 503 means that nobody could judge, and says `block` as well. Whatever else goes
wrong is a problem document (RFC 9457) that never contains the word allow.
"""

from collections.abc import Callable
from datetime import datetime
from time import perf_counter

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ringfence.gate import openapi, wire
from ringfence.gate.calls import Call, Decision, name_of
from ringfence.gate.clients import Client
from ringfence.gate.clock import present
from ringfence.gate.desk import Desk
from ringfence.gate.heard import heard
from ringfence.gate.http_app import App, Handler
from ringfence.gate.http_problems import Wrong, unjudged
from ringfence.gate.http_reading import json_of, objects_of, truth
from ringfence.gate.metrics import CONTENT_TYPE, Metrics
from ringfence.gate.permit import Refused
from ringfence.gate.verbs import NOT_YOURS, Objecting, ended, object_, redeem
from ringfence.ledger.events import CallEnded
from ringfence.numbers import masked
from ringfence.preferences.events import CHANNELS, instant, read_when
from ringfence.preferences.scopes import EVERYONE, read_scope

JSON, TEXT = "application/json", "text/plain; charset=utf-8"
Admit = Callable[[Request], Client | None]


class Door:
    """The requests that are answered, over one gate."""

    def __init__(self, desk: Desk, metrics: Metrics, admit: Admit, now: Callable[[], datetime]) -> None:
        self._desk, self._metrics, self._admit, self._now = desk, metrics, admit, now

    async def decisions(self, request: Request) -> Response:
        asked = await json_of(request, wire.AskDecision)
        reference = request.headers.get("idempotency-key") or asked.reference
        decision = await self._decide(request, asked, reference)
        body = msgspec.json.encode(wire.told(decision))
        return Response(body, 200, media_type=JSON) if decision.verdict else unjudged(decision)

    async def decide(self, request: Request) -> Response:
        """One line for a dialplan. Anything but `allow +44...` means that the call is not made."""
        query = request.query_params
        try:
            asked = wire.AskDecision(
                campaign=query.get("campaign", ""),
                called=query.get("called", ""),
                shown=query.get("shown"),
                withheld=truth(query.get("withheld")),
                appointment=truth(query.get("appointment")),
            )
            decision = await self._decide(request, asked, query.get("reference"))
        except Wrong as wrong:
            return Response(f"block REQUEST_UNUSABLE {wrong.detail}\n", wrong.status, media_type=TEXT)
        return Response(wire.plain(decision), 200 if decision.verdict else 503, media_type=TEXT)

    async def _decide(self, request: Request, asked: wire.AskDecision, reference: str | None) -> Decision:
        client = self._client(request)
        if not asked.campaign or not asked.called:
            raise Wrong(400, "incomplete", "Name the campaign and the number called.")
        for each in (asked.campaign, asked.called, asked.shown or "", asked.network or "", reference or ""):
            if len(each) > wire.LONGEST:
                raise Wrong(400, "too-long", f"No value is longer than {wire.LONGEST} characters.")
        if not client.may(asked.campaign):
            raise Wrong(403, "not-your-campaign", f"{client.name} may not ask about this campaign.")
        at = self._now()
        call = Call(
            reference=reference or name_of(at),
            campaign=asked.campaign,
            called=asked.called,
            at=at,
            shown=asked.shown,
            network=asked.network,
            withheld=asked.withheld,
            door="http",
            client=client.name,
            appointment=asked.appointment,
        )
        began = perf_counter()
        decision = await self._desk.aask(call)
        self._metrics.decided("http", decision, perf_counter() - began)
        return decision

    async def objections(self, request: Request) -> Response:
        client = self._client(request)
        said = await objects_of(request)
        number = heard(said.number)
        if number.e164 is None:
            raise Wrong(400, "number-unreadable", f"{masked(said.number) or 'The number'} is no telephone number.")
        if said.channel not in CHANNELS:
            raise Wrong(400, "channel-unknown", f"`channel` is one of: {', '.join(CHANNELS)}.")
        if len(said.said) > wire.LONGEST_SAID or len(said.recorded_by) > wire.LONGEST:
            raise Wrong(400, "too-long", f"`said` has at most {wire.LONGEST_SAID} characters.")
        now = self._now()
        scopes = [said.scope] if isinstance(said.scope, str) else said.scope or []
        asked = Objecting(
            number=int(number.e164[1:]),
            channel=said.channel,
            said=said.said,
            at=now,
            said_at=read_when(said.at, now) if said.at else None,
            by=said.recorded_by or client.name,
            reaches=[read_scope(each) for each in scopes if each] or [EVERYONE],
            key=request.headers.get("idempotency-key", ""),  # however long: no objection is lost over its name
            source=f"gate http {client.name}",
        )
        events = await self._desk.ause(object_(asked))
        self._metrics.objected(said.channel, len(events))
        receipt = wire.Objected(
            ids=[each.id for each in events],
            number=f"+{masked(number.e164)}",
            recorded_at=instant(now),
            stops=[each.scope.stops for each in events if each.scope],
        )
        return Response(msgspec.json.encode(receipt), 201, media_type=JSON)

    async def outcomes(self, request: Request) -> Response:
        client = self._client(request)
        told = await json_of(request, wire.Outcome)
        if not client.may(told.campaign):
            raise Wrong(403, "not-your-campaign", f"{client.name} may not speak of this campaign.")
        if told.started_at and wire.moment(told.started_at) is None:
            raise Wrong(400, "when-unreadable", "`started_at` is an instant with its zone: 2026-11-21T14:30:00Z.")
        number = heard(told.number).e164 if told.number else None
        if any(len(each) > wire.LONGEST for each in (told.reference, told.campaign, told.outcome)):
            raise Wrong(400, "too-long", f"No value is longer than {wire.LONGEST} characters.")
        event = CallEnded(
            at=instant(self._now()),
            by=client.name,
            reference=told.reference,
            campaign=told.campaign,
            outcome=told.outcome,
            number=int(number[1:]) if number else None,
            started_at=told.started_at or "",
            seconds=told.seconds,
            source="http",
        )
        await self._desk.ause(ended(event))
        return Response(b'{"noted": true}', 201, media_type=JSON)

    async def redeem(self, request: Request) -> Response:
        client = self._client(request)
        asked = await json_of(request, wire.Redeem)
        found = await self._desk.ause(redeem(asked.token, self._now(), client.may))
        if isinstance(found, Refused):
            if found.code == NOT_YOURS:
                raise Wrong(403, found.code, f"{client.name} may not make calls of this campaign.")
            raise Wrong(409, f"permit-{found.code}", found.says)
        body = wire.Redeemed(found.number, found.campaign, found.reference)
        return Response(msgspec.json.encode(body), 200, media_type=JSON)

    async def metrics(self, _: Request) -> Response:
        return Response(self._metrics.text(), 200, headers={"content-type": CONTENT_TYPE})

    async def healthz(self, _: Request) -> Response:
        """Alive: it answers, and knows no more than that."""
        return Response("alive\n", 200, media_type=TEXT)

    async def readyz(self, _: Request) -> Response:
        """Whether any call could be allowed now, looked at as it is asked."""
        now = self._now()
        readiness = await self._desk.aready(now)
        self._metrics.looked(readiness, now)
        checks = {each.name: {"ok": each.ok, "says": each.says} for each in readiness.checks}
        body = msgspec.json.encode({"ready": readiness.ready, "checks": checks})
        return Response(body, 200 if readiness.ready else 503, media_type=JSON)

    async def openapi(self, _: Request) -> Response:
        return Response(msgspec.json.encode(openapi.document()), 200, media_type=JSON)

    def _client(self, request: Request) -> Client:
        client = self._admit(request)
        if client is None:
            raise Wrong(401, "not-known", "Send your key: Authorization: Bearer rfk_...")
        return client

    def routes(self) -> dict[tuple[str, str], Handler]:
        """What is answered, by method and path."""
        return {
            ("POST", "/v1/decisions"): self.decisions,
            ("GET", "/v1/decide"): self.decide,
            ("POST", "/v1/objections"): self.objections,
            ("POST", "/v1/outcomes"): self.outcomes,
            ("POST", "/v1/permits/redeem"): self.redeem,
            ("GET", "/metrics"): self.metrics,
            ("GET", "/healthz"): self.healthz,
            ("GET", "/readyz"): self.readyz,
            ("GET", "/openapi.json"): self.openapi,
        }


def app(desk: Desk, metrics: Metrics, admit: Admit, now: Callable[[], datetime] = present) -> App:
    """The door as an ASGI application; `now` is its clock."""
    return App(Door(desk, metrics, admit, now).routes())
