"""Every clock: days by which something must be done, or before which nothing may be demanded. Every day is an input."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ringfence.calendar import Nation
from ringfence.errors import RingfenceError
from ringfence.law.deadlines import elections, notices, tribunal
from ringfence.law.deadlines.deadline import Deadline as Deadline


@dataclass(frozen=True)
class Clock:
    """A clock by name: what it gives, what its first day is, and why it may give nothing."""

    what: str
    start: str
    run: Callable[[date, Nation], Iterable[Deadline | None]]
    none: str = ""


CLOCKS = {
    "appeal": Clock(
        "last day to appeal against a notice or penalty",
        "the day on which the notice was sent",
        lambda day, nation: (tribunal.appeal(day, nation),),
    ),
    "response": Clock(
        "last day for the regulator's response to an appeal",
        "the day on which the regulator received the appeal",
        lambda day, nation: (tribunal.response(day, nation),),
    ),
    "reply": Clock(
        "last day for the appellant's reply",
        "the day on which the response was sent",
        lambda day, nation: (tribunal.reply(day, nation),),
    ),
    "intent": Clock(
        "time to answer a notice of intent, and for the decision",
        "the day on which the notice of intent was given",
        lambda day, _: (notices.representations(day), notices.decision(day)),
    ),
    "penalty": Clock(
        "time to pay a penalty",
        "the day on which the penalty notice was given",
        lambda day, _: (notices.payment(day),),
    ),
    "urgent": Clock(
        "time to comply with an urgent notice, under the old and the new powers",
        "the day on which the notice was served or given",
        lambda day, _: (notices.urgent_old(day), notices.urgent_new(day)),
    ),
    "ofcom": Clock(
        "time to answer Ofcom's notification of persistent misuse",
        "the day on which the notification was given",
        lambda day, _: notices.ofcom(day),
    ),
    "complaint": Clock(
        "last day to acknowledge a complaint about data protection",
        "the day on which the complaint was received",
        lambda day, _: (notices.acknowledgement(day),),
        none="Complaints received before 19 June 2026 start no clock.",
    ),
    "complaint-to-regulator": Clock(
        "last day for a complainant to ask the Tribunal that a complaint be progressed",
        "the day on which the regulator received the complaint",
        lambda day, nation: (tribunal.complaint_application(day, nation),),
        none="Before 25 May 2018 there was no such application.",
    ),
    "offence": Clock(
        "last day to prosecute an election offence",
        "the day of the offence",
        elections.prosecution,
    ),
    "result": Clock(
        "last days for returns, bills and payments after an election",
        "the day on which the result was declared",
        elections.after_result,
    ),
}


def clocks(kind: str, start: date, nation: Nation = "ENG") -> tuple[Deadline, ...]:
    """The deadlines of one clock from its first day; empty where `CLOCKS[kind].none` says why."""
    clock = CLOCKS.get(kind)
    if clock is None:
        raise RingfenceError(f"There is no clock {kind!r}. Choose one of: {', '.join(CLOCKS)}.")
    return tuple(deadline for deadline in clock.run(start, nation) if deadline is not None)
