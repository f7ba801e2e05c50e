"""Regulations 2 and 19: what a call is, whose line it is, and when a call is an automated one."""

from dataclasses import replace
from datetime import date, timedelta

from ringfence import facts as f
from ringfence.rule import Consequence, Force, Instrument, Party, Rule, gives

IN_FORCE = date(2003, 12, 11)
ATTEMPTS_COUNT_FROM = date(2026, 2, 5)  # DUAA 2025 s 110(2)(a), SI 2026/82 reg 2(v)

PECR = Instrument(
    id="PECR-2003",
    title="Privacy and Electronic Communications (EC Directive) Regulations 2003",
    number="SI 2003/2426",
    address="https://www.legislation.gov.uk/uksi/2003/2426",
    in_force_from=IN_FORCE,
    checked_on=date(2026, 11, 21),
)
EVERYONE: tuple[Party, ...] = ("caller", "instigator", "line_subscriber")
USER_AND_INSTIGATOR: tuple[Party, ...] = ("caller", "instigator")  # reg 24 leaves the line's subscriber out
FOLLOWS: tuple[Consequence, ...] = ("enforcement_notice", "penalty", "damages")
UNSOLICITED = f.marketing & ~f.solicited


def day_before(day: date) -> date:
    """The last day of a version whose next one begins on that day."""
    return day - timedelta(days=1)


_CONNECTED = Rule(
    id="PECR-2-CALL",
    cites="PECR reg 2(1) 'call'",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/2",
    in_force_from=IN_FORCE,
    until=day_before(ATTEMPTS_COUNT_FROM),
    says="A call is a connection: an attempt that nobody answers does not count.",
    gives=f.call_made,
    broken=f.call_connected,
    discharged_by="the call detail record",
    examples=(
        gives(True, "it connected", call_connected=True),
        gives(False, "it rang out on 4 February 2026", on=date(2026, 2, 4), call_attempted=True, call_connected=False),
        gives(None, "no record"),
    ),
)
_ATTEMPTED = replace(
    _CONNECTED,
    cites="PECR reg 2(1) 'call', as amended by DUAA 2025 s 110(2)(a), (3)",
    in_force_from=ATTEMPTS_COUNT_FROM,
    until=None,
    says="Making a call includes trying to connect: an unanswered attempt counts.",
    broken=f.call_connected | f.call_attempted,
    examples=(
        gives(True, "it rang out on 5 February 2026", on=date(2026, 2, 5), call_attempted=True, call_connected=False),
        gives(True, "it connected", call_connected=True),
        gives(False, "it was never dialled", call_attempted=False, call_connected=False),
        gives(None, "no record"),
    ),
)

SUBSCRIBER = Rule(
    id="PECR-2-SUBSCRIBER",
    cites="PECR reg 2(1) 'corporate subscriber', 'individual', 'subscriber'",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/2",
    in_force_from=IN_FORCE,
    says="A corporate subscriber is a company, a partnership in Scotland, or another body distinct from its members; "
    "sole traders, other partnerships, clubs and local branches are individuals. Where the kind is not known, the line "
    "is treated as an individual's.",
    gives=f.corporate_line,
    broken=f.subscriber_kind.among("corporate") | f.scottish_partnership,
    discharged_by="a reference to the company register",
    examples=(
        gives(True, "a company, or a limited liability partnership", subscriber_kind="corporate"),
        gives(False, "a sole trader, a club, a branch of a party", subscriber_kind="individual"),
        gives(True, "a firm of partners in Scotland", subscriber_kind="individual", scottish_partnership=True),
        gives(None, "kind not known"),
    ),
)

RECORDED_MODES = ("recorded", "recorded_then_live", "soundboard", "ivr_survey", "ai_voice", "voicemail_drop")
MODE = Rule(
    id="PECR-19-MODE",
    cites="PECR reg 19(1)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/19",
    in_force_from=IN_FORCE,
    says="Recorded matter is played when any part of the call is not a live person speaking: a recording, clips chosen "
    "by an agent, or a synthetic voice (the last by our caution: see AI-VOICE).",
    gives=f.recorded_matter,
    broken=f.mode.among(*RECORDED_MODES),
    authorities=(
        "ICO penalties of August and September 2025 (HIML, Green Spark): clips chosen by agents are automated",
    ),
    unsure=("The penalties of 2025 were seen in press reports, not in the notices themselves.",),
    examples=(
        gives(True, "a recorded message", mode="recorded"),
        gives(True, "clips chosen by an agent", mode="soundboard"),
        gives(True, "a recorded opening, then a person", mode="recorded_then_live"),
        gives(True, "a keypad survey", mode="ivr_survey"),
        gives(True, "a synthetic voice", mode="ai_voice"),
        gives(True, "a recording left as voicemail", mode="voicemail_drop"),
        gives(False, "a person speaking", mode="live"),
        gives(None, "kind of call not known"),
    ),
)
# "calling system" became "calling or communication system" on 26 May 2011 (SI 2011/1208 reg 8): no call changes sides.
_SYSTEM = Rule(
    id="PECR-19-SYSTEM",
    cites="PECR reg 19(1), (4)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/19",
    in_force_from=IN_FORCE,
    says="Regulation 19 is engaged by recorded matter sent for marketing by a system able both to start a sequence of "
    "calls and to play sound that is not live speech; what the system did on this call does not matter.",
    gives=f.automated_marketing,
    broken=f.marketing
    & f.recorded_matter
    & (f.mode.among("ai_voice") | (f.system_can_auto_sequence & f.system_can_play_nonlive)),
    examples=(
        gives(True, "a recorded appeal from a dialler", marketing=True, recorded_matter=True),
        gives(False, "a recorded survey that promotes nothing", marketing=False, recorded_matter=True, mode="recorded"),
        gives(False, "a live agent on the same dialler", marketing=True, recorded_matter=False),
        gives(
            False, "a recording started by hand on a telephone", marketing=True, recorded_matter=True,
            mode="recorded", system_can_auto_sequence=False,
        ),
        gives(
            False, "a dialler that cannot play sound", marketing=True, recorded_matter=True,
            mode="recorded", system_can_play_nonlive=False,
        ),
        gives(True, "an AI voice, whatever is said of the system", marketing=True, mode="ai_voice",
              system_can_auto_sequence=False),
        gives(None, "kind of call not known", marketing=True),
    ),
)  # fmt: skip

RULES = (_CONNECTED, _ATTEMPTED, SUBSCRIBER, MODE, _SYSTEM)
