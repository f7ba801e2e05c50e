"""The national numbering plan as tables: every valid UK number has a kind and a dense rank below 2**32.

A cell is all numbers of one length with the same first six digits. Its ordinal stands in a table of a million entries,
with its kind; a rank is the cell's first rank plus what follows the six digits. In the few cells that six digits do not
decide, each number has its own kind.

Ranks move when the metadata does, so they live in memory only. What is kept on disk is kept by national number.
"""

import hashlib
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ringfence.numbers import uk_patterns
from ringfence.ranks.expand import ANY, Digits, PlanNotExpandable, expand
from ringfence.words import NUMBER_KINDS

HEAD = 6  # digits that tell a cell
CELLS = 10**HEAD
LENGTHS = range(HEAD + 1, 11)  # of national numbers
KIND_BITS = 4  # of a table's entry: 0 no such range, SPLIT, else one more than the place in NUMBER_KINDS
SPLIT = (1 << KIND_BITS) - 1
NO_RANK = (1 << 32) - 1
NO_KIND = 255
Ranks = npt.NDArray[np.uint32]
Nationals = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint8]
Sequence = tuple[tuple[Digits, ...], int]  # digit sets, and one more than the place of their kind in NUMBER_KINDS


@dataclass(frozen=True)
class Length:
    """The numbers of one length: first rank, table of cells, heads of the cells in order, cells that are split."""

    digits: int
    base: int
    table: npt.NDArray[np.uint32]  # by the first six digits: ordinal << KIND_BITS | kind
    heads: npt.NDArray[np.int64]  # by ordinal
    splits: npt.NDArray[np.uint32]  # ordinals of the cells with a kind for each number

    @property
    def span(self) -> int:
        """Numbers in a cell."""
        return int(10 ** (self.digits - HEAD))

    @property
    def end(self) -> int:
        return self.base + len(self.heads) * self.span


@dataclass(frozen=True)
class Plan:
    """Kind and rank of every national number of the United Kingdom, Guernsey, Jersey and Man."""

    lengths: tuple[Length, ...]  # longest first
    split_kinds: Kinds  # of the split cells' numbers: 0 no such range, else one more than the place in NUMBER_KINDS
    fingerprint: str  # of the patterns that it was made from

    @property
    def slots(self) -> int:
        """One more than the largest rank."""
        return self.lengths[-1].end

    def rank(self, national: int) -> int | None:
        """The rank of a national number written as an integer; None if there is no such range."""
        found = self._find(national)
        return found[0] if found else None

    def kind(self, national: int) -> str | None:
        """The kind of a national number, as `numbers.uk_kind` says it."""
        found = self._find(national)
        return NUMBER_KINDS[found[1]] if found else None

    def unrank(self, rank: int) -> int:
        """The national number of a rank."""
        for length in self.lengths:
            if length.base <= rank < length.end:
                cell, tail = divmod(rank - length.base, length.span)
                return int(length.heads[cell]) * length.span + tail
        raise ValueError(f"no number has the rank {rank}")

    def _find(self, national: int) -> tuple[int, int] | None:
        """Rank and place of the kind; plain integers, for this runs once a call."""
        length = next((each for each in self.lengths if 10 ** (each.digits - 1) <= national < 10**each.digits), None)
        if length is None:
            return None
        head, tail = divmod(national, length.span)
        entry = int(length.table[head])
        kind, cell = entry & SPLIT, entry >> KIND_BITS
        if kind == SPLIT:
            kind = int(self.split_kinds[self._split(length, cell) + tail])
        return (length.base + cell * length.span + tail, kind - 1) if kind else None

    def _split(self, length: Length, cell: int) -> int:
        """Where the kinds of a split cell's numbers begin."""
        before = sum(len(each.splits) * each.span for each in self.lengths if each.digits > length.digits)
        return before + int(np.searchsorted(length.splits, cell)) * length.span

    def find_all(self, nationals: Nationals) -> tuple[Ranks, Kinds]:
        """Rank (NO_RANK) and place of the kind in NUMBER_KINDS (NO_KIND) of each national number."""
        ranks = np.full(len(nationals), NO_RANK, np.uint32)
        kinds = np.full(len(nationals), NO_KIND, np.uint8)
        for length in self.lengths:
            at = np.flatnonzero((nationals >= 10 ** (length.digits - 1)) & (nationals < 10**length.digits))
            heads = nationals[at] // length.span
            tails = nationals[at] - heads * length.span
            entries = length.table.take(heads).astype(np.int64)
            kind, cell = entries & SPLIT, entries >> KIND_BITS
            for place in np.flatnonzero(kind == SPLIT):
                kind[place] = self.split_kinds[self._split(length, int(cell[place])) + tails[place]]
            good = kind > 0
            ranks[at[good]] = (length.base + cell * length.span + tails)[good]
            kinds[at[good]] = kind[good] - 1
        return ranks, kinds

    def unrank_all(self, ranks: Ranks) -> Nationals:
        """The national number of each rank; 0 where there is none."""
        nationals = np.zeros(len(ranks), np.int64)
        for length in self.lengths:
            at = np.flatnonzero((ranks >= length.base) & (ranks < length.end))
            cell, tail = np.divmod(ranks[at].astype(np.int64) - length.base, length.span)
            nationals[at] = length.heads[cell] * length.span + tail
        return nationals


@cache
def plan() -> Plan:
    """The plan that this version of `phonenumbers` knows, made on first use (some hundredths of a second)."""
    patterns = list(uk_patterns())
    sequences: dict[int, list[Sequence]] = {digits: [] for digits in LENGTHS}
    for _, kind, pattern in patterns:
        for sequence in expand(pattern):
            if len(sequence) not in sequences:
                raise PlanNotExpandable(f"numbers of {len(sequence)} digits")
            sequences[len(sequence)].append((sequence, NUMBER_KINDS.index(kind) + 1))
    split: list[Kinds] = []
    lengths: list[Length] = []
    for digits in reversed(LENGTHS):
        made = _length(digits, lengths[-1].end if lengths else 0, sequences[digits], split)
        lengths += [made] if len(made.heads) else []
    if lengths[-1].end >= NO_RANK:
        raise PlanNotExpandable("more numbers than ranks")
    fingerprint = hashlib.sha256("\n".join(map(" ".join, patterns)).encode()).hexdigest()
    return Plan(tuple(lengths), np.concatenate([*split, np.zeros(1, np.uint8)]), fingerprint)


def _fill(sequence: tuple[Digits, ...], kind: int, kinds: Kinds, partly: npt.NDArray[np.bool_]) -> None:
    """Gives the cells of a sequence their kind, unless an earlier pattern had them."""
    heads = _numbers(sequence[:HEAD])
    free = heads[kinds[heads] == 0]
    if all(digits == ANY for digits in sequence[HEAD:]):
        kinds[free[~partly[free]]] = kind
    else:
        partly[free] = True


def _numbers(sequence: tuple[Digits, ...]) -> Nationals:
    """Every number that a sequence of digit sets stands for."""
    made = np.zeros(1, np.int64)
    for digits in sequence:
        made = (made[:, None] * 10 + np.array(sorted(digits))).ravel()
    return made


def _length(digits: int, base: int, sequences: list[Sequence], split: list[Kinds]) -> Length:
    kinds, partly = np.zeros(CELLS, np.uint8), np.zeros(CELLS, np.bool_)
    for sequence, kind in sequences:
        _fill(sequence, kind, kinds, partly)
    splits = np.flatnonzero(partly)
    split += [_kinds_in(head, digits, sequences) for head in splits.tolist()]
    kinds[splits] = SPLIT
    heads = np.flatnonzero(kinds)
    table = np.zeros(CELLS, np.uint32)
    table[heads] = np.arange(len(heads), dtype=np.uint32) << KIND_BITS | kinds[heads]
    return Length(digits, base, table, heads, np.searchsorted(heads, splits).astype(np.uint32))


def _kinds_in(head: int, digits: int, sequences: list[Sequence]) -> Kinds:
    """The kind of each number of a cell: that of the first pattern that has it; 0 where none has."""
    kinds = np.zeros(10 ** (digits - HEAD), np.uint8)
    told = [int(digit) for digit in f"{head:0{HEAD}}"]
    for sequence, kind in sequences:
        if all(digit in some for digit, some in zip(told, sequence, strict=False)):
            tails = _numbers(sequence[HEAD:])
            kinds[tails[kinds[tails] == 0]] = kind
    return kinds
