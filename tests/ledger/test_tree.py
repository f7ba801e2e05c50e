"""The tree of RFC 6962: published vectors, another's implementation, and proofs that only hold for what they prove."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.ledger import tree

# The inputs and roots of the test vectors that Certificate Transparency's own implementations share.
LEAVES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


class Tree:
    """A tree whose rows are in memory, as the store keeps them."""

    def __init__(self, leaves):
        self.edge, self.rows, self.roots = tree.Frontier(), [], [tree.EMPTY]
        for leaf in leaves:
            self.rows.append(self.edge.add(tree.leaf_hash(leaf)))
            self.roots.append(self.edge.root())

    def node(self, level, index):
        return self.rows[((index + 1) << level) - 1][32 * level : 32 * level + 32]


def by_definition(leaves):
    """MTH of RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


def test_published_roots():
    assert [root.hex() for root in Tree(LEAVES).roots[1:]] == ROOTS


def test_the_empty_tree():
    assert tree.EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_roots_are_those_of_the_definition(leaves):
    assert Tree(leaves).roots[-1] == by_definition(leaves)


@given(st.integers(1, 130), st.data())
def test_an_edge_read_again_goes_on_as_the_one_that_was_kept(size, data):
    made = Tree([bytes([n % 251]) for n in range(size)])
    cut = data.draw(st.integers(0, size))
    again = tree.frontier(cut, made.node)
    assert again.root() == made.roots[cut]
    for n in range(cut, size):
        assert again.add(tree.leaf_hash(bytes([n % 251]))) == made.rows[n]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 64, 65])
def test_inclusion_holds_for_its_leaf_and_place_and_no_other(size):
    made = Tree([str(n).encode() for n in range(size)])
    for index in range(size):
        path = tree.inclusion(index, size, made.node)
        leaf = tree.leaf_hash(str(index).encode())
        assert tree.root_of_inclusion(leaf, index, size, path) == made.roots[size]
        assert tree.root_of_inclusion(tree.leaf_hash(b"x"), index, size, path) != made.roots[size]
        assert tree.root_of_inclusion(leaf, index, size, [*path, b"\0" * 32]) is None
        assert not path or tree.root_of_inclusion(leaf, index, size, path[:-1]) is None
        assert tree.root_of_inclusion(leaf, size, size, path) is None
        if size > 1:
            other = (index + 1) % size
            assert tree.root_of_inclusion(leaf, other, size, path) != made.roots[size]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 9, 16, 21])
def test_consistency_holds_for_every_earlier_size_and_no_other_root(size):
    made = Tree([str(n).encode() for n in range(size)])
    for old in range(1, size + 1):
        path = tree.consistency(old, size, made.node)
        assert tree.consistent(old, made.roots[old], size, made.roots[size], path)
        assert not tree.consistent(old, b"\0" * 32, size, made.roots[size], path)
        assert not tree.consistent(old, made.roots[old], size, b"\0" * 32, path)
        assert not tree.consistent(old, made.roots[old], size, made.roots[size], [*path, b"\0" * 32])
        for place in range(len(path)):
            bent = [bytes(32) if n == place else step for n, step in enumerate(path)]
            assert not tree.consistent(old, made.roots[old], size, made.roots[size], bent)
    assert not tree.consistent(0, tree.EMPTY, size, made.roots[size], [])


def test_what_is_not_there_has_no_proof():
    made = Tree([b"a", b"b"])
    for ask in (lambda: tree.inclusion(2, 2, made.node), lambda: tree.consistency(0, 2, made.node)):
        with pytest.raises(IndexError):
            ask()


def test_another_implementation_agrees():
    pymerkle = pytest.importorskip("pymerkle", reason="pymerkle is not installed: it is the tree we compare with")
    other = pymerkle.InmemoryTree(algorithm="sha256")
    leaves = [f"entry {n}".encode() for n in range(100)]
    made = Tree(leaves)
    for count, leaf in enumerate(leaves, 1):
        other.append_entry(leaf)
        assert other.get_root() == made.roots[count]
    for index in range(100):
        theirs = other.prove_inclusion(index + 1)
        ours = tree.inclusion(index, 100, made.node)
        assert [bytes.fromhex(step) for step in theirs.serialize()["path"]][1:] == ours
    for old in range(1, 101):
        theirs = other.prove_consistency(old, 100)
        pymerkle.verify_consistency(made.roots[old], made.roots[100], theirs)  # raises if it does not hold
