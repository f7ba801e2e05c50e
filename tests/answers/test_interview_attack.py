"""What a desk leaves about calls, held against what is left of answers: nothing joins them; a careless desk is caught.

The harness (`answers attack`) looks at the answers themselves; this looks at the call records and the ledger beside.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ringfence.answers.interview import desk as desks
from ringfence.answers.interview import flow
from ringfence.answers.interview.desk import Call, Desk
from ringfence.answers.kept import open_answers
from ringfence.answers.record import token
from ringfence.store import open_store

from .sheets import ANSWERS, sheet

CALLS = 60
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
PREFIXES = ("", "outcome\x1f", "outcome", "complaint\x1f")


def hold(home, small):
    """Sixty interviews through the desk; the truth: which waiting or released token is which call's."""
    truth = {}
    questionnaire = sheet('where: "${age} < 35", limit: 1', 'where: "${age} < 35", limit: 999')
    with open_store(home) as store, open_answers(home, "spring", small()) as kept:
        desk = Desk(questionnaire, store, kept)
        for number in range(CALLS):
            call = Call(id=f"c{number}", number=441632960000 + number, interviewer=f"i{number % 5}")
            once = hashlib.sha256(f"{home}{number}".encode()).hexdigest()[:32]
            interview = desk.begin(call, once)
            while question := flow.asked(questionnaire, interview):
                said = {"vote": ("red", "blue", "green")[number % 3], "again": ("yes", "no")[number % 2]}
                interview = desk.answer(interview, question.id, {**ANSWERS, **said}[question.id])
            desk.finish(interview, call, NOW + timedelta(minutes=number))
            truth[token(once)] = call.id
        waiting = {each.token for each in kept._spool.entries() if each.kind == "closed"}
        gone = kept._base.known(set(truth))
        assert waiting | gone == set(truth), "every interview waits or has left"
        assert gone
        released = list(kept.released())
        records = [*store.call_records("outcome"), *store.call_records("recontact")]
        entries = [dict(each.told) for each in store.book.of_kind("call-outcome")]
    return truth, released, records, entries


def joined(truth, records):
    """Calls whose record and answer share a value, or of which one is a digest of the other that we can think of."""
    hits = 0
    for record in records:
        ways = {record.token, record.id, record.said, record.purpose, record.call}
        digests = {
            made
            for value, prefix, size in product(ways, PREFIXES, (8, 16, 32))
            for data in [f"{prefix}{value}".encode()]
            for made in (hashlib.sha256(data).hexdigest(), hashlib.blake2b(data, digest_size=size).hexdigest())
        }
        found = {truth[each] for each in (ways | digests | {token(way) for way in ways}) if each in truth}
        hits += record.call in found
    return hits


def test_nothing_that_is_kept_of_a_call_leads_to_its_answers(home, small):
    truth, released, records, entries = hold(home, small)
    assert joined(truth, records) == 0
    assert not any("again" in each.closed for each in released), "leave to ring again stands with no answer"
    for entry in entries:
        assert not {"red", "blue", "green"} & {str(value) for value in entry.values()}
    assert {each.wave for each in released} <= {"wave 1", "*"}


@pytest.mark.parametrize("careless", [lambda interview: interview.once, lambda interview: token(interview.once)])
def test_a_careless_desk_is_caught(home, small, monkeypatch, careless):
    """The control: an outcome that carries what stands where answers wait gives every call away."""
    monkeypatch.setattr(desks, "_token", careless)
    truth, _, records, _ = hold(home, small)
    assert joined(truth, [each for each in records if each.kind == "outcome"]) == CALLS
