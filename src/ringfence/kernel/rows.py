"""A digest for each row of a screening, and the leaves over groups of them: compiled, or with Python's own SHA-256."""

import ctypes
import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ringfence.kernel.library import compiled

if TYPE_CHECKING:
    import pyarrow as pa

HASH = 32
SALT = 16
Bytes = npt.NDArray[np.uint8]


class _Rows(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("row", "verdicts", "verdict", "offsets", "text")),
        ("wide", ctypes.c_int32),
    )


def salt(secret: bytes, place: int) -> bytes:
    """The salt of the row at this place: one hash gives those of two."""
    pair = hashlib.sha256(secret + (place >> 1).to_bytes(8, "big")).digest()
    return pair[SALT:] if place & 1 else pair[:SALT]


def row_digest(salt: bytes, row: int, verdict: bytes, number: bytes) -> bytes:
    """What stands for one row: SHA-256 of its salt, row number, the 16 bytes of its verdict, and its number."""
    return hashlib.sha256(salt + row.to_bytes(8, "big") + verdict + number).digest()


def row_digests(
    secret: bytes,
    first: int,
    rows: npt.NDArray[np.int64],
    verdicts: Bytes,
    verdict: npt.NDArray[np.int32],
    numbers: "pa.Array",
) -> Bytes:
    """The digests of consecutive rows, 32 bytes each; `first`, the place of the first of them, is even."""
    found = np.empty(HASH * len(rows), np.uint8)
    library, _ = compiled()
    done = 0 if library is None else _native(library, secret, first, rows, verdicts, verdict, numbers, found)
    for place in range(done, len(rows)):
        which = SALT * int(verdict[place])
        number = (numbers[place].as_py() or "").encode()
        told = row_digest(
            salt(secret, first + place), int(rows[place]), verdicts[which : which + SALT].tobytes(), number
        )
        found[HASH * place : HASH * (place + 1)] = np.frombuffer(told, np.uint8)
    return found


def group_leaves(digests: Bytes, group: int) -> Bytes:
    """The RFC 6962 leaf hash over each group of so many digests, the last one perhaps shorter."""
    count = len(digests) // HASH
    found = np.empty(HASH * -(-count // group), np.uint8)
    library, _ = compiled()
    if library is not None:
        room = np.empty(2 * (HASH * group + 128), np.uint8)
        sizes = ctypes.c_int64(count), ctypes.c_int64(group)
        library.rf_group_leaves(_at(digests), *sizes, 0, _at(room), _at(found))
        return found
    for place in range(len(found) // HASH):
        some = digests[HASH * group * place : HASH * group * (place + 1)].tobytes()
        leaf = hashlib.sha256(b"\x00" + some).digest()
        found[HASH * place : HASH * (place + 1)] = np.frombuffer(leaf, np.uint8)
    return found


def root_of(leaves: Bytes) -> bytes:
    """The RFC 6962 root over a power of two of leaf hashes."""
    library, _ = compiled()
    count = len(leaves) // HASH
    if library is not None:
        level = np.array(leaves)
        library.rf_root(_at(level), ctypes.c_int64(count), 0)
        return level[:HASH].tobytes()
    nodes = [leaves[place : place + HASH].tobytes() for place in range(0, len(leaves), HASH)]
    while len(nodes) > 1:
        pairs = zip(nodes[::2], nodes[1::2], strict=True)
        nodes = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return nodes[0]


def _native(
    library: Any, secret: bytes, first: int, rows: Any, verdicts: Any, verdict: Any, numbers: Any, out: Any
) -> int:
    """How many rows the kernel did; it stops at a number that is too long for it."""
    if numbers.null_count or not len(rows):
        return 0
    library.rf_row_digests.restype = ctypes.c_int64
    wide = numbers.type == "large_string"
    kind = np.int64 if wide else np.int32
    _, offsets, text = numbers.buffers()
    places = np.frombuffer(offsets, kind)[numbers.offset :]
    held = np.ascontiguousarray(rows, np.int64), np.ascontiguousarray(verdict, np.int32), places
    letters = np.frombuffer(text, np.uint8) if text is not None and text.size else np.zeros(1, np.uint8)
    laid = _Rows(
        held[0].ctypes.data,
        verdicts.ctypes.data,
        held[1].ctypes.data,
        places.ctypes.data,
        letters.ctypes.data,
        int(wide),
    )
    sizes = ctypes.c_int64(first), ctypes.c_int64(len(rows))
    return int(library.rf_row_digests(secret, *sizes, ctypes.byref(laid), 0, _at(out)))


def _at(array: npt.NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
