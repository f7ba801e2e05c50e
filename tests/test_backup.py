"""A drill: a home is backed up while it is written to, lost, and put back; what stopped calls still stops them."""

import json
import shutil
import zipfile

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
    home = tmp_path / "home"
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
