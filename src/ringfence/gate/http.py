"""The HTTP door: JSON for programs, plain text for dialplans. No law here: it asks the gate and says what it answers.

Every decision is 200 with its reasons; 503 means that nobody could judge, and says `block` as well. Whatever else goes
wrong is a problem document (RFC 9457) that never contains the word allow.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import perf_counter
from typing import Any, TypeVar
from urllib.parse import parse_qs

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ringfence.errors import RingfenceError
from ringfence.gate import openapi, wire
from ringfence.gate.calls import Call, Decision
from ringfence.gate.clients import Client
from ringfence.gate.clock import present
from ringfence.gate.desk import Desk
from ringfence.gate.heard import heard
from ringfence.gate.metrics import CONTENT_TYPE, Metrics
from ringfence.gate.permit import Refused
from ringfence.gate.verbs import Objecting, ended, object_, redeem
from ringfence.ledger.events import CallEnded
from ringfence.numbers import masked
from ringfence.preferences.events import CHANNELS, instant, read_when
from ringfence.preferences.scopes import EVERYONE, read_scope

MOST_BYTES = 65_536
JSON, TEXT, PROBLEM = "application/json", "text/plain; charset=utf-8", "application/problem+json"
ALIASES = {  # what text-message and mail services call the same things
    "number": ("number", "from", "msisdn", "originator", "sender"),
    "said": ("said", "body", "text", "message", "content"),
    "channel": ("channel",),
    "scope": ("scope",),
}
T = TypeVar("T")
Admit = Callable[[Request], Client | None]
_log = logging.getLogger("ringfence.gate")


class Wrong(Exception):
    """A request that cannot be used."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


TITLES = {
    400: "This cannot be used",
    401: "Who is asking?",
    403: "Not yours to ask",
    404: "There is nothing here",
    409: "Said before, otherwise",
    413: "Too long",
    415: "Not in a form that is read here",
    500: "Something went wrong",
    503: "Nobody could judge",
}


class Door:
    """The requests that are answered, over one gate."""

    def __init__(self, desk: Desk, metrics: Metrics, admit: Admit, now: Callable[[], datetime]) -> None:
        self._desk, self._metrics, self._admit, self._now = desk, metrics, admit, now

    async def decisions(self, request: Request) -> Response:
        asked = await _json(request, wire.AskDecision)
        reference = request.headers.get("idempotency-key") or asked.reference
        decision = await self._decide(request, asked, reference)
        body = msgspec.json.encode(wire.told(decision))
        return Response(body, 200, media_type=JSON) if decision.verdict else _unjudged(decision)

    async def decide(self, request: Request) -> Response:
        """One line for a dialplan. Anything but `allow +44...` means that the call is not made."""
        query = request.query_params
        try:
            asked = wire.AskDecision(
                campaign=query.get("campaign", ""),
                called=query.get("called", ""),
                shown=query.get("shown"),
                withheld=_truth(query.get("withheld")),
                appointment=_truth(query.get("appointment")),
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
        call = Call(
            reference=reference or secrets.token_hex(16),
            campaign=asked.campaign,
            called=asked.called,
            at=self._now(),
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
        said = await _objects(request)
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
        told = await _json(request, wire.Outcome)
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
        asked = await _json(request, wire.Redeem)
        found = await self._desk.ause(redeem(asked.token, self._now()))
        if isinstance(found, Refused):
            raise Wrong(409, f"permit-{found.code}", found.says)
        if not client.may(found.campaign):
            raise Wrong(403, "not-your-campaign", f"{client.name} may not make calls of this campaign.")
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


def app(desk: Desk, metrics: Metrics, admit: Admit, now: Callable[[], datetime] = present) -> Starlette:
    """The door as an ASGI application; `now` is its clock."""
    door = Door(desk, metrics, admit, now)
    routes = [
        Route("/v1/decisions", door.decisions, methods=["POST"]),
        Route("/v1/decide", door.decide, methods=["GET"]),
        Route("/v1/objections", door.objections, methods=["POST"]),
        Route("/v1/outcomes", door.outcomes, methods=["POST"]),
        Route("/v1/permits/redeem", door.redeem, methods=["POST"]),
        Route("/metrics", door.metrics, methods=["GET"]),
        Route("/healthz", door.healthz, methods=["GET"]),
        Route("/readyz", door.readyz, methods=["GET"]),
        Route("/openapi.json", door.openapi, methods=["GET"]),
    ]
    handlers: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = {
        Wrong: _wrong,
        RingfenceError: _refused,
        404: _not_found,
        405: _not_found,
        Exception: _broken,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


async def _json(request: Request, kind: type[T]) -> T:
    body = await _body(request)
    if "json" not in request.headers.get("content-type", ""):
        raise Wrong(415, "not-json", "Send JSON, with content-type: application/json.")
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Wrong(400, "unreadable", f"{error}.") from None


async def _body(request: Request) -> bytes:
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MOST_BYTES:
            raise Wrong(413, "too-long", f"At most {MOST_BYTES} bytes.")
    return bytes(found)


async def _objects(request: Request) -> wire.Objects:
    """An objection as JSON, or as the form that a text-message or mail service posts."""
    if "x-www-form-urlencoded" not in request.headers.get("content-type", ""):
        return await _json(request, wire.Objects)
    try:
        form = {name.lower(): values[0] for name, values in parse_qs((await _body(request)).decode()).items()}
    except (UnicodeDecodeError, ValueError):
        raise Wrong(400, "unreadable", "This is no form.") from None
    told = {name: next((form[a] for a in aliases if a in form), "") for name, aliases in ALIASES.items()}
    if not told["number"]:
        raise Wrong(400, "incomplete", f"Who? One of the fields {', '.join(ALIASES['number'])}.")
    channel = told["channel"] or request.query_params.get("channel", "sms")
    return wire.Objects(told["number"], channel, told["said"], told["scope"] or request.query_params.get("scope"))


def _truth(written: str | None) -> bool | None:
    if written in (None, ""):
        return None
    if (known := {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(written)) is None:
        raise Wrong(400, "unreadable", "Write true or false.")
    return known


def _problem(status: int, code: str, detail: str, decision: Decision | None = None) -> Response:
    problem = wire.Problem(
        type=f"urn:ringfence:{code}",
        title=TITLES.get(status, "This cannot be used"),
        status=status,
        detail=detail,
        decision="block" if decision else None,
        reasons=list(decision.reasons) if decision else None,
    )
    return Response(msgspec.json.encode(problem), status, media_type=PROBLEM)


def _unjudged(decision: Decision) -> Response:
    detail = "The call may not be made: something that the gate depends on is not in order. See /readyz."
    return _problem(503, "no-verdict", detail, decision)


async def _wrong(_: Request, error: Exception) -> Response:
    assert isinstance(error, Wrong)
    return _problem(error.status, error.code, error.detail)


async def _refused(_: Request, error: Exception) -> Response:
    code = getattr(error, "code", "cannot-answer")
    if code in ("store-unusable", "gate-not-ready", "gate-key-unusable", "ledger-key-unusable"):
        _log.error("%s", error)
        return _problem(503, code, "What was sent is not on file: something is not in order. See /readyz.")
    return _problem(409 if code == "event-conflict" else 400, code, str(error))


async def _not_found(_: Request, error: Exception) -> Response:
    return _problem(getattr(error, "status_code", 404), "nothing-here", "See /openapi.json for what there is.")


async def _broken(_: Request, error: Exception) -> Response:
    _log.error("unexpected: %s", type(error).__name__)
    return _problem(500, "unexpected", "What was sent is not known to be on file. Send it again.")
