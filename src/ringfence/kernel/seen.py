"""Which numbers came before, in the order of a list: a table of ranks while they are few, then a bit a rank."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ringfence.kernel.engine import Bits, Ranks, no_bits
from ringfence.ranks.plan import NO_RANK, plan

Adding = Callable[[npt.NDArray[np.uint32], Ranks], tuple[npt.NDArray[np.bool_], int]]
_FEWEST, _MOST = 1 << 12, 1 << 25  # places in a table; beyond, the bits take less memory


class Seen(Protocol):
    """Ranks that came before."""

    def add(self, ranks: Ranks) -> npt.NDArray[np.bool_]:
        """Takes ranks in their order; whether each came before (a second one in `ranks` did). NO_RANK never did."""


class SeenBits:
    """A bit a rank: a third of a GiB, however few there are."""

    def __init__(self, add: Callable[[Bits, Ranks], npt.NDArray[np.bool_]]) -> None:
        self._add, self._bits = add, no_bits(plan().slots)

    def add(self, ranks: Ranks) -> npt.NDArray[np.bool_]:
        """As Seen has it."""
        return self._add(self._bits, ranks)


class SeenTable:
    """A table that grows, for about so many; at last it gives way to bits."""

    def __init__(self, rows: int, add: Adding, many: Callable[[], SeenBits]) -> None:
        self._add, self._many = add, many
        self._used, self._table = 0, _table(rows)
        self._bits = many() if 2 * rows > _MOST else None

    def add(self, ranks: Ranks) -> npt.NDArray[np.bool_]:
        """As Seen has it."""
        if not self._bits and 4 * (self._used + len(ranks)) > 3 * len(self._table):
            self._grow(self._used + len(ranks))
        if self._bits:
            return self._bits.add(ranks)
        before, new = self._add(self._table, ranks)
        self._used += new
        return before

    def _grow(self, wanted: int) -> None:
        held = self._table[self._table != NO_RANK]
        self._table = _table(wanted)
        if 2 * wanted > _MOST:
            self._bits = self._many()
            self._bits.add(held)
        else:
            self._add(self._table, held)


def _table(rows: int) -> npt.NDArray[np.uint32]:
    places = 1 << min(max(3 * rows // 2, _FEWEST), _MOST).bit_length()
    return np.full(places if 2 * rows <= _MOST else 0, NO_RANK, np.uint32)
