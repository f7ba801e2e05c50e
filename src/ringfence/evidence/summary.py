"""An account in a few sentences: how many calls, what stands against them, what is gone, what nobody wrote down."""

from collections import Counter
from collections.abc import Iterator

from ringfence.evidence.account import Account
from ringfence.evidence.words import counted, when


def summary(account: Account) -> Iterator[str]:
    """The sentences at the head of the PDF."""
    if account.subject.numbers:
        yield from _calls(account)
        yield from _preferences(account)
    else:
        names = ", ".join(account.subject.campaigns) or account.subject.case
        yield f"What is on record about {names}: {counted(len(account.entries), 'ledger entry')} beside the decisions."
    yield from _gone(account)


def _calls(account: Account) -> Iterator[str]:
    if not account.calls:
        yield "No call and no decision on a call is on record about this number."
        return
    counts = Counter(str(call.told.get("decision", "none")) for call in account.calls)
    words = {"allow": "could be made", "hold": "held", "block": "stopped", "none": "without a decision on record"}
    parts = [f"{counts[key]} {words[key]}" for key in words if counts[key]]
    last = account.calls[-1]
    yield f"On record: {counted(len(account.calls), 'call')} or attempts to call, {', '.join(parts)}."
    yield f"The last is of {when(last.at)}."
    open_ = sum(1 for call in account.calls if call.told.get("decision") == "allow" and not call.outcomes)
    if open_:
        yield f"Of {counted(open_, 'call')} that could be made it is not recorded whether it was, and how it ended."
    if bare := counts["none"]:
        yield f"Without any decision on record: {counted(bare, 'call')}. Nobody asked the gate, or it was erased."


def _preferences(account: Account) -> Iterator[str]:
    standing = account.standing
    consents = sum(1 for each in account.events if each.kind == "consent")
    if standing:
        first = when(standing[0].at or standing[0].recorded_at)
        yield f"On file: {counted(len(standing), 'objection')} that still stops calls, the first of {first}."
    else:
        yield "No objection is on file."
    yield f"On file: {counted(consents, 'consent')}." if consents else "No consent is on file."


def _gone(account: Account) -> Iterator[str]:
    if account.erased:
        yield f"Erased on request: {counted(len(account.erased), 'entry')} about this number. Only hashes are left."
    by_rule = [each for each in account.erasures if each.payload is not None and not each.told.get("request")]
    if by_rule:
        yield (
            "Older records were erased by rule, without regard to whose they were: whether any was about this subject "
            "cannot be told any more."
        )
    if account.begun is not None and account.begun.told.get("events_before"):
        before = account.begun.told["events_before"]
        yield f"{before:,} objections and consents were on file before the ledger began; it cannot vouch for those."
