"""Two engines with the same answers: compiled, and portable. Callers take what `engine()` gives."""

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from ringfence.kernel.cells import Cells
from ringfence.kernel.splitset import SplitSet

if TYPE_CHECKING:
    import pyarrow as pa  # takes a third of a second; a look-up of one number does without

    from ringfence.kernel.seen import Seen

Bits = npt.NDArray[np.uint8]
Sieve = Any  # what each engine makes of it, for itself
Ranks = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint32]
Nationals = npt.NDArray[np.int64]


class Engine(Protocol):
    """Reads cells, and looks numbers up in sets: facts only. Ranks are those of `ranks.plan()`."""

    name: str

    def read(self, cells: "pa.Array") -> Cells:
        """What each cell of a string column is; kind ASK where only `numbers.read_all` may say."""

    def find(self, nationals: Nationals) -> tuple[Ranks, npt.NDArray[np.uint8]]:
        """Rank and kind of national numbers; NO_RANK and NO_KIND where there is no such range."""

    def unrank(self, ranks: Ranks) -> Nationals:
        """National numbers of ranks; 0 for NO_RANK."""

    def test(self, bits: Bits, ranks: Ranks) -> npt.NDArray[np.bool_]:
        """Whether each rank is in the set of bits; NO_RANK is in none."""

    def add(self, bits: Bits, ranks: Ranks) -> npt.NDArray[np.bool_]:
        """Puts the ranks into the set in their order; whether each was there before (a second one in `ranks` was)."""

    def seen(self, rows: int) -> "Seen":
        """What tells which ranks came before, for about so many."""

    def places(self, among: SplitSet, nationals: Nationals) -> Nationals:
        """Place of each national number in the set, or -1."""

    def sieve(self, among: SplitSet) -> Sieve:
        """What makes `codes` faster for millions of numbers, most of them not in the set; some bytes a number in it."""

    def codes(self, among: SplitSet, codes: Codes, keys: Nationals, sieve: Sieve | None) -> Codes:
        """The code that stands at the place of each E.164 integer in the set: 0 for no number, 1 if it is not there.

        `sieve` is that of the set, or None.
        """

    def bits(self, among: SplitSet) -> Bits:
        """The set as bits by rank: 1 GiB in three and the fastest to look up in; numbers without a rank left out."""

    def e164(self, keys: Nationals) -> "pa.Array":
        """The E.164 text of each key (an E.164 number as an integer), null for 0."""


def no_bits(slots: int) -> Bits:
    """An empty set of ranks."""
    return np.zeros(slots // 8 + 1, np.uint8)
