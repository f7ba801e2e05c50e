"""The campaign desk as people meet it: Debian's Chromium, a served application, no barrier at either width."""

import json
import os
import runpy
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from ringfence.gate.calls import Call
from ringfence.gate.desk import Desk
from ringfence.store import open_store

from ..web.campaign_signed import noon, sign  # noqa: TID252 - tests are no package

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
for role in (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.AGENT, Role.ADMINISTRATOR):
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

NOON = """
import sys
from datetime import datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from ringfence.web.settings import configure
configure(Path(sys.argv[1]), https=False)
from ringfence.web.pages import interview_desk
interview_desk.now = lambda: datetime.fromisoformat(sys.argv[3])
from django.core.wsgi import get_wsgi_application
class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass
make_server("127.0.0.1", int(sys.argv[2]), get_wsgi_application(), Threads, Quiet).serve_forever()
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: python3 run.py system"),
]


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def quiet_environment():
    return {k: v for k, v in os.environ.items() if k != "RINGFENCE_DATABASE_URL"}


def home_with_people(home):
    """The cookies of somebody of each role, in a home of their own."""
    run = [sys.executable, "-c", ACCOUNTS, str(home)]
    made = subprocess.run(run, capture_output=True, text=True, env=quiet_environment(), check=False)
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@contextmanager
def serving(command, address):
    server = subprocess.Popen(command, env=quiet_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).read()
            break
        except OSError:
            time.sleep(0.2)
    try:
        yield
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Address, cookies by role, and home of an application that is served."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    cookies = home_with_people(home)
    subprocess.run([sys.executable, "-c", HELD, str(home)], env=quiet_environment(), check=True)
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "ringfence", "serve", "--port", str(port), "--home", str(home)]
    with serving(command, address):
        yield address, cookies, home


@pytest.fixture(scope="module")
def at_noon(tmp_path_factory):
    """The same on a working day at noon, whatever the time: calls are asked about. A survey of residents is signed."""
    home, port = tmp_path_factory.mktemp("noon"), free_port()
    cookies = home_with_people(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RINGFENCE_DATABASE_URL", raising=False)
        sign(home, home / "residents", "residents")
    address = f"http://127.0.0.1:{port}"
    with serving([sys.executable, "-c", NOON, str(home), str(port), noon().isoformat()], address):
        yield address, cookies, home


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
    with people(browser, address, cookies) as opened:
        yield opened


@contextmanager
def people(browser, address, cookies):
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


def test_officer_takes_neath_from_upload_to_a_signed_campaign(as_, served):
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
    read_on(page)
    page.goto("/campaigns/neath-2017/")
    page.get_by_role("link", name="Edit script.md").click()
    page.locator("#text").fill((EXAMPLES / "neath-2017" / "script-cleaned.md").read_text())
    page.get_by_role("button", name="Keep the script").click()
    page.get_by_text("Check the campaign again").wait_for()
    page.get_by_role("link", name="what changed").click()
    assert page.get_by_role("heading", name="Taken out").count() == 5
    looked_at(page, "changes")
    page.goto("/campaigns/neath-2017/")
    checked(page)
    page.goto("/campaigns/neath-2017/report/?part=script")
    assert page.locator(".passage.crosses").count() == 0
    page.goto("/campaigns/neath-2017/changes/")
    looked_at(page, "list-changes")

    signed_and_taken_away(page)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RINGFENCE_DATABASE_URL", raising=False)
        with open_store(served[2]) as store:
            signed = [each.told["by"] for each in store.book.of_kind("campaign-signed")]
            left = [each.told["what"] for each in store.book.of_kind("export")]
    assert signed == ["Example compliance_officer"]
    assert left == ["neath-2017: callable.csv", "campaign pack: neath-2017"]
    assert page.said == []


def read_on(page):
    page.goto("/campaigns/neath-2017/report/?part=list")
    page.locator(".bars a.ref").nth(1).click()
    looked_at(page, "situation")
    page.goto("/campaigns/neath-2017/report/?part=script")
    assert page.locator(".passage.crosses").count() == 4
    page.locator(".note.error a.code").first.click()
    looked_at(page, "check")
    page.goto("/rules/PECR-21-TPS/")
    looked_at(page, "rule")
    page.goto("/campaigns/neath-2017/sign/")
    page.get_by_text("It cannot be signed").wait_for()
    looked_at(page, "sign-stopped")


def signed_and_taken_away(page):
    page.goto("/campaigns/neath-2017/sign/")
    for each in page.locator("main textarea").all():
        each.fill("Looked into with the agency, and noted in the file of the campaign.")
    looked_at(page, "sign")
    page.get_by_role("button", name="Sign as").click()
    page.get_by_text("Signed: version 1, in the ledger").wait_for()
    looked_at(page, "campaign-signed")
    page.locator("#purpose").fill("For the dialler of the agency")
    for name in ("callable.csv", "Campaign pack"):
        with page.expect_download() as leaving:
            page.get_by_role("button", name=name).click()
        assert leaving.value.path().stat().st_size


def test_officer_lets_a_finding_stand_and_a_colleague_has_to_agree(as_, tmp_path):
    page, other = as_("compliance_officer"), as_("campaign_manager")
    card = (EXAMPLES / "neath-2017" / "campaign.toml").read_text().replace('"neath-2017"', '"waived"')
    (tmp_path / "campaign.toml").write_text(card)
    script = (EXAMPLES / "neath-2017" / "script-cleaned.md").read_text()
    (tmp_path / "script.md").write_text(f"{script}\nCan we count on your vote for Sandra?\n")
    names = ("contacts.csv", "tps.csv", "objections.csv")
    own = [tmp_path / "campaign.toml", tmp_path / "script.md"]
    uploaded(page, "waived", [*own, *(EXAMPLES / "neath-2017" / name for name in names)])
    page.get_by_role("link", name="What may stand").click()
    looked_at(page, "waivers")
    page.locator("main > section details summary").first.click()
    opened = page.locator("main > section details[open]").first
    opened.locator("textarea").fill("It is the jingle of a radio show that the question is about.")
    opened.get_by_role("button", name="Let it stand").click()
    page.get_by_text("Kept, and in the ledger").wait_for()
    assert page.locator("main > section details").count() == 0, "there was one error, and it may stand"
    looked_at(page, "waived")
    page.goto("/campaigns/waived/")
    checked(page)
    page.goto("/campaigns/waived/report/?part=script")
    looked_at(page, "waived-script")
    page.goto("/campaigns/waived/sign/")
    page.get_by_text("somebody else has to sign").wait_for()
    looked_at(page, "sign-not-alone")
    other.goto("/campaigns/waived/sign/")
    assert other.get_by_role("button", name="Sign as").count() == 1
    assert page.said == other.said == []


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


@pytest.mark.slow
def test_officer_sees_495_000_rows_blocked_in_a_handful_of_situations(as_, tmp_path):
    labour = EXAMPLES / "labour-2009"
    runpy.run_path(str(labour / "generate.py"))["generate"](tmp_path)
    card = (labour / "campaign.toml").read_text().replace('"data/', '"').replace('"labour-2009"', '"labour-whole"')
    (tmp_path / "campaign.toml").write_text(card)
    page = as_("compliance_officer")
    page.set_default_timeout(120_000)
    names = ("campaign.toml", "contacts.csv", "tps.csv", "objections.csv")
    files = [*(tmp_path / name for name in names), labour / "script.md", labour / "areas.txt"]
    uploaded(page, "labour-whole", files)
    page.get_by_role("button", name="Check the campaign").click()
    page.wait_for_url("**/check*/")
    if page.locator("progress").count():
        looked_at(page, "labour-checking")
    page.wait_for_url("**/report/", timeout=300_000)
    looked_at(page, "labour-whole-verdict")
    page.goto("/campaigns/labour-whole/report/?part=list")
    looked_at(page, "labour-whole-list")
    assert page.get_by_text("504,431 numbers").count()
    counts = page.locator("table.narrow").first.inner_text().split()
    assert counts[counts.index("Blocked") :].count("504,431") == 1, counts
    assert 5 <= page.locator(".bars > li").count() <= 30
    page.locator(".bars a.ref").first.click()
    page.get_by_role("heading", name="What would cure it").wait_for()
    looked_at(page, "labour-whole-situation")
    assert page.said == []


def test_agent_records_an_objection_in_the_middle_and_the_next_call_is_refused(browser, at_noon):
    address, cookies, home = at_noon
    with people(browser, address, cookies) as opened:
        page = opened("agent")
        page.goto("/interview/")
        page.get_by_role("link", name="residents").click()
        looked_at(page, "interview-begin")
        page.locator("#call").fill("call-1")
        page.locator("#number").fill("07700 900557")
        page.keyboard.press("Enter")
        page.get_by_text("calling from Example Research").wait_for()
        looked_at(page, "interview-first")
        page.keyboard.press("Enter")
        page.get_by_text("Your answers will be put together").wait_for()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="happy to take part").wait_for()
        page.get_by_role("button", name="Asked not to be called again").click()
        page.get_by_text("The objection is on file").wait_for()
        looked_at(page, "interview-objection")
        page.goto("/interview/residents/")
        page.locator("#call").fill("call-2")
        page.locator("#number").fill("07700 900557")
        page.keyboard.press("Enter")
        page.get_by_text("Do not call").wait_for()
        looked_at(page, "interview-refused")
        assert page.said == []
    asked = Call(
        reference="dialler-1", campaign="residents", called="07700 900557", at=noon(), shown="01632 960100",
        withheld=False, door="test", client="trunk",
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RINGFENCE_DATABASE_URL", raising=False)
        with Desk(home) as gate:
            decision = gate.ask(asked)
    assert (decision.decision, decision.reasons[0]) == ("block", "OBJECTION_ON_FILE")


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


def test_administrator_gives_a_program_a_key_and_takes_it_away(as_):
    page = as_("administrator")
    page.goto("/people/")
    page.get_by_role("link", name="keys of the API").click()
    looked_at(page, "keys-empty")
    page.get_by_label("Name", exact=True).fill("crm")
    page.get_by_label("objections:add").check()
    page.get_by_label("Last day").fill("31/12/2099")
    page.get_by_role("button", name="Make it").click()
    looked_at(page, "keys-made")
    key = page.locator("main code").inner_text()
    assert key.startswith("rfa_")
    page.goto("/people/keys/")
    assert key not in page.content()
    page.get_by_role("button", name="Revoke").click()
    page.get_by_text("is refused from now on").wait_for()
    assert "revoked" in page.get_by_role("row").nth(1).inner_text()
    looked_at(page, "keys-revoked")


def test_an_officer_takes_on_a_key_that_was_made_for_them(as_):
    page = as_("administrator")
    page.goto("/people/keys/")
    page.get_by_label("Name", exact=True).fill("scheduler")
    page.get_by_label("campaigns:sign").check()
    page.get_by_label("For", exact=True).fill("compliance_officer")
    page.get_by_label("Last day").fill("31/12/2099")
    page.get_by_role("button", name="Make it").click()
    page.locator("main code").wait_for()
    page = as_("compliance_officer")
    page.goto("/")
    page.get_by_role("link", name="Keys in your name").click()
    looked_at(page, "own-keys")
    page.get_by_role("button", name="Take it on").click()
    page.get_by_text("acts in your name from now on").wait_for()
    assert "since" in page.get_by_role("row").nth(1).inner_text()
    page.get_by_role("button", name="End it").click()
    page.get_by_text("is refused from now on").wait_for()
    looked_at(page, "own-keys-ended")
