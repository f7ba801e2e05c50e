"""Regulations 21A and 21B: calls about claims management and pensions, which need more than an empty register."""

from typing import Any

from ringfence import facts as f
from ringfence.law.pecr_2003.automated import BY_OTHER, OPEN_1
from ringfence.law.pecr_2003.definitions import EVERYONE, FOLLOWS, PECR, UNSOLICITED
from ringfence.law.pecr_2003.live import CLAIMS_FROM, PENSIONS_FROM
from ringfence.rule import Doubt, Force, Rule, doubtful, lawful, outside, unknown, unlawful

_INDIRECT = (
    "The consent was given to someone else. Was it specific enough that the person expected calls by this caller?"
)
_CLAIMS: dict[str, Any] = {"marketing": True, "claims_management": True}
_PENSIONS: dict[str, Any] = {"marketing": True, "pensions": True}

PECR_21A = Rule(
    id="PECR-21A",
    cites="PECR reg 21A, inserted by FGCA 2018 s 35",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/21A",
    provision="21A",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=CLAIMS_FROM,
    says="Nobody may make an unsolicited call that markets claims management services, unless the subscriber has told "
    "this caller beforehand that he consents to its calls on that line; an empty register is not enough.",
    binds=EVERYONE,
    applies=UNSOLICITED & f.claims_management,
    broken=~f.calls_consent,
    doubts=(
        Doubt(BY_OTHER, when=f.consent_by_other, open_point=OPEN_1),
        Doubt(_INDIRECT, when=f.consent_indirect),
    ),
    reason="CLAIMS_NO_CONSENT",
    reason_open="CONSENT_PROOF_MISSING",
    discharged_by="a consent record: wording shown, date, line, how captured, this caller named",
    cure="Call only people who consented to calls by this caller.",
    unsure=("The first day was seen in a secondary source: the commencement regulations were not read.",),
    examples=(
        unlawful("no consent on file", on=CLAIMS_FROM, **_CLAIMS),
        unlawful("not on the register: that does not help", **_CLAIMS, listed=False, objected=False),
        unlawful("a company's line", **_CLAIMS, subscriber_kind="corporate"),
        lawful("the subscriber consented", **_CLAIMS, calls_consent=True, consent_indirect=False),
        doubtful("his tenant consented", **_CLAIMS, calls_consent=True, consent_indirect=False, consent_by_other=True),
        doubtful("a comparison site passed it on", **_CLAIMS, calls_consent=True, consent_indirect=True),
        outside("asked for", **_CLAIMS, solicited=True),
        outside("something else is sold", marketing=True),
        outside("nothing is marketed", marketing=False, claims_management=True),
        unknown("a consent, not known to whom it was given", **_CLAIMS, calls_consent=True),
    ),
)

_CLIENT = f.client_relationship & f.refusal_offered_each_time
_AUTHORISED: dict[str, Any] = {**_PENSIONS, "fca_authorised": True}
_OF_CLIENT: dict[str, Any] = {"client_relationship": True, "refusal_offered_each_time": True}
_NO_CLIENT: dict[str, Any] = {"client_relationship": False, "refusal_offered_each_time": False}
PECR_21B = Rule(
    id="PECR-21B",
    cites="PECR reg 21B, inserted by SI 2018/1396 reg 2(3)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/21B",
    provision="21B",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=PENSIONS_FROM,
    says="Nobody may make an unsolicited call to an individual that markets pension schemes, unless the caller is an "
    "authorised person or a scheme's trustee or manager, and either the individual consented to its calls on that line "
    "or is its client and was offered a way to refuse, then and each time.",
    binds=EVERYONE,
    applies=UNSOLICITED & f.pensions & ~f.corporate_line,
    broken=~f.fca_authorised | (~f.calls_consent & ~_CLIENT),
    doubts=(
        Doubt(BY_OTHER, when=f.consent_by_other & ~_CLIENT, open_point=OPEN_1),
        Doubt(_INDIRECT, when=f.consent_indirect & ~_CLIENT),
    ),
    reason="PENSIONS_NOT_PERMITTED",
    reason_open="PENSIONS_DOUBTFUL",
    discharged_by="the entry in the Financial Services Register, and a consent record or the client's file",
    cure="Make no such calls unless authorised, and then only to clients or people who consented.",
    examples=(
        unlawful("nobody is authorised", on=PENSIONS_FROM, **_PENSIONS, fca_authorised=False, calls_consent=True,
                 consent_indirect=False),
        unlawful("authorised, but no consent and no client", **_AUTHORISED, **_NO_CLIENT),
        unlawful("a client who was never offered a way to refuse", **_AUTHORISED, client_relationship=True,
                 refusal_offered_each_time=False),
        unlawful("no client, though a way to refuse was offered", **_AUTHORISED, client_relationship=False,
                 refusal_offered_each_time=True),
        lawful("authorised, with consent", **_AUTHORISED, **_NO_CLIENT, calls_consent=True, consent_indirect=False),
        lawful("authorised, to its client", **_AUTHORISED, **_OF_CLIENT),
        lawful("its client, for whom another consented too", **_AUTHORISED, **_OF_CLIENT, consent_by_other=True,
               consent_indirect=True),
        doubtful("another person consented", **_AUTHORISED, **_NO_CLIENT, calls_consent=True, consent_indirect=False,
                 consent_by_other=True),
        doubtful("another consented, and no client", **_AUTHORISED, client_relationship=False,
                 refusal_offered_each_time=True, calls_consent=True, consent_indirect=False, consent_by_other=True),
        doubtful("another consented, and no way to refuse", **_AUTHORISED, client_relationship=True,
                 refusal_offered_each_time=False, calls_consent=True, consent_indirect=False, consent_by_other=True),
        doubtful("passed on, and no client", **_AUTHORISED, client_relationship=False,
                 refusal_offered_each_time=True, calls_consent=True, consent_indirect=True),
        doubtful("passed on, and no way to refuse", **_AUTHORISED, client_relationship=True,
                 refusal_offered_each_time=False, calls_consent=True, consent_indirect=True),
        doubtful("consent passed on by a comparison site", **_AUTHORISED, **_NO_CLIENT, calls_consent=True,
                 consent_indirect=True),
        doubtful("perhaps its client", **_AUTHORISED, refusal_offered_each_time=True),
        outside("to a company", **_PENSIONS, subscriber_kind="corporate"),
        unlawful("to a person", **_PENSIONS, fca_authorised=False, subscriber_kind="individual"),
        outside("asked for", **_PENSIONS, solicited=True),
        outside("something else is sold", marketing=True),
        outside("nothing is marketed", marketing=False, pensions=True),
        unknown("not known whether authorised", **_PENSIONS, **_OF_CLIENT),
    ),
)  # fmt: skip

RULES = (PECR_21A, PECR_21B)
