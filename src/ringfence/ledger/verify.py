"""The whole ledger verified: every entry against its hash, every hash against the tree, every root as signed.

What is found is said entry by entry, the first bad one first. What one copy cannot show is that an older copy was put
back whole: that is seen only by whoever kept a newer checkpoint.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ringfence.ledger.checkpoint import Checkpoint, VerifyingKey
from ringfence.ledger.entry import Entry, read
from ringfence.ledger.events import KINDS
from ringfence.ledger.tree import Frontier, leaf_hash

HASH = 32
SHOWN = 20  # faults that are named; the first one counts


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the store keeps it."""

    seq: int
    kind: str
    keyed: bytes | None
    salt: bytes | None
    payload: bytes | None
    hashes: bytes

    @property
    def entry(self) -> Entry:
        return Entry(self.seq, self.kind, self.salt, self.payload, self.hashes[:HASH])


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold; `entry` is the first entry that it touches, if it can be told."""

    entry: int | None
    what: str


@dataclass(slots=True)
class Report:
    """What a verification found."""

    size: int = 0
    root: bytes = b""
    erased: int = 0
    roots_signed: int = 0  # how many signed roots were compared
    faults: list[Fault] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults

    @property
    def first(self) -> Fault | None:
        """The fault that was met first; what follows may be its consequence."""
        return self.faults[0] if self.faults else None

    def fault(self, entry: int | None, what: str) -> None:
        if len(self.faults) < SHOWN:
            self.faults.append(Fault(entry, what))


def verify(
    rows: Iterable[Row],
    checkpoints: Iterable[Checkpoint],
    keys: Sequence[VerifyingKey],
    kept: Sequence[Checkpoint] = (),
    keyed: Callable[[int], bytes] | None = None,
    progress: Callable[[int], None] = lambda _count: None,
) -> Report:
    """What holds and what does not; `kept` are checkpoints that somebody took away and brings back."""
    report = Report()
    roots = _Roots(report, checkpoints, keys)
    wanted = sorted(kept, key=lambda each: each.size)
    edge, empty, excused = Frontier(), list[int](), list[tuple[int, int]]()
    for row in rows:
        if row.seq != edge.size:
            report.fault(edge.size, f"entry {edge.size:,} is missing: the next one there is {row.seq:,}")
            break
        _entry(report, row, keyed, empty, excused)
        if edge.add(row.hashes[:HASH]) != row.hashes:
            report.fault(row.seq, f"entry {row.seq:,}: the hashes kept with it are not those of the tree")
        roots.compare(edge)
        while wanted and wanted[0].size == edge.size:
            _compare_kept(report, wanted.pop(0), edge, keys)
        if edge.size % 1000 == 0:
            progress(edge.size)
    roots.finish(edge.size)
    for each in wanted:
        report.fault(edge.size, f"the checkpoint brought along knows {each.size:,} entries, here are {edge.size:,}")
    _check_erased(report, empty, excused)
    report.size, report.root, report.erased = edge.size, edge.root(), len(empty)
    return report


def _entry(
    report: Report,
    row: Row,
    keyed: Callable[[int], bytes] | None,
    empty: list[int],
    excused: list[tuple[int, int]],
) -> None:
    if row.salt is None or row.payload is None:
        if row.salt is not None or row.payload is not None or row.keyed is not None:
            report.fault(row.seq, f"entry {row.seq:,} is erased in part only")
        empty.append(row.seq)
        return
    if leaf_hash(row.salt + row.payload) != row.hashes[:HASH]:
        report.fault(row.seq, f"entry {row.seq:,} ({row.kind}) is not what was entered: its hash differs")
        return
    told = read(row.payload)
    if told.get("kind") != row.kind or row.kind not in KINDS:
        report.fault(row.seq, f"entry {row.seq:,} is filed as {row.kind}, and says {told.get('kind')}")
    if keyed is not None:
        number = told.get("number")
        if row.keyed != (None if number is None else keyed(number)):
            report.fault(row.seq, f"entry {row.seq:,} is filed under another number than it is about")
    if row.kind == "erasure":
        excused += [(first, last) for first, last in told["entries"] if last < row.seq]


class _Roots:
    """Goes through the signed roots beside the entries."""

    def __init__(self, report: Report, checkpoints: Iterable[Checkpoint], keys: Sequence[VerifyingKey]) -> None:
        self._report, self._keys = report, {key.hint: key for key in keys}
        self._rest: Iterator[Checkpoint] = iter(checkpoints)
        self._next = next(self._rest, None)
        self._good = 0  # so many entries are under a root that holds
        self._bent = False  # one root did not hold: no later one will

    def compare(self, edge: Frontier) -> None:
        while self._next is not None and self._next.size <= edge.size:
            self._one(self._next, edge)
            self._next = next(self._rest, None)

    def _one(self, signed: Checkpoint, edge: Frontier) -> None:
        report, first = self._report, self._good
        report.roots_signed += 1
        key = self._keys.get(signed.signatures[0].hint)
        if signed.size < edge.size:
            report.fault(signed.size, f"the root after {signed.size:,} entries is out of order")
        elif key is None or not signed.signed_by(key):
            report.fault(first, f"the root after {signed.size:,} entries is not signed by a key of this ledger")
        elif signed.root != edge.root():
            if not self._bent:
                report.fault(first, f"entries {first:,} to {signed.size - 1:,} are not those that were signed")
            self._bent = True
        else:
            self._good = signed.size

    def finish(self, size: int) -> None:
        if self._next is not None:
            self._report.fault(size, f"entries from {size:,} on are missing: a root of {self._next.size:,} was signed")
        elif self._good < size and not self._bent:
            self._report.fault(self._good, f"no signed root covers the entries from {self._good:,} on")


def _compare_kept(report: Report, kept: Checkpoint, edge: Frontier, keys: Sequence[VerifyingKey]) -> None:
    if not any(kept.signed_by(key) for key in keys):
        report.fault(None, f"the checkpoint of {kept.size:,} entries brought along is not signed by a key given")
    elif kept.root != edge.root():
        report.fault(None, f"the first {kept.size:,} entries are not those of the checkpoint brought along")


def _check_erased(report: Report, empty: Sequence[int], excused: Sequence[tuple[int, int]]) -> None:
    """Only an erasure on record may leave an entry empty."""
    ranges = sorted(excused)
    place = 0
    reach = -1
    for seq in empty:
        while place < len(ranges) and ranges[place][0] <= seq:
            reach = max(reach, ranges[place][1])
            place += 1
        if seq > reach:
            report.fault(seq, f"entry {seq:,} is empty, and no erasure on record emptied it")


def differences(told: Mapping[str, Any], on_file: Mapping[str, Any] | None) -> str:
    """What differs between an event as it was entered and as it is on file now; empty if nothing does."""
    if on_file is None:
        return "is on file no more"
    names = sorted({*told, *on_file})
    changed = [name for name in names if told.get(name) != on_file.get(name)]
    return f"differs now in {', '.join(changed)}" if changed else ""
