"""Check an evidence pack without Ringfence: python verify.py PACK.zip --key KEY [--checkpoint FILE [--kept-key KEY]]

KEY is the ledger's verifying key, one line NAME+HASH+KEY. Have it from the ledger's keeper by a way of its own (their
website, a letter): a pack that brings its own key shows only that it agrees with itself. FILE is a checkpoint of the
same ledger that you, or somebody you trust, took away earlier.

Needs Python 3.9 or newer and one of PyNaCl and cryptography, and nothing else: read it, it is one page. The tree is
that of RFC 6962, checkpoints are C2SP signed notes, proofs C2SP tlog-proofs.
Exit code 0: all that was checked holds. 2: something does not. 1: it cannot be checked as asked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib
import io
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

HEADER, NOTE, CONSISTENCY = "c2sp.org/tlog-proof@v1", "ringfence/pack/1", "ringfence/consistency/1"
UNLISTED = ("manifest.json", "manifest.note")  # the list of files, and the signature over it


class Unusable(Exception):
    """It cannot be checked as asked."""


class Broken(Exception):
    """Something that must hold does not."""


def must(holds: bool, otherwise: str) -> None:
    """Broken, unless it holds."""
    if not holds:
        raise Broken(otherwise)


def zipped(files: dict[str, bytes]) -> bytes:
    """The one way to write these files as a ZIP: in order of name, not compressed, without dates."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, files[name])
    return target.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a pack; every byte of the archive must be as `zipped` writes it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            must(all(each.compress_type == 0 for each in archive.infolist()), "the archive is not as it was made")
            files = {each.filename: archive.read(each) for each in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Broken(f"the archive is damaged ({error})") from None
    must(zipped(files) == data, "the archive is not as it was made: bytes outside its files were changed")
    return files


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text: str) -> bytes:
    """The bytes of a text in base64, of which each has one form only."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    must(base64.b64encode(raw).decode() == text, "a hash or signature is not in base64")
    return raw


def ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this key signed this message, asked of whichever library is there."""
    check: Any
    try:
        check = importlib.import_module("nacl.bindings").crypto_sign_open
    except ImportError:
        try:
            module: Any = importlib.import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
        except ImportError:
            raise Unusable("signatures cannot be checked here. Run: python -m pip install pynacl") from None
        read = module.Ed25519PublicKey.from_public_bytes
        check = lambda signed, public: read(public).verify(signed[:64], signed[64:])
    try:
        check(signature + message, key)
    except Exception:  # each library has its own
        return False
    return True


class Key:
    """A verifying key, NAME+HASH+KEY."""

    def __init__(self, written: str) -> None:
        name, _, rest = written.strip().partition("+")
        hint, _, encoded = rest.partition("+")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except ValueError:
            raw = b""
        self.name, self.hint, self.public = name, sha256(name.encode(), b"\n", raw)[:4], raw[1:]
        if len(raw) != 33 or raw[:1] != b"\x01" or self.hint.hex() != hint:
            raise Unusable("the key is no verifying key of a ledger: one line, NAME+HASH+KEY")

    def text_of(self, note: str, what: str) -> str:
        """The text of a signed note, if this key signed it."""
        text, gap, signatures = note.rpartition("\n\n")
        for line in signatures.split("\n") if gap else []:
            mark, _, encoded = line.rpartition(" ")
            if mark == f"\u2014 {self.name}" and (raw := unbase64(encoded))[:4] == self.hint:
                must(ed25519(self.public, (text + "\n").encode(), raw[4:]), f"the signature of {what} does not hold")
                return text + "\n"
        raise Broken(f"{what} is not signed with the key you gave")

    def checkpoint(self, note: str, what: str) -> tuple[int, bytes]:
        """Size and root of a signed checkpoint of this ledger."""
        lines = self.text_of(note, what).split("\n")
        must(len(lines) == 4 and lines[0] == self.name, f"{what} is of another ledger or form")
        must(re.fullmatch(r"0|[1-9][0-9]{0,17}", lines[1]) is not None, f"{what} has no size")
        return int(lines[1]), unbase64(lines[2])


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a leaf at this place leads to (RFC 9162, 2.1.3.2)."""
    must(0 <= index < size, "a proof names a place outside the ledger")
    last, rest = size - 1, list(path)
    while last:
        if index & 1 or index < last:
            must(bool(rest), "a proof is too short")
            step = rest.pop(0)
            leaf = sha256(b"\x01", step, leaf) if index & 1 else sha256(b"\x01", leaf, step)
        index, last = index >> 1, last >> 1
    must(not rest, "a proof is too long")
    return leaf


def grew(old: int, old_root: bytes, size: int, root: bytes, path: list[bytes]) -> bool:
    """Whether the tree of this size begins with the old one (RFC 9162, 2.1.4.2)."""
    if not 0 < old < size or not path:
        return old == size and old_root == root
    rest = list(path) if old & (old - 1) else [old_root, *path]
    index, last = old - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = rest.pop(0)
    for step in rest:
        if not last:
            return False
        if index & 1 or index == last:
            before, after = sha256(b"\x01", step, before), sha256(b"\x01", step, after)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            after = sha256(b"\x01", after, step)
        index, last = index >> 1, last >> 1
    return not last and before == old_root and after == root


def check_entry(told: dict[str, Any], proof: str, checkpoint: str, size: int, root: bytes) -> None:
    """One entry: its hash is that of its salt and text, and stands at its place in the tree."""
    seq, leaf = told["seq"], bytes.fromhex(told["leaf"])
    lines, gap, signed = proof.partition("\n\n")
    head, *path = lines.split("\n")
    data = bytes.fromhex(told["salt"]) + told["entry"].encode() if told["state"] == "told" else None
    if data is not None:
        must(sha256(b"\x00", data) == leaf, f"entry {seq} is not what was entered: its hash differs")
        must(json.loads(told["entry"]).get("kind") == told["kind"], f"entry {seq} is told as of another kind")
        must(bool(path) and path.pop(0) == f"extra {base64.b64encode(data).decode()}", f"proof {seq} is of other words")
    must(head == HEADER and bool(path) and path.pop(0) == f"index {seq}", f"the proof of entry {seq} has another form")
    must(bool(gap) and signed == checkpoint, f"the proof of entry {seq} is for another checkpoint")
    found = root_from(leaf, seq, size, [unbase64(each) for each in path])
    must(found == root, f"entry {seq} is not in the ledger at its place")


def entries_of(files: dict[str, bytes], checkpoint: str, size: int, root: bytes) -> list[dict[str, Any]]:
    entries = [json.loads(line) for line in files["entries.jsonl"].decode().split("\n") if line]
    must(sorted({each["seq"] for each in entries}) == [each["seq"] for each in entries], "entries are out of order")
    proofs = {name for name in files if name.startswith("proofs/")}
    for each in entries:
        must(each["state"] in ("told", "erased", "withheld"), f"entry {each['seq']} is in no state that is known")
        must((name := f"proofs/{each['seq']:09}.tlog-proof") in proofs, f"entry {each['seq']} comes without a proof")
        check_entry(each, files[name].decode(), checkpoint, size, root)
    must(len(proofs) == len(entries), "there are proofs of entries that are not there")
    told = [json.loads(each["entry"]) for each in entries if each["state"] == "told"]
    emptied = [range(first, last + 1) for each in told if each["kind"] == "erasure" for first, last in each["entries"]]
    for each in entries:
        known = each["state"] != "erased" or any(each["seq"] in places for places in emptied)
        must(known, f"entry {each['seq']} is empty, and no erasure in the pack emptied it")
    return entries


def check_manifest(files: dict[str, bytes], key: Key) -> dict[str, Any]:
    for name in UNLISTED:
        must(name in files, f"{name} is missing")
    signed = key.text_of(note := files["manifest.note"].decode(), "the manifest")
    must(note.count("\n") == 5 and note.endswith("\n"), "the manifest's signature has another form")
    digest = hashlib.sha256(files["manifest.json"]).hexdigest()
    must(signed == f"{NOTE}\n{key.name}\n{digest}\n", "the manifest is not the one that was signed")
    manifest: dict[str, Any] = json.loads(files["manifest.json"])
    must(set(manifest["files"]) == set(files) - set(UNLISTED), "files are missing, or there are more than were signed")
    for name, about in manifest["files"].items():
        must(hashlib.sha256(files[name]).hexdigest() == about["sha256"], f"{name} is not the file that was signed")
    return manifest


def compare(kept: tuple[str, Key], files: dict[str, bytes], size: int, root: bytes) -> str:
    """What a checkpoint that somebody kept adds."""
    try:
        old, old_root = kept[1].checkpoint(kept[0].replace("\r\n", "\n"), "the checkpoint you kept")
    except Broken as error:
        raise Unusable(f"{error}; if the key was changed since, give the one of then with --kept-key") from None
    if old == size:
        must(old_root == root, f"your checkpoint of {old} entries has another root: the ledger was changed")
        return f"Your checkpoint is the pack's: {old} entries, the same root."
    if old > size or (file := files.get(f"consistency/{old}.txt")) is None:
        raise Unusable(
            f"your checkpoint of {old} entries cannot be compared: the pack holds no proof from it to its own of "
            f"{size}. Ask for a pack made now, with --since and your checkpoint"
        )
    head, *path = file.decode().splitlines()
    must(head == f"{CONSISTENCY} {old} {size}", "the proof for your checkpoint has another form")
    holds = grew(old, old_root, size, root, [unbase64(each) for each in path])
    must(holds, f"the ledger's first {old} entries are not those of your checkpoint: it was changed since")
    return f"The ledger grew from your checkpoint of {old} entries to {size} without a change to what was there."


def verify(data: bytes, key: Key, kept: tuple[str, Key] | None) -> list[str]:
    """What holds, in words; raises Broken or Unusable."""
    try:
        files = unzipped(data)
        about = check_manifest(files, key)["about"]
        checkpoint = files["checkpoint.txt"].decode()
        size, root = key.checkpoint(checkpoint, "the checkpoint")
        entries = entries_of(files, checkpoint, size, root)
        grown = "" if kept is None else compare(kept, files, size, root)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Broken(f"the pack has another form than it must have ({type(error).__name__}: {error})") from None
    states = [each["state"] for each in entries]
    said = {"told": "stand in it word for word", "erased": "were erased: only their hashes are left"}
    said |= {"withheld": "are not shown here: only their hashes are"}
    counts = [f"  {states.count(each)} of its entries {words}." for each, words in said.items() if each in states]
    return [
        f"Holds: {about}",
        f"  All {len(files)} files are those that were signed with this key.",
        f"  The ledger had {size} entries and the root that this key signed.",
        *counts,
        f"  {grown or 'You gave no earlier checkpoint, so nothing is shown about older states of the ledger.'}",
        "What this cannot show: that what was entered was true; that everything was entered; when it was entered, for",
        "times are the ledger's own; that the keeper of the key wrote no second ledger, which only a checkpoint that",
        "somebody else kept shows. The PDF and the tables are the keeper's reading of the entries.",
        f"SHA-256 of this pack: {hashlib.sha256(data).hexdigest()}",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Check an evidence pack. Exit code 0: holds; 2: does not; 1: cannot.")
    parser.add_argument("pack", type=Path)
    parser.add_argument("--key", required=True, help="the ledger's key, NAME+HASH+KEY, or a file that holds it")
    parser.add_argument("--checkpoint", type=Path, help="a file with a checkpoint of this ledger that you kept")
    parser.add_argument("--kept-key", help="the key that signed it, if it was another")
    try:
        asked = parser.parse_args()
    except SystemExit as stop:  # words that cannot be used: 1 here, as 2 says that something does not hold
        return 1 if stop.code else 0
    try:
        written = asked.key if "+" in asked.key else Path(asked.key).read_text("utf-8")
        kept = (asked.checkpoint.read_text("utf-8"), Key(asked.kept_key or written)) if asked.checkpoint else None
        print("\n".join(verify(asked.pack.read_bytes(), Key(written), kept)))
    except Broken as error:
        print(f"DOES NOT HOLD: {error}.")
        return 2
    except (Unusable, OSError, UnicodeDecodeError) as error:
        print(f"Cannot be checked: {error}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
