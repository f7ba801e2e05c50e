"""One number asked for at the time of a call: the facts of its row in a screening, with what was said since."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import CUTS, ON, numbers, on_disk, worlds

from ringfence.kernel import national_of, nationals_of
from ringfence.lists.lookup import opened
from ringfence.numbers import read


@given(worlds(), numbers)
@settings(max_examples=30, deadline=None)
def test_an_objection_told_at_the_call_is_one_that_was_on_file(world, number):
    """What the store says now changes what a file with that objection would have changed, and nothing else."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        before = opened(on_disk(world, Path(one)), ON, CUTS)
        told = {**world, "objections": [*(world["objections"] or []), (number,)]}
        after = opened(on_disk(told, Path(two)), ON, CUTS)
    asked = read(number)
    facts = before.read(before.packed(asked, objected=True))
    assert facts == after.read(after.packed(asked))
    assert facts["objected"] is True


@given(worlds(), numbers)
@settings(max_examples=30, deadline=None)
def test_no_objection_now_takes_none_back(world, number):
    with tempfile.TemporaryDirectory() as name:
        found = opened(on_disk(world, Path(name)), ON, CUTS)
    on_file, now = (found.read(found.packed(read(number), objected=said)) for said in (None, False))
    assert now["objected"] is (on_file["objected"] or False)
    assert {**now, "objected": None} == {**on_file, "objected": None}


def test_what_is_no_number_is_not_asked_about():
    found = opened(on_disk(NOTHING, Path()), ON, CUTS)
    assert found.read(found.packed(read("0770"), objected=True))["objected"] is None


NOTHING = {"tps": None, "ctps": None, "objections": None, "history": None, "consents": None}


@given(st.integers(1, 10**15) | st.integers(44 * 10**4, 44 * 10**11) | st.sampled_from([44, 440, 4400000, 440123456]))
def test_one_national_number_is_read_as_many_are(key):
    assert national_of(key) == nationals_of(np.array([key]))[0]
