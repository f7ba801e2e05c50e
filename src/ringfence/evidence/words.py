"""Records in words: when, which number, what a kind of entry or an outcome means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ringfence.calendar import british, local
from ringfence.facts import FACTS
from ringfence.preferences.events import day_of
from ringfence.reasons import REASONS

UNKNOWN = "not recorded"
DECISIONS = {
    "allow": "the call could be made",
    "hold": "the call was held: it was not to be made until something was settled",
    "block": "the call was stopped",
}
KINDS = {
    "ledger-begun": "the ledger began",
    "key-changed": "the ledger's key was changed",
    "script-approved": "a script was approved",
    "register-loaded": "a TPS or CTPS file was loaded",
    "list-screened": "a list was screened",
    "campaign-signed": "the campaign was signed",
    "decision": "a decision on a call",
    "objection": "an objection, or its lifting",
    "consent": "a consent, a refusal or a withdrawal",
    "override": "a person decided otherwise",
    "call-outcome": "what became of a call",
    "line-tested": "a presentation number was rung to test it",
    "complaint": "a complaint",
    "case-step": "a step in a case",
    "assessment": "a case was decided",
    "notice": "a letter or notice was approved",
    "export": "data were given out",
    "sign-in": "a sign-in",
    "answers-released": "survey answers were released",
    "erasure": "entries were erased",
}


def when(at: str | None) -> str:
    """A moment for people, in London's time; a day where no more is known."""
    if not at:
        return UNKNOWN
    day = british(day_of(at))
    return day if len(at) == 10 else f"{day} at {local(datetime.fromisoformat(at)):%H:%M}"


def number_in_words(number: int | None) -> str:
    """A number as a person writes it."""
    if number is None:
        return UNKNOWN
    text = str(number)
    if text.startswith("44") and len(text) == 12:
        national = f"0{text[2:]}"
        return f"{national[:5]} {national[5:]}"
    return f"+{text}"


def reason_in_words(code: str) -> str:
    """A reason code as it reads after "because"; a code nobody knows any more, as it is."""
    return REASONS.get(code, code)


def fact_in_words(name: str, value: Any) -> str:
    """A fact of a record; one that nobody knows any more, as it is."""
    fact = FACTS.get(name)
    return fact.say(value) if fact is not None else f"{name}: {UNKNOWN if value is None else value}"


def register_in_words(told: Mapping[str, Any]) -> str:
    """A register that was asked, with its date and version."""
    parts = (
        str(told.get("register", "")).upper(),
        f"of {when(str(told['as_of']))}" if told.get("as_of") else "",
        f"(version {told['version']})" if told.get("version") else "",
    )
    return " ".join(part for part in parts if part)


def counted(count: int, noun: str) -> str:
    """A count with its noun."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else many}"


def joined(parts: list[str]) -> str:
    """Several things as a sentence names them."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
