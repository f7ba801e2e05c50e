"""Times before the Tribunal: appeal, response, reply, and a complainant's application about a slow complaint.

A time that ends on a day that is no working day runs to the next one, 5 pm (GRC Rules 2009 r 12). The rule names no
place, so a day that is a bank holiday in one nation only is planned for as a working day, and flagged.
"""

from datetime import date, time, timedelta
from functools import partial

from ringfence.calendar import (
    NATIONS,
    Nation,
    british,
    is_working_day,
    months_after,
    on_or_after,
    on_or_before,
)
from ringfence.errors import DateNotCovered
from ringfence.law.deadlines.deadline import Deadline, everywhere

FIVE_PM = time(17)  # r 12(1): before 5 pm
IN_THIS_TRIBUNAL = date(2010, 1, 18)  # information appeals move into the First-tier Tribunal: from memory
COMPLAINT_APPLICATIONS = date(2018, 5, 25)  # DPA 2018 s 166
APPEAL_DAYS = 28  # r 22(1)(b)
RESPONSE_DAYS = 28  # r 23(1)(b)
REPLY_DAYS = 14  # r 24(2)
COMPLAINT_MONTHS, COMPLAINT_DAYS = 6, 28  # r 22(6)(f)
_TABLE = "Bank holidays set by proclamation come from a table; a later proclamation can add one."
_MOVED = "That information appeals came to this Tribunal on 18 January 2010 is from memory."


def appeal(sent: date, nation: Nation = "ENG") -> Deadline:
    """The last day on which the Tribunal must have received an appeal against a notice sent on a day."""
    raw = sent + timedelta(days=APPEAL_DAYS)
    if sent < IN_THIS_TRIBUNAL:
        return _former(raw)
    return _rolled(
        "ENF-APPEAL",
        "The Tribunal must receive the notice of appeal by this day, with the decision, the grounds and the result "
        "sought; a late one needs a request for more time, with reasons.",
        "GRC Rules 2009 r 22(1)(b), (2)-(4)",
        raw,
        nation,
        *([_MOVED] if sent.year == IN_THIS_TRIBUNAL.year else []),
    )


def response(received: date, nation: Nation = "ENG") -> Deadline:
    """The last day for the regulator's response to an appeal that it received on a day."""
    _in_this_tribunal(received)
    raw = received + timedelta(days=RESPONSE_DAYS)
    return _rolled(
        "ENF-RESPONSE", "The Tribunal must receive the regulator's response by this day.", "GRC Rules 2009 r 23",
        raw, nation,
    )  # fmt: skip


def reply(response_sent: date, nation: Nation = "ENG") -> Deadline:
    """The last day for the appellant's reply to a response that was sent on a day."""
    _in_this_tribunal(response_sent)
    raw = response_sent + timedelta(days=REPLY_DAYS)
    return _rolled("ENF-REPLY", "The appellant's reply must be in by this day.", "GRC Rules 2009 r 24(2)", raw, nation)


def complaint_application(received: date, nation: Nation = "ENG") -> Deadline | None:
    """The last day for a complainant's application that the regulator progress a complaint it received on a day."""
    if received < COMPLAINT_APPLICATIONS:
        return None
    return _rolled(
        "CASE-166",
        "The Tribunal must receive the complainant's application by this day, with copies of the complaint and of any "
        "answer from the regulator.",
        "DPA 2018 s 166(2); GRC Rules 2009 r 22(2A), (6)(f)",
        months_after(received, COMPLAINT_MONTHS) + timedelta(days=COMPLAINT_DAYS),
        nation,
    )


def _rolled(name: str, says: str, cites: str, raw: date, nation: Nation, *unsure: str) -> Deadline:
    days = {each: on_or_after(raw, partial(is_working_day, nation=each)) for each in NATIONS}
    legal, latest = days[nation], max(days.values())
    perhaps = latest if latest > legal else None
    return Deadline(
        name,
        says,
        f"{cites}; r 12",
        raw,
        legal,
        on_or_before(raw, everywhere),
        before=FIVE_PM,
        perhaps=perhaps,
        open_point=_ELSEWHERE.format(british(legal), british(latest)) if perhaps else "",
        unsure=(*unsure, _TABLE),
        notes=tuple(f"{each}: {british(day)}" for each, day in days.items()) if len(set(days.values())) > 1 else (),
    )


_ELSEWHERE = (
    "{} is a working day here but a bank holiday in another nation, where the time runs to {}; rule 12 names no place. "
    "Be in time by the earlier day."
)


def _former(raw: date) -> Deadline:
    return Deadline(
        "ENF-APPEAL",
        "The Information Tribunal must receive the appeal by this day.",
        "rules of the former Information Tribunal",
        raw,
        raw,
        on_or_before(raw, everywhere),
        unsure=("The rules of the former Tribunal were not read: 28 days, and no rolling, are from memory.", _MOVED),
    )


def _in_this_tribunal(day: date) -> None:
    if day < IN_THIS_TRIBUNAL:
        raise DateNotCovered(
            f"{british(day)}: appeals then went to the Information Tribunal, whose rules are not on file. Look them "
            f"up; times from {british(IN_THIS_TRIBUNAL)} can be counted here."
        )
