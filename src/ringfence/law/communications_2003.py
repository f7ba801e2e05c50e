"""The Communications Act 2003, sections 127 to 131: persistent misuse of the network, whatever the calls are for.

Research, charities and parties are inside like sellers. What Ofcom's policy of the day lets pass is in codes/ofcom.py.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ringfence import facts as f
from ringfence.logic import NEVER
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

COMMUNICATIONS_ACT = Instrument(
    id="CA-2003",
    title="Communications Act 2003",
    number="2003 c. 21",
    address="https://www.legislation.gov.uk/ukpga/2003/21",
    in_force_from=date(2003, 7, 25),  # ss 125 to 151: SI 2003/1900 Sch 1
    checked_on=date(2026, 11, 21),
)
JUDGED_FROM = date(2003, 12, 11)
POLICY_READ_FROM = date(2006, 3, 1)  # the first of Ofcom's policy statements whose 3% is on file

# The cap follows the day of the misuse: each order leaves earlier misuse under the older cap.
MISUSE_CAPS = (
    (date(2003, 7, 25), 5_000, "Communications Act 2003 s 130(4) as enacted"),
    (date(2006, 4, 6), 50_000, "SI 2006/1032 art 2"),
    (date(2010, 9, 25), 2_000_000, "SI 2010/2291"),
)

# s 128(3): time for representations on a notification, at least; s 130: a notification comes before any penalty.
REPRESENTATIONS_MONTHS, URGENT_REPRESENTATIONS_DAYS = 1, 7

# Published outcomes on how many periods of 24 hours over 3% made a clear pattern (s 128(6)(a)); fewer is for a person.
# TalkTalk, penalty of April 2013: four (https://www.bbc.co.uk/news/business-22199699). npower, December 2012: eight
# (https://www.aol.co.uk/money/2012/12/06/npower-fined-for-abandoned-calls/). HomeServe, April 2012: 42
# (https://www.ofcom.org.uk/about-ofcom/latest/media/media-releases/2012/homeserve-fined-750000-for-silent-and-abandoned-calls).
CLEAR_PATTERN_DAYS = 4


def cap(first: date, last: date | None = None) -> int | None:
    """The most, in pounds, that Ofcom may impose for misuse on a day, or from one day to another.

    None where a person must say: misuse across the day of a change, or before the Act.
    """
    caps = {_cap_on(day) for day in (first, last or first)}
    return caps.pop() if len(caps) == 1 else None


def _cap_on(day: date) -> int | None:
    return next((pounds for start, pounds, _ in reversed(MISUSE_CAPS) if start <= day), None)


_CLEAR_PATTERN = f.abandoned_rate_exceeded_days.at_least(CLEAR_PATTERN_DAYS)
_MESSAGE_DOUBT = Doubt(
    "The message played when a call was abandoned promotes something. Was it recorded marketing, which needs consent "
    "under regulation 19 of the 2003 Regulations?",
    when=f.abandoned_message_markets,
    open_point="npower, 2012: marketing in the message of abandoned calls was part of the misuse found",
)
_QUIET: dict[str, Any] = {
    "abandoned_rate_exceeded_days": 0, "silent_calls": 0, "amd_repeat_within_24h": 0, "redial_within_72h": 0,
    "info_message_played": True,
}  # fmt: skip
_2018 = date(2018, 6, 1)
OFC_1 = Rule(
    id="OFC-1",
    cites="Communications Act 2003 ss 128(5)-(7) and 130",
    instrument=COMMUNICATIONS_ACT,
    path="section/128",
    provision="CA2003-persistent-misuse",
    medium="call",
    force=Force.LAW,
    in_force_from=POLICY_READ_FROM,
    says="Nobody may use the network again and again in a way that needlessly annoys, hinders or worries people: "
    "by silent or abandoned calls, by scanning numbers or by showing false ones. Why they call does not matter.",
    binds=("caller", "instigator"),
    consequences=("ofcom_penalty",),
    applies=f.misuse_sign,
    broken=_CLEAR_PATTERN,
    doubts=(
        Doubt(
            "Some calls reached nobody, or misused the network otherwise. Were they often enough to show a pattern, or "
            "recklessness?",
            when=~f.within_abandoned_limits | f.other_misuse | f.warned_and_went_on,
            open_point="section 128(6): published outcomes found persistent misuse at 4, 8 and 42 periods of 24 hours; "
            "fewer were not found among them",
        ),
        _MESSAGE_DOUBT,
    ),
    reason="PERSISTENT_MISUSE",
    reason_open="PERSISTENT_MISUSE_DOUBTFUL",
    discharged_by="the abandoned-call rate for each campaign and 24 hours; tests of answer-machine detection",
    cure="Dial no faster than people are free to speak; switch answer-machine detection off; play who called.",
    authorities=(
        "Ofcom, HomeServe, 19 April 2012: 42 periods over 3%, 36,218 repeat calls within 24 hours",
        "Ofcom, npower, 6 December 2012: eight periods over 3%, marketing in the message of 1,906 calls",
        "Ofcom, TalkTalk, 18 April 2013: four periods over 3%, substantially, and silent calls",
    ),
    unsure=(
        "That four periods are enough alone is our reading: TalkTalk's were far over 3%, and calls were silent.",
        "That four periods over 3% are a pattern since March 2017 too, with no rate safe, is our inference.",
        "Of the policy statements of 2006, 2008, 2010 and 2016 only summaries and openings were read.",
    ),
    examples=(
        unlawful("four days over 3%", abandoned_rate_exceeded_days=4),
        unlawful("42 days over 3% and repeat calls, as in 2011", on=date(2011, 2, 1), abandoned_rate_exceeded_days=42,
                 amd_repeat_within_24h=36218),
        doubtful("three days over 3%", abandoned_rate_exceeded_days=3),
        doubtful("two days over 3% and a message that markets, as npower was told in 2011", on=date(2011, 7, 1),
                 abandoned_rate_exceeded_days=2, abandoned_message_markets=True),
        lawful("in 2010: a few abandoned calls, all limits kept", on=date(2010, 6, 1), **_QUIET, abandoned_calls=50),
        doubtful("the same calls in 2018: no rate is safe", on=_2018, **_QUIET, abandoned_calls=50),
        doubtful("all limits kept, but the message promotes", on=date(2010, 6, 1), **_QUIET, abandoned_calls=50,
                 abandoned_message_markets=True),
        doubtful("in 2018: no call abandoned that month, but a message that promotes was ready", on=_2018, **_QUIET,
                 abandoned_calls=0, abandoned_message_markets=True),
        doubtful("all limits kept, but numbers were scanned", **_QUIET, abandoned_calls=50, other_misuse=True),
        doubtful("all limits kept, but it went on after a warning", **_QUIET, abandoned_calls=50,
                 warned_and_went_on=True),
        outside("measured, and no call reached nobody", **_QUIET, abandoned_calls=0),
        unknown("nothing was measured"),
        unknown("some abandoned calls, the rate not known", abandoned_calls=50),
    ),
)  # fmt: skip
_OFC_1_FIRST = replace(
    OFC_1,
    in_force_from=JUDGED_FROM,
    until=POLICY_READ_FROM - timedelta(days=1),
    broken=NEVER,
    doubts=(
        Doubt(
            "Some calls reached nobody, or misused the network otherwise. Were they often enough to show a pattern, or "
            "recklessness?",
            when=f.misuse_sign,
            open_point="Ofcom's statements of 13 May 2004 and 31 October 2005 were not read",
        ),
    ),
    examples=(
        doubtful("forty days over 3%, on the last day before the statement of 2006", POLICY_READ_FROM
                 - timedelta(days=1), abandoned_rate_exceeded_days=40),
        outside("measured, and no call reached nobody", **_QUIET, abandoned_calls=0),
        unknown("nothing was measured"),
    ),
)  # fmt: skip

_ANNOY: dict[str, Any] = {"annoyance_alleged": True, "called_persistently": True, "meant_to_annoy": True}
CA_127 = Rule(
    id="CA-127",
    cites="Communications Act 2003 s 127(2)(c), (3)",
    instrument=COMMUNICATIONS_ACT,
    path="section/127",
    provision="CA2003-calls-to-annoy",
    medium="call",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Nobody may use the network persistently in order to annoy, inconvenience or needlessly worry someone; this "
    "is a crime, and a penalty for misuse may come on top.",
    binds=("caller", "instigator"),
    consequences=("crime",),
    applies=f.annoyance_alleged,
    broken=f.called_persistently & f.meant_to_annoy,
    reason="CALLED_TO_ANNOY",
    discharged_by="the purpose of the calls, and call records that fit it",
    cure="Stop calling that person.",
    examples=(
        unlawful("a rival's agent rung every hour of the night", **_ANNOY),
        lawful("called once", **{**_ANNOY, "called_persistently": False}),
        lawful("called often, to sell", **{**_ANNOY, "meant_to_annoy": False}),
        doubtful("called often: why?", **{**_ANNOY, "meant_to_annoy": None}),
        outside("nobody says so", **{**_ANNOY, "annoyance_alleged": None}),
        unknown("not known how often", **{**_ANNOY, "called_persistently": None}),
    ),
)

RULES = (_OFC_1_FIRST, OFC_1, CA_127)
