"""Where answers wait: a file in memory of equal slots, each answer in one drawn at random, the rest filled with noise.

Nothing in it tells the order in which answers came. A slot that a killed process left half-written counts as empty:
its answer was not confirmed. `leaving` holds the batch that is on its way out, so that no second choice is ever made.
"""

import hashlib
import os
import random
import secrets
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from ringfence.answers.memory import NoMemoryFolder

SLOT = 8_192  # bytes, whatever the answer
HEAD = 20  # a digest of 16 bytes, a length of 4
GROWTH = 64  # slots added when none is free


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits: closed answers, or one free text."""

    token: str  # of this thing
    person: str  # the same for all that one interview left of this kind; batches are counted in persons
    kind: str  # closed or text
    cell: tuple[str, ...]  # what a batch of this kind has in common
    interviewer: str
    body: str


class Leaving(msgspec.Struct, frozen=True):
    """A batch on its way out: its kind, what is told of it, of how many interviews, and each entry's random key."""

    kind: str
    cell: tuple[str, ...]
    interviews: int
    keys: dict[str, str]


class Spool:
    """The waiting entries of one campaign; every use holds its lock."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "spool"
        self._leaving = folder / "leaving"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise NoMemoryFolder(
                f"{self.file} cannot be used ({error.strerror}). Check who owns the folder, and that it has room."
            ) from None
        self._stream = os.fdopen(handle, "r+b", buffering=0)
        self._chance = random.SystemRandom()

    def close(self) -> None:
        self._stream.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone among processes; the system lets go when the process ends, however it ends."""
        _lock(self._stream)
        try:
            yield
        finally:
            _unlock(self._stream)

    def entries(self) -> list[Entry]:
        """What waits, in the order of the slots, which is chance."""
        return [entry for slot in self._slots() if (entry := _entry(slot))]

    def put(self, entries: Sequence[Entry]) -> None:
        """Puts each into a free slot drawn at random, in the order given: the last one makes it whole."""
        free = [at for at, slot in enumerate(self._slots()) if _entry(slot) is None]
        if len(free) < len(entries) + GROWTH // 8:
            free += self._grow(len(entries))
        for entry, at in zip(entries, self._chance.sample(free, len(entries)), strict=True):
            self._write(at, _filled(entry))

    def wipe(self, tokens: Collection[str]) -> None:
        """Overwrites these entries with noise."""
        for at, slot in enumerate(self._slots()):
            entry = _entry(slot)
            if entry is not None and entry.token in tokens:
                self._write(at, secrets.token_bytes(SLOT))

    def leave(self, batch: Leaving) -> None:
        """Settles which entries leave, and as what: whole or not at all, and before anything is written elsewhere."""
        partial = self._leaving.with_suffix(".partial")
        partial.write_bytes(msgspec.json.encode(batch))
        partial.replace(self._leaving)

    def leaving(self) -> Leaving | None:
        """The batch that was settled and has not left."""
        try:
            return msgspec.json.decode(self._leaving.read_bytes(), type=Leaving)
        except FileNotFoundError:
            return None

    def left(self) -> None:
        """The batch is where it belongs: its entries are overwritten, and how it was put together is forgotten."""
        if batch := self.leaving():
            self.wipe(batch.keys.keys())
            self._leaving.write_bytes(secrets.token_bytes(self._leaving.stat().st_size))
            self._leaving.unlink()

    def _slots(self) -> Iterator[memoryview]:
        self._stream.seek(0)
        whole = memoryview(self._stream.readall() or b"")
        return (whole[start : start + SLOT] for start in range(0, len(whole) - SLOT + 1, SLOT))

    def _grow(self, least: int) -> list[int]:
        slots = os.fstat(self._stream.fileno()).st_size // SLOT
        added = max(GROWTH, least)
        self._stream.seek(slots * SLOT)
        self._all(secrets.token_bytes(added * SLOT))
        return list(range(slots, slots + added))

    def _write(self, at: int, slot: bytes) -> None:
        self._stream.seek(at * SLOT)
        self._all(slot)

    def _all(self, content: bytes) -> None:
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._stream.write(rest) :]
        except OSError as error:
            raise NoMemoryFolder(
                f"{self.file} cannot be written ({error.strerror}), so the answer is not kept. Make room there."
            ) from None


def _filled(entry: Entry) -> bytes:
    content = msgspec.json.encode(entry)
    if len(content) > SLOT - HEAD:
        raise NoMemoryFolder("an answer does not fit into its slot. Shorten the text or the codes.")
    sized = len(content).to_bytes(4, "big") + content
    return hashlib.blake2b(sized, digest_size=16).digest() + sized + secrets.token_bytes(SLOT - HEAD - len(content))


def _entry(slot: memoryview) -> Entry | None:
    """The entry in a slot; None if it is noise, or was never finished."""
    size = int.from_bytes(slot[16:HEAD], "big")
    if size > SLOT - HEAD:
        return None
    if hashlib.blake2b(slot[16 : HEAD + size], digest_size=16).digest() != slot[:16]:
        return None
    return msgspec.json.decode(slot[HEAD : HEAD + size], type=Entry)


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: BinaryIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)

    def _unlock(stream: BinaryIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)

    def _unlock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
