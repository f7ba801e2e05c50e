"""How did you get my number, and why was I called? The answer for the person called, from the records alone.

Each passage is a heading and plain sentences. What no record says is said to be not recorded, never guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ringfence.calendar import british
from ringfence.evidence.account import Account, Call, Campaign
from ringfence.evidence.judged import read_again
from ringfence.evidence.points import list_of
from ringfence.evidence.words import counted, number_in_words, reason_in_words, register_in_words, when

ICO = "the Information Commissioner's Office (ICO), ico.org.uk/make-a-complaint, telephone 0303 123 1113"
MOST = 12  # calls told one by one
LIST_KINDS = {
    "own": "Our own list", "bought": "A list that was bought", "partner": "A list of a partner organisation",
    "register": "A public register", "rdd": "Numbers made up at random", "public": "A public source",
}  # fmt: skip
VERBS = {
    "allow": "It could be made",
    "hold": "It was held, and was not to be made",
    "block": "It was stopped before it was made",
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
    passages = [
        Passage("What we hold", tuple(_held(account))),
        Passage("When you were called, by whom and why", tuple(_calls(account))),
        Passage("How we got your number", tuple(_sources(account))),
        Passage("What you told us", tuple(_said(account))),
        Passage("What was erased", tuple(_erased(account))),
        Passage("What we do not know", tuple(_unknown(account))),
        Passage(
            "If you do not want calls, or are not content with this answer", tuple(_ways(account, sender, contact))
        ),
    ]
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
        yield "We have looked for your number in our records of calls, objections and consents, and hold nothing under it."
        yield "That does not show that nobody called you on our behalf: only that no record of it is kept here."
        return
    parts = [counted(len(account.calls), "record") + " of calls"] if account.calls else []
    parts += [counted(len(account.standing), "objection") + " that stands"] if account.standing else []
    consents = sum(1 for each in account.events if each.kind == "consent")
    parts += [counted(consents, "consent")] if consents else []
    parts += [counted(len(account.complaints), "record") + " of complaints"] if account.complaints else []
    yield f"Under your number we hold {_and(parts)}." if parts else "Under your number we hold only what is told below."


def _calls(account: Account) -> Iterator[str]:
    if not account.calls:
        yield "No call to your number, and no decision on one, is on record."
        return
    if len(account.calls) > MOST:
        yield f"{counted(len(account.calls), 'call')} are on record. These are the last {MOST}."
    for call in account.calls[-MOST:]:
        yield " ".join(_call(account, call))


def _call(account: Account, call: Call) -> Iterator[str]:
    campaign = account.campaign_of(call)
    card = campaign.card(str(call.told.get("campaign_version", "")))
    yield f"{when(call.at)}: a call {_for(card, call.campaign)}."
    if not call.told:
        yield "No decision on this call is on record, so we cannot say on what footing it was made."
    else:
        yield f"{VERBS.get(str(call.told['decision']), str(call.told['decision']))}{_why(call)}."
        yield from _rules(call)
        if registers := call.told.get("registers"):
            yield f"Asked beforehand: {_and([register_in_words(each) for each in registers])}."
        if shown := call.told.get("shown"):
            yield f"The number shown to you was {number_in_words(int(shown)) if str(shown).isdecimal() else shown}."
    for each in call.overrides:
        yield f"{each.told.get('by') or 'Somebody'} then decided: {each.told['what']} (reason: {each.told['reason']})."
    yield from _ended(call)


def _for(card: Mapping[str, Any], name: str) -> str:
    """For whom, by whom, and what for."""
    about, caller, behind = (_table(card, each) for each in ("campaign", "caller", "instigator"))
    parts = [f"for {behind['name']}" if behind.get("name") else "for somebody who is not recorded"]
    parts += [f"made by {caller['name']}" if caller.get("name") else "made by a caller who is not recorded"]
    if caller.get("introduces_itself_as"):
        parts += [f"introduced as {caller['introduces_itself_as']}"]
    parts += [f"in the campaign “{about.get('name') or name or 'not recorded'}”"]
    if about.get("purpose"):
        parts += [f"whose declared purpose is {str(about['purpose']).replace('_', ' ')}"]
    return ", ".join(parts)


def _why(call: Call) -> str:
    reasons = [reason_in_words(code) for code in call.told.get("reasons", ())]
    if reasons:
        return f", because of this: {'; '.join(reasons)}"
    return ": nothing that was looked at stood against it" if call.told.get("decision") == "allow" else ""


def _rules(call: Call) -> Iterator[str]:
    """The rules behind the recorded reasons, as in force on the day."""
    read, told = read_again(call), set(call.told.get("reasons", ()))
    cites = [each.rule.cites for each in read.against if each.reason in told] if read else []
    if cites:
        yield f"The rule, as in force that day: {'; '.join(dict.fromkeys(cites))}."


def _ended(call: Call) -> Iterator[str]:
    if not call.outcomes:
        if call.told.get("decision") == "allow":
            yield "Whether it was then made, and how it ended, is not recorded."
        return
    for each in call.outcomes:
        told = each.told
        began = f"It began on {when(told['started_at'])} and" if told.get("started_at") else "It"
        lasted = f" after {told['seconds']:g} seconds" if told.get("seconds") is not None else ""
        yield f"{began} ended{lasted}: {told['outcome']}."


def _sources(account: Account) -> Iterator[str]:
    seen = set()
    for call in account.calls:
        campaign = account.campaign_of(call)
        card, named = campaign.card(str(call.told.get("campaign_version", ""))), call.told.get("list_source") or None
        if (key := (call.campaign, named)) not in seen:
            seen.add(key)
            yield " ".join(_source(campaign, card, named))
    if not account.calls:
        yield "No list that holds your number is on record here."


def _source(campaign: Campaign, card: Mapping[str, Any], named: str | None) -> Iterator[str]:
    about = list_of(card, named)
    name = _table(card, "campaign").get("name") or campaign.id or "not recorded"
    if not about:
        where = f"the list {named}" if named else "a list that is not recorded"
        yield f"For the campaign “{name}” it came from {where}; where that list came from is not recorded."
        return
    kind = LIST_KINDS.get(str(about.get("kind")), "A list whose kind is not recorded")
    supplier = f", supplied by {about['supplier']}" if about.get("supplier") else ", whose supplier is not recorded"
    own = about.get("kind") == "own"
    obtained = f", obtained on {when(str(about['obtained_on']))}" if about.get("obtained_on") else ""
    yield f"For the campaign “{name}”: {kind[:1].lower()}{kind[1:]}{'' if own and 'supplier' not in about else supplier}{obtained}."
    wording = about.get("collection_wording")
    yield (
        f"When the number was collected, this was shown: “{wording}”"
        if wording
        else ("What people were told when the number was collected is not recorded.")
    )


def _said(account: Account) -> Iterator[str]:
    lifted = {each.about: each for each in account.events if each.kind == "lifting"}
    for each in account.events:
        if each.kind == "objection":
            said = f", in these words: “{each.said}”" if each.said else ""
            line = f"On {when(each.at or each.recorded_at)} an objection was made{said}. It stops {each.scope.stops if each.scope else 'calls'}."
            if (over := lifted.get(each.id)) is not None:
                line += f" It was lifted on {when(over.at or over.recorded_at)} ({over.said or 'no reason recorded'})."
            yield line
        elif each.kind in ("consent", "refusal", "withdrawal"):
            word = {
                "consent": "a consent to calls was given",
                "refusal": "calls were refused",
                "withdrawal": "a consent was withdrawn",
            }
            shown = each.details.get("wording")
            given_to = each.details.get("given_to")
            line = (
                f"On {when(each.at)} {word[each.kind]}"
                if each.at
                else f"On a day that is not recorded {word[each.kind]}"
            )
            line += f", naming {_and([str(name) for name in given_to])}" if given_to else ""
            yield line + (f". This was shown: “{shown}”" if shown else ". The wording that was shown is not recorded.")


def _erased(account: Account) -> Iterator[str]:
    for each in account.events:
        if each.kind == "erasure":
            kept = " An objection was on file, and still stops calls: it is kept in a form that cannot be read back."
            yield f"On {when(each.at)} what we held about your number was erased ({each.said or 'no reason recorded'}).{kept if account.standing else ''}"
    by_rule = [each for each in account.erasures if each.payload is not None and not each.told.get("request")]
    if by_rule:
        yield (
            f"Older records are erased by rule, last on {when(by_rule[-1].told['at'])}: whether any of them was about your "
            "number cannot be told any more."
        )


def _unknown(account: Account) -> Iterator[str]:
    for name in dict.fromkeys(call.campaign for call in account.calls):
        campaign = account.campaigns.get(name)
        if campaign is None or not campaign.signed:
            yield f"No signed record of the campaign {name or 'behind some calls'} is kept here."
        elif not campaign.card():
            yield f"The papers of the campaign {name} are not at hand: who was behind it is not told here."
    bare = sum(1 for call in account.calls if not call.told)
    if bare:
        yield f"For {counted(bare, 'call')} there is no record of what was known beforehand."


def _ways(account: Account, sender: str, contact: str) -> Iterator[str]:
    us = f"{sender or 'us'}{f' at {contact}' if contact else ''}"
    if account.standing:
        yield "Your objection stands: nothing more is needed. If you are called all the same, please tell us the day and the hour."
    else:
        yield f"Tell {us} that you do not want calls, in any words. It takes effect at once, and costs you nothing."
    yield (
        "You can register your number with the Telephone Preference Service, tpsonline.org.uk, free of charge. It stops "
        "marketing calls that you did not agree to, not genuine market research."
    )
    yield f"You can complain to {us}, and you can complain to {ICO}."
    yield "You can ask for a copy of all data about you, for its correction, and for its erasure."


def _table(card: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = card.get(name, {})
    return found if isinstance(found, dict) else {}


def _and(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
