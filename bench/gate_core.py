"""What a decision costs: the core alone, with its commit, over HTTP; and how soon an objection stops the next call.

    .venv/bin/python bench/gate_core.py [--quick]

References, measured in the same run, since the machine may be busy: one HMAC-SHA-256 (a permit has one), and one write
with fsync on the same disk (a commit has at least one). Figures go to standard output, one line each.
"""

import asyncio
import hmac
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "gate"))

import world

from ringfence.gate.decide import decide
from ringfence.gate.desk import Desk
from ringfence.gate.heard import heard

QUICK = "--quick" in sys.argv
NUMBERS = [f"07700 900{n:03}" for n in range(1000)]


def say(what: str, *parts: object) -> None:
    print(f"{what:46}", *parts, flush=True)


def per_call(work: Callable[[], object], rounds: int) -> float:
    """Microseconds a call, the best of five rounds: the others were disturbed."""
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(rounds):
            work()
        best = min(best, (time.perf_counter() - began) / rounds)
    return best * 1e6


def points(seconds: list[float]) -> str:
    """Median, 95th and 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    p50, p95, p99 = (1000 * ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95, 0.99))
    return f"p50 {p50:7.2f} ms   p95 {p95:7.2f} ms   p99 {p99:7.2f} ms   n {len(ordered)}"


def campaign(folder: Path, now: datetime) -> Path:
    """A home with the campaign of the tests, its field around now, no limit of calls, on a list of 1,000 numbers."""
    card = world.CARD.replace("cap = 3", "cap = 1000000000")
    for written, days in {"2026-11-01": -20, "2026-12-15": 60, "2026-10-20": -30, "2026-11-05": -5}.items():
        card = card.replace(written, (now + timedelta(days=days)).date().isoformat())
    world.sign(folder / "home", world.folder(folder / "spring", card=card, numbers=NUMBERS), today=now.date())
    return folder / "home"


def core(home: Path, now: datetime) -> None:
    reference = per_call(lambda: hmac.digest(b"k" * 32, b"x" * 150, "sha256"), 2000)
    say("reference: one HMAC-SHA-256", f"{reference:.2f} us")
    with Desk(home) as desk:
        call = world.call(NUMBERS[200], at=now, appointment=True)
        assert desk.ask(call).decision == "allow"
        session = desk.use(lambda session: session)
        footing = session.campaigns.footing("spring", now.date(), session.keys)
        number = heard(call.called)
        situation = desk.use(lambda session: session.situation(call, footing))
        rounds = 500 if QUICK else 3000
        cached = per_call(lambda: footing.verdict(situation), rounds)
        say("situation -> verdict, cached", f"{cached:.2f} us   {cached / reference:.2f} x reference")
        whole = per_call(lambda: decide(call, number.e164, situation, footing, "id", session.keys), rounds)
        say("decide: cached verdict and a signed permit", f"{whole:.2f} us   {whole / reference:.2f} x reference")
        look = desk.use(lambda session: per_call(lambda: session.situation(call, footing), rounds // 5))
        say("look-up: store, lists, registers, limits", f"{look:.1f} us")
        uncached = per_call(lambda: footing._judged(situation), 5)
        say("the law read for a new situation", f"{uncached / 1000:.2f} ms")


def synced(folder: Path, count: int) -> list[float]:
    taken = []
    with (folder / "probe").open("wb", buffering=0) as file:
        for _ in range(count):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    return taken


def durable(home: Path) -> None:
    count = 50 if QUICK else 300
    disk = synced(home, count)
    say("reference: 4 KiB written and fsynced", points(disk))
    with Desk(home) as desk:
        taken = []
        for place in range(count):
            call = world.call(NUMBERS[200 + place % 700], at=datetime.now(UTC), appointment=True)
            began = time.perf_counter()
            desk.ask(call)
            taken.append(time.perf_counter() - began)
        say("ask: one decision, one commit", points(taken), f"  {median(taken) / median(disk):.1f} x reference")
        for together in (8, 64):
            rate, taken = asyncio.run(many(desk, together, count * 4))
            say(f"aask: {together} at a time share commits", points(taken), f"  {rate:,.0f} decisions/s")


async def many(desk: Desk, together: int, count: int) -> tuple[float, list[float]]:
    taken: list[float] = []
    left = iter(range(count))

    async def worker() -> None:
        for place in left:
            call = world.call(NUMBERS[200 + place % 700], at=datetime.now(UTC), appointment=True)
            began = time.perf_counter()
            await desk.aask(call)
            taken.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(together)))
    return count / (time.perf_counter() - began), taken


class Served:
    """`ringfence gate serve` in a process of its own."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-m", "ringfence", "gate", "serve", "--home", str(home), "--http", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        told = ""
        while not told.endswith("Ready.\n"):
            line = self.process.stdout.readline()
            assert line, told
            told += line
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)", told)[1])

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


class Line:
    """One connection that is kept open."""

    async def open(self, port: int) -> "Line":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        return self

    async def post(self, path: str, data: dict[str, object]) -> tuple[int, dict[str, object]]:
        body = json.dumps(data).encode()
        head = f"POST {path} HTTP/1.1\r\nhost: gate\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"content-length: (\d+)", answer)[1])
        return int(answer.split()[1]), json.loads(await self.reader.readexactly(length))


def asked(number: str) -> dict[str, object]:
    return {"campaign": "spring", "called": number, "shown": world.SHOWN, "withheld": False, "appointment": True}


async def rate(port: int, each_second: int, seconds: float) -> tuple[list[float], float, int]:
    """Open arrivals: each request at its time, whether or not those before it were answered."""
    taken: list[float] = []
    wrong = 0
    free: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(128):
        free.put_nowait(await Line().open(port))

    async def one(place: int, due: float) -> None:
        nonlocal wrong
        line = await free.get()
        status, told = await line.post("/v1/decisions", asked(NUMBERS[200 + place % 700]))
        taken.append(time.perf_counter() - due)
        wrong += status != 200 or told["decision"] != "allow"
        free.put_nowait(line)

    began = time.perf_counter()
    tasks = []
    for place in range(int(each_second * seconds)):
        due = began + place / each_second
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(place, due)))
    await asyncio.gather(*tasks)
    return taken, len(taken) / (time.perf_counter() - began), wrong


async def effect(one: int, two: int, count: int) -> tuple[list[float], list[float], int]:
    """An objection acknowledged by one process, then asked of the other: how long each takes, and how many slip by."""
    to_one, to_two = await Line().open(one), await Line().open(two)
    acknowledged, stopped, missed = [], [], 0
    chosen = random.Random(5).sample(NUMBERS[200:900], count)
    for number in chosen:
        await to_two.post("/v1/decisions", asked(number))
        began = time.perf_counter()
        status, _ = await to_one.post("/v1/objections", {"number": number, "channel": "keypress", "said": "9"})
        at = time.perf_counter()
        _, told = await to_two.post("/v1/decisions", asked(number))
        stopped.append(time.perf_counter() - at)
        acknowledged.append(at - began)
        missed += status != 201 or told["decision"] != "block"
    return acknowledged, stopped, missed


def served(folder: Path, now: datetime) -> None:
    home = campaign(folder, now)
    one = Served(home)
    try:
        for each_second in (100,) if QUICK else (100, 300, 1000):
            taken, reached, wrong = asyncio.run(rate(one.port, each_second, 2 if QUICK else 4))
            say(f"HTTP, {each_second}/s asked", points(taken), f"  {reached:,.0f}/s answered, {wrong} wrong")
        two = Served(home)
        try:
            acknowledged, stopped, missed = asyncio.run(effect(one.port, two.port, 50 if QUICK else 300))
            say("objection: sent to acknowledged", points(acknowledged))
            say("acknowledged to refused by the other process", points(stopped), f"  {missed} slipped by")
        finally:
            two.close()
    finally:
        one.close()


def main() -> None:
    now = datetime.now(UTC)
    say("machine", f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name:
        home = campaign(Path(name) / "a", now)
        core(home, now)
        durable(home)
        served(Path(name) / "b", now)


if __name__ == "__main__":
    main()
