"""Builds the optional kernel at set-up, where there is a C compiler; silent, and nothing built, where there is none.

Plain C called through ctypes: no Python headers are needed, and one library serves every Python of the platform.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path(__file__).resolve().parent / "src" / "ringfence" / "kernel"
SOURCE = FOLDER / "kernel.c"
BUILT = FOLDER / ("_kernel.dll" if sys.platform == "win32" else "_kernel.so")
COMPILERS = ("cc", "gcc", "clang")


def build() -> bool:
    """Whether the library stands beside its source; it is built apart and put there whole."""
    compiler = next(filter(None, map(shutil.which, (os.environ.get("CC", ""), *COMPILERS))), None)
    if os.environ.get("RINGFENCE_KERNEL", "").lower() == "off" or not compiler:
        return False
    part = BUILT.with_suffix(f".{os.getpid()}.part")
    mark = "s" + hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:24]
    command = [compiler, "-O3", "-std=c11", "-shared", "-fPIC", "-fvisibility=hidden", f"-DRF_SOURCE={mark}"]
    try:
        subprocess.run([*command, "-o", part, SOURCE], capture_output=True, check=True, timeout=120)
        part.replace(BUILT)
    except (OSError, subprocess.SubprocessError):
        return False
    else:
        return True
    finally:
        part.unlink(missing_ok=True)


class KernelHook(BuildHookInterface[Any]):
    """A wheel with the library is for this platform, whatever its Python; one without is for all."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        BUILT.unlink(missing_ok=True)  # never one that was built from another source
        if build() and version != "editable":
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
            build_data["artifacts"].append(f"/src/ringfence/kernel/{BUILT.name}")
