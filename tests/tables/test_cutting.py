"""Cells that the kernel cuts out of a text file are those that DuckDB reads, or it leaves the row to DuckDB."""

import io
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ringfence.kernel.library import compiled
from ringfence.lists import chunks
from ringfence.tables import cutting, looked
from ringfence.tables.engine import database
from ringfence.tables.text import Form, _read_csv, _rows, open_table

needs_kernel = pytest.mark.skipif(compiled()[0] is None, reason=compiled()[1])


def drained(cutting_):
    """The rows that were cut, and whether they were all."""
    rows = []
    while True:
        try:
            rows += zip(*[column.to_pylist() for column in next(cutting_)], strict=True)
        except StopIteration as ended:
            return rows, ended.value


def by_duckdb(form, places):
    cells = ", ".join(f"coalesce(c{at}, '')" for at in places)
    try:
        return duckdb.execute(f"SELECT {cells} FROM {_read_csv(form)}").fetchall()
    except duckdb.Error:
        return None


def held_together(text, width, places, *, delimiter=",", headed=False, skip=0, rows=3, piece=64):
    """What both give for a text; and that the kernel's are the first ones."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        patched.setattr(cutting, "_PIECE", piece)
        form = Form(Path(name) / "t.csv", width, delimiter, skip, headed)
        form.file.write_bytes(text)
        found, whole = drained(cutting.cut(form, places, rows))
        wanted = by_duckdb(form, places)
    if wanted is None:
        assert not whole
        return found, whole
    assert found == wanted[: len(found)]
    assert not whole or len(found) == len(wanted)
    return found, whole


CELLS = ["07700 900123", "", " ", "a", "long " * 30, "Zoë", "\u00a0", "'", "x", "0"]
QUOTED = [
    '""',
    '"a,b"',
    '"say ""no"""',
    '"two\nlines"',
    '"""',
    '"07700 900123"',
    '"a" ',
    ' "a"',
    'a"b',
    '"',
]
WIDTH = 3


@st.composite
def texts(draw):
    """Rows as files have them, sometimes of the wrong width, and now and then a mark where none should be."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    cell = st.sampled_from(CELLS) | st.sampled_from(QUOTED[:5]) | st.sampled_from(CELLS + QUOTED)
    width = st.sampled_from([WIDTH] * 30 + [WIDTH - 1, WIDTH + 1, 0])
    cell = cell.map(lambda text: text.replace("\n", end))
    rows = [[draw(cell) for _ in range(draw(width))] for _ in range(draw(st.integers(0, 12)))]
    text = end.join(",".join(row) for row in rows) + draw(st.sampled_from(["", end, end + end]))
    return (draw(st.sampled_from(["", "\ufeff"])) + text).encode()


@needs_kernel
@given(texts(), st.sampled_from([(1,), (0, 2), (2, 0), (0, 1, 2)]), st.booleans())
@settings(max_examples=400, deadline=None)
@example(b"a,b,c\n\n1,2,3\n\n\n", (0,), True)
@example(b'\xef\xbb\xbf"a\nb",b,c\n1,2,3\n', (1,), True)
@example(b'"a","b","c"\r\n"1","2","3"', (2, 1), True)
@example(b"\n" + b"\n".join([b"1,2,3"] * 8), (1,), True)
def test_what_is_cut_is_what_duckdb_reads(text, places, headed):
    # As tables are opened: empty lines before the first row are skipped, and a header without a row is refused.
    lines = io.StringIO(text.decode().lstrip("\ufeff"), newline="").readlines()
    skip = next((at for at, line in enumerate(lines) if line.strip()), 0)
    assume(not headed or len(_rows(lines[skip:], ",")) > 1)
    held_together(text, WIDTH, places, headed=headed, skip=skip)


@needs_kernel
@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        (b"a,b\n1,2\n3,4\n", 2, [("2",), ("4",)]),
        (b"a,b\r\n1,2\r\n3,4", 2, [("2",), ("4",)]),
        (b"a,b\n1,\n,\n", 2, [("",), ("",)]),
        (b'a,b\n1,"x,""y"""\n', 2, [('x,"y"',)]),
        (b'a,b\n"1\n2",x\n', 2, [("x",)]),
        (b"a,b\n\n1,2\n\n", 2, [("2",)]),
        (b"a,b\n", 2, []),
        (b"a,b", 2, []),
        (b"a,b\n1," + b"9" * 5000 + b"\n1,2\n", 2, [("9" * 5000,), ("2",)]),
    ],
)
def test_a_plain_file_is_cut_to_its_end(text, width, rows):
    assert held_together(text, width, (1,), headed=True) == (rows, True)


@needs_kernel
@pytest.mark.parametrize(
    "text",
    [
        b'a,b\n1,2\n3,x"y\n',
        b"a,b\n1,2\n3\n",
        b"a,b\n1,2\n3,4,5\n",
        b'a,b\n1,2\n3,"open\n',
        b'a,b\n1,2\n3,"x"y\n',
        b"a,b\n1,2\n3,4\r",
    ],
)
def test_the_first_strange_row_stops_it(text):
    assert held_together(text, 2, (1,), headed=True) == ([("2",)], False)


@needs_kernel
def test_one_column_and_lines_before_the_header():
    assert held_together(b"tel\n1,2\n\n3\n", 1, (0,), delimiter="\x1f", headed=True) == (
        [("1,2",), ("",), ("3",)],
        True,
    )
    assert held_together(b"\n\na;b\n1;2\n", 2, (0,), delimiter=";", headed=True, skip=2) == ([("1",)], True)
    assert held_together(b"a\rb", 1, (0,), delimiter="\x1f", skip=1) == ([], False)


@needs_kernel
def test_columns_asked_for_twice_are_left_to_duckdb():
    assert held_together(b"1,2\n", 2, (0, 0)) == ([], False)


def test_a_list_is_the_same_with_a_strange_row_in_it(tmp_path):
    """From the strange row on DuckDB reads; the chunks do not show where."""
    lines = [f"{n},07700 900{n:03}" for n in range(500)]
    (tmp_path / "plain.csv").write_text("id,phone\n" + "\n".join(lines))
    lines[321] = '321x"x,07700 900321'
    (tmp_path / "strange.csv").write_text("id,phone\n" + "\n".join(lines))
    found = []
    for name in ("plain", "strange"):
        with database(tmp_path) as con:
            table = open_table(con, tmp_path / f"{name}.csv", tmp_path)
            found.append([(c.cells.to_pylist(), c.rows.tolist()) for c in chunks.chunks(con, table, (1,), 0, 100)])
    assert found[0] == found[1]
    assert [len(cells) for cells, _ in found[0]] == [100] * 5


PIECES = [b"a\n", b"\r\n", b"\r", b"\n", "ë€😀".encode(), b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]


@given(st.lists(st.sampled_from([*PIECES, b"x" * 70, b"\n" * 300]), max_size=9), st.data())
@settings(max_examples=300, deadline=None)
def test_both_ways_to_look_at_bytes_see_the_same(parts, data):
    text = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=3)))
    plain = looked._Plain()
    every = [plain, looked.looked()]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        for seen in every:
            seen.add(text[start:end])
    try:
        text.decode()
        utf8 = True
    except UnicodeDecodeError:
        utf8 = False
    wanted = (text.count(b"\n"), text.count(b"\r\n"), utf8)
    assert [(seen.line_ends, seen.pairs, seen.is_utf8()) for seen in every] == [wanted] * 2


@pytest.mark.parametrize("place", [0, 1, 63, 64, 4000, 9999])
def test_a_nul_is_seen_where_it_is(place):
    text = bytearray(b"\nx" * 5000)
    text[place] = 0
    for seen in (looked._Plain(), looked.looked()):
        seen.add(bytes(text))
        assert seen.nul == place
        seen.add(b"none")
        assert seen.nul == -1
