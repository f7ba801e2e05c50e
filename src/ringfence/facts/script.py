"""Facts of the script: what one section does, and what the whole of it says."""

from ringfence.facts.kinds import Fact


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
reads_like_promotion = _tag(
    "reads_like_promotion", "its words are like those of sections that promote", "its words are not like such words"
)
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
