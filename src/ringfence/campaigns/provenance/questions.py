"""What has to be known of a bought or borrowed list: how the card says it, which rules ask for it, whom to ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ringfence.calendar import british
from ringfence.campaigns.tables import ListSource

Answer = Callable[[ListSource], str]


def _names(words: Sequence[str] | None) -> str:
    return ", ".join(words or ())


def _day(day: date | None) -> str:
    return british(day) if day else ""


def _collected(source: ListSource) -> str:
    first, last = source.collected_from, source.collected_until
    if first and last:
        return f"{british(first)} to {british(last)}"
    return f"from {british(first)}" if first else f"until {british(last)}" if last else ""


def _checks(source: ListSource) -> str:
    if source.checks:
        return "; ".join(source.checks)
    return {True: "done, as the card says; not said which", False: "", None: ""}[source.checks_done]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know: the card's key for it, why it matters, and the words in which to ask."""

    key: str
    heading: str
    answer: Answer
    rules: tuple[str, ...]  # the ids of the rules that turn on it
    matters: str
    ask: str


QUESTIONS = (
    Question(
        "supplier",
        "Supplier",
        lambda source: source.supplier or "",
        ("CONS-5", "GDPR-14", "DPA98-SOURCE"),
        "Whoever is called may ask where the number came from, and so may the regulator.",
        "Who are you: the legal name, company number and registration with the regulator of whoever supplies the list?",
    ),
    Question(
        "chain",
        "Chain from the person to you",
        lambda source: _names(source.chain),
        ("CONS-3", "CONS-5"),
        "Every hand between makes it less likely that a person expected you; one link that cannot be shown breaks it.",
        "Who collected each number, and through whose hands has it come since? Name every one, with the contracts.",
    ),
    Question(
        "collection_wording",
        "Wording shown at collection",
        lambda source: source.collection_wording or "",
        ("CONS-5", "CONS-3", "CONS-19", "CONS-21-4"),
        "What people agreed to is what they read. “Selected third parties” names nobody.",
        "Send the exact wording, a picture of each form or the text of each script, and the days on which it was used.",
    ),
    Question(
        "named_organisations",
        "Organisations it names",
        lambda source: _names(source.named_organisations),
        ("CONS-3", "CONS-19"),
        "For recorded calls a consent must have been clear enough that this very organisation was expected.",
        "Which organisations did the wording name when each number was collected? Was {caller} among them by name?",
    ),
    Question(
        "channels",
        "Kinds of contact agreed to",
        lambda source: _names(source.channels),
        ("CONS-19", "CONS-21-4"),
        "Consent to e-mail, or to live calls, is none to recorded calls.",
        "To which kinds of contact did people agree (live calls, recorded calls, texts, e-mail), each by itself?",
    ),
    Question(
        "collected_from",
        "Collected",
        _collected,
        ("CONS-4", "CONS-19"),
        "A consent without a day cannot be shown to have come before the call, and an old one is doubtful.",
        "On which day was each number collected? Put the day, and the form used, beside each number in the file.",
    ),
    Question(
        "obtained_on",
        "Obtained by you",
        lambda source: _day(source.obtained_on),
        ("GDPR-14", "DPA98-SOURCE"),
        "The month in which people must be told begins here.",
        "When did the list reach us, in which file, under which contract? Keep the file's hash.",
    ),
    Question(
        "art14_told_on",
        "People told who has their number",
        lambda source: _day(source.art14_told_on),
        ("GDPR-14", "DPA98-SOURCE"),
        "People whose data came from others are told so within a month, and at the first call at the latest.",
        "What did you tell people about passing their data to us, when, and in which words?",
    ),
    Question(
        "checks_done",
        "Checks made",
        _checks,
        ("CONS-5",),
        "“The supplier assured us” is not enough: the burden of proof is the caller's.",
        "For 50 numbers that we choose, send the record of each consent: the day, the wording, the form or recording.",
    ),
)
STANDING = (
    "How, and how fast, do objections reach you from those you sold to, and reach us from you?",
    "When was the list last screened against the TPS and the CTPS, and is the listing day of each number known?",
)
