"""The engine that runs everywhere: DuckDB reads the cells, numpy looks numbers up. Slower, the same answers."""

from threading import Lock
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ringfence.kernel.cells import CODES, Cells, blank
from ringfence.kernel.engine import Bits, Nationals, Ranks, no_bits
from ringfence.kernel.splitset import HIGHS, LOW_BITS, SplitSet
from ringfence.numbers import EMPTY
from ringfence.ranks.plan import NO_RANK, plan
from ringfence.tables import fastpath
from ringfence.words import NUMBER_KINDS

_STEP = 1 << 20  # numbers of a set put into bits at a time
_INVALID, _MISSING = map(NUMBER_KINDS.index, ("invalid", "missing"))


class Portable:
    """DuckDB's macros of the fast path, and numpy."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._con, self._lock = duckdb.connect(), Lock()  # one connection serves one thread at a time
        fastpath.install(self._con)
        codes = " ".join(f"WHEN '{text}' THEN {code}" for text, code in CODES.items() if text)
        self._sql = f"""
            SELECT coalesce(n::BIGINT, 0) AS national, (CASE p {codes} ELSE 0 END)::UTINYINT AS problem, w = '' AS empty
            FROM (SELECT w, n, rf_problem(w, '') AS p FROM (SELECT w, rf_national(w) AS n FROM cells))
        """  # noqa: S608

    def read(self, cells: pa.Array) -> Cells:
        found = blank(len(cells))
        with self._lock:
            answers: Any = self._con.from_arrow(pa.table({"w": cells.fill_null("")})).query("cells", self._sql)
            columns = answers.fetchnumpy()
        national, empty = columns["national"], columns["empty"]
        found.rank[:], found.kind[:] = plan().find_all(national)
        found.key[:] = np.where(national > 0, national + 44 * _scale(national), 0)
        found.problem[:] = columns["problem"]
        unused = (national > 0) & (found.rank == NO_RANK)
        found.kind[unused], found.problem[unused] = _INVALID, CODES[fastpath.NO_SUCH_RANGE]
        found.kind[empty], found.problem[empty] = _MISSING, CODES[EMPTY]
        return found

    def find(self, nationals: Nationals) -> tuple[Ranks, npt.NDArray[np.uint8]]:
        return plan().find_all(nationals)

    def unrank(self, ranks: Ranks) -> Nationals:
        return plan().unrank_all(ranks)

    def test(self, bits: Bits, ranks: Ranks) -> npt.NDArray[np.bool_]:
        known = ranks != NO_RANK
        safe = np.where(known, ranks, 0)
        found: npt.NDArray[np.bool_] = known & ((bits[safe >> 3] >> (safe & 7).astype(np.uint8) & 1) == 1)
        return found

    def add(self, bits: Bits, ranks: Ranks) -> npt.NDArray[np.bool_]:
        known = np.flatnonzero(ranks != NO_RANK)
        before = np.zeros(len(ranks), np.bool_)
        _, first = np.unique(ranks[known], return_index=True)
        before[known] = True
        before[known[first]] = self.test(bits, ranks[known[first]])
        new = ranks[known[first]]
        np.bitwise_or.at(bits, new >> 3, np.left_shift(1, new & 7).astype(np.uint8))
        return before

    def places(self, among: SplitSet, nationals: Nationals) -> Nationals:
        """All at once: every number's search takes its next step with those of the others."""
        if not len(among):
            return np.full(len(nationals), -1, np.int64)
        highs, wanted, last = nationals >> LOW_BITS, nationals & 0xFFFF, len(among) - 1
        known = (nationals > 0) & (highs < HIGHS)
        highs = np.where(known, highs, 0)
        low, high = among.index[highs].astype(np.int64), among.index[highs + 1].astype(np.int64)
        end = high
        while (searching := low < high).any():
            middle = (low + high) // 2
            above = searching & (among.lows[np.minimum(middle, last)] < wanted)
            low, high = np.where(above, middle + 1, low), np.where(searching & ~above, middle, high)
        found = known & (low < end) & (among.lows[np.minimum(low, last)] == wanted)
        return np.where(found, low, -1)

    def bits(self, among: SplitSet) -> Bits:
        made = no_bits(plan().slots)
        for start in range(0, len(among), _STEP):
            ranks, _ = plan().find_all(among.numbers(start, start + _STEP))
            known = ranks[ranks != NO_RANK]
            np.bitwise_or.at(made, known >> 3, np.left_shift(1, known & 7).astype(np.uint8))
        return made

    def e164(self, keys: Nationals) -> pa.Array:
        bits: Any = pa.py_buffer(np.packbits(keys > 0, bitorder="little"))  # a mask of numpy's would bring in pandas
        numbers = pa.Array.from_buffers(pa.int64(), len(keys), [bits, pa.py_buffer(np.ascontiguousarray(keys))])
        return pc.binary_join_element_wise(pa.scalar("+"), numbers.cast(pa.string()), pa.scalar(""))


def _scale(nationals: Nationals) -> Nationals:
    """The power of ten above each number: E.164 is 44 of these and the number."""
    powers = np.array([10**digits for digits in range(12)], np.int64)
    return powers[np.searchsorted(powers, nationals, side="right")]
