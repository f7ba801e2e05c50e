"""The page of a script check, as a browser has it."""

from datetime import date
from pathlib import Path

import pytest

from ringfence.scripts import check
from ringfence.scripts.report import render

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCRIPT = """Hello, I'm calling from Dovetail Research. We are carrying out a survey <script>alert(1)</script>.

Knowing that Meadow wasted two million on the tram, are you more or less likely to vote for them?

Would you join the Harbour Party today?

Thank you for your time.
"""
PAGE = render({"a <b>script</b>.md": check(SCRIPT, facts={"mode": "live"}, on=date(2026, 3, 2))}, "html")


def test_the_page_stands_by_itself_and_escapes_everything():
    assert PAGE.startswith("<!doctype html>")
    assert "<script" not in PAGE
    assert "<b>script" not in PAGE
    assert "http://" not in PAGE.replace("http-equiv", "")


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed: python3 run.py system")
def test_the_page_is_accessible(tmp_path):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(viewport={"width": 360, "height": 800}, bypass_csp=True)
        page.goto(file.as_uri())
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        browser.close()
