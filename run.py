#!/usr/bin/env python3
"""Sets everything up inside this folder, then runs Ringfence.

python3 run.py demo      the two example campaigns, end to end
python3 run.py test      format, lint, types and tests
python3 run.py heavy     the tests that take minutes: real SIP, kills, fuzzing; what they need is in `system`
python3 run.py system    Debian packages for the heavier tests (says what and why first); add `spark` for Java,
                         `gate` for Kamailio and SIPp, `kit` for PHP and Node.js, `asterisk` for Kamailio, SIPp
                         and an Asterisk in .asterisk/
python3 run.py spark     the tests that need Apache Spark, in a lane of their own (.venv-spark; needs Java)
python3 run.py asterisk  recorded calls through a real Asterisk, Kamailio and the gate; needs `system asterisk`
python3 run.py sbom      write the list of locked parts as CycloneDX (.venv-sbom); a file name may follow
python3 run.py lock      renew the lock files after a change of dependencies
python3 run.py ANY ...   the same as `ringfence ANY ...`

Needs Python 3.11 or newer and nothing else: it makes `.venv`, installs uv there by hash, then the locked packages.
"""

from __future__ import annotations  # so that an old Python can still say what is wrong

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV, SPARK_VENV, SBOM_VENV = ROOT / ".venv", ROOT / ".venv-spark", ROOT / ".venv-sbom"
EXCHANGE = ROOT / ".asterisk"
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock", "spark": "requirements-spark.lock"}
LOCKS |= {"sbom": "requirements-sbom.lock"}
JAVA = {"default-jre-headless": "runs Apache Spark, for the tests that audit call records on it"}
GATE = {
    "kamailio": "the SIP proxy that stands before the gate, for the tests over real SIP in tests/telephony",
    "kamailio-tls-modules": "its HMAC, with which it checks what the gate answers",
    "kamailio-extra-modules": "its random names, one for each question to the gate",
    "sip-tester": "SIPp, another's dialler and carrier, for the same tests",
    "openssl": "makes the certificate of the tests over TLS",
}
KIT = {
    "curl": "runs the shell's lines in the integrators' guides, as their reader would",
    "nodejs": "runs the guides' JavaScript",
    "php-cli": "runs the guides' PHP",
}
ASTERISK = (
    "the exchange of tests/asterisk. Debian 12 has none: Debian unstable's, with its libraries, is unpacked into "
    ".asterisk/ (82 MB to fetch, 270 MB on the disk), not installed"
)
SYSTEM = {
    "chromium": "opens the report as a person would, for the accessibility and layout tests",
    "fonts-dejavu-core": "a font for that browser on a machine without a screen",
    "postgresql": "a server that the store's tests start, fill and throw away",
}


def python_in(venv: Path) -> Path:
    """The Python of a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


PYTHON = python_in(VENV)


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
    kernel = (f"src/ringfence/kernel/{name}.c" for name in ("kernel", "rows", "text"))
    files = ("tools.lock", lock, "pyproject.toml", "hatch_build.py", *kernel)
    parts = [sys.version, str(ROOT), *((ROOT / name).read_text(encoding="utf-8") for name in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_venv(venv: Path) -> None:
    """Make a virtual environment, or say which system package is missing."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out of its python3
    except ImportError:
        sys.exit("This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv")
    must(sys.executable, "-m", "venv", "--clear", venv)


def ready(kind: str, venv: Path = VENV) -> bool:
    """Whether the virtual environment holds what the lock for `kind` asks for."""
    stamp = venv / f"ready-{kind}"
    return stamp.exists() and stamp.read_text() == fingerprint(LOCKS[kind])


def set_up(kind: str, venv: Path = VENV) -> None:
    """Bring a virtual environment to the locked state for `kind`; at once when it is there already."""
    if ready(kind, venv) or ready("test", venv):  # the test lock holds all that is needed to run
        return
    print(f"Setting up in {venv.name} (once; takes a few seconds to a minute) ...", file=sys.stderr, flush=True)
    python = python_in(venv)
    if not python.exists() or call(python, "-c", f"import sys; sys.exit(sys.version != {sys.version!r})"):
        make_venv(venv)
    must(
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "tools.lock"
    )
    uv = [python, "-m", "uv", "--quiet", "pip", "install", "--python", python]
    # pyspark is published as source only: built here, with a setuptools that no lock holds.
    wheels = ["--only-binary", ":all:", "--no-binary", "pyspark"] if kind == "spark" else ["--no-build"]
    must(*uv, "--require-hashes", *wheels, "-r", LOCKS[kind])
    must(*uv, "--no-deps", "--no-build-isolation", "-e", ".")
    for old in venv.glob("ready-*"):
        old.unlink()
    (venv / f"ready-{kind}").write_text(fingerprint(LOCKS[kind]))


def spark(*arguments: str) -> int:
    """The tests marked `spark`, in their own environment; says what is missing if there is no Java."""
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        print(
            "Java is missing, and Spark runs on it. On Debian or Ubuntu: python3 run.py system spark", file=sys.stderr
        )
        return 1
    set_up("spark", SPARK_VENV)
    return call(python_in(SPARK_VENV), "-m", "pytest", "-m", "spark", *(arguments or ("tests/calls",)))


def test(*arguments: str) -> int:
    """Format, lint and types, then the tests; arguments go to pytest."""
    if not arguments:
        must(PYTHON, "-m", "ruff", "format", "--check", ".")
        must(PYTHON, "-m", "ruff", "check", ".")
        must(PYTHON, "-m", "mypy")
    default = ("-m", "not telephony and not slow", "-n", "auto", "--dist", "loadfile")  # a file stays on one core
    return call(PYTHON, "-m", "pytest", *(arguments or default))


def heavy(*arguments: str) -> int:
    """What takes minutes: real SIP through Kamailio, processes killed at random moments, deeper fuzzing."""
    lane = ("-m", "telephony or slow or deep")
    return call(PYTHON, "-m", "pytest", *(arguments or lane), RINGFENCE_HEAVY="1")


def asterisk(*arguments: str) -> int:
    """The tests that make calls through a real Asterisk; says what is missing if there is none."""
    if not (EXCHANGE / "root").is_dir() or not shutil.which("kamailio"):
        print("Asterisk or Kamailio is missing. On Debian: python3 run.py system asterisk", file=sys.stderr)
        return 1
    return call(PYTHON, "-m", "pytest", *(arguments or ("tests/asterisk",)), RINGFENCE_ASTERISK_LANE="1")


def system(*lanes: str) -> int:
    """Install the Debian packages of the heavier lanes, after saying which and why; most only for the lane named."""
    gate = {"gate", "asterisk"} & set(lanes)
    packages = SYSTEM | (JAVA if "spark" in lanes else {}) | (GATE if gate else {})
    packages |= KIT if "kit" in lanes else {}
    print("These Debian or Ubuntu packages are used by tests only; without them those tests are skipped:")
    for name, why in packages.items():
        print(f"  {name:20} {why}")
    if "asterisk" in lanes:
        print(f"  {'(asterisk)':20} {ASTERISK}")
    root = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo"]
    must(*root, "apt-get", "update", "-qq")
    quietly = ("-y", "-qq", "--no-install-recommends")
    code = call(*root, "apt-get", "install", *quietly, *packages, DEBIAN_FRONTEND="noninteractive")
    if code == 0 and "asterisk" in lanes:
        code = call(sys.executable, "tests/asterisk/debian.py", EXCHANGE)
    return code


def sbom(target: str = "ringfence.cdx.json") -> int:
    """The list of the locked parts, by name, version and hash, as CycloneDX; the same bytes from the same locks."""
    python = python_in(SBOM_VENV)
    stamp, told = SBOM_VENV / "ready-sbom", (ROOT / LOCKS["sbom"]).read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != told:
        make_venv(SBOM_VENV)
        must(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCKS["sbom"])
        stamp.write_text(told, encoding="utf-8")
    made = ("--pyproject", "pyproject.toml", "--output-reproducible", "-o", target)
    return call(python, "-W", "ignore::UserWarning", "-m", "cyclonedx_py", "requirements", LOCKS["run"], *made)


def lock() -> int:
    """Renew the locks: hashes for every platform, no addresses."""
    set_up("test")
    options = (
        "--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade"
    )
    compile_ = [PYTHON, "-m", "uv", "--quiet", "pip", "compile", *options.split(), "pyproject.toml"]
    must(*compile_, "--group", "build", "-o", LOCKS["run"])
    must(*compile_, "--group", "dev", "-o", LOCKS["test"])
    must(*compile_[:-1], "--group", "pyproject.toml:sbom", "-o", LOCKS["sbom"])
    must(*compile_, "--group", "dev", "--extra", "spark", "-o", LOCKS["spark"])
    return 0


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        sys.exit(f"Ringfence needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    verb, *rest = arguments
    if verb == "system":
        return system(*rest)
    if verb == "lock":
        return lock()
    if alone := {"sbom": sbom, "spark": spark}.get(verb):  # each with an environment of its own
        return alone(*rest)
    if tests := {"test": test, "heavy": heavy, "asterisk": asterisk}.get(verb):
        set_up("test")
        return tests(*rest)
    set_up("run")
    return call(PYTHON, "-m", "ringfence", *arguments, folder=None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
