"""Facts of personal data: what is held about whom, what people were told, what a controller can show.

Whether anything is personal data at all (`personal_data`) is unknown unless somebody says so, and every duty of data
protection asks for it first: what is known of calls alone never accuses anyone of mishandling data. For the same
reason each of these is looked up: an unknown that only a person could settle would put a question about every call.
"""

from ringfence.facts.kinds import Count, Fact, Word

_RECORD = "the controller's record of processing"
_NOTICE = "the privacy notice, and proof of when it was given"
_COMPLAINTS = "the complaints log"

personal_data = Fact(
    "personal_data",
    "the numbers or answers are tied to identifiable people",
    "no number or answer is tied to an identifiable person",
    source=_RECORD,
    level="case",
)
political_opinion_data = Fact(
    "political_opinion_data",
    "the data show or suggest what a person thinks or votes politically",
    "the data show no person's politics",
    source=_RECORD,
    level="case",
)
collects_contact_details = Fact(
    "collects_contact_details", "contact details are taken for later use", "no contact details are taken",
    source="the survey or script as used", level="case",
)  # fmt: skip
data_from_elsewhere = Fact(
    "data_from_elsewhere",
    "the data came from someone other than the person",
    "the data came from the person",
    source="where the data came from",
    level="case",
)
decisions_about_people = Fact(
    "decisions_about_people",
    "the answers serve to decide how the person who gave them is treated",
    "the answers decide nothing about the person who gave them",
    source="what became of the answers",
    level="case",
)
substantial_harm = Fact(
    "substantial_harm",
    "somebody has pointed to substantial damage or distress that this use of the data is likely to cause",
    "nobody has pointed to substantial damage or distress",
    silence=False,  # harm of that weight is put on file by whoever raises it
    source="complaints and the impact assessment",
    level="case",
)

# What people were told.
people_told = Fact(
    "people_told",
    "people were told, when their data were taken, who holds them and what for",
    "people were not told who holds their data and what for",
    source=_NOTICE,
    level="case",
)
wording_plain = Fact(
    "wording_plain",
    "somebody read the wording and found it plain that answers or details are kept against the person",
    "nobody has found the wording plain on what becomes of answers or details",
    silence=False,  # a finding counts once somebody has made it
    source="the survey as people saw or heard it, and who read it",
    level="case",
)
notice_by_first_contact = Fact(
    "notice_by_first_contact",
    "people had the privacy information at the first call, or before",
    "people did not have the privacy information by the first call",
    source=_NOTICE,
    level="case",
)
notice_within_month = Fact(
    "notice_within_month",
    "people had the privacy information within a month of the data being obtained",
    "people did not have the privacy information within a month",
    source=_NOTICE,
    level="case",
)
notice_complete = Fact(
    "notice_complete",
    "the notice says who, why, on what basis, from what source, for how long, and with what rights",
    "the notice lacks something it must say",
    source=_NOTICE,
    level="case",
)
notice_names_complaint_right = Fact(
    "notice_names_complaint_right",
    "the notice tells of the right to complain to the controller",
    "the notice does not tell of the right to complain to the controller",
    source=_NOTICE,
    level="case",
)
already_told = Fact(
    "already_told", "it is shown that people already had the information", "nothing shows that people already had it",
    silence=False,  # the exception is for the controller to show
    source=_NOTICE, level="case",
)  # fmt: skip
notice_disproportionate = Fact(
    "notice_disproportionate",
    "it is claimed that telling people would take disproportionate effort",
    "nobody claims that telling people would take disproportionate effort",
    silence=False,  # an exception counts only when it is claimed
    source=_RECORD,
    level="case",
)

# What the controller relies on.
purpose_recorded = Fact(
    "purpose_recorded",
    "what the data are for, and how long they are kept, is written down",
    "nothing written says what the data are for and how long they are kept",
    source=_RECORD,
    level="case",
)
data_beyond_need = Fact(
    "data_beyond_need",
    "more is kept, or for longer, than the purpose needs",
    "no more is kept than the purpose needs",
    source=_RECORD,
    level="case",
)
lawful_basis = Word(
    "lawful_basis",
    "the lawful basis relied on",
    ("consent", "legitimate_interests", "democratic_interest", "public_task", "other", "none"),
    # democratic_interest: democratic engagement, claimed as a recognised legitimate interest
    source=_RECORD,
    level="case",
)
basis_recorded = Fact(
    "basis_recorded", "the lawful basis was on record before the calls", "no lawful basis was on record",
    source=_RECORD, level="case",
)  # fmt: skip
balancing_recorded = Fact(
    "balancing_recorded",
    "an assessment weighs the interest against the people's own",
    "no assessment weighs the interest against the people's own",
    source=_RECORD,
    level="case",
)
withdrawal_easy = Fact(
    "withdrawal_easy", "consent is as easy to withdraw as to give", "consent is harder to withdraw than to give",
    source="how consent was asked for", level="case",
)  # fmt: skip
special_condition = Word(
    "special_condition",
    "the condition relied on for political opinions",
    ("explicit_consent", "party", "members", "made_public", "research", "other", "none"),
    source=_RECORD,
    level="case",
)
registered_party = Fact(
    "registered_party",
    "the controller is on the register of political parties",
    "the controller is not on the register of political parties",
    source="the Electoral Commission's register under PPERA 2000 s 23",
    level="party",
)
party_activity = Fact(
    "party_activity",
    "the data are needed for campaigning, fund-raising, political surveys or casework",
    "the data are not needed for the party's political activities",
    source=_RECORD,
    level="case",
)
policy_document = Fact(
    "policy_document",
    "a policy document for political opinions is kept",
    "no policy document for political opinions is kept",
    source=_RECORD,
    level="case",
)

# What people asked for.
stop_notice_written = Fact(
    "stop_notice_written",
    "the person gave notice in writing to stop using the data",
    "the person gave no notice in writing",
    source="letters, e-mails and messages received",
    level="case",
)
stop_period_over = Fact(
    "stop_period_over",
    "the reasonable period for acting on the notice has ended",
    "the reasonable period for acting on the notice still runs",
    source="the notice and the record of what was done",
    level="case",
)
stop_notice_withdrawn = Fact(
    "stop_notice_withdrawn", "the notice was withdrawn in writing", "no written withdrawal of the notice is on file",
    silence=False,  # a notice stands until a written withdrawal is shown
    source="letters, e-mails and messages received", level="case",
)  # fmt: skip
person_objected = Fact(
    "person_objected",
    "the person had objected, on whatever line or in whatever way, before the call",
    "the person had not objected before the call",
    source="the objections on file, by person",
    level="case",
)

# Who else handles the data, and what shows that it was thought about.
processor_contract = Fact(
    "processor_contract",
    "a written contract binds whoever handles the data for the client",
    "no written contract binds whoever handles the data for the client",
    source="the contract with the call centre",
    level="case",
)
processor_checked = Fact(
    "processor_checked",
    "checks on whoever handles the data are on file",
    "no checks on whoever handles the data are on file",
    source="the client's file on the call centre",
    level="case",
)
joint_control = Fact(
    "joint_control",
    "client and caller are said to decide together what the data are for",
    "nobody says that client and caller decide together",
    silence=False,  # a call centre works on instructions unless somebody claims more for it
    source="the contract with the call centre",
    level="case",
)
processing_recorded = Fact(
    "processing_recorded", "a record of processing is kept", "no record of processing is kept",
    source=_RECORD, level="case",
)  # fmt: skip
small_and_occasional = Fact(
    "small_and_occasional",
    "fewer than 250 people work there, and occasional processing without risk is claimed",
    "no exception for a small body is claimed",
    silence=False,  # an exception counts only when it is claimed
    source=_RECORD,
    level="case",
)
large_scale = Fact(
    "large_scale",
    "political opinions are handled on a large scale",
    "political opinions are not handled on a large scale",
    source="the number of people, the amount of data, and the time",
    level="case",
)
dpia_done = Fact(
    "dpia_done",
    "the impact on people was assessed before the calls",
    "the impact on people was not assessed before the calls",
    source="the data protection impact assessment",
    level="case",
)

# Complaints to the controller.
complaint_about_own_data = Fact(
    "complaint_about_own_data",
    "a person complained to the controller about the handling of data on that person",
    "no complaint is about the handling of the complainant's own data",
    source=_COMPLAINTS,
    level="case",
)
complaint_mixed = Fact(
    "complaint_mixed",
    "the complaint is chiefly about the call itself and touches the data only in passing",
    "the complaint is about the data",
    silence=False,  # a complaint already said to be about the data is taken at its word
    source=_COMPLAINTS,
    level="case",
)
complaint_route = Fact(
    "complaint_route",
    "people can complain by an electronic form and by another way",
    "there is no ready way to complain",
    source=_COMPLAINTS,
    level="case",
)
ack_days = Count(
    "ack_days",
    "days from receiving the complaint to acknowledging it, or to now if that was not done",
    source=_COMPLAINTS,
    level="case",
)
ack_on_next_working_day = Fact(
    "ack_on_next_working_day",
    "the last day was no working day, and the acknowledgement came on the next one",
    "nothing shows that the last day was no working day",
    silence=False,  # a later last day is for whoever relies on it to show
    source=f"{_COMPLAINTS}, and the calendar",
    level="case",
)
outcome_told = Fact(
    "outcome_told", "the person was told the outcome", "the person was not told the outcome",
    source=_COMPLAINTS, level="case",
)  # fmt: skip

# The electoral register.
electoral_register = Fact(
    "electoral_register",
    "names or addresses come from the electoral register",
    "nothing comes from the electoral register",
    source="where the data came from",
    level="case",
)
register_kind = Word(
    "register_kind", "the kind of electoral register", ("full", "edited", "marked"),
    source="the supply record", level="case",
)  # fmt: skip
register_nation = Word(
    "register_nation", "where the register was made", ("england_wales", "scotland", "northern_ireland"),
    source="the supply record", level="case",
)  # fmt: skip
register_holder = Word(
    "register_holder",
    "who was supplied with the register",
    ("party", "third_party", "participant", "candidate", "elected", "nominee", "council", "other"),
    # third_party: recognised third party; participant: permitted participant in a referendum; nominee: a constituency
    # nominee of a registered party
    source="the supply record",
    level="case",
)
register_use = Word(
    "register_use",
    "what the register was used for",
    ("electoral", "office", "donation_checks", "referendum", "fundraising", "research", "commercial", "other"),
    source="the campaign's list of sources",
    level="case",
)
register_diligence = Fact(
    "register_diligence",
    "it is proved that all reasonable steps and due diligence were used to prevent misuse of the register",
    "no proof of due diligence is offered",
    silence=False,  # the defence is for the accused to prove
    source="procedures, training, instructions",
    level="case",
)
register_supervised = Fact(
    "register_supervised",
    "directors and managers took reasonable steps to secure procedures against misuse",
    "directors and managers did not take reasonable steps to secure procedures against misuse",
    source="procedures, training, instructions",
    level="case",
)
register_misused = Fact(
    "register_misused",
    "full-register data were used outside what they were supplied for",
    "full-register data were not used outside what they were supplied for",
    source="REG-ELEC-USE",
    level="case",
    settled_by="derived",
)
