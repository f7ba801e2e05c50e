"""The data points of one call, as an auditor of telephone marketing asks for them; what no record says is None.

The TPS Assured scheme asked for records of at least ten points for each call, among them the source of the list, the
number called and the number shown (Marketing Week, 1 October 2013). Its own list was never published; these are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from ringfence.evidence.account import Account, Call, table
from ringfence.evidence.words import DECISIONS, fact_in_words, number_in_words, reason_in_words, register_in_words, when

LISTED = ("listed", "listed_on_register", "listed_days")
VERBATIM = ("rules", "script")  # digests, in which no number is looked for
CONSENT = ("consent_on_file", "consent_names_caller", "consent_automated", "consent_live", "consent_withdrawn")


@dataclass(frozen=True)
class Point:
    """One thing that is recorded of a call, or not."""

    id: str
    label: str
    value: str | None
    entry: int | None = None  # the entry that says so


def points(account: Account, call: Call) -> tuple[Point, ...]:
    """Every data point of a call."""
    told, campaign = call.told, account.campaign_of(call)
    version = str(told.get("campaign_version", ""))
    signed, card = campaign.signed_as(version), campaign.card(version)
    decided = None if call.decision is None else call.decision.seq
    signing = None if signed is None else signed.seq
    about = table(card, "campaign")
    found = [
        Point("called", "Number called", number_in_words(call.number) if call.number else None, call.entries[0].seq),
        Point("decided_at", "When it was decided", when(call.at) if told else None, decided),
        Point("campaign", "Campaign", _joined(about.get("name"), call.campaign), signing),
        Point("caller", "Who calls", _said(table(card, "caller").get("name")), signing),
        Point("on_behalf_of", "On whose behalf", _said(table(card, "instigator").get("name")), signing),
        Point("purpose", "Purpose and kind of call", _joined(about.get("purpose"), about.get("mode")), signing),
        Point("shown", "Number shown to the person called", shown_in_words(told.get("shown")), decided),
        Point("list_source", "Source of the number", _source(told, card), decided),
        Point("script", "Version of the script", _digest(signed, "script_sha256"), signing),
        Point("register", "Register asked, and its date", _registers(told, signed), decided),
        Point("listed", "On the TPS or CTPS", _listed(told), decided),
        Point("objection", "Objection on file", _facts(told, ("objected",)), decided),
        Point("consent", "Consent on file", _facts(told, CONSENT), decided),
        Point("decision", "Decision", DECISIONS.get(told.get("decision", "")), decided),
        Point("reasons", "Reasons", _reasons(told), decided),
        Point("rules", "Version of the rules", _said(told.get("rules_version")), decided),
        Point("changed", "Changed by a person", _changes(call), _first(call.overrides)),
        Point("started_at", "When the call began", _outcome(call, "started_at"), _first(call.outcomes)),
        Point("seconds", "How long it lasted", _outcome(call, "seconds"), _first(call.outcomes)),
        Point("outcome", "What became of it", _outcome(call, "outcome"), _first(call.outcomes)),
    ]
    return tuple(found)


def recorded(found: tuple[Point, ...]) -> int:
    """How many of these points are on record."""
    return sum(each.value is not None for each in found)


def _said(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def _joined(*values: Any) -> str | None:
    return ", ".join(str(each).replace("_", " ") for each in values if each not in (None, "")) or None


def shown_in_words(value: Any) -> str | None:
    """The number that the person called would see, as a person writes it."""
    if value in (None, ""):
        return None
    digits = str(value).lstrip("+")
    return number_in_words(int(digits)) if digits.isdecimal() and digits[:1] != "0" else str(value)


def _source(told: Mapping[str, Any], card: Mapping[str, Any]) -> str | None:
    """The list a number came from, with what the card says of it."""
    named = _said(told.get("list_source"))
    about = list_of(card, named)
    kind = {"bought": "a bought list", "partner": "a list of a partner's", "own": "the caller's own list"}.get(
        str(about.get("kind")), about.get("kind")
    )
    return _joined(
        named, kind, f"supplied by {about['supplier']}" if about.get("supplier") else None,
        f"obtained on {when(str(about['obtained_on']))}" if about.get("obtained_on") else None,
    )  # fmt: skip


def list_of(card: Mapping[str, Any], named: str | None) -> Mapping[str, Any]:
    """What the card says of a list, by its file; empty if none is named: the number may be on none."""
    wanted = PurePath(named or "").name
    lists = [each for each in card.get("lists", ()) if isinstance(each, dict)]
    return next((each for each in lists if wanted and PurePath(str(each.get("file", ""))).name == wanted), {})


def _digest(signed: Any, name: str) -> str | None:
    value = None if signed is None else signed.told.get(name)
    return f"SHA-256 {value}" if value else None


def _registers(told: Mapping[str, Any], signed: Any) -> str | None:
    """The registers that the decision names; else those the campaign was signed with."""
    named = told.get("registers") or (signed.told.get("registers") if signed is not None and not told else None) or ()
    parts = [register_in_words(each) for each in named]
    return "; ".join(parts) or None


def _listed(told: Mapping[str, Any]) -> str | None:
    """Whether the line is listed; where and how long only if it is."""
    return _facts(told, LISTED if dict(told.get("facts", {})).get("listed") else LISTED[:1])


def _facts(told: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    known = dict(told.get("facts", {}))
    return "; ".join(fact_in_words(name, known[name]) for name in names if known.get(name) is not None) or None


def _reasons(told: Mapping[str, Any]) -> str | None:
    found = [f"{reason_in_words(code)} ({code})" for code in told.get("reasons", ())]
    if not found and told.get("decision") == "allow":
        return "nothing that was looked at stood against it"
    return "; ".join(found) or None


def _changes(call: Call) -> str | None:
    parts = [
        f"{each.told.get('by') or 'somebody'}: {each.told['what']} ({each.told['reason']})" for each in call.overrides
    ]
    return "; ".join(parts) or ("no" if call.decision is not None else None)


def _outcome(call: Call, name: str) -> str | None:
    values = [each.told.get(name) for each in call.outcomes]
    if name == "started_at":
        values = [when(str(value)) if value else None for value in values]
    if name == "seconds":
        values = [None if value is None else f"{value:g} seconds" for value in values]
    return "; ".join(str(value) for value in values if value not in (None, "")) or None


def _first(entries: tuple[Any, ...]) -> int | None:
    return entries[0].seq if entries else None
