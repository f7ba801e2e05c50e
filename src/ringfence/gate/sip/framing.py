"""A stream of octets -> messages, by Content-Length alone (RFC 3261, 18.3)."""

import re
from collections.abc import Iterator

from ringfence.gate.sip.message import LONGEST_HEAD, Unclear, content_length

_LENGTH = re.compile(rb"\r\n(?:content-length|l)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_PING = b"\r\n"


class Frames:
    """Feed it octets; it yields whole messages. Raises Unclear when the boundary is lost: close the connection then."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._held += data
        while (message := self._next()) is not None:
            yield message

    def _next(self) -> bytes | None:
        while self._held[:2] == _PING:
            del self._held[:2]
        end = self._held.find(b"\r\n\r\n", 0, LONGEST_HEAD + 4)
        if end < 0:
            if len(self._held) > LONGEST_HEAD:
                raise Unclear("headers without an end", 513)
            return None
        lengths = _LENGTH.findall(bytes(self._held[:end]))
        if len(lengths) != 1:  # on a stream it must be there (RFC 3261, 20.14)
            raise Unclear("no Content-Length, or more than one, on a stream")
        length = content_length(lengths[0].decode("latin-1").strip()) or 0
        if end + 4 + length > self._longest:
            raise Unclear("a message far too long", 513)
        if len(self._held) < end + 4 + length:
            return None
        message = bytes(self._held[: end + 4 + length])
        del self._held[: end + 4 + length]
        return message
