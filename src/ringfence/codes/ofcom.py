"""Ofcom's policy: what counts as a sign of misuse, what abandoned calls it let pass and when, and the number shown.

Until 28 February 2017 a campaign that abandoned no more than 3% of its live calls in any 24 hours, played a message and
did not ring the same people again at once was left alone. Since 1 March 2017 no rate is safe; 3% is a habit of the
industry, and still used to measure.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ringfence import facts as f
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, gives, lawful, outside, unknown, unlawful

OFCOM_POLICY = Instrument(
    id="OFCOM-MISUSE-POLICY",
    title="Ofcom's statements of policy on persistent misuse (1 March 2006, September 2008, October 2010, "
    "20 December 2016)",
    number="",
    address="https://www.ofcom.org.uk/consultations-and-statements/category-1/review-of-how-we-use-persistent-misuse-powers",
    in_force_from=date(2006, 3, 1),
    checked_on=date(2026, 11, 21),
    versioned=False,
)
GENERAL_CONDITIONS = Instrument(
    id="OFCOM-GC-C6",
    title="Ofcom's General Condition C6 on calling line identification, and its guidance",
    number="",
    address="https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/calling-line-identification",
    in_force_from=date(2018, 10, 1),
    checked_on=date(2026, 11, 21),
    versioned=False,
)
JUDGED_FROM = date(2003, 12, 11)
THREE_PER_CENT_FROM, NO_SAFE_RATE_FROM = date(2006, 3, 1), date(2017, 3, 1)
# The rule on repeat calls after an answer-machine result, in the statement of October 2010, took effect that day:
# https://www.lexology.com/library/detail.aspx?g=327673d6-d7e9-45e7-b34f-61dd35041503
AMD_RULE_FROM = date(2011, 2, 1)
ABANDONED_RATE = 3  # per cent of live calls, per campaign, in any 24 hours; until 28 February 2017
REDIAL_HOURS, AMD_REPEAT_HOURS = 72, 24
CLI_DIGITS_FROM, CLI_ABROAD_FROM = date(2023, 5, 15), date(2025, 1, 29)
CLI_DIGITS_MIN, CLI_DIGITS_MAX = 10, 11

_NONE: dict[str, Any] = {
    "abandoned_rate_exceeded_days": 0, "abandoned_calls": 0, "silent_calls": 0, "amd_repeat_within_24h": 0,
    "redial_within_72h": 0,
}  # fmt: skip
OFC_SIGNS = Rule(
    id="OFC-SIGNS",
    cites="Communications Act 2003 s 128(5); Ofcom's statements of policy on persistent misuse",
    instrument=OFCOM_POLICY,
    force=Force.REG_POLICY,
    in_force_from=JUDGED_FROM,
    says="Abandoned or silent calls, hasty redialling, a message that promotes, scanned or false numbers: each is a "
    "sign that the network is being misused.",
    gives=f.misuse_sign,
    broken=f.abandoned_rate_exceeded_days.at_least(1)
    | f.abandoned_calls.at_least(1)
    | f.silent_calls.at_least(1)
    | f.amd_repeat_within_24h.at_least(1)
    | f.redial_within_72h.at_least(1)
    | f.abandoned_message_markets
    | f.other_misuse,
    examples=(
        gives(True, "one day over 3%", **{**_NONE, "abandoned_rate_exceeded_days": 1}),
        gives(True, "one abandoned call", **{**_NONE, "abandoned_calls": 1}),
        gives(True, "one silent call", **{**_NONE, "silent_calls": 1}),
        gives(True, "one repeat call after an answer-machine result", **{**_NONE, "amd_repeat_within_24h": 1}),
        gives(True, "one redialled within 72 hours", **{**_NONE, "redial_within_72h": 1}),
        gives(True, "a message that promotes", **_NONE, abandoned_message_markets=True),
        gives(True, "scanned numbers", **_NONE, other_misuse=True),
        gives(False, "measured, and nothing found", **_NONE),
        gives(None, "not measured"),
    ),
)

_KEPT: dict[str, Any] = {
    "abandoned_rate_exceeded_days": 0, "silent_calls": 0, "redial_within_72h": 0, "info_message_played": True,
}  # fmt: skip
_WITHIN_3_PER_CENT = (
    ~f.abandoned_rate_exceeded_days.at_least(1)
    & ~f.silent_calls.at_least(1)
    & ~f.redial_within_72h.at_least(1)
    & f.info_message_played
    & ~f.abandoned_message_markets
)
_KEPT_EXAMPLES = (
    gives(False, "one day over 3%", **{**_KEPT, "abandoned_rate_exceeded_days": 1}, amd_repeat_within_24h=0),
    gives(False, "a silent call", **{**_KEPT, "silent_calls": 1}, amd_repeat_within_24h=0),
    gives(False, "redialled after 71 hours", **{**_KEPT, "redial_within_72h": 1}, amd_repeat_within_24h=0),
    gives(False, "no message", **{**_KEPT, "info_message_played": False}, amd_repeat_within_24h=0),
    gives(False, "a message that promotes", **_KEPT, abandoned_message_markets=True, amd_repeat_within_24h=0),
    gives(None, "the rate was not measured", **{**_KEPT, "abandoned_rate_exceeded_days": None},
          amd_repeat_within_24h=0),
)  # fmt: skip
_FIRST = Rule(
    id="OFC-2",
    cites="Ofcom's statements of policy on persistent misuse of 1 March 2006 and September 2008",
    instrument=OFCOM_POLICY,
    force=Force.REG_POLICY,
    in_force_from=THREE_PER_CENT_FROM,
    until=AMD_RULE_FROM - timedelta(days=1),
    says="Abandoned calls were let pass up to 3% of live calls per campaign in any 24 hours, if a message said who had "
    "called and promoted nothing, and the number was not rung again for 72 hours without a person ready.",
    gives=f.within_abandoned_limits,
    broken=_WITHIN_3_PER_CENT,
    unsure=(
        "3% is confirmed as the figure in use until 2017; its first day, the message and the 72 hours are not.",
        "The statements also ask for a number to be shown and for records to be kept six months: not judged here.",
    ),
    examples=(
        gives(True, "at most 3% every day, a message, nobody redialled", **_KEPT),
        gives(True, "a repeat after an answer-machine result on the last day before that rule", AMD_RULE_FROM
              - timedelta(days=1), **_KEPT, amd_repeat_within_24h=1),
        *_KEPT_EXAMPLES,
    ),
)  # fmt: skip
_SECOND = replace(
    _FIRST,
    cites="Ofcom's statement of policy on persistent misuse of October 2010",
    in_force_from=AMD_RULE_FROM,
    until=NO_SAFE_RATE_FROM - timedelta(days=1),
    says="Abandoned calls were let pass up to 3% of live calls per campaign in any 24 hours, if a message said who had "
    "called and promoted nothing, and the number was not rung again for 72 hours without a person ready; nor, where a "
    "machine seemed to answer, within 24 hours.",
    broken=_WITHIN_3_PER_CENT & ~f.amd_repeat_within_24h.at_least(1),
    authorities=("https://www.lexology.com/library/detail.aspx?g=327673d6-d7e9-45e7-b34f-61dd35041503",),
    examples=(
        gives(True, "at most 3% every day, a message, nobody rung again", **_KEPT, amd_repeat_within_24h=0),
        gives(True, "3% on the last day on which it was safe", NO_SAFE_RATE_FROM - timedelta(days=1), **_KEPT,
              amd_repeat_within_24h=0, abandoned_calls=30),
        gives(False, "a repeat after an answer-machine result", **_KEPT, amd_repeat_within_24h=1),
        *_KEPT_EXAMPLES,
    ),
)  # fmt: skip
_THIRD = replace(
    _FIRST,
    cites="Ofcom's statement of policy on persistent misuse of 20 December 2016, from 1 March 2017",
    in_force_from=NO_SAFE_RATE_FROM,
    until=None,
    says="No rate of abandoned calls is safe: any abandoned or silent call can be misuse. The rate is still measured, "
    "to choose what to pursue first.",
    broken=~f.abandoned_calls.at_least(1) & ~f.silent_calls.at_least(1),
    unsure=("Its contents and its first day were read; annexes 1 to 3 in part.",),
    authorities=(
        "https://www.ofcom.org.uk/consultations-and-statements/category-1/review-of-how-we-use-persistent-misuse-powers",
    ),
    examples=(
        gives(True, "none abandoned, none silent", abandoned_calls=0, silent_calls=0),
        gives(False, "one abandoned call, far under 3%", **_KEPT, abandoned_calls=1),
        gives(False, "one silent call", abandoned_calls=0, silent_calls=1),
        gives(None, "not counted", silent_calls=0),
    ),
)

_SHOWN: dict[str, Any] = {"cli_withheld": False, "cli_dialable": True, "cli_entitled": True, "cli_unique": True}
_GOOD = f.cli_dialable & f.cli_entitled & f.cli_unique
_CLI_EXAMPLES = (
    unlawful("rung back, and dead", **{**_SHOWN, "cli_dialable": False}, cli_digits=11, cli_starts_09=False),
    unlawful("somebody else's number", **{**_SHOWN, "cli_entitled": False}, cli_digits=11, cli_starts_09=False),
    unlawful("one number for many callers", **{**_SHOWN, "cli_unique": False}, cli_digits=11, cli_starts_09=False),
    lawful("a number that can be rung back", **_SHOWN, cli_digits=11, cli_starts_09=False),
    outside("no number shown, which other rules judge", **{**_SHOWN, "cli_withheld": True}),
    unknown("nobody rang it back", cli_withheld=False),
)
OFC_3 = Rule(
    id="OFC-3",
    cites="Ofcom, General Condition C6",
    instrument=GENERAL_CONDITIONS,
    provision="OFCOM-GC-C6",
    medium="call",
    force=Force.REG_POLICY,
    in_force_from=date(2018, 10, 1),
    until=CLI_DIGITS_FROM - timedelta(days=1),
    says="The number shown must be valid, must be one that can be rung back, must single out the caller and must be "
    "one the caller may use; providers must see to it, and calls that show another may be blocked.",
    binds=("provider", "caller"),
    consequences=("ofcom_penalty",),
    applies=~f.cli_withheld,
    broken=~_GOOD,
    reason="CALLER_ID_UNUSABLE",
    discharged_by="the provider's letter on the number; a call-back test with its date",
    cure="Show a number that is yours, that rings and that somebody answers.",
    unsure=("The condition binds providers; for the caller it means that calls are blocked, or misuse (OFC-1).",),
    examples=(
        *_CLI_EXAMPLES,
        lawful("nine digits, the day before the format was fixed", CLI_DIGITS_FROM - timedelta(days=1), **_SHOWN,
               cli_digits=9, cli_starts_09=True),
    ),
)  # fmt: skip
_FORMAT = f.cli_digits.at_least(CLI_DIGITS_MIN) & ~f.cli_digits.at_least(CLI_DIGITS_MAX + 1) & ~f.cli_starts_09
_OFC_3_FORMAT = replace(
    OFC_3,
    cites="Ofcom, General Condition C6 and guidance, from 15 May 2023",
    in_force_from=CLI_DIGITS_FROM,
    until=CLI_ABROAD_FROM - timedelta(days=1),
    says="The number shown must be valid, must be one that can be rung back, must single out the caller and must be "
    "one the caller may use; it has 10 or 11 digits and does not begin with 09, or the call is blocked.",
    broken=~_GOOD | ~_FORMAT,
    unsure=(*OFC_3.unsure, "The rules of 15 May 2023 were read in a second-hand summary."),
    examples=(
        *_CLI_EXAMPLES,
        unlawful("nine digits", **_SHOWN, cli_digits=9, cli_starts_09=False),
        lawful("ten digits", **_SHOWN, cli_digits=10, cli_starts_09=False),
        unlawful("twelve digits", **_SHOWN, cli_digits=12, cli_starts_09=False),
        unlawful("a premium number", **_SHOWN, cli_digits=11, cli_starts_09=True),
        lawful("a British number on calls from abroad, the day before that guidance", CLI_ABROAD_FROM
               - timedelta(days=1), **_SHOWN, cli_digits=11, cli_starts_09=False, cli_uk_from_abroad=True),
    ),
)  # fmt: skip
_OFC_3_ABROAD = replace(
    _OFC_3_FORMAT,
    cites="Ofcom, General Condition C6 and guidance, from 29 January 2025",
    in_force_from=CLI_ABROAD_FROM,
    until=None,
    says="The number shown must be valid, must be one that can be rung back, must single out the caller and must be "
    "one the caller may use; it has 10 or 11 digits and does not begin with 09; a British number on calls that begin "
    "abroad is blocked unless an exception is shown.",
    doubts=(
        Doubt(
            "A British number is shown on calls that begin abroad. Does an exception hold, such as roaming or a "
            "client's own number?",
            when=f.cli_uk_from_abroad,
            open_point="the guidance of 29 January 2025 was read in a vendor's summary only",
        ),
    ),
    reason_open="CALLER_ID_UNUSABLE",
    examples=(
        *_CLI_EXAMPLES,
        unlawful("nine digits", **_SHOWN, cli_digits=9, cli_starts_09=False),
        lawful("ten digits", **_SHOWN, cli_digits=10, cli_starts_09=False),
        unlawful("twelve digits", **_SHOWN, cli_digits=12, cli_starts_09=False),
        unlawful("a premium number", **_SHOWN, cli_digits=11, cli_starts_09=True),
        doubtful("a British number on calls from abroad", **_SHOWN, cli_digits=11, cli_starts_09=False,
                 cli_uk_from_abroad=True),
    ),
)  # fmt: skip

RULES = (OFC_SIGNS, _FIRST, _SECOND, _THIRD, OFC_3, _OFC_3_FORMAT, _OFC_3_ABROAD)
