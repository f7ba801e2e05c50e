"""The report as a person meets it: no barrier, nothing cut off, nothing fetched."""

import json
from pathlib import Path

import pytest

from ringfence.campaigns.report.page import render

CHROMIUM = Path("/usr/bin/chromium")
CASES = json.loads(Path(__file__).with_name("report_sample.json").read_text())
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDER_THAN_PAGE = """() => [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect(), sheet = document.documentElement.clientWidth;
    return box.width > 1 && box.right > sheet + 1 && !element.closest('.patterns, .long thead');
}).map(element => element.outerHTML.slice(0, 120))"""

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


@pytest.fixture(params=CASES)
def address(request, tmp_path):
    file = tmp_path / "report.html"
    file.write_text(render(CASES[request.param]), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def visit(browser, address):
    """Opens the report at a width; whatever it asks for or complains of is in `asked` and `said`."""
    pages = []

    def open_at(width):
        page = browser.new_page(viewport={"width": width, "height": 900})
        pages.append(page)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(address)
        return page

    yield open_at
    for page in pages:
        page.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_no_barrier(visit, width):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_asks_for_nothing_and_complains_of_nothing(visit, address):
    page = visit(1280)
    assert page.asked == [address]
    assert page.said == []


@pytest.mark.parametrize("width", [1280, 760, 360, 320])
def test_nothing_sticks_out(visit, width):
    page = visit(width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WIDER_THAN_PAGE) == []


def test_paper_shows_what_is_folded_away_and_cuts_nothing_off(visit):
    page = visit(680)  # an A4 sheet between its margins
    page.emulate_media(media="print")
    assert page.evaluate(WIDER_THAN_PAGE) == []
    shut = page.evaluate("""() => [...document.querySelectorAll('details > :not(summary)')].filter(
        each => each.getBoundingClientRect().height === 0).length""")
    assert shut == 0


def test_keyboard_reaches_the_folded_part(visit):
    page = visit(1280)
    for folded in page.locator("details").all():
        folded.locator("> summary").focus()
        page.keyboard.press("Enter")
        assert folded.evaluate("each => each.open")


def test_hostile_script_does_not_run(browser, tmp_path):
    case = json.loads(json.dumps(CASES["go"]))
    text = "<script>document.title='taken'</script><svg onload=\"document.title='taken'\">"
    case["script"]["file"] = case["campaign"]["name"] = text
    section = case["script"]["sections"][0]
    section |= {"text": text, "end": section["start"] + len(text)}
    file = tmp_path / "report.html"
    file.write_text(render(case), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.title() != "taken"
    assert page.locator("script, [onload]").count() == 0
    page.close()


def test_long_words_do_not_push_the_page_wide(browser, tmp_path):
    case = json.loads(json.dumps(CASES["go"]))
    word = "x" * 300
    case["script"]["file"] = case["campaign"]["name"] = case["sources"][0]["file"] = word
    case["list"]["registers"][0]["file"] = case["campaign"]["instigator"] = case["sources"][0]["supplier"] = word
    case["rules"][0]["title"] = case["list"]["situations"][0]["words"][0] = word
    case["script"]["sections"][0]["id"] = word
    file = tmp_path / "report.html"
    file.write_text(render(case), encoding="utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 900})
    page.goto(file.as_uri())
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(WIDER_THAN_PAGE) == []
    page.close()
