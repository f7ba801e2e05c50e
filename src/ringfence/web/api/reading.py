"""What a request says, as its route takes it: what follows the `?`, a body in JSON, or a file as it comes."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

from ringfence.web.api.problems import Wrong
from ringfence.web.api.table import MIB, Incoming, Route
from ringfence.web.sizes import no_room

JSON, BYTES = "application/json", "application/octet-stream"
NUL = "A NUL character is in it, which no text here holds. Leave it out."
MOST_DIGITS = 15


def said(request: HttpRequest, route: Route) -> tuple[list[Any], bytes]:
    """The values that the route's function takes, and the body that they were read from (but for a file)."""
    given = _query(request, route)
    if route.asks is Incoming:
        return [*given, _incoming(request, route)], b""
    body = _body(request, route)
    return [*given, *([_read(body, route.asks)] if route.asks else [])], body


def rest(request: HttpRequest, route: Route) -> None:
    """Reads on to the end of a file that was refused on the way: only then does its sender hear why."""
    if route.asks is Incoming:
        try:
            while request.read(MIB):
                pass
        except (UnreadablePostError, RawPostDataException):
            pass


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
