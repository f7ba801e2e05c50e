"""Times of the regulators' own notices: to answer, decide, pay or comply at once; and of complaints about data."""

from datetime import date, timedelta

from ringfence.calendar import months_after
from ringfence.law.communications_2003 import REPRESENTATIONS_MONTHS, URGENT_REPRESENTATIONS_DAYS
from ringfence.law.deadlines.deadline import Deadline
from ringfence.law.enforcement.pecr import NEW_REGIME

ANSWER_DAYS = 21  # DPA 2018 Sch 16; SI 2010/31 before
DECIDE_MONTHS = 6  # DPA 2018 Sch 16 para 4
PAY_DAYS = 28
URGENT_DAYS_OLD = 7  # DPA 1998 s 40(8): beginning with the day of service
COMPLAINTS = date(2026, 6, 19)  # DPA 2018 s 164A: SI 2026/82 regs 3 and 7
ACKNOWLEDGE_DAYS = 30
_OLD = "For conduct before 5 February 2026 the times of SI 2010/31 apply: 21 days, 6 months and 28 days, from memory."
_NAMED = "The notice itself names the day; it may give more time, never less."


def representations(given: date) -> Deadline:
    """The day before whose end the time to answer a notice of intent may not run out."""
    raw = given + timedelta(days=ANSWER_DAYS - 1)  # the day on which it is given counts
    return Deadline(
        "ENF-NOI",
        "Written representations may be made at least until this day.",
        "DPA 2018 Sch 16 (notice of intent); SI 2010/31",
        raw, raw, raw,
        kind="at_least",
        unsure=(_OLD,),
        notes=(_NAMED,),
    )  # fmt: skip


def decision(given: date) -> Deadline:
    """The day by which a notice of intent should have led to a penalty, or to a decision not to give one."""
    raw = months_after(given, DECIDE_MONTHS) - timedelta(days=1)  # six months beginning when it is given
    if given < NEW_REGIME:
        return Deadline(
            "ENF-NOI-DECISION",
            "A penalty notice must follow by this day, unless more time was agreed.",
            "DPA 2018 Sch 16, as before DUAA 2025 s 101; SI 2026/82 reg 6; SI 2010/31",
            raw, raw, raw,
            unsure=(_OLD,),
        )  # fmt: skip
    return Deadline(
        "ENF-NOI-DECISION",
        "A penalty notice, or a written decision not to give one, is due by this day or as soon as reasonably "
        "practicable after it: ask then, for nothing is barred.",
        "DPA 2018 Sch 16 para 4(A2); DUAA 2025 s 101",
        raw, raw, raw,
        kind="warning",
        open_point="for conduct before 5 February 2026 the older six months (SI 2010/31) may be a bar: not read",
        unsure=(_OLD,),
    )  # fmt: skip


def payment(given: date) -> Deadline:
    """The day before whose end payment of a penalty may not be demanded."""
    raw = given + timedelta(days=PAY_DAYS - 1)
    return Deadline(
        "ENF-PAY",
        "Payment may not be demanded before the end of this day. Paid within the time that the notice names, a penalty "
        "has been reduced by 20%.",
        "DPA 2018 Sch 16; SI 2010/31",
        raw, raw, raw,
        kind="at_least",
        unsure=(_OLD, "The reduction is practice, seen in a notice of 2025; that an appeal loses it is from memory."),
        notes=(_NAMED,),
    )  # fmt: skip


def urgent_old(served: date) -> Deadline:
    """The day before whose end an urgent notice about conduct before 5 February 2026 need not be complied with."""
    raw = served + timedelta(days=URGENT_DAYS_OLD - 1)
    return Deadline(
        "ENF-URGENT-OLD",
        "A notice marked urgent need not be complied with before the end of this day, an appeal or not.",
        "DPA 1998 ss 40(8), 43(5), through PECR reg 31; reg 31A(7)",
        raw, raw, raw,
        kind="at_least",
        notes=("Counted from the day of service, which counts; for conduct before 5 February 2026.",),
    )  # fmt: skip


def urgent_new(given: date) -> Deadline | None:
    """The day on which an urgent notice about conduct from 5 February 2026 may first have to be complied with."""
    if given < NEW_REGIME:
        return None
    raw = given + timedelta(days=1)
    return Deadline(
        "ENF-URGENT-NEW",
        "A notice marked urgent need not be complied with before the same hour of this day, an appeal or not.",
        "DPA 2018 s 150(8), through PECR reg 31",
        raw, raw, given,
        kind="at_least",
        notes=("24 hours from the hour at which it was given; for conduct from 5 February 2026.",),
    )  # fmt: skip


def ofcom(notified: date) -> tuple[Deadline, Deadline]:
    """The days before whose end the time to answer Ofcom may not run out: the usual case, and an urgent one."""
    month, week = months_after(notified, REPRESENTATIONS_MONTHS), notified + timedelta(days=URGENT_REPRESENTATIONS_DAYS)
    one_day = timedelta(days=1)
    says = "Representations on a notification of persistent misuse may be made at least until this day."
    cites = "Communications Act 2003 s 128(3)"
    return (
        Deadline("OFC-REPS", says, f"{cites}(b)", month, month, month - one_day, "at_least", notes=(_NAMED,)),
        Deadline("OFC-REPS-URGENT", says, f"{cites}(a), (4)", week, week, week - one_day, "at_least",
                 notes=(_NAMED, "Only where Ofcom says that misuse goes on and its harm must stop at once.")),
    )  # fmt: skip


def acknowledgement(received: date) -> Deadline | None:
    """The last day to acknowledge a complaint about data protection, or nothing for one that came before the duty."""
    if received < COMPLAINTS:
        return None
    raw = received + timedelta(days=ACKNOWLEDGE_DAYS - 1)
    return Deadline(
        "GDPR-COMP",
        "The complaint must be acknowledged by this day; enquiries, progress and outcome follow without undue delay.",
        "DPA 2018 s 164A(3)-(4); SI 2026/82 reg 7",
        raw, raw, raw,
        perhaps=raw + timedelta(days=1),
        open_point="30 days beginning when it is received, or from the next day as the regulator's guidance counts: "
        "keep the earlier day",
        notes=("A complaint about calls alone, with nothing about the person's own data, starts no clock.",),
    )  # fmt: skip
