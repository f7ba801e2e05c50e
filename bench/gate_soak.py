"""The real gate for ten minutes: is its memory flat, is every call answered, and as quickly at the end as at the start?

    python3 bench/gate_soak.py [--rate 100] [--seconds 600]

`ringfence gate serve` with its store, ledger and law, in a process of its own; half the calls come by SIP (UDP, straight to
its door), half by HTTP, and among them an objection each second whose number is then refused, a look at /readyz and
/metrics every five. A call that is not answered within five seconds is lost. Memory is the process's resident set; it
counts as flat if what it grew by in the second half is less than 2 % of it.
"""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "tests" / "gate")]

from gate_core import NUMBERS, Line, asked, campaign  # noqa: E402

TRUNKS = '[[trunks]]\nname = "a"\ncampaign = "spring"\nsources = ["127.0.0.1"]\n'
FREE = NUMBERS[200:900]
WAIT = 5.0  # seconds after which a call is lost
EVERY = 5.0


class Tally:
    """What was answered, what is late, and how long answers took, by the minute."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.took: dict[int, list[float]] = {}
        self.words: dict[str, int] = {}
        self.slipped = 0

    def add(self, word: str, began: float) -> None:
        self.took.setdefault(int((began - self.began) // 60), []).append(time.perf_counter() - began)
        self.words[word] = self.words.get(word, 0) + 1


class Trunk(asyncio.DatagramProtocol):
    """Asks by SIP, over UDP, straight at the gate's door."""

    def __init__(self, tally: Tally) -> None:
        self.tally, self.sent, self.serial = tally, {}, 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self.transport = transport
        self.port = transport.get_extra_info("sockname")[1]

    def ask(self, number: str) -> None:
        self.serial += 1
        name, called = f"{os.getpid()}-{self.serial}", "+44" + number.replace(" ", "")[1:]
        lines = (
            f"INVITE sip:{called}@gate SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};rport;branch=z9hG4bK{name}",
            "From: <sip:+441632960100@dialler>;tag=f",
            f"To: <sip:{called}@gate>",
            f"Call-ID: {name}",
            "CSeq: 1 INVITE",
            "Content-Length: 0",
        )
        self.sent[name] = time.perf_counter()
        self.transport.sendto("\r\n".join([*lines, "", ""]).encode())

    def datagram_received(self, data: bytes, _address: object) -> None:
        name = re.search(rb"Call-ID: (\S+)", data)[1].decode()
        if began := self.sent.pop(name, None):
            self.tally.add(f"SIP {data[8:11].decode()}", began)


async def soak(options: argparse.Namespace, http: int, sip: int, pid: int) -> None:
    loop, tally = asyncio.get_running_loop(), Tally()
    _, trunk = await loop.create_datagram_endpoint(lambda: Trunk(tally), remote_addr=("127.0.0.1", sip))
    free: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(64):
        free.put_nowait(await Line().open(http))
    memory, running = [], set()

    async def by_http(number: str) -> None:
        began, line = time.perf_counter(), await free.get()
        status, told = await line.post("/v1/decisions", asked(number))
        tally.add(f"HTTP {status} {told['decision']}", began)
        free.put_nowait(line)

    async def objects(number: str) -> None:
        line = await free.get()
        await line.post("/v1/objections", {"number": number, "channel": "keypress", "said": "9"})
        _, told = await line.post("/v1/decisions", asked(number))
        tally.slipped += told["decision"] == "allow"
        free.put_nowait(line)

    def start(work: object) -> None:
        running.add(task := asyncio.ensure_future(work))
        task.add_done_callback(running.discard)

    looks = 0
    for place in range(int(options.rate * options.seconds)):
        due = tally.began + place / options.rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        number = FREE[(place // 2) % 500]
        if place % 2:
            trunk.ask(number)
        else:
            start(by_http(number))
        if place % int(options.rate) == 0:
            start(objects(FREE[500 + place // int(options.rate) % 200]))
        if due - tally.began >= looks * EVERY:
            looks += 1
            memory.append((due - tally.began, resident(pid)))
            start(asyncio.to_thread(look, http))
    await asyncio.sleep(WAIT)
    told(tally, memory, len(trunk.sent) + len(running))


def look(port: int) -> None:
    """What monitoring does, as often as it does."""
    import urllib.request

    for path in ("readyz", "metrics"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=WAIT).read()


def resident(pid: int) -> float:
    """MiB."""
    fields = Path(f"/proc/{pid}/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def told(tally: Tally, memory: list[tuple[float, float]], lost: int) -> None:
    count = sum(tally.words.values())
    print(f"{count:,} answered, {lost} lost; {dict(sorted(tally.words.items()))}")
    print(f"objections that the next call slipped by: {tally.slipped}")
    for minute, took in sorted(tally.took.items()):
        ordered = sorted(took)
        p50, p99 = (1000 * ordered[int(len(ordered) * share)] for share in (0.5, 0.99))
        at = [mib for when, mib in memory if when // 60 == minute] or [memory[-1][1]]
        print(f"minute {minute + 1:2}: p50 {p50:6.2f} ms, p99 {p99:7.2f} ms; {min(at):.1f} to {max(at):.1f} MiB")
    half = [mib for when, mib in memory if when >= memory[-1][0] / 2]
    grown = half[-1] - half[0]
    flat = "flat" if grown < 0.02 * half[0] else "NOT FLAT"
    print(
        f"memory in the second half: {half[0]:.1f} to {half[-1]:.1f} MiB ({grown:+.1f}), {flat}; load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=100, help="calls a second  [default: 100]")
    parser.add_argument("--seconds", type=float, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name:
        home = campaign(Path(name), datetime.now(UTC))
        (home / "trunks.toml").write_text(TRUNKS)
        where = ["--http", "127.0.0.1:0", "--sip", "127.0.0.1:0"]
        command = [sys.executable, "-m", "ringfence", "gate", "serve", "--home", str(home), *where]
        gate = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        heard = ""
        while not heard.endswith("Ready.\n"):
            heard += gate.stdout.readline() or sys.exit(heard)
        http, sip = (int(re.search(rf"{door}.*127\.0\.0\.1:(\d+)", heard)[1]) for door in ("http", "udp"))
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.rate:.0f} calls a second", flush=True)
        try:
            asyncio.run(soak(options, http, sip, gate.pid))
        finally:
            gate.terminate()
            gate.wait(20)


if __name__ == "__main__":
    main()
