"""Bytes -> request, strictly; and a response back to bytes. RFC 3261, sections 7 and 25."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ringfence.errors import RingfenceError

TOKEN = r"[A-Za-z0-9\-.!%*_+`'~]"  # noqa: S105 - a character of the grammar's token
MOST_HEADERS = 128
LONGEST_HEAD = 16_384  # octets; a dip with a body of SDP is a tenth of it
LONGEST = 65_535  # octets of a whole message
COMPACT = {
    "i": "call-id",
    "m": "contact",
    "e": "content-encoding",
    "l": "content-length",
    "c": "content-type",
    "f": "from",
    "s": "subject",
    "k": "supported",
    "t": "to",
    "v": "via",
}
ONCE = frozenset({"from", "to", "call-id", "cseq", "max-forwards", "content-length", "content-type"})
WORDS = {
    100: "Trying",
    200: "OK",
    302: "Moved Temporarily",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    405: "Method Not Allowed",
    415: "Unsupported Media Type",
    416: "Unsupported URI Scheme",
    420: "Bad Extension",
    481: "Call/Transaction Does Not Exist",
    482: "Loop Detected",
    483: "Too Many Hops",
    487: "Request Terminated",
    503: "Service Unavailable",
    505: "Version Not Supported",
    513: "Message Too Large",
    603: "Decline",
    608: "Rejected",
}

_REQUEST_LINE = re.compile(rf"({TOKEN}+) ([^\s]+) (SIP/[0-9]+\.[0-9]+)", re.IGNORECASE)
_HEADER = re.compile(rf"({TOKEN}+)[ \t]*:[ \t]*(.*)")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n")
_LENGTH = re.compile(r"[0-9]{1,5}")
_FOLDED = re.compile(rb"\r\n[ \t]+")


class Unclear(RingfenceError):
    """A request that cannot be read one way only: `status` is what it is answered, when it can be answered at all."""

    code = "sip-unclear"

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: headers in order, names in lower case and long form, values trimmed and unfolded."""

    method: str
    uri: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    version: str = "SIP/2.0"
    octets: bytes = field(default=b"", compare=False, repr=False)  # all of it, as it came
    _named: dict[str, list[str]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, value in self.headers:
            self._named.setdefault(name, []).append(value)

    def every(self, name: str) -> list[str]:
        """The values of all headers of a name, in order."""
        return self._named.get(name, [])

    def only(self, name: str) -> str | None:
        """The value of a header that may be there once; None without one. Two are unclear."""
        values = self.every(name)
        if len(values) > 1:
            raise Unclear(f"{name} is there {len(values)} times")
        return values[0] if values else None

    def needed(self, name: str) -> str:
        """The value of a header that must be there, once."""
        value = self.only(name)
        if not value:
            raise Unclear(f"{name} is missing")
        return value


def is_response(data: bytes) -> bool:
    """Whether this is an answer to something; the door asks nothing, so it listens to none."""
    return data[:4].upper() == b"SIP/"


def read(data: bytes) -> Request:
    """The request in one datagram, or in one frame of a stream; raises Unclear where it cannot even be answered."""
    head, end, body = data.partition(b"\r\n\r\n")
    if not end:
        raise Unclear("no empty line after the headers")
    if len(head) > LONGEST_HEAD:
        raise Unclear("headers far too long", 513)
    if _CONTROL.search(head):
        raise Unclear("control characters, or a line that ends in half a line end")
    first, *lines = (
        (_FOLDED.sub(b" ", head) if b"\r\n " in head or b"\r\n\t" in head else head)
        .decode("utf-8", "surrogateescape")
        .split("\r\n")
    )
    if not (matched := _REQUEST_LINE.fullmatch(first)):
        raise Unclear("the first line is no request")
    if len(lines) > MOST_HEADERS:
        raise Unclear("far too many headers", 513)
    return Request(matched[1], matched[2], tuple(map(_header, lines)), body, matched[3].upper(), data)


def _header(line: str) -> tuple[str, str]:
    matched = _HEADER.fullmatch(line)
    if not matched:
        raise Unclear("a header that is none")
    name, value = matched.groups()
    return _long_form(name), value.rstrip(" \t")


@lru_cache(maxsize=256)
def _long_form(name: str) -> str:
    name = name.lower()
    return COMPACT.get(name, name)


def body_of(request: Request) -> bytes:
    """The body that Content-Length announces; without one, all that came. Raises Unclear if less came."""
    length = content_length(request.only("content-length"))
    if length is None:
        return request.body
    if length > len(request.body):
        raise Unclear("Content-Length is more than what came")
    return request.body[:length]


def content_length(value: str | None) -> int | None:
    """The number in a Content-Length; None without the header."""
    if value is None:
        return None
    if not _LENGTH.fullmatch(value):
        raise Unclear("Content-Length is no number of octets")
    return int(value)


def response(
    request: Request, status: int, headers: tuple[tuple[str, str], ...] = (), *, tag: str = "", top_via: str = ""
) -> bytes:
    """The response as octets: Via, From, To, Call-ID and CSeq as they came, a tag on To, no body."""
    vias = request.every("via")
    lines = [f"SIP/2.0 {status} {WORDS[status]}"]
    lines += [f"Via: {value}" for value in ([top_via, *vias[1:]] if top_via else vias)]
    for name, shown in (("from", "From"), ("to", "To"), ("call-id", "Call-ID"), ("cseq", "CSeq")):
        value = request.every(name)[0]
        tagged = name == "to" and tag and ";tag=" not in value.lower().replace(" ", "")
        lines.append(f"{shown}: {value};tag={tag}" if tagged else f"{shown}: {value}")
    lines += [f"{name}: {value}" for name, value in headers]
    lines += ["Content-Length: 0", "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")
