"""Facts of election law: who canvasses for what reward, what was said of candidates, who paid and was it recorded.

Five of them are facts of the campaign, because they decide about paid canvassing before a call is made. All others are
facts of a case: they lie in contracts, returns, release notes and agents' notes, and are looked at afterwards.
"""

from ringfence.facts.kinds import Fact, Level, Word

ELECTIONS = (
    "uk_general", "uk_by_election", "local_england", "local_wales", "local_scotland", "local_ni",
    "scottish_parliament", "senedd", "ni_assembly", "referendum", "other",
)  # fmt: skip
SPENDERS = ("candidate", "party", "third_party", "referendum_campaigner", "supporter")
COSTS = (
    "call_centre", "wages", "lines_and_office", "recorded_message", "survey", "volunteer_time", "volunteer_computer",
    "volunteer_phone", "own_travel",
)  # fmt: skip
WORKFORCES = ("party_staff", "contractor", "volunteer")
CHANNELS = (
    "call_to_number", "sms", "voicemail", "call_in_recording", "app_call", "app_call_by_number", "picture_or_rich_text",
    "messaging_app", "web_or_social",
)  # fmt: skip


def _said(name: str, yes: str, no: str, source: str, level: Level = "case") -> Fact:
    """A fact that counts as absent until someone states it; `source` says why silence is enough."""
    return Fact(name, yes, no, silence=False, source=source, level=level)


def _found(name: str, yes: str, no: str, source: str) -> Fact:
    """A fact of a case that is unknown until somebody looks it up."""
    return Fact(name, yes, no, source=source, level="case")


def _judged(name: str, yes: str, no: str, question: str) -> Fact:
    """A fact of a case that only a person's judgement gives."""
    return Fact(
        name, yes, no, source="a person who knows the case", level="case", settled_by="person", question=question
    )


# Paid canvassing, before a call is made. Silence: `paid_callers` and `canvass_candidate` ask the whole question; these
# five name what people forget in answering it, and change nothing until they are stated.
reward_in_kind = _said(
    "reward_in_kind", "the callers get a voucher, a gift, a prize or a job, or the promise of one",
    "the callers get no reward in kind", "the campaign's terms for callers; `paid_callers` asks for any reward",
    "campaign",
)  # fmt: skip
reward_is_expenses = Fact(
    "reward_is_expenses", "all the callers get is their actual expenses back", "expenses are not the point",
    silence=False, source="the campaign's terms for callers; only a stated refund of expenses raises the question",
    settled_by="person", question="Do the callers get their actual expenses back, and nothing else?",
)  # fmt: skip
attack_only = Fact(
    "attack_only", "the call prejudices a rival and promotes no candidate", "the call promotes a candidate",
    silence=False, source="the script; `canvass_candidate` covers both limbs",
    settled_by="person", question="Does the call only prejudice a rival, and promote no candidate?",
)  # fmt: skip
scottish_local_election = _said(
    "scottish_local_election", "it is a local election in Scotland", "it is not a local election in Scotland",
    "the election the campaign is about: one of its kind in the United Kingdom, always stated by those it concerns",
    "campaign",
)  # fmt: skip
named_person_is_candidate_in_area = Fact(
    "named_person_is_candidate_in_area", "the person attacked stands in the area called",
    "the person attacked does not stand in the area called",
    silence=True,  # `canvass_candidate` says so already: it asks about a candidate who stands there
    source="the statement of persons nominated", level="campaign",
)  # fmt: skip

# Money for the calls, and who makes them.
funded_by_other = _said(
    "funded_by_other", "someone other than the payer provides the money", "nobody else provides the money",
    "invoices and donations; a funder is judged only when the case names one",
)  # fmt: skip
funder_knew = _found(
    "funder_knew", "the funder knew what the money was for", "the funder did not know what the money was for",
    "letters, orders and minutes of the funder",
)  # fmt: skip
candidate_limit_exceeded = _said(
    "candidate_limit_exceeded", "the money pays for spending over the candidate's maximum",
    "the candidate's maximum is kept", "the candidate's return; nothing is over the maximum until it is added up",
)  # fmt: skip
court_allowed = _said(
    "court_allowed", "a court allowed the payment as an exception beforehand", "no court allowed the payment",
    "the order of the court under section 167: without the order there is no exception",
)  # fmt: skip
canvasser_barred = _said(
    "canvasser_barred", "a canvasser is barred from voting for a corrupt or illegal practice",
    "no canvasser is known to be barred", "court and election-court reports; rare, and public when it happens",
)  # fmt: skip
engaged_by_candidate = _found(
    "engaged_by_candidate", "the candidate or the agent personally engaged the canvasser",
    "neither the candidate nor the agent engaged the canvasser", "the contract of engagement",
)  # fmt: skip
bar_known = _found(
    "bar_known", "whoever engaged the canvasser knew of the bar or had reason to",
    "whoever engaged the canvasser had no reason to know of the bar", "what was asked before engaging",
)  # fmt: skip

# What was said of candidates and of the election.
claim_about_candidate = _found(
    "claim_about_candidate", "the claim is about a candidate at the election", "the claim is not about a candidate",
    "the statement of persons nominated, and whether an election was in view",
)  # fmt: skip
character_claim_true = _judged(
    "character_claim_true", "the claim is true, or is opinion and not fact", "the claim is false",
    "Is what the calls say of the candidate's personal character or conduct true, or opinion rather than fact?",
)  # fmt: skip
belief_reasonable = _judged(
    "belief_reasonable", "the maker believed it on reasonable grounds", "the maker had no reasonable grounds",
    "Did whoever made the claim believe it, and on reasonable grounds? They must show it.",
)  # fmt: skip
claims_candidate_withdrew = _said(
    "claims_candidate_withdrew", "it says that a candidate has withdrawn", "it says of no candidate that he withdrew",
    "the script and call samples; such a claim is made in words or not at all",
)  # fmt: skip
candidate_withdrew = _found(
    "candidate_withdrew", "the candidate has withdrawn", "the candidate has not withdrawn", "the returning officer",
)  # fmt: skip
falsity_known = _found(
    "falsity_known", "whoever said it knew that it was false", "whoever said it believed it",
    "what they had been told, and when",
)  # fmt: skip
statement_published = _found(
    "statement_published", "it was put to the public or a section of it", "it was put to the public in no form",
    "the number of calls; the release log",
)  # fmt: skip
admin_claim_true = _found(
    "admin_claim_true", "what the calls say about how, when and where to vote is right",
    "what the calls say about how, when and where to vote is wrong", "the returning officer's notices",
)  # fmt: skip
intimidation = _said(
    "intimidation", "the calls threaten or intimidate", "the calls threaten nobody",
    "recordings and complaints; a threat is judged when somebody reports one",
)  # fmt: skip
meant_to_deceive = _judged(
    "meant_to_deceive", "it was meant to deceive or to force a vote", "it was a mistake, and put right",
    "Was this done to make people vote or not vote, by deceiving or frightening them?",
)  # fmt: skip

# Secrecy of the ballot.
election_kind = Word("election_kind", "the kind of election", ELECTIONS, source="the notice of election", level="case")
in_voting_period = _found(
    "in_voting_period", "the calls were made after postal ballots went out and before polls closed",
    "the calls were made while nobody could vote", "dial log and the election timetable",
)  # fmt: skip
rests_on_votes_cast = _found(
    "rests_on_votes_cast", "the statement or forecast rests on what people said after they had voted",
    "the statement or forecast rests on intentions only", "the questionnaire and the release",
)  # fmt: skip
published_before_close = _found(
    "published_before_close", "it was made available to the public, or a section of it, before polls closed",
    "it was kept until polls had closed, or never left the house", "the release log",
)  # fmt: skip
marking_ballot = _found(
    "marking_ballot", "the person was about to mark, marking, or had just marked a postal ballot",
    "the person was not at a postal ballot", "the caller's notes; the recording",
)  # fmt: skip
asked_on = _found(
    "asked_on", "the caller asked for the vote all the same", "the caller did not ask for the vote",
    "the caller's notes; the recording",
)  # fmt: skip
for_published_poll = _said(
    "for_published_poll", "the answers are for a published poll or forecast", "nothing shows a poll to be published",
    "the research contract; the exception is for whoever claims it to show",
)  # fmt: skip
polls_after_start = _found(
    "polls_after_start", "the poll is on or after 2 May 2024", "the poll is before 2 May 2024",
    "the notice of election",
)  # fmt: skip
voted_list_used = _said(
    "voted_list_used", "a list of who had or had not voted was used", "no list of who had voted was used",
    "the list's source; such a list exists on polling day only, and the case names it",
)  # fmt: skip
voted_list_from_station = _found(
    "voted_list_from_station", "it came from an agent, candidate or officer inside the polling station",
    "it came from tellers outside, or from the register as marked afterwards", "the list's source",
)  # fmt: skip
attended_station = _found(
    "attended_station", "the one judged had attended the polling station in that office",
    "the one judged had not attended the polling station", "the appointment of agents",
)  # fmt: skip
telling_authorised = _said(
    "telling_authorised", "the law authorised the telling", "nothing authorised the telling",
    "the provision relied on; without one there is no authority",
)  # fmt: skip

# What it cost, and where it stands in the books.
spender = Word("spender", "whose campaign the cost was for", SPENDERS, source="contracts and invoices", level="case")
cost_item = Word("cost_item", "what the money was for", COSTS, source="contracts and invoices", level="case")
workforce = Word("workforce", "who made the calls", WORKFORCES, source="contracts; the rota", level="case")
finds_intentions = _found(
    "finds_intentions", "the calls find out how people will vote", "the calls do not find out how people will vote",
    "the script and the questionnaire",
)  # fmt: skip
cost_recorded = _found(
    "cost_recorded", "the cost is in the return or in the records for it", "the cost is in no return and no record",
    "the return of expenses and its vouchers",
)  # fmt: skip
cost_authorised = _found(
    "cost_authorised", "the candidate, the agent or someone they authorised incurred the cost",
    "nobody with authority incurred the cost", "the agent's written authority",
)  # fmt: skip
used_after_candidacy = _found(
    "used_after_candidacy", "it was used for the election after the person became a candidate",
    "it was used up before the person became a candidate", "the date of candidacy; the dial log",
)  # fmt: skip
cost_shared = _said(
    "cost_shared", "the cost served more than one candidate, or the party as well", "the cost served one campaign only",
    "contracts and invoices; a cost is whole until somebody claims a share of it",
)  # fmt: skip
in_regulated_period = _found(
    "in_regulated_period", "the cost falls in the regulated or referendum period",
    "the cost falls outside every regulated period", "law/ppera_2000.py regulated_period; the referendum's own Act",
)  # fmt: skip
periods_overlap = _said(
    "periods_overlap", "regulated periods of two elections overlap", "only one regulated period is in view",
    "the elections pending; one is in view until another is named",
)  # fmt: skip
promotes_electoral_success = _judged(
    "promotes_electoral_success", "it can reasonably be regarded as meant to help parties or candidates win",
    "it cannot reasonably be regarded as meant to help anyone win",
    "Can the calls reasonably be regarded as meant to help parties or candidates, named or not, to win?",
)  # fmt: skip
over_permitted_sum = _found(
    "over_permitted_sum", "more was spent than section 75 permits", "no more was spent than section 75 permits",
    "law/representation_1983/expenses.py permitted_sum, against invoices",
)  # fmt: skip
concerted_plan = _found(
    "concerted_plan", "it was part of a plan with others to spend for the same candidate",
    "there was no plan with others", "letters and minutes of the supporters",
)  # fmt: skip
for_party_nationally = _said(
    "for_party_nationally", "the spending was for a party or cause as a whole", "the spending was for one candidate",
    "the script; spending for a candidate is what is alleged unless said otherwise",
)  # fmt: skip

# Imprints.
other_channel = _said(
    "other_channel", "the same material also went out by another way than these calls",
    "nothing went out by another way than these calls",
    "the campaign's plan; another way of publishing is a separate act, judged when it is stated",
)  # fmt: skip
channel = Word("channel", "the way the material went out", CHANNELS, source="the campaign's plan", level="case")
imprint_included = _found(
    "imprint_included", "it carries the promoter's name and address, and those of whoever it is for",
    "the names and addresses are missing", "the material itself; in sound they must be heard",
)  # fmt: skip
paid_advert = _found(
    "paid_advert", "its publication as an advertisement was paid for", "nobody paid to have it published",
    "invoices of the platform",
)  # fmt: skip
election_purpose = _judged(
    "election_purpose", "it is meant to influence an election, a referendum or a recall petition",
    "it is meant to influence no vote",
    "Can the material reasonably be regarded as meant to influence an election, a referendum or a recall petition?",
)  # fmt: skip
diligence_shown = _said(
    "diligence_shown", "it was beyond their control, and all due diligence was used", "no due diligence is shown",
    "their checks; they must prove them",
)  # fmt: skip
guidance_followed = _said(
    "guidance_followed", "they acted by the statutory guidance", "nothing shows that the guidance was followed",
    "their checks against the Electoral Commission's guidance; they must prove it",
)  # fmt: skip
printed_matter = _said(
    "printed_matter", "there is printed matter as well as calls", "there are calls only",
    "the campaign's plan; a call is not printed",
)  # fmt: skip
printed_imprint = _found(
    "printed_imprint", "it names its printer, its promoter and whoever it is for", "those names are missing",
    "the printed matter itself",
)  # fmt: skip
canvassing_payment = Fact(
    "canvassing_payment", "a reward is paid for canvassing for or against a candidate",
    "no reward is clearly paid for canvassing for or against a candidate",
    source="RPA-111-PAY", settled_by="derived",
)  # fmt: skip
