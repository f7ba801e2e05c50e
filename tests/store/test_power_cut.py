"""What was acknowledged survives a power cut at any moment; in modes that are known to lose data, this test sees it."""

import random
import shutil
from contextlib import contextmanager

import apsw
import pytest

from ringfence.ledger.checkpoint import read
from ringfence.ledger.verify import verify
from ringfence.store import durable, open_store
from ringfence.store.ledger import LedgerBook
from ringfence.store.writing import append

from .conftest import PHONE, objection
from .power_cut import Log, LoggingVFS, cut

EVENTS = 60
CUTS = 250


class Watched:
    """The store's database, over a disk that is watched."""

    def __init__(self, connection):
        self.connection = connection

    def read(self, sql, values=()):
        return list(self.connection.execute(sql, tuple(values)))

    def write(self, sql, rows):
        self.connection.executemany(sql, [tuple(row) for row in rows])

    @contextmanager
    def transaction(self):
        self.connection.execute("BEGIN IMMEDIATE")
        yield
        self.connection.execute("COMMIT")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store as migrations leave it with one event, so that its keys are there, and events to put into it."""
    home = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RINGFENCE_DATABASE_URL", raising=False)
        with open_store(home) as store:
            store.append([objection(store, PHONE - 1)])
            events = [objection(store, PHONE + place, said="stop " * (place % 40)) for place in range(EVENTS)]
            return home, store.key, store.book.keys(), events


def record(made, folder, journal, level):
    """Commits each event by itself, and its ledger entry with it, on a disk that is watched."""
    home, key, _keys, events = made
    source = home / "store.sqlite3"
    shutil.copyfile(source, folder / "store.sqlite3")
    log = Log(folder, {"store.sqlite3": source.read_bytes()})
    name = f"cut-{journal}-{level}"
    vfs = LoggingVFS(name, log)
    connection = apsw.Connection(str(folder / "store.sqlite3"), vfs=name)
    try:
        if journal == "WAL":
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # its index is then in memory, not a file
            connection.execute("PRAGMA wal_autocheckpoint=20")
        for pragma in durable.pragmas(journal):
            connection.execute(pragma.replace("synchronous=FULL", f"synchronous={level}"))
        database = Watched(connection)
        book = LedgerBook(database, key, home)
        for event in events:
            append(database, key, [event], book)
            log.ack((event.id, str(book.latest())))
    finally:
        entries = list(log.entries)
        connection.close()
        vfs.unregister()
    log.entries = entries  # what closing does comes after the cut
    return log


def harm(made, log, folder, cuts=CUTS, seed=20261121):
    """Of so many cuts: how many lost an acknowledged event or entry, how many left a damaged file or ledger."""
    home, key, keys, _events = made
    chance = random.Random(seed)
    lost = damaged = 0
    for place in range(cuts):
        after = folder / f"after-{place}"
        after.mkdir()
        told = cut(log, chance.randrange(len(log.entries) + 1), chance, after)
        connection = apsw.Connection(str(after / "store.sqlite3"))
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            kept = {row[0] for row in connection.execute("SELECT id FROM ringfence_event")}
            book = LedgerBook(Read(connection), key, home)
            acknowledged = max((read(note) for _, note in told), key=lambda each: each.size, default=None)
            alone = verify(book.rows(), book.checkpoints(), keys)
            report = verify(book.rows(), book.checkpoints(), keys, [acknowledged] if acknowledged else [])
            whole = whole and alone.holds
        except apsw.Error:
            whole, kept, report = False, set(), None
        finally:
            connection.close()
        damaged += not whole
        lost += whole and not ({event_id for event_id, _ in told} <= kept and report.holds)
        shutil.rmtree(after)
    return lost, damaged


class Read:
    """A database that is only read."""

    def __init__(self, connection):
        self.connection = connection

    def read(self, sql, values=()):
        return self.connection.execute(sql, tuple(values)).fetchall()


@pytest.mark.parametrize("journal", ["WAL", "PERSIST"])
def test_nothing_acknowledged_is_lost(made, tmp_path, journal):
    log = record(made, tmp_path, journal, "FULL")
    assert sum(entry[0] == "ack" for entry in log.entries) == EVENTS
    assert harm(made, log, tmp_path) == (0, 0)


@pytest.mark.parametrize(("journal", "level"), [("WAL", "NORMAL"), ("PERSIST", "OFF"), ("DELETE", "OFF")])
def test_modes_that_lose_data_are_seen_to_lose_it(made, tmp_path, journal, level):
    lost, damaged = harm(made, record(made, tmp_path, journal, level), tmp_path, 60)
    assert lost + damaged > 0, "this disk is too kind: the test above could not fail"
