"""One pass over a list: each chunk is read, looked up, judged and written before the next but one is begun.

    cells -> key, rank, kind            the kernel, and `numbers.read_all` for what it leaves
          -> code of what is on file    one look-up a number (on_file)
          -> came before?               a set of ranks, in the order of the list
          -> one small integer a row; the law is read once for each that is new; the answers are taken by it

Memory is bounded by chunks: nothing of the list is kept but which numbers were there.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ringfence.kernel import Reader, Whole, engine
from ringfence.kernel.engine import Sieve
from ringfence.lists.assembling import Assembly
from ringfence.lists.chunks import Chunk
from ringfence.lists.faces import Face, Judged
from ringfence.lists.judging import Answered, Judging
from ringfence.lists.on_file import NOT_READ, OnFile
from ringfence.lists.parts import Done, Parts, Shelf
from ringfence.ranks.plan import NO_RANK
from ringfence.words import NUMBER_KINDS

MANY = 1_500_000  # rows from which a sieve is worth its making
READERS = 1  # threads that read cells and look numbers up; on two cores a second one made no list faster
CODERS = 2  # threads that code rows, which takes as long as all that comes before
AHEAD = 3  # chunks that may wait to be written
_INVALID = NUMBER_KINDS.index("invalid")
_KIND_BITS = 4
_LONG = 256  # bytes of a cell
Coded = tuple[Done, Parts]
Keys = npt.NDArray[np.int64]
Ranks = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Read:
    """A chunk as it was read: its numbers, as E.164 integers (0 where there is none) and by rank, and all the rest.

    `codes` is what is on file of each; None where that may not be needed.
    """

    chunk: Chunk
    keys: Keys
    ranks: Ranks
    whole: Whole
    codes: Ranks | None


class Before:
    """Which numbers came before; those without a rank, mostly abroad, in a set of their own."""

    def __init__(self, rows: int) -> None:
        self._ranks, self.others = engine().seen(rows), set[int]()

    def add(self, keys: Keys, ranks: Ranks) -> npt.NDArray[np.bool_]:
        """Takes numbers in their order; which of them came before."""
        again = self._ranks.add(ranks)
        for at in np.flatnonzero((keys > 0) & (ranks == NO_RANK)).tolist():
            key = int(keys[at])
            again[at] = key in self.others
            self.others.add(key)
        return again


@dataclass
class Passed:
    """What a pass comes to."""

    rows: list[int]
    numbers: int = 0
    asked: int = 0
    counts: Counter[int] = field(default_factory=Counter)
    chunks: int = 0
    kept: int = 0  # chunks that an earlier run had finished
    differs: str = ""  # why what an earlier run left was dropped

    def take(self, done: Done) -> None:
        self.rows[done.place] = done.last_row
        self.numbers += done.numbers
        self.asked += done.asked
        self.counts.update(done.counts)
        self.chunks += 1


class Pass:
    """A pass over lists, with everything it looks into."""

    def __init__(
        self, on_file: OnFile, judging: Judging, faces: Sequence[Face], names: Sequence[str] | None, rows: int
    ) -> None:
        self._on_file, self._judging, self._faces, self._names, self._rows = on_file, judging, faces, names, rows
        self._sieve: Future[Sieve] | None = None
        self._reader, self._before = Reader(worded=False), Before(rows)
        self._told = cache(lambda packed: repr((packed, *judging.answer(packed))))

    def run(
        self, chunks: Iterator[Chunk], lists: int, shelf: Shelf | None, assembly: Assembly | None = None
    ) -> Iterator[Passed]:
        """Passes over the chunks; after each, what the pass comes to so far."""
        passed = Passed([0] * lists)
        with ExitStack() as held:
            cutter, shelver = (held.enter_context(ThreadPoolExecutor(1)) for _ in range(2))
            readers, coders = (held.enter_context(ThreadPoolExecutor(many)) for many in (READERS, CODERS))
            if self._rows >= MANY and len(self._on_file.codes):
                self._sieve = coders.submit(self._on_file.sieve)  # while the first chunk is read
            waiting: deque[Future[Done]] = deque()
            finished = count(-len(shelf.finished) if shelf else 0)

            def begin() -> Future[Read | None]:
                return readers.submit(self._read, cutter.submit(next, chunks, None), anew=next(finished) >= 0)

            coming = deque(begin() for _ in range(1 + READERS))
            try:
                while read := coming.popleft().result():
                    coming.append(begin())
                    if shelf and (done := self._again(passed, read, shelf)):
                        if assembly:
                            assembly.add_kept(passed.chunks)
                        passed.take(done)
                        passed.kept += 1
                        yield passed
                        continue
                    number = passed.chunks + len(waiting)
                    coded = coders.submit(self._code, *self._look(read), read.chunk, kept=bool(shelf))
                    waiting.append(shelver.submit(_put, coded, number, shelf, assembly))
                    while len(waiting) > AHEAD:
                        passed.take(waiting.popleft().result())
                    yield passed
                while waiting:
                    passed.take(waiting.popleft().result())
            finally:
                for each in waiting:
                    each.cancel()
        yield passed

    def _read(self, cut: Future[Chunk | None], *, anew: bool) -> Read | None:
        """The next chunk with its numbers; what is on file of them too, unless an earlier run may have finished it."""
        if (chunk := cut.result()) is None:
            return None
        whole = self._reader.read(chunk.cells)
        keys = np.where(whole.kind == _INVALID, 0, whole.key)
        codes = self._on_file_of(keys, whole.rank) if anew else None
        return Read(chunk, keys, whole.rank, whole, codes)

    def _on_file_of(self, keys: Keys, ranks: Ranks) -> Ranks:
        return self._on_file.look_up(keys, ranks, self._sieve.result() if self._sieve else None)

    def _again(self, passed: Passed, read: Read, shelf: Shelf) -> Done | None:
        """The chunk as an earlier run finished it, if it would come out the same; else nothing of that run is used."""
        number, chunk = passed.chunks, read.chunk
        if number >= len(shelf.finished) or passed.differs:
            return None
        done = shelf.finished[number]
        if (done.place, done.last_row, done.cells) != (chunk.place, chunk.last_row, digest(chunk)):
            passed.differs = "the list changed"
        elif done.answers != self._answers(done.counts):
            passed.differs = "the rules or the campaign changed"
        elif not shelf.whole(number, done):
            passed.differs = "a finished part is damaged"
        if passed.differs:
            shelf.keep_only(number)
            return None
        self._before.add(read.keys, read.ranks)  # later chunks must know what came before
        return done

    def _answers(self, counts: dict[int, int]) -> str:
        return hashlib.sha256("\n".join(map(self._told, sorted(counts))).encode()).hexdigest()

    def _look(self, read: Read) -> tuple[Judged, dict[int, int], int]:
        """The facts of the chunk's numbers and the answers to them."""
        chunk, keys, whole = read.chunk, read.keys, read.whole
        codes = self._on_file_of(keys, read.ranks) if read.codes is None else read.codes
        again = self._before.add(keys, read.ranks)
        small = codes << np.uint32(_KIND_BITS + 1)
        small |= whole.kind.astype(np.uint32) << np.uint32(1) | again
        times = np.bincount(small)
        present = np.flatnonzero(times)
        packed = [self._packed(each, chunk.place) for each in present.tolist()]
        counts = dict(zip(packed, times[present].tolist(), strict=True))
        answers, places = _once([self._judging.answer(each) for each in packed])
        lut = np.zeros(len(times), np.int32)
        lut[present] = places
        judged = Judged(
            chunk.place, chunk.rows[whole.cell], _written(chunk.cells, whole), keys, whole.kind, lut[small], answers
        )
        return judged, counts, whole.asked_cells

    def _packed(self, small: int, place: int) -> int:
        kind, code = small >> 1 & (1 << _KIND_BITS) - 1, small >> (_KIND_BITS + 1)
        return self._on_file.packed(code, kind, bool(small & 1) and code != NOT_READ, place)

    def _code(self, judged: Judged, counts: dict[int, int], asked: int, chunk: Chunk, *, kept: bool) -> Coded:
        """The chunk's rows as the files will have them, and what was done."""
        parts: dict[str, bytes | memoryview] = {}
        if kept:
            named = self._names[judged.place] if self._names else None
            parts = {str(place): face.part(judged, named) for place, face in enumerate(self._faces)}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
        cells = digest(chunk) if kept else ""
        answers = self._answers(counts) if kept else ""
        return Done(chunk.place, chunk.last_row, cells, len(judged.row), asked, counts, answers, digests), parts


def _put(coded: Future[Coded], number: int, shelf: Shelf | None, assembly: Assembly | None) -> Done:
    """Puts a chunk on the shelf and into the files, which take them in their order."""
    done, parts = coded.result()
    if shelf:
        shelf.add(number, done, parts)
    if assembly:
        assembly.add(number, parts)
    return done


def _once(answers: list[Answered]) -> tuple[list[Answered], list[int]]:
    """Each different answer once, and for every answer its place among them."""
    places: dict[Answered, int] = {}
    at = [places.setdefault(each, len(places)) for each in answers]
    return list(places), at


def _written(cells: pa.Array, whole: Whole) -> pa.Array:
    """What was written for each number: the cell, or its piece of a cell that holds several."""
    if not whole.written:
        return cells
    offsets, data = _texts(cells)
    rows, texts = list(whole.written), [text.encode() for text in whole.written.values()]
    sizes = np.diff(offsets).take(whole.cell)
    sizes[rows] = [len(text) for text in texts]
    made = np.zeros(len(sizes) + 1, offsets.dtype)
    np.cumsum(sizes, out=made[1:])
    parts, after = list[bytes | memoryview](), 0
    for cell, text in zip(whole.cell[rows].tolist(), texts, strict=True):  # few; what lies between is copied as it is
        if cell >= after:
            parts.append(data[offsets[after] : offsets[cell]])
            after = cell + 1
        parts.append(text)
    parts.append(data[offsets[after] : offsets[-1]])
    buffers = [None, pa.py_buffer(made), pa.py_buffer(b"".join(parts))]
    return pa.Array.from_buffers(cells.type, len(sizes), buffers)


def _texts(cells: pa.Array) -> tuple[Any, memoryview]:
    """Where each text begins, and the last one ends, in the bytes of all."""
    _, offsets, data = cells.buffers()
    size = np.dtype(np.int64 if cells.type == pa.large_string() else np.int32)
    at = np.frombuffer(offsets, size, len(cells) + 1, cells.offset * size.itemsize)
    return at, memoryview(data) if data is not None else memoryview(b"")


def digest(chunk: Chunk) -> str:
    """SHA-256 of the cells and the rows they stand in."""
    steps = np.diff(chunk.rows) if len(chunk.rows) else chunk.rows
    told = hashlib.sha256(steps.tobytes() if (steps != 1).any() else b"")  # a row a cell, most often
    at, data = _texts(chunk.cells)
    sizes = np.diff(at)
    told.update(sizes.astype(np.uint8).tobytes() if sizes.max(initial=0) < _LONG else b"long" + sizes.tobytes())
    told.update(data[at[0] : at[-1]])
    return told.hexdigest()
