"""How did you get my number, and why was I called? The answer for the person called, from the records alone.

Each passage is a heading and plain sentences. What no record says is said to be not recorded, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ringfence.calendar import british
from ringfence.evidence.account import Account
from ringfence.evidence.clearing import cleared_of, own_numbers
from ringfence.evidence.letter_calls import calls, sources
from ringfence.evidence.strangers import hidden
from ringfence.evidence.words import counted, joined, number_in_words, when
from ringfence.preferences.events import Event
from ringfence.preferences.scopes import Scope

ICO = "the Information Commissioner's Office (ICO), ico.org.uk/make-a-complaint, telephone 0303 123 1113"
SAID = {
    "consent": "a consent to calls was given",
    "refusal": "calls were refused",
    "withdrawal": "a consent was withdrawn",
}
SCOPES = {
    "all": "every call by us, for whomever we call",
    "campaign": "every call of the campaign {name}",
    "organisation": "every call by or for {name}",
    "call-centre": "every call by {name}, for whomever it calls",
}


@dataclass(frozen=True)
class Passage:
    """A heading, and what is said below it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """A letter to the person called."""

    title: str
    dated: date
    sender: str
    contact: str
    passages: tuple[Passage, ...]


def letter(account: Account, on: date, sender: str = "", contact: str = "") -> Letter:
    """The letter about the first number of the account, dated `on`."""
    (number, *_) = account.subject.numbers
    own = own_numbers(account)
    cleared, held = cleared_of(account, own)
    told = {
        "What we hold": _held(account),
        "When you were called, by whom and why": calls(cleared),
        "How we got your number": sources(cleared),
        "What you told us": _said(account),
        "What was erased": _erased(account),
        "What we do not know, or do not tell": _unknown(cleared, held),
    }
    passages = [Passage(heading, tuple(hidden(list(lines), own))) for heading, lines in told.items()]
    ways = tuple(_ways(account, sender, contact))
    passages.append(Passage("If you do not want calls, or are not content with this answer", ways))
    title = f"Calls to {number_in_words(number)}"
    return Letter(title, on, sender, contact, tuple(each for each in passages if each.lines))


def as_text(made: Letter) -> str:
    """The letter as text."""
    lines = [made.title, british(made.dated), ""]
    for each in made.passages:
        lines += [each.heading, *(f"  {line}" for line in each.lines), ""]
    return "\n".join([*lines, made.sender]).rstrip()


def as_data(made: Letter) -> dict[str, Any]:
    """The letter for programs and for the template."""
    return {
        "title": made.title,
        "dated": made.dated.isoformat(),
        "day": british(made.dated),
        "sender": made.sender,
        "contact": made.contact,
        "passages": [{"heading": each.heading, "lines": list(each.lines)} for each in made.passages],
    }


def _held(account: Account) -> Iterator[str]:
    if account.nothing:
        yield "We looked for your number in our records of calls, objections and consents, and hold nothing under it."
        yield "That does not show that nobody called you on our behalf: only that no record of it is kept here."
        return
    parts = [counted(len(account.calls), "record") + " of calls"] if account.calls else []
    parts += [counted(len(account.standing), "objection") + " that stands"] if account.standing else []
    consents = sum(1 for each in account.events if each.kind == "consent")
    parts += [counted(consents, "consent")] if consents else []
    parts += [counted(len(account.complaints), "record") + " of complaints"] if account.complaints else []
    yield (
        f"Under your number we hold {joined(parts)}." if parts else "Under your number we hold only what is told below."
    )


def _said(account: Account) -> Iterator[str]:
    lifted = {each.about: each for each in account.events if each.kind == "lifting"}
    for each in account.events:
        if each.kind == "objection":
            yield " ".join(_objection(each, lifted.get(each.id)))
        elif each.kind in SAID:
            yield " ".join(_consent(each))


def _objection(event: Event, lifting: Event | None) -> Iterator[str]:
    said = f", in these words: “{event.said}”" if event.said else ""
    yield f"On {when(event.at or event.recorded_at)} an objection was made{said}."
    yield f"It {'stops' if lifting is None else 'stopped'} {_stops(event.scope)}."
    if lifting is not None:
        yield f"It was lifted on {when(lifting.at or lifting.recorded_at)} ({lifting.said or 'no reason recorded'})."


def _stops(scope: Scope | None) -> str:
    return "calls" if scope is None else SCOPES[scope.kind].format(name=scope.name)


def _consent(event: Event) -> Iterator[str]:
    names, shown = event.details.get("given_to") or (), event.details.get("wording")
    named = f", naming {joined([str(name) for name in names])}" if names else ""
    yield f"On {when(event.at) if event.at else 'a day that is not recorded'} {SAID[event.kind]}{named}."
    yield f"This was shown: “{shown}”" if shown else "The wording that was shown is not recorded."


def _erased(account: Account) -> Iterator[str]:
    stands = account.standing and (
        " An objection was on file, and still stops calls: it is kept in a form that cannot be read back."
    )
    for each in account.events:
        if each.kind == "erasure":
            why = each.said or "no reason recorded"
            yield f"On {when(each.at)} what we held about your number was erased ({why}).{stands or ''}"
    by_rule = [each for each in account.erasures if each.payload is not None and not each.told.get("request")]
    if by_rule:
        yield (
            f"Older records are erased by rule, last on {when(by_rule[-1].told['at'])}: whether any of them was about "
            "your number cannot be told any more."
        )


def _unknown(account: Account, held: int) -> Iterator[str]:
    for name in dict.fromkeys(call.campaign for call in account.calls):
        campaign = account.campaigns.get(name)
        if campaign is None or not campaign.signed:
            yield f"No signed record of the campaign {name or 'behind some calls'} is kept here."
        elif not campaign.card():
            yield f"The papers of the campaign {name} are not at hand: who was behind it is not told here."
    if bare := sum(1 for call in account.calls if not call.told):
        yield f"For {counted(bare, 'call')} there is no record of what was known beforehand."
    if held:
        yield f"Left out: {counted(held, 'record')} that name somebody else's number too."


def _ways(account: Account, sender: str, contact: str) -> Iterator[str]:
    us = f"{sender or 'us'}{f' at {contact}' if contact else ''}"
    if account.standing:
        yield "Your objection stands: nothing more is needed. If you are called all the same, tell us the day and hour."
    else:
        yield f"Tell {us} that you do not want calls, in any words. It takes effect at once, and costs you nothing."
    yield (
        "You can register your number with the Telephone Preference Service, tpsonline.org.uk, free of charge. It is "
        "about marketing calls that you did not agree to, not about genuine market research."
    )
    yield f"You can complain to {us}, and you can complain to {ICO}."
    yield "You can ask for a copy of all data about you, for its correction, and for its erasure."
