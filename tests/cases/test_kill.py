"""kill -9 at random moments: what was acknowledged is a case, its objection stands, the ledger holds."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from ringfence.cases.state import case_of
from ringfence.ledger.verify import verify
from ringfence.store import open_store

from .made import roles

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
OPENS = """
import itertools, sys
from datetime import UTC, datetime
from pathlib import Path
from ringfence.cases.complaint import complaint
from ringfence.cases.steps import objection_in, opening
from ringfence.store import open_store
now = datetime(2026, 11, 21, 10, tzinfo=UTC)
with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for place in itertools.count(int(sys.argv[2])):
        fields = {"number": f"07700 900{place % 1000:03d}", "words": f"{place}: stop calling me"}
        told = complaint(fields, via="form", now=now, place="x", received="2026-11-21")
        event = opening(told, id_=f"c{place}", identity=f"i{place}", role="organisation", now=now, by="")
        opened = store.cases.open(event, objection_in(told, id_=f"o{place}", now=now, by=""))
        print(opened.case, place, flush=True)
"""


def killed_while_opening(home, first, chance):
    """The cases that were acknowledged before the process was killed, with what was complained of."""
    child = subprocess.Popen([sys.executable, "-c", OPENS, str(home), str(first)], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.1, 0.5))
        child.send_signal(signal.SIGKILL)
        lines = child.stdout.read().splitlines(keepends=True)
    return [line.split() for line in lines if line.endswith("\n")]


def test_what_was_acknowledged_survives_a_kill(database, tmp_path):
    chance, home, told = random.Random(4), tmp_path / "home", []
    for kill in range(3):
        told += killed_while_opening(home, 300 * kill, chance)
    assert told, "nothing was acknowledged: this shows nothing"
    with open_store(home) as store:
        for number, place in told:
            found = case_of(number, store.cases.events(number), roles())
            assert found.opened.id == f"c{place}"
            assert store.event(f"o{place}") is not None, "a case without its objection"
        cases = [name for name, _ in store.cases.steps(closed=True)]
        assert len(cases) == len(set(cases)) == len(list(store.events(["objection"]))), "one objection for each case"
        report = verify(store.book.rows(), store.book.checkpoints(), store.book.keys(), keyed=store.book.keyed)
        assert report.holds, report.faults
