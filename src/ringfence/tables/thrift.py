"""Thrift's compact form, taken apart without knowing what it means, and written back byte for byte.

Only what Parquet footers use; maps are refused. thrift.apache.org, "Thrift compact protocol".
"""

from dataclasses import dataclass
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)


@dataclass
class Field:
    """A value with its type; `item` is the type of a list's items."""

    kind: int
    value: Any
    item: int = 0


Struct = dict[int, Field]


def i32(value: int) -> Field:
    return Field(I32, value)


def i64(value: int) -> Field:
    return Field(I64, value)


def varint(value: int) -> bytes:
    """A whole number in as few bytes as it needs, seven bits each."""
    sink = bytearray()
    _varint(sink, value)
    return bytes(sink)


def zigzag(value: int) -> bytes:
    """The same of an integer that may be below 0."""
    sink = bytearray()
    _zigzag(sink, value)
    return bytes(sink)


def read(data: bytes) -> Struct:
    """The struct in the bytes, by field number."""
    return _Source(data).struct()


def written(struct: Struct) -> bytes:
    """The bytes of a struct."""
    sink = bytearray()
    _struct(sink, struct)
    return bytes(sink)


def dumped(structs: list[Struct]) -> list[bytes]:
    """The bytes of each struct, for comparing."""
    return [written(each) for each in structs]


class _Source:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        shift = value = 0
        while (byte := self.byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def zigzag(self) -> int:
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def take(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def struct(self) -> Struct:
        found: Struct = {}
        number = 0
        while head := self.byte():
            number = number + (head >> 4) if head >> 4 else self.zigzag()
            found[number] = self.field(head & 0x0F)
        return found

    def field(self, kind: int) -> Field:
        if kind in (TRUE, FALSE):
            return Field(kind, kind == TRUE)
        if kind in (LIST, SET):
            head = self.byte()
            size = head >> 4 if head >> 4 != 0x0F else self.varint()
            item = head & 0x0F
            return Field(kind, [self.value(item) for _ in range(size)], item)
        return Field(kind, self.value(kind))

    def value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE, BYTE):  # a truth value in a list is a byte
            return self.byte()
        if kind in (I16, I32, I64):
            return self.zigzag()
        if kind == DOUBLE:
            return self.take(8)
        if kind == BINARY:
            return self.take(self.varint())
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            return self.field(kind)
        raise ValueError(f"type {kind} is not read here")


def _varint(sink: bytearray, value: int) -> None:
    while value > 0x7F:
        sink.append(value & 0x7F | 0x80)
        value >>= 7
    sink.append(value)


def _zigzag(sink: bytearray, value: int) -> None:
    _varint(sink, value << 1 if value >= 0 else (-value << 1) - 1)


def _struct(sink: bytearray, struct: Struct) -> None:
    last = 0
    for number, field in sorted(struct.items()):
        if 0 < number - last <= 0x0F:
            sink.append((number - last) << 4 | field.kind)
        else:
            sink.append(field.kind)
            _zigzag(sink, number)
        last = number
        if field.kind not in (TRUE, FALSE):
            _value(sink, field.kind, field)
    sink.append(0)


def _value(sink: bytearray, kind: int, held: Any) -> None:
    value = held.value if isinstance(held, Field) else held
    if kind in (TRUE, FALSE, BYTE):
        sink.append(value)
    elif kind in (I16, I32, I64):
        _zigzag(sink, value)
    elif kind == DOUBLE:
        sink += value
    elif kind == BINARY:
        _varint(sink, len(value))
        sink += value
    elif kind == STRUCT:
        _struct(sink, value)
    else:
        _list(sink, held)


def _list(sink: bytearray, field: Field) -> None:
    size = len(field.value)
    if size < 0x0F:
        sink.append(size << 4 | field.item)
    else:
        sink.append(0xF0 | field.item)
        _varint(sink, size)
    for each in field.value:
        _value(sink, field.item, each)
