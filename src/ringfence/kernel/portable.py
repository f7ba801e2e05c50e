"""The engine that runs everywhere: DuckDB reads the cells, numpy looks numbers up. Slower, the same answers."""

from threading import Lock
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ringfence.kernel.cells import ASK, CODES, Cells
from ringfence.kernel.engine import Bits, Codes, Nationals, Ranks, Sieve, no_bits
from ringfence.kernel.grouped import plainly
from ringfence.kernel.ordered import ordered
from ringfence.kernel.seen import Seen, SeenBits
from ringfence.kernel.splitset import HIGHS, LOW_BITS, SplitSet, nationals_of
from ringfence.numbers import DIGITS_LOST, EXTENSION, NO_DIGITS
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
)
# Cells in which something stands beside a plain number, which must be in a range that is in use: SQL of the number.
_EXTENDED = (
    "nullif(regexp_extract(regexp_replace(regexp_extract(w, '^(0[0-9 -]*[0-9]) ?[xX] ?[0-9]{1,9}$', 1), "
    "'[ -]', '', 'g'), '^0([1-35-9][0-9]{8,9})$', 1), '')"
)
_NOT_TOLD = r"[0-9][^0-9]*[/;|&]|^\+[1-35-9]"  # cells that only Python can tell: several numbers, or one from abroad
_CALLED = "nullif(regexp_extract(w, '^[tT][eE][lL]: ?0([1-35-9][0-9]{8,9})$', 1), '')"


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
        self._con.execute("CREATE TABLE cells (w VARCHAR)")
        self._con.execute(f"""
            PREPARE asked AS SELECT coalesce(n, e, t, '0')::BIGINT AS national, n IS NULL AS beside, {told},
                   (CASE WHEN n IS NULL AND e IS NOT NULL THEN {CODES[EXTENSION]}
                    ELSE CASE p {codes} ELSE 0 END END)::UTINYINT AS problem
            FROM (SELECT w, n, CASE WHEN contains(w, '.') THEN rf_problem(w, '') END AS p,
                         CASE WHEN n IS NULL THEN {_EXTENDED} END AS e, CASE WHEN n IS NULL THEN {_CALLED} END AS t
                  FROM (SELECT w, rf_national(w) AS n FROM cells))
        """)  # noqa: S608

    def read(self, cells: pa.Array) -> Cells:
        cells = cells.fill_null("") if cells.null_count else cells
        cells = cells if cells.type == pa.string() else cells.cast(pa.string())
        seen = plainly(cells)
        national, problem, kind = seen.national, seen.problem, seen.kind
        rest = np.flatnonzero((national == 0) & (kind == ASK))
        left = cells.take(pa.array(rest))
        rest = rest[~pc.match_substring_regex(left, _NOT_TOLD).to_numpy(zero_copy_only=False)]
        columns = self._ask(cells.take(pa.array(rest))) if len(rest) else None
        if columns:
            national[rest], problem[rest] = columns["national"], columns["problem"]
        rank, known = plan().find_all(national)
        unused = (national > 0) & (rank == NO_RANK)
        if columns:
            beside = rest[columns["beside"]]
            beside = beside[unused[beside]]  # what is beside it may be why there is no such range
            national[beside], problem[beside], unused[beside] = 0, 0, False
            for name, _, told, said in _TOLD:
                at = rest[columns[f"is_{name}"]]
                kind[at], problem[at] = told, CODES[said]
        kind = np.where(national > 0, known, kind)
        kind[unused], problem[unused] = _INVALID, CODES[fastpath.NO_SUCH_RANGE]
        return Cells(np.where(national > 0, national + _country(national), 0), rank, kind, problem)

    def _ask(self, cells: pa.Array) -> dict[str, Any]:
        """What DuckDB's expressions say of cells, each different one asked once."""
        coded = cells.dictionary_encode()
        places = coded.indices.to_numpy()
        with self._lock:
            self._con.execute("TRUNCATE cells")
            self._con.from_arrow(pa.table({"w": coded.dictionary})).insert_into("cells")
            answers = self._con.execute("EXECUTE asked").fetchnumpy()
        return {name: column[places] for name, column in answers.items()}

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
        return ordered(among)

    def codes(self, among: SplitSet, codes: Codes, keys: Nationals, sieve: Sieve | None) -> Codes:
        found = (keys > 0).astype(np.uint32)
        wanted = nationals_of(keys)
        places = self.places(among, wanted) if sieve is None else sieve.places(wanted)
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
        there: Any = np.packbits(keys > 0, bitorder="little")  # a mask of numpy's would bring in pandas
        below = pa.Array.from_buffers(pa.int64(), len(keys), [pa.py_buffer(there), pa.py_buffer(-keys)])
        bits, offsets, text = below.cast(pa.string()).buffers()  # negative ones: their sign is where the + belongs
        letters: Any = np.frombuffer(text or b"", np.uint8).copy()
        letters[np.frombuffer(offsets or b"", np.int32)[: len(keys)][keys > 0]] = ord("+")
        return pa.Array.from_buffers(pa.string(), len(keys), [bits, offsets, pa.py_buffer(letters)])


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


def _country(nationals: Nationals) -> Nationals:
    """What the country code adds to national numbers of nine or ten digits."""
    return np.where(nationals >= 10**9, 44 * 10**10, 44 * 10**9)
