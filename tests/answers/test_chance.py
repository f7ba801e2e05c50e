"""What luck gives, against counting every permutation."""

from itertools import permutations
from math import exp, factorial

import numpy as np
import pytest

from ringfence.answers.attack.chance import at_least, expected, right


def counted(m, n):
    found = [0] * (m + 1)
    for order in permutations(range(n)):
        found[sum(order[each] == each for each in range(m))] += 1
    return [each / factorial(n) for each in found]


@pytest.mark.parametrize(("m", "n"), [(m, n) for n in range(1, 8) for m in range(n + 1)])
def test_the_chance_of_each_number_of_right_guesses(m, n):
    assert right(m, n, m) == pytest.approx(counted(m, n), abs=1e-12)


def test_a_large_batch_is_as_poisson():
    assert right(500, 500, 8) == pytest.approx([exp(-1) / factorial(h) for h in range(9)], abs=1e-12)


def test_several_batches_are_added_up():
    one = np.array(counted(4, 4))
    both = np.convolve(one, counted(2, 5))
    for hits in range(7):
        assert at_least(hits, [(4, 4), (2, 5)]) == pytest.approx(both[hits:].sum(), abs=1e-12)


def test_a_guess_in_a_batch_of_one_is_right():
    assert at_least(3, [(1, 1)] * 3) == pytest.approx(1)
    assert at_least(4, [(1, 1)] * 3) == 0


def test_forty_batches_of_fifty():
    assert expected([(50, 50)] * 40) == pytest.approx(40)
    assert 0.4 < at_least(40, [(50, 50)] * 40) < 0.6
    assert at_least(61, [(50, 50)] * 40) < 0.002 < at_least(58, [(50, 50)] * 40)
    assert at_least(2000, [(50, 50)] * 40) < 1e-9


def test_more_guesses_than_places_make_no_sense():
    with pytest.raises(ValueError, match="cannot be made"):
        right(3, 2, 1)
