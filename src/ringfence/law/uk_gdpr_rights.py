"""The General Data Protection Regulation: what people are told and may ask for, who handles data, and research."""

from dataclasses import replace
from datetime import date

from ringfence import facts as f
from ringfence.law.dpa_1998 import SAYS_RESEARCH
from ringfence.law.uk_gdpr import NOT_READ, UK_GDPR, UK_GDPR_FROM, dated, from_day
from ringfence.rule import (
    Consequence,
    Doubt,
    Exemption,
    Force,
    Outcome,
    Rule,
    doubtful,
    lawful,
    outside,
    unknown,
    unlawful,
)  # fmt: skip

COMPLAINT_RIGHT_FROM = date(2026, 6, 19)  # DUAA 2025 Sch 10 paras 3 and 4; SI 2026/82 reg 3(b)
RESEARCH_REWORDED_FROM = date(2026, 2, 5)  # DUAA 2025 ss 67, 86; SI 2026/82 reg 2
_PENALTIES: tuple[Consequence, ...] = ("enforcement_notice", "data_penalty", "damages")

_TAKEN = f.answers_linked | f.collects_contact_details
GDPR_13 = Rule(
    id="GDPR-13",
    cites="UK GDPR Art 13 and 5(1)(a)",
    instrument=UK_GDPR,
    path="article/13",
    provision="UKGDPR-13",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Whoever takes data from people tells them, as it takes them, who keeps the data, what for, and what rights "
    "they have.",
    binds=("controller",),
    applies=f.personal_data & _TAKEN,
    broken=~f.people_told | ~f.notice_complete,
    exemptions=(Exemption("UK GDPR Art 13(4)", f.already_told, "the person already has the information"),),
    reason="PEOPLE_NOT_TOLD",
    reason_open="PEOPLE_TOLD_DOUBTFUL",
    consequences=_PENALTIES,
    discharged_by="the words read out, the privacy notice they point to, and the version in use that day",
    cure="Say in the call who keeps the answers and what for, and where the full notice is.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("answers kept, nobody told", personal_data=True, answers_linked=True, people_told=False,
                 notice_complete=True, notice_names_complaint_right=True),
        unlawful("details taken, the notice does not say how long they are kept", personal_data=True,
                 answers_linked=False, collects_contact_details=True, people_told=True, notice_complete=False,
                 notice_names_complaint_right=True),
        lawful("told in the call", personal_data=True, answers_linked=True, people_told=True, notice_complete=True,
               notice_names_complaint_right=True),
        lawful("told last week, nothing new", personal_data=True, answers_linked=True, people_told=False,
               already_told=True),
        outside("nothing taken", personal_data=True, answers_linked=False, collects_contact_details=False,
                people_told=False),
        outside("nothing tied to anyone", personal_data=False, answers_linked=True, people_told=False),
        unknown("not known what people were told", personal_data=True, answers_linked=True, notice_complete=True,
                notice_names_complaint_right=True),
        unknown("not known whether anything is tied to a person", answers_linked=True, people_told=False),
    ),
)  # fmt: skip
GDPR_14 = Rule(
    id="GDPR-14",
    cites="UK GDPR Art 14 and 5(1)(a)",
    instrument=UK_GDPR,
    path="article/14",
    provision="UKGDPR-14",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="People whose data were bought or came from others are told who has them, from where and what for: within a "
    "month, and at the first call at the latest.",
    binds=("controller",),
    applies=f.personal_data & (f.list_bought | f.data_from_elsewhere),
    broken=~f.notice_by_first_contact | ~f.notice_within_month | ~f.notice_complete,
    exemptions=(
        Exemption("UK GDPR Art 14(5)(a)", f.already_told, "the person already has the information"),
        Exemption("UK GDPR Art 14(5)(b)", f.notice_disproportionate, "telling them takes disproportionate effort"),
    ),
    doubts=(
        Doubt(
            "It is claimed that telling people would take disproportionate effort. They are being called anyway: why "
            "can they not be told then?",
            when=f.notice_disproportionate & ~f.already_told,
        ),
    ),
    reason="PEOPLE_NOT_TOLD",
    reason_open="PEOPLE_TOLD_DOUBTFUL",
    consequences=_PENALTIES,
    discharged_by="the notice, its version, and the line in the script that names the source",
    cure="Name the source at the start of the first call and say where the full notice is, or write to people first.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("a bought list, silence about it in the call", personal_data=True, list_bought=True,
                 notice_by_first_contact=False, notice_within_month=True, notice_complete=True,
                 notice_names_complaint_right=True),
        unlawful("called after half a year, told only then", personal_data=True, list_bought=False,
                 data_from_elsewhere=True, notice_by_first_contact=True, notice_within_month=False,
                 notice_complete=True, notice_names_complaint_right=True),
        unlawful("the notice does not name the source", personal_data=True, list_bought=True,
                 notice_by_first_contact=True, notice_within_month=True, notice_complete=False,
                 notice_names_complaint_right=True),
        lawful("told at the start of the call", personal_data=True, list_bought=True, notice_by_first_contact=True,
               notice_within_month=True, notice_complete=True, notice_names_complaint_right=True),
        lawful("the seller told them by name", personal_data=True, list_bought=True, notice_by_first_contact=False,
               already_told=True),
        lawful("told by the seller, and effort claimed besides", personal_data=True, list_bought=True,
               notice_by_first_contact=False, already_told=True, notice_disproportionate=True),
        doubtful("a study that says it cannot tell a million people", personal_data=True, list_bought=True,
                 notice_by_first_contact=False, notice_disproportionate=True),
        outside("given by the people themselves", personal_data=True, list_bought=False, data_from_elsewhere=False,
                notice_by_first_contact=False),
        outside("numbers of nobody in particular", personal_data=False, list_bought=True,
                notice_by_first_contact=False),
        unknown("not known what people were told", personal_data=True, list_bought=True, notice_within_month=True,
                notice_complete=True, notice_names_complaint_right=True),
        unknown("not known whether anything is tied to a person", list_bought=True, notice_by_first_contact=False),
    ),
)  # fmt: skip
_NO_COMPLAINT_LINE = unlawful(
    "says nothing of complaints", personal_data=True, answers_linked=True, list_bought=True, people_told=True,
    notice_by_first_contact=True, notice_within_month=True, notice_complete=True, notice_names_complaint_right=False,
)  # fmt: skip


def _with_complaint_right(rule: Rule) -> tuple[Rule, ...]:
    """All versions of a duty to tell people: since 19 June 2026 the notice also names the right to complain."""
    eu, uk = dated(rule)
    earlier, now = from_day(
        uk,
        COMPLAINT_RIGHT_FROM,
        cites=f"{rule.cites}; DUAA 2025 Sch 10 paras 3 and 4",
        says=f"{rule.says} The notice also tells of the right to complain to the controller.",
        broken=rule.broken | ~f.notice_names_complaint_right,
    )
    return eu, _and_silent_on_complaints(earlier, Outcome.OK), _and_silent_on_complaints(now, Outcome.BREACH)


def _and_silent_on_complaints(rule: Rule, outcome: Outcome) -> Rule:
    """The rule with a notice that does not name that right, on the version's last day or else its first."""
    example = replace(_NO_COMPLAINT_LINE, outcome=outcome, on=rule.until or rule.in_force_from)
    return replace(rule, examples=(*rule.examples, example))


GDPR_21 = Rule(
    id="GDPR-21",
    cites="UK GDPR Art 21(1)-(3)",
    instrument=UK_GDPR,
    path="article/21",
    provision="UKGDPR-21",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Whoever objects to data serving direct marketing, in whatever form, is obeyed at once and without exception: "
    "the person, not only the line, leaves the list.",
    binds=("controller",),
    applies=f.personal_data,
    broken=f.marketing & f.person_objected,
    doubts=(
        Doubt(
            "The person objected, and the call is research. Do compelling grounds outweigh the objection, or does a "
            "public task need the data?",
            when=~f.marketing & f.person_objected,
        ),
    ),
    reason="DATA_OBJECTION_IGNORED",
    reason_open="DATA_OBJECTION_DOUBTFUL",
    consequences=_PENALTIES,
    discharged_by="the objections on file, by person, with the day and what was done",
    cure="Take the person out of every marketing list and profile at once.",
    unsure=(NOT_READ,),
    examples=(
        unlawful("objected by e-mail, called on another line", personal_data=True, marketing=True,
                 person_objected=True),
        lawful("never objected", personal_data=True, marketing=True, person_objected=False),
        lawful("research, nobody objected", personal_data=True, marketing=False, person_objected=False),
        doubtful("objected, called for research", personal_data=True, marketing=False, person_objected=True),
        outside("nothing tied to anyone", personal_data=False, marketing=True, person_objected=True),
        unknown("objections not looked through", personal_data=True, marketing=True),
        unknown("objected, and not known whether this is marketing", personal_data=True, person_objected=True),
        unknown("not known whether anything is tied to a person", marketing=True, person_objected=True),
    ),
)  # fmt: skip

GDPR_28 = Rule(
    id="GDPR-28",
    cites="UK GDPR Art 28(1), (3); for joint controllers Art 26",
    instrument=UK_GDPR,
    path="article/28",
    provision="UKGDPR-28",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="A client that lets others call with its data has a written contract with them and checks that they can be "
    "trusted with them.",
    binds=("controller", "processor"),
    applies=f.personal_data & f.caller_differs_from_instigator,
    broken=~f.processor_contract | ~f.processor_checked,
    exemptions=(Exemption("UK GDPR Art 26", f.joint_control, "they decide together, as joint controllers"),),
    doubts=(
        Doubt(
            "Client and caller are said to decide together what the data are for. Is that so, and does an arrangement "
            "between them say who answers to people for what?",
            when=f.joint_control,
        ),
    ),
    reason="NO_PROCESSOR_CONTRACT",
    reason_open="PROCESSOR_DOUBTFUL",
    consequences=_PENALTIES,
    discharged_by="the contract, its instructions, and the checks made before and since",
    cure="Sign a contract that says what may be done with the data, and check the call centre before the first call.",
    authorities=("ICO guidance on live calls: have a contract and make checks",),
    unsure=(NOT_READ,),
    examples=(
        unlawful("no contract", personal_data=True, caller_differs_from_instigator=True, processor_contract=False,
                 processor_checked=True),
        unlawful("a contract, never checked", personal_data=True, caller_differs_from_instigator=True,
                 processor_contract=True, processor_checked=False),
        lawful("a contract and checks", personal_data=True, caller_differs_from_instigator=True,
               processor_contract=True, processor_checked=True),
        doubtful("both decide, they say", personal_data=True, caller_differs_from_instigator=True,
                 processor_contract=False, joint_control=True),
        outside("the client calls itself", personal_data=True, caller_differs_from_instigator=False,
                processor_contract=False),
        outside("nothing tied to anyone", personal_data=False, caller_differs_from_instigator=True,
                processor_contract=False),
        unknown("contract not looked for", personal_data=True, caller_differs_from_instigator=True,
                processor_checked=True),
        unknown("not known whether anything is tied to a person", caller_differs_from_instigator=True,
                processor_contract=False),
    ),
)  # fmt: skip

_ABOUT_PEOPLE = f.answers_reused | f.decisions_about_people
GDPR_RES = Rule(
    id="GDPR-RES",
    cites="UK GDPR Art 5(1)(b) and 89(1); DPA 2018 s 19",
    instrument=UK_GDPR,
    path="article/89",
    provision="UKGDPR-89",
    force=Force.LAW,
    in_force_from=UK_GDPR_FROM,
    says="Data used as research are kept apart from the people they came from as far as the study allows, and never "
    "serve decisions about those people.",
    binds=("controller",),
    applies=f.personal_data & SAYS_RESEARCH,
    broken=f.answers_linked & _ABOUT_PEOPLE,
    doubts=(
        Doubt(
            "Answers are kept against the people who gave them. Could the study do without, and what keeps the two "
            "apart?",
            when=f.answers_linked & ~_ABOUT_PEOPLE,
        ),
        Doubt(
            "Is this use of the answers likely to cause substantial damage or distress to anyone?",
            when=f.substantial_harm,
        ),
    ),
    reason="RESEARCH_DATA_MISUSED",
    reason_open="RESEARCH_DATA_DOUBTFUL",
    consequences=_PENALTIES,
    discharged_by="how answers and people were kept apart, and a test that nothing leads back",
    cure="Keep answers against nobody, and use them in totals only.",
    authorities=("ICO, 23 October 2017 (Conservatives): answers 'were not saved against any individual'",),
    unsure=(NOT_READ,),
    examples=(
        unlawful("called research, used to choose whom to canvass", personal_data=True, presents_as_research=True,
                 answers_linked=True, answers_reused=False, decisions_about_people=True),
        unlawful("declared research that feeds a mailing", personal_data=True, purpose="research",
                 answers_linked=True, answers_reused=True),
        unlawful("a message test that feeds a mailing", personal_data=True, purpose="message_test",
                 answers_linked=True, answers_reused=True),
        lawful("not saved against any individual", personal_data=True, presents_as_research=True,
               answers_linked=False),
        doubtful("a panel", personal_data=True, presents_as_research=True, answers_linked=True,
                 answers_reused=False, decisions_about_people=False),
        doubtful("a respondent was outed", personal_data=True, presents_as_research=True, answers_linked=False,
                 substantial_harm=True),
        outside("openly a canvass", personal_data=True, presents_as_research=False, purpose="voter_id",
                answers_linked=True, answers_reused=True),
        outside("nothing tied to anyone", personal_data=False, presents_as_research=True, answers_linked=True,
                answers_reused=True),
        unknown("kept, and not known whether a mailing follows", personal_data=True, presents_as_research=True,
                answers_linked=True, decisions_about_people=False),
        unknown("kept, and not known what is decided by it", personal_data=True, presents_as_research=True,
                answers_linked=True, answers_reused=False),
        unknown("not known how answers are kept", personal_data=True, presents_as_research=True,
                answers_reused=True),
        unknown("not known whether anything is tied to a person", presents_as_research=True, answers_linked=True,
                answers_reused=True),
    ),
)  # fmt: skip

_EU_RES, _UK_RES = dated(GDPR_RES)
_RESEARCH = (
    _EU_RES,
    *from_day(
        _UK_RES,
        RESEARCH_REWORDED_FROM,
        cites="UK GDPR Art 4(3)-(6), 5(1)(b) and 84A to 84C; DUAA 2025 ss 67, 86",
        path="article/84B",
        provision="UKGDPR-84B",
        unsure=(
            "The articles of 2026 were not read: their numbers, and that they keep the conditions of 2018, are memory.",
        ),
    ),
)
RULES = (
    *_with_complaint_right(GDPR_13), *_with_complaint_right(GDPR_14), *dated(GDPR_21), *dated(GDPR_28), *_RESEARCH,
)  # fmt: skip
