"""What is on file and kept ready: which folders are in use, and the removal of old ones that are not.

Who has one open holds a shared lock on its files; the system lets go of it when the process ends, however it ends.
Windows refuses to rename a folder of which something is open, which comes to the same.
"""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ringfence.preferences.register_store.durable import only_writer
from ringfence.preferences.register_store.refusals import BeingLoaded

KEEP = 4  # the newest: the day's lists by one law and caller, the day before's, and those of another campaign
PART = ".part"  # what is being written, or removed


def hold(file: BinaryIO) -> bool:
    """Marks a file as in use as long as it, or a map of it, is open; False if it is just being removed."""
    return _lock(file, shared=True)


def remove_old(folder: Path, prefix: str, held: str, *, keep: int = KEEP) -> int:
    """Removes all but the newest, by when their file `held` was last opened, and what killed runs left; how many went.

    Only one run at a time does this; another leaves it to that one. None that is in use goes.
    """
    try:
        with only_writer(folder):
            return _remove_old(folder, prefix, held, keep)
    except (BeingLoaded, OSError):
        return 0  # tidying is no reason to fail


def _remove_old(folder: Path, prefix: str, held: str, keep: int) -> int:
    for left in folder.glob(f"{prefix}*{PART}"):
        shutil.rmtree(left, ignore_errors=True)
    whole = [each for each in folder.glob(f"{prefix}*") if each.is_dir()]
    whole.sort(key=lambda each: _opened_at(each / held), reverse=True)
    return sum(_removed(each, held) for each in whole[keep:])


def _opened_at(held: Path) -> int:
    try:
        return held.stat().st_mtime_ns
    except OSError:
        return 0  # half gone: the first to go


def _removed(place: Path, held: str) -> bool:
    """Takes the folder away in one step, then apart; False if somebody has it open."""
    gone = place.with_name(place.name + PART)
    try:
        with (place / held).open("rb") as told:
            if not _lock(told, shared=False):
                return False
            if sys.platform != "win32":
                place.rename(gone)
        if sys.platform == "win32":
            place.rename(gone)
    except FileNotFoundError:
        with suppress(OSError):
            place.rename(gone)
    except OSError:
        return False
    shutil.rmtree(gone, ignore_errors=True)
    return True


if sys.platform == "win32":

    def _lock(told: BinaryIO, *, shared: bool) -> bool:
        return shared or not told.closed  # the renaming will tell

else:
    import fcntl

    def _lock(told: BinaryIO, *, shared: bool) -> bool:
        try:
            fcntl.flock(told, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
