"""A gate that dies, freezes or dawdles in the middle of a campaign: not one call passes that had no permit.

RINGFENCE_HEAVY=1 makes each of them three times as long.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import pytest

from .conftest import HERE, WHY_NOT, answers, available, network, set_up, start, stop

HEAVY = 3 if os.environ.get("RINGFENCE_HEAVY") else 1
RATE = 200  # calls a second
SECONDS = 3 * HEAVY


@dataclass
class Campaign:
    """What came of it: by the dialler's account, by the carrier's, and by the gate's."""

    attempts: list
    arrived: list
    permits: list

    @property
    def statuses(self):
        return Counter(attempt.status for attempt in self.attempts)

    def after(self, moment):
        """The statuses of the calls that began later than `moment`, in seconds from the start."""
        return Counter(attempt.status for attempt in self.attempts if attempt.began > moment)

    def permitted(self):
        """Each call that arrived had a permit of its own."""
        return len(set(self.arrived)) == len(self.arrived) and set(self.arrived) <= set(self.permits)

    def adds_up(self):
        """Each call that arrived had a permit of its own; a permit that was not used ended in a refusal.

        A dialler under load may miss an answer: that is no call without a permit.
        """
        once = len(set(self.arrived)) == len(self.arrived) and len(set(self.permits)) == len(self.permits)
        answered = {attempt.call_id for attempt in self.attempts if attempt.status == 200}
        unused = set(self.permits) - set(self.arrived)
        refused = {attempt.call_id for attempt in self.attempts if attempt.status == 603}
        return once and set(self.arrived) <= set(self.permits) and answered <= set(self.arrived) and unused <= refused


def spawn(site, permits, takes=0.0):
    command = [sys.executable, HERE / "gate_process.py", site.host("gate"), site.host("trunk"), permits, str(takes)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"open\n"
    return process


async def dial(dialler, seconds=SECONDS, rate=RATE):
    """Calls at an even pace, every second one to a number that may be called; the attempts in their order."""
    loop, tasks = asyncio.get_running_loop(), []
    start = loop.time()

    async def one(serial):
        began = loop.time() - start
        attempt = await dialler.call(f"+4477009001{serial % 100:02}", patience=4)
        attempt.began = began
        return attempt

    for serial in range(int(seconds * rate)):
        await asyncio.sleep(max(0, start + serial / rate - loop.time()))
        tasks.append(asyncio.create_task(one(serial)))
    return await asyncio.gather(*tasks)


def campaign(site, tmp_path, faults, *, takes=0.0):
    """A campaign during which `faults(gate process)` runs."""
    permits = tmp_path / "permits"
    gate = spawn(site, permits, takes)

    async def run():
        async with set_up(site) as (dialler, carrier, _):
            await answers(site.host("trunk"), 5060, dialler)
            attempts, _ = await asyncio.gather(dial(dialler), faults(gate))
            await asyncio.sleep(0.3)
            return attempts, [invite.get("Call-ID") for invite in carrier.invites]

    try:
        attempts, arrived = asyncio.run(run())
    finally:
        gate.kill()
        gate.wait()
        gate.stdout.close()
    return Campaign(attempts, arrived, permits.read_text().split())


async def nothing(_gate):
    pass


def test_without_a_fault_every_permit_is_a_call(site, tmp_path):
    seen = campaign(site, tmp_path, nothing)
    assert seen.adds_up()
    judged = seen.statuses[200] + seen.statuses[608]
    assert judged >= 0.95 * len(seen.attempts)  # on a machine that is very busy, some may come too late
    assert len(seen.permits) - len(seen.arrived) <= seen.statuses[603]


def test_killed(site, tmp_path):
    async def kill(gate):
        await asyncio.sleep(SECONDS / 2)
        gate.kill()

    seen = campaign(site, tmp_path, kill)
    assert seen.adds_up()
    assert seen.statuses[200] > 50
    assert seen.statuses[608] > 50
    assert set(seen.after(SECONDS / 2 + 0.1)) == {603}


def test_frozen_and_thawed(site, tmp_path):
    async def freeze(gate):
        await asyncio.sleep(SECONDS / 4)
        gate.send_signal(signal.SIGSTOP)
        await asyncio.sleep(SECONDS / 2)
        gate.send_signal(signal.SIGCONT)

    seen = campaign(site, tmp_path, freeze)
    assert seen.adds_up()
    assert seen.statuses[603] > RATE * SECONDS / 4
    assert seen.after(SECONDS * 0.9)[200] > 0  # it works again
    assert len(seen.permits) > len(seen.arrived)  # thawed, it answers what it had missed, and nobody listens


@pytest.mark.parametrize("takes", [0.8, 2.0])
def test_slower_than_the_proxy_waits(site, tmp_path, takes):
    seen = campaign(site, tmp_path, nothing, takes=takes)
    assert seen.adds_up()
    assert set(seen.statuses) == {603}
    assert (len(seen.arrived), len(seen.permits) > 50) == (0, True)


def test_killed_and_started_again_and_again(site, tmp_path):
    async def restart(gate):
        current = gate
        for _ in range(3):
            await asyncio.sleep(SECONDS / 8)
            current.kill()
            current.wait()
            await asyncio.sleep(SECONDS / 16)
            command = [str(part) for part in gate.args]
            current = await asyncio.to_thread(subprocess.Popen, command, stdout=subprocess.DEVNULL)
        await asyncio.sleep(SECONDS / 2)
        current.kill()
        current.wait()

    seen = campaign(site, tmp_path, restart)
    assert seen.adds_up()
    assert {200, 603, 608} == set(seen.statuses)


def test_a_proxy_without_memory(tmp_path):
    """Kamailio with next to no memory of its own: it fails at every step of the way, and no call passes unjudged."""
    if not available():
        pytest.skip(WHY_NOT)
    place = tmp_path / "kamailio"
    place.mkdir()
    small = start(place, network(), memory=8)
    try:
        seen = campaign(small, tmp_path, nothing)
        said = (place / "log").read_text(errors="replace")
    finally:
        stop(small)
    assert "failed" in said
    assert 0 < len(seen.arrived) < RATE * SECONDS / 2
    assert seen.permitted()
