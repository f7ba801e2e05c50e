"""Looks for octets that the gate's two readers of strangers' messages do not bear, guided by what code they reach.

    .venv/bin/python bench/gate_fuzz.py sip|http [--seconds 60] [--corpus FOLDER]

Needs atheris, which has wheels for Linux on x86-64 only: .venv/bin/pip install atheris (or uv pip install atheris). What must
hold of every input: nothing is raised; one message has one answer at most; the answer is one of those that are documented;
nothing says "allow" that the gate did not say, and no number but the one that it judged. A failure is written to a
file beside the corpus and ends the run with its input.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections import deque
from datetime import UTC, datetime
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("atheris is missing: pip install atheris (Linux on x86-64).")

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gate"), str(ROOT / "tests" / "gate" / "sip")]

with atheris.instrument_imports(include=["ringfence.gate", "uvicorn", "starlette.requests", "msgspec", "urllib"]):
    from ringfence.gate import http
    from ringfence.gate.clients import LOCAL
    from ringfence.gate.decide import refused
    from ringfence.gate.http_server import Bounded, Server
    from ringfence.gate.metrics import Metrics
    from ringfence.gate.sip.dialogue import Dialogue
    from ringfence.gate.sip.framing import Frames
    from ringfence.gate.sip.message import LONGEST, Unclear
    from ringfence.gate.sip.returning import Source

from tests.gate.sip.conftest import SaidGate, decision, trunk  # noqa: E402
from tests.gate.sip.test_torture import ALL  # noqa: E402

from ringfence.store.place import StoreUnusable  # noqa: E402

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
STATUSES = {200, 302, 400, 401, 403, 405, 415, 416, 420, 481, 482, 483, 487, 503, 505, 513, 603, 608}
TO_INVITE = {302, 401, 487, 603, 608}
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)


# SIP


def sip_input(data: bytes) -> None:
    """One datagram; then the same octets as a stream that is cut in two."""
    gate = SaidGate(
        lambda call: decision(call, "allow" if call.called[-1] in "13579" else "block"), asked=deque(maxlen=1)
    )
    options = {"patience": 10, "most_waiting": 5, "decided": lambda _decision, _seconds: None}
    answers: list[bytes] = []

    async def receive() -> None:
        source = Source("192.0.2.10", 5060, "udp")
        dialogue = Dialogue(gate, trunks(), lambda: NOW, **options)
        dialogue.receive(data, source, lambda octets, _about: answers.append(octets))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    loop.run_until_complete(receive())
    assert len(answers) <= 1
    for octets in answers:
        status = int(re.match(rb"SIP/2\.0 ([0-9]{3}) ", octets)[1])
        assert status in STATUSES
        assert not data.startswith(b"INVITE ") or status in TO_INVITE, status
        contacts = re.findall(rb"\r\nContact: <sip:(\+[0-9]+)@", octets)
        assert (status == 302) == (len(contacts) == 1)
        if status == 302:
            (call,) = gate.asked
            assert contacts[0].decode() == decision(call).number
            assert call.called[-1] in "13579"
    cut_in_two(data)


def trunks() -> object:
    from ringfence.gate.sip.trunks import Trunks

    return Trunks([trunk()])


def cut_in_two(data: bytes) -> None:
    """A stream comes to the same messages wherever it is cut."""
    whole, parts = framed([data]), framed([data[: len(data) // 2], data[len(data) // 2 :]])
    assert whole == parts


def framed(parts: list[bytes]) -> list[bytes | None]:
    frames, found = Frames(LONGEST), []
    try:
        for part in parts:
            found += frames.feed(part)
    except Unclear:
        found.append(None)
    return found


# HTTP


class NoSocket(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written, self.closed = b"", False

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...


class No:
    """A desk that allows nothing; what else is asked of it fails."""

    async def aask(self, call: object) -> object:
        return refused(call, "d", "OBJECTION_ON_FILE", judged=True)

    async def ause(self, _verb: object) -> object:
        raise StoreUnusable("not here")


door = http.app(No(), Metrics(), lambda _request: LOCAL, lambda: NOW)
server = Server(door)
server.config.load()


def http_input(data: bytes) -> None:
    """Octets over one connection, cut in two."""

    async def go() -> NoSocket:
        transport = NoSocket()
        protocol = Bounded(server.config, server.server_state, {})
        protocol.connection_made(transport)
        for part in (data[: len(data) // 2], data[len(data) // 2 :]):
            if not transport.closed:
                protocol.data_received(part)
        for _ in range(6):
            await asyncio.sleep(0)
        protocol.connection_lost(None)
        for _ in range(2):
            await asyncio.sleep(0)
        return transport

    written = loop.run_until_complete(go()).written
    assert not written or re.match(rb"HTTP/1\.[01] (100|200|400|401|403|404|405|409|413|415|500|503) ", written), (
        written[:80]
    )
    assert b'"decision":"allow"' not in written
    assert b"\r\n\r\nallow" not in written


SEEDS = {
    "sip": [message for message, _ in ALL.values() if len(message) < 4000],
    "http": [
        b'POST /v1/decisions HTTP/1.1\r\nhost: g\r\ncontent-type: application/json\r\ncontent-length: 45\r\n\r\n{"campaign":"spring","called":"07700 900123"}\n',
        b"GET /v1/decide?campaign=spring&called=07700900123&withheld=true HTTP/1.1\r\nhost: g\r\n\r\n",
        b"POST /v1/objections HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 30\r\n\r\nFrom=%2B447700900123&Body=STOP ",
        b"POST /v1/outcomes HTTP/1.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        b"HEAD /openapi.json HTTP/1.0\r\nconnection: keep-alive\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
        b'POST /v1/permits/redeem HTTP/1.1\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 13\r\n\r\n{"token":"a"}',
    ],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("sip", "http"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="where inputs that reach new code are kept  [default: nowhere]")
    options = parser.parse_args()
    folder = options.corpus or Path(tempfile.mkdtemp(prefix="ringfence-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(SEEDS[options.what]):
        (folder / f"seed-{place}").write_bytes(seed)
    words = [sys.argv[0], f"-max_total_time={options.seconds}", "-max_len=4096", "-print_final_stats=1"]
    words += [f"-artifact_prefix={folder}/", str(folder)]
    atheris.Setup(words, {"sip": sip_input, "http": http_input}[options.what])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
