"""SIP over UDP as a dialler speaks it, and as little of it as a check needs: INVITE, its answer, ACK, BYE."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import quote, unquote

from ringfence.gate.conformance.lines import PATIENCE, Attempt, WayUnusable
from ringfence.gate.conformance.people import e164

T1 = 0.5  # seconds before a request over UDP is repeated (RFC 3261, 17.1.1.1)
PLAIN = re.compile(r"\+?[0-9().\- ]+")


@dataclass(frozen=True, slots=True)
class Message:
    """A message, split at its lines and colons and no further."""

    first: str
    headers: tuple[tuple[str, str], ...]

    def every(self, name: str) -> list[str]:
        return [value for each, value in self.headers if each.lower() == name.lower()]

    def get(self, name: str) -> str:
        return next(iter(self.every(name)), "")

    @property
    def status(self) -> int:
        """Of a response; 0 for a request."""
        found = re.match(r"SIP/2\.0 (\d{3})", self.first)
        return int(found[1]) if found else 0

    @property
    def method(self) -> str:
        return "" if self.status else self.first.partition(" ")[0]

    @property
    def user(self) -> str:
        """Who is called, as it stands in the request line, escapes undone: the number that would be dialled."""
        uri = [*self.first.split(" "), ""][1]
        return unquote(re.sub(r"^(sips?|tel):", "", uri, flags=re.IGNORECASE).partition("@")[0])

    @property
    def shown(self) -> str:
        """Who calls, as From says it; empty if it is hidden."""
        found = re.search(r"(?:sips?|tel):([^@;>]*)", self.get("From"), re.IGNORECASE)
        user = unquote(found[1]) if found else ""
        hides = any(word in " ".join(self.every("Privacy")).lower() for word in ("id", "user", "header"))
        return "" if hides or user.lower() == "anonymous" else user


def read(octets: bytes) -> Message:
    """A message of octets, whatever they are."""
    first, *lines = octets.decode("utf-8", "replace").partition("\r\n\r\n")[0].split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Message(first, tuple((name.strip(), value.strip()) for name, _, value in pairs))


def answered(request: Message, status: int, *more: str) -> bytes:
    """A response to a request."""
    same = [f"{n}: {v}" for n, v in request.headers if n.lower() in ("via", "from", "call-id", "cseq", "record-route")]
    to = request.get("To") + ("" if ";tag=" in request.get("To") else ";tag=conformance")
    return "\r\n".join([f"SIP/2.0 {status} Said", *same, f"To: {to}", *more, "Content-Length: 0", "", ""]).encode()


class Caller(asyncio.DatagramProtocol):
    """A dialler's socket; `call` makes one attempt and waits for its last answer."""

    def __init__(
        self, to: tuple[str, int], trunk: str = "", source: str = "", prefix: str = "", patience: float = PATIENCE
    ) -> None:
        self._to, self._trunk, self._source, self._prefix, self._patience = to, trunk, source, prefix, patience
        self._waiting: dict[str, asyncio.Queue[Message | None]] = {}
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self) -> None:
        """Takes a free port of `source`, or of the address from which the other side is reached."""
        loop, local = asyncio.get_running_loop(), (self._source, 0) if self._source else None
        try:
            await loop.create_datagram_endpoint(lambda: self, local_addr=local, remote_addr=self._to)
        except OSError as error:
            raise WayUnusable(f"--sip, --from: no way to {self._to[0]}:{self._to[1]} ({error.strerror}).") from None

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment] # asyncio's own type for it is too wide

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:  # noqa: ARG002 - asyncio calls it so
        message = read(data)
        queue = self._waiting.get(message.get("Call-ID"))
        if queue and message.status >= 200 and "INVITE" in message.get("CSeq"):
            queue.put_nowait(message)

    def error_received(self, _exc: Exception) -> None:
        """Nobody listens there: that is an outcome, too."""
        for queue in self._waiting.values():
            queue.put_nowait(None)

    async def call(self, attempt: Attempt, copies: int = 1) -> Message | None:
        """The last answer to an INVITE; None if there was none in time. A call that is answered is hung up.

        `copies` of it are sent at once, as when a network repeats a packet.
        """
        if self._transport is None:
            await self.open()
        assert self._transport
        call_id = _named(attempt.reference, "call")
        queue = self._waiting[call_id] = asyncio.Queue()
        text = "\r\n".join(self._invite(attempt, call_id)).encode()
        wait, until = T1, asyncio.get_running_loop().time() + self._patience
        while (left := until - asyncio.get_running_loop().time()) > 0:
            for _ in range(copies):
                self._transport.sendto(text)
            try:
                final = await asyncio.wait_for(queue.get(), min(wait, left))
            except TimeoutError:
                wait *= 2
                continue
            if final is None:
                return None
            self._transport.sendto("\r\n".join(self._after(attempt, call_id, final, "ACK")).encode())
            if final.status < 300:
                self._transport.sendto("\r\n".join(self._after(attempt, call_id, final, "BYE")).encode())
            return final
        return None

    def _invite(self, attempt: Attempt, call_id: str) -> Iterator[str]:
        uri = self.uri(attempt.called)
        yield f"INVITE {uri} SIP/2.0"
        yield from self._common(attempt, call_id, f"<{uri}>", "1 INVITE", _named(attempt.reference, "branch"))
        yield f"Contact: <sip:conformance@{self._here()}>"
        if attempt.withheld:
            yield "Privacy: id"
        if self._trunk:
            yield f"X-Ringfence-Trunk: {self._trunk}"
        host = self._here().rpartition(":")[0]
        media = f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n"
        yield from ("Content-Type: application/sdp", f"Content-Length: {len(media)}", "", media)

    def _after(self, attempt: Attempt, call_id: str, final: Message, method: str) -> Iterator[str]:
        uri, branch = self.uri(attempt.called), _named(attempt.reference, "branch")
        if final.status < 300:
            found = re.search(r"<([^>]+)>", final.get("Contact"))
            uri, branch = found[1] if found else uri, _named(attempt.reference, method)
        yield f"{method} {uri} SIP/2.0"
        yield from self._common(attempt, call_id, final.get("To"), f"{2 if method == 'BYE' else 1} {method}", branch)
        yield from (f"Route: {each}" for each in reversed(final.every("Record-Route")) if final.status < 300)
        yield from ("Content-Length: 0", "", "")

    def _common(self, attempt: Attempt, call_id: str, to: str, cseq: str, branch: str) -> Iterator[str]:
        host = self._here().rpartition(":")[0]
        sender = f"<sip:{e164(attempt.shown or '0')}@{host}>"
        if attempt.withheld:
            sender = '"Anonymous" <sip:anonymous@anonymous.invalid>'
        yield f"Via: SIP/2.0/UDP {self._here()};branch=z9hG4bK{branch};rport"
        yield "Max-Forwards: 70"
        yield f"From: {sender};tag={_named(attempt.reference, 'tag')}"
        yield f"To: {to}"
        yield f"Call-ID: {call_id}"
        yield f"CSeq: {cseq}"

    def uri(self, called: str) -> str:
        """The address of a number: spaces left out of what is plainly one, all else escaped."""
        user = called.replace(" ", "") if PLAIN.fullmatch(called) else quote(called, safe="+*;=()")
        return f"sip:{self._prefix}{user}@{self._to[0]}:{self._to[1]}"

    def _here(self) -> str:
        assert self._transport
        host, port = self._transport.get_extra_info("sockname")[:2]
        return f"{host}:{port}"


def _named(reference: str, what: str) -> str:
    """Names that are the same for the same attempt, so that sent again it is the same request."""
    return blake2b(f"{what} {reference}".encode(), digest_size=10).hexdigest()
