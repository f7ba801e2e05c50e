"""Many who write at once: everybody's entries are there, in one tree; whoever is told is on the disk."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from ringfence import ledger
from ringfence.ledger.commit import GroupCommit
from ringfence.store import open_store

from .conftest import PHONE, checked, decided

WRITES = """
import sys
from pathlib import Path
from ringfence import ledger
from ringfence.ledger.events import Decided
from ringfence.store import open_store
with open_store(Path(sys.argv[1])) as store:
    for n in range(25):
        ledger.append(store, [Decided(at="2026-11-21T10:00:00.000000Z", id=f"{sys.argv[2]}-{n}", reference="r",
            campaign="c", number=447700900000 + n, decision="block")])
"""


def test_several_processes_write_one_tree(store):
    home = str(store.place.home)
    children = [
        subprocess.Popen([sys.executable, "-c", WRITES, home, str(n)], stderr=subprocess.PIPE, text=True)
        for n in range(3)
    ]
    told = [child.communicate()[1] for child in children]
    assert [child.returncode for child in children] == [0, 0, 0], told
    report = checked(store)
    assert report.holds, report.faults
    ids = [entry.told["id"] for entry in store.book.of_kind("decision")]
    assert len(set(ids)) == 75


def test_an_edge_kept_in_memory_is_not_used_after_others_wrote(store):
    ledger.append(store, [decided(1)])
    with open_store(store.place.home) as other:
        ledger.append(other, [decided(2)])
    ledger.append(store, [decided(3)])
    assert checked(store).holds


def test_a_transaction_that_fails_leaves_no_trace_in_memory(store, monkeypatch):
    ledger.append(store, [decided(1)])
    before = store.book.tail()

    def fails():
        with store.book.transaction():
            ledger.enter(store.book, [decided(2)])
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        fails()
    assert store.book.tail() == before
    ledger.append(store, [decided(3), decided(4)])
    assert checked(store).holds


def test_those_who_wait_share_commits_and_each_gets_its_own_entries(store):
    home = store.place.home
    with GroupCommit(lambda: open_store(home)) as commits, ThreadPoolExecutor(16) as pool:

        def one(place):
            events = [decided(f"{place}-{part}", PHONE + place) for part in range(1 + place % 3)]
            entries = commits.append(events).result(timeout=60)
            return [entry.told["id"] for entry in entries] == [event.id for event in events]

        assert all(pool.map(one, range(200)))
    report = checked(store)
    assert report.holds, report.faults
    assert report.size == 1 + sum(1 + place % 3 for place in range(200))
    assert report.roots_signed < 200, "commits were shared"


def test_a_commit_that_fails_is_told_to_everybody_who_waits(store, monkeypatch):
    with GroupCommit(lambda: open_store(store.place.home)) as commits:
        commits.append([decided(1)]).result(timeout=60)

        def fails(*_):
            raise OSError("no room")

        with monkeypatch.context() as broken:
            broken.setattr(type(store.book), "add", fails)
            for waiting in [commits.append([decided(place)]) for place in range(2, 6)]:
                with pytest.raises(OSError, match="no room"):
                    waiting.result(timeout=60)
        commits.append([decided(6)]).result(timeout=60)
    assert [entry.told["id"] for entry in store.book.of_kind("decision")] == ["d1", "d6"]


def test_a_store_that_cannot_be_opened_is_told_to_everybody_who_waits():
    def fails():
        raise OSError("no disk")

    with GroupCommit(fails) as commits, pytest.raises(OSError, match="no disk"):
        commits.append([decided(1)]).result(timeout=60)
