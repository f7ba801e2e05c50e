"""The Data Protection Act 2018: a registered party's ground for political opinions, and complaints to controllers."""

from datetime import date

from ringfence import facts as f
from ringfence.law.uk_gdpr import GDPR_FROM
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

DPA_2018 = Instrument(
    id="DPA-2018",
    title="Data Protection Act 2018",
    number="2018 c. 12",
    address="https://www.legislation.gov.uk/ukpga/2018/12",
    in_force_from=GDPR_FROM,
    checked_on=date(2026, 11, 21),
)
COMPLAINTS_FROM = date(2026, 6, 19)  # DUAA 2025 s 103; SI 2026/82 regs 3(a) and 7
ACK_DAYS = 30  # s 164A(3): 'beginning when the complaint is received', so whether the 30th day after it counts is open
LATE_ACK_DAYS = 31  # too late on either reading, unless the last day was no working day

PARTY = Rule(
    id="DPA-S1-22",
    cites="DPA 2018 Sch 1 para 22",
    instrument=DPA_2018,
    path="schedule/1/paragraph/22",
    provision="DPA2018-Sch1-22",
    force=Force.LAW,
    in_force_from=GDPR_FROM,
    says="A registered party may use political opinions for its campaigning, fund-raising, surveys and casework, "
    "unless that is likely to cause substantial damage or distress, or the person's written notice to stop has run "
    "its reasonable time.",
    binds=("controller",),
    applies=f.personal_data & f.political_opinion_data & f.special_condition.among("party"),
    broken=~f.registered_party
    | ~f.party_activity
    | (f.stop_notice_written & f.stop_period_over & ~f.stop_notice_withdrawn),
    doubts=(
        Doubt(
            "Is this use of political opinions likely to cause substantial damage or distress to anyone?",
            when=f.substantial_harm,
        ),
        Doubt(
            "No policy document for political opinions is kept. Does the condition require one here?",
            when=~f.policy_document,
            open_point="Schedule 1 paragraph 5, which asks for the document, was not read",
        ),
    ),
    reason="POLITICAL_DATA_NO_CONDITION",
    reason_open="POLITICAL_DATA_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty", "damages"),
    discharged_by="the party's entry in the register, the policy document, and the log of notices to stop",
    cure="Let the registered party itself hold the data; take out everyone whose written notice has run its time.",
    unsure=("That recognised third parties and independents are not on the register of parties is from memory.",),
    examples=(
        unlawful("an agency that is no party", personal_data=True, political_opinion_data=True,
                 special_condition="party", registered_party=False, party_activity=True, policy_document=True,
                 stop_notice_written=False),
        unlawful("sold on to a shop", personal_data=True, political_opinion_data=True, special_condition="party",
                 registered_party=True, party_activity=False, policy_document=True, stop_notice_written=False),
        unlawful("three months after a written notice", personal_data=True, political_opinion_data=True,
                 special_condition="party", registered_party=True, party_activity=True, policy_document=True,
                 stop_notice_written=True, stop_period_over=True),
        lawful("a registered party's canvass", personal_data=True, political_opinion_data=True,
               special_condition="party", registered_party=True, party_activity=True, policy_document=True,
               stop_notice_written=False),
        lawful("the notice still runs", personal_data=True, political_opinion_data=True, special_condition="party",
               registered_party=True, party_activity=True, policy_document=True, stop_notice_written=True,
               stop_period_over=False),
        lawful("the notice was withdrawn", personal_data=True, political_opinion_data=True,
               special_condition="party", registered_party=True, party_activity=True, policy_document=True,
               stop_notice_written=True, stop_period_over=True, stop_notice_withdrawn=True),
        lawful("only a spoken objection", personal_data=True, political_opinion_data=True,
               special_condition="party", registered_party=True, party_activity=True, policy_document=True,
               person_objected=True, stop_notice_written=False, stop_period_over=True),
        doubtful("a list of those who left the party is put about", personal_data=True, political_opinion_data=True,
                 special_condition="party", registered_party=True, party_activity=True, policy_document=True,
                 stop_notice_written=False, substantial_harm=True),
        doubtful("no policy document", personal_data=True, political_opinion_data=True, special_condition="party",
                 registered_party=True, party_activity=True, stop_notice_written=False, policy_document=False),
        outside("another condition", personal_data=True, political_opinion_data=True,
                special_condition="explicit_consent", registered_party=False),
        outside("no politics", personal_data=True, political_opinion_data=False, special_condition="party",
                registered_party=False),
        outside("nothing tied to anyone", personal_data=False, political_opinion_data=True,
                special_condition="party", registered_party=False),
        unknown("post not looked through", personal_data=True, political_opinion_data=True,
                special_condition="party", registered_party=True, party_activity=True, policy_document=True,
                stop_period_over=True),
        unknown("not known whether anything is tied to a person", political_opinion_data=True,
                special_condition="party", registered_party=False),
    ),
)  # fmt: skip

COMPLAINT = Rule(
    id="GDPR-COMP",
    cites="DPA 2018 s 164A, inserted by DUAA 2025 s 103; SI 2026/82 reg 7",
    instrument=DPA_2018,
    path="section/164A",
    provision="DPA2018-164A",
    force=Force.LAW,
    in_force_from=COMPLAINTS_FROM,
    says="A controller that receives a complaint about the handling of the complainant's own data makes complaining "
    "easy, acknowledges within 30 days, looks into it, and tells the outcome without undue delay. Judged on the day "
    "of receipt.",
    binds=("controller",),
    applies=f.personal_data & f.complaint_about_own_data,
    broken=~f.complaint_route | (f.ack_days.at_least(LATE_ACK_DAYS) & ~f.ack_on_next_working_day),
    doubts=(
        Doubt(
            "The acknowledgement came on the thirtieth day after receipt, or on the working day after a last day that "
            "was none. Was it in time?",
            when=f.ack_days.at_least(ACK_DAYS),
            open_point="whether the day of receipt is the first of the thirty, and whether the last day rolls over a "
            "weekend or holiday",
        ),
        Doubt("The person has not been told the outcome. Is the delay undue?", when=~f.outcome_told),
        Doubt(
            "The complaint is chiefly about the call itself, which is no matter of this section. Does it also say that "
            "data were mishandled, for instance by ignoring an objection?",
            when=f.complaint_mixed,
        ),
    ),
    reason="COMPLAINT_NOT_ANSWERED",
    reason_open="COMPLAINT_DOUBTFUL",
    consequences=("enforcement_notice", "data_penalty"),
    discharged_by="the complaints log: received, acknowledged, progress told, outcome told",
    cure="Acknowledge on the day, and put the thirtieth day, counted from the day of receipt itself, into the diary.",
    authorities=("ICO guidance, as reported, counts from the day after receipt: the earlier last day is used here",),
    unsure=(
        "A complaint about the call alone lies outside; an ignored objection of a person lies inside (Article 21).",
    ),
    examples=(
        unlawful("acknowledged after 31 days", personal_data=True, complaint_about_own_data=True,
                 complaint_route=True, ack_days=31, outcome_told=True),
        unlawful("nowhere to complain", personal_data=True, complaint_about_own_data=True, complaint_route=False,
                 ack_days=1, outcome_told=True),
        lawful("acknowledged after 29 days", personal_data=True, complaint_about_own_data=True,
               complaint_route=True, ack_days=29, outcome_told=True),
        lawful("after 29 days, a Monday after a Sunday", personal_data=True, complaint_about_own_data=True,
               complaint_route=True, ack_days=29, ack_on_next_working_day=True, outcome_told=True),
        doubtful("acknowledged after 30 days", personal_data=True, complaint_about_own_data=True,
                 complaint_route=True, ack_days=30, outcome_told=True),
        doubtful("after 31 days, a Monday after a Sunday", personal_data=True, complaint_about_own_data=True,
                 complaint_route=True, ack_days=31, ack_on_next_working_day=True, outcome_told=True),
        doubtful("acknowledged, then nothing", personal_data=True, complaint_about_own_data=True,
                 complaint_route=True, ack_days=3, outcome_told=False),
        doubtful("a complaint about a hidden number that mentions data", personal_data=True,
                 complaint_about_own_data=True, complaint_mixed=True, complaint_route=True, ack_days=3,
                 outcome_told=True),
        outside("about a hidden number only", personal_data=True, complaint_about_own_data=False, ack_days=90),
        outside("nothing tied to anyone", personal_data=False, complaint_about_own_data=True, ack_days=90,
                complaint_route=False),
        unknown("log not looked at", personal_data=True, complaint_about_own_data=True, complaint_route=True,
                outcome_told=True),
        unknown("not known whether anything is tied to a person", complaint_about_own_data=True,
                complaint_route=False),
    ),
)  # fmt: skip

RULES = (PARTY, COMPLAINT)
