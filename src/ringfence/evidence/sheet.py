"""An account -> what the PDF for people shows, as plain data; the template only sets it."""

from collections.abc import Iterator, Mapping
from typing import Any

from ringfence.calendar import british
from ringfence.evidence import points as audit
from ringfence.evidence.account import Account, Call
from ringfence.evidence.campaign_sheet import campaign_sheet
from ringfence.evidence.judged import Read, because, differs, not_known, read_again, same_rules, telling, text_of
from ringfence.evidence.summary import summary
from ringfence.evidence.tally import Tally
from ringfence.evidence.words import KINDS, UNKNOWN, reason_in_words, when
from ringfence.ledger.checkpoint import VerifyingKey
from ringfence.ledger.entry import Entry
from ringfence.preferences.events import Event
from ringfence.rule import Answer, Force

MOST_CALLS = 100  # calls told one by one in the PDF; all are in calls.csv
SIDES = {"objection": "Objection", "lifting": "Objection lifted", "consent": "Consent", "refusal": "Consent refused",
         "withdrawal": "Consent withdrawn", "erasure": "Erasure"}  # fmt: skip
DECIDED = {"allow": "could be made", "hold": "held", "block": "stopped"}
Data = dict[str, Any]


def sheet(account: Account, title: str, key: VerifyingKey, shown: Mapping[int, str], tally: Tally | None) -> Data:
    """Everything the PDF says. `shown` is the state of each entry in the pack, by its place."""
    calls = account.calls[-MOST_CALLS:]
    told = [_call(account, call) for call in calls]
    named = {each["rule"] for call in told for each in (*call["answers"], *call["in_order"])}
    return {
        "title": title,
        "dated": when(account.last_at),
        "summary": list(summary(account)),
        "ledger": {
            "name": account.at.origin,
            "entries": f"{account.at.size:,}",
            "root": account.at.root.hex(),
            "key": str(key),
        },
        "left_out": len(account.calls) - len(calls),
        "calls": told,
        "tally": _tally(tally),
        "campaigns": [campaign_sheet(each) for each in account.campaigns.values()],
        "preferences": [_preference(each) for each in account.events],
        "complaints": [_complaint(each) for each in account.complaints],
        "erasures": [_erasure(each) for each in account.erasures if each.payload is not None],
        "rules": [_for_people(each) for each in rules(account) if each["id"] in named],
        "entries": [_entry(each, shown) for each in account.entries],
    }


def rules(account: Account) -> Iterator[Data]:
    """The text of every rule that spoke, as in force on the day of the first call it spoke of."""
    seen = set()
    for read in filter(None, map(read_again, account.calls)):
        for rule in read.rules:
            if (rule.id, rule.in_force_from) not in seen:
                seen.add((rule.id, rule.in_force_from))
                yield text_of(rule, read.on)


def _for_people(rule: Data) -> Data:
    return {**rule, "on": when(rule["on"]), "checked_on": when(rule["checked_on"])}


def _call(account: Account, call: Call) -> Data:
    found, read = audit.points(account, call), read_again(call)
    return {
        "title": f"{when(call.at)}: {_short(call)}",
        "points": [
            {
                "label": each.label,
                "value": each.value or UNKNOWN,
                "entry": each.entry,
                "verbatim": each.id in audit.VERBATIM,
            }
            for each in found
        ],
        "recorded": f"{audit.recorded(found)} of {len(found)}",
        "answers": [_answer(each, read) for each in telling(call, read)] if read else [],
        "in_order": [
            {"rule": each.rule.id, "cites": each.rule.cites, "says": each.rule.says}
            for each in (read.in_order if read else ())
            if each.rule.force is not Force.PRODUCT
        ],
        "differs": differs(call, read),
        "rules": _version(call),
        "no_reading": read is None,
        "not_known": list(not_known(call, read)),
    }


def _answer(answer: Answer, read: Read) -> Data:
    rule = answer.rule
    about = {"rule": rule.id, "cites": rule.cites, "says": rule.says, "force": rule.force.words}
    return {**about, "because": list(because(answer, read)), "question": answer.question}


def _version(call: Call) -> str:
    if same_rules(call) is not False:
        return ""
    version = call.told["rules_version"]
    return f"It was decided under version {version} of the rules; the texts here are those of this Ringfence."


def _short(call: Call) -> str:
    if not call.told:
        return "a call, and no decision on record"
    outcome = next((str(each.told["outcome"]) for each in reversed(call.outcomes)), "")
    word = DECIDED.get(str(call.told["decision"]), "")
    if not outcome and call.told["decision"] == "allow":
        outcome = "what became of it is not recorded"
    return f"{word}, {outcome}" if outcome else word


def _tally(tally: Tally | None) -> Data | None:
    if tally is None:
        return None
    return {
        "decisions": [[DECIDED.get(word, word), f"{count:,}"] for word, count in sorted(tally.decisions.items())],
        "reasons": [[reason_in_words(code), code, f"{count:,}"] for code, count in tally.reasons.most_common()],
        "outcomes": [[word, f"{count:,}"] for word, count in tally.outcomes.most_common()],
        "days": [[british(day), *(f"{count:,}" for count in counts)] for day, counts in tally.by_day()],
        "first": when(tally.first),
        "last": when(tally.last),
    }


def _preference(event: Event) -> Data:
    told = dict(event.details)
    rows = [
        ("Said", event.said),
        ("Wording that was shown", told.pop("wording", "")),
        ("By", event.channel),
        ("Written down", when(event.recorded_at) + (f", by {event.recorded_by}" if event.recorded_by else "")),
        ("Reaches", event.scope.stops if event.scope else ""),
        ("About", event.about or ""),
        ("Source", event.source),
        ("Further", "; ".join(f"{name.replace('_', ' ')}: {_in_words(value)}" for name, value in sorted(told.items()))),
    ]
    return {
        "title": f"{SIDES.get(event.kind, event.kind)}, {when(event.at)}",
        "rows": [[label, value] for label, value in rows if value],
        "id": event.id,
    }


def _complaint(entry: Entry) -> str:
    told = entry.told
    if not told:
        return f"Entry {entry.seq}: {KINDS[entry.kind]}, erased."
    return f"Entry {entry.seq}, {when(told['at'])}: {KINDS[entry.kind]} in case {told.get('case', UNKNOWN)}."


def _erasure(entry: Entry) -> str:
    told = entry.told
    count = sum(last - first + 1 for first, last in told["entries"])
    return f"Entry {entry.seq}, {when(told['at'])}: {count:,} entries were emptied ({told['reason']})."


def _entry(entry: Entry, shown: Mapping[int, str]) -> list[str]:
    state = shown[entry.seq]
    at = when(entry.told.get("at")) if state == "told" else state
    return [str(entry.seq), KINDS.get(entry.kind, entry.kind), at, entry.leaf.hex()[:16]]


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
