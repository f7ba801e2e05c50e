"""How long a call waits for the gate in the trunk, how many calls a second it carries, and whether it grows.

    python3 bench/gate_load.py                   p50 with the gate against the same trunk without one, in one run
    python3 bench/gate_load.py --rate 500        that many calls a second, and what was lost of them
    python3 bench/gate_load.py --soak 600        memory of the gate over so many seconds

    python3 bench/gate_load.py --floor           beside it, the least that any gate behind a redirect comes to
    python3 bench/gate_load.py --real ...        the gate itself: its store, its law, its ledger, a commit before each answer

Needs Debian's Kamailio (python3 run.py system gate). Everything on loopback, all processes on this machine: so the
times are this machine's, and the ratio is what counts; a real carrier takes a hundred times as long to answer as the
one here, which answers at once. Without --real the gate's rulebook is made up and allows every call: that measures
the way there and back.
"""

import argparse
import asyncio
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.gate import world  # noqa: E402
from tests.telephony import conftest as trunk  # noqa: E402
from tests.telephony.campaigns import PEOPLE, may_run  # noqa: E402

NO_GATE = 'if (!ds_select_dst("1", "4")) route(NO_VERDICT);', "$var(number) = $rU; route(CARRIER);"
SIPP = ("sipp", "-sn", "uas", "-p", "5060", "-nostdin")
TICKS = os.sysconf("SC_CLK_TCK")


class Carrier(asyncio.DatagramProtocol):
    """Answers INVITE and BYE with 200, as fast as Python can, or some seconds later."""

    def __init__(self, takes: float) -> None:
        self.takes = takes

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.contact = b"Contact: <sip:c@%s>\r\n" % transport.get_extra_info("sockname")[0].encode()

    def datagram_received(self, data: bytes, address: Any) -> None:
        if data.startswith(b"ACK"):
            return
        head = data.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]
        kept = [line for line in head if line[:4] in (b"Via:", b"From", b"Call", b"CSeq", b"Reco")]
        to = next(line for line in head if line.startswith(b"To:"))
        to += b"" if b";tag=" in to else b";tag=c"
        lines = [b"SIP/2.0 200 OK", *kept, to, self.contact + b"Content-Length: 0\r\n\r\n"]
        octets = b"\r\n".join(lines)
        if self.takes:
            asyncio.get_running_loop().call_later(self.takes, self.transport.sendto, octets, address)
        else:
            self.transport.sendto(octets, address)


def carry(hosts: list[str], takes: float) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        for host in hosts:
            await loop.create_datagram_endpoint(lambda: Carrier(takes), (host, 5060))
        await asyncio.Event().wait()

    asyncio.run(run())


def answering(hosts: list[str], options: argparse.Namespace) -> list[Any]:
    """The carriers, which answer from here on."""
    if options.sipp:
        return [subprocess.Popen([*SIPP, "-i", host], stdout=subprocess.DEVNULL) for host in hosts]
    carrier = multiprocessing.Process(target=carry, args=(hosts, options.answers_after / 1000), daemon=True)
    carrier.start()
    return [carrier]


class Client(asyncio.DatagramProtocol):
    """Sends INVITEs on time, and notes when the final answer of each came."""

    def __init__(self, site: trunk.Site) -> None:
        self.trunk, self.host = site.trunk, site.host("dialler")
        self.sent, self.took, self.statuses, self.serial = {}, [], {}, 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def lines(self, method: str, call: str, cseq: int, to: str, branch: str) -> bytes:
        return (
            f"{method} {to.partition('<')[2].partition('>')[0]} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {self.host}:5060;branch=z9hG4bK{branch}\r\nMax-Forwards: 70\r\n"
            f"From: <sip:+441632960100@{self.host}>;tag=f{call}\r\nTo: {to}\r\nCall-ID: {call}\r\n"
            f"CSeq: {cseq} {method}\r\nContact: <sip:d@{self.host}:5060>\r\nContent-Length: 0\r\n\r\n"
        ).encode()

    def invite(self) -> None:
        self.serial += 1
        call = f"{os.getpid()}-{self.serial}"
        to = f"<sip:+447700900{(2 * self.serial + 1) % 1000:03}@{self.trunk[0]}>"
        octets = self.lines("INVITE", call, 1, to, call)
        self.sent[call] = time.perf_counter()
        self.transport.sendto(octets, self.trunk)

    def datagram_received(self, data: bytes, _address: Any) -> None:
        status = int(data[8:11])
        if status < 200 or b"BYE" in data:
            return
        now, text = time.perf_counter(), data.decode()
        call = text.partition("Call-ID: ")[2].partition("\r\n")[0]
        if (began := self.sent.pop(call, None)) is None:
            return
        self.took.append(now - began)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        to = text.partition("To: ")[2].partition("\r\n")[0]
        if status == 200:
            self.transport.sendto(self.lines("ACK", call, 1, to, f"{call}a"), self.trunk)
            self.transport.sendto(self.lines("BYE", call, 2, to, f"{call}b"), self.trunk)
        else:
            self.transport.sendto(self.lines("ACK", call, 1, to, call), self.trunk)


async def at_rate(clients: list[Client], rate: float, seconds: float, watch: Any = None) -> None:
    """Each client makes `rate` calls a second, in turns; what has no answer two seconds later is lost."""
    loop = asyncio.get_running_loop()
    start, total = loop.time(), int(rate * seconds)
    for serial in range(total):
        for turn, client in enumerate(clients):
            due = start + (serial + turn / len(clients)) / rate
            if (wait := due - loop.time()) > 0.0005:
                await asyncio.sleep(wait)
            client.invite()
        if watch and serial % int(rate * watch[0]) == 0:
            watch[1](loop.time() - start)
    await asyncio.sleep(2)


def spent(pid: int) -> tuple[float, float]:
    """Seconds of processor that a process has used, and its resident memory in MiB."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def told(name: str, client: Client) -> float:
    took = sorted(client.took)
    cuts = [1000 * statistics.quantiles(took, n=100)[n - 1] for n in (50, 95, 99)]
    lost = len(client.sent)
    print(
        f"{name:12} {len(took):6} answered {client.statuses}, {lost} lost; p50 {cuts[0]:.2f} ms, p95 {cuts[1]:.2f}, p99 {cuts[2]:.2f}"
    )
    return cuts[0]


async def measure(sites: list[trunk.Site], gate: int, options: argparse.Namespace) -> None:
    loop, clients = asyncio.get_running_loop(), []
    for site in sites:
        _, client = await loop.create_datagram_endpoint(lambda site=site: Client(site), (site.host("dialler"), 5060))
        clients.append(client)
    await at_rate(clients, 20, 2)  # everything warm
    for client in clients:
        client.took.clear()
        client.sent.clear()
        client.statuses.clear()
    if options.soak:
        memory = []
        await at_rate(clients[1:], options.rate, options.soak, (5, lambda at: memory.append((at, spent(gate)[1]))))
        print("seconds and MiB of the gate:", ", ".join(f"{at:.0f} {mib:.1f}" for at, mib in memory))
        settled = [mib for at, mib in memory if at > 40]  # a transaction is remembered for 32 seconds
        if settled:
            print(f"after 40 s: {min(settled):.1f} to {max(settled):.1f} MiB, last {settled[-1]:.1f}")
        told("with gate", clients[1])
        return
    before = spent(gate)[0]
    await at_rate(clients if not options.alone else clients[1:], options.rate, options.seconds)
    used, calls = spent(gate)[0] - before, len(clients[1].took)
    without = None if options.alone else told("without gate", clients[0])
    with_gate = told("with gate", clients[1])
    print(
        f"processor of the gate: {1000 * used / calls:.3f} ms a call ({100 * used / options.seconds:.0f} % of one core)"
    )
    if without:
        print(f"p50 with the gate is {with_gate / without:.2f} times that without")
    for client in clients[2:]:
        print(f"p50 with the least there is, {told('with least', client) / without:.2f} times")


def gate_of(options: argparse.Namespace, site: trunk.Site, folder: Path) -> list[object]:
    if not options.real:
        return [ROOT / "tests/telephony/gate_process.py", site.host("gate"), site.host("trunk"), os.devnull]
    home = may_run(folder, PEOPLE, cap=1_000_000)
    return [ROOT / "tests/telephony/desk_process.py", home, site.host("gate"), site.host("trunk")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=100, help="calls a second, on each trunk  [default: 100]")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--soak", type=float, default=0, metavar="SECONDS", help="watch the gate's memory instead")
    parser.add_argument("--answers-after", type=float, default=0, metavar="MS", help="how long the carrier takes")
    parser.add_argument("--sipp", action="store_true", help="SIPp is the carrier: it rings, and answers in ticks")
    parser.add_argument("--real", action="store_true", help="the gate itself, not a made-up one")
    parser.add_argument("--floor", action="store_true", help="a third trunk, with the least that can be asked")
    parser.add_argument("--alone", action="store_true", help="only the trunk with the gate")
    options = parser.parse_args()
    if not trunk.available():
        sys.exit(trunk.WHY_NOT)
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as two,
        tempfile.TemporaryDirectory() as three,
    ):
        shift = int(time.time() - world.NOON.timestamp()) if options.real else 0
        later = "if ($TS >", f"if ($TS - {shift} >"
        sites = [
            trunk.start(Path(one), trunk.network(), change=NO_GATE),
            trunk.start(Path(two), trunk.network(), change=later),
        ]
        if options.floor:
            sites.append(trunk.start(Path(three), trunk.network()))
        carriers = answering([site.host("carrier") for site in sites], options)
        command = [sys.executable, *gate_of(options, sites[1], Path(two))]
        gate = subprocess.Popen(command, stdout=subprocess.PIPE)
        gate.stdout.readline()
        least = [sys.executable, ROOT / "bench/gate_floor.py"]
        others = [subprocess.Popen([*least, site.host("gate")]) for site in sites[2:]]
        time.sleep(1)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.rate:.0f} calls a second on each trunk")
        try:
            asyncio.run(measure(sites, gate.pid, options))
        finally:
            for each in (gate, *carriers, *others):
                each.kill()
            for site in sites:
                trunk.stop(site)
                lines = (site.folder / "log").read_text(errors="replace").splitlines()
                if wrong := [line for line in lines if "ERROR" in line or "CRITICAL" in line]:
                    print(f"Kamailio complained {len(wrong)} times, such as", *wrong[:3], sep="\n  ")


if __name__ == "__main__":
    main()
