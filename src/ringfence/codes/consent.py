"""How consents and bought lists are read: the regulator's policy on regulations 19(2)(a) and 21(4).

Absence is never consent: each part of a consent must be shown by the caller, so silence on it means no.
"""

from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.law.pecr_2003 import PECR
from ringfence.rule import (
    Doubt,
    Force,
    Instrument,
    Rule,
    doubtful,
    gives,
    lawful,
    outside,
    unknown,
    unlawful,
)  # fmt: skip

ICO_DIRECT_MARKETING = Instrument(
    id="ICO-DM",
    title="ICO guidance on direct marketing: indirect consent and bought-in lists",
    number="",
    address="https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-communications/",
    in_force_from=date(2013, 9, 1),
    checked_on=date(2026, 11, 21),
)
OLD_CONSENT_DAYS = 183  # about six months: the ICO's older guidance on indirect consent; not a statutory life

_ON_FILE = f.consent_on_file & f.consent_names_caller & f.consent_proof & ~f.consent_withdrawn
_SHOWN: dict[str, Any] = {"consent_on_file": True, "consent_names_caller": True, "consent_proof": True}

CONS_19 = Rule(
    id="CONS-19",
    cites="PECR reg 19(2)(a)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=date(2003, 12, 11),
    says="Consent to automated calls counts when it is on file with proof, names this caller, covers automated calls "
    "on this line, and was not withdrawn.",
    gives=f.automated_consent,
    broken=_ON_FILE & f.consent_automated,
    discharged_by="the wording shown, the date, the line and how it was captured",
    examples=(
        gives(True, "all of it", **_SHOWN, consent_automated=True, consent_withdrawn=False),
        gives(False, "nothing on file"),
        gives(False, "consent to live calls only", **_SHOWN, consent_automated=False, consent_withdrawn=False),
        gives(False, "withdrawn", **_SHOWN, consent_automated=True, consent_withdrawn=True),
        gives(False, "names 'selected partners'", consent_on_file=True, consent_proof=True, consent_automated=True,
              consent_names_caller=False, consent_withdrawn=False),
        gives(False, "no proof", consent_on_file=True, consent_names_caller=True, consent_automated=True,
              consent_withdrawn=False),
        gives(None, "not known whether withdrawn", **_SHOWN, consent_automated=True),
    ),
)  # fmt: skip
CONS_21_4 = Rule(
    id="CONS-21-4",
    cites="PECR reg 21(4), (5)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=date(2003, 12, 11),
    says="A listed line may be called when its subscriber has told this caller, by a positive act, that he does not "
    "for now object to calls, and has not taken that back.",
    gives=f.live_notification,
    broken=_ON_FILE & f.consent_live & ~f.consent_indirect,  # told to this caller, not to somebody else
    discharged_by="the statement, with date and line",
    examples=(
        gives(True, "a joining form that names the party: 'you may phone me'", **_SHOWN, consent_live=True,
              consent_withdrawn=False, consent_indirect=False),
        gives(False, "nothing on file: membership alone says nothing"),
        gives(False, "taken back", **_SHOWN, consent_live=True, consent_withdrawn=True),
        gives(False, "e-mail only", **_SHOWN, consent_live=False, consent_withdrawn=False),
        gives(False, "told to a list broker", **_SHOWN, consent_live=True, consent_withdrawn=False,
              consent_indirect=True),
        gives(None, "not known to whom it was told", **_SHOWN, consent_live=True, consent_withdrawn=False),
        gives(None, "not known whether taken back", **_SHOWN, consent_live=True),
    ),
)  # fmt: skip

CONS_3 = Rule(
    id="CONS-3",
    cites="ICO guidance on direct marketing, indirect (third-party) consent",
    instrument=ICO_DIRECT_MARKETING,
    force=Force.REG_POLICY,
    in_force_from=date(2013, 9, 1),
    says="A consent given to someone else counts for automated calls only if it was clear and specific enough that the "
    "person expected this very organisation; 'selected third parties' never is.",
    binds=("caller", "instigator"),
    applies=f.automated_marketing & f.consent_on_file & f.consent_indirect,
    broken=~f.consent_names_caller,
    doubts=(
        Doubt(
            "The consent was given to someone else but names this organisation. Was it specific enough that the person "
            "expected these recorded calls from it?",
            when=f.consent_names_caller,
        ),
    ),
    reason="CONSENT_INDIRECT",
    reason_open="CONSENT_INDIRECT_DOUBTFUL",
    discharged_by="the wording the person saw",
    cure="Use consents given to this organisation itself.",
    authorities=("ICO penalty, Leave.EU, 2016: local and national government was as specific as it got",),
    examples=(
        unlawful("'our partners and their partners'", automated_marketing=True, consent_on_file=True,
                 consent_indirect=True, consent_names_caller=False),
        doubtful("named in a list of twelve firms", automated_marketing=True, consent_on_file=True,
                 consent_indirect=True, consent_names_caller=True),
        outside("given to this caller", automated_marketing=True, consent_on_file=True, consent_indirect=False),
        outside("no recorded marketing", automated_marketing=False),
        unknown("not known to whom it was given", automated_marketing=True, consent_on_file=True,
                consent_names_caller=True),
    ),
)  # fmt: skip
CONS_4 = Rule(
    id="CONS-4",
    cites="ICO guidance on direct marketing, how long consent lasts",
    instrument=ICO_DIRECT_MARKETING,
    force=Force.REG_POLICY,
    in_force_from=date(2013, 9, 1),
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
    cure="Ask again, or record who judged the consent still good and why.",
    examples=(
        lawful("183 days old", automated_marketing=True, consent_on_file=True, consent_indirect=True,
               consent_age_days=183),
        doubtful("184 days old", automated_marketing=True, consent_on_file=True, consent_indirect=True,
                 consent_age_days=184),
        outside("given to this caller", automated_marketing=True, consent_on_file=True, consent_indirect=False,
                consent_age_days=4000),
        unknown("undated", automated_marketing=True, consent_on_file=True, consent_indirect=True),
    ),
)  # fmt: skip
CONS_5 = Rule(
    id="CONS-5",
    cites="PECR regs 19(2)(a) and 21(4): the burden is the caller's; ICO guidance on using marketing lists",
    instrument=PECR,
    force=Force.PRODUCT,
    in_force_from=date(2003, 12, 11),
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
    authorities=("ICO enforcement notice, Labour Party, February 2010: numbers mostly from bought lists",),
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

RULES = (CONS_19, CONS_21_4, CONS_3, CONS_4, CONS_5)
