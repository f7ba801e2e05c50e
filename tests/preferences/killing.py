"""Runs a load and kills it without a chance to clean up: at its Nth step on the disk, or after some time."""

import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta

from ringfence.preferences.register_store import open_registers, verify
from ringfence.preferences.register_store.loading import load
from ringfence.preferences.register_store.manifest import folder_of, read_manifest

TODAY, FIRST = date(2026, 11, 21), date(2026, 1, 1)

# The steps are those of the store: a file or folder synced, a name changed. `os._exit` cleans nothing, as kill -9 does.
AT_A_STEP = """
import os, sys
from datetime import date
from pathlib import Path
left = int(sys.argv[1])
def counted(what):
    def step(*arguments, **more):
        global left
        if os.environ.get("KILL_AFTER") == "1":
            done = what(*arguments, **more)
        left -= 1
        if left == 0:
            os._exit(9)
        return done if os.environ.get("KILL_AFTER") == "1" else what(*arguments, **more)
    return step
os.fsync = counted(os.fsync)
Path.replace, Path.rename = counted(Path.replace), counted(Path.rename)
from ringfence.preferences.register_store.loading import load
load(Path(sys.argv[2]), "tps", Path(sys.argv[3]), date.fromisoformat(sys.argv[4]), today=date(2026, 11, 21))
"""


def killed_at_step(step, home, file, as_of, *, after):
    """Loads until the step; whether it was killed there (False when the load has fewer steps)."""
    told = {**os.environ, "KILL_AFTER": "1" if after else "0"}
    command = [sys.executable, "-c", AT_A_STEP, str(step), str(home), str(file), as_of.isoformat()]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 9}, done.stderr
    return done.returncode == 9


def killed_after(seconds, home, file, as_of):
    """Loads by the command line and kills it after some seconds; whether it was still at work."""
    command = [sys.executable, "-m", "ringfence", "register", "load", "tps", str(file), "--as-of", as_of.isoformat()]
    with subprocess.Popen([*command, "--home", str(home)], stdout=subprocess.DEVNULL) as running:
        time.sleep(seconds)
        running.kill()
        return running.wait() != 0


class Register:
    """A register of which every number says which file it came from."""

    def __init__(self, folder, size):
        self.home, self.folder, self.size, self.tried = folder / "home", folder, size, 0
        self.load(self.file())

    def file(self):
        self.tried += 1
        made = self.folder / f"{self.tried}.txt"
        first = 7_400_000_000 + self.tried * self.size
        made.write_text("".join(f"0{first + i}\n" for i in range(self.size)))
        return made

    def day(self):
        return FIRST + timedelta(self.tried)

    def load(self, file):
        load(self.home, "tps", file, self.day(), today=TODAY)

    def found(self):
        """Which file is in force, all of it and nothing else."""
        verify(self.home)
        numbers = open_registers(self.home).tps.numbers.numbers()
        (origin,) = {(n - 7_400_000_000) // self.size for n in numbers.tolist()}
        assert len(numbers) == self.size
        return origin

    def check_after_a_kill(self, before):
        """Old or new; then the next load succeeds and nothing of the killed one is left."""
        assert self.found() in {before, self.tried}
        was = self.found()
        self.load(self.file())
        assert self.found() == self.tried
        manifest = read_manifest(self.home)
        kept = {each.folder for each in manifest.versions} | {"lock", "manifest.json"}
        assert {each.name for each in folder_of(self.home).iterdir()} == kept
        return was


def killed_at_each_step(folder, *, after):
    """Kills a load at each of its steps in turn; for each whether its version was in force."""
    register, outcomes = Register(folder, 500), []
    for step in range(1, 40):
        before = register.tried
        if not killed_at_step(step, register.home, register.file(), register.day(), after=after):
            break
        outcomes.append(register.check_after_a_kill(before) != before)
    return outcomes


def killed_at_random(folder, times, size, seed):
    register, rng = Register(folder, size), random.Random(seed)
    began = time.perf_counter()
    register.load(register.file())
    longest = 3 * (time.perf_counter() - began) + 1.0
    killed = new = 0
    for _ in range(times):
        before = register.tried
        killed += killed_after(rng.uniform(0.2, longest), register.home, register.file(), register.day())
        new += register.check_after_a_kill(before) != before
    return killed, new
