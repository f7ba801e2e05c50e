"""Facts of the network: calls that reach nobody, facts of a case; and the number shown, seen when a call is dialled.

A count that was not kept is unknown, never nought: nobody who did not measure can say that no call was abandoned.
"""

from ringfence.facts.kinds import Count, Fact

_DIALLER = "the dialler's records, per campaign and 24 hours"

abandoned_rate_exceeded_days = Count(
    "abandoned_rate_exceeded_days", "periods of 24 hours with more than 3% of live calls abandoned",
    source=_DIALLER, level="case",
)  # fmt: skip
abandoned_calls = Count("abandoned_calls", "abandoned calls", source=_DIALLER, level="case")
silent_calls = Count("silent_calls", "answered calls that were silent", source=_DIALLER, level="case")
amd_repeat_within_24h = Count(
    "amd_repeat_within_24h", "repeat calls within 24 hours of an answer-machine result, without a person ready",
    source=_DIALLER, level="case",
)  # fmt: skip
redial_within_72h = Count(
    "redial_within_72h", "calls to a number within 72 hours of abandoning one to it, without a person ready",
    source=_DIALLER, level="case",
)  # fmt: skip
info_message_played = Fact(
    "info_message_played",
    "a message said who had called and how to object whenever a call was abandoned",
    "no message was played when a call was abandoned",
    source="the recording, and the dialler's records",
    level="case",
)
abandoned_message_markets = Fact(
    "abandoned_message_markets",
    "the message played when a call was abandoned promotes something",
    "the message played when a call was abandoned promotes nothing",
    silence=False,  # most campaigns have no such message; where there is one it was read, and its text is on file
    source="the text of the recording",
    level="case",
)
other_misuse = Fact(
    "other_misuse",
    "numbers were scanned, false numbers shown, or the network misused in another way",
    "no other misuse is reported",
    silence=False,  # each of these is somebody's finding; none is presumed
    source="complaints and the provider's records",
    level="case",
)
warned_and_went_on = Fact(
    "warned_and_went_on",
    "the calls went on after a warning about them",
    "the calls did not go on after a warning",
    silence=False,  # a warning leaves a letter
    source="letters from Ofcom or the provider, and the dialler's records",
    level="case",
)
misuse_sign = Fact(
    "misuse_sign", "there are signs of misuse of the network", "there are no signs of misuse of the network",
    source="OFC-SIGNS", level="case", settled_by="derived",
)  # fmt: skip
within_abandoned_limits = Fact(
    "within_abandoned_limits",
    "abandoned calls kept within what Ofcom's policy of the day let pass",
    "abandoned calls did not keep within what Ofcom's policy of the day let pass",
    source="OFC-2",
    level="case",
    settled_by="derived",
)
annoyance_alleged = Fact(
    "annoyance_alleged",
    "somebody says that the calls were meant to annoy",
    "nobody says that the calls were meant to annoy",
    silence=False,  # an aim to annoy is an accusation: it is judged when it is made
    source="complaints",
    level="case",
)
called_persistently = Fact(
    "called_persistently", "the same people were called again and again", "nobody was called again and again",
    source="call records", level="case",
)  # fmt: skip
meant_to_annoy = Fact(
    "meant_to_annoy",
    "the calls were made in order to annoy, inconvenience or worry",
    "the calls had another aim",
    source="a person who knows the case",
    level="case",
    settled_by="person",
    question="Were the calls made in order to annoy, inconvenience or needlessly worry the people called?",
)

# The number shown.
cli_dialable = Fact(
    "cli_dialable", "the number shown can be rung back", "the number shown cannot be rung back",
    source="a call-back test", level="dial",
)  # fmt: skip
cli_entitled = Fact(
    "cli_entitled", "the caller has the right to show that number", "the caller has no right to show that number",
    source="the provider's licence or letter", level="dial",
)  # fmt: skip
cli_unique = Fact(
    "cli_unique", "the number shown belongs to this caller alone", "the number shown does not single out the caller",
    source="the provider's records", level="dial",
)  # fmt: skip
cli_digits = Count(
    "cli_digits",
    "digits of the number shown, the leading 0 counted",
    source="the call at the gate; the SIP log",
    level="dial",
)
cli_starts_09 = Fact(
    "cli_starts_09", "the number shown begins with 09", "the number shown does not begin with 09",
    source="the call at the gate; the SIP log", level="dial",
)  # fmt: skip
cli_inserted = Fact(
    "cli_inserted",
    "the number shown begins with 08979, which networks insert where a call came with none that could be relied on",
    "the number shown does not begin with 08979",
    source="the call at the gate; the SIP log", level="dial",
)  # fmt: skip
cli_verified = Fact(
    "cli_verified",
    "the number shown is on the campaign's inventory, and ringing it back reached the caller",
    "the number shown is not on the campaign's inventory, or nobody was reached there",
    source="campaign.toml [cli], as signed; call-back tests in the ledger", level="dial",
)  # fmt: skip
cli_uk_from_abroad = Fact(
    "cli_uk_from_abroad",
    "a British number is shown on calls that begin abroad",
    "no British number is shown on calls from abroad",
    silence=False,  # calls begin in the United Kingdom unless the call centre or its trunk is stated to be abroad
    source="the contract with the call centre; the provider's records",
    level="dial",
)

# What was signed, and what is about to be dialled.
dialling = Fact(
    "dialling", "a dialler asks the gate for leave to make this call", "no dialler asks the gate for leave",
    silence=False,  # only a gate says so: lists, audits and cases are not asked about what was signed
    source="the gate", level="dial",
)  # fmt: skip
bound_to_list = Fact(
    "bound_to_list", "the campaign was signed for the numbers of its list", "the campaign was signed for any number",
    source="campaign.toml [gate] numbers, as signed", level="dial",
)  # fmt: skip
on_signed_list = Fact(
    "on_signed_list", "the number is on the list that was signed", "the number is not on the list that was signed",
    source="the lists, as signed", level="dial",
)  # fmt: skip
in_field = Fact(
    "in_field", "the day lies in the campaign's field", "the day lies outside the campaign's field",
    source="campaign.toml field_from and field_until, as signed", level="dial",
)  # fmt: skip
