"""A root over all rows of a screening: the same from every engine and file form; proofs hold for their row alone."""

import dataclasses
import hashlib
import os

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import csv

from ringfence.kernel import library, rows
from ringfence.ledger.tree import Frontier
from ringfence.lists import rooted
from ringfence.lists.rooted import GROUP, NotVerdicts, prove, read_proof

SECRET = bytes(range(32))


def table(count, lists=False):
    made = {
        "row": pa.array(range(1, count + 1), pa.int64()),
        "written": [f"0770090{n:04}" for n in range(count)],
        "e164": [None if n % 7 == 6 else f"+44770090{n:04}" for n in range(count)],
        "kind": ["mobile"] * count,
        "decision": [("allow", "hold", "block")[n % 3] for n in range(count)],
        "reasons": [("", "REGISTER_STALE", "OBJECTION_ON_FILE;DUPLICATE")[n % 3] for n in range(count)],
        "situation": [f"s{n % 5}" for n in range(count)],
    }
    if lists:
        made["list"] = [f"{n % 2}.csv" for n in range(count)]
    return pa.table(made)


def written(folder, count, form="parquet", **more):
    file = folder / f"verdicts.{form}"
    made = table(count, **more)
    if form == "parquet":
        coded = [n for n in made.column_names if n in ("decision", "reasons", "situation")]
        for name in coded:
            at = made.column_names.index(name)
            made = made.set_column(at, name, made[name].dictionary_encode())
        pq.write_table(made, file, row_group_size=1000)
    else:
        csv.write_csv(made, file)
    return file


def by_definition(made):
    """The root, row by row with nothing but hashlib."""
    digests = []
    for place, told in enumerate(made.to_pylist()):
        pair = hashlib.sha256(SECRET + (place // 2).to_bytes(8, "big")).digest()
        verdict = "\x1f".join(told.get(name) or "" for name in ("decision", "reasons", "situation", "list"))
        number = (told["e164"] or "").encode()
        half = pair[16:] if place % 2 else pair[:16]
        message = half + told["row"].to_bytes(8, "big") + hashlib.sha256(verdict.encode()).digest()[:16] + number
        digests.append(hashlib.sha256(message).digest())
    edge = Frontier()
    for start in range(0, len(digests), GROUP):
        edge.add(hashlib.sha256(b"\x00" + b"".join(digests[start : start + GROUP])).digest())
    return edge.root()


@pytest.fixture(params=["compiled", "portable"])
def engine(request, monkeypatch):
    if request.param == "portable":
        monkeypatch.setattr(rows, "compiled", lambda: (None, "portable"))
    elif library.compiled()[0] is None:
        pytest.skip(library.compiled()[1])
    return request.param


@pytest.mark.parametrize("count", [1, 2, 3, 63, 64, 65, 128, 1000, 2500])
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_root_is_that_of_the_definition(engine, tmp_path, count, form):
    found = rooted.rooted(written(tmp_path, count, form), SECRET)
    assert (found.rows, found.root) == (count, by_definition(table(count)))


def test_steps_do_not_show_in_the_root(engine, tmp_path, monkeypatch):
    for level in (0, 1, 2):
        monkeypatch.setattr(rooted, "LEVEL", level)
        monkeypatch.setattr(rooted, "STEP", GROUP << level)
        for count in (1000, 1024):
            assert rooted.rooted(written(tmp_path, count), SECRET).root == by_definition(table(count))


def test_several_lists_have_their_names_under_the_root(engine, tmp_path):
    found = rooted.rooted(written(tmp_path, 300, lists=True), SECRET)
    assert found.root == by_definition(table(300, lists=True))
    assert prove(tmp_path / "verdicts.parquet", SECRET, 5).verdict["list"] == "1.csv"


@pytest.mark.parametrize("count", [1, 64, 65, 700])
def test_every_row_can_be_proved_and_shows_no_other_number(engine, tmp_path, count):
    file = written(tmp_path, count)
    root = rooted.rooted(file, SECRET).root
    for place in {0, count // 2, count - 1, min(count - 1, 64)}:
        proof = prove(file, SECRET, place)
        assert proof.fault() == ""
        assert proof.root == root
        text = str(proof)
        assert read_proof(text) == proof
        assert text.count("+44") <= 1
        for bent in (
            dataclasses.replace(proof, number="+447700900999"),
            dataclasses.replace(proof, verdict=proof.verdict | {"decision": "allow!"}),
            dataclasses.replace(proof, row=proof.row + 1),
            dataclasses.replace(proof, place=proof.place ^ 1),
            dataclasses.replace(proof, root=bytes(32)),
            dataclasses.replace(proof, group=proof.group[:-1]),
            dataclasses.replace(proof, path=(*proof.path, bytes(32))),
        ):
            assert bent.fault(), bent


def test_where_a_number_stands(tmp_path):
    file = written(tmp_path, 1000)
    assert rooted.places(file, "+447700900123") == [123]
    assert rooted.places(file, "+447700900006") == [], "that one could not be read"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"salt": 1}', '{"salt": "zz", "root": ""}', "null"])
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(NotVerdicts, match="prove-row"):
        read_proof(text)


def test_other_files_are_refused_with_the_way_out(tmp_path):
    for name, text in (("a.csv", "phone\n07700900123\n"), ("b.parquet", "no parquet"), ("c.csv", "")):
        (tmp_path / name).write_text(text)
        with pytest.raises(NotVerdicts, match="list screen"):
            rooted.rooted(tmp_path / name, SECRET)
    with pytest.raises(NotVerdicts, match="none at place 99"):
        prove(written(tmp_path, 10), SECRET, 99)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet=st.characters(codec="ascii"), max_size=90), min_size=1, max_size=9), st.integers(0, 50)
)
def test_both_engines_hash_alike_whatever_the_numbers(numbers, first):
    first *= 2
    count = len(numbers)
    verdicts = np.frombuffer(os.urandom(48), np.uint8)
    told = (
        SECRET, first, np.arange(count, dtype=np.int64), verdicts,
        np.arange(count, dtype=np.int32) % 3, pa.array(numbers, pa.string()),
    )  # fmt: skip
    found = rows.row_digests(*told)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "compiled", lambda: (None, ""))
        assert rows.row_digests(*told).tobytes() == found.tobytes()
        leaves = rows.group_leaves(found, 4).tobytes()
    assert rows.group_leaves(found, 4).tobytes() == leaves


def test_plain_c_hashes_as_the_processors_own_instructions_do():
    loaded, why = library.compiled()
    if loaded is None:
        pytest.skip(why)
    import ctypes

    digests = np.frombuffer(os.urandom(32 * 130), np.uint8)
    told = []
    for plain in (0, 1):
        out, room = np.empty(32 * 3, np.uint8), np.empty(2 * (32 * 64 + 128), np.uint8)
        places = [ctypes.c_void_p(each.ctypes.data) for each in (digests, room, out)]
        loaded.rf_group_leaves(places[0], ctypes.c_int64(130), ctypes.c_int64(64), plain, places[1], places[2])
        told.append(out.tobytes())
    assert told[0] == told[1]
    assert told[0][:32] == hashlib.sha256(b"\x00" + digests[: 32 * 64].tobytes()).digest()
