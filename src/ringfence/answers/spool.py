"""Where answers wait: a file in memory of equal slots, each answer in one drawn at random, the rest filled with noise.

Nothing in it tells the order in which answers came: when it grows, all are dealt out again. A slot that a killed
process left half-written counts as empty: its answer was not confirmed. `leaving` holds the batch that is on its way
out, so that no second choice is ever made.
"""

import hashlib
import mmap
import os
import random
import secrets
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

import msgspec

from ringfence.answers.memory import NoMemoryFolder

SLOT = 8_192  # bytes, whatever the answer
HEAD = 20  # a digest of 16 bytes, a length of 4
GROWTH = 64  # slots to begin with; then their number is doubled
SPARE = 8  # slots that stay free, so that chance has a choice


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
        self._file = folder / "spool"
        self._leaving = folder / "leaving"
        self._chance = random.SystemRandom()
        self._read: dict[bytes, Entry] = {}  # what slots said when they were last read, by their digest
        self._slots: list[Entry | None] = []
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise NoMemoryFolder(
                f"{folder} cannot be used ({error.strerror}). Check who owns it, and that it has room."
            ) from None
        self._held = os.fdopen(handle, "r+b", buffering=0)

    def close(self) -> None:
        self._held.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone among processes; the system lets go when the process ends, however it ends."""
        _lock(self._held)
        try:
            self._slots = self._look()
            yield
        finally:
            _unlock(self._held)

    def entries(self) -> list[Entry]:
        """What waits, in the order of the slots, which is chance; each once."""
        return list({entry.token: entry for entry in self._slots if entry}.values())

    def put(self, entries: Sequence[Entry]) -> None:
        """Puts each into a free slot drawn at random, in the order given: the last one makes it whole."""
        if self._slots.count(None) < len(entries) + SPARE:
            self._deal_again(len(self._slots) + max(GROWTH, len(self._slots), len(entries)))
        free = [at for at, entry in enumerate(self._slots) if entry is None]
        for entry, at in zip(entries, self._chance.sample(free, len(entries)), strict=True):
            self._write(at, _filled(entry))
            self._slots[at] = entry

    def wipe(self, tokens: Collection[str]) -> None:
        """Overwrites these entries with noise."""
        for at, entry in enumerate(self._slots):
            if entry is not None and entry.token in tokens:
                self._write(at, secrets.token_bytes(SLOT))
                self._slots[at] = None
        self._read = {digest: entry for digest, entry in self._read.items() if entry.token not in tokens}

    def leave(self, batch: Leaving) -> None:
        """Settles which entries leave, and as what: whole or not at all, and before anything is written elsewhere."""
        self._whole(self._leaving, msgspec.json.encode(batch))

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
            self._leaving.unlink()

    def _look(self) -> list[Entry | None]:
        """The slots as they are: read again only where their digest is another."""
        try:
            with self._file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole:
                found = [self._slot(whole, start) for start in range(0, len(whole), SLOT)]
        except FileNotFoundError:
            return []
        return found

    def _slot(self, whole: mmap.mmap, start: int) -> Entry | None:
        digest = whole[start : start + 16]
        known = self._read.get(digest)
        if known is None and (known := _entry(whole, start)) is not None:
            self._read[digest] = known
        return known

    def _deal_again(self, slots: int) -> None:
        """More slots, and every entry in another one: else those that came before the growth would be known by it."""
        entries = [entry for entry in self._slots if entry]
        dealt: list[Entry | None] = [*entries, *[None] * (slots - len(entries))]
        self._chance.shuffle(dealt)
        self._whole(self._file, b"".join(_filled(entry) if entry else secrets.token_bytes(SLOT) for entry in dealt))
        self._slots = dealt

    def _write(self, at: int, slot: bytes) -> None:
        try:
            with self._file.open("r+b", buffering=0) as stream:
                stream.seek(at * SLOT)
                stream.write(slot)
        except OSError as error:
            raise _no_room(self._file, error) from None

    def _whole(self, file: Path, content: bytes) -> None:
        """Puts a file in place of the one that is there, whole or not at all."""
        partial = file.with_suffix(".partial")
        try:
            partial.write_bytes(content)
        except OSError as error:
            raise _no_room(file, error) from None
        partial.replace(file)


def _no_room(file: Path, error: OSError) -> NoMemoryFolder:
    return NoMemoryFolder(
        f"{file} cannot be written ({error.strerror}); what was not confirmed is not kept. Make room."
    )


def _filled(entry: Entry) -> bytes:
    content = msgspec.json.encode(entry)
    if len(content) > SLOT - HEAD:
        raise NoMemoryFolder("an answer does not fit into its slot. Shorten the text or the codes.")
    sized = len(content).to_bytes(4, "big") + content
    return hashlib.blake2b(sized, digest_size=16).digest() + sized + secrets.token_bytes(SLOT - HEAD - len(content))


def _entry(whole: mmap.mmap, start: int) -> Entry | None:
    """The entry in a slot; None if it is noise, or was never finished."""
    size = int.from_bytes(whole[start + 16 : start + HEAD], "big")
    if size > SLOT - HEAD:
        return None
    if hashlib.blake2b(whole[start + 16 : start + HEAD + size], digest_size=16).digest() != whole[start : start + 16]:
        return None
    return msgspec.json.decode(whole[start + HEAD : start + HEAD + size], type=Entry)


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: FileIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)

    def _unlock(stream: FileIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(stream: FileIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)

    def _unlock(stream: FileIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
