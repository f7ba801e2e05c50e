"""How long somebody stays signed in, and who changes nothing however long they stay."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from ringfence.web import sessions
from ringfence.web.roles import Role
from ringfence.web.table import pages

from .test_who_may_see import address


@pytest.fixture
def later(monkeypatch):
    began = datetime.now(UTC)

    def after(**time):
        monkeypatch.setattr(sessions, "now", lambda: began + timedelta(**time))

    after()
    return after


def test_an_hour_without_a_click_ends_it(as_, later):
    client = as_(Role.OFFICER)
    for minutes in (0, 40, 80, 120):
        later(minutes=minutes)
        assert client.get("/").status_code == 200, minutes
    later(minutes=181)
    assert client.get("/")["location"] == "/sign-in/?next=/"
    later(minutes=182)
    assert client.get("/").status_code == 302, "and it stays ended"


def test_twelve_hours_end_it_whatever_is_clicked(as_, later):
    client = as_(Role.OFFICER)
    for minutes in range(0, 12 * 60 + 1, 30):
        later(minutes=minutes)
        assert client.get("/").status_code == 200, minutes
    later(minutes=12 * 60 + 25)
    assert client.get("/").status_code == 302


def test_a_session_is_not_written_at_every_click(as_, later, django_writes):
    client = as_(Role.OFFICER)
    client.get("/")
    later(minutes=4)
    with django_writes() as made:
        client.get("/")
    assert made == []
    later(minutes=6)
    with django_writes() as made:
        client.get("/")
    assert len(made) == 1


@pytest.fixture
def django_writes():
    from contextlib import contextmanager

    from django.db import connection

    @contextmanager
    def watched():
        made = []

        def note(execute, sql, *told):
            if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"}:
                made.append(sql)
            return execute(sql, *told)

        with connection.execute_wrapper(note):
            yield made

    return watched


def kept(web):
    """Everything that is on file: the rows of every table but those of who is signed in, and every file of the home."""
    from django.db import connection

    own = {"django_session", "ringfence_signed_in", "ringfence_use", "axes_accesslog", "axes_accessattempt"}
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - own):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    for file in sorted(web.rglob("*")):
        if file.is_file() and ".sqlite3" not in file.name:
            found[str(file)] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def test_an_auditor_reads_everything_and_changes_nothing(web, as_, client):
    client.post("/object/", {"number": "01632 960901", "once": "6e" * 16})
    client.post("/complain/", {"number": "01632 960902", "nation": "ENG", "words": "x", "once": "7e" * 16})
    auditor = as_(Role.AUDITOR)
    auditor.raise_request_exception = False
    auditor.get("/")
    before, read = kept(web), 0
    for each in pages():
        if each.public or each.signed_in_once or each.own:  # how oneself is signed in
            continue
        if "GET" in each.methods and Role.AUDITOR in each.roles:
            answer = auditor.get(address(each))
            page, read = answer.content.decode(), read + 1
            posts = page.lower().count('method="post"')
            assert posts <= 1, f"{each.path}: a form for an auditor beside the one to sign out"
        for method in set(each.methods) - {"GET"}:
            assert getattr(auditor, method.lower())(address(each), {"what": "x"}).status_code == 403, each.path
    assert read > 5
    assert kept(web) == before
