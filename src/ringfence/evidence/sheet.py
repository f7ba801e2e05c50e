"""An account -> what the PDF for people shows, as plain data; the template only sets it."""

from collections.abc import Iterator, Mapping
from typing import Any

from ringfence.calendar import british
from ringfence.evidence import points as audit
from ringfence.evidence.account import Account, Call, Campaign
from ringfence.evidence.judged import because, differs, not_known, read_again, same_rules, text_of
from ringfence.evidence.scripted import findings_of
from ringfence.evidence.summary import summary
from ringfence.evidence.tally import Tally
from ringfence.evidence.words import KINDS, UNKNOWN, reason_in_words, register_in_words, when
from ringfence.ledger.checkpoint import VerifyingKey
from ringfence.ledger.entry import Entry
from ringfence.preferences.events import Event
from ringfence.rule import Force

MOST_CALLS = 100  # calls told one by one in the PDF; all are in calls.csv
SIDES = {"objection": "Objection", "lifting": "Objection lifted", "consent": "Consent", "refusal": "Consent refused",
         "withdrawal": "Consent withdrawn", "erasure": "Erasure"}  # fmt: skip
DECIDED = {"allow": "could be made", "hold": "held", "block": "stopped"}
Data = dict[str, Any]


def sheet(account: Account, title: str, key: VerifyingKey, shown: Mapping[int, str], tally: Tally | None) -> Data:
    """Everything the PDF says. `shown` is the state of each entry in the pack, by its place."""
    calls = account.calls[-MOST_CALLS:]
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
        "calls": [_call(account, call) for call in calls],
        "tally": _tally(tally),
        "campaigns": [_campaign(each) for each in account.campaigns.values()],
        "preferences": [_preference(each) for each in account.events],
        "complaints": [_complaint(each) for each in account.complaints],
        "erasures": [_erasure(each) for each in account.erasures if each.payload is not None],
        "rules": list(rules(account)),
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


def _call(account: Account, call: Call) -> Data:
    found, read = audit.points(account, call), read_again(call)
    told = set(call.told.get("reasons", ()))
    answers = [each for each in read.against if each.reason in told] if read else []
    version = call.told.get("rules_version")
    return {
        "title": f"{when(call.at)}: {_short(call)}",
        "points": [{"label": each.label, "value": each.value or UNKNOWN, "entry": each.entry} for each in found],
        "recorded": f"{audit.recorded(found)} of {len(found)}",
        "reasons": [reason_in_words(code) for code in call.told.get("reasons", ())],
        "answers": [
            {"rule": each.rule.id, "cites": each.rule.cites, "says": each.rule.says, "force": each.rule.force.words,
             "because": list(because(each, read)), "question": each.question}
            for each in answers if read
        ],
        "in_order": [
            {"rule": each.rule.id, "cites": each.rule.cites, "says": each.rule.says} for each in (read.in_order if read else ()) if each.rule.force is not Force.PRODUCT
        ],
        "differs": differs(call, read),
        "rules": "" if same_rules(call) is not False else f"It was decided under version {version} of the rules; the texts here are those of this version of Ringfence.",
        "no_reading": read is None,
        "not_known": list(not_known(call, read)),
    }  # fmt: skip


def _short(call: Call) -> str:
    if not call.told:
        return "a call, and no decision on record"
    outcome = next((str(each.told["outcome"]) for each in reversed(call.outcomes)), "")
    word = DECIDED.get(str(call.told["decision"]), "")
    return f"{word}{f', {outcome}' if outcome else ', what became of it is not recorded' if word == 'could be made' else ''}"


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


def _campaign(campaign: Campaign) -> Data:
    card = campaign.card()
    return {
        "id": campaign.id,
        "name": str(_of(card, "campaign").get("name") or campaign.id),
        "rows": [[label, value or UNKNOWN] for label, value in _who(card)],
        "signed": [_signed(each) for each in campaign.signed],
        "approved": [_approved(each) for each in campaign.of_kind("script-approved")],
        "screened": [_screened(each) for each in campaign.of_kind("list-screened")],
        "lists": [_list(each) for each in card.get("lists", ()) if isinstance(each, dict)],
        "script": findings_of(campaign),
        "lines": [_line(each) for each in campaign.of_kind("line-tested")],
        "card": bool(card),
    }


def _of(card: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = card.get(name, {})
    return found if isinstance(found, dict) else {}


def _who(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    about, caller = _of(card, "campaign"), _of(card, "caller")
    return [
        ("On whose behalf", str(_of(card, "instigator").get("name", ""))),
        ("Who makes the calls", str(caller.get("name", ""))),
        ("As whom callers introduce themselves", str(caller.get("introduces_itself_as", ""))),
        ("Declared purpose", str(about.get("purpose", "")).replace("_", " ")),
        ("Kind of call", str(about.get("mode", "")).replace("_", " ")),
        ("In the field", _field(about)),
    ]


def _field(about: Mapping[str, Any]) -> str:
    first, last = about.get("field_from"), about.get("field_until")
    return f"{when(str(first))} to {when(str(last))}" if first and last else ""


def _signed(entry: Entry) -> Data:
    told = entry.told
    return {
        "entry": entry.seq,
        "when": when(told["at"]),
        "by": told.get("by") or UNKNOWN,
        "version": told["version"],
        "decision": told["decision"],
        "card": told["card_sha256"],
        "script": told["script_sha256"],
        "lists": list(told.get("list_sha256", ())),
        "accepted": [_accepted(each) for each in told.get("accepted", ())],
        "registers": [register_in_words(each) for each in told.get("registers", ())],
    }


def _accepted(told: Mapping[str, str]) -> str:
    rest = ", ".join(f"{name} {value}" for name, value in told.items() if name not in ("rule", "why"))
    return f"{told.get('rule', '')}: {told.get('why', '')}{f' ({rest})' if rest else ''}"


def _approved(entry: Entry) -> str:
    told = entry.told
    found = ", ".join(f"{code} {count}x" for code, count in told.get("findings", {}).items()) or "no findings"
    waived = f"; {len(told['waivers'])} waived" if told.get("waivers") else ""
    return f"Entry {entry.seq}, {when(told['at'])}: {told.get('by') or 'somebody'} approved it as {told['overall']} ({found}{waived})."


def _screened(entry: Entry) -> str:
    told = entry.told
    counts = ", ".join(f"{count:,} {word}" for word, count in told.get("decisions", {}).items())
    return f"Entry {entry.seq}, {when(told['at'])}: {told['rows']:,} rows screened for {when(told['on'])} ({counts})."


def _line(entry: Entry) -> str:
    told = entry.told
    return f"Entry {entry.seq}, {when(told['at'])}: {told['line']} was rung, and the caller {'was' if told['reached'] else 'was not'} reached."


def _list(each: Mapping[str, Any]) -> list[list[str]]:
    collected = [when(str(each[name])) for name in ("collected_from", "collected_until") if each.get(name)]
    rows = [
        ("File", each.get("file")),
        ("Kind", each.get("kind")),
        ("Supplied by", each.get("supplier")),
        ("Through whose hands", ", ".join(map(str, each.get("chain", ())))),
        ("Collected", " to ".join(collected)),
        ("Obtained on", when(str(each["obtained_on"])) if each.get("obtained_on") else ""),
        ("Wording shown when it was collected", each.get("collection_wording")),
        ("Organisations named in it", ", ".join(map(str, each.get("named_organisations", ())))),
        ("Checks on the supplier", "; ".join(map(str, each.get("checks", ()))) or {True: "done", False: "not done"}.get(each.get("checks_done"))),
        ("People told who holds their number on", when(str(each["art14_told_on"])) if each.get("art14_told_on") else ""),
    ]  # fmt: skip
    return [[label, str(value or UNKNOWN)] for label, value in rows]


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
        ("Further", "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in sorted(told.items()))),
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
    at = entry.told.get("at") if shown[entry.seq] == "told" else None
    return [
        str(entry.seq),
        KINDS.get(entry.kind, entry.kind),
        when(at) if at else shown[entry.seq],
        entry.leaf.hex()[:16],
    ]
