"""The letter's passages about calls: for whom, by whom, why, on which footing, how it ended; and whence the number."""

from collections.abc import Iterator, Mapping
from typing import Any

from ringfence.evidence.account import Account, Call, Campaign, table
from ringfence.evidence.judged import read_again, telling
from ringfence.evidence.points import list_of, shown_in_words
from ringfence.evidence.words import counted, joined, reason_in_words, register_in_words, when

MOST = 12  # calls told one by one
LIST_KINDS = {
    "own": "our own list", "bought": "a list that was bought", "partner": "a list of a partner organisation",
    "register": "a public register", "rdd": "numbers made up at random", "public": "a public source",
}  # fmt: skip
VERBS = {
    "allow": "It could be made",
    "hold": "It was held, and was not to be made",
    "block": "It was stopped before it was made",
}


def calls(account: Account) -> Iterator[str]:
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
            yield f"Asked beforehand: {joined([register_in_words(each) for each in registers])}."
        if shown := call.told.get("shown"):
            yield f"The number to be shown to you was {shown_in_words(shown)}."
    for each in call.overrides:
        yield f"A person then decided: {each.told['what']} (reason: {each.told['reason']})."
    yield from _ended(call)


def _for(card: Mapping[str, Any], name: str) -> str:
    """For whom, by whom, and what for."""
    about, caller, behind = (table(card, each) for each in ("campaign", "caller", "instigator"))
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
    read = read_again(call)
    cites = [each.rule.cites for each in telling(call, read)] if read else []
    if cites:
        yield f"The rule, as in force that day: {'; '.join(dict.fromkeys(cites))}."


def _ended(call: Call) -> Iterator[str]:
    decision = call.told.get("decision")
    if not call.outcomes and decision == "allow":
        yield "Whether it was then made, and how it ended, is not recorded."
    elif not call.outcomes and decision:
        yield "No call to you at that time is on record."
    if call.outcomes and decision in ("hold", "block"):
        yield "All the same, a call is on record, which should not have been made."
    for each in call.outcomes:
        told = each.told
        began = f"It began on {when(told['started_at'])} and" if told.get("started_at") else "It"
        lasted = f" after {told['seconds']:g} seconds" if told.get("seconds") is not None else ""
        yield f"{began} ended{lasted}: {told['outcome']}."


def sources(account: Account) -> Iterator[str]:
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
    name = table(card, "campaign").get("name") or campaign.id or "not recorded"
    if not about:
        where = f"the list {named}" if named else "a list that is not recorded"
        yield f"For the campaign “{name}” it came from {where}; where that list came from is not recorded."
        return
    kind = LIST_KINDS.get(str(about.get("kind")), "a list whose kind is not recorded")
    supplier = f", supplied by {about['supplier']}" if about.get("supplier") else ", whose supplier is not recorded"
    obtained = f", obtained on {when(str(about['obtained_on']))}" if about.get("obtained_on") else ""
    if about.get("kind") == "own" and not about.get("supplier"):
        supplier = ""
    yield f"For the campaign “{name}” it came from this: {kind}{supplier}{obtained}."
    wording = about.get("collection_wording")
    yield (
        f"When the number was collected, this was shown: “{wording}”"
        if wording
        else ("What people were told when the number was collected is not recorded.")
    )
