"""Conditions on answers: what they mean, what they rest on, and what is refused with its place."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.answers.interview.expressions import ConditionUnreadable, read

MEANS = [
    ("${a} = 'x'", {"a": "x"}, True),
    ("${a} = 'x'", {}, False),  # not asked: equals nothing
    ("${a} != 'x'", {}, True),
    ("${a} = ''", {}, True),
    ("${n} > 18", {}, False),  # no comparison of size is true of nothing
    ("${n} <= 18", {}, False),
    ("${n} = 18", {"n": "18.0"}, True),
    ("18 = ${n}", {"n": "18"}, True),
    ("selected(${m}, 'b')", {"m": "a b"}, True),
    ("selected(${m}, 'b')", {"m": "a bb"}, False),
    ("selected(${m}, '')", {"m": "a"}, False),
    ("count-selected(${m}) >= 2", {"m": "a b"}, True),
    ("string-length(${a}) = 2", {"a": "xy"}, True),
    ("not(${a} = 'x') and (${n} > 1 or ${n} < 0)", {"a": "y", "n": "2"}, True),
    ("${a} = 'x' or ${a} = 'y' and ${n} = 1", {"a": "x"}, True),  # and binds closer
    ("-${n} < 0", {"n": "1"}, True),
    ("${n} + 2 * 3 = 7", {"n": "1"}, True),
    ("${n} div 0 = 1", {"n": "1"}, False),
    ("${n} mod 2 = 1", {"n": "7"}, True),
    ("${n} - 1 - 1 = 0", {"n": "2"}, True),
    ("true() and not(false())", {}, True),
    ('${a} = "it\'s"', {"a": "it's"}, True),
]
REFUSED = [
    ("", "breaks off"),
    ("${a} =", "breaks off"),
    ("${a} = 'x", "cannot be read"),
    ("(${a} = 'x'", "where “)” should"),
    ("${a} = 'x')", "should end"),
    ("${a b} = 1", "cannot be read"),
    ("regex(., '(a+)+$')", "no function that we read"),
    ("selected(${a})", "takes 2 values"),
    ("not(${a}, ${b})", "takes 1 values"),
    ("__import__('os')", "cannot be read"),
    ("or", "no function"),
    ("(" * 100 + "1" + ")" * 100, "too deep"),
    ("-" * 100 + "1", "too deep"),
    ("1 = 1 " * 900, "over 2,000"),
]


@pytest.mark.parametrize(("written", "values", "holds"), MEANS)
def test_what_a_condition_means(written, values, holds):
    assert read(written).holds(values) is holds


def test_the_dot_is_the_answer_itself():
    assert read(". >= 18 and . <= 120").holds({}, "30")
    assert not read(". >= 18").holds({}, "17")


@pytest.mark.parametrize(("written", "why"), REFUSED)
def test_what_is_not_read_is_refused_with_its_place(written, why):
    with pytest.raises(ConditionUnreadable, match=re.escape(why)) as found:
        read(written)
    assert found.value.code == "condition-unreadable"


def test_what_it_rests_on():
    condition = read("${a} = 'x' and (selected(${b}, 'y') or ${a} = 'z')")
    assert condition.names == ("a", "b")
    assert condition.compared("a") == ("x", "z")
    assert condition.compared("b") == ("y",)


@settings(deadline=None)
@given(st.text(alphabet="${}ab'\"=<>!()+-* .0,andorto_", max_size=60))
def test_nothing_that_is_written_breaks_the_reader(written):
    with contextlib.suppress(ConditionUnreadable):
        assert read(written).holds({"a": "1"}) in (True, False)
