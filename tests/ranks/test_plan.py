"""Ranks and kinds of the plan are those of the patterns they were made from, for every number one can draw."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.numbers import uk_kind
from ringfence.ranks import NO_KIND, NO_RANK, plan
from ringfence.ranks.expand import PlanNotExpandable, expand
from ringfence.words import NUMBER_KINDS

nationals = st.one_of(
    st.integers(0, 10**11),
    st.integers(10**9, 10**10 - 1),
    st.integers(10**8, 10**9 - 1),
    st.integers(8454630, 8454650),
    st.integers(8001100, 8001120),
    st.integers(1632959000, 1632961999),
    st.integers(7700899000, 7700900999),
    st.integers(0, 10**11 - 1).map(lambda n: int("7" + str(n)[:9])),
)


@given(nationals)
@settings(deadline=None)  # the first one makes the plan
def test_a_kind_is_that_of_the_patterns_and_a_rank_leads_back(national):
    kind = uk_kind(str(national))
    rank = plan().rank(national)
    assert plan().kind(national) == kind
    assert (rank is None) == (kind is None)
    if rank is not None:
        assert 0 <= rank < plan().slots < NO_RANK
        assert plan().unrank(rank) == national


def drawn(size, seed=11):
    rng = random.Random(seed)
    at_random = [rng.randrange(10 ** rng.choice((6, 7, 9, 9, 10, 10, 10, 10))) for _ in range(size)]
    valid = plan().unrank_all(np.array([rng.randrange(plan().slots) for _ in range(size)], np.uint32)).tolist()
    edges = [n + d for length in plan().lengths for h in length.heads[:: len(length.heads) // 50 + 1].tolist()
             for n in (h * length.span, (h + 1) * length.span) for d in (-1, 0, 1)]  # fmt: skip
    return [*at_random, *valid, *edges, *range(1632959990, 1632960010), *range(1632960990, 1632961010)]


def test_many_at_once_are_as_one_at_a_time():
    numbers = drawn(15_000)
    ranks, kinds = plan().find_all(np.array(numbers, np.int64))
    for national, rank, kind in zip(numbers, ranks.tolist(), kinds.tolist(), strict=True):
        assert (NUMBER_KINDS[kind] if kind != NO_KIND else None) == uk_kind(str(national)), national
        assert (rank if rank != NO_RANK else None) == plan().rank(national), national
    known = ranks != NO_RANK
    assert (plan().unrank_all(ranks[known]) == np.array(numbers)[known]).all()
    assert plan().unrank_all(np.array([NO_RANK], np.uint32)).tolist() == [0]


def test_ranks_are_dense_and_rise_with_the_number():
    """Every rank below `slots` has a number (that number may be of a split cell that is not in use), in order."""
    ends = [(each.base, each.end) for each in plan().lengths]
    assert ends[0][0] == 0
    assert [b for _, b in ends[:-1]] == [a for a, _ in ends[1:]]
    for length in plan().lengths:
        assert (np.diff(length.heads) > 0).all()
    with pytest.raises(ValueError, match="no number has the rank"):
        plan().unrank(plan().slots)


def test_the_cells_that_six_digits_do_not_decide_are_few():
    assert 1 <= sum(len(each.splits) for each in plan().lengths) < 20


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [("7[45]", [({7}, {4, 5})]), ("1|2[0-3]", [({1},), ({2}, {0, 1, 2, 3})]), (r"(?:8\d){1,2}", None)],
)
def test_patterns_are_expanded_exactly(pattern, meant):
    ten = set(range(10))
    assert expand(pattern) == [tuple(map(frozenset, s)) for s in meant or [({8}, ten), ({8}, ten, {8}, ten)]]


@pytest.mark.parametrize("pattern", ["1*", "1.", "^1", "[^1]", "a", "[a-z]", r"\w", "(?=1)2", r"(1)\1", "1+"])
def test_what_cannot_be_expanded_exactly_is_refused(pattern):
    with pytest.raises(PlanNotExpandable, match="cannot be expanded"):
        expand(pattern)
