"""`ringfence register`: what a person sees, and the exit codes that scripts read."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from ringfence.cli import run
from ringfence.kernel import engine
from ringfence.preferences.register_store.loading import load
from ringfence.preferences.register_store.manifest import folder_of

DATED = "number,listed_on\n01632960001,2026-01-05\n07700900123,\n07700900123,\n01999123456,\n+12025550143,\n,\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def say(home, tmp_path, capsys):
    """Runs `ringfence register`; gives exit code, what was said, and what was complained of."""

    def said(*words):
        code = run(["register", *map(str, words)])
        out = capsys.readouterr()
        return code, out.out, out.err

    (tmp_path / "tps.csv").write_text(DATED)
    return said


def test_a_load_says_what_is_in_force_and_what_to_do_next(say, tmp_path):
    code, out, err = say("load", "tps", tmp_path / "tps.csv", "--as-of", "2026-01-10")
    assert (code, err) == (0, "")
    assert "TPS version 1 is in force: 4 numbers, drawn on 10 January 2026" in out
    assert "1 of 4 days of listing known; duplicates left out: 1; blank rows: 1" in out
    assert "not of the United Kingdom, and kept too: 1" in out
    assert "of no range in use as far as we know, and kept as listed: 1" in out
    assert f"numbers read by: {engine().name}" in out
    assert "Next: ringfence register check" in out
    code, out, _ = say("load", "tps", tmp_path / "tps.csv", "--as-of", "2026-01-10")
    assert code == 0
    assert "in force already" in out


def test_as_json(say, tmp_path):
    load_ = ["load", "tps", tmp_path / "tps.csv", "--as-of", "2026-01-10", "--format", "json"]
    loaded = json.loads(say(*load_)[1])
    assert (loaded["kind"], loaded["version"], loaded["as_of"], loaded["count"], loaded["new"]) == (
        "tps", 1, "2026-01-10", 4, True,
    )  # fmt: skip
    assert json.loads(say(*load_)[1])["new"] is False
    (listed,) = json.loads(say("list", "--format", "json")[1])
    assert listed["in_force"] is True
    assert listed["bytes"] == sum(part["bytes"] for part in listed["parts"].values())
    assert len(json.loads(say("verify", "--format", "json")[1])) == 1
    assert json.loads(say("prune", "--format", "json")[1]) == []
    checked = json.loads(say("check", "01632 960001", "--on", "2026-02-02", "--format", "json")[1])
    assert checked["e164"] == "+441632960001"
    (found,) = checked["registers"]
    assert (found["register"], found["version"], found["as_of"]) == ("tps", 1, "2026-01-10")
    assert (found["listed"], found["listed_on"], found["listed_days"]) == (True, "2026-01-05", 28)


CHECKS = {
    "01632 960001": "listed since 5 January 2026 (28 days)",
    "+44 7700 900123": "listed, since when is not known",
    "07700 900124": "not listed",
    "01999 123456": "listed, since when",
    "+1 202 555 0143": "listed, since when",
    "+1 202 555 0144": "not listed",
}


@pytest.mark.parametrize(("number", "told"), CHECKS.items())
def test_a_number_is_looked_up(say, tmp_path, number, told):
    say("load", "tps", tmp_path / "tps.csv", "--as-of", "2026-01-10")
    code, out, _ = say("check", number, "--on", "2026-02-02")
    assert code == 0
    assert f"TPS of 10 January 2026: {told}" in out
    assert "CTPS: not loaded, so nothing is known" in out
    digits = "".join(c for c in number if c.isdigit())
    assert digits[-6:] not in out.replace(" ", ""), "no number stands in clear"


@pytest.mark.parametrize("words", [["list"], ["check", "07700900123"], ["verify"]])
def test_without_a_register_the_way_to_one_is_said(say, home, words):
    code, out, err = say(*words)
    assert (code, out) == (1, "")
    assert "No register is kept in" in err
    assert "ringfence register load tps FILE" in err
    assert not home.exists(), "looking makes nothing"


WRONG = [
    (["load", "tps", "none.csv", "--as-of", "2026-01-10"], "cannot be read"),
    (["load", "tps", "tps.csv", "--as-of", "2999-01-10"], "cannot have been drawn on 10 January 2999"),
    (["load", "tps", "tps.csv", "--as-of", "10/01/2026"], "is no date of the form"),
    (["load", "fps", "tps.csv", "--as-of", "2026-01-10"], "'tps', 'ctps'"),
    (["load", "tps", "tps.csv"], "--as-of"),
    (["load", "ctps", "tps.csv", "--as-of", "2026-01-10"], "by its name the TPS"),
    (["load", "tps", "tps.csv", "--as-of", "2026-01-01"], "row 1: listed after 1 January 2026"),
    (["load", "tps", ".", "--as-of", "2026-01-10"], "cannot be read"),
    (["check", "0770"], "cannot be looked up: the area code is missing"),
    (["check", "01632 960001 / 07700 900123"], "2 numbers in one cell"),
    (["prune", "--keep", "0"], "x>=1"),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[told for _, told in WRONG])
def test_what_cannot_be_used_is_said_with_the_way_out(say, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    say("load", "ctps", "tps.csv", "--as-of", "2026-01-10")
    (tmp_path / "other.txt").write_text("01632960002\n")
    say("load", "ctps", "other.txt", "--as-of", "2026-01-10")
    code, out, err = say(*words)
    assert (code, out) == (1, "")
    assert told in err
    assert "Traceback" not in err


def test_a_loss_is_accepted_by_name(say, tmp_path):
    say("load", "tps", tmp_path / "tps.csv", "--as-of", "2026-01-10")
    less = tmp_path / "less.txt"
    less.write_text("01632960001\n")
    code, _, err = say("load", "tps", less, "--as-of", "2026-01-11")
    assert code == 1
    assert "75.0% fewer than the 4" in err
    assert say("load", "tps", less, "--as-of", "2026-01-11", "--accept-shrink", "  ")[0] == 1, "a blank is no name"
    code, out, _ = say("load", "tps", less, "--as-of", "2026-01-11", "--accept-shrink", "A. Officer")
    assert code == 0
    assert "1 number (-3 against version 1)" in out
    assert "accepted by A. Officer" in out
    assert "Kept, not in force: TPS version 1 of 10 January 2026" in say("list")[1]
    assert "Removed TPS version 1" in say("prune")[1]
    assert say("prune")[1] == "Nothing to remove.\n"
    assert "TPS version 2: whole" in say("verify")[1]


def test_a_damaged_file_is_said_by_verify(say, home, tmp_path):
    say("load", "tps", tmp_path / "tps.csv", "--as-of", "2026-01-10")
    lows = folder_of(home) / "tps-000001" / "lows.u16"
    lows.write_bytes(bytes(len(lows.read_bytes())))
    code, _, err = say("verify")
    assert code == 1
    assert "not what was written there. Load the register again" in err


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks the system which file a number stands for")
def test_everything_is_on_the_disk_before_the_switch(tmp_path, monkeypatch):
    """kill -9 does not show a missing fsync; the order of steps does."""
    steps, sync, replace, rename = [], os.fsync, Path.replace, Path.rename
    monkeypatch.setattr(os, "fsync", lambda f: (steps.append(("sync", Path(f"/proc/self/fd/{f}").readlink())), sync(f)))
    monkeypatch.setattr(Path, "replace", lambda a, b: (steps.append(("name", a, b)), replace(a, b))[1])
    monkeypatch.setattr(Path, "rename", lambda a, b: (steps.append(("name", a, b)), rename(a, b))[1])
    file = tmp_path / "tps.csv"
    file.write_text(DATED)
    load(tmp_path, "tps", file, date(2026, 1, 10), today=date(2026, 1, 10))
    folder = folder_of(tmp_path)
    part, named, manifest = folder / "tps-000001.part", folder / "tps-000001", folder / "manifest.json"
    written = {part / each.name for each in named.iterdir()}
    assert [step[0] for step in steps] == ["sync"] * (len(written) + 1) + ["name", "sync", "sync", "name", "sync"]
    assert {step[1] for step in steps[: len(written)]} == written
    assert steps[len(written) :] == [
        ("sync", part), ("name", part, named), ("sync", folder),
        ("sync", folder / "manifest.json.part"), ("name", folder / "manifest.json.part", manifest), ("sync", folder),
    ]  # fmt: skip


def test_the_home_is_where_the_platform_keeps_data(monkeypatch):
    from ringfence.home import default_home

    monkeypatch.setenv("RINGFENCE_HOME", "/somewhere")
    assert default_home() == Path("/somewhere")
    monkeypatch.delenv("RINGFENCE_HOME")
    for platform, variable, end in (
        ("linux", "XDG_DATA_HOME", "ringfence"), ("win32", "LOCALAPPDATA", "ringfence"), ("darwin", None, "ringfence"),
    ):  # fmt: skip
        monkeypatch.setattr(sys, "platform", platform)
        if variable:
            monkeypatch.setenv(variable, "/data")
            assert default_home() == Path("/data") / end
            monkeypatch.delenv(variable)
        assert default_home().name == end
        assert default_home().is_absolute()
