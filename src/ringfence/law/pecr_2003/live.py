"""Regulation 21(1)(a): marketing calls to people who objected; and where paragraph (1) gives way to 21A and 21B.

The text says calls, not live calls: a recorded call to such a line breaks regulation 21 as well as 19.
"""

from dataclasses import replace
from datetime import date

from ringfence import facts as f
from ringfence.law.pecr_2003.definitions import EVERYONE, FOLLOWS, IN_FORCE, PECR, UNSOLICITED, day_before
from ringfence.rule import Force, Rule, lawful, outside, unknown, unlawful

CLAIMS_FROM = date(2018, 9, 8)  # FGCA 2018 s 35: reg 21A, and reg 21(6)
PENSIONS_FROM = date(2019, 1, 9)  # SI 2018/1396 reg 2: reg 21B, and its place in reg 21(6)

# Reg 21(6): paragraph (1) gives way to reg 21A, and from 2019 to 21B too; the duty to show a number, (A1), does not.
NOT_21A = ~f.claims_management
NOT_21A_OR_21B = NOT_21A & ~(f.pensions & ~f.corporate_line)

_COMMON = (
    unlawful("objected last year", marketing=True, objected=True),
    unlawful("a company objected", marketing=True, objected=True, subscriber_kind="corporate"),
    unlawful("a recorded call, although consented to", marketing=True, automated_marketing=True, objected=True,
             automated_consent=True),
    lawful("never objected", marketing=True, objected=False),
    outside("a call the person asked for", marketing=True, objected=True, solicited=True),
    outside("research", marketing=False, objected=True),
    unknown("objections not looked at", marketing=True),
)  # fmt: skip
BEFORE_CLAIMS = unlawful(
    "a claims call, the day before regulation 21A", on=day_before(CLAIMS_FROM), marketing=True, claims_management=True,
    objected=True, listed=True, listed_days=400,
)  # fmt: skip
BEFORE_PENSIONS = unlawful(
    "a pensions call, the day before regulation 21B", on=day_before(PENSIONS_FROM), marketing=True, pensions=True,
    objected=True, listed=True, listed_days=400,
)  # fmt: skip
CLAIMS_CALL = outside(
    "a claims call: regulation 21A governs it", marketing=True, claims_management=True,
    objected=True, listed=True, listed_days=400,
)  # fmt: skip
PENSIONS_CALLS = (
    outside("a pensions call to a person: regulation 21B governs it", marketing=True, pensions=True,
            subscriber_kind="individual", objected=True, listed=True, listed_days=400),
    outside("a pensions call, not known to whom", marketing=True, pensions=True, objected=True, listed=True,
            listed_days=400),
    unlawful("a pensions call to a company", marketing=True, pensions=True, subscriber_kind="corporate",
             objected=True, listed=True, listed_days=400),
)  # fmt: skip

PECR_21_OBJ = Rule(
    id="PECR-21-OBJ",
    cites="PECR reg 21(1)(a)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/21",
    provision="21",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=IN_FORCE,
    until=day_before(CLAIMS_FROM),
    says="Nobody may make an unsolicited marketing call to a line whose subscriber has told them not to; there is no "
    "period of grace and no form of words.",
    binds=EVERYONE,
    applies=UNSOLICITED,
    broken=f.objected,
    reason="OBJECTION_ON_FILE",
    reason_open="OBJECTIONS_NOT_CHECKED",
    discharged_by="the suppression log, in order of events",
    cure="Name the objections file in the campaign card. An objection itself is lifted only by the person.",
    unsure=(
        "How far an objection reaches across branches, affiliates or clients is open (OPEN-2): each on file counts.",
        "That it counts against the instigator as well as the caller is the regulator's practice, from memory.",
    ),
    examples=(*_COMMON, BEFORE_CLAIMS),
)
_SINCE_2018 = replace(
    PECR_21_OBJ,
    cites="PECR reg 21(1)(a), (6)",
    in_force_from=CLAIMS_FROM,
    until=day_before(PENSIONS_FROM),
    applies=UNSOLICITED & NOT_21A,
    examples=(*_COMMON, replace(CLAIMS_CALL, on=CLAIMS_FROM), BEFORE_PENSIONS),
)
_SINCE_2019 = replace(
    _SINCE_2018,
    in_force_from=PENSIONS_FROM,
    until=None,
    applies=UNSOLICITED & NOT_21A_OR_21B,
    examples=(*_COMMON, CLAIMS_CALL, *PENSIONS_CALLS),
)

RULES = (PECR_21_OBJ, _SINCE_2018, _SINCE_2019)
