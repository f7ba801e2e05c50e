"""Messages of the Language Server Protocol over a pair of byte streams: a header with the length, then JSON."""

import json
from typing import Any, BinaryIO

Message = dict[str, Any]
LONGEST = 32_000_000  # bytes; an editor that announces more is broken
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INTERNAL_ERROR = -32700, -32600, -32601, -32603


class Unreadable(Exception):
    """A message that is no JSON object; the next one can still be read."""


def receive(stream: BinaryIO) -> Message | None:
    """The next message, or None at the end of the stream."""
    length = 0
    while line := stream.readline():
        name, _, value = line.decode("ascii", "replace").partition(":")
        if name.lower() == "content-length" and value.strip().isdecimal():
            length = int(value)
        if line in (b"\r\n", b"\n"):
            return _message(stream, length)
    return None


def _message(stream: BinaryIO, length: int) -> Message | None:
    if not 0 < length <= LONGEST:
        raise Unreadable(f"a message of {length} bytes")
    body = stream.read(length)
    if len(body) < length:
        return None
    try:
        message = json.loads(body)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    if not isinstance(message, dict):
        raise Unreadable("no object")
    return message


def send(stream: BinaryIO, message: Message) -> None:
    """Write one message, whole."""
    body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
    stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    stream.flush()
