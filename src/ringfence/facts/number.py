"""Facts of a number: one row of the list, or one call at the gate."""

from ringfence.facts.kinds import Count, Fact, Word
from ringfence.words import NUMBER_KINDS

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
