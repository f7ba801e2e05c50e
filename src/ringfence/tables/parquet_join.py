"""Parquet files of one schema -> one file: row groups are copied as they lie, only the footer is made anew.

What took work (coding, compressing) is done once, when a part is written; putting parts together costs a copy. pyarrow
has no such copy: it decodes and codes again, which costs what writing the parts did, a third of a whole screening. The
footer is Thrift in its compact form: it is taken apart whatever it holds, places in the file are moved, and it is
written back. The format: parquet.apache.org, `parquet.thrift`.
"""

import struct
from typing import Any, BinaryIO

from ringfence.tables import thrift

MAGIC = b"PAR1"
_TAIL = struct.Struct("<I4s")
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

    def add(self, part: bytes | memoryview) -> None:
        """Puts the rows of one more part, a whole file, behind the others."""
        size, found = footer_of(part)
        footer = self._footer
        if not footer:
            groups = thrift.Field(thrift.LIST, [], found[_GROUPS].item)
            footer |= {**found, _ROWS: thrift.Field(thrift.I64, 0), _GROUPS: groups}
        elif thrift.dumped(found[_SCHEMA].value) != thrift.dumped(footer[_SCHEMA].value):
            raise ValueError("a part of another schema")
        for group in found[_GROUPS].value:
            _move(group, self._at - len(MAGIC), len(footer[_GROUPS].value))
            footer[_GROUPS].value.append(group)
        footer[_ROWS].value += found[_ROWS].value
        self._target.write(memoryview(part)[len(MAGIC) : size])
        self._at += size - len(MAGIC)

    def close(self) -> None:
        """Writes the footer."""
        data = thrift.written(self._footer)
        self._target.write(data + tail(len(data)))


def footer_of(file: bytes | memoryview) -> tuple[int, dict[int, Any]]:
    """How many bytes stand before the footer of a whole file, and what the footer says."""
    length, magic = _TAIL.unpack(file[-_TAIL.size :]) if len(file) > _TAIL.size else (0, b"")
    if magic != MAGIC:
        raise ValueError("no Parquet file")
    end = len(file) - _TAIL.size
    return end - length, thrift.read(bytes(file[end - length : end]))


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
