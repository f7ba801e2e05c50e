"""Set-ups to be found out: a gate's doors on loopback, trunks and proxies before them with planted faults."""

import asyncio
import re
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_network

import uvicorn

from ringfence.gate import http
from ringfence.gate.agi import AgiDoor
from ringfence.gate.clients import LOCAL
from ringfence.gate.conformance import sip
from ringfence.gate.conformance.lines import Attempt
from ringfence.gate.metrics import Metrics
from ringfence.gate.sip.server import Listen, open_door
from ringfence.gate.sip.trunks import Trunk, Trunks

HOST = "127.0.0.1"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


BEGAN = datetime.now(UTC)


def clock():
    """Noon, and on from there: one clock for all tests, for a gate refuses when it goes back."""
    return NOON + (datetime.now(UTC) - BEGAN)


def free(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as found:
        found.bind((HOST, 0))
        return found.getsockname()[1]


class _Server(uvicorn.Server):
    def capture_signals(self):
        return __import__("contextlib").nullcontext()


@dataclass
class Doors:
    """Where the doors are, and how they are closed."""

    http: str
    agi: str
    sip: str
    stop: object


@asynccontextmanager
async def doors(desk, *, before=lambda app: app):
    """The gate's doors on ports of their own; `before` puts something between the HTTP door and who asks."""
    app = before(http.app(desk, Metrics(), lambda _: LOCAL, clock))
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
    server, listening = _Server(config), socket.create_server((HOST, 0))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    agi_server = await AgiDoor(desk, Metrics(), lambda *_: LOCAL, clock).serve(HOST, 0)
    trunks = Trunks([Trunk(name="sandbox", campaign="sandbox", sources=(ip_network("127.0.0.0/8"),))])
    sip_door = await open_door(desk, trunks, [Listen("udp", HOST, 0)], now=clock, patience=5)
    while not server.started:  # noqa: ASYNC110 - it has no event to wait for
        await asyncio.sleep(0.005)
    closed = False

    async def stop():
        nonlocal closed
        if not closed:
            closed = True
            server.should_exit = True
            await serving
            agi_server.close()
            await sip_door.close()
        return True

    ports = listening.getsockname()[1], agi_server.sockets[0].getsockname()[1], sip_door.addresses[0][2]
    try:
        yield Doors(f"http://{HOST}:{ports[0]}", f"{HOST}:{ports[1]}", f"{HOST}:{ports[2]}", stop)
    finally:
        await stop()


def keeps_answers(app):
    """A cache that knows nothing of what it keeps: the second time the first answer is given."""
    kept = {}

    async def cached(scope, receive, send):
        query = re.sub(rb"&?reference=[^&]*", b"", scope["query_string"])
        key = scope["method"], scope["path"], query
        if scope["method"] != "GET":
            await app(scope, receive, send)
            return
        if key not in kept:
            kept[key] = []

            async def keep(message):
                kept[key].append(message)

            await app(scope, receive, keep)
        for message in kept[key]:
            await send(message)

    return cached


def loses_names(app):
    """A proxy that passes on no header it does not know: each repetition is a new attempt."""

    async def stripped(scope, receive, send):
        headers = [each for each in scope["headers"] if each[0] != b"idempotency-key"]
        await app({**scope, "headers": headers}, receive, send)

    return stripped


class Proxy(asyncio.DatagramProtocol):
    """A trunk: asks the gate about each INVITE, then calls the carrier. `fault` names what is wrong with it."""

    def __init__(self, gate, carrier, fault="", patience=3.0):
        self.gate, self.carrier, self.fault, self.patience = gate, carrier, fault, patience
        self.done, self.tasks = {}, set()

    @classmethod
    async def open(cls, gate, carrier, fault):
        _, proxy = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: cls(gate, carrier, fault), (HOST, 0)
        )
        return proxy

    def connection_made(self, transport):
        self.transport = transport
        self.address = "{}:{}".format(*transport.get_extra_info("sockname")[:2])

    def datagram_received(self, data, addr):
        message = sip.read(data)
        if message.method != "INVITE":
            return
        key = message.get("Via")
        if key in self.done and self.fault != "calls again":
            if self.done[key]:
                self.transport.sendto(self.done[key], addr)
            return
        self.done[key] = b""
        task = asyncio.create_task(self.judged(message, addr, key))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def close(self):
        for each in list(self.tasks):
            await each
        self.transport.close()
        await asyncio.sleep(0)

    async def judged(self, message, addr, key):
        attempt = Attempt(
            called=message.user,
            shown="0" + re.search(r"sip:\+44(\d+)@", message.get("From"))[1] if "+44" in message.get("From") else None,
            withheld="anonymous" in message.get("From"),
            reference=message.get("Call-ID") + (key if self.fault == "calls again" else ""),
        )
        if self.fault == "calls again":
            attempt = replace(attempt, reference=f"{attempt.reference}{asyncio.get_running_loop().time()}")
        if self.fault == "takes prefixes off":
            attempt = replace(attempt, called=re.sub(r"^(141|1470|\*67|#31#)", "", attempt.called))
        asked = attempt
        if self.fault == "shows another number than it asks with":
            asked = replace(attempt, shown="01632 960100", withheld=False)
        if self.fault == "puts its own number there":  # which is in order
            asked = attempt = replace(attempt, shown="01632 960100", withheld=False)
        number = await self.ask(asked)
        status = await self.dial(number, attempt) if number else 603
        self.done[key] = sip.answered(message, status)
        if not number and self.fault == "tries again by itself":
            self.tasks.add(asyncio.create_task(self.later(attempt)))
        self.transport.sendto(self.done[key], addr)

    async def ask(self, attempt):
        """The number to be dialled, or None."""
        caller = sip.Caller(self.gate, patience=self.patience)
        try:
            final = await caller.call(attempt)
        finally:
            caller.close()
        if final is None:
            return attempt.called if self.fault == "dials on a time-out" else None
        if final.status == 302 and (found := re.search(r"sip:([^@]+)@", final.get("Contact"))):
            return attempt.called if self.fault == "dials what was asked" else found[1]
        goes_on = {"takes 603 for leave": (603,), "takes 404 and 503 for leave": (404, 503),
                   "takes hold for leave": (608,) if "hold" in final.get("Reason") else ()}  # fmt: skip
        return attempt.called if final.status in goes_on.get(self.fault, ()) else None

    async def later(self, attempt):
        await asyncio.sleep(0.2)
        await self.dial(attempt.called, attempt)

    async def dial(self, number, attempt):
        caller = sip.Caller(self.carrier, patience=2)
        try:
            final = await caller.call(
                replace(attempt, called=number, shown=attempt.shown, reference=f"out {attempt.reference}")
            )
        finally:
            caller.close()
        return final.status if final else 603
