"""How the regulator reads political calls: voting intention, turn-out, message tests.

The authorities on turn-out appeals conflict: in February 2010 a message urging people to vote, aimed at strongholds,
was marketing; in October 2017 'generally encouraging people to go out and vote' was legitimate research. Both are
kept; what separates them here is who is called, and a turn-out call outside research is for a person (OPEN-3).
"""

from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.law import authorities as a
from ringfence.logic import ALWAYS
from ringfence.rule import (
    Consequence,
    Doubt,
    Force,
    Instrument,
    Rule,
    doubtful,
    gives,
    lawful,
    outside,
    unknown,
)  # fmt: skip

ICO_POLITICAL = Instrument(
    id="ICO-POLITICAL",
    title="ICO guidance and decisions on political campaigning, opinion research and direct marketing",
    number="",
    address="https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-communications/",
    in_force_from=date(2003, 12, 11),  # decisions of 2005 onwards apply the law as it stood from its first day
    checked_on=date(2026, 11, 21),
)
_2008, _2010, _2017 = a.LIBERAL_DEMOCRATS_2008.cited, a.LABOUR_2010.cited, a.CONSERVATIVES_2017.cited
_FOLLOWS: tuple[Consequence, ...] = ("enforcement_notice", "penalty")  # if a person finds that it was marketing
_SECOND_HAND = "The decisions were seen in press reports, extracts and copies, not in their full official text."

_DECLARED_RESEARCH = f.purpose.among("research", "message_test")
VID = Rule(
    id="VID",
    cites="ICO, 23 October 2017; ICO enforcement notice, Liberal Democrats, 25 September 2008",
    instrument=ICO_POLITICAL,
    unsure=(_SECOND_HAND,),
    force=Force.REG_POLICY,
    in_force_from=date(2003, 12, 11),
    says="Asking how someone votes is research by itself; it serves marketing when the answer is kept against the "
    "person or used to promote to them later.",
    gives=f.vote_question_markets,
    broken=f.vote_intention_question & (f.answers_linked | f.answers_reused),
    authorities=(_2017, _2008),
    cure="Keep voting intentions only in totals.",
    examples=(
        gives(True, "ticked against the name", vote_intention_question=True, answers_linked=True),
        gives(True, "used for a later mailing", vote_intention_question=True, answers_reused=True),
        gives(False, "counted only", vote_intention_question=True, answers_linked=False, answers_reused=False),
        gives(None, "not known what becomes of it", vote_intention_question=True),
        gives(False, "no such question", answers_linked=True),
    ),
)
GOTV = Rule(
    id="GOTV",
    cites="ICO enforcement notice, Labour Party, February 2010",
    instrument=ICO_POLITICAL,
    unsure=(_SECOND_HAND,),
    force=Force.REG_POLICY,
    in_force_from=date(2003, 12, 11),
    says="A party's appeal to vote, sent to people chosen for their support, promotes it even if it names no party; "
    "within genuine research it does not.",
    gives=f.turnout_markets,
    broken=f.ask_turnout_neutral & ~_DECLARED_RESEARCH & f.audience_by_support & f.instigator_is_party,
    authorities=(_2010, _2017),
    cure="Call people chosen without regard to their support, or treat the call as marketing.",
    examples=(
        gives(True, "a party to its strongholds", ask_turnout_neutral=True, audience_by_support=True,
              instigator_is_party=True, purpose="gotv"),
        gives(False, "a party to a random sample", ask_turnout_neutral=True, audience_by_support=False),
        gives(False, "a council to everyone", ask_turnout_neutral=True, instigator_is_party=False),
        gives(False, "at the end of a survey, as in 2017", ask_turnout_neutral=True, purpose="research"),
        gives(False, "at the end of a message test", ask_turnout_neutral=True, purpose="message_test"),
        gives(None, "not known who is called", ask_turnout_neutral=True, instigator_is_party=True, purpose="gotv"),
    ),
)  # fmt: skip
_RESEARCH = _DECLARED_RESEARCH & ~f.marketing
GOTV_NEUTRAL = Rule(
    id="GOTV-NEUTRAL",
    cites="OPEN-3: ICO February 2010 against ICO 23 October 2017",
    instrument=ICO_POLITICAL,
    provision="21",
    medium="call",
    consequences=_FOLLOWS,
    unsure=(_SECOND_HAND,),
    force=Force.REG_POLICY,
    in_force_from=date(2003, 12, 11),
    says="A general appeal to vote within genuine research is research; as the point of a call it is for a person.",
    binds=("caller", "instigator"),
    applies=(f.encourages_turnout | f.purpose.among("gotv", "turnout_neutral")) & ~f.marketing,
    doubts=(
        Doubt(
            "The call encourages voting, names no side and is not part of research. Is it promotion of whoever has it "
            "made?",
            when=~_RESEARCH,
            open_point="OPEN-3: leaning to no, on the words of October 2017",
        ),
    ),
    reason="TURNOUT_DOUBTFUL",
    reason_open="TURNOUT_DOUBTFUL",
    cure="Record who decided, and why; show that the people called were not chosen for their support.",
    authorities=(_2010, _2017),
    examples=(
        lawful("inside research, as in 2017", encourages_turnout=True, purpose="research", script_markets=False,
               answers_reused=False),
        doubtful("a charity's turn-out campaign", encourages_turnout=True, purpose="turnout_neutral",
                 instigator_is_party=False,
                 script_markets=False, answers_reused=False),
        lawful("inside a message test", encourages_turnout=True, purpose="message_test", marketing=False),
        unknown("inside research, not known whether it promotes", encourages_turnout=True, purpose="research"),
        doubtful("declared as get out the vote, no appeal found", encourages_turnout=False, purpose="gotv",
                 marketing=False),
        doubtful("declared as turn-out, no appeal found", encourages_turnout=False, purpose="turnout_neutral",
                 marketing=False),
        outside("marketing anyway", encourages_turnout=True, marketing=True),
        outside("no such appeal", encourages_turnout=False, purpose="research"),
        unknown("purpose not known", encourages_turnout=True, marketing=False),
    ),
)  # fmt: skip
_RESEARCH_DESIGN = (
    f.items_balanced
    & f.sample_random
    & ~f.scale_beyond_research
    & f.identity_stated
    & ~f.answers_linked
    & f.answers_analysed
)
_MARKS: dict[str, Any] = {
    "tests_messages": True, "marketing": False, "items_balanced": True, "sample_random": True,
    "scale_beyond_research": False, "identity_stated": True, "answers_linked": False, "answers_analysed": True,
}  # fmt: skip
MSG_TEST = Rule(
    id="MSG-TEST",
    cites="ICO, 23 October 2017; AAPOR statement on push polls",
    instrument=ICO_POLITICAL,
    provision="21",
    medium="call",
    consequences=_FOLLOWS,
    unsure=(_SECOND_HAND,),
    force=Force.REG_POLICY,
    in_force_from=date(2003, 12, 11),
    says="Testing messages is research when the items are balanced, the sample is random or quota and no larger than "
    "research needs, the caller is named, answers are unlinked and results are analysed; otherwise a person must look.",
    binds=("caller", "instigator"),
    applies=f.tests_messages & ~f.marketing,
    doubts=(
        Doubt(
            "The script tests messages without all the marks of research. Is it finding out what people think, or "
            "spreading the message?",
            when=~_RESEARCH_DESIGN,
            open_point="indicators only: none of them settles the matter alone",
        ),
    ),
    reason="MESSAGE_TEST_DOUBTFUL",
    reason_open="MESSAGE_TEST_DOUBTFUL",
    discharged_by="the design document: sample, size, items, analysis plan",
    cure="Balance the items, draw a random sample of the size the analysis needs, name the caller, keep no link.",
    examples=(
        lawful("all the marks of research", **_MARKS),
        doubtful("every item on one side", **{**_MARKS, "items_balanced": False}),
        doubtful("all the marks, but is it balanced?", **{**_MARKS, "items_balanced": None}),
        doubtful("half a million calls", **{**_MARKS, "scale_beyond_research": True}),
        doubtful("not a random sample", **{**_MARKS, "sample_random": False}),
        doubtful("nobody named", **{**_MARKS, "identity_stated": False}),
        doubtful("answers kept against the person", **{**_MARKS, "answers_linked": True}),
        doubtful("results never analysed", **{**_MARKS, "answers_analysed": False}),
        outside("no messages tested", tests_messages=False),
        outside("marketing anyway", tests_messages=True, marketing=True),
        unknown("design not known", tests_messages=True, marketing=False, items_balanced=True),
    ),
)  # fmt: skip

_NOT_LIKE_RESEARCH = f.audience_by_support | f.scale_beyond_research | ~f.answers_analysed
DM_RES = Rule(
    id="DM-RES",
    cites="ICO guidance on opinion research; ICO enforcement notices of 2008 and 2010",
    instrument=ICO_POLITICAL,
    provision="21",
    medium="call",
    consequences=_FOLLOWS,
    unsure=(_SECOND_HAND,),
    force=Force.REG_POLICY,
    in_force_from=date(2003, 12, 11),
    says="Labels do not make research: people chosen for their support, far more calls than a study needs, or results "
    "that nobody analyses suggest another purpose, and a person must look.",
    binds=("caller", "instigator"),
    applies=_RESEARCH,
    doubts=(
        Doubt(
            "The call is declared as research, but something about it is not like research. What is it really for?",
            when=_NOT_LIKE_RESEARCH,
            open_point="indicators: none of them is a breach by itself",
        ),
    ),
    reason="RESEARCH_DOUBTFUL",
    reason_open="RESEARCH_DOUBTFUL",
    discharged_by="sample design, planned calls and completes, analysis plan, output tables",
    cure="State in the card how people are chosen, how many are called for how many interviews, and what is analysed.",
    authorities=(_2010, _2017),
    examples=(
        lawful("a quota sample, analysed", purpose="research", marketing=False, audience_by_support=False,
               scale_beyond_research=False, answers_analysed=True),
        doubtful("only supporters are asked", purpose="research", marketing=False, audience_by_support=True),
        doubtful("half a million calls", purpose="research", marketing=False, scale_beyond_research=True),
        doubtful("nobody analyses the answers", purpose="research", marketing=False, answers_analysed=False),
        doubtful("a message test among supporters", purpose="message_test", marketing=False,
                 audience_by_support=True),
        outside("openly marketing", purpose="persuasion"),
        outside("not declared as research", purpose="turnout_neutral", marketing=False, audience_by_support=True),
        outside("research that promotes: other rules speak", purpose="research", marketing=True),
        unknown("design not known", purpose="research", marketing=False),
    ),
)  # fmt: skip

VID_PARTY = Rule(
    id="VID-PARTY",
    cites="OPEN-4: ICO 23 October 2017 against the enforcement notice of 25 September 2008",
    instrument=ICO_POLITICAL,
    provision="21",
    medium="call",
    consequences=_FOLLOWS,
    unsure=(_SECOND_HAND,),
    force=Force.REG_POLICY,
    in_force_from=date(2003, 12, 11),
    says="A party that asks how people vote and keeps no answer against anyone may be doing research or canvassing.",
    binds=("caller", "instigator"),
    applies=f.purpose.among("voter_id") & f.instigator_is_party & ~f.marketing,
    doubts=(
        Doubt(
            "A party asks how people vote and says that no answer is kept against anyone. What are the answers for?",
            when=ALWAYS,
            open_point="OPEN-4: a party's question about votes of which no answer is kept",
        ),
    ),
    reason_open="VOTER_ID_DOUBTFUL",
    cure="Record what the answers are for and who decided that it is research.",
    authorities=(_2017, _2008),
    examples=(
        doubtful("counted only, they say", purpose="voter_id", instigator_is_party=True, marketing=False),
        outside("kept against the person: marketing", purpose="voter_id", instigator_is_party=True, marketing=True),
        outside("a party's survey", purpose="research", instigator_is_party=True, marketing=False),
        outside("a newspaper's poll", purpose="voter_id", instigator_is_party=False, marketing=False),
        unknown("not known for whom", purpose="voter_id", marketing=False),
    ),
)
DM_POL = Rule(
    id="DM-POL",
    cites="ICO enforcement notice, Liberal Democrats, 25 September 2008",
    instrument=ICO_POLITICAL,
    provision="19",
    medium="call",
    consequences=_FOLLOWS,
    unsure=(_SECOND_HAND,),
    force=Force.REG_POLICY,
    in_force_from=date(2003, 12, 11),
    says="A recording that a party has played, even one that only asks questions, easily promotes it.",
    binds=("caller", "instigator"),
    applies=f.recorded_matter & f.instigator_is_party & ~f.marketing & ~f.purpose.among("service", "casework"),
    doubts=(
        Doubt(
            "A party or campaigner has a recorded survey or message played. Is it research, or the party's own voice?",
            when=ALWAYS,
            open_point="in 2008 a leader's recorded survey was promotion, although it asked questions",
        ),
    ),
    reason_open="RECORDED_BY_PARTY",
    cure="Let people ask the questions, or get consent to automated calls.",
    authorities=(_2008,),
    examples=(
        doubtful("a leader's keypad survey", recorded_matter=True, instigator_is_party=True, marketing=False,
                 purpose="research"),
        outside("a news agency's keypad survey", recorded_matter=True, instigator_is_party=False, marketing=False),
        outside("a person asks", recorded_matter=False, instigator_is_party=True, marketing=False),
        outside("marketing anyway: see PECR-19", recorded_matter=True, instigator_is_party=True, marketing=True,
                purpose="research"),
        outside("an answer to a constituent", recorded_matter=True, instigator_is_party=True, marketing=False,
                purpose="casework"),
        outside("a change of meeting place", recorded_matter=True, instigator_is_party=True, marketing=False,
                purpose="service"),
        unknown("not known for whom", recorded_matter=True, marketing=False, purpose="research"),
    ),
)  # fmt: skip
AI_VOICE = Rule(
    id="AI-VOICE",
    cites="our caution over PECR reg 19",
    instrument=ICO_POLITICAL,
    provision="19",
    medium="call",
    consequences=_FOLLOWS,
    unsure=("Vendors say this way and that; no regulator's word on speech made up while it is spoken was found.",),
    force=Force.PRODUCT,
    in_force_from=date(2003, 12, 11),
    says="A voice that is not a person's is treated as recorded until somebody says otherwise, and says what it is.",
    binds=("caller", "instigator"),
    applies=f.mode.among("ai_voice"),
    doubts=(
        Doubt(
            "Is speech that a machine makes up while it talks 'recorded matter'? Until that is settled it is treated "
            "as automated, and needs consent to promote. Who decides, and does the voice say that it is a machine?",
            when=ALWAYS,
            open_point="OPEN-9: no statement of the ICO or Ofcom classifies live-generated speech",
        ),
    ),
    reason_open="AI_VOICE",
    cure="Let people make the calls, or record who took the decision and why.",
    examples=(
        doubtful("a talking machine", mode="ai_voice"),
        outside("a person", mode="live"),
        unknown("kind of call not known"),
    ),
)

RULES = (VID, VID_PARTY, GOTV, GOTV_NEUTRAL, MSG_TEST, DM_RES, DM_POL, AI_VOICE)
