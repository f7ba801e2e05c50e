"""Registers kept: what a file says is what is found, whatever way it is written; nothing comes in by halves."""

import errno
import json
import os
import threading
from datetime import date, timedelta

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.errors import RingfenceError
from ringfence.lists.intake import prepare
from ringfence.numbers import read
from ringfence.preferences.register import Register, load_registers
from ringfence.preferences.register_store import KINDS, open_registers, prune, read_manifest, verify
from ringfence.preferences.register_store.days import UNKNOWN, day_number
from ringfence.preferences.register_store.durable import only_writer
from ringfence.preferences.register_store.loading import load
from ringfence.preferences.register_store.manifest import folder_of
from ringfence.ranks import plan

TODAY, DRAWN = date(2026, 11, 21), date(2026, 11, 1)
A, M = 1632960001, 7700900123


@pytest.fixture
def put(tmp_path):
    """Loads a text as a register; gives the register in force."""

    def loaded(text, kind="tps", as_of=DRAWN, name=None, **more):
        file = tmp_path / (name or f"{kind}.csv")
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        made = load(tmp_path / "home", kind, file, as_of, today=TODAY, **more)
        put.last = made
        return getattr(open_registers(tmp_path / "home"), kind)

    put = loaded
    put.home = tmp_path / "home"
    return put


def held(register):
    """Every UK number and its day, as the register would answer."""
    return {n: register.listed_on(n) for n in register.numbers.numbers().tolist()}


FIRST, SECOND = date(2026, 10, 1), date(2026, 10, 2)
FORMS = {
    "one a line": ("01632960001\n07700900123\n", [None, None]),
    "without the 0": ("1632960001\r\n7700900123\r\n", [None, None]),
    "spaced, with a header": ("Telephone\n01632 960001\n+44 7700 900123\n", [None, None]),
    "dated": ("number,listed_on\n01632960001,2026-10-01\n07700900123,\n", [FIRST, None]),
    "British dates": ("Phone,Date Added\n01632960001,01/10/2026\n07700900123,2/10/2026\n", [FIRST, SECOND]),
    "dated, no header": ("01632960001,2026-10-01\n07700900123,2026-10-02\n", [FIRST, SECOND]),
    "with times": ("number,listed\n01632960001,2026-10-01T10:00:00\n07700900123,02/10/2026 09:00\n", [FIRST, SECOND]),
    "a blank between": ("number,listed_on\n01632960001,\n,\n07700900123,\n", [None, None]),
    "two in a cell": ("number,x\n01632960001 / 07700900123,\n", [None, None]),
    "twice, the earliest day": (
        "number,listed_on\n07700900123,2026-10-02\n01632960001,2026-10-02\n01632960001,2026-10-01\n",
        [FIRST, SECOND],
    ),
    "twice, once without a day": (
        "number,listed_on\n01632960001,\n01632960001,2026-10-01\n07700900123,2026-10-02\n",
        [None, SECOND],
    ),
    "UTF-16's neighbour": ("number\n01632960001\u00a0\n07700\u2013900123\n", [None, None]),
    "Windows": ("name;number\r\nJos\u00e9;01632960001\r\nSam;07700900123\r\n".encode("cp1252"), [None, None]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "days"), FORMS.values(), ids=FORMS)
def test_registers_are_read_in_the_forms_they_come_in(put, text, days):
    register = put(text)
    assert held(register) == {A: days[0], M: days[1]}
    assert (register.count, register.as_of, register.version) == (2, DRAWN, 1)
    assert register.about.dated == sum(day is not None for day in days)


def test_all_ways_to_ask_say_the_same(put):
    rows = ("01632960001,2026-10-01", "07700900123,", "01999123456,", "+12025550143,", "+353861234567,")
    register = put("\n".join(["number,listed_on", *rows, ""]))
    on = date(2026, 10, 29)
    wanted = {A: (True, 28), M: (True, None), 7700900124: (False, None), 1632960000: (False, None)}
    ranks = np.array([plan().rank(n) for n in wanted], np.uint32)
    many = register.look_up(ranks)
    assert many.listed.tolist() == [listed for listed, _ in wanted.values()]
    assert many.days(on).tolist() == [-1 if days is None else days for _, days in wanted.values()]
    for national, (listed, days) in wanted.items():
        rank = plan().rank(national)
        assert register.contains(rank) == register.contains_national(national) == listed
        assert register.contains_key(int(f"44{national}")) == listed
        assert register.listed_days(rank, on) == days
    assert register.listed_days(plan().rank(A), date(2026, 9, 1)) == 0
    assert register.contains_key(12025550143)
    assert register.contains_key(353861234567)
    assert not register.contains_key(12025550144)
    assert register.contains_national(1999123456), "a register may know a range before our metadata does"
    about = register.about
    assert (about.count, about.abroad, about.unassigned, about.dated) == (5, 2, 1, 1)


numbers = st.integers(0, 999).map(lambda n: f"{7700900000 + n}") | st.integers(0, 999).map(
    lambda n: f"{1632960000 + n}"
)
days = st.dates(date(1999, 5, 1), DRAWN) | st.none()


@given(st.lists(st.tuples(numbers, days), min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_a_register_holds_what_its_file_says(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("kept")
    file = folder / "tps.csv"
    file.write_text("number,listed_on\n" + "".join(f"0{number},{day or ''}\n" for number, day in rows))
    made = load(folder, "tps", file, DRAWN, today=TODAY).version
    register = open_registers(folder).tps
    said = {}
    for number, day in rows:
        said.setdefault(int(number), []).append(day)
    wanted = {number: None if None in days else min(days) for number, days in said.items()}
    assert held(register) == wanted
    assert (made.rows, made.duplicates, made.count) == (len(rows), len(rows) - len(wanted), len(wanted))
    asked = np.array([*wanted, 7700900000, 1632960999], np.int64)
    found = register.look_up_nationals(asked)
    assert found.listed.tolist() == [number in wanted for number in asked.tolist()]
    assert found.day.tolist() == [day_number(wanted[n]) if wanted.get(n) else UNKNOWN for n in asked.tolist()]


written = st.sampled_from(
    ["01632 960001", "+44 7700 900123", "7700900123.0", "01632960002", "01999 123456", "7.7009001E9"]
)
cells = written | numbers | st.sampled_from(["+1 202 555 0143", "07700 900123 / 01632 960001", "07700 900123 x12", ""])
told = days.map(str) | st.sampled_from(["", "05/01/2026", "5/1/2026 10:00", "2026-01-05T00:00"])


@given(st.lists(st.tuples(cells, told.filter(lambda day: day != "None")), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_the_store_and_the_bulk_join_read_the_same_file_alike(tmp_path_factory, rows):
    """Two readers of one file: what the one finds or refuses, the other does."""
    folder = tmp_path_factory.mktemp("both")
    file = folder / "tps.csv"
    file.write_text("number,listed_on\n07700900999,\n" + "".join(f"{cell},{day}\n" for cell, day in rows))
    with duckdb.connect() as con:
        prepare(con)
        try:
            load_registers(con, [Register("tps", file, DRAWN)], folder)
        except RingfenceError:
            with pytest.raises(RingfenceError, match="cannot be read as a number"):
                load(folder, "tps", file, DRAWN, today=TODAY)
            return
        first = "CASE WHEN bool_and(listed_on IS NOT NULL) THEN min(listed_on) END"
        wanted = dict(con.execute(f"SELECT key, {first} FROM register GROUP BY key").fetchall())
    load(folder, "tps", file, DRAWN, today=TODAY)
    register = open_registers(folder).tps
    assert register.count == len(wanted)
    for key, day in wanted.items():
        assert register.contains_key(key)
        if str(key).startswith("44"):
            assert register.listed_on(int(str(key)[2:])) == day


REFUSED = {
    "01632960001\nnot a number\n07700900123\n": r"tps\.csv, row 2: cannot be read as a number: no digits",
    "01632960001\n12345\n12346\n": r'row 2: .*"\*\*\*\*\*".*\(and 1 more',
    "number,listed_on\n01632960001,2026-10-01\n,\n0770,\n": r"row 3: .*the area code is missing",
    "number\n": "a header and no rows",
    "number,x\n,1\n,2\n": "no number in any row",
    "number,listed_on\n01632960001,soon\n": "row 1: listed_on is no date",
    "number,listed_on\n01632960001,2026-10-01\n07700900123,1850-01-01\n": "row 2: listed_on is no date from 1900 on",
    "number,listed_on\n01632960001,2026-11-02\n": r"row 1: listed after 1 November 2026, the day .* drawn\. Give",
    "": "empty",
    "PK\x03\x04": "damaged or cut short",
    "01632960001\n07700\x00900123\n": "line 2: a NUL byte",
    'number,x\n01632960001,"a\n': "a quote opens here",
    "home phone,mobile\n01632960001,07700900123\n": "2 columns of numbers",
    "name,town\nSam,Neath\n": "no column of telephone numbers",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.items())
def test_a_file_that_cannot_be_read_whole_is_refused_and_nothing_is_left(put, text, message):
    with pytest.raises(RingfenceError, match=message) as caught:
        put(text)
    assert "960001" not in str(caught.value)
    folder = folder_of(put.home)
    assert [f.name for f in folder.iterdir() if f.name != "lock"] == [] if folder.exists() else True
    assert list(open_registers(put.home)) == []


def test_a_fault_far_down_names_its_row(put):
    lines = [f"0{7400000000 + i}" for i in range(300_000)]
    lines[287_654] = "07400 2876"
    with pytest.raises(RingfenceError, match="row 287655: cannot be read as a number"):
        put("\n".join(lines) + "\n")


def test_a_new_version_takes_over_and_the_old_one_is_kept(put):
    old = put("01632960001\n07700900123\n")
    new = put("01632960001\n07700900124\n", as_of=DRAWN + timedelta(7), name="later.csv")
    assert (old.version, new.version) == (1, 2)
    assert old.contains_national(M), "who opened the old one goes on with it"
    assert not new.contains_national(M)
    manifest = read_manifest(put.home)
    assert [each.version for each in manifest.versions] == [1, 2]
    assert len(verify(put.home)) == 2
    assert [each.version for each in prune(put.home, 1)] == [1]
    assert sorted(f.name for f in folder_of(put.home).iterdir()) == ["lock", "manifest.json", "tps-000002"]
    assert old.contains_national(M)
    assert open_registers(put.home).tps.contains_national(7700900124)
    assert prune(put.home, 1) == ()
    third = put("01632960001\n07700900125\n", as_of=DRAWN + timedelta(8), name="third.csv")
    assert third.version == 3, "a number is not given twice"


def test_the_same_file_again_changes_nothing(put):
    put("01632960001\n")
    before = (folder_of(put.home) / "manifest.json").read_bytes()
    put("01632960001\n", name="copy.csv")
    assert (folder_of(put.home) / "manifest.json").read_bytes() == before


def test_both_registers_stand_side_by_side(put):
    put("01632960001\n")
    put("07700900123\n", "ctps")
    registers = open_registers(put.home)
    assert [each.about.kind for each in registers] == list(KINDS)
    assert registers.tps.contains_national(A)
    assert not registers.ctps.contains_national(A)


MANY = "".join(f"0{7400000000 + i}\n" for i in range(100))
FEWER = "".join(f"0{7400000000 + i}\n" for i in range(89))


def test_a_register_that_shrank_needs_a_name(put):
    put(MANY)
    later = {"as_of": DRAWN + timedelta(1), "name": "later.txt"}
    with pytest.raises(RingfenceError, match=r"89 numbers, 11\.0% fewer than the 100 of the TPS.*accept-shrink"):
        put(FEWER, **later)
    assert open_registers(put.home).tps.version == 1
    register = put(FEWER, **later, accept_shrink="A. Officer")
    assert (register.about.shrink_accepted_by, register.about.replaced_count) == ("A. Officer", 100)
    again = put(FEWER + "07400000089\n", as_of=DRAWN + timedelta(2), name="third.txt", accept_shrink="A. Officer")
    assert again.about.shrink_accepted_by is None, "nothing was lost, so nothing was accepted"


def test_ninety_of_a_hundred_is_within_the_limit(put):
    put(MANY)
    assert put("\n".join(MANY.split()[:90]) + "\n", as_of=DRAWN + timedelta(1), name="later.txt").count == 90


WRONG = [
    (
        "07700900123\n",
        "tps",
        TODAY + timedelta(1),
        "x.txt",
        "cannot have been drawn on 22 November 2026: today is 21 Nov",
    ),
    (
        "07700900123\n",
        "tps",
        DRAWN - timedelta(1),
        "x.txt",
        "drawn on 31 October 2026, but the TPS in force was drawn on 1",
    ),
    ("07700900123\n", "tps", DRAWN, "CTPS-2026-11.txt", "by its name the CTPS, not the TPS"),
    ("07700900123\n", "ctps", DRAWN, "the tps.txt", "by its name the TPS, not the CTPS"),
    ("01632960001\n", "ctps", DRAWN, "x.txt", "the very file that is in force as the TPS"),
]


@pytest.mark.parametrize(("text", "kind", "as_of", "name", "message"), WRONG)
def test_the_wrong_day_or_register_is_refused(put, text, kind, as_of, name, message):
    put("01632960001\n")
    with pytest.raises(RingfenceError, match=message):
        put(text, kind, as_of=as_of, name=name)
    assert [each.version for each in open_registers(put.home)] == [1]


def test_a_file_that_changes_meanwhile_is_refused(put, tmp_path):
    def progress(stage, _share):
        if "order" in stage:
            (tmp_path / "tps.csv").write_text("07700900123\n07700900124\n")

    with pytest.raises(RingfenceError, match="changed while it was read"):
        put("01632960001\n", progress=progress)
    assert list(open_registers(put.home)) == []


@pytest.mark.parametrize("step", range(1, 7))  # the seventh comes after the switch
def test_a_full_disk_leaves_the_old_register_and_nothing_else(put, monkeypatch, step):
    put("01632960001\n")
    before, left, sync = sorted(folder_of(put.home).rglob("*")), [step], os.fsync

    def full(handle):
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    later = {"as_of": DRAWN + timedelta(1), "name": "later.txt"}
    with pytest.raises(OSError, match="No space left"):
        put("01632960001\n07700900123\n", **later)
    assert sorted(folder_of(put.home).rglob("*")) == before
    assert open_registers(put.home).tps.count == 1
    assert put("01632960001\n07700900123\n", **later).count == 2


def test_two_loads_at_once_are_refused(put):
    with only_writer(folder_of(put.home)), pytest.raises(RingfenceError, match="another load or prune is at work"):
        put("01632960001\n")
    assert put("01632960001\n").count == 1


def _flip(file):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


DAMAGE = {
    "cut short": ("lows.u16", lambda f: f.write_bytes(f.read_bytes()[:-1]), "3 bytes where 4 were written"),
    "missing": ("index.u32", lambda f: f.unlink(), "the file is missing"),
    "grown": ("abroad.i64", lambda f: f.write_bytes(b"12345678"), "8 bytes where 0 were written"),
}


@pytest.mark.parametrize(("name", "harm", "message"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_is_refused_when_opened(put, name, harm, message):
    put("01632960001\n07700900123\n")
    harm(folder_of(put.home) / "tps-000001" / name)
    with pytest.raises(RingfenceError, match=message + r"\. Load the register again"):
        open_registers(put.home)
    put("01632960001\n07700900123\n", as_of=DRAWN + timedelta(1), name="again.txt")


def test_a_flipped_bit_is_found_by_verify(put):
    put("01632960001\n07700900123\n")
    _flip(folder_of(put.home) / "tps-000001" / "lows.u16")
    with pytest.raises(RingfenceError, match=r"lows\.u16: not what was written there"):
        verify(put.home)


MANIFESTS = {
    "{": "cannot be read",
    '{"form": 2}': "written in form 2.*Use a newer Ringfence",
    '{"form": 1, "current": {"tps": 9}, "versions": []}': "names no version of the TPS in force",
    '{"form": 1, "surprise": 1}': "cannot be read",
}


@pytest.mark.parametrize(("text", "message"), MANIFESTS.items())
def test_a_manifest_that_cannot_be_trusted_is_refused(put, text, message):
    put("01632960001\n")
    (folder_of(put.home) / "manifest.json").write_text(text)
    with pytest.raises(RingfenceError, match=message):
        open_registers(put.home)


def test_readers_see_one_whole_version_or_the_other(put):
    """Versions of which each number says the version: whoever looks finds one of them, all of it."""
    texts = ["".join(f"0{7400000000 + v * 1000 + i}\n" for i in range(500)) for v in range(12)]
    put(texts[0])
    stop, seen, faults = threading.Event(), set(), []

    def look():
        while not stop.is_set():
            register = open_registers(put.home).tps
            found = {(n - 7400000000) // 1000 for n in register.numbers.numbers().tolist()}
            if len(found) != 1 or len(register.numbers) != 500 or found != {register.version - 1}:
                faults.append((register.version, found))
            seen.update(found)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for each in readers:
        each.start()
    for v in range(1, 12):
        put(texts[v], as_of=DRAWN + timedelta(v), name=f"{v}.txt")
        prune(put.home, 1)
    stop.set()
    for each in readers:
        each.join()
    assert faults == []
    assert len(seen) > 1


def test_the_manifest_says_what_was_loaded(put):
    put("number,listed_on\n01632960001,2026-10-01\n01632960001,2026-10-01\n,\n")
    (made,) = json.loads((folder_of(put.home) / "manifest.json").read_text())["versions"]
    assert made["file"] == "tps.csv"
    assert (made["rows"], made["count"], made["duplicates"], made["blank_rows"], made["dated"]) == (2, 1, 1, 1, 1)
    assert set(made["parts"]) == {"index.u32", "lows.u16", "days.u16", "abroad.i64"}
    assert len(made["sha256"]) == 64


@pytest.mark.parametrize("cell", ["01999123456", "+44 1999 123456", "1999123456.0", "(01999) 123456 (home)"])
def test_a_number_of_no_known_range_is_kept_in_whatever_form(put, cell):
    assert read(cell).unassigned in {"+441999123456", None}
    if read(cell).unassigned:
        assert put(f"number\n{cell}\n").contains_national(1999123456)


def test_a_ragged_row_far_down_is_refused_by_its_line(put):
    with pytest.raises(RingfenceError, match="line 300002: 1 cells where the header has 2"):
        put("number,listed_on\n" + "07700900123,2026-01-01\n" * 300_000 + "07700900124\n")
    assert open_registers(put.home).tps is None
