"""A number in keyed form: it can be recognised, and not be read back without the key, which lives under the home.

There are so few numbers that a plain hash of one is guessed in minutes. With the key, a suppression can outlive the
erasure of the number it is about; so whoever holds both the store and the key can still test a number against it.
"""

import hashlib
import os
import secrets
from pathlib import Path

from ringfence.durable import sync_folder
from ringfence.store.database import Database
from ringfence.store.place import StoreUnusable

NAME = "number.key"
SIZE = 32
SETTING = "number_key"


class Key:
    """The key of a store's numbers."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def keyed(self, number: int) -> bytes:
        """The keyed form of a number."""
        return hashlib.blake2b(number.to_bytes(8, "big"), digest_size=16, key=self._secret).digest()

    def id(self, *parts: object) -> str:
        """An id that is the same whenever the same is said, and tells nothing about the number in it."""
        text = "\x1f".join("" if part is None else str(part) for part in parts)
        return hashlib.blake2b(text.encode(), digest_size=16, key=self._secret, person=b"event id").hexdigest()

    @property
    def fingerprint(self) -> str:
        """What the store keeps to recognise its key."""
        return hashlib.blake2b(b"", digest_size=16, key=self._secret, person=b"fingerprint").hexdigest()


def key_of(database: Database, home: Path) -> Key:
    """The key of this store, made with it; refused if it is not the one the store's numbers are kept under."""
    kept = database.read("SELECT value FROM ringfence_setting WHERE name = ?", [SETTING])
    file = home / NAME
    if not kept:
        key = _read(file) if file.exists() else _make(file)
        database.write(
            "INSERT INTO ringfence_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            [(SETTING, key.fingerprint)],
        )
        kept = database.read("SELECT value FROM ringfence_setting WHERE name = ?", [SETTING])
    key = _read(file)
    if key.fingerprint != kept[0][0]:
        raise StoreUnusable(
            f"{file} is not the key that this store's numbers are kept under: erased numbers that must not be called "
            "would go unnoticed. Put back the file that was made with the store."
        )
    return key


def _read(file: Path) -> Key:
    try:
        secret = file.read_bytes()
    except OSError as error:
        raise StoreUnusable(
            f"{file} cannot be read ({error.strerror}), and without it erased numbers that must not be called would "
            "go unnoticed. Put back the file that was made with the store, from a backup or the other machine."
        ) from None
    if len(secret) != SIZE:
        raise StoreUnusable(f"{file} is damaged: {len(secret)} bytes in place of {SIZE}. Put it back from a backup.")
    return Key(secret)


def _make(file: Path) -> Key:
    """A new key, on the disk before anything is kept under it; if another process is first, its key."""
    partial = file.with_name(f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(secrets.token_bytes(SIZE))
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(partial, file)  # never over one that is there
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    sync_folder(file.parent)
    return _read(file)
