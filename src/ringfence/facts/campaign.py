"""Facts of the campaign, most of them from its card."""

from ringfence.facts.kinds import Fact, Word
from ringfence.words import MODES, PURPOSES

mode = Word("mode", "the kind of call", MODES, source="campaign.toml [campaign] mode", level="script")
purpose = Word("purpose", "the declared purpose", PURPOSES, source="campaign.toml [campaign] purpose", level="script",
               in_hand=False)  # fmt: skip
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
    in_hand=False,
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
