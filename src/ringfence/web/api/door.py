"""The door of the API: who asks, what for, how often; then the route; then the answer. No session, no cookie."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError

from ringfence.calendar import local_day
from ringfence.errors import RingfenceError
from ringfence.web.api import again, keys, limits, problems
from ringfence.web.api.models import ApiKey
from ringfence.web.api.problems import Wrong
from ringfence.web.api.table import MIB, Asking, Incoming, Outgoing, Route
from ringfence.web.ledgered import now
from ringfence.web.sizes import no_room

JSON, BYTES = "application/json", "application/octet-stream"
NUL = "A NUL character is in it, which no text here holds. Leave it out."
IDEMPOTENCY = "Idempotency-Key"
MOST_DIGITS = 15
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
    given = _query(request, route)
    incoming = route.asks is Incoming
    body = b"" if incoming else _body(request, route)
    said = [*given, *([_incoming(request, route) if incoming else _read(body, route.asks)] if route.asks else [])]
    name = request.headers.get(IDEMPOTENCY, "").strip() if route.changes else ""
    asking = Asking(key, moment, name)
    handed: list[Outgoing] = []

    def do(asking: Asking = asking) -> again.Told:
        told = route.view(asking, *said, **path)
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


def _incoming(request: HttpRequest, route: Route) -> Incoming:
    """A file that is sent; what says of itself that it is too long is refused before any of it is read."""
    if "Content-Length" not in request.headers and "Transfer-Encoding" in request.headers:
        raise Wrong(411, "length-missing", "Say how long the file is: send Content-Length, not chunks.")
    if request.content_type != BYTES:
        raise Wrong(415, "not-bytes", f"Send the file as it is, with content-type: {BYTES}.")
    written = request.headers.get("Content-Length") or "0"
    length = int(written) if written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS else route.most + 1
    if length > route.most:
        raise Wrong(413, "too-long", f"At most {route.most // MIB:,} MiB. Send a smaller file, or in parts.")
    if no_room(length):
        raise Wrong(413, "no-room", "The disk has no room for it. Tell an administrator; nothing was kept.")
    return Incoming(_pieces(request, length))


def _pieces(request: HttpRequest, length: int) -> Iterator[bytes]:
    left = length
    try:
        while left and (piece := request.read(min(left, MIB))):
            left -= len(piece)
            yield piece
    except (UnreadablePostError, RawPostDataException):
        pass
    if left:
        raise Wrong(400, "unreadable", "It broke off while it was sent, and nothing was kept. Send it again.")


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
