"""A gate that answers wrongly, or not at all, in the place of the one that was stopped.

Each fault is one way in which a gate, a proxy before it or the network fails. None of them is leave to call.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ringfence.gate.conformance import sip
from ringfence.gate.conformance.lines import WayUnusable, address
from ringfence.gate.conformance.listening import Listener, http, http_answer

OTHER = "+447700900139"  # the number in an answer that was not asked for
_PAGE = "<html><body><h1>Not allowed</h1><p>Please allow a moment and try again.</p></body></html>"
Octets = bytes | None


class StandIn(Protocol):
    """In the gate's place; `fault` says how it answers, `asked` how often it was asked."""

    fault: str
    asked: int

    async def open(self, where: tuple[str, int]) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong answer, and what it is like."""

    id: str
    title: str
    says: str


FAULTS = (
    Fault("silent", "The gate is reached and never answers", "A frozen machine: the connection stands, nothing comes."),
    Fault("hung-up", "The gate hangs up without an answer", "The gate was killed while it was asked."),
    Fault("block", "The answer is block", "A block must stop the call whatever the status around it is."),
    Fault("hold", "The answer is hold", "Hold is not made: nobody has answered the question yet."),
    Fault("no-verdict", "Nobody could judge: 503, 603", "The gate is up and something behind it is broken."),
    Fault("not-found", "404: there is nothing at this address", "A wrong address, or a proxy that knows no such path."),
    Fault("empty", "An answer with nothing in it", "Success, and no word in it."),
    Fault(
        "page", "A page of a proxy in which the word allow stands", "Only the first word of an answer says anything."
    ),
    Fault(
        "cut-off", "An answer that breaks off after the word allow", "The number is missing: there is nothing to dial."
    ),
)


def _decision(word: str, number: str | None) -> str:
    return json.dumps({"decision": word, "number": number, "reasons": [], "verdict": True, "permit": None})


def _over_http(fault: str, path: str) -> Octets:
    as_json = path.startswith("/v1/decisions")
    form = "application/json" if as_json else "text/plain; charset=utf-8"

    def say(status: int, line: str, told: str) -> bytes:
        return http_answer(status, form, told if as_json else line)

    answers: Mapping[str, Callable[[], Octets]] = {
        "silent": lambda: None,
        "hung-up": lambda: b"",
        "block": lambda: say(200, "block OBJECTION_ON_FILE\n", _decision("block", None)),
        "hold": lambda: say(200, "hold CONSENT_OLD\n", _decision("hold", None)),
        "no-verdict": lambda: say(503, "block GATE_NOT_READY\n", _decision("block", None)),
        "not-found": lambda: http_answer(404, "text/html", _PAGE),
        "empty": lambda: say(200, "", ""),
        "page": lambda: http_answer(200, "text/html", _PAGE),
        "cut-off": lambda: say(200, "allow", _decision("allow", None)[:22]),
        "other-number": lambda: say(200, f"allow {OTHER}\n", _decision("allow", OTHER)),
    }
    return answers[fault]()


class HttpStandIn:
    """In place of the HTTP door."""

    def __init__(self, fault: str = "silent") -> None:
        self.fault, self.asked = fault, 0
        self._listener = http(self._answer)

    async def open(self, where: tuple[str, int]) -> None:
        await self._listener.open(where)

    def _answer(self, _method: str, path: str, _body: bytes) -> Octets:
        self.asked += 1
        return _over_http(self.fault, path)

    def stop(self) -> None:
        self._listener.stop()


class AgiStandIn:
    """In place of the FastAGI door."""

    def __init__(self, fault: str = "silent") -> None:
        self.fault, self.asked = fault, 0
        self._listener = Listener(self._connected)

    async def open(self, where: tuple[str, int]) -> None:
        await self._listener.open(where)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked += 1
        if self.fault == "silent":
            await reader.read()
            return
        await reader.readuntil(b"\n\n")
        for name, value in self._variables().items():
            writer.write(f'SET VARIABLE {name} "{value}"\n'.encode())
            await writer.drain()
            await reader.readline()

    def _variables(self) -> dict[str, str]:
        told: dict[str, dict[str, str]] = {
            "block": {"RINGFENCE_NUMBER": "", "RINGFENCE": "block"},
            "hold": {"RINGFENCE_NUMBER": "", "RINGFENCE": "hold"},
            "no-verdict": {"RINGFENCE_REASONS": "GATE_NOT_READY", "RINGFENCE": "block"},
            "page": {"RINGFENCE": "not allowed"},
            "cut-off": {"RINGFENCE": "allow"},
            "other-number": {"RINGFENCE_NUMBER": OTHER, "RINGFENCE": "allow"},
        }
        return told.get(self.fault, {})

    def stop(self) -> None:
        self._listener.stop()


class SipStandIn(asyncio.DatagramProtocol):
    """In place of the SIP door, over UDP."""

    def __init__(self, fault: str = "silent") -> None:
        self.fault, self.asked = fault, 0
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self, where: tuple[str, int]) -> None:
        await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, where)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment] # asyncio's own type for it is too wide

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        message = sip.read(data)
        if self._transport is None or message.method in ("", "ACK"):
            return
        if message.method != "INVITE":
            self._transport.sendto(sip.answered(message, 200), addr)
            return
        self.asked += 1
        if (octets := _over_sip(self.fault, message)) is not None:
            self._transport.sendto(octets, addr)

    def stop(self) -> None:
        if self._transport:
            self._transport.close()


def _over_sip(fault: str, request: sip.Message) -> Octets:
    answers: dict[str, tuple[Any, ...]] = {
        "hung-up": (503,), "block": (608, 'Reason: SIP;cause=608;text="block: OBJECTION_ON_FILE"'),
        "hold": (608, 'Reason: SIP;cause=608;text="hold: CONSENT_OLD"'), "no-verdict": (603,), "not-found": (404,),
        "empty": (200,), "page": (480,), "cut-off": (302,),
        "other-number": (302, f"Contact: <sip:{OTHER}@permitted.invalid;user=phone>"),
    }  # fmt: skip
    return sip.answered(request, *answers[fault]) if fault in answers else None


async def stand_in(written: str) -> StandIn:
    """In the place of the door at `http://HOST:PORT`, `agi://HOST:PORT` or `sip:HOST:PORT`."""
    kinds: dict[str, type[HttpStandIn | AgiStandIn | SipStandIn]] = {
        "http://": HttpStandIn,
        "agi://": AgiStandIn,
        "sip:": SipStandIn,
    }
    kind = next((each for each in kinds if written.startswith(each)), None)
    if kind is None:
        raise WayUnusable(f'--stand-in: "{written}" is no address. Write http://, agi:// or sip: and HOST:PORT.')
    found: StandIn = kinds[kind]()
    where = address(written.removeprefix(kind).rstrip("/"), "--stand-in")
    try:
        await found.open(where)
    except OSError as error:
        raise WayUnusable(f"--stand-in: {written} is taken ({error.strerror}). Stop the gate first.") from None
    return found
