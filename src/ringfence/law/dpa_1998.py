"""The Data Protection Act 1998, which governs how personal data were handled until 24 May 2018.

What counts as research here is the test for the calls of spring 2017: answers that were 'not saved against any
individual' could decide nothing about anyone. The Act's own enforcement sections are not rules of conduct.
"""

from datetime import date

from ringfence import facts as f
from ringfence.rule import (
    Doubt,
    Force,
    Instrument,
    Rule,
    doubtful,
    lawful,
    outside,
    unknown,
    unlawful,
)  # fmt: skip

DPA_FROM = date(2000, 3, 1)
DPA_LAST_DAY = date(2018, 5, 24)  # UK GDPR's forerunner and the Act of 2018 apply from the next day
DPA_1998 = Instrument(
    id="DPA-1998",
    title="Data Protection Act 1998",
    number="1998 c. 29",
    address="https://www.legislation.gov.uk/ukpga/1998/29",
    in_force_from=DPA_FROM,
    until=DPA_LAST_DAY,
    checked_on=date(2026, 11, 21),
)
SAYS_RESEARCH = f.presents_as_research | f.purpose.among("research", "message_test")
_START = "The first day of the Act, 1 March 2000, is from memory; its text was read in a version of about 2005 to 2008."
_PENALTY = "A penalty could follow only from April 2010 (section 55A), for serious contraventions."


_TAKEN = f.answers_linked | f.collects_contact_details
FAIR = Rule(
    id="DPA98-FAIR",
    cites="DPA 1998 s 4(4), Sch 1 Part I para 1 and Part II para 2(3)",
    instrument=DPA_1998,
    path="schedule/1",
    provision="DPA1998-fair-processing",
    force=Force.LAW,
    in_force_from=DPA_FROM,
    until=DPA_LAST_DAY,
    says="Whoever takes answers or details that are kept against people must tell them who keeps them and what for; a "
    "survey that does not make this plain is not fair.",
    binds=("controller",),
    applies=f.personal_data & _TAKEN,
    broken=~f.people_told,
    doubts=(
        Doubt(
            "Something called a survey keeps answers or contact details against people. Did its wording make plain "
            "who keeps them, and what for?",
            when=SAYS_RESEARCH & ~f.wording_plain,
            open_point="in 2014 the regulator advised a party on such a survey; its wording was changed and nothing "
            "followed",
        ),
    ),
    reason="PEOPLE_NOT_TOLD",
    reason_open="PEOPLE_TOLD_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="the wording that people saw or heard, and when",
    cure="Say in the wording itself who keeps the answers and what for, or keep none against anyone.",
    authorities=("ICO advice, 2014, on a party's 'What matters most to you?' survey: wording changed, no action",),
    unsure=(_START, _PENALTY, "Only the list of what people must be told was read, not the paragraphs around it."),
    examples=(
        unlawful("answers kept, nobody told", personal_data=True, answers_linked=True, people_told=False),
        unlawful("a petition that keeps addresses, nobody told", personal_data=True, answers_linked=False,
                 collects_contact_details=True, people_told=False, on=DPA_LAST_DAY),
        lawful("a supporters' form that says so", personal_data=True, answers_linked=True, people_told=True,
               presents_as_research=False, purpose="voter_id"),
        lawful("a panel whose wording says so", personal_data=True, answers_linked=True, people_told=True,
               presents_as_research=True, wording_plain=True),
        doubtful("a party's survey that asks for contact details, as in 2014", personal_data=True,
                 presents_as_research=True, collects_contact_details=True, answers_linked=True, on=date(2014, 4, 1)),
        doubtful("people were told, in small print", personal_data=True, purpose="research", answers_linked=True,
                 people_told=True, wording_plain=False),
        doubtful("a message test that keeps names", personal_data=True, purpose="message_test", answers_linked=True,
                 people_told=True, wording_plain=False),
        outside("answers in totals only, no details taken", personal_data=True, answers_linked=False,
                collects_contact_details=False, presents_as_research=True),
        outside("nothing tied to anyone", personal_data=False, answers_linked=True, presents_as_research=True),
        unknown("not known whether anything is tied to a person", answers_linked=True, people_told=False),
        unknown("a form, and nothing known of what it says", personal_data=True, answers_linked=True,
                presents_as_research=False, purpose="voter_id"),
    ),
)  # fmt: skip
SOURCE = Rule(
    id="DPA98-SOURCE",
    cites="DPA 1998 s 4(4), Sch 1 Part I para 1 and Part II para 2(3)",
    instrument=DPA_1998,
    path="schedule/1",
    provision="DPA1998-fair-processing",
    force=Force.LAW,
    in_force_from=DPA_FROM,
    until=DPA_LAST_DAY,
    says="People whose details were bought, or came from others, must be told who has them now and what for.",
    binds=("controller",),
    applies=f.personal_data & (f.list_bought | f.data_from_elsewhere),
    doubts=(
        Doubt(
            "People were not told by the first call who holds their details. Was it practicable to tell them sooner, "
            "or is it shown that telling them would have taken disproportionate effort?",
            when=~f.notice_by_first_contact,
            open_point="the paragraphs on when people must be told, and on disproportionate effort, were not read",
        ),
    ),
    reason="PEOPLE_NOT_TOLD",
    reason_open="PEOPLE_TOLD_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="the notice, and when it was given",
    cure="Say at the start of the first call who is calling, where the number came from and what it is used for.",
    unsure=(_START, _PENALTY),
    examples=(
        lawful("told at the start of the call", personal_data=True, list_bought=True, notice_by_first_contact=True),
        doubtful("a bought list, nobody told", personal_data=True, list_bought=True, notice_by_first_contact=False),
        doubtful("passed on by a partner, nobody told", personal_data=True, list_bought=False,
                 data_from_elsewhere=True, notice_by_first_contact=False, on=DPA_LAST_DAY),
        outside("given by the people themselves", personal_data=True, list_bought=False, data_from_elsewhere=False,
                notice_by_first_contact=False),
        outside("numbers of nobody in particular", personal_data=False, list_bought=True,
                notice_by_first_contact=False),
        unknown("not known what people were told", personal_data=True, list_bought=True),
        unknown("not known whether anything is tied to a person", list_bought=True, notice_by_first_contact=False),
    ),
)  # fmt: skip

_ABOUT_PEOPLE = f.answers_linked & (f.answers_reused | f.decisions_about_people)
RESEARCH = Rule(
    id="DPA98-RES",
    cites="DPA 1998 s 33, with s 4(4) and Sch 1 Part I para 2",
    instrument=DPA_1998,
    path="section/33",
    provision="DPA1998-s33",
    force=Force.LAW,
    in_force_from=DPA_FROM,
    until=DPA_LAST_DAY,
    says="Answers taken as research may serve research only: never decisions about the people who gave them, nor in a "
    "way likely to cause substantial damage or distress.",
    binds=("controller",),
    applies=f.personal_data & SAYS_RESEARCH,
    broken=_ABOUT_PEOPLE & ~f.people_told,
    doubts=(
        Doubt(
            "Answers serve decisions about the people who gave them, and they were told so. Was this research at all, "
            "and on what other ground was it done?",
            when=_ABOUT_PEOPLE & f.people_told,
        ),
        Doubt(
            "Is this use of the answers likely to cause substantial damage or distress to anyone?",
            when=f.substantial_harm,
        ),
    ),
    reason="RESEARCH_DATA_MISUSED",
    reason_open="RESEARCH_DATA_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="how answers and people were kept apart; what became of the answers",
    cure="Keep answers against nobody, and use them in totals only.",
    authorities=("ICO, 23 October 2017 (Conservatives): answers 'were not saved against any individual'",),
    unsure=(_START, _PENALTY),
    examples=(
        unlawful("called research, used to choose whom to canvass", personal_data=True, presents_as_research=True,
                 answers_linked=True, answers_reused=False, decisions_about_people=True, people_told=False),
        unlawful("declared research that feeds a mailing", personal_data=True, purpose="research",
                 answers_linked=True, answers_reused=True, people_told=False, on=DPA_LAST_DAY),
        unlawful("a message test that feeds a mailing", personal_data=True, purpose="message_test",
                 answers_linked=True, answers_reused=True, people_told=False),
        lawful("not saved against any individual, as in 2017", personal_data=True, presents_as_research=True,
               answers_linked=False, on=date(2017, 5, 5)),
        lawful("kept against people, decides nothing about them", personal_data=True, presents_as_research=True,
               answers_linked=True, answers_reused=False, decisions_about_people=False),
        doubtful("people were told that they would be canvassed", personal_data=True, presents_as_research=True,
                 answers_linked=True, decisions_about_people=True, people_told=True),
        doubtful("people were told of the mailing", personal_data=True, presents_as_research=True,
                 answers_linked=True, answers_reused=True, people_told=True),
        unknown("not known whether people were told of the canvass", personal_data=True, presents_as_research=True,
                answers_linked=True, decisions_about_people=True),
        doubtful("a respondent was outed", personal_data=True, presents_as_research=True, answers_linked=False,
                 substantial_harm=True),
        outside("openly a canvass", personal_data=True, presents_as_research=False, purpose="voter_id",
                answers_linked=True),
        outside("nothing tied to anyone", personal_data=False, presents_as_research=True, answers_linked=True),
        unknown("not known whether anything is tied to a person", presents_as_research=True, answers_linked=True,
                answers_reused=True, people_told=False),
        unknown("kept against people, not known what for", personal_data=True, presents_as_research=True,
                answers_linked=True, people_told=False),
    ),
)  # fmt: skip
OBJECTION = Rule(
    id="DPA98-11",
    cites="DPA 1998 s 11(1)-(2)",
    instrument=DPA_1998,
    path="section/11",
    provision="DPA1998-s11",
    force=Force.LAW,
    in_force_from=DPA_FROM,
    until=DPA_LAST_DAY,
    says="Anyone may ask in writing, at any time, that data about them no longer serve direct marketing; it must stop "
    "within a reasonable time. A spoken objection does not start this duty, but stops calls under regulation 21.",
    binds=("controller",),
    applies=f.personal_data & f.marketing,
    broken=f.stop_notice_written & f.stop_period_over & ~f.stop_notice_withdrawn,
    reason="DATA_OBJECTION_IGNORED",
    reason_open="DATA_OBJECTION_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="letters and e-mails received, and the day on which each was acted on",
    cure="Take the person out of every marketing list at once.",
    unsure=(_START, _PENALTY, "That an e-mail is notice in writing rests on section 64, which was not read."),
    examples=(
        unlawful("called two months after a letter", personal_data=True, marketing=True, stop_notice_written=True,
                 stop_period_over=True),
        unlawful("on the last day of the Act", personal_data=True, marketing=True, stop_notice_written=True,
                 stop_period_over=True, stop_notice_withdrawn=False, on=DPA_LAST_DAY),
        lawful("a spoken objection in 2016", personal_data=True, marketing=True, person_objected=True, objected=True,
               stop_notice_written=False, on=date(2016, 6, 1)),
        lawful("the letter came the day before", personal_data=True, marketing=True, stop_notice_written=True,
               stop_period_over=False),
        lawful("withdrawn in writing", personal_data=True, marketing=True, stop_notice_written=True,
               stop_period_over=True, stop_notice_withdrawn=True),
        unknown("has a reasonable time passed?", personal_data=True, marketing=True, stop_notice_written=True),
        outside("research", personal_data=True, marketing=False, stop_notice_written=True, stop_period_over=True),
        outside("numbers of nobody in particular", personal_data=False, marketing=True, stop_notice_written=True,
                stop_period_over=True),
        unknown("post not looked through", personal_data=True, marketing=True, stop_period_over=True),
        unknown("not known whether anything is tied to a person", marketing=True, stop_notice_written=True,
                stop_period_over=True),
    ),
)  # fmt: skip

RULES = (FAIR, SOURCE, RESEARCH, OBJECTION)
