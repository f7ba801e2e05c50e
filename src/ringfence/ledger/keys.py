"""The key that signs checkpoints: 32 bytes in a file that nobody else may read, made with the store.

Whoever holds it could rewrite the ledger; who took a checkpoint away beforehand would still see it.
"""

import hashlib
import os
import secrets
import sys
from pathlib import Path

from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError
from ringfence.ledger.checkpoint import Checkpoint, Signature, VerifyingKey, text

NAME = "ledger.key"
NEXT = "ledger.key.next"  # until the ledger says that it is in use
SIZE = 32
DEMO_SEED = hashlib.sha256(b"ringfence: the key of the demonstration, known to everybody").digest()
DEMO = "RINGFENCE_DEMO"


class LedgerKeyUnusable(RingfenceError):
    """A signing key that is missing, damaged, open to others, or known to everybody."""

    code = "ledger-key-unusable"


class Signer:
    """The private half of a ledger's key."""

    def __init__(self, origin: str, seed: bytes) -> None:
        from nacl.signing import SigningKey  # noqa: PLC0415 - as in checkpoint.py

        self._key = SigningKey(seed)
        self.public = VerifyingKey(origin, bytes(self._key.verify_key))
        self.written = str(self.public)

    def signature(self, size: int, root: bytes) -> bytes:
        message = text(self.public.name, size, root).encode()
        return bytes(self._key.sign(message).signature)

    def note(self, written: str) -> str:
        """A signed note of a text (c2sp.org/signed-note) that is no checkpoint: its first line is another name."""
        if written.split("\n", 1)[0] == self.public.name or not written.endswith("\n"):
            raise ValueError("a note could be taken for a checkpoint")
        value = bytes(self._key.sign(written.encode()).signature)
        return f"{written}\n{Signature(self.public.name, self.public.hint, value)}\n"

    def sign(self, size: int, root: bytes) -> Checkpoint:
        """The checkpoint of a tree of this size and root."""
        signature = Signature(self.public.name, self.public.hint, self.signature(size, root))
        return Checkpoint(self.public.name, size, root, (signature,))


def signer(home: Path, origin: str, name: str = NAME) -> Signer:
    """The key of this home; the refusal says what is wrong with it."""
    file = home / name
    try:
        seed = file.read_bytes()
    except OSError as error:
        raise LedgerKeyUnusable(
            f"{file} cannot be read ({error.strerror}), and without it nothing more can be signed. Put it back from a "
            "backup, or begin with a new key: ringfence ledger rotate --lost"
        ) from None
    if len(seed) != SIZE:
        raise LedgerKeyUnusable(f"{file} is damaged: {len(seed)} bytes in place of {SIZE}. Put it back from a backup.")
    if sys.platform != "win32" and file.stat().st_mode & 0o077:
        raise LedgerKeyUnusable(f"{file} can be read by others. Run: chmod 600 {file}, then ringfence ledger rotate")
    if seed == DEMO_SEED and os.environ.get(DEMO) != "1":
        raise LedgerKeyUnusable(
            f"{file} is the key of the demonstration, which everybody knows. Remove it and begin with a new home."
        )
    return Signer(origin, seed)


def make(home: Path, name: str = NAME) -> None:
    """A new key, on the disk before anything is signed with it; never over one that is there."""
    seed = DEMO_SEED if os.environ.get(DEMO) == "1" and name == NAME else secrets.token_bytes(SIZE)
    file = home / name
    partial = file.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(seed)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(partial, file)
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    sync_folder(home)


def take_over(home: Path) -> None:
    """Puts the next key in the place of the one before, which is gone with that."""
    (home / NEXT).replace(home / NAME)
    sync_folder(home)
