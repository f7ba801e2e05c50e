"""One recorded call, from dialling to its end: message, keys, objection, confirmation.

An objection is on file, and in the ledger, before its confirmation is played. If it cannot be kept, nothing confirms
it, the call ends, and the run stops: a campaign that cannot hear "no" makes no further call.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ringfence.dialling.driver import Answered, Ended, Event, Line, Played, Pressed
from ringfence.dialling.sound import Sound

BUSY = frozenset({486, 600})
UNANSWERED = frozenset({408, 480, 487})
STOPPED_AT_TRUNK = frozenset({603, 607, 608})
Objects = Callable[[str], Awaitable[None]]  # takes the key; returns when the objection is on the disk


@dataclass(frozen=True, slots=True)
class Manner:
    """How a call is conducted. Seconds."""

    message: Sound
    confirmation: Sound
    keys: str = "9"
    ring_for: float = 30.0  # Ofcom's persistent misuse policy asks for 15 at least before a caller gives up
    settle: float = 0.5  # before the message: the sound path opens only after the answer, and cut its beginning
    linger: float = 4.0  # after the message, for whoever is still looking for the key


@dataclass(slots=True)
class Course:
    """How a call went."""

    answered: float | None = None
    heard_all: bool = False
    objected: bool = False
    unrecorded: Exception | None = None  # an objection was made and could not be kept
    keys: list[str] = field(default_factory=list)
    ended: Ended = field(default_factory=Ended)
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0  # from answer to end

    @property
    def outcome(self) -> str:
        """One word for the ledger."""
        if self.objected or self.unrecorded:
            return "objected"
        if not self.ended.known:
            return "not-known"  # whether the message was heard, or a key was pressed that nobody heard
        if self.answered is not None:
            return "played" if self.heard_all else "hung-up"
        status = self.ended.status
        if status in BUSY:
            return "busy"
        if status in STOPPED_AT_TRUNK:
            return "refused-at-trunk"
        return "no-answer" if status is None or status in UNANSWERED else "failed"


async def conduct(line: Line, manner: Manner, objects: Objects) -> Course:
    """Conducts a call to its end."""
    course, until = Course(), time.monotonic() + manner.ring_for
    while not isinstance(event := await _next(line, until), Ended):
        if event is None:
            await line.hang_up()
            until = time.monotonic() + 5.0
            if isinstance(last := await _last(line, until), Ended):
                course.ended = last
            break
        until = await _heard(event, line, manner, objects, course, until)
    else:
        course.ended = event
    course.seconds = 0.0 if course.answered is None else time.monotonic() - course.answered
    return course


async def _next(line: Line, until: float) -> Event | None:
    """The next event; None when it is time to hang up."""
    try:
        return await asyncio.wait_for(line.events.get(), max(until - time.monotonic(), 0.001))
    except TimeoutError:
        return None


async def _last(line: Line, until: float) -> Event | None:
    while not isinstance(event := await _next(line, until), Ended | None):
        pass
    return event


async def _heard(event: Event, line: Line, manner: Manner, objects: Objects, course: Course, until: float) -> float:
    """Does what an event asks for; until when to wait for the next."""
    if isinstance(event, Answered):
        course.answered = time.monotonic()
        await asyncio.sleep(manner.settle)
        await line.play(manner.message)
        return course.answered + manner.message.seconds + manner.settle + manner.linger + 5.0
    if isinstance(event, Played):
        if course.objected:
            return time.monotonic() + manner.settle  # the last of it is still on its way to the ear
        course.heard_all = True
        return time.monotonic() + manner.linger
    if isinstance(event, Pressed):
        course.keys.append(event.digit)
        if event.digit in manner.keys and not course.objected and course.answered is not None:
            return await _object(event.digit, line, manner, objects, course)
    return until


async def _object(digit: str, line: Line, manner: Manner, objects: Objects, course: Course) -> float:
    try:
        await objects(digit)
    except Exception as error:  # noqa: BLE001 - the person said no, and nobody will know
        course.unrecorded = error
        return time.monotonic()
    course.objected = True
    await line.play(manner.confirmation)
    return time.monotonic() + manner.confirmation.seconds + 2.0
