"""`call run` and `call stop`: what they say, and their exit codes."""

import json

import pytest
from click.testing import CliRunner

from ringfence.cli import cli
from ringfence.cli import run_calls as command
from ringfence.dialling.numbers_file import NumbersUnusable, read_numbers
from ringfence.store import open_store

from . import world


@pytest.fixture
def home(tmp_path):
    return world.home(tmp_path)


@pytest.fixture
def listed(tmp_path):
    file = tmp_path / "callable.csv"
    file.write_text("row,written,e164\n1,x,'+447700900101\n2,x,+447700900102\n3,x,+447700900101\n4,x,+447700900500\n")
    return file


def ask(*words, home):
    return CliRunner().invoke(cli, ["call", *map(str, words), "--home", str(home)], standalone_mode=False)


def test_a_dry_run_dials_nobody_and_keeps_nothing(home, listed, monkeypatch):
    monkeypatch.setattr(command, "now", lambda: world.NOON)
    found = ask("run", "spring", "--list", listed, "--format", "json", home=home)
    assert not found.exception
    told = json.loads(found.output)
    assert told["numbers"] == 3
    assert told["decisions"]["allow"] == 2
    with open_store(home) as store:
        assert list(store.book.of_kind("decision")) == []


def test_a_run_needs_a_trunk(home, listed):
    found = ask("run", "spring", "--list", listed, "--driver", "baresip", home=home)
    assert "--trunk" in str(found.exception)


def test_stop_and_lift(home):
    assert "Say who" in str(ask("stop", "spring", home=home).exception)
    assert "Stopped" in ask("stop", "spring", "--by", "A. Example", home=home).output
    assert "run again" in ask("stop", "spring", "--lift", home=home).output
    assert "not stopped" in ask("stop", "spring", "--lift", home=home).output
    assert "not signed" in str(ask("stop", "sprung", "--by", "A. Example", home=home).exception)


@pytest.mark.parametrize(
    "text", ["", "name\nx\n", "e164\nnot a number\n", "e164\n12\n", "e164\n\ufffd\ufffd\n"], ids=repr
)
def test_a_list_that_cannot_be_called_is_refused(tmp_path, text):
    file = tmp_path / "list.csv"
    file.write_text(text)
    with pytest.raises(NumbersUnusable):
        read_numbers(file)


def test_the_order_is_that_of_the_list_and_each_number_comes_once(listed):
    assert read_numbers(listed) == [447700900101, 447700900102, 447700900500]
