"""Requests that schemathesis makes up from our own document, valid and broken ones, against a server of its own."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from .live_api import key_for_somebody, served

CONFIG = """
hooks = "{hooks}"
rate-limit = "550/m"
generation.allow-x00 = false # refused, and a test of its own says so
[checks.negative_data_rejection] # as schemathesis has it, with 413: a text over the bound of any request
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
[parameters]
{parameters}
"body.campaign" = {{ dictionary = "campaign", probability = 0.8 }}
"body.reference" = {{ dictionary = "reference", probability = 0.8 }}
"body.files" = {{ dictionary = "digest", probability = 0.8 }}
"body.finding" = {{ dictionary = "finding", probability = 0.8 }}
{dictionaries}
# The same Idempotency-Key is made up twice; a complaint that says nothing is refused, as is a file that is not what its
# name says, a campaign without a usable card, a step that comes too early, a fact that is no such thing.
[[operations]]
include-path-regex = "/({standing})$"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 401, 403, 404, 409, 422, 429]
[[operations]] # a campaign that was just begun has no report yet
include-path-regex = "/report$"
[operations.checks.ensure_resource_availability]
enabled = false
"""
STANDING = (
    "campaigns", "cases", "objections", "webhooks", "files/[^/]+", "check", "findings", "waivers.*", "signature",
    "facts", "decision", "second-reading", "steps", "search", "assessment", "approval",
)  # fmt: skip
PARTS = {
    "rule": ["PECR-21-TPS", "PECR-19", "pecr-24", "nothing"],
    "ruling": ["labour-2010", "nothing"],
    "code": ["DM101", "dm102", "XX999"],
    "campaign": ["small", "other"],
    "entry": ["0", "1", "99999"],
    "case": ["2026-000001", "2026-999999"],
    "name": ["crm", "other"],
    "objection": ["o1", "other"],
    "decision": ["d1", "other"],
    "reference": ["7", "other"],
    "file": ["script.md", "more.csv", "other.exe"],
    "finding": ["0123456789abcdef"],
    "result": ["callable.csv", "report.json", "other"],
    "letter": ["acknowledgement", "outcome", "other"],
    "digest": ["0" * 64],
}
NOT_IN_PATHS = {"reference", "digest"}


@pytest.fixture
def home(tmp_path):
    """A home with something of everything."""
    from ringfence.cases.assessing import assessed
    from ringfence.cases.complaint import complaint
    from ringfence.cases.steps import step
    from ringfence.gate import webhooks
    from ringfence.preferences.events import Event, instant
    from ringfence.preferences.scopes import EVERYONE
    from ringfence.store import open_store
    from ringfence.store.gate import Kept
    from ringfence.web import checking, drafts
    from ringfence.web.cases_on_file import added, loaded, taken

    from .test_api_requests import CARD

    made = drafts.begin(tmp_path, "small", CARD)
    made.put("script.md", [b"Good evening, I am calling from Example Research.\n"])
    made.put("contacts.csv", [b"phone\n01632 960401\n"])
    moment = datetime.now(UTC)
    said = Event(
        id="o1", kind="objection", number=441632960401, recorded_at=instant(moment), at=instant(moment),
        channel="phone", said="stop", scope=EVERYONE,
    )  # fmt: skip
    with open_store(tmp_path) as store:
        store.append([said])
        kept = Kept(
            id="d1", client="local", reference="7", campaign="small", keyed=store.key.keyed(441632960401), masked="44…",
            asked="x", decision="block", reasons=("OBJECTION_ON_FILE",), situation="s", held_by={}, rules_version="1",
            decided_at=instant(moment), expires_at=instant(moment),
        )  # fmt: skip
        with store.gate.transaction():
            store.gate.add([kept])
        words = {"words": "It rang at tea.", "number": "01632 960401"}
        taken(store, complaint(words, via="form", now=moment, place="a test", received=instant(moment)), moment, "x")
        found = assessed(loaded(store, "2026-000001"), moment.date())
        said = step("2026-000001", "assessed", id_="a1", now=moment, by="x", details=found.details, body=found.body)
        added(store, said)
    (tmp_path / "office.toml").write_text('name = "Example Office"\naddress = ["1 Example Street"]\n')
    (made.folder / "check").mkdir()
    checking.work(made.folder, tmp_path, moment.date(), "x")
    assert made.report() is not None
    webhooks.add(tmp_path, "crm", "http://127.0.0.1:9/")
    return tmp_path


@pytest.mark.slow
def test_no_request_that_can_be_made_up_breaks_anything(web, home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("st")
    hooks = Path(__file__).with_name("api_generated.py")
    parameters = "\n".join(
        f'"path.{name}" = {{ dictionary = "{name}", probability = 0.8 }}' for name in PARTS if name not in NOT_IN_PATHS
    )
    dictionaries = "\n".join(f"[dictionaries.{name}]\nvalues = {values}" for name, values in PARTS.items())
    config = folder / "schemathesis.toml"
    told = {"parameters": parameters, "dictionaries": dictionaries, "standing": "|".join(STANDING)}
    config.write_text(CONFIG.format(hooks=hooks, **told))
    examples = os.environ.get("RINGFENCE_EXAMPLES", "10")
    with served(home) as url:
        command = [
            str(Path(sys.executable).with_name("st")), "--config-file", str(config), "run",
            f"{url}/api/v1/openapi.json", "-H", f"Authorization: Bearer {key_for_somebody(home)}",
            "--max-examples", examples, "--seed", os.environ.get("RINGFENCE_SEED", "1"),
            "--continue-on-failure", "--no-color",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    print(done.stdout[-6000:])
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert int(re.search(r"(\d+) generated", done.stdout)[1]) > 300
    log = (home / f"log-{home.name}.txt").read_text()
    assert "api-objections" in log
    assert not re.search(r"(?:1632 ?960|7700 ?900)\d{3}", log)
