"""Answers to keep, in a home of their own; what waits in memory is removed afterwards."""

import secrets
import shutil
import tempfile
from pathlib import Path

import pytest

from ringfence.answers.memory import VARIABLE, NoMemoryFolder, base_folder, memory_folder
from ringfence.answers.plan import Plan
from ringfence.answers.record import Record
from ringfence.store.answers import URL
from ringfence.store.place import URL as STORE_URL


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
    """A home whose answers wait in a folder of memory of this test's own."""
    monkeypatch.delenv(URL, raising=False)
    monkeypatch.delenv(STORE_URL, raising=False)
    found = tmp_path / "home"
    try:
        memory_folder(found).rmdir()
    except NoMemoryFolder as error:
        pytest.skip(str(error))
    own = Path(tempfile.mkdtemp(prefix="ringfence-test-", dir=base_folder()))
    monkeypatch.setenv(VARIABLE, str(own))
    yield found
    shutil.rmtree(own)


@pytest.fixture
def answers_server(cluster, home, monkeypatch):
    """The cluster, without answers in it, as the place of new ones; its address."""
    import psycopg

    with psycopg.connect(cluster.url, autocommit=True) as connection:
        for (name,) in connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'answers%'").fetchall():
            connection.execute(f"DROP SCHEMA {name} CASCADE")
    monkeypatch.setenv(URL, cluster.url)
    return cluster.url


@pytest.fixture(params=["sqlite", "postgres"])
def base(request, home):
    """Each database in turn; the name of the one that is used."""
    if request.param == "postgres":
        request.getfixturevalue("answers_server")
    return request.param
