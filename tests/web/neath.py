"""The example of Neath on the desk: sent, checked and read, as an officer does."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ringfence.web import checking, drafts
from ringfence.web.ledgered import home

NEATH = Path(__file__).parents[2] / "examples" / "neath-2017"
NAMES = ("campaign.toml", "script.md", "contacts.csv", "tps.csv", "objections.csv")
MOST_BYTES = 100_000


def sent(*names, folder=NEATH):
    return [SimpleUploadedFile(name, (folder / name).read_bytes()) for name in names]


def neath(officer):
    answer = officer.post("/campaigns/from-card/", {"files": sent(*NAMES)})
    assert answer.status_code == 302, answer.content.decode()
    return drafts.draft(home(), "neath-2017")


def checked(officer, campaign="neath-2017", most=60.0):
    officer.post(f"/campaigns/{campaign}/check/")
    until = time.monotonic() + most
    while time.monotonic() < until:
        answer = officer.get(f"/campaigns/{campaign}/checking/", headers={"HX-Request": "true"})
        if answer.status_code == 204:
            return answer["HX-Redirect"]
        time.sleep(0.2)
    pytest.fail("the check did not end")


def words(officer, address, **more):
    answer = officer.get(address, more)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def looked_into(draft):
    """The check, in this process: quicker where a test is about something else."""
    (draft.folder / "check").mkdir(exist_ok=True)
    checking.work(draft.folder, home(), datetime.now(UTC).date(), "somebody")
    assert checking.state(draft).name == "done", checking.state(draft)
