"""The compiled kernel, if there is one that was built from the sources beside it.

It is optional: without a compiler at set-up there is none, and the portable engine gives the same answers, slower.
"""

import ctypes
import hashlib
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCES = (FOLDER / "kernel.c", FOLDER / "rows.c", FOLDER / "text.c")
BUILT = FOLDER / ("_kernel.dll" if sys.platform == "win32" else "_kernel.so")
SWITCH = "RINGFENCE_KERNEL"


def source_mark(sources: Sequence[Path] = SOURCES) -> str:
    """What the library must say it was built from. A letter comes first, so that C takes it for one word."""
    return "s" + hashlib.sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()[:24]


@cache
def compiled() -> tuple[ctypes.CDLL | None, str]:
    """The kernel, or None, and which it is in words."""
    if os.environ.get(SWITCH, "").lower() in {"off", "0", "no"}:
        return None, f"portable: {SWITCH} turns the kernel off"
    if sys.byteorder != "little":
        return None, "portable: the kernel is for machines that put low bytes first"
    if not BUILT.exists():
        return None, "portable: no compiled kernel here (no C compiler was found at set-up)"
    try:
        loaded = ctypes.CDLL(str(BUILT))
        loaded.rf_source.restype = ctypes.c_char_p
        mark = loaded.rf_source().decode()
    except (OSError, AttributeError) as error:
        return None, f"portable: the compiled kernel cannot be loaded ({type(error).__name__})"
    if mark != source_mark():
        return None, "portable: the compiled kernel is of another version; install again to renew it"
    return loaded, "compiled kernel"
