"""Regulations 22 and 23: e-mail, text messages and stored voice messages, which show what calls do not have.

The two soft ways in - a sale, and from 2026 a charity's supporters - are of electronic mail only. No telephone call
may rest on them, and none covers the promotion of a party.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.law.pecr_2003.automated import BUNDLED
from ringfence.law.pecr_2003.definitions import EVERYONE, FOLLOWS, IN_FORCE, PECR, UNSOLICITED, day_before
from ringfence.logic import ALWAYS
from ringfence.rule import Doubt, Exemption, Force, Rule, doubtful, lawful, outside, unknown, unlawful

CHARITIES_FROM = date(2026, 2, 5)  # DUAA 2025 s 114; SI 2026/82 reg 2(x)

_CUSTOMER = f.details_from_sale & f.similar_goods & ~f.instigator_is_party
_SALE = _CUSTOMER & f.refusal_offered_each_time
_SUPPORT = f.charity_own_purposes & f.details_from_support & f.refusal_offered_each_time

_MAIL: dict[str, Any] = {"marketing": True}
_SOLD: dict[str, Any] = {
    **_MAIL, "details_from_sale": True, "similar_goods": True, "refusal_offered_each_time": True,
    "instigator_is_party": False,
}  # fmt: skip
_NOT_SOLD: dict[str, Any] = {**_MAIL, "details_from_sale": False}
_SUPPORTER: dict[str, Any] = {
    **_NOT_SOLD, "charity_own_purposes": True, "details_from_support": True, "refusal_offered_each_time": True,
    "details_before_charity_rule": False,
}  # fmt: skip
_BOTH: dict[str, Any] = {**_SUPPORTER, **_SOLD, "details_before_charity_rule": True}
_TICKED: dict[str, Any] = {
    "consent_on_file": True, "consent_names_caller": True, "consent_proof": True, "consent_withdrawn": False,
    "consent_mail": True, "consent_bundled": True,
}  # fmt: skip
_CASES = (
    lawful("the recipient consented", **_NOT_SOLD, mail_consent=True),
    lawful("a shop's customer, told each time how to refuse", **_SOLD),
    unlawful("collected, but in no sale", **{**_SOLD, "details_from_sale": False, "charity_own_purposes": False}),
    unlawful("other goods", **{**_SOLD, "similar_goods": False, "charity_own_purposes": False}),
    unlawful("no way to refuse", **{**_SOLD, "refusal_offered_each_time": False}),
    unlawful("a party to buyers of its mugs", **{**_SOLD, "instigator_is_party": True, "charity_own_purposes": False}),
    outside("a company's address", **_NOT_SOLD, subscriber_kind="corporate"),
    outside("asked for", **_NOT_SOLD, solicited=True),
    outside("nothing is marketed", marketing=False),
    unknown("not known where the address comes from", **_MAIL, similar_goods=True, refusal_offered_each_time=True,
            instigator_is_party=False),
)  # fmt: skip
PECR_22 = Rule(
    id="PECR-22",
    cites="PECR reg 22(1)-(4)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/22",
    provision="22",
    medium="electronic_mail",
    consequences=FOLLOWS,
    in_force_from=IN_FORCE,
    until=day_before(CHARITIES_FROM),
    says="Unsolicited marketing by electronic mail goes to individuals only with the recipient's prior consent, or "
    "from a seller to its own customers about similar goods, with a way to refuse each time.",
    binds=EVERYONE,
    applies=UNSOLICITED & ~f.corporate_line,
    broken=~f.mail_consent,
    exemptions=(
        Exemption("reg 22(3)", _SALE, "the sender's own customer, similar goods, and a way to refuse each time"),
    ),
    # Since 25 May 2018 a bundled consent is none (CONS-22), so this doubt no longer arises.
    doubts=(Doubt(BUNDLED, when=f.consent_bundled & ~_SALE, open_point="CONS-6 before 25 May 2018"),),
    reason="MAIL_NO_CONSENT",
    reason_open="CONSENT_PROOF_MISSING",
    discharged_by="a consent record, or the sale and the way to refuse it offered",
    cure="Write only to people who consented, or to customers about similar goods, and offer a way to refuse.",
    examples=(
        *_CASES,
        unlawful("a charity to its supporters, the day before its rule", on=day_before(CHARITIES_FROM), **_SUPPORTER),
        doubtful("a box ticked beforehand", on=date(2018, 5, 24), **_NOT_SOLD, **_TICKED),
        unlawful("a box ticked beforehand, since consent must be free", on=date(2018, 5, 25), **_NOT_SOLD, **_TICKED),
        lawful("a box ticked beforehand by a customer", **_SOLD, **_TICKED),
        doubtful("a box ticked, for other goods", **{**_SOLD, "similar_goods": False}, **_TICKED),
        doubtful("a box ticked, no way to refuse", **{**_SOLD, "refusal_offered_each_time": False}, **_TICKED),
        doubtful("a box ticked, for a party", **{**_SOLD, "instigator_is_party": True}, **_TICKED),
    ),
)
_SINCE_2026 = replace(
    PECR_22,
    cites="PECR reg 22, with the charities' rule of DUAA 2025 s 114",
    in_force_from=CHARITIES_FROM,
    until=None,
    says="Unsolicited marketing by electronic mail goes to individuals only with the recipient's prior consent, from a "
    "seller to its own customers about similar goods, or from a charity to its supporters for its own purposes, with a "
    "way to refuse each time.",
    exemptions=(
        *PECR_22.exemptions,
        Exemption("DUAA 2025 s 114", _SUPPORT, "a charity's own supporter, and a way to refuse each time"),
    ),
    doubts=(
        Doubt(  # anyone else's message is a breach already
            "The charity collected this address before 5 February 2026. May it rely on the new rule?",
            when=f.details_before_charity_rule & ~f.mail_consent & ~_CUSTOMER,
            open_point="the Act is silent on details collected before it was in force",
        ),
    ),
    examples=(
        *_CASES,
        lawful("a charity to its supporter", on=CHARITIES_FROM, **_SUPPORTER),
        doubtful("a charity to a supporter of before", **{**_SUPPORTER, "details_before_charity_rule": True}),
        lawful("a supporter of before, who consented", **{**_SUPPORTER, "details_before_charity_rule": True},
               mail_consent=True),
        lawful("a supporter of before, and a customer", **_BOTH),
        doubtful("a supporter of before, and a customer for other goods",
                 **{**_BOTH, "similar_goods": False}),
        doubtful("a supporter of before, and a buyer of party goods", **{**_BOTH, "instigator_is_party": True}),
        unknown("not known since when", **{**_SUPPORTER, "details_before_charity_rule": None}),
        unlawful("other purposes too", **{**_SUPPORTER, "charity_own_purposes": False}),
        unlawful("address bought", **{**_SUPPORTER, "details_from_support": False}),
        unlawful("no way to refuse", **{**_SUPPORTER, "refusal_offered_each_time": False}),
        unlawful("address bought before", **{**_SUPPORTER, "details_from_support": False,
                                            "details_before_charity_rule": True}),
    ),
)  # fmt: skip

PECR_23 = Rule(
    id="PECR-23",
    cites="PECR reg 23(a), (b)",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/23",
    provision="23",
    medium="electronic_mail",
    consequences=FOLLOWS,
    in_force_from=IN_FORCE,
    says="Marketing by electronic mail must not hide for whom it is sent, and must give a valid address for asking it "
    "to stop, whoever receives it.",
    binds=("caller", "instigator"),
    applies=f.marketing,
    broken=f.sender_hidden | ~f.optout_address,
    reason="MAIL_SENDER_HIDDEN",
    reason_open="MAIL_NOT_READ",
    discharged_by="the message as sent; a test of the address",
    cure="Say for whom the message is sent, and give an address at which people can stop it.",
    unsure=("Paragraphs (c) and (d), on electronic commerce, are left out.",),
    examples=(
        unlawful("sender disguised", marketing=True, sender_hidden=True, optout_address=True),
        unlawful("no address to write to", marketing=True, sender_hidden=False, optout_address=False),
        unlawful("to a company", marketing=True, sender_hidden=True, optout_address=True,
                 subscriber_kind="corporate"),
        lawful("both in order", marketing=True, sender_hidden=False, optout_address=True),
        outside("nothing is marketed", marketing=False, sender_hidden=True),
        unknown("message not seen", marketing=True),
    ),
)  # fmt: skip

PECR_22_VM = Rule(
    id="PECR-22-VM",
    cites="PECR regs 22 and 2(1) 'electronic mail'; reg 19",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/22",
    provision="22",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=IN_FORCE,
    says="A voicemail left without ringing is electronic mail, and perhaps an automated call: it needs consent.",
    binds=EVERYONE,
    applies=f.mode.among("voicemail_drop") & f.marketing,
    doubts=(
        Doubt(
            "Is this voicemail left without ringing electronic mail under regulation 22, an automated call, or both, "
            "and does the consent on file cover it?",
            when=ALWAYS,
            open_point="OPEN-10: whether a voicemail left without ringing is a call, electronic mail, or both",
        ),
    ),
    reason_open="VOICEMAIL_DOUBTFUL",
    discharged_by="a consent record for messages of this kind",
    cure="Do not drop voicemails without consent to them; ring instead.",
    examples=(
        doubtful("a dropped voicemail", mode="voicemail_drop", marketing=True),
        outside("a call", mode="live", marketing=True),
        outside("research", mode="voicemail_drop", marketing=False),
        unknown("kind of call not known", marketing=True),
    ),
)

RULES = (PECR_22, _SINCE_2026, PECR_23)
