"""A whole line of calls on loopback: driver, Asterisk, Kamailio, the gate, and somebody who is called.

Asterisk is unpacked by `python3 run.py system asterisk`; `python3 run.py asterisk` runs these tests, nothing else does.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ringfence.campaigns.signed import load
from ringfence.dialling.ari_settings import read_settings
from ringfence.dialling.conduct import Manner
from ringfence.dialling.runner import Plan, Run
from ringfence.dialling.sound import signed_sounds
from ringfence.gate.desk import Desk
from ringfence.gate.keys import keyring
from ringfence.gate.sip.server import Listen, open_door
from ringfence.store import open_store

from ..dialling import world  # noqa: TID252 - a recorded campaign
from ..telephony.campaigns import then, trunk_at  # noqa: TID252
from ..telephony.conftest import available, stop, trunks  # noqa: TID252
from . import exchange

CALLEE = Path(__file__).parents[1] / "dialling" / "callee.py"
WHY_NOT = "a lane of its own: python3 run.py system asterisk, then python3 run.py asterisk"


@dataclass
class Lane:
    """Asterisk and Kamailio, running; `phone` is where the calls arrive, `clock` that of gate and Kamailio."""

    asterisk: exchange.Exchange
    site: object
    phone: tuple
    clock: object


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="session")
def lane(tmp_path_factory):
    if not os.environ.get("RINGFENCE_ASTERISK_LANE") or not exchange.available() or not available():
        pytest.skip(WHY_NOT)
    folder, phone = tmp_path_factory.mktemp("lane"), ("127.0.0.1", free_port())
    clock = then(world.NOON)
    site = trunk_at(folder / "kamailio", world.NOON, patience=2000, carrier=phone)
    address = site.host("dialler")
    made = exchange.Exchange(folder / "asterisk", address, f"{site.trunk[0]}:{site.trunk[1]}", f"{phone[0]}:{phone[1]}")
    try:
        yield Lane(made.start(), site, phone, clock)
    finally:
        made.close()
        stop(site)


@contextmanager
def people(lane, folder, key=""):
    """Somebody who answers every call and presses a key; the folder of what was heard."""
    folder.mkdir()
    command = [sys.executable, CALLEE, ":".join(map(str, lane.phone)), folder, key]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "ready\n"
        yield folder
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@asynccontextmanager
async def gate(lane, home):
    """The gate of a home, asked by the run and by the trunk."""
    with Desk(home) as desk:
        listen = [Listen("udp", lane.site.host("gate"), 5070)]
        door = await open_door(desk, trunks(lane.site, "spring"), listen, now=lane.clock, patience=2.0)
        try:
            yield desk, door
        finally:
            await door.close()


def plan_of(home, **more):
    signed, _, folder = load(home, "spring", keyring(home).seals)
    manner = Manner(*signed_sounds(signed, folder), keys=signed.opt_out_keys, ring_for=5, linger=0.5)
    return Plan(**{"campaign": "spring", "shown": world.SHOWN, "manner": manner, "per_second": 4, **more})


async def opened(lane, folder, plan):
    from ringfence.dialling.ari import open_ari

    manner = plan.manner
    settings = read_settings(lane.asterisk.settings(folder))
    return await open_ari(settings, plan.campaign, (manner.message, manner.confirmation), manner.ring_for)


def runs(lane, home, numbers, *plans, beside=None):
    """The tally of a run for each plan, 200 ms apart; `beside(driver, door)` goes on at the same time.

    What it returns is closed in the end.
    """

    async def over():
        tallies = []
        async with gate(lane, home) as (desk, door):
            driver = await opened(lane, home.parent, plans[0])
            try:
                for plan in plans:
                    run = asyncio.create_task(Run(desk, driver, plan, clock=lane.clock, stop=lambda: "").over(numbers))
                    opened_beside = await beside(driver, door) if beside else None
                    tallies.append(await asyncio.wait_for(run, 120))
                    if opened_beside:
                        opened_beside.close()
                    await asyncio.sleep(0.2)
            finally:
                await driver.close()
        return tallies

    return asyncio.run(over())


def on_file(home, kind):
    with open_store(home) as store:
        return [each.told for each in store.book.of_kind(kind)]


async def until(true, seconds=10.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        await asyncio.sleep(0.02)


def heard(folder, count, seconds=8.0):
    """What was heard in each call, once `count` have ended."""
    end = time.monotonic() + seconds
    while len(found := sorted(folder.glob("*.pcm"))) < count and time.monotonic() < end:
        time.sleep(0.05)
    return [each.read_bytes() for each in found]
