"""Sets of numbers: either engine finds what a Python set holds, whatever way the numbers are kept."""

import numpy as np
import pytest

from ringfence.kernel import nationals_of, no_bits, portable_engine, split
from ringfence.kernel import seen as seen_module
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


def test_codes_are_those_of_the_places(engine):
    inside = np.unique(np.abs(drawn(20_000, 6)))
    inside = inside[inside > 0]
    among, codes = split(inside), np.arange(2, len(inside) + 2, dtype=np.uint32)
    nationals = np.concatenate([drawn(20_000, 7), inside, inside + 1]).tolist()
    keys = np.array([*(int(f"44{each}") for each in nationals), 0, -1, 1, 12025550143, 2**62], np.int64)
    held = dict(zip(inside.tolist(), codes.tolist(), strict=True))
    both = zip(keys.tolist(), nationals_of(keys).tolist(), strict=True)
    wanted = [held.get(national, 1) if key > 0 else 0 for key, national in both]
    for sieve in (None, engine.sieve(among)):
        assert engine.codes(among, codes, keys, sieve).tolist() == wanted
    assert engine.codes(split(inside[:0]), codes[:0], keys, None).tolist() == (keys > 0).tolist()


@pytest.mark.parametrize("expected", [0, 100, 40_000, 1 << 30])
def test_seen_is_told_in_the_order_of_rows_however_many_come(engine, expected, monkeypatch):
    monkeypatch.setattr(seen_module, "_MOST", 1 << 14)  # a table that has to give way
    ranks, _ = plan().find_all(drawn(8_000, 8))
    seen, held = engine.seen(expected), set()
    for part in np.array_split(ranks, 5):
        before = []
        for rank in part.tolist():
            before.append(rank in held)
            if rank != NO_RANK:
                held.add(rank)
        assert seen.add(part).tolist() == before
