"""A file of JSON objects, one a line -> a plain copy of text, each value as it was written.

Numbers keep the digits of the file: 4.42079E+11 is not first made a float. An object or a list inside a row is
refused, for no column says what it is.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ringfence.tables import refusals
from ringfence.tables.copies import write_copy
from ringfence.tables.scan import LONGEST_LINE, opened
from ringfence.tables.workbook import Copied

WAY_OUT = "Write one flat JSON object a line."
_HEAD = 4096
_DECODER = msgspec.json.Decoder(dict[str, msgspec.Raw])


def is_ndjson(file: Path) -> bool:
    """Whether the file begins like JSON: no table of text has a first column called {."""
    with opened(file) as stream:
        head = stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(re.match(rb"\{\s*(\"|\}|$)|\[\s*[\[{]", head))


def copy_rows(file: Path, target: Path) -> Copied:
    """The rows as text, under every key that some row has; a row without a key has a blank there."""
    columns: dict[str, int] = {}
    for row in _objects(file):
        for name in row:
            columns.setdefault(name, len(columns))
    if not columns:
        raise refusals.FileEmpty(file, "no row to be found", "Name the file that holds the rows.")
    rows = write_copy((_in_order(row, columns) for row in _objects(file)), len(columns), target)
    return Copied(tuple(columns), target, rows, (), "JSON, an object a line")


def _in_order(row: dict[str, str | None], columns: dict[str, int]) -> list[str | None]:
    return [row.get(name) for name in columns]


def _objects(file: Path) -> Iterator[dict[str, str | None]]:
    with opened(file) as stream:
        line = 0
        while text := stream.readline(LONGEST_LINE + 1):
            line += 1
            if len(text) > LONGEST_LINE:
                raise refusals.CellTooLong(file, "a line of more than a megabyte", WAY_OUT, line=line)
            text = text.removeprefix(b"\xef\xbb\xbf") if line == 1 else text
            if text.strip():
                yield _object(file, text, line)


def _object(file: Path, text: bytes, line: int) -> dict[str, str | None]:
    try:
        found = _DECODER.decode(text)
        if text.count(b'":') + text.count(b'" :') > len(found):
            _refuse_twice(file, text, line)
        return {name: _text(file, bytes(value), name, line) for name, value in found.items()}
    except (msgspec.DecodeError, UnicodeDecodeError):  # also text that is not UTF-8
        whole = text.lstrip()[:1]
        if line == 1 and whole == b"[":
            raise refusals.FileNotNdjson(file, "one JSON list, not an object a line", WAY_OUT, line=1) from None
        reason = "a JSON object that goes over several lines" if text.strip() in (b"{", b"[") else "not a JSON object"
        raise refusals.FileNotNdjson(file, reason, WAY_OUT, line=line) from None


def _refuse_twice(file: Path, text: bytes, line: int) -> None:
    """Refuses a key that stands twice in one object: of two numbers, the first would be lost without a word."""
    pairs: list[tuple[str, object]] = json.loads(text, object_pairs_hook=list)
    names = [name for name, _ in pairs]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise refusals.FileNotNdjson(file, f'the key "{twice}" stands twice', WAY_OUT, line=line)


def _text(file: Path, value: bytes, name: str, line: int) -> str | None:
    """A value as text: a number as it was written."""
    first = value[:1]
    if first == b'"':
        return msgspec.json.decode(value, type=str) if b"\\" in value else value[1:-1].decode()
    if first in b"{[":
        raise refusals.NestedValue(file, f'"{name}" holds a list or an object', WAY_OUT, line=line)
    return None if value == b"null" else value.decode()
