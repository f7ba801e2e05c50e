"""Consents as a person reads them, and as records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ringfence.cli.people import in_words, masked_number
from ringfence.facts import FACTS
from ringfence.logic import Value
from ringfence.preferences.consent import consent_of
from ringfence.preferences.consent_record import missing, record
from ringfence.preferences.events import Event

STATES = {"consent": "Consent given", "refusal": "Consent refused", "withdrawal": "Consent taken back"}
TRUTHS = {
    "indirect": ("given to somebody else", "given to this organisation itself"),
    "conditional": ("a condition of something else, or ticked beforehand", "given by itself"),
    "in_call": ("asked for in the call itself", "given before any call"),
}


def records(events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    """The consent records that these events come to: each consent with its withdrawals, the rest by themselves."""
    told = list(events)
    given = {each.id for each in told if each.kind != "withdrawal"}
    taken_back: dict[str, list[Event]] = {}
    for each in told:
        if each.about in given:
            taken_back.setdefault(str(each.about), []).append(each)
    for each in told:
        if each.about not in given:
            yield record(each, consent_of(each.details), taken_back.get(each.id, ()))


def shown(event: Event) -> list[str]:
    """One event in a few lines: what was agreed to, with whom, how it can be shown, what is not on file."""
    consent = consent_of(event.details)
    head = f"{STATES[event.kind]}: {masked_number(event.number)}, {in_words(event.at)}  ({event.id})"
    if event.kind == "withdrawal":
        about = f"; takes back {event.about}" if event.about else ""
        whom = f"from {', '.join(consent.given_to)}" if consent.given_to else "from everyone"
        return [head, f"  {whom}{about}: {event.said!r}" if event.said else f"  {whom}{about}"]
    known = [words[not truth] for name, words in TRUTHS.items() if (truth := getattr(consent, name)) is not None]
    lines = {
        "names": ", ".join(consent.given_to) or "nobody",
        "covers": "not said"
        if consent.covers is None
        else ", ".join(f"{each} calls" if each in ("automated", "live") else each for each in consent.covers),
        "wording": repr(consent.wording) if consent.wording else "not on file",
        "proof": " ".join(filter(None, (consent.proof, consent.proof_sha256 and f"SHA-256 {consent.proof_sha256}")))
        or "none on file",
        "captured": consent.method,
        "known": "; ".join(known),
        "subject to": consent.conditions,
        "until": consent.valid_until.isoformat() if consent.valid_until else consent.valid_for,
        "from": event.source,
        "lacks": ", ".join(missing(event, consent)) + " (fields that ISO/IEC TS 27560 requires)"
        if missing(event, consent)
        else "",
    }
    return [head, *(f"  {name:10} {said}" for name, said in lines.items() if said)]


def because(names: Sequence[str], facts: Mapping[str, Value]) -> list[str]:
    """The facts that decided, in words."""
    return [FACTS[name].say(facts.get(name)) for name in names]
