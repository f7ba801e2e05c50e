"""Who answers for a breach, by three routes; and regulation 30: damages.

Whoever makes the calls, whoever has them made, and whoever permits his line to be used each answer in their own right.
Regulation 24 knows the first two routes only.
"""

from ringfence import facts as f
from ringfence.law import authorities as a
from ringfence.law.pecr_2003.definitions import EVERYONE, IN_FORCE, PECR
from ringfence.logic import ALWAYS
from ringfence.rule import Doubt, Force, Rule, doubtful, gives, outside, unknown

REACHED = ~f.abroad_only | f.uk_law_reaches
_ABROAD = "Whether the Regulations reach somebody who acts from abroad only is for a person."

CALLER = Rule(
    id="PECR-CALLER",
    cites="PECR regs 19(1), 21(A1)-(1), 21A, 21B, 22(2), 23, 24(1): 'transmit', 'use'",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="Whoever makes the calls answers for them: a call centre, or a volunteer on his own telephone.",
    gives=f.liable_as_caller,
    broken=f.transmits & REACHED,
    unsure=(_ABROAD,),
    examples=(
        gives(True, "a call centre", transmits=True),
        gives(True, "a volunteer on her own telephone", transmits=True, line_is_theirs=True),
        gives(False, "a party that had others call", transmits=False, encouraged=True),
        gives(None, "not known who called"),
        gives(None, "a call centre abroad for a client abroad", transmits=True, abroad_only=True),
        gives(True, "abroad, but within reach", transmits=True, abroad_only=True, uk_law_reaches=True),
        gives(False, "abroad and out of reach", transmits=True, abroad_only=True, uk_law_reaches=False),
    ),
)
INSTIGATOR = Rule(
    id="PECR-INSTIGATOR",
    cites="PECR regs 19(1), 21(A1)-(1), 21A, 21B, 22(2), 23, 24(1): 'instigate'",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="Whoever has the calls made answers for them: whoever encourages, incites, rewards or asks for them, wherever "
    "they are made from. Supplying means is not instigating.",
    gives=f.liable_as_instigator,
    broken=f.encouraged & ~f.only_facilitates & REACHED,
    authorities=(
        "ICO guidance on live marketing calls: likely if you encourage, incite, incentivise or ask",
        a.LEAVE_EU_2021.on("the finding that a co-promoter instigated stands"),
    ),
    unsure=(
        "The Regulations do not define 'instigate'.",
        "The Court of Appeal did not decide what it means: [2022] EWCA Civ 109 ended because nobody attended.",
        "That supplying means is not enough is reported of the tribunals in a secondary source.",
        _ABROAD,
    ),
    examples=(
        gives(True, "a party asks a call centre", encouraged=True),
        gives(True, "a firm rewards affiliates for leads", encouraged=True, transmits=False),
        gives(True, "a firm at home has a centre abroad call", encouraged=True, abroad_only=False),
        gives(False, "a list broker nobody heard of", encouraged=False),
        gives(False, "a dialler supplier whose sales talk praises calls", encouraged=True, only_facilitates=True),
        gives(None, "not known what it did"),
        gives(None, "a principal abroad", encouraged=True, abroad_only=True),
        gives(True, "abroad, but within reach", encouraged=True, abroad_only=True, uk_law_reaches=True),
    ),
)
LINE = Rule(
    id="PECR-LINE",
    cites="PECR regs 19(3), 21(2), 21A(3), 21B(4), 22(4)",
    instrument=PECR,
    force=Force.LAW,
    in_force_from=IN_FORCE,
    says="The subscriber of the line the calls came from answers if he permitted its use for them. Whether a provider "
    "that only supplies the line permits its use is for a person.",
    gives=f.liable_as_line_subscriber,
    broken=f.line_is_theirs & f.permits_line & REACHED,
    unsure=("How far permission goes where a provider is the subscriber was not found in any decision.", _ABROAD),
    examples=(
        gives(True, "it let the calls run over its line", line_is_theirs=True, permits_line=True),
        gives(False, "its line was misused", line_is_theirs=True, permits_line=False),
        gives(False, "somebody else's line", line_is_theirs=False, permits_line=True),
        gives(None, "a provider of numbers: for a person", line_is_theirs=True, only_facilitates=True),
        gives(None, "not known whose line"),
        gives(None, "a subscriber abroad", line_is_theirs=True, permits_line=True, abroad_only=True),
        gives(True, "abroad, but within reach", line_is_theirs=True, permits_line=True, abroad_only=True,
              uk_law_reaches=True),
    ),
)  # fmt: skip

PECR_30 = Rule(
    id="PECR-30",
    cites="PECR reg 30",
    instrument=PECR,
    force=Force.LAW,
    path="regulation/30",
    provision="30",
    consequences=("damages",),
    in_force_from=IN_FORCE,
    says="Whoever suffers damage by a breach of the Regulations may claim compensation, unless such care was taken as "
    "was reasonably required.",
    binds=EVERYONE,
    applies=f.damage_suffered,
    doubts=(
        Doubt(
            "Did a breach of the Regulations cause the damage, and was such care taken to comply as in all the "
            "circumstances was reasonably required?",
            when=ALWAYS,
            open_point="reg 30(2): the care taken is for whoever is sued to prove",
        ),
    ),
    reason_open="DAMAGES_CLAIMED",
    discharged_by="policies, training, screening logs, checks on suppliers",
    cure="Keep the records that show what care was taken, and take advice on the claim.",
    examples=(
        doubtful("a caller's victim claims compensation", damage_suffered=True),
        outside("nobody claims damage", damage_suffered=False),
        unknown("not known"),
    ),
)

RULES = (CALLER, INSTIGATOR, LINE, PECR_30)
