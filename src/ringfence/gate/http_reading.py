"""Requests over HTTP -> the types of `wire`; what cannot be read is refused, and says why."""

from typing import TypeVar
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request

from ringfence.gate import wire
from ringfence.gate.http_problems import Wrong

MOST_BYTES = 65_536
ALIASES = {  # what text-message and mail services call the same things
    "number": ("number", "from", "msisdn", "originator", "sender"),
    "said": ("said", "body", "text", "message", "content"),
    "channel": ("channel",),
    "scope": ("scope",),
}
TRUTHS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
T = TypeVar("T")


async def json_of(request: Request, kind: type[T]) -> T:
    """The request's body as this type."""
    body = await body_of(request)
    if "json" not in request.headers.get("content-type", ""):
        raise Wrong(415, "not-json", "Send JSON, with content-type: application/json.")
    try:
        found: T = msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Wrong(400, "unreadable", f"{error}.") from None
    return found


async def body_of(request: Request) -> bytes:
    """The whole body, unless it is longer than any that is meant for this door."""
    found: bytes = b""
    while True:
        part = await request.receive()
        if part["type"] != "http.request":
            raise Wrong(400, "cut-short", "The request ended before its body did.")
        found += part.get("body", b"")
        if len(found) > MOST_BYTES:
            raise Wrong(413, "too-long", f"At most {MOST_BYTES} bytes.")
        if not part.get("more_body", False):
            return found


async def objects_of(request: Request) -> wire.Objects:
    """An objection as JSON, or as the form that a text-message or mail service posts."""
    if "x-www-form-urlencoded" not in request.headers.get("content-type", ""):
        return await json_of(request, wire.Objects)
    try:
        form = {name.lower(): values[0] for name, values in parse_qs((await body_of(request)).decode()).items()}
    except (UnicodeDecodeError, ValueError):
        raise Wrong(400, "unreadable", "This is no form.") from None
    told = {name: next((form[a] for a in aliases if a in form), "") for name, aliases in ALIASES.items()}
    if not told["number"]:
        raise Wrong(400, "incomplete", f"Who? One of the fields {', '.join(ALIASES['number'])}.")
    channel = told["channel"] or request.query_params.get("channel", "sms")
    return wire.Objects(told["number"], channel, told["said"], told["scope"] or request.query_params.get("scope"))


def truth(written: str | None) -> bool | None:
    """True or false as a dialplan writes it; None where nothing is said."""
    if written in (None, ""):
        return None
    if written not in TRUTHS:
        raise Wrong(400, "unreadable", "Write true or false.")
    return TRUTHS[written]
