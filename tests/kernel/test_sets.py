"""Sets of numbers: either engine finds what a Python set holds, whatever way the numbers are kept."""

import numpy as np
import pytest

from ringfence.kernel import no_bits, portable_engine, split
from ringfence.ranks import NO_KIND, NO_RANK, plan


def drawn(size, seed):
    """National numbers in and out of the plan, some close together, many twice."""
    rng = np.random.default_rng(seed)
    near = 7_700_900_000 + rng.integers(0, 1_000, size)
    return np.concatenate([rng.integers(1, 10**10, size), rng.integers(0, 10**6, 9), near, 800_000_000 + near % 10**6])


def test_find_and_unrank_are_those_of_the_plan(engine):
    numbers = np.concatenate([drawn(2_000, 1), plan().unrank_all(np.arange(0, plan().slots, 99_991, dtype=np.uint32))])
    ranks, kinds = engine.find(numbers)
    wanted = plan().find_all(numbers)
    assert (ranks == wanted[0]).all()
    assert (kinds == wanted[1]).all()
    assert ((ranks == NO_RANK) == (kinds == NO_KIND)).all()
    assert (engine.unrank(ranks)[ranks != NO_RANK] == numbers[ranks != NO_RANK]).all()
    assert engine.unrank(np.array([NO_RANK, plan().slots], np.uint32)).tolist() == [0, 0]


def test_split_sets_hold_what_was_put_in(engine):
    inside = np.unique(drawn(20_000, 2))
    inside = inside[inside > 0]
    among = split(inside)
    assert (among.numbers() == inside).all()
    asked = np.concatenate([drawn(20_000, 3), inside, inside + 1, [0, -1, -(2**40), 10**10, 2**40]]).astype(np.int64)
    members = {number: place for place, number in enumerate(inside.tolist())}
    wanted = [members.get(number, -1) for number in asked.tolist()]
    assert engine.places(among, asked).tolist() == wanted
    assert [among.place(number) for number in asked[:500].tolist() + asked[-500:].tolist()] == wanted[:500] + wanted[
        -500:
    ]


@pytest.mark.parametrize("inside", [[], [1], [7_700_900_123], [10**10 - 1], list(range(1_632_960_000, 1_632_961_000))])
def test_small_sets(engine, inside):
    among = split(np.array(inside, np.int64))
    asked = np.array([*inside, 5, 7_700_900_124], np.int64)
    assert engine.places(among, asked).tolist() == [*range(len(inside)), -1, -1]
    assert [among.place(number) for number in asked.tolist()] == [*range(len(inside)), -1, -1]


def test_keys_are_written_in_e164(engine):
    keys = np.array([447700900123, 0, 1, 12025550143, 999_999_999_999_999, 10**15, 0, 44_1632_960_001], np.int64)
    for some in (keys, keys[:0], keys[1:2], keys[::2], np.arange(1, 200_001) * 7_919):
        written = engine.e164(some)
        assert written.type == "string"
        assert written.to_pylist() == [f"+{key}" if key else None for key in some.tolist()]
    assert engine.e164(keys).null_count == 2


def test_bits_tell_what_was_there_before_in_the_order_of_rows(engine):
    ranks, _ = plan().find_all(drawn(5_000, 4))
    bits, seen = no_bits(plan().slots), set()
    for part in np.array_split(ranks, 4):
        inside = [rank in seen for rank in part.tolist()]
        assert engine.test(bits, part).tolist() == inside
        before = []
        for rank in part.tolist():
            before.append(rank in seen)
            if rank != NO_RANK:
                seen.add(rank)
        assert engine.add(bits, part).tolist() == before
    assert engine.test(bits, ranks).tolist() == [rank != NO_RANK for rank in ranks.tolist()]


def test_a_set_as_bits_holds_the_same_numbers(engine):
    inside = np.unique(np.abs(drawn(30_000, 5)))
    ranks, _ = plan().find_all(inside)
    bits = engine.bits(split(inside[inside > 0]))
    assert int(np.bitwise_count(bits).sum()) == int((ranks != NO_RANK).sum())
    assert engine.test(bits, ranks).tolist() == (ranks != NO_RANK).tolist()
    assert (bits == portable_engine().bits(split(inside[inside > 0]))).all()
