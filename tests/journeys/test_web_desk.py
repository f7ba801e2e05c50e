"""The campaign desk as people meet it: Debian's Chromium, a served application, no barrier at either width."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
EXAMPLES = Path(__file__).parents[2] / "examples"
SHOTS = os.environ.get("RINGFENCE_SCREENSHOTS", "")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
ACCOUNTS = """
import json, sys
from pathlib import Path
from ringfence.web.settings import configure
configure(Path(sys.argv[1]), https=False)
from ringfence.store import open_store
open_store(Path(sys.argv[1])).close()
from ringfence.web.database import bring_up_to_date
bring_up_to_date()
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from ringfence.web.accounts.models import Person
from ringfence.web.roles import Role
cookies = {}
for role in (Role.OFFICER, Role.MANAGER, Role.AUDITOR):
    person = Person.objects.add(role.value, role, "long enough for a test", f"Example {role.value}")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.create(user=person, confirmed=True).persistent_id
    session.save()
    cookies[role.value] = client.cookies["ringfence"].value
print(json.dumps(cookies))
"""
HELD = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ringfence.preferences.events import instant
from ringfence.rulebook import version
from ringfence.store import open_store
from ringfence.store.gate import Kept, Question
from ringfence.gate import keys
keys.made(Path(sys.argv[1]))
at = datetime.now(UTC)
with open_store(Path(sys.argv[1])) as store, store.gate.transaction():
    store.gate.add([Kept(id="held-1", client="dialler", reference="r1", campaign="spring", keyed=b"k", masked="44…001",
        asked="x", decision="hold", reasons=("SCRIPT_UNCLEAR",), situation="s",
        held_by={"PECR-21": Question(True, "Is the section a request for support?")}, rules_version=version(),
        decided_at=instant(at), expires_at=instant(at + timedelta(seconds=30)))])
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: python3 run.py system"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Address, cookies by role, and home of an application that is served."""
    home = tmp_path_factory.mktemp("home")
    env = {k: v for k, v in os.environ.items() if k != "RINGFENCE_DATABASE_URL"}
    run = [sys.executable, "-c"]
    made = subprocess.run([*run, ACCOUNTS, str(home)], capture_output=True, text=True, env=env, check=False)
    assert made.returncode == 0, made.stderr
    subprocess.run([*run, HELD, str(home)], env=env, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ringfence", "serve", "--port", str(port), "--home", str(home)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).read()
            break
        except OSError:
            time.sleep(0.2)
    yield address, json.loads(made.stdout), home
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def as_(browser, served):
    """A page of somebody of a role; what the console says is in `said`."""
    address, cookies, _ = served
    contexts = []

    def opened(role, **more):
        context = browser.new_context(base_url=address, **more)
        context.add_cookies([{"name": "ringfence", "value": cookies[role], "url": address}])
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        return page

    yield opened
    for context in contexts:
        context.close()


BEYOND = """[...document.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 200))"""


def looked_at(page, name):
    """No barrier and nothing cut off at both widths; pictures are kept where somebody asks for them."""
    from axe_playwright_python.sync_playwright import Axe

    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
        found = Axe().run(page)
        assert found.violations_count == 0, (name, width, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width, page.evaluate(BEYOND))
    page.set_viewport_size({"width": 1280, "height": 900})


def uploaded(page, campaign, files):
    page.goto("/campaigns/new/")
    page.locator("#files").set_input_files(files)
    page.get_by_role("button", name="Send the files").click()
    page.wait_for_url(f"**/campaigns/{campaign}/")


def checked(page):
    page.get_by_role("button", name="Check").first.click()
    page.wait_for_url("**/report/", timeout=120_000)


def test_officer_takes_neath_from_upload_as_far_as_the_law_lets_it_go(as_, tmp_path):
    page = as_("compliance_officer")
    page.goto("/campaigns/")
    looked_at(page, "campaigns-empty")
    page.goto("/campaigns/new/")
    looked_at(page, "campaign-new")
    names = ("campaign.toml", "script.md", "contacts.csv", "tps.csv", "objections.csv")
    uploaded(page, "neath-2017", [EXAMPLES / "neath-2017" / name for name in names])
    looked_at(page, "campaign")
    checked(page)
    assert page.locator(".verdict .word").inner_text().strip().startswith("Stop")
    for part in ("verdict", "script", "list", "people", "law"):
        page.goto(f"/campaigns/neath-2017/report/?part={part}")
        looked_at(page, f"neath-{part}")
    page.goto("/campaigns/neath-2017/report/?part=script")
    assert page.locator(".passage.crosses").count() == 4
    page.locator(".note.error a.code").first.click()
    looked_at(page, "rule")
    page.go_back()
    cleaned = tmp_path / "script.md"
    cleaned.write_bytes((EXAMPLES / "neath-2017" / "script-cleaned.md").read_bytes())
    page.goto("/campaigns/neath-2017/")
    page.locator("#files").set_input_files(cleaned)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("Check the campaign again").wait_for()
    page.get_by_role("link", name="what changed").click()
    looked_at(page, "changes")
    page.goto("/campaigns/neath-2017/")
    checked(page)
    page.goto("/campaigns/neath-2017/report/?part=script")
    assert page.locator(".passage.crosses").count() == 0
    page.goto("/campaigns/neath-2017/sign/")
    looked_at(page, "sign")
    assert page.said == []


def test_officer_sees_a_recorded_campaign_blocked_whole(as_, tmp_path):
    page = as_("compliance_officer")
    labour = EXAMPLES / "labour-2009"
    card = (labour / "campaign.toml").read_text().replace('"data/', '"')
    (tmp_path / "campaign.toml").write_text(card)
    files = [tmp_path / "campaign.toml", labour / "script.md", labour / "areas.txt"]
    made = {
        "contacts.csv": ["id,phone,constituency", *(f"{n},07700 900{n:03},Nottingham North" for n in range(1000))],
        "tps.csv": ["number,listed_on", "07700900001,2006-07-12"],
        "objections.csv": ["number,received_on,channel", "07700900002,2008-04-19,phone"],
    }
    for name, lines in made.items():  # a thousand rows: the situations are those of the whole
        (tmp_path / name).write_text("\n".join(lines) + "\n")
        files.append(tmp_path / name)
    uploaded(page, "labour-2009", files)
    checked(page)
    page.goto("/campaigns/labour-2009/report/?part=list")
    looked_at(page, "labour-list")
    counts = page.locator("table.narrow").first.inner_text().split()
    assert counts[counts.index("Blocked") :].count("1,000") == 1, counts
    assert page.get_by_text("AUTOMATED_NO_CONSENT").count() > 0


def test_manager_releases_a_hold_and_a_second_time_changes_nothing(as_):
    page, other = as_("campaign_manager"), as_("campaign_manager")
    page.goto("/board/")
    looked_at(page, "board")
    for each in (page, other):
        each.goto("/board/held/")
    looked_at(page, "held")
    for each in (page, other):
        each.locator("#reason-held-1").fill("Read with the agency: it asks for nothing.")
        each.get_by_role("button", name="Release").click()
    page.get_by_text("Released for a day").wait_for()
    other.get_by_text("released before").wait_for()
    page.go_back()
    assert page.said == []


def test_board_renews_itself(as_):
    page = as_("campaign_manager")
    page.goto("/board/")
    with page.expect_response(lambda answer: answer.url.endswith("/board/") and answer.status == 200, timeout=10_000):
        pass


def test_auditor_reads_and_is_offered_nothing_to_change(as_):
    page = as_("auditor")
    for address in ("/campaigns/", "/board/", "/board/held/"):
        page.goto(address)
        buttons = page.locator("main button").all_inner_texts()
        assert buttons == [], (address, buttons)
    page.goto("/campaigns/new/")
    page.get_by_text("Not yours to see").wait_for()


def test_expired_session_comes_back_to_the_page(as_):
    page = as_("compliance_officer")
    page.context.clear_cookies()
    page.goto("/campaigns/")
    assert "next=" in page.url
    looked_at(page, "sign-in")


def test_without_scripts_the_desk_works(as_, tmp_path):
    page = as_("compliance_officer", java_script_enabled=False)
    card = (EXAMPLES / "neath-2017" / "campaign.toml").read_text().replace('"neath-2017"', '"no-script"')
    (tmp_path / "campaign.toml").write_text(card)
    names = ("script.md", "contacts.csv", "tps.csv", "objections.csv")
    uploaded(page, "no-script", [tmp_path / "campaign.toml", *(EXAMPLES / "neath-2017" / name for name in names)])
    checked(page)
    assert "Stop" in page.locator(".verdict").inner_text()
