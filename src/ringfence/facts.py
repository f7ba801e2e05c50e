"""Every fact the law asks about: what it means, where it comes from, what silence means, and who can settle it.

Facts come at five levels: of a *section* of the script, of the whole *script*, of the *campaign* (its card), of a
*number* (one row of the list), of one *call*. `settled_by` tells a look-up from a judgement: an unknown look-up gives
`NEEDS_FACT`, an unknown judgement `NEEDS_HUMAN`. `derived` facts are given by rules and never entered.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ringfence.logic import Among, AtLeast, Condition, Is, Value
from ringfence.words import MODES, NUMBER_KINDS, PURPOSES

Level = Literal["section", "script", "campaign", "number", "call"]
LEVELS: tuple[Level, ...] = ("section", "script", "campaign", "number", "call")
Settler = Literal["lookup", "person", "derived"]


@dataclass(frozen=True, eq=False)
class Fact(Is):
    """A fact that is true, false or unknown. It is itself a condition: `marketing & ~consented`."""

    source: str = ""
    level: Level = "campaign"
    settled_by: Settler = "lookup"
    question: str = ""

    def say(self, value: Value) -> str:
        """The fact in plain English at this value."""
        if value is None and self.silence is None:
            return f"not known whether {self.yes}"
        if value is None:
            said = self.no if self.silence is False else self.yes
            return said if "on file" in said else f"{said} (nothing on file)"
        return self.yes if value else self.no


@dataclass(frozen=True, eq=False)
class Count:
    """A fact that is a whole number; compare it with `at_least`."""

    name: str
    label: str
    source: str
    level: Level
    settled_by: Settler = "lookup"
    question: str = ""

    def at_least(self, limit: int) -> Condition:
        return AtLeast(self.name, self.label, limit)

    def say(self, value: Value) -> str:
        return f"{self.label}: {'not known' if value is None else value}"


@dataclass(frozen=True, eq=False)
class Word:
    """A fact that is one of a few words; compare it with `among`."""

    name: str
    label: str
    words: tuple[str, ...]
    source: str
    level: Level
    settled_by: Settler = "lookup"
    question: str = ""

    def among(self, *words: str) -> Condition:
        if wrong := set(words) - set(self.words):
            raise ValueError(f"{self.name} is never {', '.join(sorted(wrong))}")
        return Among(self.name, self.label, words)

    def say(self, value: Value) -> str:
        return f"{self.label}: {'not known' if value is None else str(value).replace('_', ' ')}"


AnyFact = Fact | Count | Word


def _tag(name: str, yes: str, no: str) -> Fact:
    return Fact(name, yes, no, silence=False, source="the script check", level="section")


# Sections: what one passage of the script does. The check looked at every section, so a tag that is absent is false.
greeting = _tag("greeting", "it greets", "it does not greet")
identity = _tag("identity", "it says who is calling", "it does not say who is calling")
purpose_statement = _tag("purpose_statement", "it says what the call is for", "it does not say what the call is for")
recording_notice = _tag("recording_notice", "it says the call is recorded", "it does not say the call is recorded")
eligibility_screen = _tag("eligibility_screen", "it screens who may take part", "it does not screen")
neutral_question = _tag("neutral_question", "it asks a neutral question", "it asks no neutral question")
vote_intention_question = _tag("vote_intention_question", "it asks how the person votes", "it does not ask about votes")
leader_preference_question = _tag(
    "leader_preference_question", "it asks which leader is preferred", "it does not ask about leaders"
)
loaded_premise = _tag("loaded_premise", "its question rests on a loaded claim", "its question rests on no loaded claim")
message_test_item = _tag("message_test_item", "it tests a message", "it tests no message")
support_framing = _tag(
    "support_framing",
    "it asks about support in the light of a claim just made",
    "it does not tie support to a claim just made",
)
policy_contrast = _tag(
    "policy_contrast",
    "it sets named people or parties against each other in evaluative words",
    "it sets no one against another",
)
praise_of_sponsor = _tag("praise_of_sponsor", "it praises one side", "it praises no side")
attack_on_rival = _tag("attack_on_rival", "it attacks a rival", "it attacks no one")
slogan = _tag("slogan", "it carries a slogan", "it carries no slogan")
ask_vote = _tag("ask_vote", "it asks for a vote", "it does not ask for a vote")
ask_turnout_neutral = _tag("ask_turnout_neutral", "it encourages voting in general", "it does not encourage voting")
ask_turnout_for_side = _tag("ask_turnout_for_side", "it urges one side's voters out", "it urges no side's voters out")
ask_donate = _tag("ask_donate", "it asks for money", "it does not ask for money")
ask_join = _tag("ask_join", "it asks the person to join", "it does not ask the person to join")
ask_volunteer = _tag("ask_volunteer", "it asks for help with a campaign", "it does not ask for help")
ask_attend = _tag("ask_attend", "it invites to an event of a cause", "it invites to nothing")
ask_sign = _tag("ask_sign", "it asks for a signature", "it asks for no signature")
ask_lobby = _tag("ask_lobby", "it asks the person to lobby someone", "it asks for no lobbying")
sell = _tag("sell", "it sells goods or services", "it sells nothing")
builds_supporter_list = _tag("builds_supporter_list", "it signs people up for later contact", "it builds no list")
recontact_permission = _tag("recontact_permission", "it asks to call again for research", "it asks for no new contact")
consent_capture = _tag("consent_capture", "it asks for consent to marketing", "it asks for no consent")
objection_offer = _tag("objection_offer", "it offers to stop calling", "it does not offer to stop calling")
refuses_objection = _tag("refuses_objection", "it refuses to stop calling", "it does not refuse to stop")
signpost = _tag("signpost", "it points to help or information", "it points nowhere")
incentive = _tag("incentive", "it offers a reward", "it offers no reward")
thanks = _tag("thanks", "it thanks", "it does not thank")
demographics = _tag("demographics", "it asks who the person is", "it asks nothing about the person")
transfer = _tag("transfer", "it passes the call on", "it does not pass the call on")
data_use_statement = _tag("data_use_statement", "it says what becomes of answers", "it says nothing about answers")
claims_official_body = _tag("claims_official_body", "it claims to be an official body", "it claims no office")
character_attack = _tag(
    "character_attack", "it states something against a candidate's character", "it says nothing of anyone's character"
)
election_admin_claim = _tag(
    "election_admin_claim", "it says how, when or where to vote", "it says nothing of how, when or where to vote"
)
vote_question_markets = Fact(
    "vote_question_markets",
    "it asks about votes so as to promote to the person",
    "its question about votes serves no promotion",
    source="VID",
    level="section",
    settled_by="derived",
)
turnout_markets = Fact(
    "turnout_markets", "it urges one side's supporters to vote", "it urges no side's supporters to vote",
    source="GOTV", level="section", settled_by="derived",
)  # fmt: skip
dm_content = Fact(
    "dm_content",
    "the section communicates promotional material",
    "the section promotes nothing",
    source="DM-CONTENT",
    level="section",
    settled_by="derived",
)

# The script as a whole.
script_markets = Fact(
    "script_markets",
    "some section of the script is marketing",
    "no section of the script is marketing",
    source="the script check: any section with dm_content",
    level="script",
)
presents_as_research = Fact(
    "presents_as_research", "the call presents itself as research", "the call does not claim to be research",
    source="the script check", level="script",
)  # fmt: skip
presents_as_service = Fact(
    "presents_as_service", "the call presents itself as a service message", "the call does not claim to be service",
    source="the script check", level="script",
)  # fmt: skip
identity_stated = Fact(
    "identity_stated", "the script names who is calling", "the script does not name who is calling",
    source="the script check", level="script",
)  # fmt: skip
contact_stated = Fact(
    "contact_stated", "the script gives an address or a number", "the script gives neither address nor number",
    source="the script check", level="script",
)  # fmt: skip
contact_free_or_address = Fact(
    "contact_free_or_address",
    "the script gives an address or a free-of-charge number",
    "the script gives neither an address nor a free-of-charge number",
    source="the script check",
    level="script",
)
claims_independence = Fact(
    "claims_independence", "the caller is presented as independent", "the caller is not presented as independent",
    source="the script check", level="script",
)  # fmt: skip
sponsor_disclosed = Fact(
    "sponsor_disclosed", "the script says who the call is for", "the script does not say who the call is for",
    source="the script check", level="script",
)  # fmt: skip
objection_offered = Fact(
    "objection_offered", "the script offers to stop calling", "the script does not offer to stop calling",
    source="the script check", level="script",
)  # fmt: skip
tests_messages = Fact(
    "tests_messages", "the script tests messages", "the script tests no messages",
    source="the script check: any message_test_item", level="script",
)  # fmt: skip
encourages_turnout = Fact(
    "encourages_turnout", "the script encourages voting in general", "the script does not encourage voting",
    source="the script check: any ask_turnout_neutral", level="script",
)  # fmt: skip

# The campaign, from its card.
mode = Word("mode", "the kind of call", MODES, source="campaign.toml [campaign] mode", level="script")
purpose = Word("purpose", "the declared purpose", PURPOSES, source="campaign.toml [campaign] purpose", level="script")
recorded_matter = Fact(
    "recorded_matter", "recorded matter is played", "no recorded matter is played",
    source="PECR-19-MODE from the kind of call", level="script", settled_by="derived",
)  # fmt: skip
system_can_auto_sequence = Fact(
    "system_can_auto_sequence",
    "the system can start a sequence of calls by itself",
    "the system cannot start calls by itself",
    silence=True,  # recorded messages go out by such a system unless the caller shows otherwise
    source="campaign.toml [dialler] auto_sequence",
    level="script",
)
system_can_play_nonlive = Fact(
    "system_can_play_nonlive",
    "the system can send sound that is not live speech",
    "the system can send live speech only",
    silence=True,
    source="campaign.toml [dialler] plays_recordings",
    level="script",
)
answers_linked = Fact(
    "answers_linked",
    "answers are kept against the person",
    "answers are not kept against the person",
    source="campaign.toml [answers] linked_to_person",
)
answers_reused = Fact(
    "answers_reused",
    "answers are used to promote to the person later",
    "answers are not used to promote later",
    source="campaign.toml [answers] reused_for_marketing",
)
answers_analysed = Fact(
    "answers_analysed",
    "results are analysed as research",
    "results are not analysed as research",
    source="campaign.toml [answers] analysed_as_research",
)
audience_by_support = Fact(
    "audience_by_support",
    "the people called are chosen for whom they support or may be won for",
    "the people called are not chosen for their support",
    source="campaign.toml [sample] design, and the targeting test",
)
sample_random = Fact(
    "sample_random", "the sample is random or quota", "the sample is neither random nor quota",
    source="campaign.toml [sample] design",
)  # fmt: skip
scale_beyond_research = Fact(
    "scale_beyond_research", "far more calls are planned than research needs", "the number of calls fits research",
    source="campaign.toml planned_calls and planned_completes",
)  # fmt: skip
alias_used = Fact(
    "alias_used", "callers give a name that is neither the caller's nor the client's", "callers give a real name",
    silence=False, source="campaign.toml [caller] introduces_itself_as",
)  # fmt: skip
items_balanced = Fact(
    "items_balanced", "the messages tested put every side alike", "the messages tested lean to one side",
    source="a person who read the script", settled_by="person",
    question="Do the messages that are tested put every side alike, in number and in words?",
)  # fmt: skip
paid_callers = Fact(
    "paid_callers", "the callers are rewarded", "the callers are not rewarded", source="campaign.toml [caller] paid"
)
canvass_candidate = Fact(
    "canvass_candidate",
    "the call promotes a candidate standing in the area, or prejudices a rival",
    "the call neither promotes nor prejudices a candidate standing in the area",
    source="campaign.toml [campaign] canvasses_candidate",
    settled_by="person",
    question="Does the call promote a candidate who stands in the area called, or prejudice a rival candidate there?",
)
instigator_is_party = Fact(
    "instigator_is_party",
    "a party, candidate or campaigner has the calls made",
    "no party, candidate or campaigner is behind the calls",
    source="campaign.toml [instigator] kind",
)
caller_differs_from_instigator = Fact(
    "caller_differs_from_instigator", "someone else makes the calls for the instigator", "the instigator calls itself",
    source="campaign.toml [caller] and [instigator]",
)  # fmt: skip
cli_withheld = Fact(
    "cli_withheld",
    "the calling number is withheld",
    "the calling number is shown",
    source="campaign.toml [cli] withheld",
)
cli_contactable = Fact(
    "cli_contactable",
    "a line on which the caller can be reached is shown",
    "no line on which the caller can be reached is shown",
    source="campaign.toml [cli] contactable, tested by calling back",
)
list_bought = Fact(
    "list_bought", "numbers come from a bought or borrowed list", "all numbers are the campaign's own",
    source="campaign.toml [[lists]] kind",
)  # fmt: skip
marketing = Fact(
    "marketing", "the call is direct marketing", "the call is not direct marketing",
    source="DM-DEF", level="script", settled_by="derived",
)  # fmt: skip
dm_purpose = Fact(
    "dm_purpose", "the call is made to promote", "the call is not made to promote",
    source="DM-PURPOSE", level="script", settled_by="derived",
)  # fmt: skip
automated_marketing = Fact(
    "automated_marketing",
    "recorded matter is sent for marketing by an automated calling system",
    "no recorded marketing is sent by an automated calling system",
    source="PECR-19-SYSTEM",
    level="script",
    settled_by="derived",
)

# A number: one row of the list, or one call at the gate.
number_kind = Word("number_kind", "the kind of number", NUMBER_KINDS, source="the number as written", level="number")
duplicate = Fact(
    "duplicate", "the number stands earlier in the list", "the number does not stand earlier in the list",
    source="the list", level="number",
)  # fmt: skip
objected = Fact(
    "objected",
    "someone on this line has objected to calls",
    "nobody on this line has objected",
    source="the objections on file",
    level="number",
)
listed = Fact(
    "listed",
    "the line is on the TPS or CTPS",
    "the line is not on the TPS or CTPS",
    source="the registers",
    level="number",
)
listed_on_register = Word(
    "listed_on_register", "the register that lists it", ("tps", "ctps", "both"), source="the registers", level="number"
)
listed_days = Count("listed_days", "days on the register before the call", source="the registers", level="number")
register_age_days = Count(
    "register_age_days", "age in days of the register file", source="campaign.toml [[registers]] as_of", level="number"
)
consent_on_file = Fact(
    "consent_on_file", "a consent is on file", "no consent is on file",
    silence=False, source="the consents on file", level="number",
)  # fmt: skip
consent_names_caller = Fact(
    "consent_names_caller", "the consent names this caller or instigator", "the consent does not name this caller",
    silence=False, source="the consent's wording", level="number",
)  # fmt: skip
consent_automated = Fact(
    "consent_automated", "the consent covers automated calls", "the consent does not cover automated calls",
    silence=False, source="the consent's scope", level="number",
)  # fmt: skip
consent_live = Fact(
    "consent_live",
    "the subscriber told this caller that live calls are welcome",
    "the subscriber did not tell this caller that live calls are welcome",
    silence=False,
    source="the consent's scope",
    level="number",
)
consent_withdrawn = Fact(
    "consent_withdrawn", "the consent was withdrawn", "the consent was not withdrawn",
    source="the consents on file", level="number",
)  # fmt: skip
consent_indirect = Fact(
    "consent_indirect", "the consent was given to someone else", "the consent was given to this caller",
    source="the consents on file", level="number",
)  # fmt: skip
consent_proof = Fact(
    "consent_proof", "there is proof of how the consent was given", "there is no proof of how the consent was given",
    silence=False, source="the consents on file", level="number",
)  # fmt: skip
consent_age_days = Count(
    "consent_age_days", "age of the consent in days", source="the consents on file", level="number"
)
automated_consent = Fact(
    "automated_consent",
    "the subscriber consented to automated calls by this caller",
    "the subscriber has not consented to automated calls by this caller",
    source="CONS-19",
    level="number",
    settled_by="derived",
)
live_notification = Fact(
    "live_notification",
    "the subscriber told this caller that he does not for now object",
    "the subscriber has not told this caller that he does not object",
    source="CONS-21-4",
    level="number",
    settled_by="derived",
)
source_bought = Fact(
    "source_bought", "the number comes from a bought or borrowed list", "the number is the campaign's own",
    source="campaign.toml [[lists]] kind", level="number",
)  # fmt: skip
source_wording = Fact(
    "source_wording",
    "the wording shown when the number was collected is on file",
    "the wording shown when the number was collected is not on file",
    source="campaign.toml [[lists]] collection_wording",
    level="number",
)
source_names_caller = Fact(
    "source_names_caller", "that wording names this caller or instigator", "that wording does not name this caller",
    source="campaign.toml [[lists]] named_organisations", level="number",
)  # fmt: skip
source_checked = Fact(
    "source_checked", "checks on the supplier are on file", "no checks on the supplier are on file",
    source="campaign.toml [[lists]] checks_done", level="number",
)  # fmt: skip
source_told = Fact(
    "source_told", "people were told who holds their number", "people were not told who holds their number",
    source="campaign.toml [[lists]] art14_told_on", level="number",
)  # fmt: skip
over_frequency_cap = Fact(
    "over_frequency_cap", "the number was called as often as the campaign allows", "the number is under the call limit",
    source="campaign.toml [history]", level="number",
)  # fmt: skip
frequency_limited = Fact(
    "frequency_limited", "the campaign limits how often a number is called", "the campaign sets no limit of calls",
    source="campaign.toml [history] file",
)  # fmt: skip
solicited_request = Fact(
    "solicited_request", "the person asked for a call", "the person did not ask for a call",
    silence=False, source="the request on file", level="number",
)  # fmt: skip
request_matches_topic = Fact(
    "request_matches_topic", "the call keeps to what was asked for", "the call goes beyond what was asked for",
    source="the request on file", level="number", settled_by="person",
    question="Does every promotional part of the script keep to what the person asked about?",
)  # fmt: skip
solicited = Fact(
    "solicited", "the call was asked for", "the call was not asked for",
    source="DM-SOL", level="number", settled_by="derived",
)  # fmt: skip

# One call.
call_attempted = Fact(
    "call_attempted", "a connection was attempted", "no connection was attempted", source="call records", level="call"
)
call_connected = Fact(
    "call_connected", "the call connected", "the call did not connect", source="call records", level="call"
)
call_made = Fact(
    "call_made", "a call was made", "no call was made", source="PECR-2-CALL", level="call", settled_by="derived"
)
local_hour = Count(
    "local_hour", "the hour of the day where the phone rings", source="call records, Europe/London", level="call"
)
appointment = Fact(
    "appointment", "the person asked for this time", "the person did not ask for this time",
    silence=False, source="call records", level="call",
)  # fmt: skip


def _declared() -> Iterator[tuple[str, AnyFact]]:
    return ((name, fact) for name, fact in globals().items() if isinstance(fact, AnyFact))


FACTS: dict[str, AnyFact] = {fact.name: fact for _, fact in _declared()}


def say_clipped(name: str, value: Value, limits: Sequence[int] = ()) -> str:
    """A fact of many numbers in words: a count stands there for all counts between two limits of the law."""
    fact = FACTS[name]
    if not isinstance(fact, Count) or not isinstance(value, int) or not limits:
        return fact.say(value)
    place = bisect_right(limits, value)
    if place == 0:
        return f"{fact.label}: fewer than {limits[0]}"
    low = limits[place - 1]
    if place == len(limits):
        return f"{fact.label}: {low} or more"
    return f"{fact.label}: {low}" if limits[place] == low + 1 else f"{fact.label}: {low} to {limits[place] - 1}"


SECTION_TAGS = tuple(name for name, fact in FACTS.items() if fact.level == "section" and fact.settled_by != "derived")
