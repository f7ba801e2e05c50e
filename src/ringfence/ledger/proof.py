"""A proof that one entry is in the ledger, in a text that can be checked without it: C2SP tlog-proof.

c2sp.org/tlog-proof@v1
extra <salt and bytes of the entry, in base64>
index 31
<hashes up to the root, in base64, one a line>

<the checkpoint>
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from ringfence.errors import RingfenceError
from ringfence.ledger import checkpoint, tree
from ringfence.ledger.checkpoint import Checkpoint, VerifyingKey, decoded
from ringfence.ledger.entry import SALT, Entry

HEADER = "c2sp.org/tlog-proof@v1"
FORM = re.compile(
    rf"{re.escape(HEADER)}\n(extra (?P<extra>[A-Za-z0-9+/=]+)\n)?index (?P<index>0|[1-9][0-9]{{0,17}})\n"
    r"(?P<path>([A-Za-z0-9+/]{43}=\n)*)\n(?P<checkpoint>.+)",
    re.DOTALL,
)


class ProofUnreadable(RingfenceError):
    """A text that is no proof."""

    code = "proof-unreadable"


class NothingToProve(RingfenceError):
    """An entry that is not there, or was erased."""

    code = "nothing-to-prove"


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's salt and bytes, its place, the hashes beside its way up, and the checkpoint they lead to."""

    index: int
    salt: bytes
    payload: bytes
    path: tuple[bytes, ...]
    checkpoint: Checkpoint

    def __str__(self) -> str:
        lines = [HEADER, f"extra {b64encode(self.salt + self.payload).decode()}", f"index {self.index}"]
        return "\n".join([*lines, *(b64encode(each).decode() for each in self.path), "", str(self.checkpoint)])

    def fault(self, keys: Sequence[VerifyingKey]) -> str:
        """What does not hold of it; empty if it proves what it says."""
        leaf = tree.leaf_hash(self.salt + self.payload)
        root = tree.root_of_inclusion(leaf, self.index, self.checkpoint.size, self.path)
        if root != self.checkpoint.root:
            return "the entry is not the one that the checkpoint covers at this place"
        if not any(self.checkpoint.signed_by(key) for key in keys):
            return "the checkpoint is not signed by the key"
        return ""


def prove(entry: Entry, at: Checkpoint, nodes: tree.Nodes) -> Proof:
    """The proof that an entry is among those of a checkpoint."""
    if entry.salt is None or entry.payload is None:
        raise NothingToProve(
            f"Entry {entry.seq:,} was erased: what it said is gone, and with it what could be proved. That it was "
            "there is shown by the ledger itself: ringfence ledger verify"
        )
    if entry.seq >= at.size:
        raise NothingToProve(f"The checkpoint covers {at.size:,} entries, and entry {entry.seq:,} came later.")
    path = tuple(tree.inclusion(entry.seq, at.size, nodes))
    return Proof(entry.seq, entry.salt, entry.payload, path, at)


def read(written: str) -> Proof:
    """The proof in a text; the refusal says what it should be."""
    found = FORM.fullmatch(written.replace("\r\n", "\n").lstrip())
    try:
        if found and found["extra"] and len(extra := decoded(found["extra"])) > SALT:
            path = tuple(decoded(line) for line in found["path"].split())
            at = checkpoint.read(found["checkpoint"])
            return Proof(int(found["index"]), extra[:SALT], extra[SALT:], path, at)
    except ValueError:
        pass
    raise ProofUnreadable(
        f"This is no proof of an entry: it begins with {HEADER}, and the entry, its place, hashes and a checkpoint "
        "follow. Use the text as `ringfence ledger prove` wrote it."
    )
