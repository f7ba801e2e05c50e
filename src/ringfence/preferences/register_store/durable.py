"""Files that are there whole after a power cut, or not at all; and the lock that lets in one writer at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ringfence.durable import sync_folder
from ringfence.preferences.register_store.refusals import BeingLoaded

LOCK = "lock"


def write_whole(file: Path, *parts: bytes | memoryview) -> None:
    """The file with these bytes on the disk; others see it only when its folder is renamed or it is replaced."""
    with file.open("wb") as sink:
        for part in parts:
            sink.write(part)
        sink.flush()
        os.fsync(sink.fileno())


def replace_whole(file: Path, data: bytes) -> None:
    """The file with these bytes in place of the old one, on the disk: at every moment one of the two is there."""
    part = file.with_name(file.name + ".part")
    write_whole(part, data)
    part.replace(file)
    sync_folder(file.parent)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Holds the folder's lock, or refuses at once. The system lets go of it when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # what registers hold is licensed, and about people
    with (folder / LOCK).open("ab") as held:
        try:
            _take(held)
        except OSError:
            raise BeingLoaded(folder) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(held: BinaryIO) -> None:
        held.seek(0)
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(held: BinaryIO) -> None:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
