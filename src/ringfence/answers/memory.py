"""The folder in memory where answers wait: never on a disk, so in no backup, journal or residue; gone when power goes.

Linux has such a folder (tmpfs). Elsewhere somebody makes a RAM disk and names it in RINGFENCE_MEMORY_DIR.
"""

import hashlib
import os
import secrets
import shutil
import sys
from pathlib import Path

from ringfence.errors import RingfenceError

VARIABLE = "RINGFENCE_MEMORY_DIR"
IN_MEMORY = {"tmpfs", "ramfs"}
MOUNTS = Path("/proc/self/mounts")
SWAPS = Path("/proc/swaps")


class NoMemoryFolder(RingfenceError):
    """No folder in which answers could wait without touching a disk."""

    code = "no-memory-folder"


def memory_folder(home: Path) -> Path:
    """This home's own folder in memory, made if need be, that nobody else may enter; or the refusal."""
    base = base_folder()
    name = hashlib.blake2b(str(home.resolve()).encode(), digest_size=8).hexdigest()
    folder = base / f"ringfence-{name}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise NoMemoryFolder(f"{folder} cannot be made ({error.strerror}). {_way_out()}") from None
    mine = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    if folder.is_symlink() or not mine or (os.name == "posix" and found.st_mode & 0o077):
        raise NoMemoryFolder(
            f"{folder} belongs to somebody else, or others may read in it: answers must not wait there. "
            f"Remove it, or name another folder in memory in {VARIABLE}."
        )
    return folder


def clear(folder: Path) -> None:
    """Removes a memory folder and all that waits in it: after a rehearsal, or when answers are given up."""
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(secrets.token_bytes(file.stat().st_size))
    shutil.rmtree(folder, ignore_errors=True)


def swap_in_use() -> bool | None:
    """Whether this machine may write memory to a disk; None where it does not say."""
    try:
        return len(SWAPS.read_text().splitlines()) > 1
    except OSError:
        return None


def kind_of(folder: Path) -> str | None:
    """The kind of file system a folder is on, such as tmpfs; None where the system does not say."""
    try:
        lines = MOUNTS.read_text().splitlines()
    except OSError:
        return None
    mounts = [(Path(parts[1].replace("\\040", " ")), parts[2]) for line in lines if len(parts := line.split()) > 2]
    real = folder.resolve()
    holding = [(len(at.parts), place, kind) for place, (at, kind) in enumerate(mounts) if real.is_relative_to(at)]
    return max(holding)[2] if holding else None


def base_folder() -> Path:
    """The folder in memory in which homes have theirs, or the refusal."""
    told = os.environ.get(VARIABLE)
    base = Path(told) if told else Path("/dev/shm")  # noqa: S108 - memory is the point, and the folder is checked
    if sys.platform != "linux" and not told:
        raise NoMemoryFolder(f"this system has no folder in memory that is known to Ringfence. {_way_out()}")
    if not base.is_dir():
        raise NoMemoryFolder(f"there is no folder {base}. {_way_out()}")
    if sys.platform == "linux" and kind_of(base) not in IN_MEMORY:
        raise NoMemoryFolder(
            f"{base} is on a disk ({kind_of(base) or 'of unknown kind'}): answers that wait there could be tied to "
            f"calls. {_way_out()}"
        )
    return base


def _way_out() -> str:
    return f"Make a RAM disk (Linux: mount -t tmpfs -o mode=1777 tmpfs FOLDER) and name it in {VARIABLE}."
