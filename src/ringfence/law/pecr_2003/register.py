"""Regulations 21(1)(b) and 26: lines on the register (TPS and CTPS, one register in two files)."""

from dataclasses import replace
from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.law.pecr_2003.automated import BUNDLED, BY_OTHER, OPEN_1
from ringfence.law.pecr_2003.definitions import EVERYONE, FOLLOWS, IN_FORCE, PECR, UNSOLICITED, day_before
from ringfence.law.pecr_2003.live import (
    BEFORE_CLAIMS,
    BEFORE_PENSIONS,
    CLAIMS_CALL,
    CLAIMS_FROM,
    NOT_21A,
    NOT_21A_OR_21B,
    PENSIONS_CALLS,
    PENSIONS_FROM,
)
from ringfence.rule import Doubt, Exemption, Force, Rule, doubtful, lawful, outside, unknown, unlawful

COMPANIES_LISTED_FROM = date(2004, 6, 25)  # SI 2004/1039 reg 2: corporate subscribers may be on the register
SECTOR_CHANGED = date(2015, 8, 18)  # fundraisers gave up the view that a relationship is enough
LISTING_GRACE_DAYS = 28  # reg 21(3): no breach where the number was listed for less than 28 days before the call day
SURE_BREACH_DAYS = 29  # whether the day of listing itself counts is open, so exactly 28 is for a person
FILE_GOOD_FOR_DAYS = 27  # a file of day F clears calls up to F+27: a number listed later that day is then under 28 days
KEPT_BY = (  # reg 26(1); SI 2026/1015 reg 2
    (IN_FORCE, "Ofcom"),
    (date(2016, 12, 30), "the Information Commissioner"),
    (date(2026, 9, 30), "the Information Commission"),
)


def keeper(on: date) -> str:
    """Who keeps the register on a day; nobody before the Regulations were in force."""
    return next((who for start, who in reversed(KEPT_BY) if start <= on), "")


_CONSENTED_RECORDING = f.automated_marketing & f.automated_consent  # of a live call it says nothing
_NOT_WELCOME = ~f.live_notification & ~_CONSENTED_RECORDING
_LONG = f.listed_days.at_least(SURE_BREACH_DAYS)
_AT_LIMIT = f.listed_days.at_least(LISTING_GRACE_DAYS)
_COUNTED = f.listed & ~f.corporate_line  # until companies could be listed

_EXACTLY_28 = Doubt(  # longer than that is a breach already
    "The number was listed exactly 28 days before the call. Does the day of listing count?",
    when=f.listed & _AT_LIMIT & _NOT_WELCOME,
    open_point="reg 21(3) 'less than 28 days preceding'; periods are read by Regulation 1182/71 since 20 August 2025",
    stops_call=True,
)
_OTHER = Doubt(
    BY_OTHER,
    when=f.listed & _AT_LIMIT & f.consent_by_other,
    open_point=OPEN_1,
)
_BUNDLED = Doubt(BUNDLED, when=f.listed & _AT_LIMIT & f.consent_bundled, open_point="CONS-6 before 25 May 2018")
_RELATIONSHIP = Doubt(  # any other call of this kind is a breach already
    "A charity rang a listed line for money and relies on a relationship. Its sector held that to be enough until "
    "August 2015, and the regulator had not said otherwise. Was this person's relationship a notification?",
    when=f.listed & _LONG & _NOT_WELCOME,
    open_point="the sector's rule of before 18 August 2015 was seen in secondary sources only",
)
_BY_RELATIONSHIP = f.charity_fundraising & f.relationship_claimed

_FOR_28: dict[str, Any] = {"marketing": True, "listed": True, "listed_days": 28}
_FOR_400: dict[str, Any] = {**_FOR_28, "listed_days": 400}
_RECORDED: dict[str, Any] = {"automated_marketing": True, "automated_consent": True}
_TICKED: dict[str, Any] = {
    "consent_on_file": True, "consent_names_caller": True, "consent_proof": True, "consent_withdrawn": False,
    "consent_live": True, "consent_indirect": False, "consent_bundled": True,
}  # fmt: skip
_COMMON = (
    lawful("listed for 27 days", **{**_FOR_28, "listed_days": 27}),
    doubtful("listed for exactly 28 days", decision="block", **_FOR_28),
    unlawful("listed for 29 days", **{**_FOR_28, "listed_days": 29}),
    lawful("not listed", marketing=True, listed=False),
    lawful("listed, but told us calls are welcome", **_FOR_400, live_notification=True),
    lawful("listed 28 days, but told us calls are welcome", **_FOR_28, live_notification=True),
    lawful("listed, but consented to recorded calls such as this", **_FOR_400, **_RECORDED),
    lawful("listed 28 days, but consented to recorded calls such as this", **_FOR_28, **_RECORDED),
    unlawful("a recorded call without consent: a second breach beside 19", **_FOR_400, automated_marketing=True,
             automated_consent=False),
    unlawful("listed, consented to recorded calls only, rung by a person", **_FOR_400, automated_marketing=False,
             automated_consent=True),
    doubtful("listed 28 days, consented to recorded calls only, rung by a person", **_FOR_28,
             automated_marketing=False, automated_consent=True),
    unlawful("a member, who said nothing", **_FOR_400, relationship_claimed=True),
    doubtful("a lodger said that calls are welcome", **_FOR_28, live_notification=True, consent_by_other=True),
    lawful("a lodger said so, of a line listed for 27 days", **{**_FOR_28, "listed_days": 27}, consent_by_other=True),
    lawful("a line no longer listed", **{**_FOR_28, "listed": False}, consent_by_other=True),
    lawful("a line no longer listed", **{**_FOR_400, "listed": False}),
    outside("a call the person asked for", **_FOR_400, solicited=True),
    outside("research", **{**_FOR_400, "marketing": False}),
    unknown("register not looked at", marketing=True),
    unknown("listed, but since when?", marketing=True, listed=True, decision="block"),
)  # fmt: skip
_COMPANY_COUNTS = unlawful("a company, listed for 29 days", on=COMPANIES_LISTED_FROM, marketing=True, listed=True,
                           listed_days=29, subscriber_kind="corporate")  # fmt: skip
_BOX_TICKED = (
    doubtful("a box ticked beforehand", **_FOR_28, **_TICKED),
    lawful("a box ticked beforehand, listed for 27 days", **{**_FOR_28, "listed_days": 27}, **_TICKED),
    lawful("a box ticked beforehand, no longer listed", **{**_FOR_28, "listed": False}, **_TICKED),
)
_CHARITY = (
    doubtful("a charity rings its supporter", **_FOR_400, charity_fundraising=True, relationship_claimed=True),
    doubtful("a charity rings its supporter, listed for 29 days", decision="hold", **{**_FOR_28, "listed_days": 29},
             charity_fundraising=True, relationship_claimed=True),
    doubtful("a charity rings a supporter who consented to recorded calls only", **_FOR_400, charity_fundraising=True,
             relationship_claimed=True, automated_marketing=False, automated_consent=True),
    doubtful("a charity rings its supporter, listed for 28 days", **_FOR_28, charity_fundraising=True,
             relationship_claimed=True),
    unlawful("a charity rings a stranger", **_FOR_400, charity_fundraising=True),
    lawful("a charity rings a supporter who welcomes calls", **_FOR_400, charity_fundraising=True,
           relationship_claimed=True, live_notification=True),
    lawful("a charity plays a recording that was consented to", **_FOR_400, **_RECORDED, charity_fundraising=True,
           relationship_claimed=True),
    lawful("a charity rings a supporter no longer listed", **{**_FOR_400, "listed": False}, charity_fundraising=True,
           relationship_claimed=True),
    lawful("a charity rings its supporter, listed for 27 days", **{**_FOR_28, "listed_days": 27},
           charity_fundraising=True, relationship_claimed=True),
)  # fmt: skip

PECR_21_TPS = Rule(
    id="PECR-21-TPS",
    cites="PECR reg 21(1)(b), (3), (4)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/21",
    provision="21",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=SECTOR_CHANGED,
    until=day_before(CLAIMS_FROM),
    says="Nobody may make an unsolicited marketing call to a line that has been on the TPS or CTPS for 28 days or "
    "more, unless its subscriber has told this caller that he does not for now object.",
    binds=EVERYONE,
    applies=UNSOLICITED,
    broken=f.listed & _LONG,
    exemptions=(
        Exemption("reg 21(4)", f.live_notification, "the subscriber told this caller that he does not object"),
        Exemption("reg 21(4) with 19(2)(a)", _CONSENTED_RECORDING, "consent to recorded calls says so too"),
    ),
    doubts=(_EXACTLY_28, _OTHER, _BUNDLED),
    must_be_shown=("listed_days",),  # without a listing date the 28 days of grace cannot be claimed
    reason="TPS_LISTED_NO_NOTIFICATION",
    reason_open="REGISTER_NOT_CHECKED",
    discharged_by="the screening log with the file's date; the reg 21(4) record",
    cure="Load a current TPS and CTPS file; do not call listed lines unless they told you they do not mind.",
    unsure=(
        "That consent to recorded calls doubles as a notification under regulation 21(4) is our reading.",
        "That the day of an event is not counted (Regulation 1182/71 Art 3) is from memory.",
    ),
    examples=(
        *_COMMON,
        *_BOX_TICKED,
        replace(_COMPANY_COUNTS, on=None),
        unlawful("a charity rings its supporter", on=SECTOR_CHANGED, **_FOR_400, charity_fundraising=True,
                 relationship_claimed=True),
        BEFORE_CLAIMS,
        unlawful("a box ticked beforehand, since consent must be free", on=date(2018, 5, 25), **_FOR_400, **_TICKED),
    ),
)  # fmt: skip
_SECTOR_UNSURE = (
    *PECR_21_TPS.unsure,
    "What charities were told of relationships before August 2015 was seen in secondary sources only.",
)
_BEFORE_2015 = replace(
    PECR_21_TPS,
    in_force_from=COMPANIES_LISTED_FROM,
    until=day_before(SECTOR_CHANGED),
    broken=f.listed & _LONG & ~_BY_RELATIONSHIP,
    doubts=(replace(_EXACTLY_28, when=_EXACTLY_28.when & ~_LONG), _OTHER, _BUNDLED, _RELATIONSHIP),
    unsure=(
        *_SECTOR_UNSURE,
        "Whether a company's number listed too early, before 25 June 2004, counts from then was not looked into.",
    ),
    examples=(
        *_COMMON,
        *_BOX_TICKED,
        *_CHARITY,
        _COMPANY_COUNTS,
        replace(_CHARITY[0], on=day_before(SECTOR_CHANGED)),
    ),
)


def _not_companies(doubt: Doubt) -> Doubt:
    return replace(doubt, when=doubt.when & ~f.corporate_line)


_BEFORE_2004 = replace(
    _BEFORE_2015,
    cites="PECR regs 21(1)(b), (3), (4) and 26(1) before SI 2004/1039",
    in_force_from=IN_FORCE,
    until=day_before(COMPANIES_LISTED_FROM),
    says="Nobody may make an unsolicited marketing call to an individual's line that has been on the TPS for 28 days "
    "or more, unless its subscriber has told this caller that he does not for now object; companies could not be "
    "listed yet.",
    broken=_COUNTED & _LONG & ~_BY_RELATIONSHIP,
    doubts=tuple(_not_companies(doubt) for doubt in _BEFORE_2015.doubts),
    unsure=_SECTOR_UNSURE,
    examples=(
        *_COMMON,
        *_BOX_TICKED,
        *_CHARITY,
        lawful("a company", on=day_before(COMPANIES_LISTED_FROM), **_FOR_400, subscriber_kind="corporate"),
        lawful("a company, for 28 days", **_FOR_28, subscriber_kind="corporate"),
        lawful("a company's box ticked", **_FOR_28, **_TICKED, subscriber_kind="corporate", consent_by_other=True),
        unlawful("a sole trader", **_FOR_400, subscriber_kind="individual"),
    ),
)
_SINCE_2018 = replace(
    PECR_21_TPS,
    cites="PECR reg 21(1)(b), (3), (4), (6)",
    in_force_from=CLAIMS_FROM,
    until=day_before(PENSIONS_FROM),
    applies=UNSOLICITED & NOT_21A,
    doubts=(_EXACTLY_28, _OTHER),  # a bundled consent is none by now: see CONS-19 and CONS-21-4
    examples=(
        *_COMMON,
        replace(_COMPANY_COUNTS, on=None),
        replace(CLAIMS_CALL, on=CLAIMS_FROM),
        BEFORE_PENSIONS,
    ),
)
_SINCE_2019 = replace(
    _SINCE_2018,
    in_force_from=PENSIONS_FROM,
    until=None,
    applies=UNSOLICITED & NOT_21A_OR_21B,
    examples=(*_COMMON, replace(_COMPANY_COUNTS, on=None), CLAIMS_CALL, *PENSIONS_CALLS),
)

PECR_26_FRESH = Rule(
    id="PECR-26-FRESH",
    cites="our arithmetic from PECR reg 21(3)",
    instrument=PECR,
    force=Force.PRODUCT,
    path="regulation/21",
    provision="21",
    medium="call",
    in_force_from=IN_FORCE,
    says="A register file clears calls for 27 days: after that a number listed since may have been listed for 28.",
    binds=("caller", "instigator"),
    applies=UNSOLICITED & ~f.automated_marketing,
    doubts=(
        Doubt(
            "The register file is more than 27 days old on the day of the call.",
            when=f.register_age_days.at_least(FILE_GOOD_FOR_DAYS + 1),
            needs="listed",
        ),
    ),
    reason="REGISTER_STALE",
    reason_open="REGISTER_STALE",
    discharged_by="the file's hash and date",
    cure="Load a TPS and CTPS file not more than 27 days older than the last call it is to clear.",
    examples=(
        lawful("a file of 27 days ago", marketing=True, automated_marketing=False, register_age_days=27),
        unknown("a file of 28 days ago", marketing=True, automated_marketing=False, register_age_days=28),
        outside("research", marketing=False, register_age_days=400),
        outside("a call the person asked for", marketing=True, automated_marketing=False, solicited=True),
        outside("a recorded call, which needs consent anyway", marketing=True, automated_marketing=True,
                register_age_days=400),
        unknown("no file", marketing=True, automated_marketing=False),
    ),
)  # fmt: skip

RULES = (_BEFORE_2004, _BEFORE_2015, PECR_21_TPS, _SINCE_2018, _SINCE_2019)
