"""What makes a new name in a folder survive a power cut."""

import os
import sys
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """The names in the folder, on the disk. Windows keeps them by itself and opens no folder."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
