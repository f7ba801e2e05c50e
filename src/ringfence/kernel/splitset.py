"""A set of national numbers cut at their low 16 bits: two bytes a number and an index, as it lies on disk.

National numbers, not ranks: these stay what they are when the numbering plan changes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LOW_BITS = 16
HIGHS = (10**10 >> LOW_BITS) + 1  # high parts of numbers of up to ten digits


_FEWEST, _MOST = 10, 31  # bits of a sieve's size


@dataclass(frozen=True)
class SplitSet:
    """The numbers in order: `index[high]` is the place of the first with that high part, `lows` their low parts."""

    index: npt.NDArray[np.uint32]
    lows: npt.NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.lows)

    def place(self, national: int) -> int:
        """Where the number stands in the order, or -1: a few reads of memory, no array is made."""
        high, low = national >> LOW_BITS, national & 0xFFFF
        if not 0 <= high < HIGHS:
            return -1
        start, end = int(self.index[high]), int(self.index[high + 1])
        at = start + int(self.lows[start:end].searchsorted(np.uint16(low)))
        return at if at < end and self.lows[at] == low else -1

    def numbers(self, start: int = 0, stop: int | None = None) -> npt.NDArray[np.int64]:
        """Those from one place to another, in order; all of them if not told."""
        lows = self.lows[start:stop]
        ends = np.clip(self.index.astype(np.int64), start, start + len(lows))
        found = np.repeat(np.arange(len(ends) - 1, dtype=np.int64) << LOW_BITS, np.diff(ends))
        found |= lows
        return found


def split(nationals: npt.NDArray[np.int64]) -> SplitSet:
    """The set of these numbers, which must be in order and each there once."""
    index = np.searchsorted(nationals, np.arange(HIGHS + 1, dtype=np.int64) << LOW_BITS).astype(np.uint32)
    return SplitSet(index, nationals.astype(np.uint16))


def sieve_bits(numbers: int) -> int:
    """Places in a sieve of so many numbers, as a power of two: sixteen a number or more, so that few others pass."""
    return min(max((16 * numbers).bit_length(), _FEWEST), _MOST)


def nationals_of(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """National numbers of E.164 integers; 0 for those abroad and for no number."""
    floor = 44 * 10**10
    ten = (keys >= floor) & (keys < floor + 10**10)  # nearly all
    nationals = np.where(ten, keys - floor, 0)
    rest = np.flatnonzero(~ten & (keys > 0))
    for digits in range(5, 10):
        floor = 44 * 10**digits
        at = rest[(keys[rest] >= floor) & (keys[rest] < floor + 10**digits)]
        nationals[at] = keys[at] - floor
    return nationals


def national_of(key: int) -> int:
    """The national number of one E.164 integer; 0 for one abroad."""
    digits = str(key)
    return int(digits[2:]) if digits.startswith("44") and 7 <= len(digits) <= 12 else 0
