"""Stores to test on: SQLite always, PostgreSQL in a cluster of its own that is thrown away, where its binaries are."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ringfence.store import open_store


def pytest_collection_modifyitems(items):
    """Tests over real SIP are marked by their folder; slow ones wait for the heavy lane."""
    for item in items:
        if "telephony" in item.path.parts:
            item.add_marker("telephony")
        if item.get_closest_marker("slow") and not os.environ.get("RINGFENCE_HEAVY"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: python3 run.py heavy"))


def binaries():
    """The folder of PostgreSQL's own programs, wherever the system keeps them."""
    for name in ("initdb", "postgres"):
        if found := shutil.which(name):
            return Path(found).resolve().parent
    return next((path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)


def as_other_user():
    """PostgreSQL does not run as root: as whom it can run, or None."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    try:
        found = pwd.getpwnam("postgres")
    except KeyError:
        found = pwd.getpwnam("nobody")
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


class Cluster:
    """A PostgreSQL server in a folder, reached by a socket there."""

    def __init__(self, folder, programs):
        self.folder, self.programs, self.user = folder, programs, as_other_user()
        self.run("initdb", "-D", folder / "data", "-U", "ringfence", "-A", "trust", "--no-sync")

    def run(self, name, *words, **more):
        command = [str(self.programs / name), *map(str, words)]
        return subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self.user, **more)

    def start(self, *settings):
        options = " ".join(
            f"-c {each}" for each in ("listen_addresses=", f"unix_socket_directories={self.folder}", *settings)
        )
        self.run("pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-o", options, "-w", "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop")

    @property
    def url(self):
        return f"postgresql://ringfence@/postgres?host={self.folder}"


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'ringfence[postgres]'")
    if (programs := binaries()) is None:
        pytest.skip("PostgreSQL's initdb is not on this machine: apt-get install postgresql")
    folder = Path("/tmp" if os.name == "posix" else str(tmp_path_factory.getbasetemp())) / f"ringfence-pg-{os.getpid()}"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)  # a socket's path is short, and the server is another user
    try:
        made = Cluster(folder, programs)
        made.start()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(cluster, monkeypatch):
    """The cluster, with nothing in it, as the place of new stores."""
    import psycopg

    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    monkeypatch.setenv("RINGFENCE_DATABASE_URL", cluster.url)
    return cluster


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, monkeypatch):
    """Points new stores at each database in turn."""
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    if request.param == "postgres":
        request.getfixturevalue("server")
    return request.param


@pytest.fixture
def store(database, tmp_path):
    with open_store(tmp_path / "home") as found:
        yield found
