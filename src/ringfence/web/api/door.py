"""The door of the API: who asks, what for, how often; then the route; then the answer. No session, no cookie."""

import hashlib
import logging
from datetime import datetime
from typing import Any, get_args, get_type_hints

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError

from ringfence.calendar import local_day
from ringfence.errors import RingfenceError
from ringfence.web.api import again, keys, limits, problems
from ringfence.web.api.models import ApiKey
from ringfence.web.api.problems import Wrong
from ringfence.web.api.table import Asking, Route
from ringfence.web.ledgered import now

JSON = "application/json"
NUL = "A NUL character is in it, which no text here holds. Leave it out."
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
        counted = limits.counted(key.pk)
        share |= counted.headers
        if counted.left < 0:
            raise Wrong(
                429, "too-often", f"A key may ask {limits.MOST} times in {limits.WINDOW} seconds. Wait, then go on.",
                {"Retry-After": str(counted.seconds)},
            )  # fmt: skip
    given = _query(request, route)
    body = _body(request, route)
    said = [*given, *([_read(body, route.asks)] if route.asks else [])]
    name = request.headers.get(IDEMPOTENCY, "").strip() if route.changes else ""

    def do() -> again.Told:
        told = route.view(Asking(key, moment, name), *said, **path)
        return route.status, b"" if route.answers is None else msgspec.json.encode(told)

    if name and key is not None and not route.secret:
        asked = b"\0".join((route.method.encode(), request.path.encode(), body))
        (status, data), before = again.once(key, name, asked, moment, do)
        share |= {"Idempotency-Replayed": "true"} if before else {}
    else:
        status, data = do()
    made = HttpResponse(data, status=status, content_type=JSON if data else None)
    return _with_headers(request, route, made, share)


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
    return found


def _query(request: HttpRequest, route: Route) -> list[Any]:
    given = {name: values[-1] for name, values in request.GET.lists()}
    if any("\0" in each for each in (*given.values(), request.path)):
        raise Wrong(400, "unreadable", NUL)
    if route.query is None:
        if given:
            raise Wrong(400, "unreadable", "Nothing is asked for in the address here. Leave out what follows the `?`.")
        return []
    try:
        return [msgspec.convert(given, route.query, strict=False)]
    except msgspec.ValidationError as error:
        raise Wrong(400, "unreadable", f"In the address: {error}. {_words(error, route.query)}") from None


def _body(request: HttpRequest, route: Route) -> bytes:
    if route.asks is None:
        return b""
    if "Content-Length" not in request.headers and "Transfer-Encoding" in request.headers:
        raise Wrong(411, "length-missing", "Say how long the body is: send Content-Length, not chunks.")
    if request.content_type != JSON:
        raise Wrong(415, "not-json", f"Send JSON, with content-type: {JSON}.")
    try:
        length = int(request.headers.get("Content-Length") or 0)
        body: bytes = b"" if length > route.most else request.body
    except (ValueError, RequestDataTooBig):
        length, body = route.most + 1, b""
    except (UnreadablePostError, RawPostDataException):
        raise Wrong(400, "unreadable", "It broke off while it was sent. Send it again.") from None
    if max(length, len(body)) > route.most:
        raise Wrong(413, "too-long", f"At most {route.most:,} bytes.")
    return body


def _read(body: bytes, kind: type) -> Any:
    if b"\\u0000" in body:
        raise Wrong(400, "unreadable", NUL)
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Wrong(400, "unreadable", f"{error}. {_words(error, kind)}") from None


def _words(error: Exception, kind: type) -> str:
    """The words that a field takes, if that was what was wrong; else where the form is told."""
    field = str(error).rpartition("`$.")[2].removesuffix("`")
    words = get_args(get_type_hints(kind).get(field))
    flat = [each for word in words for each in (get_args(word) or (word,)) if isinstance(each, str)]
    told = ", ".join(each for each in flat if each)
    return f"One of: {told}." if told and "enum" in str(error) else "The form is told in /api/v1/openapi.json."
