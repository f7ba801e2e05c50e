"""JSON, one object a line: digits stay as written; what is no row of a table is refused with its line."""

import json

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.errors import RingfenceError
from ringfence.lists.intake import ContactList, prepare, take_in
from ringfence.tables.text import open_table

ROWS = ['{"id": 1, "phone": "01632 960001"}', '{"id": 2, "phone": "07700 900123"}']


def table_of(folder, lines, name="list.ndjson", **options):
    file = folder / name
    file.write_bytes("\n".join(lines).encode() if isinstance(lines, list) else lines)
    with duckdb.connect() as con:
        table = open_table(con, file, folder, **options)
        return table, con.execute(f"SELECT * FROM {table.relation}").fetchall()


def test_a_list_is_read_whatever_its_name(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("\ufeff" + "\r\n".join([ROWS[0], "", *ROWS[1:]]))
    with duckdb.connect() as con:
        prepare(con)
        assert take_in(con, [ContactList(file)], tmp_path).columns == (("phone",),)
        keys = con.execute("SELECT key FROM numbers ORDER BY ord").fetchall()
    assert keys == [(441632960001,), (447700900123,)]


def test_numbers_keep_the_digits_they_were_written_with(tmp_path):
    lines = ['{"phone": 4.4770090012E+11}', '{"phone": 447700900123}', '{"phone": 447700900123.0}', '{"phone": 7.7E+9}']
    assert [row[0] for row in table_of(tmp_path, lines)[1]] == [
        "4.4770090012E+11", "447700900123", "447700900123.0", "7.7E+9",
    ]  # fmt: skip


def test_rows_may_have_other_keys_in_any_order(tmp_path):
    lines = ['{"phone": "1", "a": true}', '{"b": null, "a": "x", "phone": "2"}', "{}"]
    table, rows = table_of(tmp_path, lines)
    assert table.columns == ("phone", "a", "b")
    assert rows == [("1", "true", None), ("2", "x", None), (None, None, None)]


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["phone", "a", 'q"": ']), text), min_size=1, max_size=5))
def test_every_text_comes_back_as_it_went_in(tmp_path_factory, rows):
    if not any(rows):
        rows = [*rows, {"phone": "x"}]
    table, read = table_of(tmp_path_factory.mktemp("j"), [json.dumps(row) for row in rows])
    named = [dict(zip(table.columns, row, strict=True)) for row in read]
    assert [{name: value for name, value in row.items() if value is not None} for row in named] == rows


REFUSED = {
    "nested object": ([ROWS[0], '{"id": 2, "phone": {"home": "01632 960001"}}'], "nested-value", 2),
    "nested list": ([*ROWS, '{"phone": ["01632 960001"]}'], "nested-value", 3),
    "cut short": ([ROWS[0], ROWS[1][:-3]], "file-not-ndjson", 2),
    "a CSV row": ([ROWS[0], "2,01632 960001"], "file-not-ndjson", 2),
    "two objects a line": ([ROWS[0] + ROWS[1]], "file-not-ndjson", 1),
    "a key twice": ([ROWS[0], '{"phone": "01632 960001", "phone": "07700 900123"}'], "file-not-ndjson", 2),
    "one list": (["[" + ",".join(ROWS) + "]"], "file-not-ndjson", 1),
    "over several lines": (["{", '  "phone": "01632 960001"', "}"], "file-not-ndjson", 1),
    "not UTF-8": (b'{"phone": "1", "name": "Andr\xe9"}\n', "file-not-ndjson", 1),
    "a very long line": (b'{"phone": "' + b"1" * (1 << 20) + b'"}\n', "cell-too-long", 1),
    "columns that differ in case": (['{"phone": "1", "Phone": "2"}'], "duplicate-columns", 1),
}


@pytest.mark.parametrize(("lines", "code", "line"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_row_is_refused_with_its_line(tmp_path, lines, code, line):
    with pytest.raises(RingfenceError) as refused:
        table_of(tmp_path, lines)
    assert (refused.value.code, refused.value.line) == (code, line)
    assert "960001" not in str(refused.value)
