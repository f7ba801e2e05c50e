"""What the Fundraising Code asks of charities that telephone, beside the Regulations of 2003.

Screening, objections and recorded calls are judged by PECR-21-TPS, PECR-21-OBJ and PECR-19, which bind charities too.
"""

from dataclasses import replace
from datetime import date, timedelta

from ringfence import facts as f
from ringfence.rule import Exemption, Force, Instrument, Rule, lawful, outside, unknown, unlawful

FUNDRAISING_CODE = Instrument(
    id="FUNDRAISING-CODE",
    title="Code of Fundraising Practice",
    number="",
    address="https://www.fundraisingregulator.org.uk/code",
    in_force_from=date(2003, 12, 11),  # editions are not dated here: judged from the first day of PECR 2003
    checked_on=date(2026, 11, 21),
)
NO_DONORS_EXCEPTED_FROM = date(2015, 8, 18)  # Institute of Fundraising: the change was announced that day
_EDITIONS = (
    "Editions of the Code were not read: it was seen in an older text and in the account of one adjudication.",
    "Paragraph numbers are those of the older Code; later editions count differently.",
)

FR_TEL = Rule(
    id="FR-TEL",
    cites="Code of Fundraising Practice, telephone; working with suppliers",
    instrument=FUNDRAISING_CODE,
    provision="FundraisingCode-telephone",
    medium="call",
    force=Force.CODE,
    in_force_from=FUNDRAISING_CODE.in_force_from,
    says="A charity that has others ring for it binds them by a written agreement, and never dresses an appeal up as "
    "administration.",
    binds=("caller", "instigator"),
    applies=f.charity_fundraising,
    broken=f.presents_as_service | (f.caller_differs_from_instigator & ~f.supplier_agreement),
    reason="FUNDRAISING_CODE",
    reason_open="FUNDRAISING_CODE",
    consequences=("membership",),
    discharged_by="the agreement with the agency; the script",
    cure="Sign an agreement with the agency, and say in the first line that the call asks for support.",
    unsure=_EDITIONS,
    examples=(
        unlawful("an agency without an agreement", charity_fundraising=True, presents_as_service=False,
                 caller_differs_from_instigator=True, supplier_agreement=False),
        unlawful("'just updating your details', then an appeal", charity_fundraising=True, presents_as_service=True,
                 caller_differs_from_instigator=False),
        lawful("an agency under an agreement", charity_fundraising=True, presents_as_service=False,
               caller_differs_from_instigator=True, supplier_agreement=True),
        lawful("the charity's own staff", charity_fundraising=True, presents_as_service=False,
               caller_differs_from_instigator=False, supplier_agreement=False),
        outside("a party", presents_as_service=True, caller_differs_from_instigator=True, supplier_agreement=False),
        unknown("agreement not looked for", charity_fundraising=True, presents_as_service=False,
                caller_differs_from_instigator=True),
    ),
)  # fmt: skip
FR_TPS = Rule(
    id="FR-TPS",
    cites="Code of Fundraising Practice, 8.2.3(b) of the older Code",
    instrument=FUNDRAISING_CODE,
    provision="FundraisingCode-8.2.3b",
    medium="call",
    force=Force.CODE,
    in_force_from=FUNDRAISING_CODE.in_force_from,
    until=NO_DONORS_EXCEPTED_FROM - timedelta(days=1),
    says="A charity may not ring a line on the TPS for support on the strength of a past enquiry, purchase or "
    "membership. A real and present donor was treated as having agreed.",
    binds=("caller", "instigator"),
    applies=f.charity_fundraising & f.relationship_claimed & f.listed & ~f.solicited,
    broken=~f.live_notification,
    exemptions=(
        Exemption("Code of Fundraising Practice, 8.2.3(b) of the older Code", f.donor_relationship,
                  "a real and present donor"),
    ),
    reason="FUNDRAISING_TPS",
    reason_open="FUNDRAISING_TPS",
    consequences=("membership",),
    discharged_by="what the person told this charity, with date and line; the record of gifts",
    cure="Screen supporters against the TPS as anyone else, and ring listed ones only if they said that you may.",
    authorities=(
        "FRSB adjudication, Age UK, 18 February 2016 (call of April 2015): old enquiries and trade do not lift the TPS",
    ),
    unsure=_EDITIONS,
    examples=(
        unlawful("a legacy call after an old enquiry and an insurance quote, as in April 2015", on=date(2015, 4, 15),
                 charity_fundraising=True, relationship_claimed=True, listed=True),
        unlawful("on the last day of the old rule", on=date(2015, 8, 17), charity_fundraising=True,
                 relationship_claimed=True, listed=True, donor_relationship=False),
        lawful("a monthly giver, on the last day of the old rule", on=date(2015, 8, 17), charity_fundraising=True,
               relationship_claimed=True, listed=True, donor_relationship=True),
        lawful("'you may ring me'", charity_fundraising=True, relationship_claimed=True, listed=True,
               live_notification=True),
        outside("not listed", charity_fundraising=True, relationship_claimed=True, listed=False),
        outside("the person asked for the call", charity_fundraising=True, relationship_claimed=True, listed=True,
                solicited=True),
        outside("no relationship is relied on: see PECR-21-TPS", charity_fundraising=True, listed=True),
        outside("a shop", relationship_claimed=True, listed=True),
        unknown("register not looked at", charity_fundraising=True, relationship_claimed=True),
    ),
)  # fmt: skip
_NOW = replace(
    FR_TPS,
    in_force_from=NO_DONORS_EXCEPTED_FROM,
    until=None,
    says="A charity may not ring a line on the TPS for support on the strength of any relationship, not even with a "
    "donor: the person must have said that it may.",
    exemptions=(),
    examples=(
        unlawful("a monthly giver, a day after the old rule", charity_fundraising=True, relationship_claimed=True,
                 listed=True, donor_relationship=True),
        *(replace(example, on=None) for example in FR_TPS.examples if "old rule" not in example.says),
    ),
)  # fmt: skip

RULES = (FR_TEL, FR_TPS, _NOW)
