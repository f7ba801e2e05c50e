"""Limits hold whoever counts: in threads, across processes, on either database; and an objection is under none."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from ringfence.store import open_store
from ringfence.web import limits
from ringfence.web.pages import public_asking as asking
from ringfence.web.pages.public import MANY
from ringfence.web.pages.public_limits import MOST

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
IN_ANOTHER_PROCESS = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ringfence.web.settings import configure
configure(Path(sys.argv[1]), https=False)
from ringfence.web import limits
at = datetime(2026, 11, 27, 12, tzinfo=UTC)
print(sum(limits.within("processes", "x", 10, at, timedelta(hours=1)) for _ in range(8)))
"""


@pytest.fixture(autouse=True)
def fresh(people):
    from ringfence.web.accounts.models import Use

    Use.objects.all().delete()


def counted(what, most, times, now=NOW):
    return [limits.within(what, "somebody", most, now, HOUR) for _ in range(times)]


def test_so_many_and_no_more_until_the_window_is_over():
    assert counted("a", 3, 5) == [True] * 3 + [False] * 2
    assert counted("b", 1, 1) == [True], "another thing is counted by itself"
    assert counted("a", 3, 1, NOW + HOUR - timedelta(seconds=1)) == [False]
    assert counted("a", 3, 4, NOW + HOUR) == [True] * 3 + [False]
    limits.give_back("a", "somebody")
    assert counted("a", 3, 2, NOW + HOUR) == [True, False]


def test_who_it_was_is_not_kept_and_what_is_over_goes():
    from ringfence.web.accounts.models import Use

    limits.within("form", "203.0.113.7", 3, NOW, HOUR)
    assert not [each for each in Use.objects.values_list("key", flat=True) if "203.0.113.7" in each]
    limits.within("form", "203.0.113.8", 3, NOW + timedelta(days=3), HOUR)
    assert Use.objects.count() == 1


def test_at_once_they_are_counted_one_after_the_other(web):
    from django.db import connections

    def one(_):
        try:
            return limits.within("at once", "x", 7, NOW, HOUR)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(40))) == 7


def test_processes_share_a_limit(web):
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(web)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) for _ in range(2)]
    assert sum(int(each.communicate(timeout=60)[0]) for each in runs) == 10


def test_an_objection_never_waits(client, web):
    """However many came from the address: each is on the disk; those past the limit are marked for a person to see."""
    count = MOST["object"] + 2
    for each in range(count):
        told = {"number": f"08081 5703{each:02}", "once": f"{each:032x}"}
        assert client.post("/object/", told)["location"] == "/receipt/"
    with open_store(web) as store:
        found = [store.objections(448081570300 + each) for each in range(count)]
    assert [each.source for (each,) in found].count(MANY) == 2


def test_a_wish_in_a_complaint_does_not_wait_either(client, web):
    told = {"nation": "ENG", "objects": "yes", "words": "again"}
    for each in range(MOST["complain"]):
        assert client.post("/complain/", told | {"number": f"01632 9605{each:02}"}).status_code == 302
    answer = client.post("/complain/", told | {"number": "01632 960599"})
    assert answer.status_code == 429
    assert "Your objection is on file, your complaint is not" in answer.content.decode()
    with open_store(web) as store:
        assert store.objections(441632960599)
    quiet = client.post("/complain/", {"nation": "ENG", "number": "01632 960598"})
    assert "Not so fast" in quiet.content.decode()


def test_wrong_codes_that_come_at_once_are_all_counted(client, web, monkeypatch):
    """Each try is counted before it is looked at: of twenty at once five are, and the right one is too late."""
    from django.db import connections

    made = asking.ask(web, 441632960601, "x", NOW)
    asking.pass_on(web, made.reference, "A. Khan", NOW)
    looked, of = [], asking.of
    monkeypatch.setattr(asking, "of", lambda *told: looked.append(1) or of(*told))

    def one(_):
        try:
            return asking.proved(web, made.reference, "1", NOW)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(one, range(20))) == {None}
    assert len(looked) == asking.TRIES
    assert asking.proved(web, made.reference, asking.code(made), NOW) is None
