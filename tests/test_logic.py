"""Three-valued conditions: the laws they keep for every input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.logic import ALWAYS, NEVER, All, Among, Any, AtLeast, Condition, Facts, Is, Not, Value

NAMES = ("a", "b", "c", "d")
LEAVES = [Is(name, name, f"not {name}") for name in NAMES] + [AtLeast("n", "n", 3), Among("w", "w", ("x", "y"))]
VALUES: dict[str, st.SearchStrategy[Value]] = {
    **{name: st.sampled_from([True, False, None]) for name in NAMES},
    "n": st.sampled_from([None, 2, 3, 4]),
    "w": st.sampled_from([None, "x", "z"]),
}
conditions = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
        inner.map(lambda one: ~one),
    ),
    max_leaves=8,
)
facts = st.fixed_dictionaries(VALUES)


@given(conditions, facts, facts)
def test_learning_a_fact_never_flips_an_answer(condition: Condition, some: Facts, more: Facts):
    before = condition.read(some).truth
    learnt = {name: value if value is not None else more[name] for name, value in some.items()}
    if before is not None:
        assert condition.read(learnt).truth is before


@given(conditions, facts)
def test_the_reasons_given_are_enough(condition: Condition, known: Facts):
    reading = condition.read(known)
    if reading.truth is not None:
        only = {name: value for name, value in known.items() if name in reading.because}
        assert condition.read(only).truth is reading.truth


@given(conditions, facts)
def test_what_is_missing_is_what_is_named(condition: Condition, known: Facts):
    reading = condition.read(known)
    if reading.truth is None:
        assert reading.because
        assert all(known[name] is None for name in reading.because)


@given(conditions, conditions, facts)
def test_de_morgan(one: Condition, other: Condition, known: Facts):
    assert (~(one & other)).read(known).truth is (~one | ~other).read(known).truth
    assert (~~one).read(known).truth is one.read(known).truth


@given(conditions)
def test_every_condition_can_be_said(condition: Condition):
    assert str(condition)
    assert str(~condition)
    assert set(condition.names()) <= set(VALUES)


def test_silence_means_what_the_fact_declares():
    consented = Is("consented", "consented", "did not consent", silence=False)
    assert (~consented).read({}).truth is True
    assert (~consented).read({}).because == ("consented",)


def test_cuts_are_the_numbers_at_which_an_answer_changes():
    assert list((LEAVES[0] & ~AtLeast("n", "days", 28) | AtLeast("n", "days", 29)).cuts()) == [("n", 28), ("n", 29)]


def test_a_condition_has_no_truth_of_its_own():
    with pytest.raises(TypeError, match=r"use & \| ~"):
        bool(LEAVES[0])


@pytest.mark.parametrize(("fact", "value"), [(LEAVES[0], 1), (LEAVES[0], "yes"), (AtLeast("n", "n", 1), True)])
def test_a_value_of_the_wrong_kind_is_refused(fact: Condition, value: Value):
    with pytest.raises(TypeError):
        fact.read({"a": value, "n": value})


def test_english():
    wet, cold = Is("wet", "it is wet", "it is dry"), Is("cold", "it is cold", "it is warm")
    assert str((wet | cold) & ~wet) == "(it is wet or it is cold) and it is dry"
    assert str(~(wet & cold)) == "(it is dry or it is warm)"
    assert str(~AtLeast("n", "days listed", 28)) == "days listed: fewer than 28"
    assert str(~Among("w", "the mode", ("live",))) == "the mode is not live"
    assert isinstance(ALWAYS, All)
    assert isinstance(NEVER, Any)
    assert isinstance(~ALWAYS, Not)
    assert (str(ALWAYS), str(NEVER)) == ("always", "never")
