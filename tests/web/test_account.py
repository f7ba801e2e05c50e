"""Where people are signed in: everybody sees and ends their own sessions, an administrator anybody's; at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from ringfence.web import sessions
from ringfence.web.accounts.models import SignedIn
from ringfence.web.roles import Role

from .conftest import PASSWORD
from .test_sign_in import code

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture(autouse=True)
def none_before(web):
    SignedIn.objects.all().delete()


def rows(page):
    """What may be chosen to end: the values of its radio buttons."""
    return re.findall(r'name="what" value="([^"]+)"', page.content.decode())


@pytest.mark.parametrize("role", Role, ids=str)
def test_everybody_sees_their_own_and_ends_one_or_all_others(as_, role):
    here, other, third = as_(role), as_(role), as_(role)
    stranger = as_(Role.AGENT if role != Role.AGENT else Role.OFFICER)
    for each in (other, third, stranger):
        each.get("/", headers={"User-Agent": FIREFOX})
    page = here.get("/account/")
    shown = page.content.decode()
    assert (shown.count("Firefox on Linux"), shown.count("this one")) == (2, 2), "the third is theirs; and: all but it"
    assert 'href="/account/"' in here.get("/").content.decode(), "by the name at the top"
    one, *_ = rows(page)
    assert here.post("/account/", {"what": one, "proof": PASSWORD})["location"] == "/account/"
    assert sorted(each.get("/").status_code for each in (other, third)) == [200, 302]
    assert here.post("/account/", {"what": "others", "proof": PASSWORD}).status_code == 302
    assert [each.get("/").status_code for each in (other, third, here, stranger)] == [302, 302, 200, 200]
    assert "nowhere else" in here.get("/account/").content.decode()


def test_it_takes_the_password_again_and_guesses_are_counted(as_):
    here, other = as_(Role.OFFICER), as_(Role.OFFICER)
    other.get("/")
    assert "Choose what is to end" in here.post("/account/", {"proof": PASSWORD}).content.decode()
    for said in ({}, {"proof": ""}, {"proof": "no"}, {"proof": "no"}, {"proof": "no"}, {"proof": "no"}):
        assert here.post("/account/", {"what": "others", **said}).status_code == 200
    assert here.post("/account/", {"what": "others", "proof": "no"}).status_code == 429
    assert other.get("/").status_code == 200


def test_whoever_has_no_password_gives_a_code(as_, people):
    here, other = as_(Role.OFFICER), as_(Role.OFFICER)
    people[Role.OFFICER].set_unusable_password()
    people[Role.OFFICER].save()
    here, other = as_(Role.OFFICER), as_(Role.OFFICER)
    other.get("/")
    assert "Code from your authenticator" in here.get("/account/").content.decode()
    assert "does not fit" in here.post("/account/", {"what": "others", "proof": "000000"}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert here.post("/account/", {"what": "others", "proof": code(TOTPDevice.objects.get())}).status_code == 302
    assert other.get("/").status_code == 302


def test_whoever_has_neither_has_just_signed_in(as_, people, monkeypatch):
    people[Role.AGENT].set_unusable_password()
    people[Role.AGENT].save()
    here, other = (as_(Role.AGENT, verified=False) for _ in range(2))
    for each in (here, other):
        each.get("/")
    late = datetime.now(UTC) + timedelta(minutes=11)
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "now", lambda: late)
        assert "sign out and in again" in here.get("/account/").content.decode()
        assert "sign out and in again" in here.post("/account/", {"what": "others"}).content.decode()
        assert other.get("/").status_code == 200
    assert here.post("/account/", {"what": "others"}).status_code == 302
    assert other.get("/").status_code == 302


def test_nobody_ends_anothers_nor_their_own_by_it(as_):
    here, stranger = as_(Role.OFFICER), as_(Role.MANAGER)
    stranger.get("/")
    anothers = SignedIn.objects.get(person__role=Role.MANAGER).pk
    here.get("/")
    own = SignedIn.objects.get(person__role=Role.OFFICER).pk
    for what in (anothers, own, "nothing"):
        assert here.post("/account/", {"what": what, "proof": PASSWORD}).status_code == 302
    assert (here.get("/").status_code, stranger.get("/").status_code) == (200, 200)


def test_an_administrator_sees_and_ends_those_of_a_person_and_of_everybody(as_, people):
    office, agent, auditor = as_(Role.ADMINISTRATOR), as_(Role.AGENT), as_(Role.AUDITOR)
    for each in (agent, auditor):
        each.get("/", headers={"User-Agent": FIREFOX})
    where = f"/people/{people[Role.AGENT].pk}/sessions/"
    assert where in office.get("/people/").content.decode()
    shown = office.get(where)
    assert "Firefox on Linux" in shown.content.decode()
    of_auditor = SignedIn.objects.get(person__role=Role.AUDITOR).pk
    office.post(where, {"what": of_auditor})
    assert auditor.get("/").status_code == 200, "that page is of another person"
    office.post(where, {"what": rows(shown)[0]})
    assert (agent.get("/").status_code, auditor.get("/").status_code) == (302, 200)
    assert "Nowhere now" in office.get(where).content.decode()
    office.post("/people/sessions/")
    assert (auditor.get("/").status_code, office.get("/people/").status_code) == (302, 200)
    me = people[Role.ADMINISTRATOR].pk
    assert office.post(f"/people/{me}/sessions/", {"what": "all"})["location"] == "/account/"


def test_one_that_ended_names_nobody_on_public_pages_either(as_):
    client = as_(Role.AGENT)
    client.get("/")
    assert "agent<span" in client.get("/object/").content.decode()
    SignedIn.objects.all().delete()
    assert "agent<span" not in client.get("/object/").content.decode()


def test_an_objection_is_taken_from_a_form_that_was_open_while_the_session_ended(as_):
    client = as_(Role.AGENT)
    client.handler.enforce_csrf_checks = True
    client.get("/")
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/object/").content.decode())[1]
    SignedIn.objects.all().delete()
    client.get("/ask/")
    told = {"number": "01632 960901", "once": "8f" * 16, "csrfmiddlewaretoken": token}
    assert client.post("/object/", told)["location"] == "/receipt/"


def test_access_that_is_given_back_does_not_bring_sessions_back(as_, people):
    office, agent = as_(Role.ADMINISTRATOR), as_(Role.AGENT)
    agent.get("/")
    for what in ("end", "give"):
        office.post(f"/people/{people[Role.AGENT].pk}/access/", {"what": what})
    assert agent.get("/").status_code == 302


def test_signing_in_and_out_leaves_one_row_and_none(people):
    client = Client(headers={"User-Agent": FIREFOX})
    for name in ("agent", "agent", "auditor"):  # again as the same, then as another, in one browser
        client.post("/sign-in/", {"name": name, "password": PASSWORD})
        (row,) = SignedIn.objects.all()
        assert (row.person.name, row.browser) == (name, "Firefox on Linux")
    SignedIn.objects.all().delete()
    client.post("/sign-in/", {"name": "auditor", "password": PASSWORD})
    assert client.get("/")["location"] == "/second-factor/", "one that was ended is no hindrance to begin anew"
    client.post("/sign-out/")
    assert not SignedIn.objects.exists()


def test_what_is_over_by_time_is_not_listed_and_goes(as_, monkeypatch):
    began = datetime.now(UTC)
    old, here = as_(Role.AGENT), as_(Role.AGENT)
    old.get("/")
    monkeypatch.setattr(sessions, "now", lambda: began + timedelta(minutes=61))
    assert "nowhere else" in here.get("/account/").content.decode()
    assert SignedIn.objects.count() == 2
    monkeypatch.setattr(sessions, "now", lambda: began + timedelta(hours=14))
    as_(Role.AGENT).get("/")
    assert SignedIn.objects.count() == 1
