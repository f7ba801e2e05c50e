"""How long a public page takes tells nothing: for who is on file and who is not, asked in turn, medians are alike.

Of a network or a loaded machine nothing is measured here: it only blurs what these figures show at their sharpest.
"""

import os
import statistics
import time
from datetime import UTC, datetime
from itertools import count

import pytest
from django.conf import settings

from ringfence.preferences.events import Event, instant
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store
from ringfence.web.pages import public_asking as asking

from .conftest import PASSWORD

pytestmark = pytest.mark.slow
KNOWN, UNKNOWN = 441632960951, 441632960952
ROUNDS, ALIKE = 60, 1.25
once = count()


@pytest.fixture
def history(web):
    """Fifty objections of one number; none of the other."""
    at = instant(datetime.now(UTC))
    with open_store(web) as store:
        store.append(
            Event(id=f"t{each}", kind="objection", number=KNOWN, at=at, recorded_at=at, channel="web", said="stop",
                  scope=EVERYONE)
            for each in range(50)
        )  # fmt: skip


def fresh():
    from axes.models import AccessAttempt

    from ringfence.web.accounts.models import Use

    Use.objects.all().delete()
    AccessAttempt.objects.all().delete()


def apart(one, other):
    """The ratio of the two medians, taken in turn; each call begins anew."""
    took = {one: [], other: []}
    for _ in range(ROUNDS):
        for each in (one, other):
            fresh()
            began = time.perf_counter()
            each()
            took[each].append(time.perf_counter() - began)
    medians = [statistics.median(took[each]) for each in (one, other)]
    if told := os.environ.get("RINGFENCE_TIMINGS"):
        with open(told, "a") as file:  # noqa: PTH123
            file.write(f"{one.__name__} {[round(each * 1000, 2) for each in medians]} ms\n")
    return max(medians) / min(medians)


def test_asking(web, client, history):
    def known():
        for file in (web / asking.FOLDER).glob("*"):
            file.unlink()
        client.post("/ask/", {"number": f"+{KNOWN}", "about": "x"})

    def unknown():
        for file in (web / asking.FOLDER).glob("*"):
            file.unlink()
        client.post("/ask/", {"number": f"+{UNKNOWN}", "about": "x"})

    known.__name__ = "asking"
    assert apart(known, unknown) < ALIKE


def test_a_wrong_code(web, client, history):
    where = [client.post("/ask/", {"number": f"+{each}", "about": "x"})["location"] for each in (KNOWN, UNKNOWN)]

    def known():
        client.post(where[0], {"code": "1"})

    def unknown():
        client.post(where[1], {"code": "1"})

    known.__name__ = "wrong code"
    assert apart(known, unknown) < ALIKE


def test_objecting(web, client, history):
    numbers = count(447700900100)  # of nobody; each is asked about once, so that none gathers a history

    def known():
        assert client.post("/object/", {"number": f"+{KNOWN}", "once": f"{next(once):032x}"}).status_code == 302

    def unknown():
        told = {"number": f"+{next(numbers)}", "once": f"{next(once):032x}"}
        assert client.post("/object/", told).status_code == 302

    known.__name__ = "objecting"
    assert apart(known, unknown) < ALIKE


def test_signing_in(client, monkeypatch):
    from django.contrib.auth import hashers

    monkeypatch.setattr(settings, "PASSWORD_HASHERS", ["django.contrib.auth.hashers.ScryptPasswordHasher"])
    monkeypatch.setattr(hashers, "get_hashers", hashers.get_hashers.__wrapped__)
    monkeypatch.setattr(hashers, "get_hashers_by_algorithm", hashers.get_hashers_by_algorithm.__wrapped__)
    from ringfence.web.accounts.models import Person
    from ringfence.web.roles import Role

    Person.objects.filter(name="agent").delete()
    Person.objects.add("agent", Role.AGENT, PASSWORD)

    def known():
        client.post("/sign-in/", {"name": "agent", "password": "no"})

    def unknown():
        client.post("/sign-in/", {"name": "nobody", "password": "no"})

    known.__name__ = "signing in"
    assert apart(known, unknown) < ALIKE


def test_a_page_that_looks_longer_for_who_is_known_is_noticed(web, client, history, monkeypatch):
    """The control: thirty milliseconds more for one of the two are seen, on a loaded machine too."""
    from ringfence.web.pages import public

    where = [client.post("/ask/", {"number": f"+{each}", "about": "x"})["location"] for each in (KNOWN, UNKNOWN)]
    proved = asking.proved

    def careless(home, reference, typed, now):
        if asking.of(home, reference, now).number == KNOWN:
            time.sleep(0.03)
        return proved(home, reference, typed, now)

    monkeypatch.setattr(public.asking, "proved", careless)

    def known():
        client.post(where[0], {"code": "1"})

    def unknown():
        client.post(where[1], {"code": "1"})

    known.__name__ = "control"
    assert apart(known, unknown) > ALIKE
