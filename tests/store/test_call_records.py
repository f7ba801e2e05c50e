"""What calls left behind: each once, found by kind, campaign and purpose, nameless after an erasure."""

from dataclasses import replace

import pytest

from ringfence.preferences.events import Event
from ringfence.store import CallRecord

from .conftest import PHONE, RECORDED

OUTCOME = CallRecord(
    id="o1",
    kind="outcome",
    campaign="spring",
    call="c1",
    number=PHONE,
    at=RECORDED,
    recorded_by="Ann",
    code="1.1",
    token="t",
)
LEAVE = replace(OUTCOME, id="r1", kind="recontact", code="", token="", said="May we?", purpose="once more in May")
COMPLAINT = replace(OUTCOME, id="k1", kind="complaint", code="", token="", said="you rang at seven")


def test_each_is_on_file_once(store):
    assert store.add_call_record(OUTCOME)
    assert not store.add_call_record(replace(OUTCOME, code="2.12"))
    assert store.call_record("o1") == OUTCOME
    assert store.call_record("nothing") is None


def test_they_are_found_by_kind_campaign_and_purpose_in_order(store):
    for record in (OUTCOME, LEAVE, COMPLAINT, replace(OUTCOME, id="o0", at="2026-11-20T10:00:00.000000Z", call="c0")):
        store.add_call_record(record)
    assert [each.id for each in store.call_records("outcome")] == ["o0", "o1"]
    assert list(store.call_records("outcome", "autumn")) == []
    assert list(store.call_records("recontact", "spring", "once more in May")) == [LEAVE]
    assert list(store.call_records("recontact", purpose="selling")) == []


def test_an_outcome_is_in_the_ledger_and_no_other_record_is(store):
    for record in (OUTCOME, LEAVE, COMPLAINT, OUTCOME):
        store.add_call_record(record)
    (entry,) = store.book.of_kind("call-outcome")
    assert (entry.told["reference"], entry.told["outcome"]) == ("c1", "1.1")


def test_neither_wakes_whoever_waits_for_objections(store):
    before = store.version()
    store.add_call_record(OUTCOME)
    assert store.version() == before, "the gate's copy of the objections is still good"


def test_an_erasure_empties_them_and_leaves_the_count(store):
    for record in (OUTCOME, LEAVE, COMPLAINT):
        store.add_call_record(record)
    store.erase(PHONE, Event(id="e1", kind="erasure", number=PHONE, recorded_at=RECORDED))
    for kind in ("outcome", "recontact", "complaint"):
        (record,) = store.call_records(kind)
        assert (record.number, record.said, record.recorded_by) == (None, "", "")
    assert store.call_record("o1").code == "1.1"
    assert store.book.of_number(PHONE) == ()


@pytest.mark.parametrize("kind", ["outcome", "recontact"])
def test_a_record_without_a_number_is_kept(store, kind):
    record = replace(OUTCOME, kind=kind, number=None)
    assert store.add_call_record(record)
    assert store.call_record("o1") == record
