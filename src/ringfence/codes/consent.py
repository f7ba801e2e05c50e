"""How the regulator reads consents given to others, old ones, and bought lists (regulations 19(2)(a) and 21(4))."""

from dataclasses import replace
from datetime import date, timedelta

from ringfence import facts as f
from ringfence.law import authorities as a
from ringfence.law.pecr_2003 import IN_FORCE, PECR
from ringfence.law.pecr_2003.definitions import FOLLOWS
from ringfence.logic import ALWAYS
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

ICO_DIRECT_MARKETING = Instrument(
    id="ICO-DM",
    title="ICO guidance on direct marketing: indirect consent and bought-in lists",
    number="",
    address="https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-communications/",
    in_force_from=date(2013, 9, 1),
    checked_on=date(2026, 11, 21),
)
OLD_CONSENT_DAYS = 183  # about six months: the ICO's older guidance on indirect consent; not a statutory life

CONS_3 = Rule(
    id="CONS-3",
    cites="ICO guidance on direct marketing, indirect (third-party) consent",
    instrument=ICO_DIRECT_MARKETING,
    force=Force.REG_POLICY,
    provision="19",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=ICO_DIRECT_MARKETING.in_force_from,
    says="A consent given to someone else counts for automated calls only if it was clear and specific enough that the "
    "person expected this very organisation; 'selected third parties' never is.",
    binds=("caller", "instigator"),
    applies=f.automated_marketing & f.consent_on_file & f.consent_indirect,
    broken=~f.consent_names_caller,
    doubts=(
        Doubt(  # one that does not name it is a breach already
            "The consent was given to someone else but names this organisation. Was it specific enough that the person "
            "expected these recorded calls from it?",
            when=ALWAYS,
        ),
    ),
    reason="CONSENT_INDIRECT",
    reason_open="CONSENT_INDIRECT_DOUBTFUL",
    discharged_by="the wording the person saw",
    cure="Use consents given to this organisation itself.",
    authorities=("ICO penalty, Leave.EU, 2016: local and national government was as specific as it got",),
    unsure=("The guidance was seen in secondary sources and in a copy made for another regulator.",),
    examples=(
        unlawful("'our partners and their partners'", automated_marketing=True, consent_on_file=True,
                 consent_indirect=True, consent_names_caller=False),
        unlawful("wording not kept: the burden is the caller's", automated_marketing=True, consent_on_file=True,
                 consent_indirect=True),
        doubtful("named in a list of twelve firms", automated_marketing=True, consent_on_file=True,
                 consent_indirect=True, consent_names_caller=True),
        outside("given to this caller", automated_marketing=True, consent_on_file=True, consent_indirect=False),
        outside("nothing on file at all", automated_marketing=True, consent_indirect=True),
        outside("no recorded marketing", automated_marketing=False, consent_on_file=True, consent_indirect=True),
        unknown("not known to whom it was given", automated_marketing=True, consent_on_file=True,
                consent_names_caller=True),
    ),
)  # fmt: skip
# The guidance of 2013 wrote down what regulation 19(2)(a) had said since its first day: the subscriber has notified
# "the caller". The notice of February 2010 had applied it so to the calls of June 2009.
_CONS_3_BEFORE = replace(
    CONS_3,
    cites="PECR reg 19(2)(a), 'notified the caller', as the regulator read it",
    instrument=PECR,
    path="regulation/19",
    in_force_from=IN_FORCE,
    until=ICO_DIRECT_MARKETING.in_force_from - timedelta(days=1),
    authorities=(a.LABOUR_2010.on("numbers mostly from bought lists"),),
    unsure=(
        "No text of the regulator on indirect consent before 2013 is on file.",
        "The reading rests on unchanged words of the Regulations, and on a notice seen in commentary only.",
    ),
    examples=(
        *CONS_3.examples,
        unlawful("bought lists, June 2009", on=date(2009, 6, 1), automated_marketing=True, consent_on_file=True,
                 consent_indirect=True, consent_names_caller=False),
        unlawful("the day before the guidance", on=ICO_DIRECT_MARKETING.in_force_from - timedelta(days=1),
                 automated_marketing=True, consent_on_file=True, consent_indirect=True),
    ),
)  # fmt: skip
CONS_4 = Rule(
    id="CONS-4",
    cites="ICO guidance on direct marketing, how long consent lasts",
    instrument=ICO_DIRECT_MARKETING,
    force=Force.REG_POLICY,
    provision="19",
    medium="call",
    consequences=FOLLOWS,
    in_force_from=ICO_DIRECT_MARKETING.in_force_from,
    says="Consent has no statutory life, but one given to someone else more than about six months ago is doubtful.",
    binds=("caller", "instigator"),
    applies=f.automated_marketing & f.consent_on_file & f.consent_indirect,
    doubts=(
        Doubt(
            "This indirect consent is more than about six months old. Does it still stand 'for the time being'?",
            when=f.consent_age_days.at_least(OLD_CONSENT_DAYS + 1),
            open_point="OPEN-7: the age at which consent lapses",
        ),
    ),
    reason="CONSENT_OLD",
    reason_open="CONSENT_OLD",
    discharged_by="a renewal",
    unsure=("The six months of the regulator's older guidance are from memory.",),
    cure="Ask again, or record who judged the consent still good and why.",
    examples=(
        lawful("183 days old", automated_marketing=True, consent_on_file=True, consent_indirect=True,
               consent_age_days=183),
        doubtful("184 days old", automated_marketing=True, consent_on_file=True, consent_indirect=True,
                 consent_age_days=184),
        outside("given to this caller", automated_marketing=True, consent_on_file=True, consent_indirect=False,
                consent_age_days=4000),
        outside("nothing on file", automated_marketing=True, consent_indirect=True, consent_age_days=4000),
        outside("no recorded marketing", automated_marketing=False, consent_on_file=True, consent_indirect=True,
                consent_age_days=4000),
        unknown("undated", automated_marketing=True, consent_on_file=True, consent_indirect=True),
    ),
)  # fmt: skip
CONS_5 = Rule(
    id="CONS-5",
    cites="PECR regs 19(2)(a) and 21(4): the burden is the caller's; ICO guidance on using marketing lists",
    instrument=PECR,
    force=Force.PRODUCT,
    path="regulation/19",
    provision="list-provenance",
    medium="call",
    in_force_from=IN_FORCE,
    says="For a bought or borrowed list we want to see the wording people were shown and the checks made on the "
    "supplier: 'the supplier assured us' is not enough.",
    binds=("caller", "instigator"),
    applies=f.marketing & f.source_bought,
    doubts=(
        Doubt("The wording shown when these numbers were collected is not on file.", when=~f.source_wording,
              needs="source_wording"),
        Doubt("No checks on the supplier of this list are on file.", when=~f.source_checked, needs="source_checked"),
    ),
    reason="PROVENANCE_MISSING",
    reason_open="PROVENANCE_MISSING",
    discharged_by="supplier, chain, wording, dates, sample checks",
    cure="Get the collection wording and the supplier's evidence; check a sample; write both into the campaign card.",
    authorities=(a.LABOUR_2010.on("numbers mostly from bought lists"),),
    examples=(
        lawful("wording and checks on file", marketing=True, source_bought=True, source_wording=True,
               source_checked=True),
        unknown("no wording", marketing=True, source_bought=True, source_wording=False, source_checked=True),
        unknown("no checks", marketing=True, source_bought=True, source_wording=True, source_checked=False),
        outside("own list", marketing=True, source_bought=False),
        outside("research", marketing=False, source_bought=True),
        unknown("not known whether bought", marketing=True, source_wording=False, source_checked=False),
    ),
)  # fmt: skip

RULES = (_CONS_3_BEFORE, CONS_3, CONS_4, CONS_5)
