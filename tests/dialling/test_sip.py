"""Real calls on loopback, SIP and RTP: the recording that is heard is the one that was signed, and "9" ends it all.

The caller is the baresip driver, the person called another process with baresip in it.
"""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from ringfence.campaigns.signed import load
from ringfence.dialling.conduct import Manner
from ringfence.dialling.runner import Plan, Run
from ringfence.dialling.sip import open_sip
from ringfence.dialling.sound import signed_sounds
from ringfence.gate.desk import Desk
from ringfence.gate.keys import keyring

from . import world

pytest.importorskip("baresip", reason="baresip-python is not installed: it is an extra")
NET = "127.0.0.1"


@pytest.fixture
def called(tmp_path, request):
    """The address of somebody who presses the key of the test's parameter, and the folder of what was heard."""
    folder, address = tmp_path / "heard", f"{NET}:15{time.monotonic_ns() % 900 + 100}"
    folder.mkdir()
    command = [sys.executable, Path(__file__).parent / "callee.py", address, folder, request.param]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    yield address, folder
    process.kill()
    process.wait()
    process.stdout.close()


def runs(home, address, times):
    """Runs over one number, several times, 200 ms apart; the tally of each."""
    signed, _, folder = load(home, "spring", keyring(home).seals)
    manner = Manner(*signed_sounds(signed, folder), keys=signed.opt_out_keys, ring_for=5, linger=0.5)

    async def all_of_them(desk):
        driver, tallies = await open_sip(address, NET), []
        try:
            for name in range(times):
                plan = Plan(campaign="spring", shown=world.SHOWN, manner=manner, run=str(name))
                run = Run(desk, driver, plan, clock=lambda: world.NOON, stop=lambda: "")
                tallies.append(await run.over([447700900101]))
                await asyncio.sleep(0.2)
        finally:
            await driver.close()
        return tallies

    with Desk(home) as desk:
        return asyncio.run(all_of_them(desk)), manner


def likeness(heard, sound):
    """The highest correlation of what was heard with a recording, wherever in it that lies: 1 is the very same."""
    a, b = (np.frombuffer(each, "<i2").astype(float) for each in (heard, sound))
    size = len(a) + len(b)
    spectrum = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    at = int(np.argmax(spectrum[: len(a)]))
    part = a[at : at + len(b)]
    return float(part @ b[: len(part)] / (np.linalg.norm(part) * np.linalg.norm(b[: len(part)])))


def heard(folder, name="1.pcm"):
    until = time.monotonic() + 5
    while not (folder / name).exists() and time.monotonic() < until:
        time.sleep(0.05)
    return (folder / name).read_bytes()


@pytest.mark.parametrize("called", [""], indirect=True)
def test_the_recording_heard_is_the_recording_signed(tmp_path, called):
    address, folder = called
    (tally,), manner = runs(world.home(tmp_path / "c", seconds=2), address, 1)
    assert tally.outcomes == {"played": 1}
    sound = heard(folder)
    assert likeness(sound, manner.message.samples) > 0.95
    assert likeness(sound, world.read_sound("other", world.noise(9, 2)).samples) < 0.2


@pytest.mark.parametrize("called", ["9"], indirect=True)
def test_nine_is_confirmed_and_the_next_call_200_ms_later_is_not_made(tmp_path, called):
    address, folder = called
    tallies, manner = runs(world.home(tmp_path / "c", seconds=6), address, 2)
    assert tallies[0].outcomes == {"objected": 1}
    assert tallies[1].refused == {"OBJECTION_ON_FILE": 1}
    assert tallies[1].dialled == 0
    assert likeness(heard(folder), manner.confirmation.samples) > 0.95
    assert [each.name for each in folder.iterdir()] == ["1.pcm"]


@pytest.mark.parametrize("called", ["5"], indirect=True)
def test_another_key_is_no_objection(tmp_path, called):
    address, _ = called
    (tally,), _ = runs(world.home(tmp_path / "c", seconds=2), address, 1)
    assert tally.outcomes == {"played": 1}


def test_nobody_there_is_no_answer_or_failed(tmp_path):
    (tally,), _ = runs(world.home(tmp_path / "c"), f"{NET}:9", 1)
    assert tally.outcomes.total() == 1
    assert set(tally.outcomes) <= {"no-answer", "failed"}
