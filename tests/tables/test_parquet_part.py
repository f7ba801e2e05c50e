"""Pages made of whole arrays are read back by others as what they were."""

import io

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.tables import parquet_pages as pages
from ringfence.tables.parquet_join import Joining
from ringfence.tables.parquet_part import DELTA_NUMBERS, DELTA_TEXTS, DICTIONARY, Column, part

SCHEMA = pa.schema(
    [
        pa.field("n", pa.int64(), nullable=False),
        pa.field("t", pa.string(), nullable=False),
        pa.field("o", pa.string()),
        pa.field("d", pa.string(), nullable=False),
    ]
)
WORDS = [f"w{n}" for n in range(300)]
some = st.tuples(
    st.integers(-(2**63), 2**63 - 1) | st.integers(-5, 5), st.text(max_size=30),
    st.none() | st.text(min_size=1, max_size=3), st.integers(0, 299),
)  # fmt: skip


def encoded(rows, words=WORDS):
    numbers, texts, maybe, places = (list(column) for column in zip(*rows, strict=True))
    there = np.array([each is not None for each in maybe])
    filled = pages.texts(pa.array([each or "" for each in maybe], pa.string()), only_filled=True)
    columns = [
        Column("n", pages.numbers(np.array(numbers, np.int64)), DELTA_NUMBERS, least=min(numbers), most=max(numbers)),
        Column("t", pages.texts(pa.array(["off", *texts], pa.string()).slice(1)), DELTA_TEXTS),
        Column("o", pages.optional(there, filled), DELTA_TEXTS),
        Column("d", pages.places(np.array(places), np.arange(len(words)), len(words)), DICTIONARY, words),
    ]
    return part(columns, SCHEMA, len(rows))


def wanted(rows, words=WORDS):
    numbers, texts, maybe, places = (list(column) for column in zip(*rows, strict=True))
    return pa.table([numbers, texts, maybe, [words[place] for place in places]], schema=SCHEMA)


@given(st.lists(some, min_size=1, max_size=40), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_what_was_encoded_is_read_back(rows, times):
    rows = rows * times
    made = encoded(rows)
    assert pq.read_table(io.BytesIO(made)).equals(wanted(rows))


def many(size=5000, seed=3):
    rng = np.random.default_rng(seed)
    numbers = np.cumsum(rng.integers(0, 3, size)).tolist()
    texts = ["0" * int(n) for n in rng.integers(0, 70, size)]
    maybe = [f"+44{n}" if n % 9 else None for n in rng.integers(0, 10**9, size).tolist()]
    return list(zip(numbers, texts, maybe, rng.integers(0, 2, size).tolist(), strict=True))


def test_duckdb_reads_it_too_and_knows_its_least_and_most(tmp_path):
    rows, words = many(), ["yes", "no"]
    file = tmp_path / "a.parquet"
    file.write_bytes(encoded(rows, words))
    found = duckdb.execute(f"SELECT * FROM '{file}'").fetchall()
    assert found == [tuple(each.values()) for each in wanted(rows, words).to_pylist()]
    told = pq.ParquetFile(file).metadata.row_group(0).column(0).statistics
    assert (told.min, told.max, told.null_count) == (rows[0][0], rows[-1][0], 0)


def test_such_parts_are_put_together_with_those_of_pyarrow(tmp_path):
    rows = many(700)
    (tmp_path / "a").write_bytes(encoded(rows))
    pq.write_table(wanted(rows), tmp_path / "b", compression="zstd", store_schema=False)
    with (tmp_path / "c").open("wb") as sink:
        joining = Joining(sink)
        for name in ("a", "b", "a"):
            joining.add((tmp_path / name).read_bytes())
        joining.close()
    assert pq.read_table(tmp_path / "c").equals(pa.concat_tables([wanted(rows)] * 3))
