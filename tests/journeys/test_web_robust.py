"""What goes wrong in a real browser: sessions that end, keys pressed twice, two tabs, the way back, no scripts.

With RINGFENCE_PICTURES=DIR pictures are kept there.
"""

import os
import re
import secrets
from pathlib import Path

import pytest

from ringfence.store import open_store
from ringfence.web.roles import Role

from ..web.campaign_signed import noon, sign  # noqa: TID252
from ..web.conftest import PASSWORD, as_, client, people, web  # noqa: F401, TID252 - fixtures
from .test_web_cases import browser, looked_over, site, visitor  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="needs Debian's chromium: python3 run.py system"),
]


@pytest.fixture
def campaign(web, tmp_path, monkeypatch):  # noqa: F811 - the fixture
    monkeypatch.setattr("ringfence.web.pages.interview_desk.now", noon)
    name = f"residents-{secrets.token_hex(4)}"
    sign(web, tmp_path / "residents", name)
    return name


@pytest.fixture
def plain(browser, site, as_):  # noqa: F811
    """A window without scripts."""
    contexts = []

    def window(role=None):
        context = browser.new_context(base_url=site, java_script_enabled=False)
        contexts.append(context)
        if role is not None:
            cookie = as_(role).cookies["ringfence"].value
            context.add_cookies([{"name": "ringfence", "value": cookie, "url": site}])
        page = context.new_page()
        page.set_default_timeout(30_000)  # a loaded machine
        return page

    yield window
    for each in contexts:
        each.close()


def begin(page, campaign, call, number):
    page.goto(f"/interview/{campaign}/")
    page.locator("input[name=call]").fill(call)
    page.locator("input[name=number]").fill(number)
    page.get_by_role("button").filter(has_text=re.compile("Begin|Ask|Start")).first.click()
    assert "calling from" in page.inner_text("h1")


def picture(page, name):
    if folder := os.environ.get("RINGFENCE_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_without_scripts_everything_that_people_need_works(plain, web, campaign):  # noqa: F811
    page = plain()
    page.goto("/object/")
    page.get_by_label("Your number").fill("01632 960851")
    page.get_by_role("button", name="Stop calls").click()
    assert "Your objection is on file" in page.inner_text("h1")
    page.goto("/complain/")
    page.get_by_label("Number that was called").fill("01632 960852")
    page.get_by_label("Are calls to stop?").select_option("yes")
    page.get_by_role("button", name="Send the complaint").click()
    assert "Your complaint is on file" in page.inner_text("h1")
    with open_store(web) as store:
        assert store.objections(441632960851)
        assert store.objections(441632960852)
    agent = plain(Role.AGENT)
    begin(agent, campaign, "plain-1", "07700 900851")
    agent.locator("button").filter(has_text="Asked not to be called again").click()
    assert "The objection is on file" in agent.inner_text("main")
    officer = plain(Role.COMPLAINTS)
    officer.goto("/cases/")
    officer.get_by_role("region", name="Cases").get_by_role("link").first.click()
    officer.get_by_role("button", name="Look for the calls").click()
    assert officer.locator("h1").inner_text()
    picture(officer, "plain-case")


def test_two_tabs_one_call(visitor, web, campaign):  # noqa: F811
    """The call is ended in one tab: the other can say nothing else about it."""
    with visitor(Role.AGENT) as page:
        begin(page, campaign, "tabs-1", "07700 900852")
        other = page.context.new_page()
        begin(other, campaign, "tabs-1", "07700 900852")
        for each, outcome in ((page, "2.12"), (other, "2.11")):
            each.get_by_text("The call ends here").click()
            each.get_by_label("How it ended").select_option(outcome)
            each.get_by_role("button", name="End the call").click()
        assert "Next call" in page.inner_text("main")
        picture(other, "second-tab")
        assert "is on file already as “Broke off”" in other.inner_text("main")
        other.get_by_role("link", name="Next call").click()
    with open_store(web) as store:
        ended = [each.said for each in store.call_records("outcome") if each.call == "tabs-1"]
    assert len(ended) == 1


def test_a_key_pressed_twice_counts_once(visitor, web, campaign):  # noqa: F811
    with visitor(Role.AGENT) as page:
        begin(page, campaign, "twice-1", "07700 900853")
        page.get_by_role("button", name="Asked not to be called again").dblclick()
        page.wait_for_selector("text=The objection is on file")
    with open_store(web) as store:
        assert len(store.objections(447700900853)) == 1


def test_the_way_back_and_the_form_again(visitor, web):  # noqa: F811
    """Back from the receipt, and pressed again: it was said again, and there is a receipt again."""
    with visitor() as page:
        page.goto("/object/")
        page.get_by_label("Your number").fill("01632 960853")
        page.get_by_role("button", name="Stop calls").click()
        page.go_back()
        page.get_by_label("Your number").fill("01632 960853")
        page.get_by_role("button", name="Stop calls").click()
        assert "Your objection is on file" in page.inner_text("h1")
    with open_store(web) as store:
        assert len(store.objections(441632960853)) in {1, 2}  # as the browser kept the old form, or asked for a new one


def test_a_session_that_ended_asks_to_sign_in_and_goes_on_there(visitor, web, people):  # noqa: F811
    from django.contrib.sessions.models import Session

    people[Role.AGENT].set_password(PASSWORD)
    people[Role.AGENT].save()
    with visitor(Role.AGENT) as page:
        page.goto("/interview/")
        Session.objects.all().delete()
        page.reload()
        assert page.inner_text("h1") == "Sign in"
        picture(page, "session-over")
        page.get_by_label("Name").fill("agent")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/interview/")


def test_after_signing_out_the_way_back_shows_nothing(visitor):  # noqa: F811
    with visitor(Role.COMPLAINTS) as page:
        page.goto("/cases/")
        assert "Cases" in page.inner_text("h1")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_selector("h1:has-text('Sign in')")
        page.go_back()
        page.wait_for_load_state()
        picture(page, "back-after-sign-out")
        assert page.inner_text("h1") == "Sign in"
        assert all("Clear-Site-Data" in each for each in page.said), page.said
        page.said.clear()


def test_an_auditor_sees_what_is_there_and_no_key_to_change_it(visitor):  # noqa: F811
    with visitor(Role.AUDITOR) as page:
        page.set_default_timeout(40_000)
        for path in ("/", "/campaigns/", "/board/", "/board/held/", "/cases/", "/even-handed/"):
            page.goto(path)
            looked_over(page, f"auditor{path.replace('/', '-')}")
            buttons = [each.inner_text() for each in page.get_by_role("button").all()]
            assert [each for each in buttons if each not in {"Sign out", "Hide", "Show"}] == [], path
        page.goto("/interview/")
        assert "Not yours to see" in page.inner_text("h1")
        page.said.clear()  # the browser itself says that this was refused


def test_an_unknown_session_is_ended_without_scripts(plain, as_):  # noqa: F811
    page, other = plain(Role.AGENT), as_(Role.AGENT)
    other.get("/", headers={"User-Agent": "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) Safari/604.1"})
    page.goto("/")
    page.get_by_role("link", name="your account").click()
    page.get_by_label("Safari on an iPad").check()
    page.get_by_label("Your password").fill(PASSWORD)
    picture(page, "account-plain")
    page.get_by_role("button", name="End it").click()
    assert "One session is ended" in page.inner_text("main")
    assert "signed in nowhere else" in page.inner_text("main")
    assert other.get("/").status_code == 302


def test_new_pages_have_no_barrier(visitor, web, as_, people):  # noqa: F811
    for role in (Role.ADMINISTRATOR, Role.AGENT):
        as_(role).get("/")
    sessions = f"/people/{people[Role.AGENT].pk}/sessions/"
    with visitor(Role.ADMINISTRATOR) as page:
        for path in ("/people/", "/password/", "/account/", sessions):
            page.goto(path)
            looked_over(page, f"office{path.replace('/', '-')}")
