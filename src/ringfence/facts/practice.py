"""Facts that codes of practice ask about: research interviews, fundraising, service messages, calls answered by key."""

from ringfence.facts.kinds import Count, Fact

_INTERVIEWS = "recordings and interviewers' records"
_PROJECT = "the project's papers"

# Research.
mrs_member = Fact(
    "mrs_member", "caller or client is bound by the MRS Code", "neither caller nor client is bound by the MRS Code",
    source="the Market Research Society's list of members and company partners", level="party",
)  # fmt: skip
interview_questions_answered = Fact(
    "interview_questions_answered",
    "people who asked were told the subject, the length and where their number came from",
    "people who asked were not told the subject, the length or where their number came from",
    source=_INTERVIEWS,
    level="case",
)
client_goods_offered = Fact(
    "client_goods_offered",
    "the reward is the client's own goods, or a voucher for them",
    "the reward is nothing of the client's own",
    source=_PROJECT,
    level="case",
)
called_again = Fact(
    "called_again", "people who took part were called again", "nobody who took part was called again",
    source=_PROJECT, level="case",
)  # fmt: skip
recontact_agreed = Fact(
    "recontact_agreed",
    "they agreed in the interview to be called again for this purpose",
    "they did not agree in the interview to be called again for this purpose",
    source=_INTERVIEWS,
    level="case",
)
identities_passed_on = Fact(
    "identities_passed_on",
    "the client learns who said what",
    "the client does not learn who said what",
    source="what was delivered to the client",
    level="case",
)
identity_release_agreed = Fact(
    "identity_release_agreed",
    "those people agreed that the client learns who they are",
    "those people did not agree that the client learns who they are",
    source=_INTERVIEWS,
    level="case",
)
child_interviewed = Fact(
    "child_interviewed", "somebody under 16 was interviewed", "nobody under 16 was interviewed",
    source=_INTERVIEWS, level="case",
)  # fmt: skip
parent_agreed = Fact(
    "parent_agreed", "a parent agreed beforehand", "no parent agreed beforehand", source=_INTERVIEWS, level="case"
)
research_results_on_file = Fact(
    "research_results_on_file",
    "tables or a report of the research are on file",
    "no table or report of the research is on file",
    source=_PROJECT,
    level="case",
)
question_count = Count("question_count", "questions in the interview", source="the questionnaire", level="case")
mean_seconds = Count("mean_seconds", "average length of an interview in seconds", source="call records", level="case")
one_sided_percent = Count(
    "one_sided_percent", "share in per cent of the tested messages that are against the same side",
    source="the questionnaire", level="case",
)  # fmt: skip

# Fundraising.
donor_relationship = Fact(
    "donor_relationship",
    "the charity shows that the person is a real and present donor",
    "nothing shows that the person is a real and present donor",
    silence=False,  # a relationship that lets a charity call a listed line is for the charity to show
    source="the charity's record of gifts",
    level="case",
)
supplier_agreement = Fact(
    "supplier_agreement",
    "a written agreement binds the agency that calls for the charity",
    "no written agreement binds the agency that calls for the charity",
    source="the contract with the agency",
    level="case",
)

# Service and casework.
in_election_period = Fact(
    "in_election_period", "the call fell in an election period", "the call fell in no election period",
    source="the days of the election, and the day of the call", level="case",
)  # fmt: skip
casework_names_party = Fact(
    "casework_names_party",
    "the casework call mentions a party, an event or money for a campaign",
    "the casework call mentions no party, event or campaign money",
    source="the script or recording",
    level="case",
)
renewal_persuades = Fact(
    "renewal_persuades",
    "the reminder argues for renewing",
    "the reminder only says that renewal is due",
    source="the script or recording",
    level="case",
)
third_party_benefit = Fact(
    "third_party_benefit",
    "it tells of goods or services of somebody else, be it as a benefit of membership",
    "it tells of nobody else's goods or services",
    source="the script or recording",
    level="case",
)
stop_key_pressed = Fact(
    "stop_key_pressed",
    "the person pressed the key that stops calls",
    "the person did not press the key that stops calls",
    source="the dialler's record of keys",
    level="case",
)
stop_key_obeyed = Fact(
    "stop_key_obeyed",
    "the key that stops calls put the line on the list of objections at once",
    "the key that stops calls did not put the line on the list of objections",
    source="the objections on file, in order of events",
    level="case",
)
person_rang_in = Fact(
    "person_rang_in",
    "the person rang in",
    "the call went out to the person",
    silence=False,  # a call on record went out unless it is said to have come in
    source="call records",
    level="case",
)
missed_call_made = Fact(
    "missed_call_made",
    "a missed call had been made so that people would ring back",
    "nobody rang people so that they would ring back",
    source="call records",
    level="case",
)
