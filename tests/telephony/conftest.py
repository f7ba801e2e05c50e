"""Debian's Kamailio with the configuration of deploy/kamailio, a dialler, a carrier and a gate, each on its own
loopback address. Without Kamailio these tests are skipped and say so: python3 run.py system gate."""

import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest

from ringfence.gate.sip.server import Listen, open_door
from ringfence.gate.sip.trunks import Trunk, Trunks

from .peers import Carrier, Dialler

HERE = Path(__file__).parent
DEPLOY = Path(os.environ.get("RINGFENCE_KAMAILIO") or HERE.parents[1] / "deploy" / "kamailio")  # a bench plants faults
KEY = "0123456789abcdef" * 4
WHY_NOT = "Debian's kamailio is not installed: python3 run.py system gate"


def available():
    return sys.platform == "linux" and shutil.which("kamailio") is not None


_nets = itertools.count()


def network():
    """Three octets of loopback that no other run of these tests has, new at each call."""
    return f"127.{100 + (os.getpid() + next(_nets)) % 150}.{os.getpid() // 150 % 250}"


@dataclass
class Site:
    """A running Kamailio and the addresses of everybody."""

    folder: Path
    process: subprocess.Popen
    net: str
    patience: int

    def host(self, who):
        return f"{self.net}.{ {'trunk': 10, 'dialler': 11, 'carrier': 12, 'gate': 13, 'stranger': 14}[who] }"

    @property
    def trunk(self):
        return self.host("trunk"), 5060


def start(folder, net, *, patience=600, ping=0, extra="", change=("", ""), memory=256, carrier=None, dialler=None):
    """Kamailio with the site values of these addresses; returns when it answers."""
    for name in ("kamailio.cfg", "address.list", "gates.list"):
        shutil.copy(DEPLOY / name, folder / name)
    configuration = (folder / "kamailio.cfg").read_text()
    assert change[0] in configuration
    (folder / "kamailio.cfg").write_text(configuration.replace(*change))
    text = (DEPLOY / "site.cfg").read_text()
    values = {
        "SITE_FOLDER": folder,
        "PATIENCE": patience,
        "PING": ping,
        "CARRIER_ADDRESS": ":".join(map(str, carrier or (f"{net}.12", 5060))),
        "TICKET_KEY": KEY,
    }
    lines = [line for line in text.splitlines() if not any(f'"!{name}!' in line for name in values)]
    lines = [f"listen=udp:{net}.10:5060" if line.startswith("listen=") else line for line in lines]
    lines = ["children=2" if line.startswith("children=") else line for line in lines]
    lines += [f'#!substdef "!{name}!{value}!"' for name, value in values.items()]
    (folder / "site.cfg").write_text("\n".join([*lines, extra, ""]))
    there, port = carrier or (f"{net}.12", 0)
    (folder / "address.list").write_text(f"1 {dialler or f'{net}.11'} 32 0 a\n2 {there} 32 {port} carrier\n")
    (folder / "gates.list").write_text(f"1 sip:{net}.13:5070\n")
    command = f"kamailio -f kamailio.cfg -DD -E -e -m {memory}".split()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "-P", folder / "pid", "-Y", folder], cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
    return Site(folder, process, net, patience)


def stop(site):
    with suppress(ProcessLookupError):
        os.killpg(site.process.pid, signal.SIGTERM)
    try:
        site.process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait(5)


async def answers(host, port, peer):
    """Wait until something answers OPTIONS there."""
    for _ in range(100):
        trunk, peer.trunk = peer.trunk, (host, port)
        text = peer.message("OPTIONS", f"sip:{host}", call_id=f"up-{time.monotonic_ns()}", tag="u")
        found = await peer.ask(text, patience=0.2)
        peer.trunk = trunk
        if found:
            return
    raise AssertionError(f"nothing answers at {host}:{port}")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The usual Kamailio. It never asks how the gate is: between tests there is none, and that would be remembered."""
    yield from running(tmp_path_factory)


def running(tmp_path_factory, **more):
    if not available():
        pytest.skip(WHY_NOT)
    found = start(tmp_path_factory.mktemp("kamailio"), network(), **more)
    yield found
    stop(found)


def trunks(site, campaign):
    own = (ip_network(site.host("trunk")),)
    return Trunks([Trunk(name="a", campaign=campaign, sources=own, key=KEY.encode())])


@asynccontextmanager
async def set_up(site, gate=None, *, says=None, patience=0.4, campaign="spring", clock=lambda: datetime.now(UTC)):
    """A dialler, a carrier and, unless it is elsewhere, a gate; the trunk is up when this returns."""
    dialler = await Dialler.open(site.host("dialler"), trunk=site.trunk)
    carrier = await Carrier.open(site.host("carrier"), says=says)
    door = None
    if gate is not None:
        listen = [Listen("udp", site.host("gate"), 5070)]
        door = await open_door(gate, trunks(site, campaign), listen, now=clock, patience=patience)
    try:
        await answers(*site.trunk, dialler)
        yield dialler, carrier, door
    finally:
        dialler.close()
        carrier.close()
        if door:
            await door.close()
        await asyncio.sleep(0)
