"""The interviewer's desk: what an interview does to the world. Objections and complaints at once, the rest at its end.

    desk = Desk(approved, store, kept, counts)
    interview = desk.begin(call, secrets.token_hex(16))
    interview = desk.answer(interview, "q4", "labour")
    desk.object(call, "stop ringing me", now)            # when this returns it is on the disk, and stays there
    finished = desk.finish(interview, call, now)         # the outcome on file, then the answers handed in, once

How a call ended is on file before its answers are handed in, so that no call can bring a second interview; the answers
go under the interview's own random token, and are kept once however often they are handed in. So whoever heard no reply
asks again: nothing is lost, and nothing is kept twice.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ringfence.answers.interview import flow, outcomes
from ringfence.answers.interview.answering import banded
from ringfence.answers.interview.flow import Interview
from ringfence.answers.interview.questionnaire import Questionnaire
from ringfence.answers.interview.quotas import Counts
from ringfence.answers.record import Record
from ringfence.errors import RingfenceError
from ringfence.preferences.events import Event, instant
from ringfence.preferences.scopes import EVERYONE, Scope
from ringfence.store import CallRecord, Store
from ringfence.store.call_records import Kind as CallKind


class NothingSaid(RingfenceError):
    """A complaint or an objection without words."""

    code = "nothing-said"


class NotFinished(RingfenceError):
    """An interview handed in before its end."""

    code = "interview-not-finished"


class CallEndedAlready(RingfenceError):
    """A second interview on a call that has an outcome, or another outcome for it."""

    code = "call-ended-already"


class Keeps(Protocol):
    """Where answers go: see `answers.kept`."""

    def keep(self, record: Record) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The call that an interview is held on. It never meets the answers, but for the moment they are handed in."""

    id: str
    number: int | None
    interviewer: str
    bands: Mapping[str, str] = field(default_factory=dict)  # declared bands of this number, as on the contact list


@dataclass(frozen=True, slots=True)
class Finished:
    """How a call ended; `kept` when its answers are in, `again` when the outcome was on file before."""

    outcome: outcomes.Outcome
    kept: bool
    again: bool


class Desk:
    """The desk of one campaign. Use one for each thread: a store is one connection."""

    def __init__(self, questionnaire: Questionnaire, store: Store, kept: Keeps, counts: Counts | None = None) -> None:
        self.questionnaire = questionnaire
        self._store = store
        self._kept = kept
        self._counts = counts or Counts(questionnaire)

    def begin(self, call: Call, once: str) -> Interview:
        """A new interview; refused when the call has an outcome already."""
        if self._store.call_record(self._id("outcome", call)):
            raise CallEndedAlready(f"Call {call.id} has an outcome already. Use the reference of the call you are on.")
        return flow.begin(self.questionnaire, once)

    def answer(self, interview: Interview, question: str, value: str) -> Interview:
        """The interview with an answer; over, when a quota that it falls under is full."""
        found = flow.answer(self.questionnaire, interview, question, value)
        if not found.outcome and self._counts.full(found.values):
            return flow.end(found, outcomes.QUOTA_FILLED.code)
        return found

    def back(self, interview: Interview) -> Interview:
        """The interview without its last answer."""
        return flow.back(self.questionnaire, interview)

    def object(self, call: Call, said: str, now: datetime, scope: Scope = EVERYONE) -> Event:
        """Puts an objection on file, whatever the interview is at; on the disk when this returns, once per call."""
        if call.number is None:
            raise NothingSaid("Whose objection is it? Give the number that was called, so that it is called no more.")
        event = Event(
            id=self._id(f"objection {scope.key}", call), kind="objection", number=call.number, at=instant(now),
            recorded_at=instant(now), recorded_by=call.interviewer, channel="phone", scope=scope,
            said=_words(said, "an objection"), source=f"interview of {self.questionnaire.campaign}",
        )  # fmt: skip
        self._store.append([event])
        return event

    def objected(self, call: Call) -> bool:
        """Whether anybody objected to calls to this number. What follows from it the gate says, before the call."""
        return call.number is not None and bool(self._store.objections(call.number))

    def complain(self, call: Call, said: str, now: datetime) -> CallRecord:
        """Puts a complaint on file for those who handle complaints; on the disk when this returns."""
        words = _words(said, "a complaint")
        record = self._record("complaint", call, now, said=words, part=words)
        self._store.add_call_record(record)
        return record

    def finish(self, interview: Interview, call: Call, now: datetime, *, hurried: bool | None = None) -> Finished:
        """Puts the outcome on file and hands in the answers of a complete interview; again, and nothing is doubled.

        `hurried` is what the client makes of its pace; no time is taken from it.
        """
        if not interview.outcome:
            raise NotFinished("This interview is not over. Answer what is left, or end it with an outcome.")
        outcome = outcomes.OUTCOMES[interview.outcome]
        record = self._record("outcome", call, now, code=outcome.code, token=_token(interview))
        new = self._store.add_call_record(record)
        if not new:
            self._check_same(record)
        if interview.complete:
            self._leave(interview, call, now)
            self._kept.keep(self._answers(interview, call, hurried=hurried))
            if new:
                self._counts.add(interview.values)
        return Finished(outcome, kept=interview.complete, again=not new)

    def _check_same(self, record: CallRecord) -> None:
        """Refuses another interview, or another outcome, on a call that has one."""
        on_file = self._store.call_record(record.id)
        if on_file is None or (on_file.code, on_file.token) != (record.code, record.token):
            ended = f" as “{outcomes.OUTCOMES[on_file.code].words}”" if on_file else ""
            raise CallEndedAlready(f"Call {record.call} is on file already{ended}, from another interview.")

    def _answers(self, interview: Interview, call: Call, *, hurried: bool | None) -> Record:
        """What is kept: no call, no number, no time, no order of questions, no wish to be asked again."""
        closed: dict[str, str | tuple[str, ...]] = {}
        texts: dict[str, str] = {}
        for question in self.questionnaire.kept:
            value = interview.values.get(question.id, "")
            if not value:
                continue
            if question.kind == "open":
                texts[question.id] = value
            else:
                closed[question.id] = tuple(value.split()) if question.kind == "many" else banded(question, value)
        return Record(
            once=interview.once, interviewer=call.interviewer, wave=self.questionnaire.wave or "all", closed=closed,
            texts=texts, bands=dict(call.bands), hurried=hurried,
        )  # fmt: skip

    def _leave(self, interview: Interview, call: Call, now: datetime) -> None:
        """Puts leave to be asked again on file, apart from the answers and for the purpose that was read out."""
        for question in self.questionnaire.questions:
            if question.role == "recontact" and interview.values.get(question.id) == "yes" and call.number:
                self._store.add_call_record(
                    self._record("recontact", call, now, said=question.text, purpose=question.purpose)
                )

    def _record(self, kind: CallKind, call: Call, now: datetime, *, part: str = "", **rest: str) -> CallRecord:
        return CallRecord(
            id=self._id(f"{kind} {part}".strip(), call), kind=kind, campaign=self.questionnaire.campaign, call=call.id,
            number=call.number, at=instant(now), recorded_by=call.interviewer, **rest,
        )  # fmt: skip

    def _id(self, what: str, call: Call) -> str:
        """The one id that something can have on this call: asked twice, it is the same thing."""
        return hashlib.sha256(f"{self.questionnaire.campaign}\x1f{call.id}\x1f{what}".encode()).hexdigest()


def _token(interview: Interview) -> str:
    """By what the same interview is known again. Where answers wait, another digest of `once` stands: neither tells."""
    return hashlib.sha256(f"outcome\x1f{interview.once}".encode()).hexdigest()


def _words(said: str, what: str) -> str:
    words = " ".join(said.split())
    if not words:
        raise NothingSaid(f"What was said? Write the words of {what} down.")
    return words
