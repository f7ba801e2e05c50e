"""The keys that sign permits and seal what was signed: 32 bytes each, in a file that nobody else may read.

A new key signs from the moment it is made; the ones before it still verify what they signed, for as long as a permit
can last. The key of the demonstration is known to everybody, so a gate that holds it allows nothing.
"""

import hashlib
import hmac
import os
import secrets
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError

NAME = "gate.key"
SIZE = 32
MOST_KEPT = 3  # keys that still verify; a permit lasts seconds, so one before the last would do
DEMO_KEY = hashlib.sha256(b"ringfence: the permit key of the demonstration, known to everybody").hexdigest()
DEMO = "RINGFENCE_DEMO"


class GateKeyUnusable(RingfenceError):
    """A key for permits that is missing, damaged, open to others, or known to everybody."""

    code = "gate-key-unusable"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keys: list[tuple[str, str]]  # id and hex, the newest first


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of a gate, the one that signs first."""

    keys: tuple[tuple[str, bytes], ...]

    @property
    def id(self) -> str:
        """The id of the key that signs."""
        return self.keys[0][0]

    def sign(self, purpose: bytes, data: bytes) -> str:
        """The signature under the newest key, in hex."""
        return _mac(self.keys[0][1], purpose, data)

    def verifies(self, key_id: str, purpose: bytes, data: bytes, signature: str) -> bool:
        """Whether this signature was made with the key of this id."""
        secret = dict(self.keys).get(key_id)
        return secret is not None and hmac.compare_digest(_mac(secret, purpose, data), signature)

    def seal(self, data: bytes) -> str:
        """What shows that this was signed here: the key's id and a signature."""
        return f"{self.id}:{self.sign(b'seal', data)}"

    def seals(self, data: bytes, seal: str) -> bool:
        """Whether a seal is one of ours."""
        key_id, _, signature = seal.partition(":")
        return self.verifies(key_id, b"seal", data, signature)


def _mac(secret: bytes, purpose: bytes, data: bytes) -> str:
    return hmac.digest(secret, purpose + b"\x00" + data, "sha256").hex()


def keyring(home: Path) -> Keyring:
    """The keys of this home as the file says now; the refusal says what is wrong with them."""
    file = os.path.join(home, NAME)  # noqa: PTH118 - with every call; a Path costs more than the look
    try:
        seen = os.stat(file)  # noqa: PTH116 - same
    except FileNotFoundError:
        raise GateKeyUnusable(f"{file} is missing. It is made by: ringfence campaign sign") from None
    except OSError as error:
        raise _unreadable(file, error) from None
    found = _read(file, (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino))
    if any(secret.hex() == DEMO_KEY for _, secret in found.keys) and not os.environ.get(DEMO):
        raise GateKeyUnusable(
            f"{file} holds the key of the demonstration, which everybody knows: anyone could write permits. Make one "
            "of your own: ringfence gate rotate-key --lost, and sign every campaign again."
        )
    if sys.platform != "win32" and seen.st_mode & 0o077:
        raise GateKeyUnusable(f"{file} can be read by others. Run: chmod 600 {file} && ringfence gate rotate-key")
    return found


@lru_cache(maxsize=4)
def _read(file: str, _stamp: tuple[int, ...]) -> Keyring:
    try:
        told = msgspec.json.decode(Path(file).read_bytes(), type=_File)
        keys = tuple((key_id, bytes.fromhex(secret)) for key_id, secret in told.keys)
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from None
    if not keys or any(len(secret) != SIZE for _, secret in keys):
        raise GateKeyUnusable(f"{file} is damaged. Put it back from a backup.")
    return Keyring(keys)


def _unreadable(file: str, error: Exception) -> GateKeyUnusable:
    return GateKeyUnusable(
        f"{file} cannot be read ({error}). Put it back from a backup, or make a new one: ringfence gate rotate-key "
        "--lost, and sign every campaign again."
    )


def made(home: Path) -> Keyring:
    """The keys of this home, made if there are none yet."""
    if not (home / NAME).exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(home, [_new()], only_if_absent=True)
    return keyring(home)


def rotate(home: Path, *, lost: bool = False) -> Keyring:
    """A new key that signs from now on; those before it still verify, unless they are `lost`."""
    before = [] if lost else [(key_id, secret.hex()) for key_id, secret in keyring(home).keys]
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(home, [_new(), *before][:MOST_KEPT])
    return keyring(home)


def _new() -> tuple[str, str]:
    return secrets.token_hex(4), secrets.token_hex(SIZE)


def _write(home: Path, keys: list[tuple[str, str]], *, only_if_absent: bool = False) -> None:
    """The file with these keys, whole and on the disk; if another process was first, its keys stand."""
    partial = home / f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}"
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(msgspec.json.encode(_File(keys)))
        stream.flush()
        os.fsync(stream.fileno())
    if only_if_absent:
        try:
            os.link(partial, home / NAME)
        except FileExistsError:
            pass
        finally:
            partial.unlink()
    else:
        partial.replace(home / NAME)
    sync_folder(home)
