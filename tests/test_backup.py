"""A drill: a home is backed up while it is written to, lost, and put back; what stopped calls still stops them."""

import json
import shutil
import threading
import time
import zipfile
from contextlib import closing
from dataclasses import replace

import apsw
import pytest

from ringfence.cli import run
from ringfence.gate import keys
from ringfence.preferences.events import Event
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store

NUMBER = 441632960001


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    return made(tmp_path / "home")


def made(home):
    event = Event(
        id="1", kind="objection", number=NUMBER, at="2026-11-01T10:00:00Z", recorded_at="2026-11-01T10:00:00Z",
        recorded_by="A. Example", channel="phone", said="stop", scope=EVERYONE,
    )  # fmt: skip
    with open_store(home) as store:
        store.append([event])
    keys.made(home)
    (home / "campaigns" / "spring").mkdir(parents=True)
    (home / "campaigns" / "spring" / "current.json").write_text("{}")
    return home


def backed_up(home, tmp_path):
    ours, secret = tmp_path / "b.zip", tmp_path / "k.zip"
    assert run(["backup", "-o", str(ours), "--keys", str(secret), "--home", str(home)]) == 0
    return ours, secret


def test_drill(home, tmp_path):
    with open_store(home):  # in use
        ours, secret = backed_up(home, tmp_path)
    before = {each.name: each.read_bytes() for each in home.glob("*.key")}
    shutil.rmtree(home)
    assert run(["restore", str(ours), "--keys", str(secret), "--home", str(home)]) == 0
    with open_store(home) as store:
        assert len(store.objections(NUMBER)) == 1
        assert store.gate.keyed(NUMBER)
    assert {each.name: each.read_bytes() for each in home.glob("*.key")} == before
    assert (home / "campaigns" / "spring" / "current.json").read_text() == "{}"
    assert run(["ledger", "verify", "--home", str(home)]) == 0


def test_accounts_are_in_it(home, tmp_path):
    with closing(apsw.Connection(str(home / "web.sqlite3"))) as accounts:
        accounts.execute("CREATE TABLE person (name); INSERT INTO person VALUES ('A. Example')")
        ours, secret = backed_up(home, tmp_path)
    assert run(["restore", str(ours), "--keys", str(secret), "--home", str(tmp_path / "new")]) == 0
    with closing(apsw.Connection(str(tmp_path / "new" / "web.sqlite3"))) as accounts:
        assert accounts.execute("SELECT name FROM person").fetchall() == [("A. Example",)]


def test_keys_and_data_are_apart_and_nobody_else_reads_them(home, tmp_path):
    ours, secret = backed_up(home, tmp_path)
    assert not [name for name in zipfile.ZipFile(ours).namelist() if name.endswith(".key")]
    assert "number.key" in zipfile.ZipFile(secret).namelist()
    assert {file.stat().st_mode & 0o077 for file in (ours, secret)} == {0}


def test_nothing_is_written_over(home, tmp_path, capsys):
    ours, secret = backed_up(home, tmp_path)
    assert run(["backup", "-o", str(ours), "--keys", str(tmp_path / "n.zip"), "--home", str(home)]) == 1
    assert run(["restore", str(ours), "--keys", str(secret), "--home", str(home)]) == 1
    assert "not empty" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/outside.txt"])
def test_a_file_outside_is_refused(home, tmp_path, name):
    _, secret = backed_up(home, tmp_path)
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr(name, "x")
        archive.writestr("backup.json", json.dumps({"files": {name: "0" * 64}}))
    assert run(["restore", str(evil), "--keys", str(secret), "--home", str(tmp_path / "new")]) == 1
    assert not (tmp_path / "outside.txt").exists()


def test_a_changed_file_is_refused(home, tmp_path, capsys):
    ours, secret = backed_up(home, tmp_path)
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(ours) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"[]" if name.endswith("current.json") else old.read(name))
    assert run(["restore", str(changed), "--keys", str(secret), "--home", str(tmp_path / "new")]) == 1
    assert "not as it was backed up" in capsys.readouterr().err


def written(home, stop, acknowledged):
    """Objects without end, and notes what was acknowledged."""
    with open_store(home) as store:
        for each in range(10_000):
            if stop.is_set():
                return
            event = Event(
                id=f"w{each}", kind="objection", number=NUMBER + 1 + each, at="2026-11-02T10:00:00Z",
                recorded_at="2026-11-02T10:00:00Z", channel="web", said="stop", scope=EVERYONE,
            )  # fmt: skip
            store.append([event])
            acknowledged.append(event.number)


def emptied(database, cluster):
    """The store is lost."""
    if database == "postgres":
        import psycopg

        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")


def test_drill_while_it_is_written_to(tmp_path, database, request):
    """On each database: what was acknowledged before the backup began is there after, and is whole."""
    cluster = request.getfixturevalue("cluster") if database == "postgres" else None
    home, stop, acknowledged = made(tmp_path / "home"), threading.Event(), []
    writer = threading.Thread(target=written, args=(home, stop, acknowledged))
    writer.start()
    while len(acknowledged) < 20:
        time.sleep(0.01)
    before = list(acknowledged)
    ours, secret = backed_up(home, tmp_path)
    stop.set()
    writer.join()
    assert len(acknowledged) > len(before), "it went on being written to"
    shutil.rmtree(home)
    emptied(database, cluster)
    assert run(["restore", str(ours), "--keys", str(secret), "--home", str(home)]) == 0
    with open_store(home) as store:
        assert all(store.objections(number) for number in (NUMBER, *before))
        kept = [number for number in acknowledged if store.objections(number)]
        assert kept == acknowledged[: len(kept)], "whole at one moment: none is missing between others"
        after = store.append([replace(store.objections(NUMBER)[0], id="after")])
        assert [each.id for each in after.new] == ["after"], "and it is written to again"
    assert not list(home.glob("*.pgdump"))
    assert run(["ledger", "verify", "--home", str(home)]) == 0


def test_the_two_kinds_of_store_are_not_mixed_up(tmp_path, home, server, monkeypatch, capsys):
    there = made(tmp_path / "there")
    on_server = tmp_path / "s.zip", tmp_path / "sk.zip"
    assert run(["backup", "-o", str(on_server[0]), "--keys", str(on_server[1]), "--home", str(there)]) == 0
    again = ["restore", str(on_server[0]), "--keys", str(on_server[1]), "--home"]
    assert run([*again, str(tmp_path / "a")]) == 1
    assert "is not empty" in capsys.readouterr().err
    monkeypatch.delenv("RINGFENCE_DATABASE_URL")
    assert run([*again, str(tmp_path / "b")]) == 1
    assert "was taken on PostgreSQL" in capsys.readouterr().err
    ours, secret = backed_up(home, tmp_path)
    monkeypatch.setenv("RINGFENCE_DATABASE_URL", server.url)
    assert run(["restore", str(ours), "--keys", str(secret), "--home", str(tmp_path / "c")]) == 1
    assert "holds a SQLite store" in capsys.readouterr().err


def test_without_pg_dump_the_way_out_is_told(tmp_path, home, server, monkeypatch, capsys):
    monkeypatch.setattr("ringfence.store.backup.shutil.which", lambda _: None)
    assert run(["backup", "-o", str(tmp_path / "x.zip"), "--keys", str(tmp_path / "y.zip"), "--home", str(home)]) == 1
    assert "client programs" in capsys.readouterr().err


def test_no_password_is_among_the_words_of_a_command(tmp_path, monkeypatch):
    from ringfence.store import backup
    from ringfence.store.place import Place

    seen = []

    def ran(command, env, **_):
        seen.append((command, env.get("PGPASSWORD")))
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(backup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(backup.subprocess, "run", ran)
    backup._run(Place(tmp_path, "postgresql://me:s3cret@db.example.org:5433/calls?sslmode=require"), "pg_dump")
    ((command, password),) = seen
    assert command[1] == "--dbname=postgresql://me@db.example.org:5433/calls?sslmode=require"
    assert password == "s3cret"
