"""The waiting room: nothing in it tells order, nothing is lost or doubled, what left is overwritten."""

import math
import os
import re
import stat

import pytest

from ringfence.answers import memory
from ringfence.answers.memory import NoMemoryFolder, clear, kind_of, memory_folder
from ringfence.answers.spool import SLOT, Entry, Leaving, Spool


def entry(name, body="{}"):
    return Entry(token=f"token-{name:04}", person=str(name), kind="closed", cell=("whole",), interviewer="i", body=body)


@pytest.fixture
def spool(home):
    found = Spool(memory_folder(home) / "test")
    yield found
    found.close()


def slots(spool):
    content = (spool._file).read_bytes()
    return [content[at : at + SLOT] for at in range(0, len(content), SLOT)]


def order(spool):
    """The names in the order of the slots, as a thief reads them."""
    return [int(name) for name in re.findall(rb"token-(\d{4})", b"".join(slots(spool)))]


def test_what_is_put_is_there_once_and_gone_when_wiped(spool):
    with spool.locked():
        for each in range(100):
            spool.put([entry(each)])
        spool.wipe({"token-0007", "token-0042"})
    with spool.locked():
        assert sorted(int(each.person) for each in spool.entries()) == [n for n in range(100) if n not in (7, 42)]
    assert b"token-0007" not in b"".join(slots(spool))


def test_slots_are_of_one_size_whatever_is_in_them(spool):
    with spool.locked():
        spool.put([entry(1), entry(2, "x" * 7000)])
    assert {len(slot) for slot in slots(spool)} == {SLOT}
    blank = [slot for slot in slots(spool) if b"token" not in slot]
    assert all(slot.count(0) < SLOT / 32 for slot in blank)  # noise, not zeros


def test_an_answer_that_does_not_fit_is_refused(spool):
    with spool.locked(), pytest.raises(NoMemoryFolder, match="does not fit"):
        spool.put([entry(1, "x" * SLOT)])


def test_the_place_tells_nothing_of_when_it_came_not_even_across_growth(spool):
    """Rank correlation of place and order of coming, over 30 fillings: pure chance has a deviation of 1/sqrt(n)."""
    total = 0.0
    for _ in range(30):
        with spool.locked():
            for each in range(120):  # from 64 slots to 128 and on to 256
                spool.put([entry(each)])
            found = order(spool)
            spool.wipe({f"token-{each:04}" for each in range(120)})
        spool._file.unlink()
        mean = 119 / 2
        total += sum((place - mean) * (name - mean) for place, name in enumerate(found)) / (120 * (120**2 - 1) / 12)
    assert abs(total / 30) < 5 / math.sqrt(30 * 119)


def test_a_slot_that_was_never_finished_is_empty(spool):
    with spool.locked():
        spool.put([entry(1)])
    at = next(at for at, slot in enumerate(slots(spool)) if b"token-0001" in slot)
    with spool._file.open("r+b") as stream:
        stream.seek(at * SLOT + 100)
        stream.write(os.urandom(SLOT - 100))
    with_new = Spool(spool._file.parent)
    with with_new.locked():
        assert with_new.entries() == []
    with_new.close()


def test_two_at_once_see_each_other(spool):
    other = Spool(spool._file.parent)
    with spool.locked():
        spool.put([entry(1)])
    with other.locked():
        other.put([entry(each) for each in range(2, 80)])  # grows the file under the first
    with spool.locked():
        assert len(spool.entries()) == 79
        spool.put([entry(99)])
    with other.locked():
        assert len(other.entries()) == 80
    other.close()


def test_what_is_leaving_is_settled_whole_and_forgotten(spool):
    with spool.locked():
        spool.put([entry(1), entry(2)])
        spool.leave(Leaving("closed", ("whole",), 1, {"token-0001": "ab"}))
        assert spool.leaving().keys == {"token-0001": "ab"}
        spool.left()
        assert spool.leaving() is None
        assert [each.token for each in spool.entries()] == ["token-0002"]


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_nobody_else_may_enter(home, spool):
    folder = memory_folder(home)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    with pytest.raises(NoMemoryFolder, match="others may read"):
        memory_folder(home)
    folder.chmod(0o700)


@pytest.mark.skipif(not memory.MOUNTS.exists(), reason="only Linux lists its mounts")
def test_a_folder_on_a_disk_is_refused(tmp_path, monkeypatch):
    if kind_of(tmp_path) in memory.IN_MEMORY:
        pytest.skip("this machine keeps its temporary files in memory")
    monkeypatch.setenv(memory.VARIABLE, str(tmp_path))
    with pytest.raises(NoMemoryFolder, match="is on a disk"):
        memory_folder(tmp_path / "home")


def test_a_folder_that_is_not_there_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(memory.VARIABLE, str(tmp_path / "none"))
    with pytest.raises(NoMemoryFolder, match="there is no folder"):
        memory_folder(tmp_path / "home")


def test_other_systems_must_name_a_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(memory.sys, "platform", "darwin")
    monkeypatch.delenv(memory.VARIABLE, raising=False)
    with pytest.raises(NoMemoryFolder, match="no folder in memory"):
        memory_folder(tmp_path / "home")


def test_a_link_in_the_place_of_the_folder_is_refused(home, tmp_path):
    folder = memory_folder(home)
    clear(folder)
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    try:
        with pytest.raises(NoMemoryFolder):
            memory_folder(home)
    finally:
        folder.unlink()


def test_swap_is_told_or_not_known(tmp_path, monkeypatch):
    swaps = tmp_path / "swaps"
    monkeypatch.setattr(memory, "SWAPS", swaps)
    assert memory.swap_in_use() is None
    swaps.write_text("Filename Type\n")
    assert memory.swap_in_use() is False
    swaps.write_text("Filename Type\n/dev/sda2 partition\n")
    assert memory.swap_in_use() is True
