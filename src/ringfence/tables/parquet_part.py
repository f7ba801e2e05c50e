"""One row group as a Parquet file, of pages that are encoded already; `parquet_join` puts such parts together.

pyarrow's writer takes each value by itself, which costs as much again as compressing them; what it writes of the
footer (the schema, how columns are ordered) is asked of it once. The format: parquet.apache.org, `parquet.thrift`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import pyarrow as pa
import pyarrow.parquet as pq

from ringfence.tables import thrift
from ringfence.tables.parquet_join import MAGIC, footer_of, tail
from ringfence.tables.parquet_pages import Page

PLAIN, RLE, DELTA_NUMBERS, DELTA_TEXTS, DICTIONARY = 0, 3, 5, 6, 8  # encodings
_NUMBER, _TEXT = 2, 6  # INT64, BYTE_ARRAY
_ZSTD = 6
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
Struct = thrift.Struct


@dataclass(frozen=True)
class Column:
    """A column's values as they stand in their page, and what they are; a dictionary's words where it has one."""

    name: str
    page: Page
    encoding: int
    words: Sequence[str] | None = None
    least: int | None = None  # of numbers
    most: int | None = None


def part(columns: Sequence[Column], schema: pa.Schema, rows: int) -> bytes:
    """The file of these rows."""
    codec = pa.Codec("zstd")
    pieces, at, told = list[bytes | memoryview]([MAGIC]), len(MAGIC), list[Struct]()
    whole = packed = 0
    for each in columns:
        made = _pages(each, rows, codec)
        told.append(_chunk(each, rows, at, made))
        for page in made:
            pieces += page.parts
            at += page.size
            whole, packed = whole + page.whole, packed + page.size
    return b"".join([*pieces, *_footer(schema, told, rows, whole, packed)])


@dataclass(frozen=True)
class _Page:
    parts: tuple[bytes, bytes]
    whole: int  # bytes before they were compressed, with the header

    @property
    def size(self) -> int:
        return sum(map(len, self.parts))


def _pages(column: Column, rows: int, codec: pa.Codec) -> list[_Page]:
    made = []
    if column.words is not None:
        texts = [word.encode() for word in column.words]
        plain = b"".join(len(text).to_bytes(4, "little") + text for text in texts)
        made.append(_page(plain, {7: _struct(_i32s(len(texts), PLAIN))}, _DICTIONARY_PAGE, codec))
    said = {5: _struct(_i32s(rows, column.encoding, RLE, RLE))}
    data = b"".join(column.page)
    return [*made, _page(data, said, _DATA_PAGE, codec)]


def _page(data: bytes | memoryview, said: Struct, kind: int, codec: pa.Codec) -> _Page:
    packed = codec.compress(data, asbytes=True)  # of a buffer that was cut to size, len() is not told
    sizes = {1: thrift.i32(kind), 2: thrift.i32(len(data)), 3: thrift.i32(len(packed))}
    header = thrift.written({**sizes, **said})
    return _Page((header, packed), len(header) + len(data))


def _chunk(column: Column, rows: int, at: int, pages: Sequence[_Page]) -> Struct:
    """What the footer says of a column."""
    kind = _NUMBER if column.least is not None else _TEXT
    encodings = [column.encoding, RLE] + ([PLAIN] if column.words is not None else [])
    meta = {
        1: thrift.i32(kind),
        2: thrift.Field(thrift.LIST, encodings, thrift.I32),
        3: thrift.Field(thrift.LIST, [column.name.encode()], thrift.BINARY),
        4: thrift.i32(_ZSTD),
        5: thrift.i64(rows),
        6: thrift.i64(sum(each.whole for each in pages)),
        7: thrift.i64(sum(each.size for each in pages)),
        9: thrift.i64(at + sum(each.size for each in pages[:-1])),
    }
    if column.words is not None:
        meta[11] = thrift.i64(at)
    if column.least is not None and column.most is not None:
        most, least = (value.to_bytes(8, "little", signed=True) for value in (column.most, column.least))
        found = {3: thrift.i64(0), 5: thrift.Field(thrift.BINARY, most), 6: thrift.Field(thrift.BINARY, least)}
        meta[12] = _struct(found)
    return {2: thrift.i64(0), 3: _struct(meta)}


def _footer(schema: pa.Schema, columns: list[Struct], rows: int, whole: int, packed: int) -> tuple[bytes, bytes]:
    group = {
        1: thrift.Field(thrift.LIST, columns, thrift.STRUCT),
        2: thrift.i64(whole),
        3: thrift.i64(rows),
        5: thrift.i64(len(MAGIC)),
        6: thrift.i64(packed),
        7: thrift.Field(thrift.I16, 0),
    }
    footer = {**_blank(schema), 3: thrift.i64(rows), 4: thrift.Field(thrift.LIST, [group], thrift.STRUCT)}
    data = thrift.written(footer)
    return data, tail(len(data))


@cache
def _blank(schema: pa.Schema) -> Struct:
    """The footer that pyarrow writes for no rows of this schema, with our own name under it."""
    sink = pa.BufferOutputStream()
    pq.write_table(schema.empty_table(), sink, store_schema=False)
    writer = thrift.Field(thrift.BINARY, f"ringfence version {version('ringfence')}".encode())
    return {**footer_of(sink.getvalue().to_pybytes())[1], 6: writer}


def _i32s(*values: int) -> Struct:
    return {place: thrift.i32(value) for place, value in enumerate(values, 1)}


def _struct(fields: Struct) -> thrift.Field:
    return thrift.Field(thrift.STRUCT, fields)
