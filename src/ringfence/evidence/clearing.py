"""What of an account may be shown: nothing that comes from an entry which names somebody else's number."""

from dataclasses import replace

from ringfence.evidence.account import Account
from ringfence.evidence.strangers import numbers_in, strangers


def own_numbers(account: Account) -> frozenset[int]:
    """The numbers a pack may hold: its subject's, and those under which the campaigns ring."""
    found = set(account.subject.numbers)
    for entry in account.entries:
        told = entry.told
        shown = [told.get("shown"), *told.get("cli", ()), told.get("line")]
        found |= {int(text) for each in shown if each and (text := str(each).lstrip("+")).isdecimal()}
        found |= {number for each in shown if each for number in numbers_in(str(each))}
    return frozenset(found)


def cleared_of(account: Account, own: frozenset[int]) -> tuple[Account, int]:
    """The account without what comes from entries that name somebody else; and how many entries those are."""
    held = {each.seq for each in account.entries if strangers(each.told, own)}
    calls = []
    for call in account.calls:
        decision = None if call.decision is None or call.decision.seq in held else call.decision
        rest = [tuple(each for each in some if each.seq not in held) for some in (call.overrides, call.outcomes)]
        if decision is not None or any(rest):
            calls.append(replace(call, decision=decision, overrides=rest[0], outcomes=rest[1]))
    return replace(account, calls=tuple(calls)), len(held)
