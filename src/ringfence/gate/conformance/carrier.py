"""A carrier that connects nobody: it notes which numbers it was asked to call, over SIP or as a telephony service does.

Over SIP every INVITE is answered 486 Busy Here, over HTTP every POST 201: a set-up has then done what it would do.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qs

from ringfence.gate.conformance import sip
from ringfence.gate.conformance.lines import WayUnusable, address
from ringfence.gate.conformance.listening import http, http_answer

CALLED = ("to", "number", "called", "destination")  # what services call the number to be rung
SHOWN = ("from", "caller_id", "shown", "callerid")  # and the one that is shown


@dataclass(slots=True)
class Notes:
    """The calls that arrived, in their order: the number called and the one shown, as they were written."""

    calls: list[tuple[str, str]] = field(default_factory=list)
    _told: int = 0

    def new(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Numbers called and shown by the calls that nobody was told of yet: one that came late is not lost."""
        found, self._told = self.calls[self._told :], len(self.calls)
        return tuple(called for called, _ in found), tuple(shown for _, shown in found)


class Carrier(Protocol):
    """Notes what arrives; `stop` ends it."""

    notes: Notes

    @classmethod
    async def open(cls, where: tuple[str, int]) -> "Carrier": ...

    def stop(self) -> None: ...


async def listen(written: str) -> Carrier:
    """A carrier at `sip:HOST:PORT`, `http://HOST:PORT` or HOST:PORT, which is SIP."""
    over_http, rest = written.startswith("http://"), written.removeprefix("http://").removeprefix("sip:")
    where = address(rest.rstrip("/"), "--carrier")
    try:
        return await (HttpCarrier if over_http else SipCarrier).open(where)
    except OSError as error:
        raise WayUnusable(f"--carrier: {written} cannot be listened on ({error.strerror}). Name another.") from None


class SipCarrier(asyncio.DatagramProtocol):
    """Answers INVITEs over UDP."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._seen: set[tuple[str, str]] = set()
        self._transport: asyncio.DatagramTransport | None = None

    @classmethod
    async def open(cls, where: tuple[str, int]) -> "SipCarrier":
        _, carrier = await asyncio.get_running_loop().create_datagram_endpoint(cls, where)
        return carrier

    def stop(self) -> None:
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment] # asyncio's own type for it is too wide

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        message = sip.read(data)
        if not message.method or message.method == "ACK" or self._transport is None:
            return
        if message.method != "INVITE":
            self._transport.sendto(sip.answered(message, 200), addr)
            return
        key = message.get("Call-ID"), message.get("Via")
        if key not in self._seen:
            self._seen.add(key)
            self.notes.calls.append((message.user, message.shown))
        self._transport.sendto(sip.answered(message, 486), addr)


class HttpCarrier:
    """Takes POSTs of a form or of JSON that names a number, as services with a REST interface do."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._listener = http(self._asked)

    @classmethod
    async def open(cls, where: tuple[str, int]) -> "HttpCarrier":
        carrier = cls()
        await carrier._listener.open(where)
        return carrier

    def stop(self) -> None:
        self._listener.stop()

    def _asked(self, method: str, path: str, body: bytes) -> bytes:  # noqa: ARG002
        if method != "POST":
            return http_answer(405, "text/plain", "POST")
        number = _value(body, CALLED)
        if not number:
            return http_answer(400, "application/json", '{"message": "no number to call"}')
        self.notes.calls.append((number, _value(body, SHOWN)))
        return http_answer(
            201, "application/json", json.dumps({"sid": f"CA{len(self.notes.calls)}", "status": "queued"})
        )


def _value(body: bytes, fields: tuple[str, ...]) -> str:
    text = body.decode("utf-8", "replace")
    try:
        told = json.loads(text)
    except ValueError:
        told = {name: values[0] for name, values in parse_qs(text).items()}
    named = {str(name).lower(): value for name, value in told.items()} if isinstance(told, dict) else {}
    return next((str(named[each]) for each in fields if each in named), "")
