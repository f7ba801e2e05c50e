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
SOURCES = [FOLDER / "kernel.c", FOLDER / "rows.c", FOLDER / "text.c"]
BUILT = FOLDER / ("_kernel.dll" if sys.platform == "win32" else "_kernel.so")
COMPILERS = ("cc", "gcc", "clang")


def build(target: Path = BUILT) -> bool:
    """Whether the library was built; it is built apart and put in its place whole."""
    target.unlink(missing_ok=True)  # never one that was built from another source
    compiler = next(filter(None, map(shutil.which, (os.environ.get("CC", ""), *COMPILERS))), None)
    if os.environ.get("RINGFENCE_KERNEL", "").lower() == "off" or not compiler:
        return False
    part = target.with_suffix(f".{os.getpid()}.part")
    mark = "s" + hashlib.sha256(b"".join(each.read_bytes() for each in SOURCES)).hexdigest()[:24]
    command = [compiler, "-O3", "-std=c11", "-shared", "-fPIC", "-fvisibility=hidden", f"-DRF_SOURCE={mark}"]
    try:
        subprocess.run([*command, "-o", part, *SOURCES], capture_output=True, check=True, timeout=120)
        part.replace(target)
    except (OSError, subprocess.SubprocessError):
        return False
    else:
        return True
    finally:
        part.unlink(missing_ok=True)


class KernelHook(BuildHookInterface[Any]):
    """A wheel with the library is for this platform, whatever its Python; one without is for all."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            build()
            return
        apart = Path(self.directory) / ".kernel"
        apart.mkdir(parents=True, exist_ok=True)
        if build(apart / BUILT.name):
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
            build_data["force_include"][str(apart / BUILT.name)] = f"ringfence/kernel/{BUILT.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        del version, build_data, artifact_path
        shutil.rmtree(Path(self.directory) / ".kernel", ignore_errors=True)
