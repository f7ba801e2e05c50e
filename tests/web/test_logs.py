"""A canary goes through the whole application, in every place where somebody can put a number: no log has it."""

import io
import json
import logging
import logging.config
import re
from pathlib import Path

import pytest
from django.urls import reverse

from ringfence.web import logs
from ringfence.web.roles import Role
from ringfence.web.table import pages

CANARIES = ("01632960987", "+441632960987", "01632 960 987", "(01632) 960-987")
WORD = "canary.example.org"
TELLTALE = re.compile(r"960\W{0,3}987")


@pytest.fixture
def log(web):
    """What the log of production would hold, at its most talkative."""
    kept, before = io.StringIO(), (logging.root.handlers[:], logging.root.level)
    told = logs.config()
    told["handlers"]["lines"]["stream"] = kept
    told["root"]["level"] = "DEBUG"
    logging.config.dictConfig(told)
    yield kept
    logging.root.handlers, logging.root.level = before
    logging.config.dictConfig(logs.config() | {"root": {"level": "WARNING", "handlers": []}})


def lines(log):
    return [json.loads(line) for line in log.getvalue().splitlines()]


def address(each, canary):
    names = re.findall(r"<(?:(\w+):)?(\w+)>", each.path)
    return reverse(
        each.name, kwargs={name: 960987 if kind == "int" else re.sub(r"\W", "", canary) for kind, name in names}
    )


@pytest.mark.parametrize(
    "canary", [CANARIES[0], *(pytest.param(each, marks=pytest.mark.slow) for each in CANARIES[1:3]), CANARIES[3]]
)
def test_no_number_that_somebody_sends_is_in_the_log(web, as_, log, canary):
    fields = (
        "number",
        "about",
        "words",
        "name",
        "password",
        "code",
        "q",
        "called_at",
        "reference",
        "once",
        "next",
        "call",
    )
    told = dict.fromkeys(fields, canary)
    headers = {"User-Agent": canary, "Referer": f"/ask/?number={canary}", "X-Forwarded-For": canary, "Cookie": canary}
    for each in pages():
        client = as_(next(iter(each.roles), Role.AUDITOR))
        client.raise_request_exception = False
        where = address(each, canary)
        client.get(where, {"number": canary}, headers=headers)
        client.post(f"{where}?number={canary}", told, headers=headers)
    client.get(f"/{canary}/", headers={"Host": canary})
    client.get(
        f"/{WORD}/?{WORD}={WORD}", headers=dict.fromkeys(("Host", "User-Agent", "Referer", "X-Request-Id"), WORD)
    )
    assert not TELLTALE.search(log.getvalue())
    assert WORD not in log.getvalue(), "nor anything else that somebody chose"
    assert len([each for each in lines(log) if each["said"] == "request"]) >= 2 * len(pages())


def test_a_fault_is_told_by_its_kind_and_place(web, as_, log, monkeypatch):
    def broken(*_):
        here = CANARIES[0]  # a value in the frame, and in the message
        raise LookupError(f"no row for {here}")

    monkeypatch.setattr("ringfence.web.pages.public_asking.ask", broken)
    client = as_(Role.AUDITOR)
    client.raise_request_exception = False
    answer = client.post("/ask/", {"number": CANARIES[0], "about": CANARIES[0]})
    assert answer.status_code == 500
    assert not TELLTALE.search(answer.content.decode())
    assert not TELLTALE.search(log.getvalue())
    (fault,) = [each for each in lines(log) if each.get("fault")]
    assert fault["fault"] == "LookupError"
    assert fault["at"][-1].endswith("broken")
    assert any("pages/public.py" in each for each in fault["at"])


def test_a_line_says_what_was_done_and_by_which_role(web, as_, log):
    answer = as_(Role.COMPLAINTS).get("/cases/?number=1")
    (line,) = [each for each in lines(log) if each["said"] == "request"]
    assert (line["page"], line["method"], line["status"], line["role"]) == ("cases", "GET", 200, "complaints_officer")
    assert answer["X-Request-Id"] == line["id"]
    assert "complaints officer" not in json.dumps(line), "no name"


def test_what_is_refused_is_told_by_its_code(web, as_, log):
    as_(Role.OFFICER).post("/campaigns/from-card/", {})
    (line,) = [each for each in lines(log) if each["said"] == "request"]
    assert (line["status"], line["refused"]) == (400, "upload-refused")


def test_what_a_guard_refused_can_be_told_from_a_mistake(web, as_, log, people):
    """Each line has the code that docs/web.md names; a form that was filled in wrongly has none."""
    from django.test import Client

    agent, stranger = as_(Role.AGENT), Client(enforce_csrf_checks=True)
    agent.get("/people/")
    agent.delete("/interview/")
    stranger.post("/object/", {"number": "x"})
    agent.generic("POST", "/object/", b"", "text/plain", CONTENT_LENGTH=str(3 << 20))
    for _ in range(5):
        agent.post("/sign-in/", {"name": "auditor", "password": "no"})
    stranger.get("/api/v1/rules")
    agent.post("/object/", {"number": "x"})
    found = [each.get("refused") for each in lines(log) if each["said"] == "request"]
    wrong = [None] * 4  # four passwords, before the fifth locks
    guards = ["not-theirs", "other-method", "form-token", "too-large", *wrong, "too-often", "not-known", None]
    assert found == guards
    told = (Path(__file__).parents[2] / "docs" / "web.md").read_text(encoding="utf-8")
    assert all(f"`{code}`" in told for code in {*filter(None, found), *logs.BY_STATUS.values()})


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("called 01632 960987 twice", "called [digits] twice"),
        ("+44 (0)1632-960.987", "[digits]"),
        ("port 8000, 12 workers, pid 12345", "port 8000, 12 workers, pid 12345"),
        ("no digits", "no digits"),
    ],
)
def test_rows_of_digits_are_taken_out_of_words_too(said, kept):
    assert logs.hidden(said) == kept


def test_what_other_libraries_put_into_their_words_is_not_kept(log):
    logging.getLogger("another.library").warning("number %s is odd", CANARIES[0])
    logging.getLogger("another.library").warning(f"number {CANARIES[1]} is odd")  # noqa: G004 - as some do
    assert not TELLTALE.search(log.getvalue())
    assert [each["said"] for each in lines(log)] == ["number %s is odd", "number [digits] is odd"]
