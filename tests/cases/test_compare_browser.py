"""The pages of the comparison and of the story as a person meets them: no barrier, nothing fetched, nothing cut off."""

from datetime import date
from pathlib import Path

import pytest

from ringfence.cases.compare.comparing import compare
from ringfence.cases.compare.report import page as comparison
from ringfence.cases.story.report import page as story
from ringfence.rulings.loading import shipped

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = {
    "compare": lambda: comparison(compare(shipped("public"), "public", date(2026, 11, 26))),
    "by-sector": lambda: comparison(compare(shipped("public"), "x" * 300, date(2026, 11, 26), "sector")),
    "story": story,
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: python3 run.py system"),
]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_nothing_fetched_nothing_sticks_out(browser, tmp_path, name):
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "page.html"
    file.write_text(PAGES[name](), encoding="utf-8")
    for width in (1280, 360):
        page = browser.new_page(viewport={"width": width, "height": 900})
        asked, said = [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(file.as_uri())
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert asked == [file.as_uri()]
        assert said == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


STICKING_OUT = """() => [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.right > document.documentElement.clientWidth + 1;
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", ["compare", "story"])
def test_paper_cuts_nothing_off(browser, tmp_path, name):
    file = tmp_path / "page.html"
    file.write_text(PAGES[name](), encoding="utf-8")
    page = browser.new_page(viewport={"width": 680, "height": 960})  # an A4 sheet between its margins
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert page.evaluate(STICKING_OUT) == []
    page.close()
