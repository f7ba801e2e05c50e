"""Ways in which what a decision depends on can break: for each dependency, what is done to the home or the gate.

Each is done to a gate that has just allowed a call. A dependency of `health.DEPENDENCIES` without a fault fails a test.
"""

import json
import os
import shutil
from contextlib import contextmanager
from datetime import timedelta

import apsw
import msgspec
import world

from ringfence import ledger
from ringfence.gate import health
from ringfence.gate import keys as gate_keys
from ringfence.ledger.events import RegisterLoaded
from ringfence.store import open_store
from ringfence.store.place import StoreUnusable

FAULTS = {}


def fault(dependency, *, told=True):
    """`told`: whether /readyz can know of it before the next call."""

    def register(make):
        FAULTS[f"{dependency}: {make.__name__.replace('_', ' ')}"] = (dependency, contextmanager(make), told)
        return make

    return register


def version_folder(home):
    return home / "campaigns" / "spring" / "000001"


# clock


@fault("clock")
def stepped_back_or_forward(home, place, desk, monkeypatch):
    monkeypatch.setattr(desk, "_fault", lambda: "the clock was put back by 3600 s")
    yield


@fault("clock")
def behind_what_was_decided(home, place, desk, monkeypatch):
    desk.ask(world.call(at=world.NOON + timedelta(hours=1)))
    yield


# keys


@fault("keys")
def gone(home, place, desk, monkeypatch):
    (home / gate_keys.NAME).unlink()
    yield


@fault("keys")
def half_written(home, place, desk, monkeypatch):
    file = home / gate_keys.NAME
    file.write_bytes(file.read_bytes()[:20])
    yield


@fault("keys")
def known_to_everybody(home, place, desk, monkeypatch):
    (home / gate_keys.NAME).write_text(f'{{"keys": [["demo", "{gate_keys.DEMO_KEY}"]]}}')
    yield


@fault("keys")
def open_to_others(home, place, desk, monkeypatch):
    (home / gate_keys.NAME).chmod(0o644)
    yield


@fault("keys")
def another_one(home, place, desk, monkeypatch):
    """What was signed under the lost key is sealed with it no more: seen when the campaign is next read."""
    gate_keys.rotate(home, lost=True)
    desk._campaigns._loaded.clear()
    yield


# store


@fault("store")
def locked(home, place, desk, monkeypatch):
    """Another process holds it for longer than a call can wait."""
    monkeypatch.setattr("ringfence.gate.session.PATIENCE", 0.2)
    desk._thread.run(desk._drop)
    other = apsw.Connection(str(home / "store.sqlite3"))
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


@fault("store")
def replaced_by_garbage(home, place, desk, monkeypatch):
    desk._thread.run(desk._drop)
    for each in home.glob("store.sqlite3*"):
        each.write_bytes(b"not a database at all" * 500)
    yield


@fault("store")
def disk_full(home, place, desk, monkeypatch):
    session = desk.use(lambda session: session)
    write = session.store._database.write

    def full(sql, rows):
        if "gate_decision" in sql or "setting" in sql:
            raise StoreUnusable("database or disk is full")
        write(sql, rows)

    monkeypatch.setattr(session.store._database, "write", full)
    monkeypatch.setattr("ringfence.gate.desk.open_session", lambda *_: session)
    monkeypatch.setattr(desk, "_drop", lambda: None)
    yield


@fault("store")
def can_only_be_read(home, place, desk, monkeypatch):
    session = desk.use(lambda session: session)
    desk.use(lambda session: session.store._database.read("PRAGMA query_only=ON"))
    monkeypatch.setattr("ringfence.gate.desk.open_session", lambda *_: session)
    monkeypatch.setattr(desk, "_drop", lambda: None)
    yield
    desk.use(lambda session: session.store._database.read("PRAGMA query_only=OFF"))


@fault("store")
def cannot_be_opened(home, place, desk, monkeypatch):
    desk._thread.run(desk._drop)

    def refuse(*_, **__):
        raise StoreUnusable("the server is gone")

    monkeypatch.setattr("ringfence.gate.session.open_store", refuse)
    yield


@fault("store")
def key_of_its_numbers_gone(home, place, desk, monkeypatch):
    desk._thread.run(desk._drop)
    (home / "number.key").unlink()
    yield


@fault("store")
def deleted(home, place, desk, monkeypatch):
    """The open connection would go on with a file that nobody else sees."""
    (home / "store.sqlite3").unlink()
    yield


@fault("store")
def empty_one_in_its_place(home, place, desk, monkeypatch):
    desk._thread.run(desk._drop)
    for each in home.glob("store.sqlite3*"):
        each.unlink()
    desk._seen.size = 0  # as a gate that was started anew
    yield


@fault("store")
def old_copy_put_back(home, place, desk, monkeypatch):
    """Copied before an objection, put back after it."""
    desk._thread.run(desk._drop)
    copy = home / "copy"
    shutil.copy(home / "store.sqlite3", copy)
    world.object_now(home, world.ON_LIST[1])
    desk.ask(world.call(world.ON_LIST[2]))
    desk._thread.run(desk._drop)
    copy.replace(home / "store.sqlite3")
    yield


# ledger


@fault("ledger")
def key_gone(home, place, desk, monkeypatch):
    desk._thread.run(desk._drop)
    (home / "ledger.key").unlink()
    yield


@fault("ledger", told=False)
def cannot_be_written(home, place, desk, monkeypatch):
    def refuse(*_):
        raise StoreUnusable("the ledger cannot be written")

    monkeypatch.setattr("ringfence.gate.session.enter", refuse)
    yield


# campaigns


@fault("campaigns")
def card_changed(home, place, desk, monkeypatch):
    file = place / "campaign.toml"
    file.write_text(file.read_text() + "\n# changed after signing\n")
    yield


@fault("campaigns")
def script_changed(home, place, desk, monkeypatch):
    (place / "script.md").write_text(world.SCRIPT.replace("five pounds", "ten pounds"))
    yield


@fault("campaigns")
def list_changed(home, place, desk, monkeypatch):
    with (place / "list.csv").open("a") as file:
        file.write("01632 960999\n")
    yield


@fault("campaigns")
def card_gone(home, place, desk, monkeypatch):
    (place / "campaign.toml").unlink()
    yield


@fault("campaigns")
def signed_file_altered(home, place, desk, monkeypatch):
    file = version_folder(home) / "numbers.i64"
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    file.write_bytes(data)
    yield


@fault("campaigns")
def signed_file_gone(home, place, desk, monkeypatch):
    (version_folder(home) / "objections.csv").unlink()
    yield


@fault("campaigns")
def half_signed(home, place, desk, monkeypatch):
    file = home / "campaigns" / "spring" / "current.json"
    file.write_bytes(file.read_bytes()[:30])
    yield


@fault("campaigns")
def signed_facts_altered(home, place, desk, monkeypatch):
    """Somebody who may write in the folder, and has not the key: an altered signed.json with its own digest."""
    import hashlib

    file = version_folder(home) / "signed.json"
    file.write_text(file.read_text().replace('"listed"', '"any"'))
    current = home / "campaigns" / "spring" / "current.json"
    told = msgspec.json.decode(current.read_bytes())
    told["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    current.write_bytes(msgspec.json.encode(told))
    yield


@fault("campaigns")
def none_signed(home, place, desk, monkeypatch):
    shutil.rmtree(home / "campaigns")
    yield


@fault("campaigns")
def signed_under_other_rules(home, place, desk, monkeypatch):
    monkeypatch.setattr("ringfence.gate.campaigns.version", lambda: "other")
    desk._campaigns._loaded.clear()
    yield


# registers


@fault("registers")
def missing(home, place, desk, monkeypatch):
    shutil.rmtree(home / "registers")
    yield


@fault("registers")
def manifest_half_written(home, place, desk, monkeypatch):
    file = home / "registers" / "manifest.json"
    file.write_bytes(file.read_bytes()[:50])
    yield


@fault("registers")
def numbers_half_written(home, place, desk, monkeypatch):
    """A version whose numbers are not all there, put in force."""
    file = next((home / "registers").glob("tps-*/lows.u16"))
    file.write_bytes(file.read_bytes()[:-1])
    manifest = home / "registers" / "manifest.json"
    os.utime(manifest, (1, 1))
    yield


@fault("registers")
def numbers_altered(home, place, desk, monkeypatch):
    """As many as before, and others; the manifest is written anew, as a loading does."""
    file = next((home / "registers").glob("tps-*/lows.u16"))
    data = bytearray(file.read_bytes())
    data[0] ^= 2  # another number than the one that is asked about
    file.write_bytes(data)
    os.utime(home / "registers" / "manifest.json", (1, 1))
    yield


@fault("registers")
def manifest_gone(home, place, desk, monkeypatch):
    (home / "registers" / "manifest.json").unlink()
    yield


@fault("registers")
def made_to_look_younger(home, place, desk, monkeypatch):
    """As the ledger tells it, it is asked; with another day in its manifest it is not."""
    file = home / "registers" / "manifest.json"
    told = json.loads(file.read_bytes())
    version = told["versions"][-1]
    event = RegisterLoaded(
        at="2026-11-20T09:00:00.000000Z", by="A. Khan", register=version["kind"], version=str(version["version"]),
        as_of=version["as_of"], sha256=version["sha256"], numbers=version["count"],
    )  # fmt: skip
    with open_store(home) as store:
        ledger.append(store, [event])
    os.utime(file, (1, 1))
    assert desk.ask(world.call(world.ON_LIST[3], "before")).decision == "allow"
    version["as_of"] = "2026-11-20"
    file.write_text(json.dumps(told))
    yield


@fault("registers")
def not_ready_to_be_looked_up(home, place, desk, monkeypatch):
    class Nothing:
        def has(self, campaign, on):
            return False

    desk.opens_only(Nothing())
    desk._campaigns._loaded.clear()
    yield


@fault("registers")
def stale(home, place, desk, monkeypatch):
    yield {"at": world.NOON + timedelta(days=14)}  # the 29th day after the register was drawn is over


DEPENDENCIES = health.DEPENDENCIES
__all__ = ["DEPENDENCIES", "FAULTS"]
