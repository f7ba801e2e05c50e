"""What an answer over HTTP costs: the gate beside a bare server that keeps one row durably, asked alike in one run.

    .venv/bin/python bench/gate_http.py [--rates 100 300 1000] [--seconds 5] [--rounds 2]

Both commit to a SQLite file with the store's own settings before they answer, and share a commit among the requests that
wait together. So the bare one shows what this machine, its disk and a client in Python come to at that moment; the ratio
is the gate's. Arrivals are open: each request is sent at its time, whether or not those before it were answered, and its
time counts from then. The two take turns, and the best round of each is told: the machine is not ours alone.
"""

import argparse
import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "tests" / "gate")]

import world  # noqa: E402

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
Waiting = list[tuple[str, Callable[[], None]]]
LINES = 256  # connections that are kept open
ANSWER = b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{"decision": "allow"}'


# The bare server: the least that answers after a durable row.


class Bare(asyncio.Protocol):
    """Reads a request to its end, and answers when its row is on the disk."""

    def __init__(self, rows: "Rows") -> None:
        self.rows, self.held = rows, b""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.held += data
        head, end, body = self.held.partition(b"\r\n\r\n")
        if end and len(body) >= int(LENGTH.search(head)[1]):
            self.held = b""
            self.rows.add(body.decode(), lambda: self.transport.write(ANSWER))


class Rows:
    """Rows that wait together go into one commit, as in the gate."""

    def __init__(self, file: Path) -> None:
        self.thread, self.waiting, self.busy = ThreadPoolExecutor(1), [], False
        self.file = file

    def add(self, text: str, then: Callable[[], None]) -> None:
        self.waiting.append((text, then))
        if not self.busy:
            self.busy = True
            self._next()

    def _next(self) -> None:
        some, self.waiting = self.waiting, []
        done = asyncio.get_running_loop().run_in_executor(self.thread, self._commit, [text for text, _ in some])
        done.add_done_callback(lambda _: self._done(some))

    def _done(self, some: Waiting) -> None:
        for _, then in some:
            then()
        self.busy = bool(self.waiting)
        if self.busy:
            self._next()

    def _commit(self, rows: list[str]) -> None:
        if not hasattr(self, "connection"):
            import apsw

            from ringfence.store.durable import pragmas

            self.connection = apsw.Connection(str(self.file))
            for each in pragmas("WAL"):
                self.connection.execute(each).fetchall()
            self.connection.execute("CREATE TABLE kept (text)")
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany("INSERT INTO kept VALUES (?)", [(row,) for row in rows])
        self.connection.execute("COMMIT")


async def bare(file: Path) -> None:
    rows = Rows(file)
    server = await asyncio.get_running_loop().create_server(lambda: Bare(rows), "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}\nReady.", flush=True)
    await server.serve_forever()


# The client


class Line(asyncio.Protocol):
    """One connection: a request at a time, and when its answer came."""

    def __init__(self) -> None:
        self.held, self.answered = b"", None

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport

    def ask(self, octets: bytes, answered: Callable[[bool], None]) -> None:
        self.answered = answered
        self.transport.write(octets)

    def data_received(self, data: bytes) -> None:
        self.held += data
        head, end, body = self.held.partition(b"\r\n\r\n")
        if end and len(body) >= int(LENGTH.search(head)[1]):
            self.held, answered = b"", self.answered
            answered(head[9:12] == b"200" and b'"decision":"allow"' in body.replace(b": ", b":"))


def request(number: str) -> bytes:
    told = {"campaign": "spring", "called": number, "shown": world.SHOWN, "withheld": False, "appointment": True}
    body = json.dumps(told).encode()
    head = f"POST /v1/decisions HTTP/1.1\r\nhost: gate\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
    return f"{head}\r\n\r\n".encode() + body


async def at_rate(port: int, rate: float, seconds: float, numbers: list[str]) -> tuple[list[float], int, float]:
    """Seconds from when each was due to its answer, how many answers were no allow, and how many came a second."""
    loop, wrong, taken = asyncio.get_running_loop(), 0, []
    free, queue, done = deque(), deque(), asyncio.Event()
    for _ in range(LINES):
        free.append((await loop.create_connection(Line, "127.0.0.1", port))[1])
    octets, total = [request(number) for number in numbers], int(rate * seconds)

    def send(line: Line, place: int, due: float) -> None:
        def answered(right: bool) -> None:
            nonlocal wrong
            taken.append(time.perf_counter() - due)
            wrong += not right
            if len(taken) == total:
                done.set()
            if queue:
                send(line, *queue.popleft())
            else:
                free.append(line)

        line.ask(octets[place % len(octets)], answered)

    began = time.perf_counter()
    for place in range(total):
        due = began + place / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        if free:
            send(free.popleft(), place, due)
        else:
            queue.append((place, due))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(10):
            await done.wait()
    spent = time.perf_counter() - began
    return taken, wrong + total - len(taken), len(taken) / spent


def started(command: list[object]) -> tuple[subprocess.Popen, int]:
    process = subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True)
    told = ""
    while not told.endswith("Ready.\n"):
        told += process.stdout.readline() or sys.exit(told)
    return process, int(re.search(r"127\.0\.0\.1:(\d+)", told)[1])


def cuts(taken: list[float]) -> tuple[float, float, float]:
    ordered = sorted(taken)
    return tuple(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99))


def used(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rates", type=float, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--in", dest="folder", type=Path, help="where both keep their files, such as /dev/shm: no disk")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        asyncio.run(bare(options.bare))
        return
    from gate_core import NUMBERS, campaign

    with tempfile.TemporaryDirectory(prefix="ringfence-", dir=options.folder) as name:
        home = campaign(Path(name), datetime.now(UTC))
        gate, port = started(["-m", "ringfence", "gate", "serve", "--home", home, "--http", "127.0.0.1:0"])
        other, other_port = started([__file__, "--bare", Path(name) / "bare.sqlite3"])
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; milliseconds from due to answered")
        try:
            for place in (port, other_port):
                asyncio.run(at_rate(place, 100, 1, NUMBERS[200:900]))
            for rate in options.rates:
                best: dict[str, tuple[float, ...]] = {}
                for _ in range(options.rounds):
                    for who, process, place in (("bare", other, other_port), ("gate", gate, port)):
                        before = used(process.pid)
                        taken, wrong, reached = asyncio.run(at_rate(place, rate, options.seconds, NUMBERS[200:900]))
                        cost = 1000 * (used(process.pid) - before) / len(taken)
                        found = (*cuts(taken), reached, wrong, cost)
                        best[who] = min(best.get(who, found), found, key=lambda each: each[2])
                for who, (p50, p95, p99, reached, wrong, cost) in best.items():
                    print(
                        f"{rate:5.0f}/s {who}  p50 {p50:6.2f}  p95 {p95:6.2f}  p99 {p99:6.2f}   {reached:5.0f}/s answered,"
                        f" {wrong} wrong, {cost:.2f} ms of processor each",
                        flush=True,
                    )
                ratios = [mine / its for mine, its in zip(best["gate"][:3:2], best["bare"][:3:2], strict=True)]
                print(
                    f"{rate:5.0f}/s ratio p50 {ratios[0]:.1f}, p99 {ratios[1]:.1f}; load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
        finally:
            gate.terminate()
            other.kill()


if __name__ == "__main__":
    main()
