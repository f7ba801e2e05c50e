"""What an interview does to the world: objections at once, the outcome once, and no tie of answers to a call."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import apsw
import pytest

from ringfence.answers.interview import flow
from ringfence.answers.interview.desk import Call, CallEndedAlready, Desk, NotFinished, NothingSaid
from ringfence.answers.interview.quotas import Counts
from ringfence.answers.kept import Plan, open_answers
from ringfence.answers.record import AnswerRefused
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store

from .sheets import ANSWERS, sheet

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
CALL = Call(id="call-1", number=441632960123, interviewer="Ann")
ONCE = "cd" * 16


class Taken:
    """Stands in for the answers: takes a record, and can refuse."""

    def __init__(self):
        self.records, self.refuses = {}, False

    def keep(self, record):
        if self.refuses:
            raise AnswerRefused("no room")
        self.records.setdefault(record.once, record)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def taken():
    return Taken()


@pytest.fixture
def desk(store, taken):
    return Desk(sheet(), store, taken)


def interviewed(desk, call=CALL, once=ONCE, **answers):
    interview = desk.begin(call, once)
    given = {**ANSWERS, **answers}
    while question := flow.asked(desk.questionnaire, interview):
        interview = desk.answer(interview, question.id, given[question.id])
    return interview


def test_a_complete_interview_is_handed_in_without_anything_of_the_call(desk, taken, store):
    finished = desk.finish(interviewed(desk), CALL, NOW)
    assert (finished.outcome.code, finished.kept, finished.again) == ("1.1", True, False)
    (record,) = taken.records.values()
    assert record.closed == {"adult": "yes", "vote": "red", "issues": ("nhs", "jobs"), "age": "35_to_under_55"}
    assert record.texts == {"why": "the buses"}
    assert not {"again", "hello"} & set(record.closed), "leave to ring again is not kept with answers"
    (outcome,) = store.call_records("outcome")
    assert (outcome.call, outcome.number, outcome.code) == ("call-1", 441632960123, "1.1")
    assert ONCE not in repr(outcome)
    (entry,) = store.book.of_kind("call-outcome")
    assert "buses" not in repr(entry)


def test_handed_in_again_it_is_on_file_once(desk, taken, store):
    interview = interviewed(desk)
    desk.finish(interview, CALL, NOW)
    assert desk.finish(interview, CALL, NOW + timedelta(seconds=9)).again
    assert (
        len(taken.records)
        == len(list(store.call_records("outcome")))
        == len(list(store.call_records("recontact")))
        == 1
    )


def test_a_second_interview_on_a_call_is_refused(desk, taken):
    other = interviewed(desk, once="ef" * 16, vote="blue")
    desk.finish(interviewed(desk), CALL, NOW)
    with pytest.raises(CallEndedAlready):
        desk.begin(CALL, "12" * 16)
    with pytest.raises(CallEndedAlready):
        desk.finish(other, CALL, NOW)
    with pytest.raises(CallEndedAlready):
        desk.finish(flow.end(flow.begin(desk.questionnaire, ONCE), "2.12"), CALL, NOW)
    assert len(taken.records) == 1


def test_answers_that_are_refused_can_be_handed_in_again(desk, taken):
    interview = interviewed(desk)
    taken.refuses = True
    with pytest.raises(AnswerRefused):
        desk.finish(interview, CALL, NOW)
    taken.refuses = False
    assert desk.finish(interview, CALL, NOW).kept
    assert len(taken.records) == 1


def test_an_objection_is_on_file_before_it_is_confirmed_at_any_moment_and_once(desk, store, tmp_path):
    interview = desk.begin(CALL, ONCE)
    for _ in range(2):
        event = desk.object(CALL, "don't ring me again", NOW)
        with closing(apsw.Connection(str(tmp_path / "store.sqlite3"))) as other:
            ((kind, said),) = other.execute("SELECT kind, said FROM ringfence_event").fetchall()
        assert (kind, said) == ("objection", "don't ring me again")
    assert store.objections(CALL.number, {EVERYONE.key}) == (event,)
    assert flow.asked(desk.questionnaire, interview), "the interview itself goes on if the person wishes"


def test_an_objection_without_words_or_number_is_not_taken_for_one(desk):
    with pytest.raises(NothingSaid, match="Write the words"):
        desk.object(CALL, "  ", NOW)
    with pytest.raises(NothingSaid, match="Give the number"):
        desk.object(Call(id="x", number=None, interviewer="Ann"), "stop", NOW)


def test_a_complaint_is_on_file_for_those_who_handle_them(desk, store):
    desk.complain(CALL, "you rang at\n seven", NOW)
    desk.complain(CALL, "you rang at seven", NOW)
    desk.complain(CALL, "and you are rude", NOW)
    assert [each.said for each in store.call_records("complaint", "spring")] == [
        "and you are rude",
        "you rang at seven",
    ]


def test_leave_to_ring_again_is_good_for_its_purpose_only(desk, store):
    desk.finish(interviewed(desk), CALL, NOW)
    desk.finish(interviewed(desk, Call(id="call-2", number=441632960124, interviewer="Bob"), "12" * 16, again="no"),
                Call(id="call-2", number=441632960124, interviewer="Bob"), NOW)  # fmt: skip
    purpose = "a second interview about this survey in May"
    (leave,) = store.call_records("recontact", purpose=purpose)
    assert (leave.number, leave.purpose) == (CALL.number, purpose)
    assert not list(store.call_records("recontact", purpose="selling insurance"))


def test_an_erased_number_stays_counted_and_nameless(desk, store):
    desk.finish(interviewed(desk), CALL, NOW)
    event = desk.object(CALL, "delete me", NOW)
    from dataclasses import replace

    store.erase(CALL.number, replace(event, id="e1", kind="erasure", said="", recorded_by=""))
    (outcome,) = store.call_records("outcome")
    assert (outcome.number, outcome.recorded_by, outcome.code) == (None, "", "1.1")
    assert {each.number for each in store.call_records("recontact")} == {None}


def test_an_interview_that_is_not_over_is_not_handed_in(desk):
    with pytest.raises(NotFinished):
        desk.finish(desk.begin(CALL, ONCE), CALL, NOW)


def test_what_was_broken_off_leaves_an_outcome_and_no_answer(desk, taken, store):
    interview = desk.answer(desk.answer(desk.begin(CALL, ONCE), "hello", "read"), "use", "read")
    finished = desk.finish(flow.end(interview, "2.12"), CALL, NOW)
    assert (finished.outcome.name, finished.kept) == ("broke_off", False)
    assert not taken.records


def test_a_full_quota_ends_the_interview_and_counts_are_in_memory_only(store, taken, tmp_path):
    questionnaire = sheet()
    counts = Counts(questionnaire)
    desk = Desk(questionnaire, store, taken, counts)
    assert desk.finish(interviewed(desk, age="20"), CALL, NOW).kept
    assert counts.held() == {"young": 1}
    other = Call(id="call-2", number=None, interviewer="Bob")
    assert interviewed(desk, other, "12" * 16, age="30").outcome == "4.8"
    assert interviewed(desk, other, "12" * 16, age="50").complete
    assert not any(b"young" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_after_a_restart_quotas_are_counted_from_what_was_released():
    questionnaire = sheet()
    assert Counts(questionnaire, [{"age": "under_35"}, {"age": "35_to_under_55"}, {}]).held() == {"young": 1}


def test_a_quota_waits_for_the_questions_it_rests_on():
    questionnaire = sheet("${age} < 35", "not(${age} > 34)")
    counts = Counts(questionnaire, [{"age": "under_35"}])
    assert counts.full({"hello": "read", "vote": "red"}) == (), "age was not asked yet"
    assert counts.full({"vote": "red", "age": "20"}) == ("young",)


def test_nothing_of_an_interview_under_way_is_on_a_disk(home):
    """The client holds it; where it would have to be kept there is nothing to find."""
    questionnaire = sheet()
    with open_store(home) as store, open_answers(home, "spring", Plan()) as kept:
        desk = Desk(questionnaire, store, kept)
        interview = desk.begin(CALL, ONCE)
        for name in ("hello", "use", "adult", "vote"):
            interview = desk.answer(interview, name, ANSWERS[name])
        interview = desk.answer(interview, "why", "because of xylophones")
        on_disk = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
        assert b"xylophones" not in on_disk
        assert ONCE.encode() not in on_disk
        desk.finish(flow.end(interview, "2.12"), CALL, NOW)
        assert kept.waiting() == 0
        desk.finish(interviewed(desk, Call(id="c2", number=None, interviewer="Bob"), "77" * 16),
                    Call(id="c2", number=None, interviewer="Bob"), NOW)  # fmt: skip
        assert kept.waiting() == 1
    on_disk = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert b"the buses" not in on_disk, "it waits in memory"
