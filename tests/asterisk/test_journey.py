"""Recorded calls through a real Asterisk, Kamailio and the gate: who may be called hears what was signed."""

import asyncio
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from ringfence.cli import cli

from ..dialling import world  # noqa: TID252
from ..telephony.peers import Carrier  # noqa: TID252
from . import conftest as lanes

ROOT = Path(__file__).parents[2]
ALLOWED = world.NUMBERS[:10]
NO_CONSENT = [447700900500 + n for n in range(10)]
ONE = ALLOWED[1]


def share(heard, sound, piece=1000):
    """How much of a recording was heard, in pieces of so many samples: a lost packet costs a piece or two."""
    a, b = (np.frombuffer(each, "<i2").astype(float) for each in (heard, sound))
    pieces = [b[at : at + piece] for at in range(0, len(b) - piece + 1, piece)]
    energy = np.sqrt(np.convolve(a * a, np.ones(piece), "valid")) + 1
    found = [np.max(np.correlate(a, each, "valid") / energy) / np.linalg.norm(each) > 0.95 for each in pieces]
    return float(np.mean(found))


def test_of_twenty_numbers_those_who_consented_hear_what_was_signed_and_nobody_else_is_rung(lane, tmp_path):
    home = world.home(tmp_path / "c", seconds=2)
    plan = lanes.plan_of(home, at_once=4)
    mixed = [each for pair in zip(ALLOWED, NO_CONSENT, strict=True) for each in pair]
    with lanes.people(lane, tmp_path / "heard") as folder:
        (tally,) = lanes.runs(lane, home, mixed, plan)
        sounds = lanes.heard(folder, 10)
    assert tally.outcomes == {"played": 10}
    assert tally.refused == {"AUTOMATED_NO_CONSENT": 10}
    assert len(sounds) == 10
    assert min(share(each, plan.manner.message.samples) for each in sounds) > 0.6
    assert max(share(each, plan.manner.confirmation.samples) for each in sounds) == 0
    decided = lanes.on_file(home, "decision")
    assert len(decided) == 20  # the trunk asked about each of the ten again, and found it decided
    assert {each["door"] for each in decided} == {"dialling"}


def test_nine_is_confirmed_and_the_next_call_200_ms_later_is_not_made(lane, tmp_path):
    home = world.home(tmp_path / "c", seconds=6)
    plan = lanes.plan_of(home)
    with lanes.people(lane, tmp_path / "heard", "9") as folder:
        tallies = lanes.runs(lane, home, [ONE], plan, lanes.plan_of(home, run="2"))
        (sound,) = lanes.heard(folder, 2, 2.0)
    assert tallies[0].outcomes == {"objected": 1}
    assert tallies[1].refused == {"OBJECTION_ON_FILE": 1}
    assert share(sound, plan.manner.confirmation.samples, 200) > 0.5
    assert share(sound, plan.manner.message.samples) < 0.5


def test_with_the_gate_gone_from_the_trunk_nobody_is_rung(lane, tmp_path):
    """The run still has permits, of a desk in its own process; Kamailio hears nothing from the gate."""
    home = world.home(tmp_path / "c", seconds=1)

    async def kills(_driver, door):
        await door.close()

    with lanes.people(lane, tmp_path / "heard") as folder:
        (tally,) = lanes.runs(lane, home, ALLOWED[:4], lanes.plan_of(home), beside=kills)
        assert lanes.heard(folder, 1, 1.0) == []
    assert tally.outcomes == {"refused-at-trunk" if lane.asterisk.tells_sip else "failed": 4}


@pytest.mark.skipif(shutil.which("sipp") is None, reason="SIPp is not installed: python3 run.py system asterisk")
def test_fifty_calls_at_once(lane, tmp_path):
    """No lease is missed. SIPp is called: it answers, and listens to nobody."""
    numbers = [447700900000 + n for n in range(200, 300)]
    home = world.home(tmp_path / "c", seconds=4, consenting=[f"07700 900{n:03}" for n in range(200, 300)])
    words = ["sipp", "-sn", "uas", "-i", lane.phone[0], "-p", str(lane.phone[1]), "-nostdin"]
    callee = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began = time.monotonic()
    try:
        (tally,) = lanes.runs(lane, home, numbers, lanes.plan_of(home, at_once=50, per_second=50))
    finally:
        callee.terminate()
        callee.wait()
    print(f"100 calls, 50 at once: {time.monotonic() - began:.1f} s")
    assert tally.outcomes == {"played": 100}
    assert len(lanes.on_file(home, "decision")) == 100


@pytest.mark.parametrize(
    ("status", "word"), [(486, "busy"), (480, "no-answer"), (404, "failed"), (503, "failed"), (603, "refused-at-trunk")]
)
def test_what_the_carrier_says_is_the_outcome(lane, tmp_path, status, word):
    home = world.home(tmp_path / "c")

    async def answers(_driver, _door):
        nonlocal carrier
        carrier = await Carrier.open(*lane.phone, says=lambda message: message.answer(status, tag="c"))
        return carrier

    carrier = None
    (tally,) = lanes.runs(lane, home, [ONE], lanes.plan_of(home), beside=answers)
    assert tally.outcomes == {word if lane.asterisk.tells_sip or status != 603 else "failed": 1}
    assert carrier.dialled == [f"+{ONE}"]
    assert carrier.invites[0].get("From").startswith(f"<sip:{world.SHOWN}@") or world.SHOWN in carrier.invites[0].get(
        "From"
    )
    assert not [name for name, _ in carrier.invites[0].headers if name.lower().startswith("x-ringfence")]


def test_asterisk_killed_in_mid_call_and_back_again(lane, tmp_path):
    home = world.home(tmp_path / "c", seconds=4)

    async def kills(driver, _door):
        await lanes.until(lambda: any(each.over is False and each._playing for each in driver._lines.values()))
        await asyncio.to_thread(lane.asterisk.kill)
        await lanes.until(lambda: not driver._lines, 3)
        assert await driver.ready()
        await asyncio.to_thread(lane.asterisk.start)

    with lanes.people(lane, tmp_path / "heard"):
        (tally,) = lanes.runs(lane, home, ALLOWED[:3], lanes.plan_of(home, at_once=1), beside=kills)
    assert tally.outcomes == {"not-known": 1, "played": 2}
    assert [each["outcome"] for each in lanes.on_file(home, "call-outcome")].count("not-known") == 1


def test_asterisk_frozen_in_mid_call_and_thawed(lane, tmp_path):
    """Its own clock goes on: the call that nobody conducts ends with its lease, or is ended as a leftover."""
    home = world.home(tmp_path / "c", seconds=4)

    async def freezes(driver, _door):
        await lanes.until(lambda: any(each._playing for each in driver._lines.values()))
        lane.asterisk.kill(signal.SIGSTOP)
        try:
            await lanes.until(lambda: not driver._lines, 5)
            assert await driver.ready()
        finally:
            lane.asterisk.kill(signal.SIGCONT)

    with lanes.people(lane, tmp_path / "heard") as folder:
        (tally,) = lanes.runs(lane, home, ALLOWED[:2], lanes.plan_of(home, at_once=1), beside=freezes)
        assert len(lanes.heard(folder, 2)) == 2
    assert tally.outcomes == {"not-known": 1, "played": 1}


KILLED = """
import asyncio, os, sys
from pathlib import Path
from types import SimpleNamespace
from ringfence.dialling.ari_settings import read_settings
from tests.asterisk import conftest as lanes
from tests.asterisk.test_journey import ONE
from tests.dialling import world
from tests.telephony.campaigns import then
from datetime import datetime

home = Path(sys.argv[1])
lane = SimpleNamespace(
    site=SimpleNamespace(host={"gate": sys.argv[2], "trunk": sys.argv[3]}.get),
    asterisk=SimpleNamespace(settings=lambda _: Path(sys.argv[4])),
    clock=then(datetime.fromisoformat(sys.argv[5])),
)
async def said(driver, _door):
    await lanes.until(lambda: any(each._playing for each in driver._lines.values()))
    print("playing", flush=True)
lanes.runs(lane, home, [ONE], lanes.plan_of(home), beside=said)
"""


def test_a_driver_that_is_killed_ends_its_calls(lane, tmp_path):
    """Else the message went on, and nobody heard the key that is pressed."""
    home = world.home(tmp_path / "c", seconds=20)
    settings = lane.asterisk.settings(home.parent)
    places = [lane.site.host("gate"), lane.site.host("trunk"), settings, lane.clock().isoformat()]
    words = [sys.executable, "-c", KILLED, home, *places]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with lanes.people(lane, tmp_path / "heard") as folder:
        process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "playing\n"
        time.sleep(1.5)
        process.send_signal(signal.SIGKILL)
        killed = time.monotonic()
        (sound,) = lanes.heard(folder, 1)
        took = time.monotonic() - killed
        process.wait()
        process.stdout.close()
    print(f"ended {took:.1f} s after its driver")
    assert took < 4.5, "a lease is three seconds"
    assert len(sound) < 16_000 * 8
    assert lane.asterisk.says("core show channels count").startswith("0 active channels")


def test_calls_of_the_run_are_green_and_a_dialplan_round_the_gate_is_red(lane, tmp_path):
    """Asterisk's own records; the clock of this lane is another day's, so they are moved there."""
    home = world.home(tmp_path / "c", seconds=1)
    moved = datetime.now(world.NOON.tzinfo) - lane.clock()
    before = rows(lane)
    with lanes.people(lane, tmp_path / "heard") as folder:
        (tally,) = lanes.runs(lane, home, ALLOWED[:3], lanes.plan_of(home))
        assert tally.outcomes == {"played": 3}
        green = reconciled(lane, home, tmp_path, before, moved)
        lane.asterisk.says(f"channel originate Local/+{NO_CONSENT[0]}@around application Echo")
        lanes.heard(folder, 4)
        lane.asterisk.says("channel request hangup all")
        time.sleep(1)
    red = reconciled(lane, home, tmp_path, before, moved)
    assert not green.return_value, green.output
    assert json.loads(green.output)["permitted"] == 3
    assert red.return_value == 2
    assert json.loads(red.output)["permitted"] == 3
    assert json.loads(red.output)["around"] == {"no decision": 2}  # two channels of one call


def rows(lane):
    file = lane.asterisk.records
    return list(csv.reader(file.read_text().splitlines())) if file.exists() else []


def reconciled(lane, home, folder, before, moved):
    file = folder / "Master.csv"
    with file.open("w", newline="") as stream:
        out = csv.writer(stream, quoting=csv.QUOTE_ALL)
        for row in rows(lane)[len(before) :]:
            out.writerow([there(cell, moved) for cell in row])
    words = ["call", "reconcile", str(file), "--zone", "UTC", "--home", str(home), "--format", "json"]
    return CliRunner().invoke(cli, words, standalone_mode=False)


def there(cell, moved):
    try:
        at = datetime.strptime(cell, "%Y-%m-%d %H:%M:%S").replace(tzinfo=world.NOON.tzinfo)
    except ValueError:
        return cell
    return f"{at - moved + timedelta(seconds=0.5):%Y-%m-%d %H:%M:%S}"
