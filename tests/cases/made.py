"""Made-up complaints, events and calls: names of nobody, numbers from the ranges kept for drama."""

import importlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ringfence.cases.complaint import complaint
from ringfence.cases.finding import Call
from ringfence.cases.roles import roles
from ringfence.cases.state import case_of
from ringfence.cases.steps import opening, step
from ringfence.preferences.events import instant

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
NUMBER = 441632960123
WRITTEN = "01632 960123"


def stop_the_clock(monkeypatch):
    """The commands are run on one day, so that a case has the same number in any year."""
    for name in ("case", "case_steps", "case_evidence", "case_clocks", "shared"):
        module = importlib.import_module(f"ringfence.cli.{name}")
        monkeypatch.setattr(module, "now", lambda: NOW + timedelta(days=6))


def told(**fields):
    now = fields.pop("now", NOW)
    return complaint(fields, via="form", now=now, place="a test", received=instant(now))


def opened(*, role="organisation", now=NOW, second_reader=None, identity="", id_="open", **fields):
    return opening(
        told(now=now, **fields), id_=id_, identity=identity, role=role, now=now, by="A. Khan",
        second_reader=second_reader,
    )  # fmt: skip


def case(*steps, role="organisation", received=None, second_reader=None, **fields):
    """A case with these steps after its opening, each (kind, at) or (kind, at, details)."""
    first = opened(role=role, second_reader=second_reader, **{"number": WRITTEN, **fields})
    events = [replace(first, case="A-1", at=received or first.at)]
    for place, (kind, at, *rest) in enumerate(steps):
        details = dict(rest[0]) if rest else {}
        by = details.pop("by", "A. Khan")
        events.append(step("A-1", kind, id_=f"e{place}", now=NOW, by=by, at=at, details=details))
    return case_of("A-1", events, roles())


def call(at="2009-06-02T17:21:40.000000Z", evidence="record:aaa:1", **more):
    return Call(**{"evidence": evidence, "kind": "record", "number": NUMBER, "at": at, "connected": True, **more})
