"""Checkpoints: the size and root of the tree at one moment, signed. Whoever keeps one can later show any change.

The text is a C2SP signed note (c2sp.org/tlog-checkpoint, c2sp.org/signed-note): name of the log, size, root in base64,
an empty line, and a line for each signature. A verifying key is written `NAME+HASH+KEY`, as there.
"""

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ringfence.errors import RingfenceError

ED25519 = b"\x01"
DASH = "— "


class CheckpointUnreadable(RingfenceError):
    """A text that is no checkpoint."""

    code = "checkpoint-unreadable"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a note: the signer's name, the four bytes that hint at the key, and 64 bytes."""

    name: str
    hint: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {b64encode(self.hint + self.value).decode()}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """So many entries with this root, as signed."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        return text(self.origin, self.size, self.root)

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{each}\n" for each in self.signatures)

    def signed_by(self, key: "VerifyingKey") -> bool:
        """Whether one of the signatures is by this key."""
        return any(
            each.name == key.name and each.hint == key.hint and key.verifies(self.text.encode(), each.value)
            for each in self.signatures
        )


def text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n"


@dataclass(frozen=True)
class VerifyingKey:
    """The public half of a log's key: enough to check, not to sign."""

    name: str
    public: bytes

    @cached_property
    def hint(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.hint.hex()}+{b64encode(ED25519 + self.public).decode()}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        from nacl.exceptions import CryptoError  # noqa: PLC0415 - 13 ms, wanted only where something is verified
        from nacl.signing import VerifyKey  # noqa: PLC0415

        try:
            VerifyKey(self.public).verify(message, signature)
        except (CryptoError, ValueError, TypeError):
            return False
        return True


def read_key(written: str) -> VerifyingKey:
    """The verifying key in the form `NAME+HASH+KEY`; refused if the hash is not that of the key."""
    parts = written.strip().split("+", 2)
    try:
        if len(parts) == 3 and (raw := b64decode(parts[2], validate=True))[:1] == ED25519 and len(raw) == 33:
            key = VerifyingKey(parts[0], raw[1:])
            if key.hint.hex() == parts[1]:
                return key
    except (Base64Error, ValueError):
        pass
    raise CheckpointUnreadable(
        "This is no verifying key of a ledger. It is one line, NAME+HASH+KEY, as `ringfence ledger key` prints it."
    )


def decoded(text: str) -> bytes:
    """The bytes of a text in base64, of which each has one form only; ValueError for any other."""
    raw = b64decode(text, validate=True)
    if b64encode(raw).decode() != text:
        raise ValueError(text)
    return raw


FORM = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n\n(?P<signed>.*)", re.DOTALL
)


def read(written: str) -> Checkpoint:
    """The checkpoint in a text as it was mailed or printed; the refusal says what is wrong with it."""
    found = FORM.fullmatch(written.replace("\r\n", "\n").lstrip())
    try:
        if found:
            signatures = tuple(_signatures(found["signed"].split("\n")))
            return Checkpoint(found["origin"], int(found["size"]), decoded(found["root"]), signatures)
    except (Base64Error, ValueError):
        pass
    raise CheckpointUnreadable(
        "This is no checkpoint: name of the ledger, number of entries and root on three lines, an empty line, then a "
        "line for each signature. Use the text as `ringfence ledger checkpoint` wrote it."
    )


def _signatures(lines: Iterable[str]) -> Iterable[Signature]:
    for line in lines:
        if line.startswith(DASH):
            name, _, encoded = line.removeprefix(DASH).partition(" ")
            raw = decoded(encoded)
            yield Signature(name, raw[:4], raw[4:])
