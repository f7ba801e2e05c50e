"""kill -9 at random moments: what was acknowledged is on file afterwards, and an import is whole or not there."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from ringfence.cli import run
from ringfence.ledger.verify import verify
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")

ADDS = """
import itertools, sys
from pathlib import Path
from ringfence.preferences.events import Event
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store
home, first = Path(sys.argv[1]), int(sys.argv[2])
with open_store(home) as store:
    print("ready", flush=True)
    for number in itertools.count(first):
        what = {"kind": "objection", "number": number, "recorded_at": "2026-11-21", "scope": EVERYONE}
        store.append([Event(id=store.key.id(number), **what)])
        print(number, flush=True)
"""


def killed_while_adding(home, first, chance):
    """The numbers that were acknowledged before the process was killed."""
    child = subprocess.Popen([sys.executable, "-c", ADDS, str(home), str(first)], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.4))
        child.send_signal(signal.SIGKILL)
        told = child.stdout.read().splitlines()
    if told and not told[-1].isdigit():
        told.pop()
    return [int(line) for line in told]


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_kill(database, tmp_path, kills):
    chance = random.Random(kills)
    home = tmp_path / "home"
    told = []
    for kill in range(kills):
        told += killed_while_adding(home, 447700000000 + 10_000 * kill, chance)
    assert told, "nothing was acknowledged: this shows nothing"
    with open_store(home) as store:
        assert set(told) <= set(store.suppressions({EVERYONE.key}).tolist())
        assert set(told) <= in_ledger(store)


def in_ledger(store):
    """The numbers whose objection is in the ledger, which holds."""
    book = store.book
    report = verify(book.rows(), book.checkpoints(), book.keys(), keyed=book.keyed)
    assert report.holds, report.faults
    return {entry.number for entry in book.of_kind("objection")}


def test_what_was_acknowledged_survives_a_server_killed_at_once(server, tmp_path):
    command = [sys.executable, "-c", ADDS, str(tmp_path), "447900000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.3)
        server.stop("immediate")
        told = [int(line) for line in child.communicate()[0].splitlines() if line.isdigit()]
    server.start()
    assert told
    with open_store(tmp_path) as store:
        assert set(told) <= set(store.suppressions({EVERYONE.key}).tolist())
        assert set(told) <= in_ledger(store)


@pytest.mark.parametrize("kills", [3, pytest.param(12, marks=pytest.mark.slow)])
def test_an_import_that_is_killed_leaves_all_or_nothing_and_can_be_run_again(tmp_path, monkeypatch, kills, capsys):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    chance, rows = random.Random(7), 20_000
    file = tmp_path / "dnc.csv"
    file.write_text("phone\n" + "".join(f"07{700_000_000 + place}\n" for place in range(rows)))
    for kill in range(kills):
        home = tmp_path / f"home-{kill}"
        command = [sys.executable, "-m", "ringfence", "objection", "import", str(file), "--home", str(home)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            time.sleep(chance.uniform(0.3, 2.5))
            child.send_signal(signal.SIGKILL)
        with open_store(home) as store:
            assert len(store.suppressions({EVERYONE.key})) in (0, rows)
        assert run(["objection", "import", str(file), "--home", str(home)]) == 0
        with open_store(home) as store:
            assert len(store.suppressions({EVERYONE.key})) == rows
    assert "20,000 rows" in capsys.readouterr().out
