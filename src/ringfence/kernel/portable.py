"""The engine that runs everywhere: DuckDB reads the cells, numpy looks numbers up. Slower, the same answers."""

from threading import Lock
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from phonenumbers import ValidationResult

from ringfence.kernel.cells import CODES, Cells, blank
from ringfence.kernel.engine import Bits, Codes, Nationals, Ranks, Sieve, no_bits
from ringfence.kernel.grouped import nationals
from ringfence.kernel.seen import Seen, SeenBits
from ringfence.kernel.splitset import HIGHS, LOW_BITS, SplitSet, nationals_of
from ringfence.numbers import DIGITS_LOST, EMPTY, NO_DIGITS, PROBLEMS
from ringfence.ranks.plan import NO_RANK, plan
from ringfence.tables import fastpath
from ringfence.words import NUMBER_KINDS

_PLACE_BITS, _PLACES = np.uint64(32), np.uint64((1 << 32) - 1)
_STEP = 1 << 20  # numbers of a set put into bits at a time
_INVALID, _MISSING, _LOST = map(NUMBER_KINDS.index, ("invalid", "missing", "damaged"))
# Cells without a number that lists are full of; each that is left to Python costs as much as fifty others.
_TOLD = (
    ("lost", "[0-9][.,][0-9]{1,8}[eE][+]?0?9", _LOST, DIGITS_LOST),  # fewer digits than the power of ten needs
    ("words", "[A-Za-z/ .-]*[A-Za-z/][A-Za-z/ .-]*", _MISSING, NO_DIGITS),
    ("short", "0[1-35-9][0-9]{7}", _INVALID, fastpath.NO_SUCH_RANGE),
    ("long", "0[1-35-9][0-9]{10}", _INVALID, PROBLEMS[ValidationResult.TOO_LONG]),
)


class Portable:
    """DuckDB's macros of the fast path, and numpy."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._con, self._lock = duckdb.connect(), Lock()  # one connection serves one thread at a time
        fastpath.install(self._con)
        codes = " ".join(f"WHEN '{text}' THEN {code}" for text, code in CODES.items() if text)
        told = ", ".join(
            f"CASE WHEN n IS NULL THEN regexp_full_match(w, '{shape}') ELSE false END AS is_{name}"
            for name, shape, *_ in _TOLD
        )
        self._sql = f"""
            SELECT coalesce(n::BIGINT, 0) AS national, (CASE p {codes} ELSE 0 END)::UTINYINT AS problem,
                   w = '' AS is_empty, {told}
            FROM (SELECT w, n, CASE WHEN contains(w, '.') THEN rf_problem(w, '') END AS p
                  FROM (SELECT w, rf_national(w) AS n FROM cells))
        """  # noqa: S608

    def read(self, cells: pa.Array) -> Cells:
        found = blank(len(cells))
        cells = cells.fill_null("").cast(pa.string())
        national = nationals(cells)
        found.problem[:] = 0
        rest = np.flatnonzero(national == 0)
        columns = self._ask(cells.take(pa.array(rest)))
        national[rest], found.problem[rest] = columns["national"], columns["problem"]
        found.rank[:], found.kind[:] = plan().find_all(national)
        found.key[:] = np.where(national > 0, national + 44 * _scale(national), 0)
        unused = (national > 0) & (found.rank == NO_RANK)
        found.kind[unused], found.problem[unused] = _INVALID, CODES[fastpath.NO_SUCH_RANGE]
        for name, _, kind, said in (("empty", "", _MISSING, EMPTY), *_TOLD):
            at = rest[columns[f"is_{name}"]]
            found.kind[at], found.problem[at] = kind, CODES[said]
        return found

    def _ask(self, cells: pa.Array) -> dict[str, Any]:
        """What DuckDB's expressions say of cells."""
        with self._lock:
            answers: Any = self._con.from_arrow(pa.table({"w": cells})).query("cells", self._sql)
            return dict(answers.fetchnumpy())

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
        before[known] = True
        # Rank and place in one integer: sorted, the first place of each rank comes first; np.unique is slower.
        both = ranks[known].astype(np.uint64) << _PLACE_BITS | np.arange(len(known), dtype=np.uint64)
        both.sort()
        sorted_ranks = (both >> _PLACE_BITS).astype(np.uint32)
        new = _changes(sorted_ranks)
        first = known[(both[new] & _PLACES).astype(np.int64)]
        before[first] = self.test(bits, ranks[first])
        _put(bits, sorted_ranks[new])
        return before

    def seen(self, rows: int) -> Seen:
        del rows
        return SeenBits(self.add)

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

    def sieve(self, among: SplitSet) -> Sieve:
        return among.numbers()  # eight bytes a number, in which a search costs half of one in steps

    def codes(self, among: SplitSet, codes: Codes, keys: Nationals, sieve: Sieve | None) -> Codes:
        found = (keys > 0).astype(np.uint32)
        wanted = nationals_of(keys)
        places = self.places(among, wanted) if sieve is None else _places(sieve, wanted)
        listed = np.flatnonzero(places >= 0)
        found[listed] = codes[places[listed]]
        return found

    def bits(self, among: SplitSet) -> Bits:
        made = no_bits(plan().slots)
        for start in range(0, len(among), _STEP):
            ranks, _ = plan().find_all(among.numbers(start, start + _STEP))
            _put(made, np.sort(ranks[ranks != NO_RANK]))
        return made

    def e164(self, keys: Nationals) -> pa.Array:
        bits: Any = pa.py_buffer(np.packbits(keys > 0, bitorder="little"))  # a mask of numpy's would bring in pandas
        numbers = pa.Array.from_buffers(pa.int64(), len(keys), [bits, pa.py_buffer(np.ascontiguousarray(keys))])
        return pc.binary_join_element_wise(pa.scalar("+"), numbers.cast(pa.string()), pa.scalar(""))


def _places(ordered: Nationals, wanted: Nationals) -> Nationals:
    """Where each number stands among those in order, or -1. In order themselves they are found twice as fast."""
    found = np.full(len(wanted), -1, np.int64)
    if len(ordered):
        order = np.argsort(wanted)
        at = np.searchsorted(ordered, wanted[order])
        there = ordered[np.minimum(at, len(ordered) - 1)] == wanted[order]
        found[order[there]] = at[there]
    return found


def _changes(ordered: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Where something else begins."""
    if not len(ordered):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))


def _put(bits: Bits, ordered: Ranks) -> None:
    """Puts ranks that are in order into the set: those of one byte at once."""
    if len(ordered):
        starts = _changes(ordered >> 3)
        bits[ordered[starts] >> 3] |= np.bitwise_or.reduceat(np.left_shift(1, ordered & 7).astype(np.uint8), starts)


def _scale(nationals: Nationals) -> Nationals:
    """The power of ten above each number: E.164 is 44 of these and the number."""
    powers = np.array([10**digits for digits in range(12)], np.int64)
    return powers[np.searchsorted(powers, nationals, side="right")]
