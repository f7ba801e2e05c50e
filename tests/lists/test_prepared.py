"""What is on file and kept ready: the newest few stay, none that is in use goes, and half of one is none."""

import os
import subprocess
import sys
import textwrap
from datetime import date, timedelta

import numpy as np
import pytest

from ringfence.lists import prepared, tidying
from ringfence.lists.lookup import opened
from ringfence.numbers import read
from ringfence.preferences.evidence import Evidence

ON = date(2026, 11, 21)
NUMBER = read("01632 960001")


@pytest.fixture
def evidence(tmp_path):
    (tmp_path / "said.csv").write_text("number\n01632 960001\n")
    return Evidence(objections=tmp_path / "said.csv")


def opened_on(evidence, folder, day):
    return opened(evidence, ON + timedelta(days=day), {}, prepared=folder)


def kept(folder):
    return {each.name for each in folder.glob("on-file-*")}


def aged(folder, seconds):
    """As if everything there had been opened so long ago."""
    for each in folder.glob("on-file-*/parts"):
        then = each.stat().st_mtime - seconds
        os.utime(each, (then, then))


def test_the_newest_few_stay_and_one_that_is_used_again_is_new(evidence, tmp_path):
    folder = tmp_path / "ready"
    opened_on(evidence, folder, 0)
    (first,) = kept(folder)
    for day in range(1, tidying.KEEP + 3):
        aged(folder, 60)
        opened_on(evidence, folder, day)
        opened_on(evidence, folder, 0)
    assert len(kept(folder)) == tidying.KEEP
    assert first in kept(folder)


def test_none_that_is_in_use_goes(evidence, tmp_path):
    folder = tmp_path / "ready"
    held = [opened_on(evidence, folder, day) for day in range(3)]
    in_use = kept(folder)
    for day in range(3, tidying.KEEP + 6):
        aged(folder, 60)
        opened_on(evidence, folder, day)
    assert in_use <= kept(folder)
    assert len(kept(folder)) == tidying.KEEP + 3
    assert [found.read(found.packed(NUMBER))["objected"] for found in held] == [True] * 3
    held.clear()
    aged(folder, 60)
    opened_on(evidence, folder, 99)
    assert len(kept(folder)) == tidying.KEEP


@pytest.mark.skipif(os.name != "posix", reason="processes are killed")
def test_another_process_that_uses_one_is_seen_and_a_killed_one_is_not(evidence, tmp_path):
    folder = tmp_path / "ready"
    program = textwrap.dedent("""
        import sys
        from datetime import date
        from pathlib import Path
        from ringfence.lists.lookup import opened
        from ringfence.preferences.evidence import Evidence
        found = opened(Evidence(objections=Path("said.csv").resolve()), date(2026, 11, 21), {}, prepared=Path("ready"))
        print("open", flush=True)
        sys.stdin.read()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        (its,) = kept(folder)
        for day in range(1, tidying.KEEP + 3):
            aged(folder, 60)
            opened_on(evidence, folder, day)
        assert its in kept(folder)
        other.kill()
    aged(folder, 60)
    opened_on(evidence, folder, 98)
    assert its not in kept(folder)


def test_what_a_killed_run_left_goes(evidence, tmp_path):
    folder = tmp_path / "ready"
    opened_on(evidence, folder, 0)
    (folder / "on-file-0123.part").mkdir()
    (folder / "on-file-0123.part" / "codes").write_bytes(b"1234")
    opened_on(evidence, folder, 1)
    assert not list(folder.glob("*.part"))
    assert len(kept(folder)) == 2


@pytest.mark.parametrize("name", ["about.json", "codes", "parts"])
@pytest.mark.parametrize("damage", ["gone", "short"])
def test_half_of_one_is_none(evidence, tmp_path, name, damage):
    folder = tmp_path / "ready"
    opened_on(evidence, folder, 0)
    (place,) = folder.glob("on-file-*")
    if damage == "gone":
        (place / name).unlink()
    else:
        (place / name).write_bytes((place / name).read_bytes()[:-3])
    found = opened_on(evidence, folder, 0)
    assert found.read(found.packed(NUMBER))["objected"] is True
    assert {each.name for each in place.iterdir()} == {prepared.ABOUT, *prepared.ARRAYS}


def test_while_another_writes_there_a_run_does_without(evidence, tmp_path):
    folder = tmp_path / "ready"
    with tidying.only_writer(folder):
        found = opened_on(evidence, folder, 0)
    assert np.asarray(found.on_file.codes).tolist() == [2]
    assert not kept(folder)
