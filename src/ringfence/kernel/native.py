"""The compiled engine: numpy and Arrow memory handed to the C kernel as it lies."""

import ctypes
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ringfence.kernel.cells import Cells, blank
from ringfence.kernel.engine import Bits, Codes, Nationals, Ranks, Sieve, no_bits
from ringfence.kernel.layout import c_plan
from ringfence.kernel.seen import Seen, SeenBits, SeenTable
from ringfence.kernel.splitset import HIGHS, SplitSet, sieve_bits
from ringfence.ranks.plan import plan

if TYPE_CHECKING:
    import pyarrow as pa

_LONGEST = 20  # bytes of an E.164 text, with room for any integer


class Native:
    """The kernel. Threads may share it: it keeps nothing, and Python's lock is free while it runs."""

    def __init__(self, library: ctypes.CDLL, name: str) -> None:
        self._library, self._plan, self.name = library, ctypes.byref(c_plan()), name
        library.rf_read.restype = library.rf_e164.restype = library.rf_table_add.restype = ctypes.c_int64

    def read(self, cells: "pa.Array") -> Cells:
        wide = cells.type == "large_string"
        if not wide and cells.type != "string":
            raise TypeError(f"cells must be strings, not {cells.type}")
        found = blank(len(cells))
        valid, offsets, data = cells.buffers()
        if len(cells):
            inputs = (_buffer(data), _buffer(offsets), int(wide), _buffer(valid), *_sizes(cells.offset, len(cells)))
            outputs = (_at(found.key), _at(found.rank), _at(found.kind), _at(found.problem))
            self._library.rf_read(self._plan, *inputs, *outputs)
        return found

    def find(self, nationals: Nationals) -> tuple[Ranks, npt.NDArray[np.uint8]]:
        nationals = _whole(nationals, np.int64)
        ranks, kinds = np.empty(len(nationals), np.uint32), np.empty(len(nationals), np.uint8)
        self._library.rf_find(self._plan, _at(nationals), *_sizes(len(nationals)), _at(ranks), _at(kinds))
        return ranks, kinds

    def unrank(self, ranks: Ranks) -> Nationals:
        ranks = _whole(ranks, np.uint32)
        nationals = np.empty(len(ranks), np.int64)
        self._library.rf_unrank(self._plan, _at(ranks), *_sizes(len(ranks)), _at(nationals))
        return nationals

    def test(self, bits: Bits, ranks: Ranks) -> npt.NDArray[np.bool_]:
        ranks, found = _whole(ranks, np.uint32), np.empty(len(ranks), np.bool_)
        self._library.rf_bits_test(_at(bits), _at(ranks), *_sizes(len(ranks)), _at(found))
        return found

    def add(self, bits: Bits, ranks: Ranks) -> npt.NDArray[np.bool_]:
        ranks, before = _whole(ranks, np.uint32), np.empty(len(ranks), np.bool_)
        self._library.rf_bits_add(_at(bits), _at(ranks), *_sizes(len(ranks)), _at(before))
        return before

    def seen(self, rows: int) -> Seen:
        return SeenTable(rows, self._add_to_table, lambda: SeenBits(self.add))

    def _add_to_table(self, table: Ranks, ranks: Ranks) -> tuple[npt.NDArray[np.bool_], int]:
        ranks, before = _whole(ranks, np.uint32), np.empty(len(ranks), np.bool_)
        shift = 65 - len(table).bit_length()
        new = self._library.rf_table_add(_at(table), shift, _at(ranks), *_sizes(len(ranks)), _at(before))
        return before, int(new)

    def places(self, among: SplitSet, nationals: Nationals) -> Nationals:
        nationals = _whole(nationals, np.int64)
        found = np.empty(len(nationals), np.int64)
        self._library.rf_set_find(
            _at(among.index), *_sizes(HIGHS), _at(among.lows), _at(nationals), *_sizes(len(nationals)), _at(found)
        )
        return found

    def bits(self, among: SplitSet) -> Bits:
        made = no_bits(plan().slots)
        self._library.rf_set_bits(self._plan, _at(among.index), *_sizes(HIGHS), _at(among.lows), _at(made))
        return made

    def sieve(self, among: SplitSet) -> Sieve:
        made = np.zeros(1 << sieve_bits(len(among)) >> 3, np.uint8)
        self._library.rf_sieve(_at(among.index), *_sizes(HIGHS), _at(among.lows), _shift(made), _at(made))
        return made

    def codes(self, among: SplitSet, codes: Codes, keys: Nationals, sieve: Sieve | None) -> Codes:
        keys, codes = _whole(keys, np.int64), _whole(codes, np.uint32)
        found = np.empty(len(keys), np.uint32)
        sieving = (_at(sieve), _shift(sieve)) if sieve is not None else (None, 0)
        held = (_at(among.index), *_sizes(HIGHS), _at(among.lows), _at(codes))
        self._library.rf_codes(*held, *sieving, _at(keys), *_sizes(len(keys)), _at(found))
        return found

    def e164(self, keys: Nationals) -> "pa.Array":
        import pyarrow as pa  # noqa: PLC0415 - a look-up of one number does without

        keys = _whole(keys, np.int64)
        offsets, texts = np.empty(len(keys) + 1, np.int32), np.empty(_LONGEST * len(keys), np.uint8)
        size = self._library.rf_e164(_at(keys), *_sizes(len(keys)), _at(offsets), _at(texts))
        bits: Any = np.packbits(keys > 0, bitorder="little")
        buffers = [pa.py_buffer(bits), pa.py_buffer(offsets), pa.py_buffer(texts[:size])]
        return pa.Array.from_buffers(pa.string(), len(keys), buffers)


def _shift(sieve: Sieve) -> int:
    """How far a hash of 64 bits is moved for a place in the sieve."""
    return 64 - (8 * len(sieve) - 1).bit_length()


def _whole(array: npt.NDArray[Any], kind: type[np.generic]) -> Any:
    return np.ascontiguousarray(array, kind)


def _at(array: npt.NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _buffer(buffer: "pa.Buffer | None") -> ctypes.c_void_p:
    return ctypes.c_void_p(buffer.address if buffer is not None else None)


def _sizes(*sizes: int) -> tuple[ctypes.c_int64, ...]:
    return tuple(map(ctypes.c_int64, sizes))
