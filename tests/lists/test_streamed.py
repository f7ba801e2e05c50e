"""The pass in chunks: the same rows as the joins, whatever the chunks; and what was done is kept when it is killed."""

import tempfile
from pathlib import Path
from unittest.mock import patch

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import CUTS, ON, judge, on_disk, worlds, write

from ringfence.lists import chunks
from ringfence.lists.intake import ContactList
from ringfence.lists.screen import screen

ENDINGS = ("parquet", "csv")


def a_list(world, folder):
    """Two columns of numbers, so that rows have none, one or two."""
    cells = world["list"]
    rows = [[cell, cells[(i * 3 + 1) % len(cells)] if i % 2 else " ", "x"] for i, cell in enumerate(cells)]
    return ContactList(write(folder / "list.csv", ["phone", "mobile", "x"], rows))


def both(world, folder, ending, **asked):
    lists = [a_list(world, folder)]
    if world["channel"] == "live":  # a second list, so that rows say which they are from
        second = write(folder / "second.csv", ["tel", "x"], [[cell, "x"] for cell in reversed(world["list"])])
        lists.append(ContactList(second, {"source_bought": True}))
    made = {}
    for engine in ("stream", "duckdb"):
        out = folder / f"{engine}.{ending}"
        made[engine] = out, screen(lists, on_disk(world, folder), judge, ON, out=out, cuts=CUTS, engine=engine, **asked)
    return made


def rows_of(out):
    reader = "read_parquet" if out.suffix == ".parquet" else "read_csv"
    return duckdb.execute(f"SELECT * FROM {reader}('{out}')").fetchall()


def types_of(out):
    return duckdb.execute(f"DESCRIBE SELECT * FROM '{out}'").fetchall()


@given(worlds(), st.sampled_from(ENDINGS), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_the_pass_and_the_joins_write_the_same_rows(world, ending, size):
    with tempfile.TemporaryDirectory() as name, patch.object(chunks, "ROWS", size):
        (out, found), (other, joined) = both(world, Path(name), ending).values()
        if ending == "csv":
            assert out.read_bytes() == other.read_bytes()
        assert rows_of(out) == rows_of(other)
        assert types_of(out) == types_of(other)
        assert not list(Path(name).glob(".*"))
    told, other_told = found.summary(), joined.summary()
    told.pop("read_one_by_one"), other_told.pop("read_one_by_one")
    assert told == other_told
