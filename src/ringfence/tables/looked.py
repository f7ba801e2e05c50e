"""What the bytes of a file are, piece by piece: line ends, UTF-8 or not, NUL. Compiled where there is a kernel."""

import codecs
import ctypes
from typing import Protocol

import numpy as np

from ringfence.kernel.library import compiled
from ringfence.kernel.texts import Bytes

_LF, _CR = b"\n\r"


class Looked(Protocol):
    """What was seen so far."""

    line_ends: int  # LF
    pairs: int  # those of them that follow a CR
    nul: int  # the place of the first NUL in the last piece, or -1

    def add(self, piece: bytes) -> None:
        """Looks at the next piece of the file."""

    def is_utf8(self) -> bool:
        """Whether all of it, from beginning to end, is UTF-8."""


def looked() -> Looked:
    """Nothing seen yet."""
    library, _ = compiled()
    return _Compiled(library) if library else _Plain()


class _Compiled:
    """By text.c."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._look, self._seen = library.rf_look_at, Bytes(nul=-1)

    def add(self, piece: bytes) -> None:
        self._look(piece, ctypes.c_int64(len(piece)), ctypes.byref(self._seen))

    def is_utf8(self) -> bool:
        return not (self._seen.not_utf8 or self._seen.left)

    line_ends = property(lambda self: int(self._seen.line_ends))
    pairs = property(lambda self: int(self._seen.pairs))
    nul = property(lambda self: int(self._seen.nul))


class _Plain:
    """By numpy and Python's own decoder."""

    def __init__(self) -> None:
        self.line_ends = self.pairs = 0
        self.nul = -1
        self._after_cr, self._utf8 = False, True
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def add(self, piece: bytes) -> None:
        codes = np.frombuffer(piece, np.uint8)
        ends = codes == _LF
        self.line_ends += int(np.count_nonzero(ends))
        self.pairs += int(np.count_nonzero(ends[1:] & (codes[:-1] == _CR)))
        self.pairs += int(self._after_cr and piece.startswith(b"\n"))
        self._after_cr = piece.endswith(b"\r") if piece else self._after_cr
        self.nul = piece.find(b"\0")
        if self._utf8 and not (piece.isascii() and not self._decoder.getstate()[0]):
            self._utf8 = self._decodes(piece)

    def is_utf8(self) -> bool:
        return self._utf8 and self._decodes(b"", final=True)

    def _decodes(self, piece: bytes, *, final: bool = False) -> bool:
        try:
            self._decoder.decode(piece, final)
        except UnicodeDecodeError:
            return False
        return True
