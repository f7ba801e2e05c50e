"""What guessing alone would reach, exactly: m guesses, no two alike, in a batch of n whose order is pure chance."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FURTHER = 40  # terms of an alternating series that falls as 1/j!


def right(m: int, n: int, most: int) -> Floats:
    """The chance of exactly 0, 1 ... `most` right guesses among m that differ, in a batch of n."""
    if not 0 <= m <= n:
        raise ValueError(f"{m} guesses that differ cannot be made in a batch of {n}")
    moments = [1.0]  # of j guesses, the expected number of ways in which j are right: C(m, j) / n(n-1)...(n-j+1)
    for j in range(min(m, most + FURTHER)):
        moments.append(moments[-1] * (m - j) / ((j + 1) * (n - j)))
    found = np.zeros(most + 1)
    for h in range(min(most, len(moments) - 1) + 1):
        term, total = moments[h], 0.0
        for j in range(h, len(moments)):
            total += (-1) ** (j - h) * moments[j] * _choose(j, h)
        found[h] = min(max(total, 0.0), term)
    return found


def at_least(hits: int, batches: Iterable[tuple[int, int]]) -> float:
    """The chance that guessing alone is right `hits` times or more; batches are (guesses, size)."""
    if hits <= 0:
        return 1.0
    fewer = np.zeros(hits)
    fewer[0] = 1.0
    known: dict[tuple[int, int], Floats] = {}
    for m, n in batches:
        if (m, n) not in known:
            known[m, n] = right(m, n, min(hits - 1, FURTHER))  # more than 40 in one batch: under 1 in 10^47
        fewer = np.convolve(fewer, known[m, n])[:hits]
    return float(max(0.0, 1.0 - fewer.sum()))


def expected(batches: Sequence[tuple[int, int]]) -> float:
    """How many guesses are right on average."""
    return sum(m / n for m, n in batches if n)


def _choose(n: int, k: int) -> float:
    found = 1.0
    for i in range(k):
        found = found * (n - i) / (i + 1)
    return found
