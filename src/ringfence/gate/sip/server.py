"""The sockets: UDP, TCP and TLS, one Dialogue behind them all."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ringfence.errors import RingfenceError
from ringfence.gate.calls import Gate
from ringfence.gate.sip.asking import Decided
from ringfence.gate.sip.dialogue import Dialogue
from ringfence.gate.sip.fields import Envelope
from ringfence.gate.sip.framing import Frames
from ringfence.gate.sip.message import LONGEST, Unclear
from ringfence.gate.sip.returning import Source, where_to
from ringfence.gate.sip.trunks import Trunks

PATIENCE = 0.4  # seconds after which there is no verdict; a proxy gives up soon after
MOST_WAITING = 2_000
MOST_CONNECTIONS = 200
HANDSHAKE = 10.0  # seconds for TLS to be agreed on
IDLE = 120.0  # seconds that a connection may be silent
UNSENT = 1 << 20  # octets that a peer may leave unread before its connection is closed


class AddressUnusable(RingfenceError):
    """An address on which the door cannot listen."""

    code = "sip-address-unusable"


@dataclass(frozen=True, slots=True)
class Listen:
    """One address of the door; port 0 takes a free one. TLS needs `tls`, a context of `tls_context`."""

    transport: str  # udp, tcp, tls
    host: str
    port: int
    tls: ssl.SSLContext | None = None


def tls_context(certificate: str | Path, key: str | Path, client_ca: str | Path | None = None) -> ssl.SSLContext:
    """TLS 1.2 or newer; with `client_ca`, only for those who show a certificate of it. Raises OSError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    if client_ca:
        context.load_verify_locations(client_ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


class SipDoor:
    """An open door. `dialogue.counts` has its figures, `addresses` where it listens."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.addresses: list[tuple[str, str, int]] = []
        self.connections: set[_Stream] = set()
        self._close: list[Callable[[], Any]] = []

    async def open(self, listen: Listen) -> None:
        """Listen on one address; raises AddressUnusable."""
        loop = asyncio.get_running_loop()
        try:
            if listen.transport == "udp":
                transport, _ = await loop.create_datagram_endpoint(
                    lambda: _Datagrams(self.dialogue), (listen.host, listen.port)
                )
                name, self._close = transport.get_extra_info("sockname"), [*self._close, transport.close]
            else:
                server = await loop.create_server(
                    lambda: _Stream(self, listen.transport),
                    listen.host,
                    listen.port,
                    ssl=listen.tls,
                    ssl_handshake_timeout=HANDSHAKE if listen.tls else None,
                )
                name, self._close = server.sockets[0].getsockname(), [*self._close, server.close]
        except OSError as error:
            where = f"{listen.transport}:{listen.host}:{listen.port}"
            raise AddressUnusable(f"{where} cannot be used: {error.strerror}. Name another with --sip.") from None
        self.addresses.append((listen.transport, *name[:2]))

    async def close(self) -> None:
        """Stop listening and close what is open; calls that still wait get no answer."""
        for close in self._close:
            close()
        for each in list(self.connections):
            each.close()
        await asyncio.sleep(0)


async def open_door(
    gate: Gate,
    trunks: Trunks,
    listen: list[Listen],
    *,
    now: Callable[[], datetime],
    patience: float = PATIENCE,
    most_waiting: int = MOST_WAITING,
    decided: Decided = lambda _decision, _seconds: None,
) -> SipDoor:
    """A door that listens on all the addresses and asks `gate`; `now` gives the moment in UTC.

    `decided` hears of each decision and of the seconds that it took.
    """
    door = SipDoor(Dialogue(gate, trunks, now, patience=patience, most_waiting=most_waiting, decided=decided))
    for each in listen:
        await door.open(each)
    return door


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment] # asyncio's own type for it is too wide

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        source = Source(addr[0], addr[1], "udp")

        def send(octets: bytes, about: Envelope | None) -> None:
            if self._transport and not self._transport.is_closing():
                self._transport.sendto(octets, where_to(about, source))

        self._dialogue.receive(data, source, send)

    def error_received(self, _exc: Exception) -> None:
        self._dialogue.counts["unsent"] += 1  # whoever asked is gone


class _Stream(asyncio.Protocol):
    def __init__(self, door: SipDoor, kind: str) -> None:
        self._door, self._kind = door, kind
        self._frames = Frames(LONGEST)
        self._transport: asyncio.Transport | None = None
        self._source: Source | None = None
        self._idle: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]
        host, port = transport.get_extra_info("peername")[:2]
        self._source = Source(host, port, self._kind)
        self._door.connections.add(self)
        known = self._door.dialogue.trunks.at(host, self._kind)
        if not known or len(self._door.connections) > MOST_CONNECTIONS:
            self._door.dialogue.counts["connections refused"] += 1
            self.close()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        if self._source is None or self._transport is None or self._transport.is_closing():
            return
        try:
            for each in self._frames.feed(data):
                self._wait()  # a whole message, not an octet now and then, keeps a connection open
                self._door.dialogue.receive(each, self._source, self._send)
        except Unclear:
            self._door.dialogue.counts["unreadable"] += 1  # where the next message begins is anybody's guess
            self.close()

    def connection_lost(self, _exc: Exception | None) -> None:
        self._door.connections.discard(self)
        if self._idle:
            self._idle.cancel()

    def close(self) -> None:
        if self._transport:
            self._transport.abort()

    def _send(self, octets: bytes, _about: Envelope | None) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(octets)
            if self._transport.get_write_buffer_size() > UNSENT:
                self.close()

    def _wait(self) -> None:
        if self._idle:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(IDLE, self.close)
