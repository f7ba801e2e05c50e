"""A run asks the gate for each call, uses each permit once, hears "no" at once, and goes on after a crash."""

import ast
import asyncio
import inspect
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ringfence.campaigns.signed import load
from ringfence.dialling import button, driver, sip
from ringfence.dialling.attempts import Retry
from ringfence.dialling.conduct import Manner
from ringfence.dialling.runner import Plan, Run
from ringfence.dialling.sound import SoundUnusable, read_sound, signed_sounds
from ringfence.gate.desk import Desk
from ringfence.gate.keys import keyring
from ringfence.gate.permit import Permit
from ringfence.store import open_store

from . import world


@pytest.fixture
def home(tmp_path):
    return world.home(tmp_path)


def plan_of(home, **more):
    signed, _, folder = load(home, "spring", keyring(home).seals)
    message, confirmation = signed_sounds(signed, folder)
    manner = Manner(message, confirmation, keys=signed.opt_out_keys, ring_for=0.5, settle=0, linger=0.05)
    return Plan(**{"campaign": "spring", "shown": world.SHOWN, "manner": manner, "per_second": 1000, **more})


def run(home, driver_, numbers, *, plan=None, at=world.NOON, stop=lambda: "", gate=None):
    async def over(desk):
        made = Run(gate or desk, driver_, plan or plan_of(home), clock=lambda: at, stop=stop)
        return await made.over(numbers)

    with Desk(home) as desk:
        return asyncio.run(over(desk))


def on_file(home, kind="call-outcome"):
    with open_store(home) as store:
        return [each.told for each in store.book.of_kind(kind)]


def test_every_call_has_a_permit_and_an_outcome_in_the_ledger(home):
    fake = world.FakeDriver()
    tally = run(home, fake, world.NUMBERS)
    assert [p.number for p in fake.permits] == [f"+{n}" for n in world.NUMBERS]
    assert tally.outcomes == {"played": 10}
    assert all(line.played == ["message.wav"] for line in fake.lines)
    assert {each["outcome"] for each in on_file(home)} == {"played"}


def test_what_the_gate_refuses_is_not_dialled_and_the_reason_is_counted(home):
    fake = world.FakeDriver()
    tally = run(home, fake, [447700900500, 447700900101])
    assert [p.number for p in fake.permits] == ["+447700900101"]
    assert tally.refused.total() == 1


def test_nine_is_on_file_before_the_confirmation_and_stops_the_next_call(home):
    seen = []

    class Watching(world.FakeLine):
        async def play(self, sound):
            with open_store(home) as store:
                seen.append((sound.name, len(store.objections(447700900101))))
            await super().play(sound)

    class Driver(world.FakeDriver):
        async def dial(self, permit, shown):
            self.permits.append(permit)
            return Watching(world.OBJECTS)

    fake, number = Driver(), 447700900101
    assert run(home, fake, [number]).outcomes == {"objected": 1}
    assert seen == [("message.wav", 0), ("confirmation.wav", 1)]
    again = run(home, fake, [number], plan=plan_of(home, run="2"))
    assert again.refused == {"OBJECTION_ON_FILE": 1}
    assert len(fake.permits) == 1


def test_an_objection_that_cannot_be_kept_is_not_confirmed_and_ends_the_run(home):
    fake = world.FakeDriver(lambda _number: world.OBJECTS)

    class Broken:
        def __init__(self, desk):
            self.aask, self._desk = desk.aask, desk

        async def ause(self, verb):
            if "object_" in verb.__qualname__:
                raise OSError("the disk is full")
            return await self._desk.ause(verb)

    async def over(desk):
        plan = plan_of(home, at_once=1)
        return await Run(Broken(desk), fake, plan, clock=lambda: world.NOON, stop=lambda: "").over(world.NUMBERS[1:])

    with Desk(home) as desk:
        tally = asyncio.run(over(desk))
    assert "objection could not be kept" in tally.stopped
    assert len(fake.permits) == 1
    assert fake.lines[0].played == ["message.wav"]
    assert fake.lines[0].hung_up


def test_the_stop_button_ends_a_run_within_a_second_and_calls_in_progress_end_politely(home):
    slow = ([driver.Answered()], [])
    fake = world.FakeDriver(lambda _number: slow)
    pressed_at = []

    def stop():
        if len(fake.permits) == 2 and not pressed_at:
            button.press(home, "spring", "A. Example", "2026-11-20T12:00:00")
            pressed_at.append(time.monotonic())
        return button.pressed(home, "spring")

    async def over(desk):
        made = Run(desk, fake, plan_of(home, per_second=20), clock=lambda: world.NOON, stop=stop)
        task = asyncio.create_task(made.over(world.NUMBERS[1:]))
        while not pressed_at:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await asyncio.sleep(1)
        assert not any(line.hung_up for line in fake.lines)
        for line in fake.lines:
            line.events.put_nowait(driver.Played())
        return await task

    with Desk(home) as desk:
        tally = asyncio.run(over(desk))
    assert len(fake.permits) == 2
    assert tally.outcomes == {"played": 2}
    assert tally.stopped.startswith("stopped by A. Example")
    assert button.lift(home, "spring")
    assert not button.pressed(home, "spring")


def test_a_button_that_cannot_be_read_is_pressed(home):
    (home / "campaigns" / "spring" / button.NAME).write_bytes(b"{")
    assert button.pressed(home, "spring")


def test_the_same_run_again_calls_nobody_twice(home):
    fake = world.FakeDriver()
    run(home, fake, world.NUMBERS[1:4])
    tally = run(home, fake, world.NUMBERS[1:6])
    assert len(fake.permits) == len({p.number for p in fake.permits}) == 5
    assert tally.passed_over == {"done": 3}


def test_a_call_that_was_cut_short_by_a_crash_is_not_made_again(home):
    class Killed(world.FakeDriver):
        async def dial(self, permit, shown):
            self.permits.append(permit)
            raise KeyboardInterrupt  # nothing after this is done: no outcome is written

    killed = Killed()
    with pytest.raises(KeyboardInterrupt):
        run(home, killed, [world.NUMBERS[1]])
    assert len(killed.permits) == 1
    assert on_file(home) == []
    fake = world.FakeDriver()
    tally = run(home, fake, [world.NUMBERS[1]], at=world.NOON + timedelta(hours=1), plan=plan_of(home, retry=Retry(5)))
    assert fake.permits == []
    assert tally.passed_over == {"interrupted": 1}
    assert [each["outcome"] for each in on_file(home)] == ["interrupted"]


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from ringfence.gate.desk import Desk
from tests.dialling import test_runner, world

class Driver(world.FakeDriver):
    async def dial(self, permit, shown):
        with open(sys.argv[2], "a") as file:
            file.write(permit.number + "\\n")
        if len(self.permits) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return await super().dial(permit, shown)

test_runner.run(Path(sys.argv[1]), Driver(), world.NUMBERS, plan=test_runner.plan_of(Path(sys.argv[1]), at_once=2))
"""


def test_kill_9_in_the_middle_and_going_on_calls_nobody_twice(home, tmp_path):
    dialled = tmp_path / "dialled"
    command = [sys.executable, "-c", KILLED, home, dialled]
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    killed = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=60)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    before = dialled.read_text().split()
    assert len(before) == 4
    fake = world.FakeDriver()
    tally = run(home, fake, world.NUMBERS)
    after = [p.number for p in fake.permits]
    assert not set(before) & set(after)
    assert tally.passed_over["interrupted"] >= 1
    assert len(before) + len(after) == len(world.NUMBERS)


def test_busy_is_tried_again_when_it_is_time_and_not_before(home):
    fake, number = world.FakeDriver(lambda _number: world.BUSY), world.NUMBERS[1]
    plan = plan_of(home, retry=Retry(attempts=2, after=timedelta(hours=1)))
    for minutes, dialled in ((0, 1), (30, 1), (61, 2), (200, 2)):
        run(home, fake, [number], plan=plan, at=world.NOON + timedelta(minutes=minutes))
        assert len(fake.permits) == dialled
    assert [each["outcome"] for each in on_file(home)] == ["busy", "busy"]


def test_outside_calling_hours_the_run_ends(home):
    fake = world.FakeDriver()
    tally = run(home, fake, world.NUMBERS[1:], at=world.NOON + timedelta(hours=11))
    assert fake.permits == []
    assert tally.refused
    assert "hours" in tally.stopped
    assert run(home, fake, world.NUMBERS[1:2], at=world.NOON + timedelta(hours=22)).outcomes == {"played": 1}


@pytest.mark.parametrize("kind", [sip.SipDriver, driver.Driver, world.FakeDriver])
def test_a_driver_takes_a_permit_and_never_a_number(kind):
    first = list(inspect.signature(kind.dial).parameters.values())[1]
    assert first.name == "permit"
    assert kind is world.FakeDriver or first.annotation is Permit


def test_no_room_but_the_gate_makes_permits():
    for path in Path(driver.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            assert not (isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"Permit", "issue"})


def test_a_recording_that_was_not_signed_is_refused(home):
    signed, _, folder = load(home, "spring", keyring(home).seals)
    (folder / "message.wav").write_bytes(world.noise(3, 1))
    with pytest.raises(SoundUnusable, match="not the recording that was signed"):
        signed_sounds(signed, folder)
    with pytest.raises(SoundUnusable, match="without"):
        signed_sounds(replace_files(signed), folder)
    assert run(home, world.FakeDriver(), world.NUMBERS[1:2], plan=Plan(
        campaign="spring", shown=world.SHOWN, manner=Manner(*[read_sound("x", world.noise(1, 1))] * 2), per_second=9,
    )).dialled == 0  # the gate sees it, too  # fmt: skip


def replace_files(signed):
    import msgspec

    return msgspec.structs.replace(signed, files={})


@pytest.mark.parametrize("data", [b"", b"RIFF", b"not a recording" * 9], ids=["empty", "cut", "other"])
def test_what_is_no_recording_is_refused(data):
    with pytest.raises(SoundUnusable):
        read_sound("message.wav", data)


def test_manner_is_frozen():
    sound = read_sound("m", world.noise(1, 1))
    assert sound.seconds == 1.0
    assert replace(Manner(sound, sound), keys="0").keys == "0"
