"""Officers in person: a penalty after the body's, and crimes that they share with it. Always for a person.

No officer of an unincorporated party or club can be fined under the text of 2018 to 2026: the body must be a body
corporate or a Scottish partnership.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.law.enforcement.notices import DPA_1998, DPA_2018
from ringfence.law.enforcement.pecr import FIRST_DAY, NEW_REGIME, OFFICERS
from ringfence.logic import ALWAYS
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, outside, unknown

OFFICER_REGULATIONS = Instrument(
    id="PECR-AMEND-2018",
    title="Privacy and Electronic Communications (Amendment) Regulations 2018",
    number="SI 2018/1189",
    address="https://www.legislation.gov.uk/uksi/2018/1189",
    in_force_from=OFFICERS,
    checked_on=date(2026, 11, 21),
)
_FAULT = (
    "Did it happen with the consent or connivance of a director, manager, secretary or similar officer, or through "
    "that officer's neglect?"
)
_PENALISED: dict[str, Any] = {"body_penalised": True, "body_incorporated": True}

OFFICER_OLD = Rule(
    id="ENF-OFFICER",
    cites="DPA 1998 s 55A(3B)-(3C) as modified by PECR Sch 1 para 8AA(ca): SI 2018/1189 reg 2(3)",
    instrument=OFFICER_REGULATIONS,
    path="regulation/2",
    provision="DPA1998-s55A-officer",
    force=Force.LAW,
    in_force_from=OFFICERS,
    until=date(2026, 2, 4),
    says="Once a body corporate or Scottish partnership was given a penalty for breaking regulations 19 to 24, an "
    "officer who consented, connived or neglected can be given one too, up to £500,000.",
    binds=("officer",),
    consequences=("penalty",),
    applies=f.body_penalised & f.body_incorporated,
    doubts=(Doubt(_FAULT, when=ALWAYS),),
    reason_open="OFFICER_AT_RISK",
    discharged_by="board minutes, instructions, and who knew what when",
    cure="Minute who decided, on what advice, and what was done to keep the law.",
    examples=(
        doubtful("a company was fined for its calls", **_PENALISED),
        doubtful("on the last day", date(2026, 2, 4), **_PENALISED),
        outside("an unincorporated party", body_penalised=True, body_incorporated=False),
        outside("no penalty on the body", body_penalised=False, body_incorporated=True),
        unknown("not known what the body is", body_penalised=True),
        unknown("not known whether the body was fined", body_incorporated=True),
    ),
)
OFFICER_NEW = replace(
    OFFICER_OLD,
    cites="PECR Sch 1 paras 15 to 17, as substituted by DUAA 2025 Sch 13",
    instrument=DPA_2018,
    path="section/155",
    provision="DPA2018-s155-officer",
    in_force_from=NEW_REGIME,
    until=None,
    says="Whether an officer can be given a penalty for the body's breach of regulations 19 to 24 is an open point.",
    applies=f.body_penalised,
    doubts=(
        Doubt(
            "Can an officer be penalised for conduct from 5 February 2026, and of which bodies? " + _FAULT,
            when=ALWAYS,
            open_point="OPEN-15: PECR Sch 1 paras 15 to 17 as substituted were not read",
        ),
    ),
    unsure=("From memory the substituted Schedule keeps such a power for regulations 19 to 24.",),
    examples=(
        doubtful("a company was fined for its calls", **_PENALISED),
        doubtful("an unincorporated party was fined", body_penalised=True, body_incorporated=False),
        outside("no penalty on the body", body_penalised=False, body_incorporated=True),
        unknown("not known whether the body was fined", body_incorporated=True),
    ),
)

CRIME_OLD = Rule(
    id="ENF-OFFICER-CRIME",
    cites="DPA 1998 s 61(1), with s 47",
    instrument=DPA_1998,
    path="section/61",
    provision="DPA1998-s61",
    force=Force.LAW,
    in_force_from=FIRST_DAY,
    until=date(2026, 2, 4),
    says="When a body corporate commits the offence of disobeying a notice, an officer who consented, connived or "
    "neglected is guilty too.",
    binds=("officer",),
    consequences=("crime",),
    applies=f.body_incorporated & f.notice_in_force & f.notice_breached & ~f.due_diligence,
    doubts=(
        Doubt(
            "Does section 61 reach notices under the 2003 Regulations? " + _FAULT,
            when=ALWAYS,
            open_point="sections 60 and 61 stand in Part VI and say 'under this Act'; the Regulations extend Part V",
        ),
    ),
    reason_open="OFFICER_AT_RISK",
    discharged_by="board minutes, and the log of what was done to comply",
    cure="See to it in person, and minute it, that the notice is kept.",
    examples=(
        doubtful("a company called on after a notice", body_incorporated=True, notice_in_force=True,
                 notice_breached=True),
        outside("all due diligence was proved", body_incorporated=True, notice_in_force=True, notice_breached=True,
                due_diligence=True),
        outside("an unincorporated body", body_incorporated=False, notice_in_force=True, notice_breached=True),
        outside("no notice", body_incorporated=True, notice_in_force=False, notice_breached=True),
        outside("the notice is kept", date(2026, 2, 4), body_incorporated=True, notice_in_force=True,
                notice_breached=False),
        outside("a false answer: no disobedience", body_incorporated=True, notice_in_force=False,
                false_information=True),
        unknown("not known what the body is", notice_in_force=True, notice_breached=True),
    ),
)  # fmt: skip
CRIME_NEW = replace(
    CRIME_OLD,
    cites="DPA 2018 s 198(1)-(2), with ss 144, 148 and 148C",
    instrument=DPA_2018,
    path="section/198",
    provision="DPA2018-s198",
    in_force_from=NEW_REGIME,
    until=None,
    says="When a body corporate commits an offence of false answers or of destroying information, an officer who "
    "consented, connived or neglected is guilty too; disobeying an enforcement notice is no offence to share.",
    applies=f.body_incorporated & (f.false_information | f.information_destroyed),
    doubts=(Doubt(_FAULT, when=ALWAYS),),
    unsure=("The Schedule that applies the 2018 Act (DUAA 2025 Sch 13) was not read in full.",),
    examples=(
        doubtful("a company's false answer", body_incorporated=True, false_information=True,
                 information_destroyed=False),
        doubtful("a company wiped its call records", body_incorporated=True, false_information=False,
                 information_destroyed=True),
        outside("a notice disobeyed, no false answer", body_incorporated=True, notice_in_force=True,
                notice_breached=True, false_information=False, information_destroyed=False),
        outside("an unincorporated body", body_incorporated=False, false_information=True),
        unknown("answers not checked", body_incorporated=True, information_destroyed=False),
    ),
)  # fmt: skip
RULES = (OFFICER_OLD, OFFICER_NEW, CRIME_OLD, CRIME_NEW)
