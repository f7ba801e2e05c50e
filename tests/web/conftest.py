"""The application on a home of its own; people of every role, signed in."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from ringfence.web.roles import Role
from ringfence.web.settings import configure

PASSWORD = "long enough for a test"
HOME = Path(tempfile.mkdtemp(prefix="ringfence-web-"))
with pytest.MonkeyPatch.context() as without_server:  # Django is set up once for the process, before pages are imported
    without_server.delenv("RINGFENCE_DATABASE_URL", raising=False)
    configure(HOME, hosts=("testserver", "localhost", "127.0.0.1"), https=False)
settings.PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # accounts by the hundred: quick, here only


@pytest.fixture(scope="session")
def web():
    """The application's home, on SQLite, with its tables."""
    home = HOME
    from ringfence.store import open_store
    from ringfence.web.database import bring_up_to_date

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RINGFENCE_DATABASE_URL", raising=False)
        open_store(home).close()
        bring_up_to_date()
        yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def people(web, monkeypatch):
    """One person of each role; tables of accounts are empty before."""
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    from axes.models import AccessAttempt
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from ringfence.web.accounts.models import Person

    for model in (TOTPDevice, AccessAttempt, Person):
        model.objects.all().delete()
    os.environ["RINGFENCE_HOME"] = str(web)
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
    from ringfence.web.api.scopes import Scope

    ApiKey.objects.all().delete()
    limits.forget()

    class Asks(Client):
        def ask(self, path, body=None, method=None, **headers):
            method = method or ("POST" if body is not None else "GET")
            data = body if isinstance(body, bytes | str) else json.dumps(body) if body is not None else ""
            return self.generic(method, f"/api/v1/{path}", data, "application/json", headers=headers)

    def made(*scopes, name="test", until=date(2099, 12, 31), campaigns=()):
        key = keys.make(name, scopes or list(Scope), until, "A. Khan", datetime.now(UTC), campaigns)
        client = Asks(headers={"Authorization": f"Bearer {key}"})
        client.key = key
        return client

    return made


def desk(web):
    """No drafts before, none after."""
    yield web
    for each in ("drafts", "campaigns"):
        shutil.rmtree(web / each, ignore_errors=True)


@pytest.fixture
def officer(as_):
    return as_(Role.OFFICER)
