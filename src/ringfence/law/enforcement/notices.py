"""Disobeying the regulator: an enforcement notice not complied with, questions not answered or answered falsely.

A breach by itself, beside the breach that the notice was about. The day judged is the day of disobedience.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.law.enforcement.pecr import FIRST_DAY, NEW_REGIME, PENALTIES
from ringfence.rule import Doubt, Exemption, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

DPA_1998 = Instrument(
    id="DPA-1998-PART-V",
    title="Data Protection Act 1998, Part V, as extended by the 2003 Regulations",
    number="1998 c. 29",
    address="https://www.legislation.gov.uk/ukpga/1998/29",
    in_force_from=date(2000, 3, 1),
    checked_on=date(2026, 11, 21),
    until=date(2026, 2, 4),
)
DPA_2018 = Instrument(
    id="DPA-2018-ENFORCEMENT",
    title="Data Protection Act 2018, Parts 5 to 7, as applied by the 2003 Regulations",
    number="2018 c. 12",
    address="https://www.legislation.gov.uk/ukpga/2018/12",
    in_force_from=date(2018, 5, 25),
    checked_on=date(2026, 11, 21),
)
_SCHEDULE = "The Schedule that applies the 2018 Act to the 2003 Regulations (DUAA 2025 Sch 13) was not read in full."
_OLD_NOTICE = Doubt(
    "A notice under the Act of 1998 was disobeyed on or after 5 February 2026. Is that still the offence of section "
    "47, or a matter for a penalty only?",
    when=f.notice_under_1998_act,
    open_point="SI 2026/82 regs 9 and 11 keep the old powers for earlier conduct; what of later disobedience?",
)
_BROKEN_NOTICE: dict[str, Any] = {"notice_in_force": True, "notice_breached": True}

DISOBEY_OLD = Rule(
    id="ENF-DISOBEY",
    cites="DPA 1998 ss 40(7)-(8), 47(1), (3), through PECR reg 31 and Sch 1",
    instrument=DPA_1998,
    path="section/47",
    provision="DPA1998-s47",
    force=Force.LAW,
    in_force_from=FIRST_DAY,
    until=date(2026, 2, 4),
    says="Whoever fails to comply with an enforcement notice in force commits an offence, unless an appeal suspends "
    "the notice or all due diligence was used.",
    binds=("caller", "instigator", "line_subscriber"),
    consequences=("crime",),
    applies=f.notice_in_force,
    broken=f.notice_breached,
    exemptions=(
        Exemption("DPA 1998 s 40(7)", f.appeal_pending & ~f.notice_urgent, "an appeal suspends a notice not urgent"),
        Exemption("DPA 1998 s 47(3)", f.due_diligence, "all due diligence was used, which the accused must prove"),
    ),
    reason="NOTICE_DISOBEYED",
    discharged_by="a log of what was done to comply, from the day the notice came",
    cure="Stop what the notice forbids today; then appeal in time, or ask for the notice to be varied.",
    authorities=("Direct Choice Home Improvements: fined by magistrates for calls after a notice",),
    unsure=("Data protection notices under the Act of 2018 (from 25 May 2018) carry a penalty, never this offence.",),
    examples=(
        unlawful("calls to listed numbers after a notice", **_BROKEN_NOTICE),
        unlawful("on its last day", date(2026, 2, 4), **_BROKEN_NOTICE),
        unlawful("an appeal, but the notice is urgent", **_BROKEN_NOTICE, appeal_pending=True, notice_urgent=True),
        unlawful("no diligence, no appeal", **_BROKEN_NOTICE, due_diligence=False, appeal_pending=False),
        lawful("an appeal is pending", **_BROKEN_NOTICE, appeal_pending=True),
        lawful("an appeal, and nothing says urgent", **_BROKEN_NOTICE, appeal_pending=True, notice_urgent=False),
        lawful("all due diligence was proved", **_BROKEN_NOTICE, due_diligence=True),
        lawful("the notice is kept", notice_in_force=True, notice_breached=False),
        outside("no notice", notice_in_force=False, notice_breached=True),
        unknown("not known whether the calls are what the notice forbade", notice_in_force=True),
        unknown("not known whether there is a notice", notice_breached=True),
    ),
)  # fmt: skip
DISOBEY_NEW = replace(
    DISOBEY_OLD,
    cites="DPA 2018 ss 150(6)-(8), 155(1)(b), 157(4), through PECR reg 31 and Sch 1",
    instrument=DPA_2018,
    path="section/155",
    provision="DPA2018-s155",
    in_force_from=NEW_REGIME,
    until=None,
    says="Whoever fails to comply with an enforcement notice in force can be penalised up to the higher maximum, "
    "unless an appeal suspends the notice; it is no offence.",
    consequences=("penalty",),
    broken=f.notice_breached & ~f.notice_under_1998_act,
    exemptions=(
        Exemption("DPA 2018 s 150(7)", f.appeal_pending & ~f.notice_urgent, "an appeal suspends a notice not urgent"),
    ),
    doubts=(replace(_OLD_NOTICE, when=f.notice_breached & f.notice_under_1998_act),),
    unsure=(_SCHEDULE,),
    examples=(
        unlawful("a notice about calls of March 2026", **_BROKEN_NOTICE, notice_under_1998_act=False),
        unlawful("diligence is a factor, not a defence", **_BROKEN_NOTICE, notice_under_1998_act=False,
                 due_diligence=True),
        unlawful("an appeal, but the notice is urgent", **_BROKEN_NOTICE, notice_under_1998_act=False,
                 appeal_pending=True, notice_urgent=True),
        lawful("an appeal is pending", **_BROKEN_NOTICE, notice_under_1998_act=False, appeal_pending=True),
        doubtful("a notice about calls of 2025", **_BROKEN_NOTICE, notice_under_1998_act=True),
        lawful("an old notice is kept", notice_in_force=True, notice_breached=False, notice_under_1998_act=True),
        unknown("not known under which Act", **_BROKEN_NOTICE),
        unknown("not known whether the calls are what the notice forbade", notice_in_force=True,
                notice_under_1998_act=False),
        outside("no notice", notice_in_force=False, notice_breached=True, notice_under_1998_act=False),
    ),
)  # fmt: skip

INFO_2003 = Rule(
    id="ENF-INFO",
    cites="DPA 1998 ss 43, 47(1), (3), through PECR reg 31 and Sch 1",
    instrument=DPA_1998,
    path="section/43",
    provision="DPA1998-s47",
    force=Force.LAW,
    in_force_from=FIRST_DAY,
    until=date(2011, 5, 25),
    says="Whoever is given an information notice must give what it asks for in time, save what is legally privileged; "
    "not to is an offence, unless an appeal suspends the notice or all due diligence was used.",
    binds=("caller", "instigator", "line_subscriber"),
    consequences=("crime",),
    applies=f.information_notice,
    broken=~f.information_given,
    exemptions=(
        Exemption("DPA 1998 s 43(6)", f.information_privileged, "legally privileged"),
        Exemption("DPA 1998 s 43(4)", f.appeal_pending & ~f.notice_urgent, "an appeal suspends a notice not urgent"),
        Exemption("DPA 1998 s 47(3)", f.due_diligence, "all due diligence was used, which the accused must prove"),
    ),
    reason="INFORMATION_NOT_GIVEN",
    discharged_by="the reply, with the day it was sent",
    cure="Answer now, or appeal in time; keep back only what is privileged, and say so.",
    authorities=("UKIP v Information Commissioner [2019] UKUT 62 (AAC): such an appeal failed",),
    examples=(
        unlawful("no answer", information_notice=True, information_given=False),
        lawful("an answer in time", information_notice=True, information_given=True),
        lawful("only privileged papers kept back", information_notice=True, information_given=False,
               information_privileged=True),
        lawful("an appeal is pending", information_notice=True, information_given=False, appeal_pending=True),
        unlawful("an appeal, but urgent", information_notice=True, information_given=False, appeal_pending=True,
                 notice_urgent=True),
        lawful("all due diligence was proved", information_notice=True, information_given=False, due_diligence=True),
        outside("no notice", information_notice=False, information_given=False),
        outside("a notice on a provider, which had no basis yet", date(2011, 5, 25), information_notice=False,
                third_party_notice=True, information_given=False),
        unknown("not known whether it was answered", information_notice=True),
        unknown("not known whether there was a notice", information_given=False),
    ),
)  # fmt: skip
INFO_2011 = replace(
    INFO_2003,
    cites="DPA 1998 ss 43, 47(1), (3), through PECR regs 31, 31A and Sch 1",
    in_force_from=PENALTIES,
    until=date(2026, 2, 4),
    says="Whoever is given an information notice, or as a provider a third party information notice, must give what it "
    "asks for in time, save what is legally privileged; not to is an offence, unless an appeal suspends the notice "
    "or all due diligence was used.",
    binds=("caller", "instigator", "line_subscriber", "provider"),
    applies=f.information_notice | f.third_party_notice,
    examples=(
        *(each for each in INFO_2003.examples if each.on is None),
        unlawful("a provider does not answer", information_notice=False, third_party_notice=True,
                 information_given=False),
        unlawful("on its last day", date(2026, 2, 4), information_notice=True, information_given=False),
    ),
)  # fmt: skip
INFO_NEW = replace(
    INFO_2003,
    cites="DPA 2018 ss 142, 143, 155(1)(b), 157(4), through PECR reg 31 and Sch 1; SI 2026/82 regs 8 and 9",
    instrument=DPA_2018,
    path="section/142",
    provision="DPA2018-s155",
    in_force_from=NEW_REGIME,
    until=None,
    says="Whoever is given an information notice must give what it asks for in time, save what is legally privileged; "
    "not to can be penalised up to the higher maximum. The notice may ask about conduct of any date.",
    consequences=("penalty",),
    broken=~f.information_given & ~f.notice_under_1998_act,
    exemptions=(
        Exemption("DPA 2018 s 143", f.information_privileged, "legally privileged"),
        Exemption("DPA 2018 s 142", f.appeal_pending & ~f.notice_urgent, "an appeal suspends a notice not urgent"),
    ),
    doubts=(replace(_OLD_NOTICE, when=~f.information_given & f.notice_under_1998_act),),
    unsure=(_SCHEDULE, "Sections 142 and 143 were not read: privilege and the effect of an appeal are from memory."),
    examples=(
        unlawful("no answer", information_notice=True, information_given=False, notice_under_1998_act=False),
        unlawful("diligence is a factor, not a defence", information_notice=True, information_given=False,
                 notice_under_1998_act=False, due_diligence=True),
        lawful("an answer in time", information_notice=True, information_given=True, notice_under_1998_act=False),
        lawful("an old notice answered in time", information_notice=True, information_given=True,
               notice_under_1998_act=True),
        lawful("only privileged papers kept back", information_notice=True, information_given=False,
               information_privileged=True, notice_under_1998_act=False),
        lawful("an appeal is pending", information_notice=True, information_given=False, appeal_pending=True,
               notice_under_1998_act=False),
        unlawful("an appeal, but urgent", information_notice=True, information_given=False, appeal_pending=True,
                 notice_urgent=True, notice_under_1998_act=False),
        doubtful("a notice of January 2026 left unanswered", information_notice=True, information_given=False,
                 notice_under_1998_act=True),
        outside("no notice to this body", information_notice=False, third_party_notice=True, information_given=False,
                notice_under_1998_act=False),
        unknown("not known whether it was answered", information_notice=True, notice_under_1998_act=False),
        unknown("not known under which Act", information_notice=True, information_given=False),
    ),
)  # fmt: skip

FALSE_2003 = Rule(
    id="ENF-INFO-FALSE",
    cites="DPA 1998 s 47(2), through PECR reg 31 and Sch 1",
    instrument=DPA_1998,
    path="section/47",
    provision="DPA1998-s47",
    force=Force.LAW,
    in_force_from=FIRST_DAY,
    until=date(2011, 5, 25),
    says="Whoever answers an information notice with a statement known to be false, or recklessly false, in a material "
    "respect commits an offence.",
    binds=("caller", "instigator", "line_subscriber"),
    consequences=("crime",),
    applies=f.information_notice,
    broken=f.false_information,
    reason="REGULATOR_MISLED",
    discharged_by="the records behind each answer",
    cure="Correct the answer at once, in writing, and say why it was wrong.",
    examples=(
        unlawful("'no listed numbers were called'", information_notice=True, false_information=True),
        lawful("answers borne out by the records", information_notice=True, false_information=False),
        lawful("papers destroyed: not in this Act's list", information_notice=True,
               false_information=False, information_destroyed=True),
        outside("no notice", information_notice=False, false_information=True),
        outside("a provider's answer, to which nothing obliged yet", date(2011, 5, 25), information_notice=False,
                third_party_notice=True, false_information=True),
        unknown("answers not checked", information_notice=True),
    ),
)  # fmt: skip
FALSE_2011 = replace(
    FALSE_2003,
    cites="DPA 1998 s 47(2), through PECR regs 31, 31A and Sch 1",
    in_force_from=PENALTIES,
    until=date(2026, 2, 4),
    says="Whoever answers an information notice, or a third party information notice, with a statement known to be "
    "false, or recklessly false, in a material respect commits an offence.",
    binds=("caller", "instigator", "line_subscriber", "provider"),
    applies=f.information_notice | f.third_party_notice,
    examples=(
        *(each for each in FALSE_2003.examples if each.on is None),
        unlawful("a provider's false answer", information_notice=False, third_party_notice=True,
                 false_information=True),
        lawful("papers destroyed: not in this Act's list", date(2026, 2, 4), information_notice=True,
               false_information=False, information_destroyed=True),
    ),
)  # fmt: skip
FALSE_NEW = replace(
    FALSE_2003,
    cites="DPA 2018 ss 144, 148, 148C, through PECR reg 31 and Sch 1",
    instrument=DPA_2018,
    path="section/144",
    provision="DPA2018-s144",
    in_force_from=NEW_REGIME,
    until=None,
    says="Whoever answers the regulator with a statement known to be false, or recklessly false, in a material "
    "respect, or destroys, hides or falsifies what was asked for, commits an offence.",
    applies=f.information_notice,
    broken=f.false_information | f.information_destroyed,
    unsure=(_SCHEDULE, "The words of sections 144, 148 and 148C were not read."),
    examples=(
        unlawful("'no listed numbers were called'", information_notice=True, false_information=True,
                 information_destroyed=False),
        unlawful("call records wiped", information_notice=True, false_information=False, information_destroyed=True),
        lawful("answers borne out by the records", information_notice=True, false_information=False,
               information_destroyed=False),
        outside("no notice", information_notice=False, third_party_notice=True, false_information=True),
        unknown("answers not checked", information_notice=True, information_destroyed=False),
    ),
)  # fmt: skip
RULES = (DISOBEY_OLD, DISOBEY_NEW, INFO_2003, INFO_2011, INFO_NEW, FALSE_2003, FALSE_2011, FALSE_NEW)
