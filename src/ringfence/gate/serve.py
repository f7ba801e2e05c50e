"""The gate's process: its doors over one desk, in one event loop, until it is told to stop. Django is never in it."""

import asyncio
import contextlib
import gc
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from ringfence.errors import RingfenceError
from ringfence.gate import admit, http
from ringfence.gate.agi import AgiDoor
from ringfence.gate.ahead import Ahead
from ringfence.gate.clients import Client
from ringfence.gate.clock import present
from ringfence.gate.desk import Desk
from ringfence.gate.http_server import Server, listen
from ringfence.gate.metrics import Metrics
from ringfence.gate.opened import open_gate
from ringfence.gate.pruning import Pruner
from ringfence.gate.webhooks import Sender
from ringfence.store import is_up_to_date

if TYPE_CHECKING:
    from ringfence.gate.sip.server import SipDoor


# Seconds after which a thread that waits for the interpreter gets it. One thread owns the store and lets the
# interpreter go at every statement; with Python's 5 ms it waited that long, and often, while the doors read.
SWITCH = 0.0001


class AddressUnusable(RingfenceError):
    """An address that nobody can listen on."""

    code = "address-unusable"


@dataclass(frozen=True, slots=True)
class Doors:
    """Where to listen; None: this door stays shut."""

    http: tuple[str, int] | None = None
    agi: tuple[str, int] | None = None
    sip: tuple[str, int] | None = None
    trunks: Path | None = None


def address(written: str) -> tuple[str, int]:
    """`127.0.0.1:8700`, `[::1]:8700`."""
    host, _, port = written.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise AddressUnusable(f'"{written}" is no address to listen on. Write HOST:PORT, such as 127.0.0.1:8700.')
    return host.strip("[]"), int(port)


def _taken(where: tuple[str, int], option: str, error: OSError) -> AddressUnusable:
    return AddressUnusable(f"{where[0]}:{where[1]} cannot be used ({error.strerror}). Name another with {option}.")


def run(home: Path, doors: Doors, tell: Callable[[str], None]) -> None:
    """Serves until it is told to stop; `tell` hears what is open and what is not in order."""
    for each in (doors.http, doors.agi):
        if each:
            admit.check_open(home, each[0])
    _prepare(home)
    asyncio.run(_serve(home, doors, tell))


def _prepare(home: Path) -> None:
    """Brings the store up to date in a process of its own: only there is Django imported."""
    with contextlib.suppress(RingfenceError):  # what is wrong with it is told when the doors are open
        if is_up_to_date(home):
            return
        opens = "import sys, pathlib, ringfence.store as s; s.open_store(pathlib.Path(sys.argv[1])).close()"
        subprocess.run([sys.executable, "-c", opens, str(home)], check=False)  # noqa: S603 - our own words


async def _serve(home: Path, doors: Doors, tell: Callable[[str], None]) -> None:
    metrics = Metrics()
    sys.setswitchinterval(SWITCH)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises in the loop
            loop.add_signal_handler(each, stop.set)
    with open_gate(home) as desk, Ahead(home, present) as ahead:
        desk.opens_only(ahead)
        async with contextlib.AsyncExitStack() as open_:
            if doors.http:
                port = await open_.enter_async_context(_http(home, desk, metrics, doors.http))
                tell(f"http   http://{doors.http[0]}:{port} (see /openapi.json)")
            if doors.agi:
                port = await open_.enter_async_context(_agi(home, desk, metrics, doors.agi))
                tell(f"agi    agi://{doors.agi[0]}:{port}/decide?campaign=ID")
            if doors.sip:
                door = await open_.enter_async_context(_sip(home, desk, metrics, doors))
                for transport, *where in door.addresses:
                    tell(f"sip    {transport} {where[0]}:{where[1]}")
            await open_.enter_async_context(_task(Sender(home, desk, metrics).run()))
            await open_.enter_async_context(_task(Pruner(home, desk, present).run()))
            readiness = await desk.aready(present())
            for check in readiness.checks:
                if not check.ok:
                    tell(f"NOT READY: {check.name}: {check.says}")
            gc.freeze()  # rules and registers stay: looking through them for rubbish took tens of milliseconds
            tell("Ready." if readiness.ready else "No call is allowed until this is mended.")
            await stop.wait()
            tell("Stopping.")


@contextlib.asynccontextmanager
async def _http(home: Path, desk: Desk, metrics: Metrics, where: tuple[str, int]) -> AsyncIterator[int]:
    def admit_(request: Request) -> Client | None:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        found = key.strip() if scheme.lower() == "bearer" else request.headers.get("x-api-key", "")
        return admit.admitted(home, request.client.host if request.client else "", found)

    try:
        listening = listen(where)
    except OSError as error:
        raise _taken(where, "--http", error) from None
    server = Server(http.app(desk, metrics, admit_))
    async with _task(server.serve(sockets=[listening])):
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # it has no event to wait for
        yield listening.getsockname()[1]
        server.should_exit = True
        await asyncio.sleep(0.1)


@contextlib.asynccontextmanager
async def _agi(home: Path, desk: Desk, metrics: Metrics, where: tuple[str, int]) -> AsyncIterator[int]:
    door = AgiDoor(desk, metrics, lambda address_, key: admit.admitted(home, address_, key))
    try:
        server = await door.serve(*where)
    except OSError as error:
        raise _taken(where, "--agi", error) from None
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@contextlib.asynccontextmanager
async def _sip(home: Path, desk: Desk, metrics: Metrics, doors: Doors) -> AsyncIterator["SipDoor"]:
    from ringfence.gate.sip.opening import open_from  # noqa: PLC0415 - only where it is asked for

    assert doors.sip
    door = await open_from(doors.trunks or home / "trunks.toml", doors.sip, desk, metrics, present)
    try:
        yield door
    finally:
        await door.close()


@contextlib.asynccontextmanager
async def _task(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
