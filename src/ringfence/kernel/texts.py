"""The compiled part of reading text files (text.c): its structures, and what it says of a piece of text."""

import ctypes
from enum import IntEnum

SPARE = 64  # bytes that every text and every column has behind its end


class Stop(IntEnum):
    """Why the cutting of cells stopped."""

    MORE = 0  # it wants the next piece of the text
    FULL = 1  # there are as many rows as were asked for
    NO_ROOM = 2  # a column is full
    STRANGE = 3  # a row that only the reader proper can tell
    ENDED = 4


class Bytes(ctypes.Structure):
    """`rf_bytes` of text.c: what was seen of a file so far."""

    _fields_ = (
        ("line_ends", ctypes.c_int64),
        ("pairs", ctypes.c_int64),
        ("nul", ctypes.c_int64),
        ("not_utf8", ctypes.c_int32),
        ("left", ctypes.c_int32),
        ("low", ctypes.c_uint8),
        ("high", ctypes.c_uint8),
        ("after_cr", ctypes.c_uint8),
    )


class Column(ctypes.Structure):
    """`rf_column` of text.c: cells one behind the other, as Arrow has them."""

    _fields_ = (("offsets", ctypes.c_void_p), ("texts", ctypes.c_void_p), ("room", ctypes.c_int64))


class Cutting(ctypes.Structure):
    """`rf_cutting` of text.c."""

    _fields_ = (
        ("delimiter", ctypes.c_uint8),
        ("width", ctypes.c_int32),
        ("wanted", ctypes.c_int32),
        ("places", ctypes.c_void_p),
        ("columns", ctypes.c_void_p),
        ("rows", ctypes.c_int64),
        ("most", ctypes.c_int64),
        ("used", ctypes.c_int64),
    )
