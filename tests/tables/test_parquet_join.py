"""Parquet parts put together: the rows of all parts in their order, whoever reads them."""

import io
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.tables import thrift
from ringfence.tables.parquet_join import Joining, footer_of

cells = st.none() | st.text(max_size=5)
rows = st.lists(st.tuples(st.integers(-(2**62), 2**62), cells), max_size=30)


def write(file, some, **more):
    table = pa.table(
        {"n": pa.array([n for n, _ in some], pa.int64()), "t": pa.array([t for _, t in some], pa.string())}
    )
    pq.write_table(
        table, file, compression="zstd", column_encoding={"n": "DELTA_BINARY_PACKED"}, use_dictionary=["t"], **more
    )
    return table


@given(st.lists(rows, min_size=1, max_size=20), st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_joined_file_has_the_rows_of_its_parts(parts, indexed):
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / f"{i}.parquet" for i in range(len(parts))]
        wanted = pa.concat_tables(
            [write(file, some, write_page_index=indexed) for file, some in zip(files, parts, strict=True)]
        )
        out = Path(name) / "out.parquet"
        with out.open("wb") as sink:
            joining = Joining(sink)
            for file in files:
                joining.add(file.read_bytes())
            joining.close()
        assert pq.read_table(out).equals(wanted)
        assert duckdb.execute(f"SELECT * FROM '{out}'").fetchall() == [row for some in parts for row in some]
        for file in files:
            size, footer = footer_of(file.read_bytes())
            assert thrift.written(footer) == file.read_bytes()[size:-8]


def test_parts_of_another_schema_or_no_parquet_are_refused(tmp_path):
    write(tmp_path / "a", [(1, "x")])
    pq.write_table(pa.table({"n": ["x"]}), tmp_path / "b")
    (tmp_path / "c").write_bytes(b"no parquet at all")
    (tmp_path / "d").write_bytes(b"")
    joining = Joining(io.BytesIO())
    joining.add((tmp_path / "a").read_bytes())
    for other, reason in (("b", "another schema"), ("c", "no Parquet file"), ("d", "no Parquet file")):
        with pytest.raises(ValueError, match=reason):
            joining.add((tmp_path / other).read_bytes())
