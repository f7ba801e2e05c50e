"""The door of the API: who asks, what for, how often; then the route; then the answer. No session, no cookie."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
from django.core.exceptions import SuspiciousOperation
from django.http import FileResponse, HttpRequest, HttpResponse

from ringfence.calendar import local_day
from ringfence.errors import RingfenceError
from ringfence.web.api import again, keys, limits, problems, reading
from ringfence.web.api.models import ApiKey
from ringfence.web.api.problems import Wrong
from ringfence.web.api.reading import BYTES, JSON
from ringfence.web.api.table import Asking, Outgoing, Route
from ringfence.web.ledgered import now

IDEMPOTENCY = "Idempotency-Key"
_log = logging.getLogger("ringfence.web")


def answered(request: HttpRequest, methods: dict[str, Route], path: dict[str, str]) -> HttpResponse:
    """The answer to a request for one path, whatever becomes of it."""
    share: dict[str, str] = {}
    try:
        route = _route(request, methods)
        return _served(request, route, path, share)
    except Wrong as wrong:
        made = problems.answer(wrong)
    except RingfenceError as error:
        made = problems.answer(problems.of_error(error))
    except SuspiciousOperation:  # more fields than any honest request has
        made = problems.answer(Wrong(400, "unreadable", "No request here has so many parts. Send fewer."))
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever asks is told that nothing is certain
        _log.error("unexpected: %s", type(error).__name__)
        made = problems.answer(Wrong(500, "unexpected", "What was sent is not known to be on file. Send it again."))
    for name, value in share.items():
        made[name] = value
    return made


def nothing(_request: HttpRequest) -> HttpResponse:
    """What is in no table is not there."""
    return problems.answer(problems.missing("See /api/v1/openapi.json for what there is."))


def _route(request: HttpRequest, methods: dict[str, Route]) -> Route:
    method = "GET" if request.method == "HEAD" else request.method
    if (found := methods.get(method or "")) is None:
        allowed = ", ".join(sorted(methods))
        raise Wrong(405, "method-unknown", f"Here only: {allowed}.", {"Allow": allowed})
    return found


def _served(request: HttpRequest, route: Route, path: dict[str, str], share: dict[str, str]) -> HttpResponse:
    moment = now()
    key = _key(request, route, moment)
    if key is not None:
        counted = limits.counted(key.pk, moment)
        share |= counted.headers
        if counted.left < 0:
            raise Wrong(
                429, "too-often", f"A key may ask {limits.MOST} times in {limits.WINDOW} seconds. Wait, then go on.",
                {"Retry-After": str(counted.seconds)},
            )  # fmt: skip
    said, body = reading.said(request, route)
    name = request.headers.get(IDEMPOTENCY, "").strip() if route.changes else ""
    asking = Asking(key, moment, name)
    handed: list[Outgoing] = []

    def do(asking: Asking = asking) -> again.Told:
        try:
            told = route.view(asking, *said, **path)
        except Exception:
            reading.rest(request, route)
            raise
        handed.extend([told] if isinstance(told, Outgoing) else [])
        return route.status, b"" if route.answers is None or handed else msgspec.json.encode(told)

    if name and key is not None:
        asked = b"\0".join((route.method.encode(), request.path.encode(), body))
        working = again.AT_LENGTH if route.slow else again.WORKING
        told, before = again.once(key, name, asked, moment, do, keep=not route.secret, working=working)
        status, data = told or do(replace(asking, before=True))
        share |= {"Idempotency-Replayed": "true"} if before else {}
    else:
        status, data = do()
    made = _file(handed[0]) if handed else HttpResponse(data, status=status, content_type=JSON if data else None)
    return _with_headers(request, route, made, share)


def _file(handed: Outgoing) -> HttpResponse:
    """A file, to be kept and not to be shown."""
    if isinstance(handed.content, Path):
        file = handed.content.open("rb")
        made: HttpResponse = FileResponse(file, as_attachment=True, filename=handed.name, content_type=BYTES)
        return made
    headers = {"Content-Disposition": f'attachment; filename="{handed.name}"'}
    return HttpResponse(handed.content, content_type=BYTES, headers=headers)


def _with_headers(request: HttpRequest, route: Route, made: HttpResponse, share: dict[str, str]) -> HttpResponse:
    """What is about nobody may be asked for again by its tag; all else is kept by no cache."""
    made["Cache-Control"] = "no-store"
    if route.method == "GET" and not route.secret:
        tag = f'"{hashlib.sha256(made.content).hexdigest()[:32]}"'
        if tag in [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]:
            made = HttpResponse(status=304)
        made["ETag"], made["Cache-Control"] = tag, "private, no-cache"
        made["Vary"] = "Authorization"
    for name, value in share.items():
        made[name] = value
    return made


def _key(request: HttpRequest, route: Route, moment: datetime) -> ApiKey | None:
    if route.scope is None:
        return None
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = keys.recognised(secret.strip(), local_day(moment)) if kind.lower() == "bearer" else None
    if found is None:
        raise Wrong(
            401, "not-known", "Send a key that is good: Authorization: Bearer rfa_...", {"WWW-Authenticate": "Bearer"}
        )
    if not found.allows(route.scope):
        challenge = f'Bearer error="insufficient_scope", scope="{route.scope}"'
        raise Wrong(403, "scope-missing", f"This key has not the scope {route.scope}.", {"WWW-Authenticate": challenge})
    if why := found.why_not_for(route.scope):
        raise Wrong(403, "nobody-answers", why)
    return found
