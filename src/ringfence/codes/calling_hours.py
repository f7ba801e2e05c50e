"""When to call. No statute sets calling hours for marketing, political or research calls: this is practice."""

from datetime import date

from ringfence import facts as f
from ringfence.rule import Force, Instrument, Rule, lawful, outside, unknown, unlawful

PRACTICE = Instrument(
    id="CALLING-HOURS",
    title="Industry practice on calling hours (DMA 08:00-21:00; MRS custom 09:00-21:00)",
    number="",
    address="",
    in_force_from=date(2003, 12, 11),
    checked_on=date(2026, 11, 21),
)
FIRST_HOUR, LAST_HOUR = 8, 21  # call from 08:00, none at or after 21:00, where the phone rings

OFC_4 = Rule(
    id="OFC-4",
    cites="industry practice; calls at night could be annoyance under Communications Act 2003 s 128",
    instrument=PRACTICE,
    force=Force.CODE,
    in_force_from=date(2003, 12, 11),
    says="Call between 08:00 and 21:00 where the phone rings, unless the person asked otherwise; no law says so.",
    binds=("caller",),
    broken=~f.local_hour.at_least(FIRST_HOUR) | f.local_hour.at_least(LAST_HOUR),
    applies=~f.appointment,
    reason="OUTSIDE_HOURS",
    reason_open="TIME_NOT_KNOWN",
    discharged_by="the dial log with its time zone",
    cure="Call between 08:00 and 21:00.",
    examples=(
        unlawful("07:59", local_hour=7),
        lawful("08:00", local_hour=8),
        lawful("20:59", local_hour=20),
        unlawful("21:00", local_hour=21),
        outside("an appointment at 22:00", local_hour=22, appointment=True),
        unknown("time not known"),
    ),
)

RULES = (OFC_4,)
