"""The Representation of the People Act 1983, as far as it meets a telephone campaign: paid canvassers."""

from datetime import date

from ringfence import facts as f
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, outside, unknown, unlawful

RPA = Instrument(
    id="RPA-1983",
    title="Representation of the People Act 1983",
    number="1983 c. 2",
    address="https://www.legislation.gov.uk/ukpga/1983/2/section/111",
    in_force_from=date(1983, 3, 15),
    checked_on=date(2026, 11, 21),
)

_POLITICAL = f.purpose.among("persuasion", "voter_id", "gotv", "turnout_neutral", "referendum")
RPA_111 = Rule(
    id="RPA-111",
    cites="RPA 1983 s 111, with ss 90ZA(6), 118 and 175",
    instrument=RPA,
    force=Force.LAW,
    # The section is older; judging starts where this product's law starts. The limb on prejudicing a rival came with
    # s 90ZA, whose first day was not read: for calls before 2008 that limb is for a person.
    in_force_from=date(2003, 12, 11),
    says="Nobody may be rewarded, or promised a reward, for canvassing to promote a candidate's election, or to "
    "prejudice a rival's; both who pays and who is paid are guilty.",
    binds=("payer", "caller"),
    applies=f.paid_callers
    & ((f.instigator_is_party & (f.marketing | _POLITICAL)) | (_POLITICAL & f.canvass_candidate)),
    broken=f.canvass_candidate & f.mode.among("live", "recorded_then_live"),
    doubts=(
        Doubt(
            "Is a recorded or synthetic voice, or whoever sends it out, a 'canvasser'?",
            when=f.canvass_candidate & ~f.mode.among("live", "recorded_then_live"),
            open_point="OPEN-6: 'canvasser' is not defined",
        ),
        Doubt(
            "Paid callers put over a party's message or ask how people vote. Is that canvassing for a candidate, or "
            "only for the party nationally?",
            when=~f.canvass_candidate,
            open_point="OPEN-6: party-only messages, voter identification and get-out-the-vote by paid staff",
        ),
    ),
    reason="PAID_CANVASSING",
    reason_open="PAID_CANVASSING_DOUBTFUL",
    discharged_by="how callers are rewarded; what the script says of candidates",
    cure="Use unrewarded volunteers for anything that promotes or attacks a candidate; pay only for genuine research.",
    authorities=("Police enquiry into the 2017 calls: ended in June 2018, no offence identified",),
    examples=(
        unlawful("paid agents praise the candidate", paid_callers=True, instigator_is_party=True, marketing=True,
                 canvass_candidate=True, mode="live"),
        doubtful("paid agents attack a leader who does not stand here", paid_callers=True, instigator_is_party=True,
                 marketing=True, canvass_candidate=False, mode="live"),
        doubtful("paid agents promote, not known whom", paid_callers=True, instigator_is_party=True, marketing=True,
                 mode="live"),
        doubtful("a paid firm's recording for a candidate", paid_callers=True, instigator_is_party=True,
                 marketing=True, canvass_candidate=True, mode="recorded"),
        outside("paid research", paid_callers=True, instigator_is_party=True, marketing=False, purpose="research"),
        outside("volunteers", paid_callers=False, instigator_is_party=True, marketing=True),
        outside("a charity's appeal", paid_callers=True, instigator_is_party=False, marketing=True,
                purpose="fundraising"),
        unlawful("a company pays for calls that promote a candidate", paid_callers=True, instigator_is_party=False,
                 marketing=True, purpose="persuasion", canvass_candidate=True, mode="live"),
        doubtful("paid voter identification", paid_callers=True, instigator_is_party=True, marketing=False,
                 purpose="voter_id", mode="live", canvass_candidate=False),
        unknown("not known whether paid", instigator_is_party=True, marketing=True, canvass_candidate=True,
                mode="live"),
    ),
)  # fmt: skip

RULES = (RPA_111,)
