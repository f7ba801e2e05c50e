"""Facts of who is contacted, on what footing and by whom: subscriber, consent, topic, electronic mail, liability."""

from ringfence.facts.kinds import Fact, Word

# The subscriber of the line.
subscriber_kind = Word(
    "subscriber_kind", "the kind of subscriber", ("individual", "corporate"),
    source="a company register, or the list; sole traders, clubs and local branches are individuals", level="number",
)  # fmt: skip
scottish_partnership = Fact(
    "scottish_partnership", "the subscriber is a partnership in Scotland", "the subscriber is no Scottish partnership",
    silence=False, source="the list or the record; rare, so silence means no", level="number",
)  # fmt: skip
corporate_line = Fact(
    "corporate_line",
    "the line is a company's or other body's",
    "the line is a person's",
    silence=False,  # kind not known: treated as an individual's, who is protected most
    source="PECR-2-SUBSCRIBER",
    level="number",
    settled_by="derived",
)

# What the call is about, where a topic has rules of its own.
claims_management = Fact(
    "claims_management", "claims management services are marketed", "no claims management services are marketed",
    silence=False, source="the script; a special trade, so silence means no", level="script",
)  # fmt: skip
pensions = Fact(
    "pensions", "a pension scheme is marketed", "no pension scheme is marketed",
    silence=False, source="the script; a special trade, so silence means no", level="script",
)  # fmt: skip
charity_fundraising = Fact(
    "charity_fundraising", "a charity raises funds", "no charity raises funds",
    silence=False, source="the card or the record: said by whoever relies on it", level="script",
)  # fmt: skip
fca_authorised = Fact(
    "fca_authorised",
    "the caller is an authorised person, or trustee or manager of a pension scheme",
    "the caller is neither an authorised person nor trustee or manager of a pension scheme",
    source="the Financial Services Register; the scheme's papers",
)
client_relationship = Fact(
    "client_relationship",
    "the person is the caller's client and might expect pension calls",
    "the person is no client of the caller who might expect pension calls",
    source="the client's file",
    level="number",
    settled_by="person",
    question="Is the person a client of this caller, so that he might reasonably expect calls about pensions from it?",
)
refusal_offered_each_time = Fact(
    "refusal_offered_each_time",
    "a free way to refuse was offered when the details were collected and each time since",
    "no free way to refuse was offered when the details were collected and each time since",
    source="the form, and the messages or calls since",
    level="number",
)

# Consent, and what is passed off as one. Each is a flaw somebody saw in the record: silence means nobody saw it.
consent_by_other = Fact(
    "consent_by_other", "the consent was given by someone other than the subscriber", "the subscriber consented",
    silence=False, source="the consent record, or the person who complains", level="number",
)  # fmt: skip
consent_bundled = Fact(
    "consent_bundled",
    "the consent was a condition of something else, bundled, pre-ticked or inferred",
    "the consent was given freely and by itself",
    silence=False,
    source="the form or wording shown",
    level="number",
)
consent_in_call = Fact(
    "consent_in_call", "consent was asked for in the call itself", "consent was given before the call",
    silence=False, source="the script, the recording, or the key pressed", level="number",
)  # fmt: skip
relationship_claimed = Fact(
    "relationship_claimed",
    "a relationship, membership or newsletter subscription is relied on",
    "no relationship is relied on",
    silence=False,
    source="what the caller says for itself",
    level="number",
)
calls_consent = Fact(
    "calls_consent",
    "the subscriber consented to calls by this caller",
    "the subscriber has not consented to calls by this caller",
    source="CONS-21A",
    level="number",
    settled_by="derived",
)

# Who the caller says it is.
trading_names_doubtful = Fact(
    "trading_names_doubtful",
    "the caller uses general, several or invented trading names",
    "the caller uses one name of its own",
    silence=False,
    source="recordings, complaints, a register of companies",
    level="script",
)
impersonates_official = Fact(
    "impersonates_official",
    "the caller passes itself off as an official body or another firm",
    "the caller passes itself off as nobody else",
    silence=False,
    source="recordings, complaints",
    level="script",
)
unsolicited_live = Fact(
    "unsolicited_live", "the call is a live marketing call that nobody asked for",
    "the call is no live marketing call, or was asked for",
    source="PECR-24-UNSOLICITED", level="script", settled_by="derived",
)  # fmt: skip

# Electronic mail: e-mail, text messages, stored voice messages.
consent_mail = Fact(
    "consent_mail", "the consent covers electronic mail", "the consent does not cover electronic mail",
    silence=False, source="the consent's scope", level="number",
)  # fmt: skip
mail_consent = Fact(
    "mail_consent",
    "the recipient consented to electronic mail by this sender",
    "the recipient has not consented to electronic mail by this sender",
    source="CONS-22",
    level="number",
    settled_by="derived",
)
details_from_sale = Fact(
    "details_from_sale",
    "the sender got the address in a sale, or in talks about one, with this recipient",
    "the sender did not get the address in a sale to this recipient",
    source="the source of the address",
    level="number",
)
similar_goods = Fact(
    "similar_goods",
    "the message promotes the sender's own similar goods or services only",
    "the message promotes something else than the sender's own similar goods or services",
    source="the message",
    level="script",
)
charity_own_purposes = Fact(
    "charity_own_purposes",
    "the sender is a charity and its sole purpose is its own charitable purposes",
    "the sender is no charity, or has other purposes too",
    source="the charity register; the message",
    level="script",
)
details_from_support = Fact(
    "details_from_support",
    "the charity got the address when the person showed interest or gave support",
    "the charity did not get the address when the person showed interest or gave support",
    source="the source of the address",
    level="number",
)
details_before_charity_rule = Fact(
    "details_before_charity_rule",
    "the address was collected before 5 February 2026",
    "the address was collected on or after 5 February 2026",
    source="the source of the address",
    level="number",
)
sender_hidden = Fact(
    "sender_hidden", "the message hides for whom it is sent", "the message shows for whom it is sent",
    source="the message", level="script",
)  # fmt: skip
optout_address = Fact(
    "optout_address",
    "the message gives a valid address for asking it to stop",
    "the message gives no valid address for asking it to stop",
    source="the message, tested",
    level="script",
)

# What came of it.
damage_suffered = Fact(
    "damage_suffered", "somebody says the calls or messages caused him damage", "nobody says damage was caused",
    source="the claim", level="case",
)  # fmt: skip

# What a party to the calls did: its routes to liability.
transmits = Fact(
    "transmits", "it made the calls or sent the messages", "it made no calls and sent no messages",
    source="call records; the contract", level="party",
)  # fmt: skip
encouraged = Fact(
    "encouraged", "it asked for, encouraged, paid for or rewarded the calls", "it did nothing to bring the calls about",
    source="the contract, messages, payments", level="party",
)  # fmt: skip
only_facilitates = Fact(
    "only_facilitates",
    "it only supplies means, such as numbers or a dialler",
    "it does more than supply means",
    silence=False,  # said by whoever relies on it: it takes nothing from a party that asked for the calls
    source="the contract",
    level="party",
)
line_is_theirs = Fact(
    "line_is_theirs", "it is the subscriber of the line the calls came from", "the line was not its own",
    source="the telephone provider", level="party",
)  # fmt: skip
permits_line = Fact(
    "permits_line",
    "it permitted its line to be used for the calls",
    "it did not permit its line to be used for the calls",
    source="a person who read the contract and what the subscriber knew",
    level="party",
    settled_by="person",
    question="Did the subscriber of the line permit its use for these calls, or did it only supply the line?",
)
abroad_only = Fact(
    "abroad_only", "it acts from abroad only", "it acts in the United Kingdom",
    silence=False, source="a company register; said by whoever relies on it", level="party",
)  # fmt: skip
uk_law_reaches = Fact(
    "uk_law_reaches",
    "the Regulations reach it abroad",
    "the Regulations do not reach it abroad",
    source="a person who judged where it acts",
    level="party",
    settled_by="person",
    question="It acts from abroad only. Do the Regulations reach it?",
)
liable_as_caller = Fact(
    "liable_as_caller", "it answers as the caller", "it does not answer as the caller",
    source="PECR-CALLER", level="party", settled_by="derived",
)  # fmt: skip
liable_as_instigator = Fact(
    "liable_as_instigator", "it answers as the instigator", "it does not answer as the instigator",
    source="PECR-INSTIGATOR", level="party", settled_by="derived",
)  # fmt: skip
liable_as_line_subscriber = Fact(
    "liable_as_line_subscriber",
    "it answers as the subscriber of the line used",
    "it does not answer as the subscriber of the line used",
    source="PECR-LINE",
    level="party",
    settled_by="derived",
)
