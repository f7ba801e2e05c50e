"""The fast path answers as `numbers.read_all` does, or it abstains: any text, any common shape."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.numbers import read_all
from ringfence.tables import fastpath

ALPHABET = "0123456789 ()-+'\"=.\u00a0\u200b\u2013\tx/,E"
prefix = st.sampled_from(
    ["", "0", "0", "+44", "+440", "0044", "44", "00440", "440", "(0)", "+44 (0)", "'0", '="0', "+", "00"]
)
stem = st.sampled_from(
    ["7", "1", "2", "3", "5", "8", "9", "800", "8001111", "845464", "1632960", "7700900", "1624", "1534", "1481",
     "7624", "74576", "7797", "76", "70", "4", "0"]
)  # fmt: skip
tail = st.sampled_from(["", "", "", '"', ".0", ".00", " ", "E+09", "\u00a0", "."])


@st.composite
def written(draw):
    """A number as somebody might write it, and then some mess put in."""
    digits = draw(stem)
    digits += draw(st.text("0123456789", min_size=max(0, 8 - len(digits)), max_size=max(0, 11 - len(digits))))
    text = list(draw(prefix) + digits + draw(tail))
    for mark in draw(st.text(ALPHABET, max_size=3)):
        text.insert(draw(st.integers(0, len(text))), mark)
    return "".join(text)


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        fastpath.install(con)
        yield con


def answers(con, cells):
    return con.execute(
        """SELECT w, CASE WHEN k <> 'invalid' THEN '+' || rf_key(n) END, k, rf_problem(w, k)
           FROM (SELECT *, rf_kind(n) AS k FROM (SELECT w, rf_national(w) AS n FROM (SELECT unnest($1) AS w)))
           WHERE n IS NOT NULL""",
        [cells],
    ).fetchall()


@given(st.lists(written() | st.text(ALPHABET, max_size=24) | st.text(max_size=24), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_it_answers_as_the_truth_does_or_abstains(con, cells):
    for cell, *answer in answers(con, cells):
        assert [[n.e164, n.kind, n.problem] for n in read_all(cell)] == [answer], cell


COMMON = [
    "01632960001", "01632 960001", "(01632) 960001", "+441632960001", "+44 (0)1632 960001", "00441632960001",
    "441632960001", "1632960001", "7700900123.0", "'07700900123", '="07700900123"', "07700-900-123",
    "07700900123\u00a0", "01632.960.001", "7.700900123E+09", "01999123456",
]  # fmt: skip


@pytest.mark.parametrize("cell", COMMON)
def test_common_shapes_do_not_need_python(con, cell):
    assert len(answers(con, [cell])) == 1
