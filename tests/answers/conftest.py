"""Answers to keep, in a home of their own; what waits in memory is removed afterwards."""

import importlib.util
import secrets
import shutil
from pathlib import Path

import pytest

from ringfence.answers.memory import NoMemoryFolder, clear, memory_folder
from ringfence.answers.plan import Plan
from ringfence.answers.record import Record
from ringfence.store.answers import URL
from ringfence.store.place import URL as STORE_URL

FOLDER = Path(__file__).parent


def of_the_store():
    """What the store's own tests know about PostgreSQL clusters."""
    spec = importlib.util.spec_from_file_location("store_conftest", FOLDER.parent / "store" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def record():
    """Makes a record: what one interview leaves."""

    def made(number=0, **more):
        told = {
            "once": secrets.token_hex(16),
            "interviewer": f"interviewer {number % 5}",
            "wave": "wave 1",
            "closed": {"n": str(number), "q1": str(number % 3)},
        }
        return Record(**(told | more))

    return made


@pytest.fixture(scope="session")
def small():
    """Makes terms of a rehearsal: fewer than 50 may leave together."""

    def made(k=10, **more):
        return Plan(**({"k": k, "interviewers": 3, "others": 3, "simulated": True} | more))

    return made


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.delenv(URL, raising=False)
    monkeypatch.delenv(STORE_URL, raising=False)
    found = tmp_path / "home"
    try:
        memory = memory_folder(found)
    except NoMemoryFolder as error:
        pytest.skip(str(error))
    yield found
    clear(memory)


@pytest.fixture(scope="session")
def answers_cluster():
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'ringfence[postgres]'")
    store = of_the_store()
    if (programs := store.binaries()) is None:
        pytest.skip("PostgreSQL's initdb is not on this machine: apt-get install postgresql")
    folder = Path("/tmp") / f"ringfence-answers-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    try:
        made = store.Cluster(folder, programs)
        made.start()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def base(request, home, monkeypatch):
    """Each database in turn; the name of the one that is used."""
    if request.param == "postgres":
        cluster = request.getfixturevalue("answers_cluster")
        import psycopg

        with psycopg.connect(cluster.url, autocommit=True) as connection:
            for (name,) in connection.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'answers%'"
            ).fetchall():
                connection.execute(f"DROP SCHEMA {name} CASCADE")
        monkeypatch.setenv(URL, cluster.url)
    return request.param
