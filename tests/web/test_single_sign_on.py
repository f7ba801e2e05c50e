"""Single sign-on against a real provider on loopback: who gets in, who does not, and an answer that lies."""

import re
from html import unescape

import pytest

from ringfence.store import open_store
from ringfence.web import own as settings_
from ringfence.web import sign_on
from ringfence.web.accounts.models import Person, SignOn
from ringfence.web.own import FILE
from ringfence.web.roles import Role

from .conftest import PASSWORD

pytest.importorskip("authlib", reason="authlib is not installed: pip install 'ringfence[sso]'")
from .provider import CLIENT, SECRET, Provider

SETTINGS = """
[sign_on]
issuer = "{issuer}"
client_id = "{client}"
{more}
[sign_on.roles]
compliance = "compliance_officer"
audit = "auditor"
callers = "agent"
[sign_on.second_factor]
amr = ["mfa"]
acr = ["high"]
"""
ANN = {"sub": "s-1", "preferred_username": "ann@example.org", "groups": ["compliance", "football"]}


@pytest.fixture
def provider(web, monkeypatch):
    made = Provider()
    monkeypatch.setenv(settings_.SIGN_ON_SECRET, SECRET)
    sign_on._app.cache_clear()
    yield made
    made.close()
    (web / FILE).unlink(missing_ok=True)
    sign_on._app.cache_clear()
    settings_._read.cache_clear()


@pytest.fixture
def set_(web, provider, people):
    SignOn.objects.all().delete()

    def settings(more=""):
        settings_._read.cache_clear()
        (web / FILE).write_text(SETTINGS.format(issuer=provider.issuer, client=CLIENT, more=more))

    settings()
    yield settings
    SignOn.objects.all().delete()


@pytest.fixture
def ann(set_):
    person = Person.objects.add("ann", Role.AUDITOR, None, "Ann Example")
    SignOn.objects.create(person=person, known_as="ann@example.org")
    return person


@pytest.fixture
def browser(people):
    from django.test import Client

    return Client()


def away(browser, **more):
    """Where the browser is sent after the button was pressed: the page goes on by itself, and has a link, too."""
    page = browser.post("/sign-on/", more)
    assert page.status_code == 200
    (address,) = set(re.findall(r'(?:url=|<a href=")(http[^"]+)"', page.content.decode()))
    return unescape(address)


def sign_in(browser, provider, who, **more):
    address = away(browser, **more)
    assert address.startswith(f"{provider.issuer}/authorize?")
    return browser.get("/sign-on/back/", provider.agree(address, **who))


def refused(answer, said="did not work"):
    assert answer.status_code == 403, answer
    assert said in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session


def test_whoever_is_known_gets_in_with_the_role_of_their_group(browser, provider, ann, web):
    assert "Sign in with your organisation" in browser.get("/sign-in/").content.decode()
    answer = sign_in(browser, provider, ANN, next="/campaigns/")
    assert (answer.status_code, answer["location"]) == (302, "/campaigns/")
    ann.refresh_from_db()
    assert ann.role == "compliance_officer", "as the provider says today, not as an administrator once wrote"
    assert browser.get("/")["location"] == "/second-factor/", "our own second factor is asked"
    assert "Set up your authenticator" in browser.get("/second-factor/").content.decode()


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"acr": "high"}])
def test_the_second_factor_of_the_provider_will_do_where_it_is_trusted(browser, provider, ann, web, said):
    sign_in(browser, provider, ANN | said)
    assert browser.get("/campaigns/").status_code == 200
    with open_store(web) as store:
        (*_, entry) = store.book.of_kind("sign-in")
    assert (entry.told["by"], entry.told["role"]) == ("Ann Example", "compliance_officer")
    assert "second factor" in entry.told["how"]


@pytest.mark.parametrize(
    "said", [{"amr": ["pwd"]}, {"amr": [["mfa"], {"mfa": 1}]}, {"acr": "low"}, {"amr": None, "acr": ["high"]}, {}]
)
def test_anything_else_is_no_second_factor(browser, provider, ann, said):
    sign_in(browser, provider, ANN | said)
    assert browser.get("/")["location"] == "/second-factor/"


def test_name_and_groups_may_stand_on_the_second_page(browser, provider, ann):
    """As many products do it: the signed answer says who it is, and little else."""
    short = {"sub": "s-1", "amr": ["pwd"]}
    refused(sign_in(browser, provider, short), "has a role")
    provider.describes = {"userinfo_endpoint": f"{provider.issuer}/more"}
    sign_on._app.cache_clear()
    provider.more = ANN | {"sub": "s-2"}
    refused(sign_in(browser, provider, short), "two people")
    provider.more = ANN | {"amr": ["mfa"], "iss": "https://login.example.org"}
    assert sign_in(browser, provider, short).status_code == 302
    ann.refresh_from_db()
    assert ann.role == "compliance_officer"
    assert browser.get("/")["location"] == "/second-factor/", "of the second factor only the signed answer tells"
    provider.more = ANN | {"groups": ["audit"]}
    browser.post("/sign-out/")
    assert sign_in(browser, provider, ANN).status_code == 302
    ann.refresh_from_db()
    assert ann.role == "compliance_officer", "what is signed stands"


def test_a_password_later_in_the_same_browser_needs_its_own_second_factor(browser, provider, ann):
    ann.set_password(PASSWORD)
    ann.save()
    sign_in(browser, provider, ANN | {"amr": ["mfa"]})
    assert browser.get("/campaigns/").status_code == 200
    browser.post("/sign-in/", {"name": "ann", "password": PASSWORD})
    assert browser.get("/campaigns/")["location"] == "/second-factor/"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (ANN | {"preferred_username": "bob@example.org"}, "Nobody here is known"),
        (ANN | {"preferred_username": "Ann@example.org"}, "Nobody here is known"),
        (ANN | {"preferred_username": ["ann@example.org"]}, "by which name"),
        (ANN | {"preferred_username": None}, "by which name"),
        (ANN | {"groups": []}, "has a role"),
        (ANN | {"groups": None}, "has a role"),
        (ANN | {"groups": ["football"]}, "has a role"),
        (ANN | {"groups": [["compliance"], {"compliance": 1}, 3]}, "has a role"),
        (ANN | {"groups": ["administrator", "compliance_officer"]}, "has a role"),
        (ANN | {"groups": ["compliance", "audit"]}, "more than one role"),
        (ANN | {"sub": ""}, ""),
        (ANN | {"sub": None}, ""),
    ],
)
def test_who_does_not_get_in(browser, provider, ann, who, said):
    refused(sign_in(browser, provider, who), said)


def test_an_email_that_nobody_verified_is_no_name(browser, provider, set_, ann):
    set_('known_as = "email"')
    who = ANN | {"email": "ann@example.org"}
    for verified in (None, False, "true", 1):
        refused(sign_in(browser, provider, who | {"email_verified": verified}), "has not verified")
    assert sign_in(browser, provider, who | {"email_verified": True}).status_code == 302


def test_once_bound_only_the_subject_counts(browser, provider, ann):
    assert sign_in(browser, provider, ANN).status_code == 302
    other = {"sub": "s-2", "preferred_username": "ann@example.org", "groups": ["audit"]}
    browser.post("/sign-out/")
    refused(sign_in(browser, provider, other), "Nobody here is known")
    renamed = ANN | {"preferred_username": "ann.married@example.org"}
    assert sign_in(browser, provider, renamed).status_code == 302


def test_whoever_has_no_access_any_more_does_not_get_in(browser, provider, ann):
    ann.is_active = False
    ann.save()
    refused(sign_in(browser, provider, ANN), "has ended")


def test_accounts_from_claims_are_made_but_never_taken_over(browser, provider, set_, people):
    set_('accounts = "from_claims"')
    taken = {"sub": "s-9", "preferred_username": people[Role.ADMINISTRATOR].name, "groups": ["audit"]}
    refused(sign_in(browser, provider, taken), "Another account")
    new = {"sub": "s-3", "preferred_username": "cem", "name": "Cem Example", "groups": ["callers"]}
    assert sign_in(browser, provider, new).status_code == 302
    cem = Person.objects.get(name="cem")
    assert (cem.role, str(cem), cem.has_usable_password()) == ("agent", "Cem Example", False)
    browser.post("/sign-out/")
    refused(sign_in(browser, provider, new | {"groups": ["football"]}), "has a role")


@pytest.mark.parametrize(
    "lie",
    [
        {"signed": "none"},
        {"signed": "HS256"},
        {"signed": "another key"},
        {"claims": {"iss": "https://login.example.org"}},
        {"claims": {"aud": "another"}},
        {"claims": {"aud": "another", "azp": CLIENT}},
        {"claims": {"aud": [], "azp": CLIENT}},
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": None}},
        {"claims": {"exp": 1_700_000_000}},  # long ago
        {"claims": {"exp": None}},
        {"claims": {"iat": None}},
    ],
    ids=str,
)
def test_an_answer_that_lies_is_refused(browser, provider, ann, lie):
    """Also where the provider says of itself that it signs with what everybody knows, or not at all."""
    provider.lies, provider.describes = lie, {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
    refused(sign_in(browser, provider, ANN))


def test_the_log_says_which_part_of_the_answer_was_wrong(browser, provider, ann, caplog):
    provider.lies = {"claims": {"aud": "another"}}
    refused(sign_in(browser, provider, ANN))
    (line,) = [each.told for each in caplog.records if each.msg == "sign-on failed"]
    assert line == {"why": "InvalidClaimError", "claim": "aud"}


def test_the_same_answer_told_the_truth_is_taken(browser, provider, ann):
    """The control of the test above."""
    provider.describes = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
    assert sign_in(browser, provider, ANN).status_code == 302


def test_a_provider_of_another_name_is_refused(browser, provider, ann):
    provider.describes = {"issuer": "https://login.example.org"}
    refused(browser.post("/sign-on/"))


def test_an_answer_to_nobody_s_question_is_refused(browser, provider, ann):
    from django.test import Client

    address = away(browser)
    back = provider.agree(address, **ANN)
    refused(Client().get("/sign-on/back/", back))  # brought into another's browser
    refused(browser.get("/sign-on/back/", back | {"state": "x"}))
    refused(browser.get("/sign-on/back/", {"error": "access_denied", "state": back["state"]}))
    assert browser.get("/sign-on/back/", back).status_code == 302
    again = provider.agree(address, **ANN)
    assert browser.get("/sign-on/back/", again).status_code == 403, "a state serves once"


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys"])
def test_nobody_sends_us_elsewhere_on_the_way(browser, provider, ann, caplog, path):
    provider.server.moved = path
    if path == "/keys":
        refused(sign_in(browser, provider, ANN))
    else:
        refused(browser.post("/sign-on/"))
    assert [each.told["why"] for each in caplog.records if each.msg == "sign-on failed"] == ["TooManyRedirects"]


def test_a_provider_that_is_away_is_told_and_nothing_else(browser, provider, ann):
    provider.close()
    refused(browser.post("/sign-on/"))


def test_a_link_from_elsewhere_signs_nobody_in(browser, provider, ann):
    """Not even whoever is signed in at the provider: they press our button first, whose form has its token."""
    from django.test import Client

    answer = browser.get("/sign-on/", {"next": "/campaigns/"})
    assert (answer.status_code, answer["location"]) == (302, "/sign-in/?next=%2Fcampaigns%2F")
    shown = browser.get(answer["location"]).content.decode()
    assert 'action="/sign-on/"' in shown
    assert 'name="next" value="/campaigns/"' in shown
    assert Client(enforce_csrf_checks=True).post("/sign-on/").status_code == 403


@pytest.mark.parametrize("where", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(browser, provider, ann, where):
    assert sign_in(browser, provider, ANN, next=where)["location"] == "/"


def test_without_it_there_is_nothing_to_find(browser, web):
    assert browser.get("/sign-on/").status_code == 404
    assert browser.get("/sign-on/back/").status_code == 404
    assert "organisation" not in browser.get("/sign-in/").content.decode()


def test_passwords_can_be_switched_off(browser, provider, set_, people):
    set_("passwords = false")
    answer = browser.post("/sign-in/", {"name": "agent", "password": PASSWORD})
    assert answer.status_code == 200
    assert "_auth_user_id" not in browser.session
    assert 'type="password"' not in answer.content.decode()


def test_an_administrator_says_by_which_name_somebody_is_known(as_, set_, provider, browser):
    office = as_(Role.ADMINISTRATOR)
    told = {"name": "dee", "shown": "Dee Example", "role": "auditor", "known_as": "dee@example.org"}
    assert office.post("/people/", told)["location"] == "/people/"
    assert "already" in office.post("/people/", told | {"name": "dee2"}).content.decode()
    assert "could not sign in" in office.post("/people/", told | {"name": "e", "known_as": ""}).content.decode()
    who = {"sub": "s-4", "preferred_username": "dee@example.org", "groups": ["audit"]}
    assert sign_in(browser, provider, who).status_code == 302
    assert browser.post("/sign-in/", {"name": "dee", "password": ""}).status_code == 200
