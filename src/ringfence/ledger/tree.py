"""The Merkle tree of RFC 6962, section 2: leaves in, roots and proofs out. SHA-256 throughout.

The hashes of complete subtrees are kept with the leaf that completed them, so that an append writes one row and a
proof reads about log2(size) of them. `Nodes` is that reading: (level, index) -> hash, level 0 being the leaves.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

Nodes = Callable[[int, int], bytes]
EMPTY = hashlib.sha256().digest()  # the root of a tree without leaves


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a tree that grows: the roots of the complete subtrees that its size is the sum of."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)  # the largest subtree first

    def add(self, leaf: bytes) -> bytes:
        """Takes one more leaf; it and the hashes of the subtrees that it completes, from below, in one."""
        completed = [leaf]
        index = self.size
        while index & 1:
            completed.append(node_hash(self._peaks.pop(), completed[-1]))
            index >>= 1
        self._peaks.append(completed[-1])
        self.size += 1
        return b"".join(completed)

    def add_subtree(self, level: int, root: bytes) -> None:
        """Takes 2**level leaves by the root over them; so many, or a multiple, must be there."""
        if self.size & (1 << level) - 1:
            raise ValueError(f"{self.size} leaves are no multiple of {1 << level}")
        index = self.size >> level
        while index & 1:
            root = node_hash(self._peaks.pop(), root)
            index >>= 1
        self._peaks.append(root)
        self.size += 1 << level

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY
        *rest, root = self._peaks
        for peak in reversed(rest):
            root = node_hash(peak, root)
        return root


def peaks_of(size: int) -> Iterator[tuple[int, int]]:
    """(level, index) of the complete subtrees that a tree of this size is the sum of, the largest first."""
    start = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            yield level, start >> level
            start += 1 << level


def frontier(size: int, nodes: Nodes) -> Frontier:
    """The right edge of a tree of this size."""
    return Frontier(size, [nodes(level, index) for level, index in peaks_of(size)])


def subtree(start: int, end: int, nodes: Nodes) -> bytes:
    """The root over the leaves from `start` to before `end`; `start` is a multiple of the next power of two."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return nodes(level, start >> level)
    split = _split(width)
    return node_hash(subtree(start, start + split, nodes), subtree(start + split, end, nodes))


def inclusion(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The proof that leaf `index` is in the tree of this size: RFC 6962 section 2.1.1, from the leaf upwards."""
    if not 0 <= index < size:
        raise IndexError(index)
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(subtree(middle, end, nodes))
            end = middle
        else:
            path.append(subtree(start, middle, nodes))
            start = middle
    return path[::-1]


def consistency(old: int, size: int, nodes: Nodes) -> list[bytes]:
    """The proof that the tree of this size begins with that of the size `old`: RFC 6962 section 2.1.2."""
    if not 0 < old <= size:
        raise IndexError(old)
    path: list[bytes] = []
    start, end, whole = 0, size, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(subtree(middle, end, nodes))
            end = middle
        else:
            path.append(subtree(start, middle, nodes))
            start, whole = middle, False
    return ([] if whole else [subtree(start, end, nodes)]) + path[::-1]


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a proof of inclusion leads to; None if it has not the right length."""
    if not 0 <= index < size:
        return None
    found, last, rest = leaf, size - 1, list(path)
    while last:
        if index & 1 or index < last:
            if not rest:
                return None
            step = rest.pop(0)
            found = node_hash(step, found) if index & 1 else node_hash(found, step)
        index, last = index >> 1, last >> 1
    return None if rest else found


def consistent(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree with this root begins with the old one: RFC 9162 section 2.1.4.2."""
    if old == size:
        return not path and old_root == root
    if not 0 < old < size or not path:
        return False
    rest = list(path) if old & (old - 1) else [old_root, *path]
    index, last = old - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = rest.pop(0)
    for step in rest:
        if not last:
            return False
        if index & 1 or index == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            after = node_hash(after, step)
        index, last = index >> 1, last >> 1
    return not last and before == old_root and after == root


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << ((width - 1).bit_length() - 1)
