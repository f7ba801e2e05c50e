"""Some columns of a text file, cut out of it by the kernel: what DuckDB's reader gives, at a third of its cost.

A contact list has many columns, of which one or two are wanted; finding where they end is nearly all there is to do.
What is not plainly so (a quote inside an open cell, a row of another width, very old line ends) is left to DuckDB,
which reads on from that row, or refuses it.
"""

import ctypes
from collections.abc import Generator, Sequence
from io import BufferedReader
from typing import Any

import numpy as np
import pyarrow as pa

from ringfence.kernel.library import compiled
from ringfence.kernel.texts import SPARE, Column, Cutting, Stop
from ringfence.tables.text import Form

_PIECE = 1 << 20  # bytes read at a time
_MOST_TEXT = 1 << 26  # bytes of a row, or of a column's cells, that are tried; DuckDB takes over from there
_A_CELL = 32  # bytes for which room is made
_BOM = b"\xef\xbb\xbf"


Cut = Generator[list[pa.Array], None, bool]


def cut(form: Form, places: Sequence[int], rows: int) -> Cut:
    """The cells of these columns, so many rows at a time, the last but for their number; an empty one is an empty text.

    They are of the file's first rows, and in the end it says whether of all. Without the kernel there are none.
    """
    library, _ = compiled()
    if library is None or len(set(places)) < len(places):
        return False
    with form.file.open("rb") as stream:
        text = _Text(stream)
        if not (text.pass_lines(form.skip) and (not form.headed or _pass_header(library, form, text))):
            return False
        while True:
            room = _Room(len(places), rows)
            stop = _fill(library, form, places, text, room)
            if room.rows:
                yield room.arrays()
            if stop is not Stop.FULL:
                return stop is Stop.ENDED


class _Text:
    """The text of a file: the part that is in memory, of which `used` bytes are done with."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream, self._room = stream, np.empty(_PIECE + SPARE, np.uint8)
        self.size = self.used = 0
        self.last = False  # nothing follows
        self.pieces = 0  # so many were read
        self.read_on()
        self.marked = bytes(self._room[: self.size][: len(_BOM)]) == _BOM
        self.used = len(_BOM) if self.marked else 0

    @property
    def address(self) -> int:
        return int(self._room.ctypes.data)

    def passed(self) -> bytes:
        """What is done with of the part in memory."""
        return bytes(self._room[: self.used])

    def read_on(self) -> bool:
        """Has more of the file in memory; False if a row is too long for that."""
        left = self.size - self.used
        if left > _MOST_TEXT:
            return False
        room = self._room
        if left > _PIECE // 2:
            room = np.empty(2 * len(self._room), np.uint8)
        room[:left] = self._room[self.used : self.size].copy()
        self._room, self.used = room, 0
        free: Any = room[left : len(room) - SPARE]
        got = self._stream.readinto(free.data)
        self.size = left + got
        self.last = not got
        self.pieces += 1
        return True

    def pass_lines(self, lines: int) -> bool:
        """Passes over lines as they stand; False if they do not end in the first piece."""
        for _ in range(lines):
            end = bytes(self._room[self.used : self.size]).find(b"\n")
            if end < 0:
                return False
            self.used += end + 1
        return True


class _Room:
    """Room for the cells of some columns, as Arrow has them."""

    def __init__(self, columns: int, rows: int, a_cell: int = _A_CELL) -> None:
        self.rows, self.most = 0, rows
        self._offsets = [np.zeros(rows + 1, np.int32) for _ in range(columns)]
        self._texts = [np.empty(a_cell * rows + SPARE, np.uint8) for _ in range(columns)]

    def columns(self) -> Any:
        """The columns as the kernel takes them."""
        rooms = zip(self._offsets, self._texts, strict=True)
        made = [Column(offsets.ctypes.data, texts.ctypes.data, len(texts) - SPARE) for offsets, texts in rooms]
        return (Column * len(made))(*made)

    def grow(self) -> bool:
        """Twice the room; False if that is too much."""
        if max(map(len, self._texts)) > _MOST_TEXT:
            return False
        for at, texts in enumerate(self._texts):
            self._texts[at] = np.empty(2 * len(texts), np.uint8)
            self._texts[at][: len(texts)] = texts
        return True

    def arrays(self) -> list[pa.Array]:
        rooms = zip(self._offsets, self._texts, strict=True)
        return [
            pa.Array.from_buffers(pa.string(), self.rows, [None, pa.py_buffer(offsets), pa.py_buffer(texts)])
            for offsets, texts in rooms
        ]


def _fill(library: ctypes.CDLL, form: Form, places: Sequence[int], text: _Text, room: _Room) -> Stop:
    """Cuts until the room is full or the text ends, or a row is strange."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    wanted = np.array([places[at] for at in order], np.int32)
    while True:
        columns = room.columns()
        inside = (Column * len(places))(*[columns[at] for at in order])
        how = Cutting(
            ord(form.delimiter),
            form.width,
            len(places),
            wanted.ctypes.data,
            ctypes.addressof(inside),
            room.rows,
            room.most,
            text.used,
        )
        size, last = ctypes.c_int64(text.size), ctypes.c_int(text.last)
        stop = Stop(library.rf_cut(ctypes.c_void_p(text.address), size, last, ctypes.byref(how)))
        room.rows, text.used = how.rows, how.used
        if stop is Stop.MORE:
            more = text.read_on()
        elif stop is Stop.NO_ROOM:
            more = room.grow()
        else:
            return stop
        if not more:
            return Stop.STRANGE


def _pass_header(library: ctypes.CDLL, form: Form, text: _Text) -> bool:
    """Goes past the names; False if they are quoted behind a mark of byte order, which DuckDB takes its own way."""
    pieces = text.pieces
    if _fill(library, form, (0,), text, _Room(1, 1, 1 << 12)) not in (Stop.FULL, Stop.ENDED):
        return False
    return not text.marked or (text.pieces == pieces and b'"' not in text.passed())
