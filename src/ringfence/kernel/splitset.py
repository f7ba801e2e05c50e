"""A set of national numbers cut at their low 16 bits: two bytes a number and an index, as it lies on disk.

National numbers, not ranks: these stay what they are when the numbering plan changes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LOW_BITS = 16
HIGHS = (10**10 >> LOW_BITS) + 1  # high parts of numbers of up to ten digits


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
        highs = np.searchsorted(self.index, np.arange(start, start + len(lows)), side="right") - 1
        return highs.astype(np.int64) << LOW_BITS | lows


def split(nationals: npt.NDArray[np.int64]) -> SplitSet:
    """The set of these numbers, which must be in order and each there once."""
    index = np.searchsorted(nationals, np.arange(HIGHS + 1, dtype=np.int64) << LOW_BITS).astype(np.uint32)
    return SplitSet(index, nationals.astype(np.uint16))
