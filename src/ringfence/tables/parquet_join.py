"""Parquet files of one schema -> one file: row groups are copied as they lie, only the footer is made anew.

What took work (coding, compressing) is done once, when a part is written; putting parts together costs a copy. pyarrow
has no such copy: it decodes and codes again, which costs what writing the parts did, a third of a whole screening. The
footer is Thrift in its compact form: it is taken apart whatever it holds, places in the file are moved, and it is
written back. The format: parquet.apache.org, `parquet.thrift`.
"""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ringfence.tables import thrift

MAGIC = b"PAR1"
_TAIL = struct.Struct("<I4s")
_STEP = 1 << 18  # bytes: what a processor keeps near it
# Fields of parquet.thrift, by number.
_ROWS, _GROUPS, _SCHEMA = 3, 4, 2  # FileMetaData
_COLUMNS, _GROUP_OFFSET, _ORDINAL = 1, 5, 7  # RowGroup
_FILE_OFFSET, _META, _OFFSET_INDEX, _COLUMN_INDEX = 2, 3, 4, 6  # ColumnChunk; of an index also its length, one further
_PAGES = (9, 10, 11, 14)  # ColumnMetaData: data, index and dictionary pages, bloom filter


class Joining:
    """Writes the rows of parts, in their order, as one Parquet file."""

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._at = target, len(MAGIC)
        self._footer: dict[int, Any] = {}
        target.write(MAGIC)

    def add(self, part: Path) -> None:
        """Puts the rows of one more part behind the others."""
        size, found = read_footer(part)
        footer = self._footer
        if not footer:
            groups = thrift.Field(thrift.LIST, [], found[_GROUPS].item)
            footer |= {**found, _ROWS: thrift.Field(thrift.I64, 0), _GROUPS: groups}
        elif thrift.dumped(found[_SCHEMA].value) != thrift.dumped(footer[_SCHEMA].value):
            raise ValueError(f"{part}: another schema")
        for group in found[_GROUPS].value:
            _move(group, self._at - len(MAGIC), len(footer[_GROUPS].value))
            footer[_GROUPS].value.append(group)
        footer[_ROWS].value += found[_ROWS].value
        self._at += _copy(part, size, self._target)

    def close(self) -> None:
        """Writes the footer."""
        data = thrift.written(self._footer)
        self._target.write(data + tail(len(data)))


def join(parts: Sequence[Path], target: BinaryIO) -> None:
    """Writes the rows of all the parts, in their order, as one Parquet file."""
    joining = Joining(target)
    for part in parts:
        joining.add(part)
    joining.close()


def read_footer(part: Path) -> tuple[int, dict[int, Any]]:
    """How many bytes stand before the footer, and what the footer says."""
    with part.open("rb") as stream:
        end = stream.seek(-_TAIL.size, 2)
        length, magic = _TAIL.unpack(stream.read(_TAIL.size))
        if magic != MAGIC:
            raise ValueError(f"{part}: no Parquet file")
        stream.seek(end - length)
        return end - length, thrift.read(stream.read(length))


def footer_of(data: bytes) -> dict[int, Any]:
    """What the footer of a whole file says."""
    length, _ = _TAIL.unpack(data[-_TAIL.size :])
    return thrift.read(data[-_TAIL.size - length : -_TAIL.size])


def tail(footer: int) -> bytes:
    """What stands behind a footer of so many bytes."""
    return _TAIL.pack(footer, MAGIC)


def _move(group: dict[int, Any], by: int, ordinal: int) -> None:
    """Moves every place that a row group names; indexes are left out, they do not lie with it."""
    for column in group[_COLUMNS].value:
        for index in (_OFFSET_INDEX, _OFFSET_INDEX + 1, _COLUMN_INDEX, _COLUMN_INDEX + 1):
            column.pop(index, None)
        if column[_FILE_OFFSET].value:
            column[_FILE_OFFSET].value += by
        for place in _PAGES:
            if place in column[_META].value:
                column[_META].value[place].value += by
    if _GROUP_OFFSET in group:
        group[_GROUP_OFFSET].value += by
    if _ORDINAL in group:
        group[_ORDINAL].value = ordinal


def _copy(part: Path, size: int, target: BinaryIO) -> int:
    """Copies a part without its first magic and its footer; how many bytes that was."""
    with part.open("rb") as stream:
        stream.seek(len(MAGIC))
        target.writelines(_chunks(stream, size - len(MAGIC)))
    return size - len(MAGIC)


def _chunks(stream: BinaryIO, left: int) -> Iterator[bytes]:
    while left:
        chunk = stream.read(min(left, _STEP))
        if not chunk:
            raise ValueError("a part ends early")
        left -= len(chunk)
        yield chunk
