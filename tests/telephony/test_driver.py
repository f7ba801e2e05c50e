"""The baresip driver through the trunk: the calls of a run, permits and all, with somebody who hears them."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from ringfence.campaigns.signed import load
from ringfence.dialling.conduct import Manner
from ringfence.dialling.runner import Plan, Run
from ringfence.dialling.sound import signed_sounds
from ringfence.gate.desk import Desk
from ringfence.gate.keys import keyring
from ringfence.gate.sip.server import Listen, open_door
from ringfence.store import open_store

from ..dialling import world  # noqa: TID252 - a recorded campaign
from .campaigns import then, trunk_at
from .conftest import stop, trunks

pytest.importorskip("baresip", reason="baresip-python is not installed: it is an extra")
HERE, PORT = "127.0.0.1", 15060
CALLEE = Path(__file__).parents[1] / "dialling" / "callee.py"


def test_each_call_of_a_run_is_one_decision_though_the_trunk_asks_too(tmp_path):
    from ringfence.dialling.sip import open_sip

    site = trunk_at(tmp_path / "kamailio", world.NOON, patience=2000, carrier=(HERE, PORT), dialler=HERE)
    home, clock = world.home(tmp_path / "c", seconds=1), then(world.NOON)
    (tmp_path / "heard").mkdir()
    words = [sys.executable, CALLEE, f"{HERE}:{PORT}", tmp_path / "heard"]
    callee = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert callee.stdout.readline() == "ready\n"

    async def run():
        signed, _, folder = load(home, "spring", keyring(home).seals)
        manner = Manner(*signed_sounds(signed, folder), ring_for=5, linger=0.2)
        plan = Plan(campaign="spring", shown=world.SHOWN, manner=manner, per_second=4)
        with Desk(home) as desk:
            listen = [Listen("udp", site.host("gate"), 5070)]
            door = await open_door(desk, trunks(site, "spring"), listen, now=clock, patience=2.0)
            driver = await open_sip(f"{site.trunk[0]}:{site.trunk[1]}", HERE)
            try:
                return await Run(desk, driver, plan, clock=clock, stop=lambda: "").over(world.NUMBERS[1:4])
            finally:
                await driver.close()
                await door.close()

    try:
        tally = asyncio.run(run())
    finally:
        callee.kill()
        callee.wait()
        callee.stdout.close()
        stop(site)
    assert tally.outcomes == {"played": 3}
    assert len(list((tmp_path / "heard").glob("*.pcm"))) == 3
    with open_store(home) as store:
        assert [each.told["door"] for each in store.book.of_kind("decision")] == ["dialling"] * 3
