#!/usr/bin/env python3
"""Sets everything up inside this folder, then runs Ringfence.

python3 run.py demo      the two example campaigns, end to end
python3 run.py test      format, lint, types and tests
python3 run.py system    Debian packages for the heavier tests (says what and why first)
python3 run.py lock      renew the lock files after a change of dependencies
python3 run.py ANY ...   the same as `ringfence ANY ...`

Needs Python 3.11 or newer and nothing else: it makes `.venv`, installs uv there by hash, then the locked packages.
"""

from __future__ import annotations  # so that an old Python can still say what is wrong

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
SYSTEM = {
    "chromium": "opens the report as a person would, for the accessibility and layout tests",
    "fonts-dejavu-core": "a font for that browser on a machine without a screen",
    "postgresql": "a server that the store's tests start, fill and throw away",
}


def call(*command: object, folder: Path | None = ROOT, **environment: str) -> int:
    """Run a command, in the project's folder unless told otherwise; returns its exit code."""
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=folder, env=os.environ | environment, check=False).returncode


def must(*command: object, **environment: str) -> None:
    """Run a command; stop with its exit code if it fails."""
    if code := call(*command, **environment):
        sys.exit(code)


def fingerprint(lock: str) -> str:
    """Hash of all that decides what is installed: locks, project file, kernel, this Python and this folder."""
    files = ("tools.lock", lock, "pyproject.toml", "hatch_build.py", "src/ringfence/kernel/kernel.c")
    parts = [sys.version, str(ROOT), *((ROOT / name).read_text(encoding="utf-8") for name in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_venv() -> None:
    """Make `.venv`, or say which system package is missing."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out of its python3
    except ImportError:
        sys.exit("This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv")
    must(sys.executable, "-m", "venv", "--clear", VENV)


def ready(kind: str) -> bool:
    """Whether `.venv` holds what the lock for `kind` asks for."""
    stamp = VENV / f"ready-{kind}"
    return stamp.exists() and stamp.read_text() == fingerprint(LOCKS[kind])


def set_up(kind: str) -> None:
    """Bring `.venv` to the locked state for `kind`; at once when it is there already."""
    if ready(kind) or ready("test"):  # the test lock holds all of the other
        return
    print("Setting up in .venv (once; takes a few seconds to a minute) ...", file=sys.stderr, flush=True)
    if not PYTHON.exists() or call(PYTHON, "-c", f"import sys; sys.exit(sys.version != {sys.version!r})"):
        make_venv()
    must(
        PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "tools.lock"
    )
    uv = [PYTHON, "-m", "uv", "--quiet", "pip", "install", "--python", PYTHON]
    must(*uv, "--require-hashes", "--no-build", "-r", LOCKS[kind])
    must(*uv, "--no-deps", "--no-build-isolation", "-e", ".")
    for old in VENV.glob("ready-*"):
        old.unlink()
    (VENV / f"ready-{kind}").write_text(fingerprint(LOCKS[kind]))


def test(*arguments: str) -> int:
    """Format, lint and types, then the tests; arguments go to pytest."""
    if not arguments:
        must(PYTHON, "-m", "ruff", "format", "--check", ".")
        must(PYTHON, "-m", "ruff", "check", ".")
        must(PYTHON, "-m", "mypy")
    return call(PYTHON, "-m", "pytest", *arguments)


def system() -> int:
    """Install the Debian packages of the heavier lanes, after saying which and why."""
    print("These Debian or Ubuntu packages are used by tests only; without them those tests are skipped:")
    for name, why in SYSTEM.items():
        print(f"  {name:20} {why}")
    root = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo"]
    must(*root, "apt-get", "update", "-qq")
    return call(
        *root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *SYSTEM, DEBIAN_FRONTEND="noninteractive"
    )


def lock() -> int:
    """Renew the locks: hashes for every platform, no addresses."""
    set_up("test")
    options = (
        "--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade"
    )
    compile_ = [PYTHON, "-m", "uv", "--quiet", "pip", "compile", *options.split(), "pyproject.toml"]
    for group, name in (("build", LOCKS["run"]), ("dev", LOCKS["test"])):
        must(*compile_, "--group", group, "-o", name)
    return 0


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        sys.exit(f"Ringfence needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    verb, *rest = arguments
    if verb == "system":
        return system()
    if verb == "lock":
        return lock()
    set_up("test" if verb == "test" else "run")
    return test(*rest) if verb == "test" else call(PYTHON, "-m", "ringfence", *arguments, folder=None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
