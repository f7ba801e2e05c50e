"""A store with a history, and commands run over it."""

import json
import shutil

import pytest

from ringfence.cli import run
from ringfence.store import open_store

from .made import filled


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A home that `made.filled` filled, to copy."""
    place = tmp_path_factory.mktemp("template") / "home"
    with open_store(place) as store:
        filled(store, place)
    return place


@pytest.fixture
def kept(home, template):
    """An open store with a history."""
    shutil.copytree(template, home)
    with open_store(home) as store:
        yield store


@pytest.fixture
def ask(home, capsys):
    """Runs a command; what it printed. The exit code must be the one named."""

    def ask(*words, code=0):
        assert run([str(word) for word in words]) == code, capsys.readouterr()
        return capsys.readouterr()

    return ask


@pytest.fixture
def told(ask):
    """Runs a command with --format json; what it said."""
    return lambda *words, **more: json.loads(ask(*words, "--format", "json", **more).out)
