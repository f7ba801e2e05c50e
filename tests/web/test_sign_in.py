"""Signing in, the second factor, too many tries, and the first account of all."""

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from ringfence.store import open_store
from ringfence.web.accounts.models import Person
from ringfence.web.pages.sign_in import SET_UP
from ringfence.web.roles import Role

from .conftest import PASSWORD


def sign_in(client, name="compliance_officer", password=PASSWORD, **more):
    return client.post("/sign-in/", {"name": name, "password": password, **more})


def code(device):
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    import time

    totp.time = time.time()
    return f"{totp.token():06d}"


def test_name_password_and_code(client, web):
    answer = sign_in(client, next="/people/")
    assert (answer.status_code, answer["location"]) == (302, "/people/")
    assert client.get("/")["location"] == "/second-factor/"
    shown = client.get("/second-factor/").content.decode()
    assert "Set up your authenticator" in shown
    assert "data:image/svg+xml" in shown
    device = TOTPDevice.objects.get()
    assert "does not fit" in client.post("/second-factor/", {"code": "000000"}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    once = code(device)
    assert client.post("/second-factor/", {"code": once})["location"] == "/"
    assert "does not fit" in client.post("/second-factor/", {"code": once}).content.decode(), "a code works once"
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert client.get("/").status_code == 200
    with open_store(web) as store:
        (*_, entry) = store.book.of_kind("sign-in")
    assert (entry.told["role"], entry.told["by"]) == ("compliance_officer", "compliance_officer")
    client.post("/sign-out/")
    sign_in(client)
    assert "Code from your authenticator" in client.get("/second-factor/").content.decode()


def test_the_secret_is_shown_once_only(client):
    sign_in(client)
    client.get("/second-factor/")
    TOTPDevice.objects.update(confirmed=True)
    assert "data:image" not in client.get("/second-factor/").content.decode()


def test_an_agent_needs_no_second_factor(client):
    sign_in(client, "agent")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("where", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_nobody_is_sent_elsewhere(client, where):
    assert sign_in(client, next=where)["location"] == "/"


def test_a_wrong_password_is_told_without_saying_which_was_wrong(client):
    wrong = sign_in(client, password="no").content.decode()
    unknown = sign_in(client, name="nobody", password="no").content.decode()
    said = "Name and password do not fit"
    assert said in wrong
    assert said in unknown


def test_too_many_tries_lock_the_name_for_a_while(client):
    for _ in range(4):
        assert sign_in(client, password="no").status_code == 200
    assert sign_in(client, password="no").status_code == 429
    assert sign_in(client).status_code == 429, "the right password does not help now"
    assert sign_in(client, name="agent").status_code == 302, "others still can"


def test_whoever_has_no_access_cannot_sign_in(client, people):
    people[Role.AGENT].is_active = False
    people[Role.AGENT].save()
    assert sign_in(client, "agent").status_code == 200


def test_the_first_account_needs_the_link_and_can_be_made_once(client, web):
    (web / SET_UP).write_text("secret")
    assert client.get("/set-up/?token=secret").status_code == 404, "there are accounts"
    Person.objects.all().delete()
    assert client.get("/set-up/?token=wrong").status_code == 404
    assert client.get("/set-up/").status_code == 404
    short = client.post("/set-up/?token=secret", {"name": "ann", "password": "short"}).content.decode()
    assert "12 characters" in short
    assert client.post("/set-up/?token=secret", {"name": "ann", "password": PASSWORD})["location"] == "/sign-in/"
    assert Person.objects.get().role == Role.ADMINISTRATOR
    assert not (web / SET_UP).exists()


def test_a_form_without_its_token_is_refused(web, people):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403


def test_an_administrator_adds_people_and_ends_access(as_, people):
    client = as_(Role.ADMINISTRATOR)
    told = {"name": "ann", "shown": "Ann Example", "role": "auditor", "password": PASSWORD}
    assert client.post("/people/", told)["location"] == "/people/"
    ann = Person.objects.get(name="ann")
    assert "Somebody signs in with this name" in client.post("/people/", told).content.decode()
    client.post(f"/people/{ann.pk}/access/", {"what": "end"})
    ann.refresh_from_db()
    assert not ann.is_active
    me = people[Role.ADMINISTRATOR]
    answer = client.post(f"/people/{me.pk}/access/", {"what": "end"}, follow=True).content.decode()
    assert "another administrator" in answer
    assert Person.objects.get(pk=me.pk).is_active
