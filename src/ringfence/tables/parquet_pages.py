"""The bytes of Parquet pages, made of whole arrays: numbers, texts, places in a dictionary.

Every difference and every place takes a byte or more of its own where fewer bits would do. So nothing is done bit by
bit; what that wastes, compression takes away. parquet.apache.org, Encodings.md.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ringfence.tables import thrift

Page = tuple[bytes | memoryview, ...]  # one behind the other
_BLOCK, _PARTS = 128, 4  # values of a block of differences, and its parts, each with a width of its own
_PART = _BLOCK // _PARTS
_WIDTHS: tuple[tuple[int, Any], ...] = ((8, np.uint8), (16, np.uint16), (32, np.uint32), (64, np.uint64))
_RUN = 8  # places of a run come by so many


def numbers(values: npt.NDArray[Any]) -> Page:
    """Integers of 32 or 64 bits by their differences: DELTA_BINARY_PACKED. There is one at least."""
    differences = np.diff(values)
    least = int(differences.min(initial=0))
    differences -= values.dtype.type(least)  # what overflows comes round again
    above = differences.view(f"u{values.dtype.itemsize}")
    bits, kind = next(each for each in _WIDTHS if int(above.max(initial=0)) < 1 << each[0])
    blocks = -(-len(above) // _BLOCK)
    head = np.frombuffer(thrift.zigzag(least) + bytes([bits] * _PARTS), np.uint8)
    made = np.zeros((blocks, len(head) + _BLOCK * bits // 8), np.uint8)
    made[:, : len(head)] = head
    filled = np.zeros(blocks * _BLOCK, kind)
    filled[: len(above)] = above
    made[:, len(head) :] = filled.view(np.uint8).reshape(blocks, _BLOCK * bits // 8)
    if left := -len(above) % _BLOCK // _PART:  # parts of the last block that hold nothing: no width, no bytes
        made[-1, len(head) - left : len(head)] = 0
    begin = (*map(thrift.varint, (_BLOCK, _PARTS, len(values))), thrift.zigzag(int(values[0])))
    return b"".join(begin), memoryview(made.reshape(-1)[: made.size - left * _PART * bits // 8])  # type: ignore[arg-type]


def texts(column: pa.Array, *, only_filled: bool = False) -> Page:
    """Texts behind their lengths: DELTA_LENGTH_BYTE_ARRAY; empty ones are left out where they stand for NULL."""
    _, buffer, text = column.buffers()
    offsets = np.frombuffer(buffer, np.int32, len(column) + 1, 4 * column.offset)
    lengths = np.diff(offsets)
    if only_filled:
        lengths = lengths[lengths > 0]
    data = memoryview(text)[offsets[0] : offsets[-1]] if text is not None else b""
    return (*numbers(lengths), data) if len(lengths) else _NONE


def places(row: npt.NDArray[Any], by: npt.NDArray[Any], words: int) -> Page:
    """The place in a dictionary of so many words to which `by` takes each row: RLE, as one run."""
    bits, kind = next(each for each in _WIDTHS if words <= 1 << each[0])
    filled = np.zeros(-(-len(row) // _RUN) * _RUN, kind)
    np.take(by.astype(kind), row, out=filled[: len(row)], mode="clip")
    return bytes([bits]) + thrift.varint(len(filled) // _RUN << 1 | 1), memoryview(filled.view(np.uint8))  # type: ignore[arg-type]


def optional(there: npt.NDArray[np.bool_], values: Page) -> Page:
    """The values of a column in which some are absent: a bit a row says whether one is there."""
    bits = np.packbits(there, bitorder="little").tobytes()
    run = thrift.varint(len(bits) << 1 | 1) + bits
    return len(run).to_bytes(4, "little") + run, *values


_NONE: Page = (b"".join(map(thrift.varint, (_BLOCK, _PARTS, 0, 0))),)
