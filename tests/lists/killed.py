"""Runs a screening and kills it without a chance to clean up, at its Nth step on the disk or after some time."""

import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from unittest.mock import patch

from ringfence.lists import chunks
from ringfence.lists.intake import ContactList
from ringfence.lists.screen import Verdict, screen
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.register import Register

ON = date(2026, 11, 21)
ROWS = 300  # of a chunk
CELLS = (
    "07700 900{n}",
    "+44 7700 900{n}",
    "01632 960{n}",
    "01632 960{n} / 07700 900{n}",
    "7.7E+09",
    "",
    "n/a",
    "+1 202 555 0{n}",
)
# The steps: a file or folder synced, a name changed. `os._exit` cleans nothing, as kill -9 does.
AT_A_STEP = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
left = int(sys.argv[2])
def counted(what):
    def step(*arguments, **more):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return what(*arguments, **more)
    return step
os.fsync = counted(os.fsync)
Path.replace, Path.rename = counted(Path.replace), counted(Path.rename)
import killed
killed.run(Path(sys.argv[3]), sys.argv[4])
"""


def judge(facts):
    """No law: a decision that shows every fact."""
    if facts["listed"] or facts["duplicate"]:
        return Verdict("block", ("LISTED",) if facts["listed"] else ("DUPLICATE",))
    return Verdict("allow")


def make(folder, rows=1000, seed=9):
    """A list and what is on file, in the folder; the numbers are Ofcom's for drama."""
    rng = random.Random(seed)
    cells = [rng.choice(CELLS).format(n=f"{rng.randrange(1000):03d}") for _ in range(rows)]
    (folder / "list.csv").write_text("id,phone\n" + "".join(f"{i},{cell}\n" for i, cell in enumerate(cells)))
    (folder / "tps.csv").write_text("".join(f"07700900{n:03d}\n" for n in range(0, 1000, 3)))
    (folder / "objections.csv").write_text("number\n01632960001\n+12025550143\n")


def run(folder, ending="parquet", *, judge=judge, size=ROWS):
    """Screens the list of the folder."""
    on_file = Evidence((Register("tps", folder / "tps.csv", ON),), folder / "objections.csv")
    with patch.object(chunks, "ROWS", size):
        return screen([ContactList(folder / "list.csv")], on_file, judge, ON, out=folder / f"out.{ending}")


def killed_at_step(step, folder, ending="parquet"):
    """Screens until the step; whether it was killed there (False when it has fewer steps)."""
    command = [sys.executable, "-c", AT_A_STEP, str(Path(__file__).parent), str(step), str(folder), ending]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 9}, done.stderr
    return done.returncode == 9


def killed_after(seconds, folder, program):
    """Runs a program of Python in the folder and kills it some seconds after its first line; whether it was at work."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=folder, env={**os.environ}, stdout=subprocess.PIPE) as running:
        running.stdout.readline()
        time.sleep(seconds)
        running.kill()
        return running.wait() != 0


def work_of(folder, ending):
    return folder / f".out.{ending}.screening"


def finished(folder, ending):
    """How many chunks the record says are finished: whole lines after the first."""
    try:
        return max(0, (work_of(folder, ending) / "record.jsonl").read_bytes().count(b"\n") - 1)
    except FileNotFoundError:
        return 0


def check_goes_on(folder, ending, wanted, before=b"what stood here", size=ROWS):
    """Killed: nothing half-written stands under the output's name. Run again: the same bytes, nothing done twice."""
    out = folder / f"out.{ending}"
    stood = out.read_bytes()
    assert stood in (before, wanted)
    done = finished(folder, ending)
    found = run(folder, ending, size=size)
    assert out.read_bytes() == wanted
    if stood == before:  # else it was killed while it cleared up, and parts are gone
        assert found.run.kept == done, (found.run, done)
    assert not work_of(folder, ending).exists()
    return done
