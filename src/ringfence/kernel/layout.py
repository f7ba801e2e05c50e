"""The numbering plan as the kernel wants it in memory: tables of `ranks`, and what `phonenumbers` knows of GB."""

import ctypes
from functools import cache
from typing import Any

import numpy as np
import phonenumbers

from ringfence import numbers
from ringfence.kernel.cells import CODES
from ringfence.ranks.expand import ANY, PlanNotExpandable, expand
from ringfence.ranks.plan import HEAD, Length, plan
from ringfence.words import NUMBER_KINDS

OTHER, ASK_CHAR = 128, 255
# Code points whose meaning is looked up; a cell with any other goes to Python.
KNOWN = (range(0x3100), range(0xFE00, 0x10000))
_DIGITS = 64


class _Length(ctypes.Structure):
    _fields_ = (
        ("base", ctypes.c_uint32),
        ("cells", ctypes.c_uint32),
        ("table", ctypes.c_void_p),
        ("heads", ctypes.c_void_p),
        ("splits", ctypes.c_void_p),
        ("split_count", ctypes.c_uint32),
        ("split_base", ctypes.c_uint32),
    )


class CPlan(ctypes.Structure):
    """`rf_plan` of kernel.c."""

    _fields_ = (
        ("lengths", _Length * 5),
        ("split_kinds", ctypes.c_void_p),
        ("plain", ctypes.c_void_p),
        ("by_length", ctypes.c_uint8 * _DIGITS),
        ("general", ctypes.c_uint8 * 10 * _DIGITS),
        ("invalid", ctypes.c_uint8),
        ("damaged", ctypes.c_uint8),
        ("missing", ctypes.c_uint8),
    )
    kept: tuple[Any, ...]  # arrays that the pointers point into


@cache
def c_plan() -> CPlan:
    """The plan, made once; what it points to lives as long as it does."""
    british: Any = phonenumbers.PhoneMetadata.metadata_for_region("GB")
    if (british.international_prefix, british.national_prefix_for_parsing) != ("00", "0|180020"):
        raise PlanNotExpandable("prefixes of calls abroad or between areas that the kernel does not know")
    made, tables = CPlan(), plan()
    if any(length.table[: 10 ** (HEAD - 1)].any() for length in tables.lengths):
        raise PlanNotExpandable("national numbers that begin with 0")
    plain = np.frombuffer(_plain_table(), np.uint8)
    made.kept = (tables, plain)
    made.plain, made.split_kinds = plain.ctypes.data, tables.split_kinds.ctypes.data
    before = 0
    for length in tables.lengths:
        made.lengths[length.digits - HEAD] = _length(length, before)
        before += len(length.splits) * length.span
    for digits in range(_DIGITS):
        made.by_length[digits] = CODES[numbers.PROBLEMS[_length_result(digits, british)]]
    _general(made, british.general_desc.national_number_pattern)
    made.invalid, made.damaged, made.missing = map(NUMBER_KINDS.index, ("invalid", "damaged", "missing"))
    return made


def _length(length: Length, before: int) -> _Length:
    pointers = (length.table.ctypes.data, length.heads.ctypes.data, length.splits.ctypes.data)
    return _Length(length.base, len(length.heads), *pointers, len(length.splits), before)


def _length_result(digits: int, british: Any) -> int:
    """What `phonenumbers` says of a national number of so many digits."""
    described = british.general_desc
    if digits in described.possible_length_local_only:
        return phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
    if digits in described.possible_length:
        return phonenumbers.ValidationResult.IS_POSSIBLE
    if digits < min(described.possible_length):
        return phonenumbers.ValidationResult.TOO_SHORT
    too_long = digits > max(described.possible_length)
    return phonenumbers.ValidationResult.TOO_LONG if too_long else phonenumbers.ValidationResult.INVALID_LENGTH


def _general(made: CPlan, pattern: str) -> None:
    """Which lengths and first digits the general description takes; it says nothing of the other digits."""
    for first, *rest in expand(pattern):
        if any(digits != ANY for digits in rest):
            raise PlanNotExpandable(pattern)
        for digit in first:
            made.general[len(rest) + 1][digit] = 1


def _plain_table() -> bytes:
    """For each code point below 65536 what `numbers` takes it for: ASCII, 0 nothing, OTHER, or ASK_CHAR."""
    table = bytearray([ASK_CHAR]) * (1 << 16)
    for known in KNOWN:
        for code in known:
            table[code] = _plain(chr(code))
    return bytes(table)


def _plain(char: str) -> int:
    meant = numbers.plain_character(char)
    if not meant:
        return 0
    if meant.isascii():
        return ord(meant)
    return ASK_CHAR if meant.isspace() or meant.isdecimal() else OTHER
