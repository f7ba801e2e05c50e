"""What the Market Research Society asks of its members, and what tells research from a push poll.

None of these settles anything alone: each raises a question for a person who knows the project.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.codes.research import MRS_CODE, NOT_READ
from ringfence.law.dpa_1998 import SAYS_RESEARCH
from ringfence.logic import Condition
from ringfence.rule import Doubt, Example, Force, Instrument, Outcome, Rule, doubtful, lawful, outside, unknown

MRS_CODE_2010 = replace(
    MRS_CODE, id="MRS-CODE-2010", title="MRS Code of Conduct of 2010 and later", in_force_from=date(2010, 4, 1)
)
_FROM_2010 = "The Code of 2010 was announced in November 2009; its first day, 1 April 2010, is from memory."
AAPOR = Instrument(
    id="AAPOR-PUSH",
    title="AAPOR statement on push polls",
    number="",
    address="https://aapor.org",
    in_force_from=date(2007, 1, 1),
    checked_on=date(2026, 11, 21),
)
FEW_QUESTIONS = 5  # 'more than a few questions' mark research: the figure is ours
SHORT_SECONDS = 121  # push polls last one or two minutes, research five or more
LEANING_PERCENT = 51  # more than half of the messages against one side: the figure is ours

_MEMBER: dict[str, Any] = {"mrs_member": True, "presents_as_research": True}


def _asked_of_members(
    id_: str, says: str, question: str, when: Condition, cure: str, shown_by: str, examples: tuple[Example, ...]
) -> Rule:
    """A rule of the Society's Code: a question for a person where a member's research does not keep it."""
    return Rule(
        id=id_,
        cites="MRS Code of Conduct",
        instrument=MRS_CODE,
        provision=id_,
        force=Force.CODE,
        in_force_from=MRS_CODE.in_force_from,
        says=says,
        binds=("caller", "instigator"),
        applies=f.mrs_member & SAYS_RESEARCH,
        doubts=(Doubt(question, when=when, open_point="binds members of the Society; no breach of law by itself"),),
        reason_open="RESEARCH_CODE_DOUBTFUL",
        consequences=("membership",),
        discharged_by=shown_by,
        cure=cure,
        unsure=(NOT_READ,),
        examples=(*examples, *_however_declared(next(e for e in examples if e.outcome is Outcome.NEEDS_HUMAN))),
    )


def _however_declared(example: Example) -> tuple[Example, ...]:
    """The same case where the script says nothing and the card declares research, a message test, or neither."""

    def declared(purpose: str, outcome: Outcome) -> Example:
        facts = {**example.facts, "presents_as_research": False, "purpose": purpose}
        return replace(example, says=f"{example.says}; declared: {purpose}", facts=facts, outcome=outcome)

    asked, not_asked = Outcome.NEEDS_HUMAN, Outcome.NOT_APPLICABLE
    return declared("research", asked), declared("message_test", asked), declared("voter_id", not_asked)


_ID = _asked_of_members(
    "MRS-ID",
    "Interviewers say which research organisation calls, and tell those who ask the subject, the length and where "
    "their number came from.",
    "The interviewers did not name the organisation, or left questions about the interview unanswered. Why?",
    ~f.identity_stated | ~f.interview_questions_answered,
    "Put the organisation's name into the first line, and the answers to those questions beside the script.",
    "the interviewers' script and instructions; recordings",
    (
        lawful("named, and answers what is asked", **_MEMBER, identity_stated=True, interview_questions_answered=True),
        doubtful("no name", **_MEMBER, identity_stated=False, interview_questions_answered=True),
        doubtful("'I cannot tell you where we have your number from'", **_MEMBER, identity_stated=True,
                 interview_questions_answered=False),
        outside("not bound by the Code", mrs_member=False, presents_as_research=True, identity_stated=False),
        unknown("recordings not heard", **_MEMBER, identity_stated=True),
        unknown("not known whether bound by the Code", presents_as_research=True, identity_stated=False),
    ),
)  # fmt: skip
_PROMO = replace(
    _asked_of_members(
        "MRS-PROMO",
        "The client's own goods as a reward, or a slogan, turn an interview into promotion.",
        "The reward is the client's own goods, or the script carries a slogan. Is this still research?",
        (f.incentive & f.client_goods_offered) | f.slogan,
        "Reward people with something that is not the client's, and leave slogans out.",
        "the script and the reward offered",
        (
            lawful("a book token", **_MEMBER, incentive=True, client_goods_offered=False),
            lawful("no reward, and the client's samples on the shelf", **_MEMBER, client_goods_offered=True),
            doubtful("a month of the client's service", **_MEMBER, incentive=True, client_goods_offered=True),
            doubtful("thanks end in a slogan", **_MEMBER, slogan=True),
            outside("not bound by the Code", mrs_member=False, presents_as_research=True, slogan=True),
            unknown("reward not known", **_MEMBER, incentive=True),
            unknown("not known whether bound by the Code", presents_as_research=True, slogan=True),
        ),
    ),
    instrument=MRS_CODE_2010, in_force_from=MRS_CODE_2010.in_force_from, unsure=(NOT_READ, _FROM_2010),
)  # fmt: skip
_DIAL = _asked_of_members(
    "MRS-DIAL",
    "Predictive diallers are run within Ofcom's policy on silent and abandoned calls, for research too.",
    "The dialler was not run within Ofcom's policy on silent and abandoned calls. What was done about it?",
    ~f.within_abandoned_limits,
    "Slow the dialler, or dial from a preview, until no answered call is left without an interviewer.",
    "the dialler's rates by campaign and day",
    (
        lawful("within the policy", **_MEMBER, within_abandoned_limits=True),
        doubtful("too many abandoned", **_MEMBER, within_abandoned_limits=False),
        outside("not bound by the Code", mrs_member=False, presents_as_research=True, within_abandoned_limits=False),
        unknown("rates not known", **_MEMBER),
        unknown("not known whether bound by the Code", presents_as_research=True, within_abandoned_limits=False),
    ),
)
_REC = _asked_of_members(
    "MRS-REC",
    "People are called again only if they agreed to it in the interview, and only for what they agreed to.",
    "People were called again who had not agreed to it, or not for this. On what ground?",
    f.called_again & ~f.recontact_agreed,
    "Ask in the interview, record the answer and the purpose, and call nobody else again.",
    "the question in the interview, the answers, and the list called",
    (
        lawful("they agreed", **_MEMBER, called_again=True, recontact_agreed=True),
        lawful("nobody is called again", **_MEMBER, called_again=False, recontact_agreed=False),
        doubtful("never asked", **_MEMBER, called_again=True, recontact_agreed=False),
        outside("not bound by the Code", mrs_member=False, presents_as_research=True, called_again=True,
                recontact_agreed=False),
        unknown("answers not looked up", **_MEMBER, called_again=True),
        unknown("not known whether bound by the Code", presents_as_research=True, called_again=True,
                recontact_agreed=False),
    ),
)  # fmt: skip
_ANON = _asked_of_members(
    "MRS-ANON",
    "The client does not learn who said what, unless those people agreed to it.",
    "The client learns who said what without their agreement. How, and what is it used for?",
    f.identities_passed_on & ~f.identity_release_agreed,
    "Deliver totals only, or ask people first.",
    "what was delivered to the client",
    (
        lawful("totals only", **_MEMBER, identities_passed_on=False, identity_release_agreed=False),
        lawful("they agreed", **_MEMBER, identities_passed_on=True, identity_release_agreed=True),
        doubtful("names in the file", **_MEMBER, identities_passed_on=True, identity_release_agreed=False),
        outside("not bound by the Code", mrs_member=False, presents_as_research=True, identities_passed_on=True,
                identity_release_agreed=False),
        unknown("file not looked at", **_MEMBER, identity_release_agreed=False),
        unknown("not known whether bound by the Code", presents_as_research=True, identities_passed_on=True,
                identity_release_agreed=False),
    ),
)  # fmt: skip
_KIDS = replace(
    _asked_of_members(
        "MRS-KIDS",
        "Nobody under 16 is interviewed before a parent has agreed.",
        "Somebody under 16 was interviewed without a parent's agreement. How did it happen?",
        f.child_interviewed & ~f.parent_agreed,
        "Ask the age first, and a parent before anything else.",
        "the eligibility question, and the record of the parent's agreement",
        (
            lawful("adults only", **_MEMBER, child_interviewed=False, parent_agreed=False),
            lawful("a parent agreed", **_MEMBER, child_interviewed=True, parent_agreed=True),
            doubtful("a boy of 14 alone at home", **_MEMBER, child_interviewed=True, parent_agreed=False),
            outside("not bound by the Code", mrs_member=False, presents_as_research=True, child_interviewed=True,
                    parent_agreed=False),
            unknown("ages not known", **_MEMBER, parent_agreed=False),
            unknown("not known whether bound by the Code", presents_as_research=True, child_interviewed=True,
                    parent_agreed=False),
        ),
    ),
    instrument=MRS_CODE_2010, in_force_from=MRS_CODE_2010.in_force_from, unsure=(NOT_READ, _FROM_2010),
)  # fmt: skip

_TPS = Rule(
    id="TPS-RES",
    cites="ICO evidence on research and the TPS; PECR reg 21(1)(b)",
    instrument=MRS_CODE,
    provision="TPS-RES",
    medium="call",
    force=Force.REG_POLICY,
    in_force_from=MRS_CODE.in_force_from,
    says="The TPS does not bind genuine research; who calls listed lines in its name should be able to show the "
    "research. A caller's own list of those who asked not to be called binds always.",
    binds=("caller", "instigator"),
    applies=SAYS_RESEARCH & f.listed & ~f.marketing,
    doubts=(
        Doubt(
            "Listed lines were called as research, and no result of any research is on file. Was it research?",
            when=~f.research_results_on_file,
            open_point="an indicator only",
        ),
    ),
    reason_open="RESEARCH_DOUBTFUL",
    consequences=("enforcement_notice", "penalty"),
    discharged_by="tables or a report",
    cure="Keep the tables or the report with the campaign.",
    unsure=("The regulator's evidence was seen in substance, not word for word.",),
    examples=(
        lawful("tables on file", presents_as_research=True, listed=True, marketing=False,
               research_results_on_file=True),
        doubtful("nothing ever came of it", presents_as_research=True, listed=True, marketing=False,
                 research_results_on_file=False),
        doubtful("declared research, nothing came of it", purpose="research", listed=True, marketing=False,
                 research_results_on_file=False),
        doubtful("a message test, nothing came of it", purpose="message_test", listed=True, marketing=False,
                 research_results_on_file=False),
        outside("not listed", presents_as_research=True, listed=False, marketing=False,
                research_results_on_file=False),
        outside("openly a canvass", presents_as_research=False, purpose="voter_id", listed=True, marketing=False,
                research_results_on_file=False),
        outside("marketing: see PECR-21-TPS", presents_as_research=True, listed=True, marketing=True,
                research_results_on_file=False),
        unknown("results not looked for", presents_as_research=True, listed=True, marketing=False),
        unknown("register not looked at", presents_as_research=True, marketing=False, research_results_on_file=False),
    ),
)  # fmt: skip
_LIKE_RESEARCH: dict[str, Any] = {
    "presents_as_research": True, "tests_messages": True, "marketing": False, "question_count": 5,
    "mean_seconds": 121, "one_sided_percent": 50, "demographics": True,
}  # fmt: skip
_PUSH = Rule(
    id="AAPOR-PUSH",
    cites="AAPOR statement on push polls",
    instrument=AAPOR,
    provision="AAPOR-PUSH",
    medium="call",
    force=Force.CODE,
    in_force_from=AAPOR.in_force_from,
    says="A push poll is persuasion dressed as research: few questions, one or two minutes, nothing asked about the "
    "person, messages against one side. Negative content alone does not make one.",
    binds=("caller", "instigator"),
    applies=SAYS_RESEARCH & f.tests_messages & ~f.marketing,
    doubts=(
        Doubt("Only a few questions were asked. What can be learnt from them?",
              when=~f.question_count.at_least(FEW_QUESTIONS)),
        Doubt("The average call lasted two minutes or less. What can be learnt in that time?",
              when=~f.mean_seconds.at_least(SHORT_SECONDS)),
        Doubt("More than half of the messages are against the same side. Why?",
              when=f.one_sided_percent.at_least(LEANING_PERCENT)),
        Doubt("Nothing was asked about the person. How were the answers analysed?", when=~f.demographics),
    ),
    reason_open="PUSH_POLL_SUSPECTED",
    consequences=("membership",),
    discharged_by="the questionnaire, the sample, the length of calls, and the analysis",
    cure="Ask enough to learn from, balance the messages, and analyse what people said.",
    authorities=("AAPOR: to tell a message test from a push poll, look at the number of questions and of calls",),
    unsure=(
        "The statement is of 2007 or so, by a summary; it is American practice and binds nobody here.",
        "How many questions are a few, and what share is one-sided, are our figures. See MSG-TEST for sample and size.",
    ),
    examples=(
        lawful("five questions, just over two minutes, half of them on either side", **_LIKE_RESEARCH),
        lawful("declared research", **{**_LIKE_RESEARCH, "presents_as_research": False, "purpose": "research"}),
        lawful("a declared message test",
               **{**_LIKE_RESEARCH, "presents_as_research": False, "purpose": "message_test"}),
        doubtful("four questions", **{**_LIKE_RESEARCH, "question_count": 4}),
        doubtful("two minutes", **{**_LIKE_RESEARCH, "mean_seconds": 120}),
        doubtful("51 per cent against one side", **{**_LIKE_RESEARCH, "one_sided_percent": 51}),
        doubtful("nothing about the person", **{**_LIKE_RESEARCH, "demographics": None}),
        outside("no messages tested", **{**_LIKE_RESEARCH, "tests_messages": False, "question_count": 1}),
        outside("openly a canvass", **{**_LIKE_RESEARCH, "presents_as_research": False, "purpose": "voter_id",
                                       "question_count": 1}),
        outside("marketing anyway", **{**_LIKE_RESEARCH, "marketing": True, "question_count": 1}),
        unknown("length not known", **{**_LIKE_RESEARCH, "mean_seconds": None}),
    ),
)  # fmt: skip

RULES = (_ID, _PROMO, _DIAL, _REC, _ANON, _KIDS, _TPS, _PUSH)
