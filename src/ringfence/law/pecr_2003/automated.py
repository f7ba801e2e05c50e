"""Regulation 19: recorded marketing messages sent by automated systems."""

from ringfence import facts as f
from ringfence.law import authorities as a
from ringfence.law.pecr_2003.definitions import EVERYONE, FOLLOWS, IN_FORCE, PECR
from ringfence.rule import Doubt, Force, Rule, doubtful, lawful, outside, unknown, unlawful

OPEN_1 = "OPEN-1: a consent given by a user who is not the subscriber"
BY_OTHER = (
    "The consent was given by someone other than the subscriber of the line. Had that person authority to give it?"
)
BUNDLED = (
    "The consent was bundled, pre-ticked, inferred or a condition of something else. Before 25 May 2018 no text ruled "
    "that out. Does it show that the subscriber consented?"
)

PECR_19 = Rule(
    id="PECR-19",
    cites="PECR reg 19(1), (2)(a), (3)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/19",
    provision="19",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=IN_FORCE,
    says="A recorded marketing message may be sent only to a subscriber who has told this caller beforehand that he "
    "consents to automated calls on that line.",
    binds=EVERYONE,
    applies=f.automated_marketing,
    broken=~f.automated_consent,
    # Since 25 May 2018 a bundled consent is none (CONS-19), so the second doubt no longer arises.
    doubts=(
        Doubt(BY_OTHER, when=f.consent_by_other, open_point=OPEN_1),
        Doubt(BUNDLED, when=f.consent_bundled, open_point="CONS-6 before 25 May 2018"),
    ),
    reason="AUTOMATED_NO_CONSENT",
    reason_open="CONSENT_PROOF_MISSING",
    discharged_by="a consent record: wording shown, date, line, how captured, scope automated calls, this caller named",
    cure="Call only people who consented to recorded calls from this caller; for everyone else use a live caller.",
    authorities=(a.SNP_2006.cited, a.LIBERAL_DEMOCRATS_2008.cited, a.LABOUR_2010.cited),
    examples=(
        unlawful("a recorded appeal, no consent on file", automated_marketing=True, automated_consent=False),
        lawful("the subscriber consented", automated_marketing=True, automated_consent=True, mode="recorded"),
        outside("no recorded marketing", automated_marketing=False),
        unlawful("nothing on file: the burden is the caller's", automated_marketing=True, mode="recorded"),
        unknown("a consent on file, not known whether withdrawn", automated_marketing=True, mode="recorded",
                consent_on_file=True, consent_automated=True, consent_names_caller=True, consent_proof=True),
        doubtful("a lodger consented", automated_marketing=True, automated_consent=True, consent_by_other=True),
        doubtful("consent tied to a prize draw in 2017", automated_marketing=True, consent_on_file=True,
                 consent_automated=True, consent_names_caller=True, consent_proof=True, consent_withdrawn=False,
                 consent_bundled=True),
    ),
)  # fmt: skip

RULES = (PECR_19,)
