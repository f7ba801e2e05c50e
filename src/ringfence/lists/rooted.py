"""One root over all rows of a screening, and the proof that one row is under it without showing any other.

A row's digest is over its salt, row number, verdict and number. Groups of 64 digests are the leaves of an RFC 6962
tree. The salts come from a secret that is drawn with the root and kept beside the store: without it nobody can try out
numbers against the digests that a proof shows of a row's neighbours.
"""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from math import prod
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from ringfence.errors import RingfenceError
from ringfence.kernel.rows import HASH, SALT, group_leaves, root_of, row_digest, row_digests, salt
from ringfence.ledger.tree import Frontier, inclusion, root_of_inclusion

GROUP = 64  # rows in a leaf: a proof shows the digests of so many
LEVEL = 11
STEP = GROUP << LEVEL  # rows hashed at a time: a subtree of so many levels
VERDICT = ("decision", "reasons", "situation", "list")  # the last where there are several lists
MARK = "\x1f"
MANY = 1 << 20  # possible combinations that are counted rather than sorted
Columns = tuple[Any, pa.Array, list[pa.DictionaryArray]]


class NotVerdicts(RingfenceError):
    """A file that no screening wrote."""

    code = "not-verdicts"


@dataclass(frozen=True, slots=True)
class Rooted:
    """So many rows with this root; `secret` must be kept to prove rows later, and apart from what is given away."""

    rows: int
    root: bytes
    secret: bytes


@dataclass(frozen=True, slots=True)
class RowProof:
    """One row, its salt, the digests of its group, and the way from there to the root."""

    place: int
    rows: int
    row: int
    number: str
    verdict: dict[str, str]
    salt: bytes
    group: tuple[bytes, ...]
    path: tuple[bytes, ...]
    root: bytes

    def fault(self) -> str:
        """What does not hold of it; empty if the row is under the root."""
        digest = row_digest(self.salt, self.row, verdict_bytes(self.verdict), self.number.encode())
        at = self.place % GROUP
        if at >= len(self.group) or self.group[at] != digest:
            return "the row is not the one of its digest"
        leaf = hashlib.sha256(b"\x00" + b"".join(self.group)).digest()
        groups = -(-self.rows // GROUP)
        if root_of_inclusion(leaf, self.place // GROUP, groups, self.path) != self.root:
            return "the row's group is not under the root"
        return ""

    def __str__(self) -> str:
        told = {name: getattr(self, name) for name in ("place", "rows", "row", "number", "verdict")}
        told |= {"salt": self.salt.hex(), "root": self.root.hex()}
        told |= {"group": [each.hex() for each in self.group], "path": [each.hex() for each in self.path]}
        return msgspec.json.format(msgspec.json.encode(told), indent=1).decode() + "\n"


def read_proof(text: str) -> RowProof:
    """The proof in a text; the refusal says what it should be."""
    try:
        told = msgspec.json.decode(text, type=dict[str, Any])
        return RowProof(
            place=int(told["place"]),
            rows=int(told["rows"]),
            row=int(told["row"]),
            number=str(told["number"]),
            verdict=dict(told["verdict"]),
            salt=bytes.fromhex(told["salt"]),
            group=tuple(map(bytes.fromhex, told["group"])),
            path=tuple(map(bytes.fromhex, told["path"])),
            root=bytes.fromhex(told["root"]),
        )
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, AttributeError):
        raise NotVerdicts("This is no proof of a row. Use the text as `ringfence ledger prove-row` wrote it.") from None


def verdict_bytes(verdict: dict[str, str]) -> bytes:
    """What a row's verdict is known by in its digest."""
    return hashlib.sha256(MARK.join(verdict.get(name, "") for name in VERDICT).encode()).digest()[:SALT]


def rooted(file: Path, secret: bytes, progress: Callable[[int], None] = lambda _rows: None) -> Rooted:
    """The root over every row of a file of verdicts."""
    edge, count = Frontier(), 0
    for leaves, rows in _leaves(file, secret):
        if len(leaves) == HASH << LEVEL:
            edge.add_subtree(LEVEL, root_of(leaves))
        else:
            for leaf in _pieces(leaves.tobytes()):
                edge.add(leaf)
        count += rows
        progress(count)
    return Rooted(count, edge.root(), secret)


def prove(file: Path, secret: bytes, place: int) -> RowProof:
    """The proof of the row at this place of the file, from 0."""
    edge, kept, count, found = Frontier(), list[bytes](), 0, None
    wanted = place // GROUP * GROUP
    for first, columns, digests in _digests(file, secret):
        rows = len(digests) // HASH
        if first <= place < first + rows:
            found = _row(columns, place - first), digests[HASH * (wanted - first) : HASH * (wanted - first + GROUP)]
        kept += [edge.add(leaf) for leaf in _pieces(group_leaves(digests, GROUP).tobytes())]
        count = first + rows
    if found is None:
        raise NotVerdicts(f"{file} has {count:,} rows: there is none at place {place:,}, counted from 0.")
    (row, number, verdict), group = found
    path = inclusion(place // GROUP, edge.size, lambda level, index: _node(kept, level, index))
    pieces = tuple(_pieces(group.tobytes()))
    return RowProof(place, count, row, number, verdict, salt(secret, place), pieces, tuple(path), edge.root())


def places(file: Path, number: str) -> list[int]:
    """The places in a file of verdicts at which an E.164 number stands."""
    found, first = list[int](), 0
    for _, numbers, _ in _steps(file):
        found += [first + int(at) for at in np.flatnonzero(pc.fill_null(pc.equal(numbers, number), fill_value=False))]
        first += len(numbers)
    return found


def _leaves(file: Path, secret: bytes) -> Iterator[tuple[Any, int]]:
    """Leaf hashes and rows, step by step; hashing and reading go on side by side."""

    def hashed(step: tuple[int, Columns]) -> tuple[Any, int]:
        digests = _hash(secret, *step)
        return group_leaves(digests, GROUP), len(digests) // HASH

    steps = _placed(file)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(hashed, step) for step in islice(steps, 3)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(hashed, step) for step in islice(steps, 1)]


def _digests(file: Path, secret: bytes) -> Iterator[tuple[int, Columns, Any]]:
    return ((first, columns, _hash(secret, first, columns)) for first, columns in _placed(file))


def _hash(secret: bytes, first: int, columns: Columns) -> Any:
    rows, numbers, told = columns
    index, verdicts = _verdicts(told)
    return row_digests(secret, first, rows, verdicts, index, numbers)


def _verdicts(told: list[pa.DictionaryArray]) -> tuple[Any, Any]:
    """For each row which verdict it has, and the 16 bytes of each, packed from the columns' own dictionaries."""
    packed, sizes = np.zeros(len(told[0]), np.int64), [len(each.dictionary) for each in told]
    for each, size in zip(told, sizes, strict=True):
        packed = packed * size + each.indices.to_numpy(zero_copy_only=False)
    if prod(sizes) > MANY:
        there, among = np.unique(packed, return_inverse=True)
        index = among.astype(np.int32)
    else:  # as ever: a few hundred combinations at most are possible
        there = np.flatnonzero(np.bincount(packed, minlength=1))
        place = np.zeros(int(there[-1]) + 1, np.int32)
        place[there] = np.arange(len(there), dtype=np.int32)
        index = place[packed]
    words = [each.dictionary.to_pylist() for each in told]
    digests = b"".join(verdict_bytes(_spelled(int(code), words, sizes)) for code in there)
    return index, np.frombuffer(digests, np.uint8)


def _spelled(code: int, words: list[list[str]], sizes: list[int]) -> dict[str, str]:
    found = {}
    for name, choice, size in reversed(list(zip(VERDICT, words, sizes, strict=False))):
        code, at = divmod(code, size)
        found[name] = choice[at] or ""
    return found


def _row(columns: Columns, at: int) -> tuple[int, str, dict[str, str]]:
    rows, numbers, told = columns
    verdict = {name: each[at].as_py() or "" for name, each in zip(VERDICT, told, strict=False)}
    return int(rows[at]), numbers[at].as_py(), verdict


def _placed(file: Path) -> Iterator[tuple[int, Columns]]:
    first = 0
    for columns in _steps(file):
        yield first, columns
        first += len(columns[1])


def _steps(file: Path) -> Iterator[Columns]:
    """The columns that count, so many rows at a time: whole groups but for the last."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in _batches(file):
        held.append(batch)
        count += len(batch)
        while count >= STEP:
            table = pa.Table.from_batches(held).combine_chunks()
            yield _columns(table.slice(0, STEP))
            held, count = table.slice(STEP).to_batches(), count - STEP
    if count:
        yield _columns(pa.Table.from_batches(held))


def _columns(table: pa.Table) -> Columns:
    told = [name for name in VERDICT if name in table.column_names]
    rows = pc.cast(table["row"], pa.int64()).to_numpy()
    return rows, _one(pc.fill_null(table["e164"], "")), [_coded(table[name]) for name in told]


def _coded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column by its dictionary, in which an empty cell is a word as well."""
    column = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    if column.null_count:
        column = pc.fill_null(column.cast(column.type.value_type), "").dictionary_encode()
    return _one(column.unify_dictionaries())


def _one(column: pa.ChunkedArray) -> Any:
    found = column.combine_chunks()
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _batches(file: Path) -> Iterator[pa.RecordBatch]:
    """The file's rows in batches, with the columns that count."""
    try:
        if file.suffix.lower() == ".parquet":
            names = _needed(file, pq.read_schema(file).names)
            with pq.ParquetFile(file, read_dictionary=[each for each in names if each in VERDICT]) as opened:
                yield from opened.iter_batches(STEP, columns=names)
            return
        kinds = {name: pa.string() for name in ("e164", *VERDICT)}
        with csv.open_csv(file, convert_options=csv.ConvertOptions(column_types={"row": pa.int64(), **kinds})) as rows:
            names = _needed(file, rows.schema.names)
            yield from (batch.select(names) for batch in rows)
    except pa.ArrowInvalid as error:
        raise NotVerdicts(f"{file} is no file of verdicts ({error}). Name what `list screen -o` wrote.") from None


def _needed(file: Path, names: list[str]) -> list[str]:
    wanted = [name for name in ("row", "e164", *VERDICT) if name in names]
    if missing := {"row", "e164", "decision", "reasons", "situation"} - set(wanted):
        raise NotVerdicts(
            f"{file} is no file of verdicts: it has no column {', '.join(sorted(missing))}. "
            "Name what `list screen -o` wrote."
        )
    return wanted


def _pieces(raw: bytes) -> Iterator[bytes]:
    return (raw[place : place + HASH] for place in range(0, len(raw), HASH))


def _node(kept: list[bytes], level: int, index: int) -> bytes:
    row = kept[((index + 1) << level) - 1]
    return row[HASH * level : HASH * (level + 1)]
