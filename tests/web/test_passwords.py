"""Passwords: one's own to change, another's to give once, and words that are tried first."""

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from ringfence.web.roles import Role

from .conftest import PASSWORD

NEW = "quite another heap of words"


def sign_in(client, name, password):
    return client.post("/sign-in/", {"name": name, "password": password})


def test_ones_own_is_changed_with_the_present_one_and_other_sessions_end(as_, people, client):
    here, elsewhere = as_(Role.OFFICER), as_(Role.OFFICER)
    assert "That is not your password" in here.post("/password/", {"now": "no", "new": NEW}).content.decode()
    assert "12 characters" in here.post("/password/", {"now": PASSWORD, "new": "short"}).content.decode()
    assert "the password you have" in here.post("/password/", {"now": PASSWORD, "new": PASSWORD}).content.decode()
    assert elsewhere.get("/").status_code == 200
    assert here.post("/password/", {"now": PASSWORD, "new": NEW})["location"] == "/"
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert sign_in(client, "compliance_officer", PASSWORD).status_code == 200
    assert sign_in(client, "compliance_officer", NEW).status_code == 302


def test_guessing_at_the_present_one_is_counted_as_signing_in_is(as_):
    client = as_(Role.OFFICER)
    for _ in range(4):
        assert client.post("/password/", {"now": "no", "new": NEW}).status_code == 200
    assert client.post("/password/", {"now": "no", "new": NEW}).status_code == 429
    assert client.post("/password/", {"now": PASSWORD, "new": NEW}).status_code == 429


def test_whoever_was_given_one_chooses_another_first(as_, client):
    office = as_(Role.ADMINISTRATOR)
    office.post("/people/", {"name": "fay", "shown": "Fay Example", "role": "agent", "password": PASSWORD})
    sign_in(client, "fay", PASSWORD)
    for path in ("/", "/interview/"):
        assert client.get(path)["location"] == "/password/"
    assert "Choose a password of your own" in client.get("/password/").content.decode()
    client.post("/password/", {"now": PASSWORD, "new": NEW})
    assert client.get("/interview/").status_code == 200


def test_a_forgotten_one_is_given_anew_and_shown_once(as_, people, client):
    office, person = as_(Role.ADMINISTRATOR), people[Role.AGENT]
    elsewhere = as_(Role.AGENT)
    shown = office.post(f"/people/{person.pk}/access/", {"what": "password"})
    given = shown.content.decode().split("<code>")[1].split("</code>")[0]
    assert shown["Cache-Control"] == "no-store"
    assert elsewhere.get("/").status_code == 302, "whoever else is signed in with the old one is out"
    assert sign_in(client, "agent", given).status_code == 302
    assert client.get("/")["location"] == "/password/"
    me = people[Role.ADMINISTRATOR]
    answer = office.post(f"/people/{me.pk}/access/", {"what": "password"}, follow=True).content.decode()
    assert "another administrator" in answer


def test_without_a_password_there_is_none_to_change(as_, people):
    people[Role.AUDITOR].set_unusable_password()
    people[Role.AUDITOR].save()
    client = as_(Role.AUDITOR)
    assert "changed there" in client.get("/password/", follow=True).content.decode()


@pytest.mark.parametrize("password", ["ringfence1234", "Complaints-2026", "example-ann1", "campaignmanag"])
def test_words_that_are_tried_first_are_refused(people, password):
    person = people[Role.AGENT]
    person.shown = "Ann Example"
    with pytest.raises(ValidationError):
        password_validation.validate_password(password, person)


@pytest.mark.parametrize("password", [NEW, "the ringfence round my own meadow", "x" * 64, " spaces at the ends "])
def test_anything_else_of_length_is_taken_just_as_it_is(people, client, password):
    person = people[Role.AGENT]
    password_validation.validate_password(password, person)
    person.set_password(password)
    person.save()
    assert sign_in(client, "agent", password).status_code == 302


def test_signing_out_clears_what_was_shown(as_):
    client = as_(Role.OFFICER)
    assert client.get("/cases/")["Cache-Control"] == "no-store"
    assert '"cache"' in client.post("/sign-out/")["Clear-Site-Data"]
