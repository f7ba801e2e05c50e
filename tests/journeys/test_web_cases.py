"""Three people's ways through the application, in a real browser: officer, interviewer, member of the public.

Pages are looked over by axe on the way, wide and narrow; with RINGFENCE_PICTURES=DIR pictures of them are kept there.
"""

import os
import re
import secrets
from contextlib import contextmanager
from pathlib import Path

import pytest

from ringfence.store import open_store
from ringfence.web.roles import Role

from ..web.campaign_signed import noon, sign  # noqa: TID252
from ..web.conftest import as_, client, people, web  # noqa: F401, TID252 - fixtures

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: python3 run.py system"),
]


@pytest.fixture(scope="module")
def site(web):  # noqa: F811 - the fixture
    """The application behind a server of the standard library, on loopback."""
    import threading
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    class Threads(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Threads, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    """Chromium, in a thread of its own: Django refuses to work beside an event loop."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture
def visitor(browser, site, as_):  # noqa: F811
    """A window of somebody, signed in as a role or not at all."""

    @contextmanager
    def window(role=None):
        context = browser.new_context(base_url=site)
        if role is not None:
            cookie = as_(role).cookies["ringfence"].value
            context.add_cookies([{"name": "ringfence", "value": cookie, "url": site}])
        page = context.new_page()
        page.set_default_timeout(30_000)  # a loaded machine
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        yield page
        assert not page.said
        context.close()

    return window


def looked_over(page, name):
    """No barrier, nothing that sticks out, wide and narrow."""
    from axe_playwright_python.sync_playwright import Axe

    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if folder := os.environ.get("RINGFENCE_PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_from_a_public_complaint_to_the_pack(visitor, web):  # noqa: F811
    (web / "office.toml").write_text('name = "Example Office"\naddress = ["1 Example Street"]\n')
    with visitor() as page:
        page.goto("/complain/")
        looked_over(page, "complain")
        page.get_by_label("Number that was called").fill("01632 960777")
        page.get_by_label("When it rang").fill("2/11/2026 18:30")
        page.get_by_label("Who called, or for whom").fill("Example Party")
        page.get_by_label("What kind of call").select_option("recorded")
        page.get_by_label("Did you ever say yes").select_option("no")
        page.get_by_label("Are calls to stop?").select_option("yes")
        page.get_by_role("button", name="Send the complaint").click()
        case = re.search(r"\d{4}-\d{6}", page.inner_text("main"))[0]
        looked_over(page, "receipt")
    with open_store(web) as store:
        assert store.objections(441632960777)
    with visitor(Role.COMPLAINTS) as page:
        page.goto("/cases/")
        looked_over(page, "cases")
        page.get_by_role("region", name="Cases").get_by_role("link", name=case).click()
        page.get_by_role("button", name="Look for the calls").click()
        page.get_by_role("button", name="Assess").click()
        assert "PECR-19" in page.inner_text("main")
        page.locator("summary", has_text="Decide").click()
        page.locator("#d-reasons").fill("no consent was shown")
        page.get_by_role("button", name="Decide").click()
        looked_over(page, "case")
        page.get_by_role("link", name="Outcome").click()
        looked_over(page, "letter")
        with page.expect_download() as letter:
            page.get_by_role("link", name="The draft as PDF").click()
        assert Path(letter.value.path()).read_bytes()[:5] == b"%PDF-"
        page.goto(f"/cases/{case}/")
        page.get_by_label("What for").fill("the complaint")
        with page.expect_download() as pack:
            page.get_by_role("button", name="Download the pack").click()
        assert Path(pack.value.path()).read_bytes()[:2] == b"PK"
        page.goto("/even-handed/story/")
        looked_over(page, "story")
        page.goto("/even-handed/")
        looked_over(page, "even-handed")


def test_an_interview_with_an_objection_in_the_middle(visitor, web, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr("ringfence.web.pages.interview_desk.now", noon)
    name = f"residents-{secrets.token_hex(4)}"
    sign(web, tmp_path / "residents", name)
    with visitor(Role.AGENT) as page:
        page.goto("/interview/")
        page.get_by_role("link", name=name).click()
        looked_over(page, "interview-begin")
        page.keyboard.type("call-1")
        page.keyboard.press("Tab")
        page.keyboard.type("07700 900778")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('calling from Example Research')")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('will be put together')")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('happy to take part')")
        looked_over(page, "interview-question")
        page.get_by_role("button", name="Asked not to be called again").press("Enter")
        page.wait_for_selector("text=The objection is on file")
        page.locator("input[type=radio]").first.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('satisfied')")
        page.reload()
        assert "satisfied" in page.inner_text("h1")
        page.get_by_text("The call ends here").click()
        page.get_by_label("How it ended").select_option("2.12")
        page.get_by_role("button", name="End the call").click()
        looked_over(page, "interview-over")
        page.get_by_role("link", name="Next call").press("Enter")
        page.keyboard.type("call-2")
        page.keyboard.press("Tab")
        page.keyboard.type("07700 900778")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Do not call")
        looked_over(page, "interview-refused")


def test_somebody_asks_why_and_objects(visitor, web):  # noqa: F811
    with visitor() as page, visitor(Role.COMPLAINTS) as office:
        page.goto("/ask/")
        looked_over(page, "ask")
        page.get_by_label("Your number").fill("01632 960779")
        page.get_by_label("When it rang").fill("Tuesday at six")
        page.get_by_role("button", name="Ask").click()
        looked_over(page, "ask-code")
        office.goto("/asked/")
        looked_over(office, "asked")
        row = office.locator("tr", has_text="441632960779")
        code = row.locator("code").inner_text()
        row.get_by_role("button").click()
        page.get_by_label("Code that was read out").fill(code)
        page.get_by_role("button", name="Show the answer").click()
        assert "hold nothing under it" in page.inner_text("main")
        looked_over(page, "answer")
        page.get_by_role("link", name="Stop the calls").click()
        looked_over(page, "object")
        page.get_by_label("Your number").fill("01632 960779")
        page.get_by_role("button", name="Stop calls").dblclick()
        page.wait_for_selector("text=Your objection is on file")
    with open_store(web) as store:
        assert len(store.objections(441632960779)) == 1
