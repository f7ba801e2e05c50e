"""What /healthz says is so: each part that can break is broken, and it tells."""

import pytest
from django.db import connection

from ringfence.web.own import FILE
from ringfence.web.pages import health


def told(client):
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


def test_well(client):
    status, found = told(client)
    assert status == 200
    assert set(found.values()) == {"ok"}
    assert set(found) == {"status", *health.PARTS}


def broken(client):
    status, found = told(client)
    assert (status, found["status"]) == (503, "broken")
    return {name for name in health.PARTS if found[name] == "broken"}


def test_settings_that_cannot_be_read(client, web):
    (web / FILE).write_text("[codes")
    try:
        assert broken(client) == {"settings"}
    finally:
        (web / FILE).unlink()
    assert told(client)[0] == 200, "and well again"


def test_a_disk_that_is_full_or_cannot_be_written(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: type("Usage", (), {"free": health.ROOM - 1}))
    assert broken(client) == {"disk"}


def test_a_table_that_is_missing(client, web):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ringfence_use RENAME TO ringfence_use_away")
    try:
        assert broken(client) == {"accounts"}
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ringfence_use_away RENAME TO ringfence_use")


def test_a_store_that_does_not_open(client, monkeypatch, web):
    from ringfence.store.place import URL

    monkeypatch.setenv(URL, "postgresql://nobody@127.0.0.1:1/none")
    assert broken(client) == {"store"}


@pytest.mark.parametrize("secret", ["127.0.0.1", "nobody", "postgres", "/"])
def test_what_is_wrong_inside_is_not_on_the_page(client, monkeypatch, secret):
    from ringfence.store.place import URL

    monkeypatch.setenv(URL, "postgresql://nobody@127.0.0.1:1/none")
    assert secret not in client.get("/healthz").content.decode()
