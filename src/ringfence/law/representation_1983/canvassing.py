"""Paid canvassers: who pays, who is paid, who gives the money for it, and who may not canvass at all."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from ringfence import facts as f
from ringfence.law.representation_1983.act import ATTACK_LIMB_SURE_FROM, JUDGED_FROM, RPA
from ringfence.rule import (
    Doubt,
    Exemption,
    Force,
    Rule,
    doubtful,
    gives,
    lawful,
    outside,
    unknown,
    unlawful,
)

_PURPOSES = ("persuasion", "voter_id", "gotv", "turnout_neutral", "referendum")
_POLITICAL = f.purpose.among(*_PURPOSES)
_REWARDED = f.paid_callers | f.reward_in_kind  # s 118: payment includes any pecuniary or other reward
_SPOKEN = f.mode.among("live", "recorded_then_live")
_UNSPOKEN = ("recorded", "soundboard", "ai_voice", "ivr_survey", "voicemail_drop")
_OLD_LIMB = ~f.attack_only
_LIMBS = ~f.attack_only | (f.named_person_is_candidate_in_area & ~f.scottish_local_election)  # s 90ZA(6), (8)

_RECORDED_DOUBT = Doubt(
    "Is a recorded or synthetic voice, or whoever sends it out, a 'canvasser'?",
    when=f.mode.among(*_UNSPOKEN),
    open_point="OPEN-6: 'canvasser' is not defined",
)
_PARTY_DOUBT = Doubt(
    "Paid callers put over a party's message or ask how people vote. Is that canvassing for a candidate, or "
    "only for the party nationally?",
    when=~f.canvass_candidate,
    open_point="OPEN-6: party-only messages, voter identification and get-out-the-vote by paid staff",
)
_EXPENSES_DOUBT = Doubt(
    "The callers get only their actual expenses back. Is that payment?",
    when=f.reward_is_expenses,
    open_point="OPEN-6: section 118 counts any reward as payment; expenses are not addressed",
)
_OLD_ATTACK_DOUBT = Doubt(
    "The call prejudices a rival and promotes nobody. Did section 111 reach that on this day?",
    when=f.attack_only,
    open_point="section 90ZA(6) came on 11 September 2006, but not for by-elections and casual vacancies with polls "
    "up to 3 May 2007; the older definition was not read",
)
_ATTACK_DOUBT = Doubt(
    "The call prejudices somebody and promotes nobody. If it is a local election in Scotland, or the person attacked "
    "stands elsewhere: is that promoting a candidate here?",
    when=f.attack_only,
    open_point="section 90ZA(8): the limb on prejudicing a rival does not hold for local elections in Scotland; "
    "section 90ZA(6) speaks of another candidate at the election: the constituency or ward, as we read it",
)

_PAID: dict[str, Any] = {"paid_callers": True, "instigator_is_party": True, "marketing": True}
_CANVASS: dict[str, Any] = {**_PAID, "canvass_candidate": True, "mode": "live"}
_EXAMPLES = (
    unlawful("paid agents praise the candidate", paid_callers=True, instigator_is_party=True, marketing=True,
             canvass_candidate=True, mode="live"),
    unlawful("after a recorded opening", **{**_CANVASS, "mode": "recorded_then_live"}),
    unlawful("volunteers get a 20 pound voucher a shift", **{**_CANVASS, "paid_callers": False}, reward_in_kind=True),
    doubtful("volunteers get their bus fare back", **{**_CANVASS, "paid_callers": False}, reward_is_expenses=True),
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
    outside("a company's paid calls that touch no candidate", paid_callers=True, instigator_is_party=False,
            marketing=True, purpose="persuasion", canvass_candidate=False, mode="live"),
    outside("a company's paid appeal, a candidate named", paid_callers=True, instigator_is_party=False,
            marketing=True, purpose="fundraising", canvass_candidate=True, mode="live"),
    doubtful("paid voter identification", paid_callers=True, instigator_is_party=True, marketing=False,
             purpose="voter_id", mode="live", canvass_candidate=False),
    *(
        doubtful(f"for a candidate, kind of call: {mode}", **{**_CANVASS, "mode": mode}) for mode in _UNSPOKEN
    ),
    *(
        doubtful(f"a party's paid calls, {purpose}", **{**_CANVASS, "marketing": False, "canvass_candidate": False},
                 purpose=purpose)
        for purpose in _PURPOSES
    ),
    *(
        unlawful(f"a company's paid calls for a candidate, {purpose}", **{**_CANVASS, "instigator_is_party": False},
                 purpose=purpose)
        for purpose in _PURPOSES
    ),
    unknown("for a candidate, the kind of call not known", **{**_CANVASS, "mode": None}),
    unknown("not known whether paid", instigator_is_party=True, marketing=True, canvass_candidate=True,
            mode="live"),
)  # fmt: skip
RPA_111 = Rule(
    id="RPA-111",
    cites="RPA 1983 s 111, with ss 90ZA(6), (8), 118 and 175",
    instrument=RPA,
    path="section/111",
    provision="RPA1983-paid-canvassing",
    force=Force.LAW,
    in_force_from=ATTACK_LIMB_SURE_FROM,
    says="Nobody may be rewarded, or promised a reward, for canvassing to promote a candidate's election, or to "
    "prejudice a rival's; both who pays and who is paid are guilty.",
    binds=("payer", "payee"),
    consequences=("crime",),
    applies=(_REWARDED | f.reward_is_expenses)
    & ((f.instigator_is_party & (f.marketing | _POLITICAL)) | (_POLITICAL & f.canvass_candidate)),
    broken=f.canvass_candidate & _SPOKEN & ~f.reward_is_expenses & _LIMBS,
    doubts=(_EXPENSES_DOUBT, _ATTACK_DOUBT, _RECORDED_DOUBT, _PARTY_DOUBT),
    reason="PAID_CANVASSING",
    reason_open="PAID_CANVASSING_DOUBTFUL",
    discharged_by="how callers are rewarded; what the script says of candidates",
    cure="Use unrewarded volunteers for anything that promotes or attacks a candidate; pay only for genuine research.",
    authorities=(
        "Police enquiry into the 2017 calls: ended in June 2018, no offence identified",
        "SI 2006/1972 Sch 1 para 5, Sch 2 para 2: section 90ZA from 11 September 2006, with savings to 3 May 2007",
    ),
    unsure=(
        "A company can be the one engaged, as we read it; its members who took part are liable too (section 179).",
        "Section 116: a creditor who did not know may still sue for the bill.",
        "Section 167: a court may excuse a mistake made in good faith; that is relief afterwards, never permission.",
        "Other Acts extend the section to other polls and to referendums; which, was not read.",
        "Section 173: a candidate or agent who is personally guilty is barred for three years.",
    ),
    examples=(
        *_EXAMPLES,
        unlawful("paid agents attack a rival who stands here", **_CANVASS, attack_only=True),
        unlawful("paid agents praise the candidate and name a leader from elsewhere", **_CANVASS,
                 named_person_is_candidate_in_area=False),
        unlawful("paid agents praise the candidate for a Scottish council", **_CANVASS, scottish_local_election=True),
        doubtful("paid agents attack a rival for a Scottish council", **_CANVASS, attack_only=True,
                 scottish_local_election=True),
        doubtful("paid agents attack someone who stands elsewhere", **_CANVASS, attack_only=True,
                 named_person_is_candidate_in_area=False),
    ),
)  # fmt: skip
_RPA_111_BEFORE = replace(
    RPA_111,
    cites="RPA 1983 s 111, with ss 118 and 175",
    in_force_from=JUDGED_FROM,
    until=ATTACK_LIMB_SURE_FROM - timedelta(days=1),
    says="Nobody may be rewarded, or promised a reward, for canvassing to promote a candidate's election; both who "
    "pays and who is paid are guilty.",
    broken=f.canvass_candidate & _SPOKEN & ~f.reward_is_expenses & _OLD_LIMB,
    doubts=(_EXPENSES_DOUBT, _OLD_ATTACK_DOUBT, _RECORDED_DOUBT, _PARTY_DOUBT),
    examples=(
        *_EXAMPLES,
        doubtful("paid agents attack a rival who stands here, on the last such day", ATTACK_LIMB_SURE_FROM
                 - timedelta(days=1), **_CANVASS, attack_only=True),
    ),
)  # fmt: skip

_HERE: dict[str, Any] = {"paid_callers": True, "canvass_candidate": True, "mode": "live"}
_PAY_EXAMPLES = (
    gives(True, "paid to praise the candidate", **_HERE),
    gives(True, "a voucher for each shift", **{**_HERE, "paid_callers": False}, reward_in_kind=True),
    gives(True, "paid to speak after a recorded opening", **{**_HERE, "mode": "recorded_then_live"}),
    gives(False, "nobody is rewarded", **{**_HERE, "paid_callers": False}),
    gives(False, "only expenses, which is for a person", **_HERE, reward_is_expenses=True),
    gives(False, "a recording, which is for a person", **{**_HERE, "mode": "recorded"}),
    gives(False, "no candidate is touched", **{**_HERE, "canvass_candidate": False}),
    gives(None, "not known whether paid", canvass_candidate=True, mode="live"),
)  # fmt: skip
RPA_111_PAY = Rule(
    id="RPA-111-PAY",
    cites="RPA 1983 ss 111 and 118",
    instrument=RPA,
    path="section/111",
    force=Force.LAW,
    in_force_from=ATTACK_LIMB_SURE_FROM,
    says="A payment is clearly for paid canvassing when a reward goes to people who speak for, or against, a candidate "
    "standing in the area.",
    gives=f.canvassing_payment,
    broken=_REWARDED & ~f.reward_is_expenses & f.canvass_candidate & _SPOKEN & _LIMBS,
    examples=(
        *_PAY_EXAMPLES,
        gives(True, "paid to attack a rival who stands here", **_HERE, attack_only=True),
        gives(True, "paid to praise a candidate for a Scottish council", **_HERE, scottish_local_election=True),
        gives(False, "paid to attack someone from elsewhere", **_HERE, attack_only=True,
              named_person_is_candidate_in_area=False),
        gives(False, "paid to attack a rival for a Scottish council", **_HERE, attack_only=True,
              scottish_local_election=True),
    ),
)  # fmt: skip
_RPA_111_PAY_BEFORE = replace(
    RPA_111_PAY,
    in_force_from=JUDGED_FROM,
    until=ATTACK_LIMB_SURE_FROM - timedelta(days=1),
    says="A payment is clearly for paid canvassing when a reward goes to people who speak for a candidate.",
    broken=_REWARDED & ~f.reward_is_expenses & f.canvass_candidate & _SPOKEN & _OLD_LIMB,
    examples=(*_PAY_EXAMPLES, gives(False, "paid to attack, which is for a person", **_HERE, attack_only=True)),
)

RPA_112 = Rule(
    id="RPA-112",
    cites="RPA 1983 s 112, with ss 167 and 175",
    instrument=RPA,
    path="section/112",
    provision="RPA1983-funding-illegal-payment",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Nobody may knowingly provide money for a payment that the Act forbids, for spending over a candidate's "
    "maximum, or to replace such money.",
    binds=("funder",),
    consequences=("crime",),
    applies=f.funded_by_other & (f.canvassing_payment | f.candidate_limit_exceeded),
    broken=f.funder_knew,
    exemptions=(Exemption("s 112, s 167", f.court_allowed, "a court had allowed the payment as an exception"),),
    reason="FUNDS_ILLEGAL_PAYMENT",
    discharged_by="what the funder was told of the calls before the money went",
    cure="Say in writing what the money may be used for, and leave paid canvassing out of it.",
    unsure=("Where section 111 is itself in doubt, whether the funder is guilty follows that answer.",),
    examples=(
        unlawful("a donor pays the call centre that canvasses", **_HERE, funded_by_other=True, funder_knew=True),
        unlawful("a donor tops up a candidate over the maximum", canvassing_payment=False, funded_by_other=True,
                 candidate_limit_exceeded=True, funder_knew=True),
        lawful("the donor thought it was for research", **_HERE, funded_by_other=True, funder_knew=False),
        lawful("a court had allowed it", **_HERE, funded_by_other=True, funder_knew=True, court_allowed=True),
        outside("nobody else gave money", **_HERE, funder_knew=True),
        outside("the money paid for research", canvassing_payment=False, funded_by_other=True, funder_knew=True),
        unknown("not known what the donor knew", **_HERE, funded_by_other=True),
    ),
)  # fmt: skip

RPA_165 = Rule(
    id="RPA-165",
    cites="RPA 1983 s 165(1)",
    instrument=RPA,
    path="section/165",
    provision="RPA1983-barred-canvasser",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="A candidate or agent may not personally engage as a canvasser someone they know, or have reason to know, to "
    "be barred for a corrupt or illegal practice; a candidate who does cannot be elected.",
    binds=("payer",),
    consequences=("crime",),
    applies=f.canvasser_barred,
    broken=f.engaged_by_candidate & f.bar_known,
    reason="BARRED_CANVASSER",
    discharged_by="what was asked of canvassers before they were engaged",
    cure="Do not engage that person; ask others before you do.",
    unsure=("Read in part. What follows is loss of the election rather than a fine.",),
    examples=(
        unlawful("the agent engaged someone convicted of personation", canvasser_barred=True,
                 engaged_by_candidate=True, bar_known=True),
        lawful("a branch engaged them", canvasser_barred=True, engaged_by_candidate=False, bar_known=True),
        lawful("nobody had reason to know", canvasser_barred=True, engaged_by_candidate=True, bar_known=False),
        outside("nobody is barred", engaged_by_candidate=True, bar_known=True),
        unknown("not known who engaged them", canvasser_barred=True, bar_known=True),
    ),
)  # fmt: skip

RULES = (_RPA_111_BEFORE, RPA_111, _RPA_111_PAY_BEFORE, RPA_111_PAY, RPA_112, RPA_165)
