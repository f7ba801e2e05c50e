"""Millions of numbers looked up in a set with numpy: a sieve first, then a short search for all at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ringfence.kernel.splitset import SplitSet

Nationals = npt.NDArray[np.int64]
_MOST = 10**10  # no national number is as large
_NEAR = 4  # numbers that differ in these last bits alone share a bit of the sieve
_DRAWER = 10  # and those that differ in these alone a drawer: a few dozen at most, where numbers lie about evenly
_BITS = (_MOST >> _NEAR) + 1  # of the sieve; where there are no numbers the system gives no memory for it
_STEP = 1 << 23  # bits made at a time, a byte each while they are made


@dataclass(frozen=True)
class Ordered:
    """A set of numbers: a bit for every sixteen, whether one is there, and the place of the first of every 1,024."""

    lows: npt.NDArray[np.uint16]  # the last 16 bits of its numbers, in their order
    starts: npt.NDArray[np.int32]
    bits: npt.NDArray[np.uint8]
    steps: int  # that a search takes in the fullest drawer

    def places(self, wanted: Nationals) -> Nationals:
        """Where each number stands in the order, or -1."""
        found = np.full(len(wanted), -1, np.int64)
        near = wanted >> _NEAR
        byte = self.bits.take(near >> 3, mode="clip")
        let = np.flatnonzero(byte >> (near & 7).astype(np.uint8) & 1)
        found[let] = self._search(wanted[let])
        return found

    def _search(self, wanted: Nationals) -> npt.NDArray[np.int32]:
        """The same of numbers that the sieve let through: every search takes its next step with the others."""
        drawer, last = wanted >> _DRAWER, wanted.astype(np.uint16)
        low, end = self.starts.take(drawer), self.starts.take(drawer + 1)
        high = end
        for _ in range(self.steps):
            middle = (low + high) >> 1
            above = (low < high) & (self.lows.take(middle, mode="clip") < last)
            low, high = np.where(above, middle + 1, low), np.where(above, high, middle)
        return np.where((low < end) & (self.lows.take(low, mode="clip") == last), low, np.int32(-1))


def ordered(among: SplitSet) -> Ordered:
    """The set, ready for millions of look-ups; some tenths of a second to make for some fifteen million."""
    numbers = among.numbers()
    starts = np.zeros((_MOST >> _DRAWER) + 2, np.int32)
    full = np.bincount(numbers >> _DRAWER, minlength=len(starts) - 1)
    np.cumsum(full, out=starts[1:])
    return Ordered(among.lows, starts, _sieve(numbers), int(full.max()).bit_length())


def _sieve(numbers: Nationals) -> npt.NDArray[np.uint8]:
    bits = np.zeros(_BITS // 8 + 1, np.uint8)
    edges = np.searchsorted(numbers, np.arange(0, _BITS + _STEP, _STEP, dtype=np.int64) << _NEAR)
    for step, (start, stop) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        if start < stop:
            marks = np.zeros(_STEP, np.bool_)
            marks[(numbers[start:stop] >> _NEAR) - step * _STEP] = True
            made = np.packbits(marks, bitorder="little")
            place = step * _STEP // 8
            bits[place : place + len(made)] = made[: len(bits) - place]
    return bits
