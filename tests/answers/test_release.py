"""Which answers may leave together: tables of small cases, and what must hold whatever waits."""

import random
from collections import Counter

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.answers.plan import NOT_TOLD, Plan
from ringfence.answers.release import may_leave, reasons, running, waiting, why_waiting
from ringfence.answers.spool import Entry


def entry(number, cell=("whole", "wave 1", "*", "20"), by=None, vote="a", kind="closed", person=None):
    told = msgspec.json.encode({"vote": vote}).decode()
    person = person or f"p{number}"
    by = by or f"i{number % 5}"
    return Entry(token=f"t{number}", person=person, kind=kind, cell=cell, interviewer=by, body=told)


def some(count, first=0, **more):
    return [entry(first + each, **more) for each in range(count)]


def small(**more):
    return Plan(k=10, interviewers=3, others=3, simulated=True, **more)


PLAN = small()
CHANCE = random.Random(8)

entries = st.lists(
    st.tuples(
        st.sampled_from(["whole", "partial"]),
        st.sampled_from(["wave 1", "wave 2"]),
        st.sampled_from(["north", "south", "*"]),
        st.sampled_from(["yes", "no"]),
        st.sampled_from(["5", "20", "more"]),
        st.integers(0, 3),
    ),
    max_size=120,
).map(lambda rows: [entry(at, row[:-1], by=f"i{row[-1]}") for at, row in enumerate(rows)])


def covers(told, cell):
    return all(name in (NOT_TOLD, part) for name, part in zip(told, cell, strict=True))


@settings(max_examples=200, deadline=None)
@given(entries, st.booleans())
def test_what_leaves_is_enough_of_one_kind_and_told_truly(found, rest):
    batches = waiting(found, PLAN, rest=rest)
    left = [each.token for batch in batches for each in batch.entries]
    assert len(left) == len(set(left))
    for batch in batches:
        assert len({each.person for each in batch.entries}) >= PLAN.k
        assert len({each.interviewer for each in batch.entries}) >= PLAN.interviewers
        assert all(covers(batch.cell[:-1], each.cell[:-1]) for each in batch.entries)  # the last, the size, is not told
        assert len({each.cell[0] for each in batch.entries}) == 1


@settings(max_examples=200, deadline=None)
@given(entries)
def test_at_the_end_nothing_stays_that_could_leave(found):
    left = {each.token for batch in waiting(found, PLAN, rest=True) for each in batch.entries}
    for part in ("whole", "partial"):
        family = [each for each in found if each.cell[0] == part]
        assert not may_leave(family, PLAN) or {each.token for each in family} <= left


@settings(max_examples=100, deadline=None)
@given(entries)
def test_while_it_runs_enough_stays_to_hide_the_last(found):
    batch = running(found, PLAN, CHANCE)
    if batch:
        gone = {each.token for each in batch.entries}
        stay = [each for each in found if each.token not in gone and each.cell[0] == batch.cell[0]]
        assert len({each.person for each in batch.entries}) == PLAN.k
        assert may_leave(stay, PLAN)


def test_one_kind_leaves_when_twice_k_wait():
    assert running(some(19), PLAN, CHANCE) is None
    assert len(running(some(20), PLAN, CHANCE).entries) == 10


def test_a_full_cell_leaves_when_others_stay():
    other = some(10, 100, cell=("whole", "wave 2", "*", "20"))
    assert running(some(10) + other[:9], PLAN, CHANCE) is None
    assert running(some(10) + other, PLAN, CHANCE) is not None


def test_who_leaves_is_chance():
    gone = Counter(each.token for _ in range(300) for each in running(some(20), PLAN, CHANCE).entries)
    assert len(gone) == 20
    assert min(gone.values()) > 100  # 150 on average


def test_two_texts_of_one_person_hide_nobody():
    texts = [entry(each, ("text", "wave 1", "60"), kind="text", person=f"p{each // 2}") for each in range(18)]
    assert waiting(texts, PLAN, rest=True) == []


REASONS = [
    (some(9), "fewer than 10 of one cell"),
    (some(12, by="i1"), "fewer than 3 interviewers"),
    ([*some(12, by="i1"), entry(90, by="i2"), entry(91, by="i3")], "all but fewer than 3"),
    (some(12), ""),
]


def test_why_they_wait():
    for group, why in REASONS:
        assert why in why_waiting(group, PLAN)
        assert bool(why) == bool(why_waiting(group, PLAN))
    assert reasons(some(9), PLAN) == {"fewer than 10 of one cell": 9}


def test_a_batch_of_one_mind_on_a_sensitive_question_stays():
    plan = small(sensitive=("vote",))
    assert "same answer" in why_waiting(some(12), plan)
    assert may_leave([*some(11), entry(50, vote="b")], plan)
    assert running(some(30), plan, CHANCE) is None


def test_neighbours_in_size_leave_together():
    sizes = [
        each
        for size in ("5", "10", "20", "more")
        for each in some(6, 1000 * len(size) + int(size, 36), cell=("whole", "w", "*", size))
    ]
    batches = waiting(sizes, PLAN, rest=True)
    assert sorted(sorted({each.cell[-1] for each in batch.entries}) for batch in batches) == [
        ["10", "5"],
        ["20", "more"],
    ]
