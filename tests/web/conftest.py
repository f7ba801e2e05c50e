"""The application on a home of its own, on SQLite and on PostgreSQL in turn; people of every role, signed in."""

import atexit
import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from ringfence.store.place import URL
from ringfence.web.roles import Role
from ringfence.web.settings import configure

PASSWORD = "long enough for a test"
HOME = Path(tempfile.mkdtemp(prefix="ringfence-web-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
MADE = itertools.count(1)
with pytest.MonkeyPatch.context() as without_server:  # Django is set up once for the process, before pages are imported
    without_server.delenv(URL, raising=False)
    configure(HOME, hosts=("testserver", "localhost", "127.0.0.1"), https=False)
settings.PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # accounts by the hundred: quick, here only

# On PostgreSQL the default suite runs these, in which the database has most to say; `run.py heavy` runs all.
CORE = {"test_public", "test_limits", "test_health"}

# Where answers wait and rest is attacked on PostgreSQL in tests/answers; times are compared on one database, and
# made-up requests go to a server with a home of its own.
SQLITE_ONLY = {"test_attack_over_web", "test_timing", "test_api_generated"}


def pytest_generate_tests(metafunc):
    """Every test of the application runs on each database in turn."""
    if "web" in metafunc.fixturenames:
        name = metafunc.module.__name__.rpartition(".")[2]
        postgres = pytest.param("postgres", marks=() if name in CORE else pytest.mark.slow)
        both = ["sqlite", postgres] if name not in SQLITE_ONLY else ["sqlite"]
        metafunc.parametrize("web", both, indirect=True, scope="module")


@pytest.fixture(scope="module")
def web(request):
    """A new home of the application, with its tables, on SQLite or in a database of its own of the throw-away cluster.

    No module meets what another has put there, such as decisions of a later moment. The environment names it while
    tests of the module run, and no longer: other tests share the process.
    """
    from django.db import connections

    from ringfence.store import open_store
    from ringfence.web.database import bring_up_to_date

    kind, number = getattr(request, "param", "sqlite"), next(MADE)
    home = HOME / f"on-{kind}-{number}"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL, raising=False)
        if kind == "postgres":
            patch.setenv(URL, made_database(request.getfixturevalue("cluster"), f"web{number}"))
        use(home, patch)
        open_store(home).close()
        bring_up_to_date()
        yield home
        connections["default"].close()


def made_database(cluster, name="web"):
    """The address of a new, empty database of the cluster."""
    import psycopg

    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return cluster.url.replace("/postgres?", f"/{name}?")


def use(home, patch):
    """Points Django, which is set up once for the process, at this home and at the database of the environment."""
    from django.db import connections

    from ringfence.store.place import place
    from ringfence.web.settings import _database, _folder

    connections["default"].close()
    told = {"default": _database(place(home))}
    connections.settings = connections.configure_settings(told)
    del connections["default"]
    patch.setattr(settings, "DATABASES", told)
    patch.setattr(settings, "RINGFENCE_HOME", home)
    patch.setattr(settings, "FILE_UPLOAD_TEMP_DIR", str(_folder(home / "uploads")))
    patch.setenv("RINGFENCE_HOME", str(home))


@pytest.fixture
def people(web):
    """One person of each role; tables of accounts are empty before."""
    from axes.models import AccessAttempt
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from ringfence.web.accounts.models import Person, SignOn

    for model in (TOTPDevice, AccessAttempt, SignOn, Person):
        model.objects.all().delete()
    return {role: Person.objects.add(role.value, role, PASSWORD) for role in Role}


@pytest.fixture
def client(people):
    from django.test import Client

    return Client(enforce_csrf_checks=False)


@pytest.fixture
def as_(people):
    """A client signed in as somebody of a role, the second factor given."""
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    def signed_in(role, *, verified=True):
        client = Client()
        client.force_login(people[role], backend="django.contrib.auth.backends.ModelBackend")
        if verified:
            device, _ = TOTPDevice.objects.get_or_create(user=people[role], name="test", confirmed=True)
            session = client.session
            session[DEVICE_ID_SESSION_KEY] = device.persistent_id
            session.save()
        return client

    return signed_in


@pytest.fixture
def api(web):
    """A client with a key of these scopes, or of all; keys, kept answers and shares are of this test alone."""
    import json
    from datetime import UTC, date, datetime

    from django.test import Client

    from ringfence.web.api import keys, limits
    from ringfence.web.api.models import ApiKey
    from ringfence.web.api.scopes import IN_THE_NAME_OF, Scope

    ApiKey.objects.all().delete()
    limits.forget()

    def somebody(name="officer of the api"):
        from ringfence.web.accounts.models import Person

        return Person.objects.filter(name=name).first() or Person.objects.add(name, Role.OFFICER, PASSWORD)

    class Asks(Client):
        def ask(self, path, body=None, method=None, **headers):
            method = method or ("POST" if body is not None else "GET")
            data = body if isinstance(body, bytes | str) else json.dumps(body) if body is not None else ""
            return self.generic(method, f"/api/v1/{path}", data, "application/json", headers=headers)

    def made(*scopes, name="test", until=date(2099, 12, 31), campaigns=(), person=None):
        scopes = scopes or list(Scope)
        if set(scopes) & set(IN_THE_NAME_OF):
            person = person or somebody()
        account = person.name if person else ""
        key = keys.make(name, scopes, until, "A. Khan", datetime.now(UTC), campaigns, account)
        if person:
            keys.take_on(name, person, datetime.now(UTC))
        client = Asks(headers={"Authorization": f"Bearer {key}"})
        client.key = key
        return client

    return made


@pytest.fixture
def desk(web):
    """No drafts before, none after."""
    yield web
    for each in ("drafts", "campaigns"):
        shutil.rmtree(web / each, ignore_errors=True)


@pytest.fixture
def officer(as_):
    return as_(Role.OFFICER)
