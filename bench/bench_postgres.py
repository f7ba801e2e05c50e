"""A PostgreSQL server of its own for the bench, in a folder that is thrown away: no port, reached by a socket.

Settings are those that one gives a server that may use this machine: a GiB of buffers, 256 MiB a sort, two workers. It may
forget everything at a power cut (fsync off, unlogged tables), which is in its favour.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "4GB",
    "max_parallel_workers_per_gather": "2",
    "max_wal_size": "8GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
}
SOCKET = "socket"  # a file beside the data that says where the socket is


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs; None where it is not installed (apt-get install postgresql)."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return next((each.parent for each in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)


@contextmanager
def server(folder: Path) -> Iterator[None]:
    """Runs while this is open. `folder` is told where it is, and nothing else of it is kept."""
    place = Path(f"/tmp/rf-bench-pg-{os.getpid()}")
    place.mkdir(mode=0o777)
    place.chmod(0o777)  # PostgreSQL does not run as root
    try:
        _as_server(place, "initdb", "-D", place / "data", "-U", "bench", "-A", "trust", "--no-sync")
        told = {**SETTINGS, "unix_socket_directories": str(place)}
        options = " ".join(f"-c {name}='{value}'" for name, value in told.items())
        _as_server(place, "pg_ctl", "-D", place / "data", "-l", place / "log", "-o", options, "-w", "start")
        (folder / SOCKET).write_text(str(place))
        try:
            yield
        finally:
            _as_server(place, "pg_ctl", "-D", place / "data", "-m", "immediate", "-w", "stop")
    finally:
        (folder / SOCKET).unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)


def _as_server(place: Path, name: str, *words: object) -> None:
    found = programs()
    assert found is not None
    user = {}
    if os.geteuid() == 0:
        told = pwd.getpwnam("postgres")
        user = {"user": told.pw_uid, "group": told.pw_gid, "extra_groups": []}
    with (place / "setup.log").open("ab") as log:
        subprocess.run([found / name, *map(str, words)], check=True, stdout=log, stderr=log, cwd=place, **user)


def run(folder: Path, script: str) -> str:
    """What psql prints for a script; `copy` and `copy_out` go through psql, which runs as we do."""
    place = (folder / SOCKET).read_text()
    found = programs()
    assert found is not None
    command = [found / "psql", "-h", place, "-U", "bench", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-t", "-A"]
    script = "\n".join(part.strip() if part.strip().startswith("\\") else f"{part};" for part in script.split("; "))
    return subprocess.run(command, check=True, input=script, text=True, capture_output=True).stdout


def copy(table: str, file: Path, *, header: bool = False) -> str:
    """A script's step that copies a CSV file into a table."""
    return f"\\copy {table} from '{file}' (format csv{', header' if header else ''})"


def copy_out(query: str, file: Path) -> str:
    """A script's step that copies what a query finds into a CSV file."""
    return f"\\copy ({' '.join(query.split())}) to '{file}' (format csv, header)"


def cpu(folder: Path) -> float:
    """CPU seconds that the server's ended sessions and itself have taken so far."""
    place = Path((folder / SOCKET).read_text())
    head = int((place / "data" / "postmaster.pid").read_text().split()[0])
    times = [int(part) for part in Path(f"/proc/{head}/stat").read_text().rpartition(") ")[2].split()[11:15]]
    return sum(times) / os.sysconf("SC_CLK_TCK")
