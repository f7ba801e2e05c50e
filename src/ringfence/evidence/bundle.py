"""Files -> one ZIP: a manifest with every digest, signed with the ledger's key, and the program that checks them.

The same files give the same bytes: sorted, not compressed, without dates. So a byte that is changed anywhere shows.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import ringfence
from ringfence import rulebook
from ringfence.evidence import verifier
from ringfence.evidence.account import Account
from ringfence.evidence.strangers import strangers
from ringfence.ledger import tree
from ringfence.ledger.checkpoint import Checkpoint, VerifyingKey
from ringfence.ledger.entry import Entry
from ringfence.ledger.proof import HEADER, prove

Files = dict[str, bytes]


class Signing(Protocol):
    """What is asked of the ledger's key."""

    @property
    def public(self) -> VerifyingKey: ...
    def note(self, written: str) -> str: ...


class Nodes(Protocol):
    """What is asked of the ledger for proofs."""

    def node(self, level: int, index: int) -> bytes: ...


def entries(account: Account, nodes: Nodes, own: Iterable[int]) -> Files:
    """The entries with their proofs; one that names somebody else's number by its hash alone."""
    files, lines, numbers = Files(), list[str](), frozenset(own)
    for entry in account.entries:
        line = told(entry, numbers)
        lines.append(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
        files[f"proofs/{entry.seq:09}.tlog-proof"] = _proof(entry, line["state"] == "told", account.at, nodes).encode()
    return files | {"entries.jsonl": "".join(f"{line}\n" for line in lines).encode()}


def told(entry: Entry, own: frozenset[int]) -> dict[str, Any]:
    """An entry as the pack shows it: told word for word, erased, or withheld."""
    about = {"seq": entry.seq, "kind": entry.kind, "leaf": entry.leaf.hex()}
    if entry.payload is None or entry.salt is None:
        return {**about, "state": "erased"}
    if strangers(entry.told, own):
        return {**about, "state": "withheld", "why": "it names a telephone number that is somebody else's"}
    return {**about, "state": "told", "salt": entry.salt.hex(), "entry": entry.payload.decode()}


def _proof(entry: Entry, whole: bool, at: Checkpoint, nodes: Nodes) -> str:
    if whole:
        return str(prove(entry, at, nodes.node))
    path = tree.inclusion(entry.seq, at.size, nodes.node)
    return "\n".join([HEADER, f"index {entry.seq}", *map(_base64, path), "", str(at)])


def consistency(kept: Iterable[Checkpoint], at: Checkpoint, nodes: Nodes) -> Files:
    """Proofs that the ledger grew from checkpoints that somebody kept."""
    files = Files()
    for each in kept:
        if 0 < each.size < at.size:
            path = tree.consistency(each.size, at.size, nodes.node)
            lines = [f"{verifier.CONSISTENCY} {each.size} {at.size}", *map(_base64, path)]
            files[f"consistency/{each.size}.txt"] = "".join(f"{line}\n" for line in lines).encode()
    return files


def sealed(files: Mapping[str, bytes], about: str, at: Checkpoint, signing: Signing) -> bytes:
    """The ZIP: these files, the checkpoint, the key, the verifier, and a signed manifest of them all."""
    every = {
        **files,
        "checkpoint.txt": str(at).encode(),
        "key.txt": f"{signing.public}\n".encode(),
        "verify.py": Path(verifier.__file__).read_bytes(),
    }
    manifest = {
        "form": verifier.NOTE,
        "about": about,
        "ledger": {"name": at.origin, "entries": at.size},
        "made_with": {"ringfence": ringfence.__version__, "rules": rulebook.version()},
        "files": {name: _digest(data) for name, data in sorted(every.items())},
    }
    written = (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    digest = hashlib.sha256(written).hexdigest()
    note = signing.note(f"{verifier.NOTE}\n{signing.public.name}\n{digest}\n")
    return verifier.zipped({**every, "manifest.json": written, "manifest.note": note.encode()})


def _digest(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _base64(each: bytes) -> str:
    from base64 import b64encode  # noqa: PLC0415

    return b64encode(each).decode()


def lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as NDJSON, keys in order."""

    def written() -> Iterator[str]:
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) + "\n"

    return "".join(written()).encode()


Progress = Callable[[str, float], None]
