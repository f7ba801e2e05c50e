"""The electoral register as a source of names: Part VI of the Regulations of 2001, England and Wales.

The register holds no telephone numbers: matching it to lines is a new use of data, to which the GDPR rules apply.
"""

from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.rule import (
    Doubt,
    Exemption,
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

JUDGED_FROM = date(2003, 12, 11)  # Part VI is older (2002, from memory): judged from the first day of PECR 2003
REGISTERS = Instrument(
    id="RPR-2001",
    title="Representation of the People (England and Wales) Regulations 2001, Part VI",
    number="SI 2001/341",
    address="https://www.legislation.gov.uk/uksi/2001/341",
    in_force_from=JUDGED_FROM,
    checked_on=date(2026, 11, 21),
)
_UNSURE = (
    "Part VI has bound since 2002, from memory; its first day was not read.",
    "The text read is old (about 2006 to 2013): the present wording of regulations 103 to 108 and 115 was not found.",
)

_HELD = f.electoral_register & f.register_kind.among("full") & f.register_nation.among("england_wales")
_PERMITTED = (
    (
        f.register_holder.among("party", "third_party", "candidate", "elected", "nominee")
        & f.register_use.among("electoral")
    )
    | (
        f.register_holder.among("party", "third_party", "participant", "candidate", "elected")
        & f.register_use.among("donation_checks")
    )
    | (f.register_holder.among("participant") & f.register_use.among("referendum"))
    | (f.register_holder.among("elected") & f.register_use.among("office"))
)
_OPEN_USE = f.register_use.among("fundraising", "research", "other")
_OPEN_HOLDER = f.register_holder.among("other")
_FULL: dict[str, Any] = {
    "electoral_register": True, "register_kind": "full", "register_nation": "england_wales",
}  # fmt: skip

USE = Rule(
    id="REG-ELEC-USE",
    cites="SI 2001/341 regs 103 to 108",
    instrument=REGISTERS,
    path="part/VI",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Full-register data serve electoral purposes for a party, recognised third party, candidate, elected person "
    "or constituency nominee; that office for an elected person; that referendum for a permitted participant; and "
    "checks on donations. A council's copy serves no campaign.",
    gives=f.register_misused,
    broken=_HELD & ~_PERMITTED & ~_OPEN_USE & ~_OPEN_HOLDER,
    unsure=_UNSURE,
    examples=(
        gives(True, "a party sells mugs from it", **_FULL, register_holder="party", register_use="commercial"),
        gives(True, "a candidate deals with another office's business", **_FULL, register_holder="candidate",
              register_use="office"),
        gives(True, "a party uses it as an office", **_FULL, register_holder="party", register_use="office"),
        gives(True, "a referendum campaign canvasses for councillors", **_FULL, register_holder="participant",
              register_use="electoral"),
        gives(True, "a third party campaigns in a referendum", **_FULL, register_holder="third_party",
              register_use="referendum"),
        gives(True, "a councillor's copy serves a referendum", **_FULL, register_holder="elected",
              register_use="referendum"),
        gives(True, "a nominee checks donors", **_FULL, register_holder="nominee", register_use="donation_checks"),
        gives(True, "a council canvasses", **_FULL, register_holder="council", register_use="electoral"),
        gives(False, "a party canvasses", **_FULL, register_holder="party", register_use="electoral"),
        gives(False, "a third party canvasses", **_FULL, register_holder="third_party", register_use="electoral"),
        gives(False, "a candidate canvasses", **_FULL, register_holder="candidate", register_use="electoral"),
        gives(False, "a councillor canvasses", **_FULL, register_holder="elected", register_use="electoral"),
        gives(False, "a nominee canvasses", **_FULL, register_holder="nominee", register_use="electoral"),
        gives(False, "a party checks a donor", **_FULL, register_holder="party", register_use="donation_checks"),
        gives(False, "a third party checks a donor", **_FULL, register_holder="third_party",
              register_use="donation_checks"),
        gives(False, "a participant checks a donor", **_FULL, register_holder="participant",
              register_use="donation_checks"),
        gives(False, "a candidate checks a donor", **_FULL, register_holder="candidate",
              register_use="donation_checks"),
        gives(False, "a councillor checks a donor", **_FULL, register_holder="elected",
              register_use="donation_checks"),
        gives(False, "a referendum campaign", **_FULL, register_holder="participant", register_use="referendum"),
        gives(False, "a Member writes to constituents", **_FULL, register_holder="elected", register_use="office"),
        gives(False, "raising funds is for a person", **_FULL, register_holder="party", register_use="fundraising"),
        gives(False, "research is for a person", **_FULL, register_holder="party", register_use="research"),
        gives(False, "an unnamed use is for a person", **_FULL, register_holder="party", register_use="other"),
        gives(False, "an agency's copy is for a person", **_FULL, register_holder="other",
              register_use="commercial"),
        gives(False, "the edited register", electoral_register=True, register_kind="edited",
              register_nation="england_wales", register_holder="party", register_use="commercial"),
        gives(False, "Scotland has its own Regulations", electoral_register=True, register_kind="full",
              register_nation="scotland", register_holder="party", register_use="commercial"),
        gives(False, "no register", electoral_register=False, register_kind="full",
              register_nation="england_wales", register_holder="party", register_use="commercial"),
        gives(None, "kind of register not known", electoral_register=True, register_nation="england_wales",
              register_holder="party", register_use="commercial"),
        gives(None, "use not known", **_FULL, register_holder="party"),
    ),
)  # fmt: skip
REG_ELEC = Rule(
    id="REG-ELEC",
    cites="SI 2001/341 regs 103(3), 105(4), 106(3), 107(3), 108(5) and 115(1)-(3)",
    instrument=REGISTERS,
    path="regulation/115",
    provision="RPR2001-115",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Whoever works for or helps a party or campaign, paid or not, may not use, disclose or pass on full-register "
    "data outside what they were supplied for: call-centre staff and volunteers commit the offence themselves.",
    binds=("caller", "instigator", "controller", "processor"),
    applies=f.electoral_register & ~f.register_kind.among("edited"),
    broken=f.register_misused,
    exemptions=(
        Exemption("SI 2001/341 reg 115(3)", f.register_diligence, "all reasonable steps and due diligence are proved"),
    ),
    doubts=(
        Doubt(
            "Full-register data serve to raise funds, for research, or for something not named. Is that an 'electoral "
            "purpose'? Unless it clearly is, treat it as an offence.",
            when=_OPEN_USE,
            open_point="'electoral purposes' is not defined in what was read; for fund-raising and commercial research "
            "the answer leans to no",
        ),
        Doubt(
            "Full-register data are used by somebody who has no right to a copy of the register. Whose copy is it, and "
            "does this body work for its holder, for its holder's purpose only?",
            when=_OPEN_HOLDER,
        ),
        Doubt(
            "The register was made in Scotland or Northern Ireland: other Regulations apply. What do they permit?",
            when=f.register_nation.among("scotland", "northern_ireland"),
            open_point="the Scottish and Northern Irish Regulations are not on file",
        ),
        Doubt(
            "A marked register is used. For what was it supplied?",
            when=f.register_kind.among("marked"),
            open_point="the rules on marked registers were not read",
        ),
    ),
    reason="ELECTORAL_REGISTER_MISUSED",
    reason_open="ELECTORAL_REGISTER_DOUBTFUL",
    consequences=("crime",),
    discharged_by="the supply record, the purpose written down, and the instructions to everyone who had access",
    cure="Take full-register data out of anything but the electoral work they were supplied for.",
    unsure=(*_UNSURE, "That canvassing and getting out the vote are electoral purposes is our inference."),
    examples=(
        unlawful("a party sells mugs from it", **_FULL, register_holder="party", register_use="commercial"),
        lawful("a party canvasses", **_FULL, register_holder="party", register_use="electoral"),
        lawful("a volunteer sold names on, against training and checks", **_FULL, register_holder="party",
               register_use="commercial", register_diligence=True),
        doubtful("a party raises funds", **_FULL, register_holder="party", register_use="fundraising"),
        doubtful("a party's copy serves an agency's research", **_FULL, register_holder="party",
                 register_use="research"),
        doubtful("an unnamed use", **_FULL, register_holder="party", register_use="other"),
        doubtful("an agency holds a copy", **_FULL, register_holder="other", register_use="electoral"),
        doubtful("Scotland", electoral_register=True, register_kind="full", register_nation="scotland",
                 register_holder="party", register_use="electoral"),
        doubtful("Northern Ireland", electoral_register=True, register_kind="full",
                 register_nation="northern_ireland", register_holder="party", register_use="electoral"),
        doubtful("a marked register", electoral_register=True, register_kind="marked",
                 register_nation="england_wales", register_holder="party", register_use="electoral"),
        outside("the edited register, for raising funds", electoral_register=True, register_kind="edited",
                register_nation="england_wales", register_holder="party", register_use="fundraising"),
        outside("no register", electoral_register=False, register_kind="full", register_nation="scotland",
                register_holder="other", register_use="other"),
        unknown("not known whether names come from a register", register_kind="full",
                register_nation="england_wales", register_holder="party", register_use="commercial"),
        unknown("use not known", **_FULL, register_holder="party"),
    ),
)  # fmt: skip
OFFICERS = Rule(
    id="REG-ELEC-OFFICER",
    cites="SI 2001/341 reg 115(4)-(6)",
    instrument=REGISTERS,
    path="regulation/115",
    provision="RPR2001-115-4",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="When staff or helpers misuse the full register, directors and managers are guilty too if they did not take "
    "reasonable steps to secure procedures against it.",
    binds=("officer",),
    applies=f.register_misused,
    broken=~f.register_supervised,
    reason="OFFICERS_DID_NOT_SUPERVISE",
    reason_open="OFFICERS_DID_NOT_SUPERVISE",
    consequences=("crime",),
    discharged_by="procedures, training and checks, with their dates",
    cure="Write down who may use the register for what, train everyone who touches it, and check.",
    unsure=_UNSURE,
    examples=(
        unlawful("no procedures", **_FULL, register_holder="party", register_use="commercial",
                 register_supervised=False),
        lawful("procedures, training and checks", **_FULL, register_holder="party", register_use="commercial",
               register_supervised=True),
        outside("nothing was misused", **_FULL, register_holder="party", register_use="electoral",
                register_supervised=False),
        unknown("nobody asked", **_FULL, register_holder="party", register_use="commercial"),
    ),
)  # fmt: skip

RULES = (USE, REG_ELEC, OFFICERS)
