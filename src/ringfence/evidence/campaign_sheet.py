"""A campaign for the PDF: who stands behind it, its signings, its lists and where they come from, its script."""

from collections.abc import Mapping
from typing import Any

from ringfence.evidence.account import Campaign, table
from ringfence.evidence.scripted import findings_of
from ringfence.evidence.words import UNKNOWN, register_in_words, when
from ringfence.ledger.entry import Entry

Data = dict[str, Any]


def campaign_sheet(campaign: Campaign) -> Data:
    card = campaign.card()
    return {
        "id": campaign.id,
        "name": str(table(card, "campaign").get("name") or campaign.id),
        "rows": [[label, value or UNKNOWN] for label, value in _who(card)],
        "signed": [_signed(each) for each in campaign.signed],
        "approved": [_approved(each) for each in campaign.of_kind("script-approved")],
        "screened": [_screened(each) for each in campaign.of_kind("list-screened")],
        "lists": [_list(each) for each in card.get("lists", ()) if isinstance(each, dict)],
        "script": findings_of(campaign),
        "lines": [_line(each) for each in campaign.of_kind("line-tested")],
        "card": bool(card),
    }


def _who(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    about, caller = table(card, "campaign"), table(card, "caller")
    return [
        ("On whose behalf", str(table(card, "instigator").get("name", ""))),
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
        "version": told["version"].partition(" ")[0],
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
    by = told.get("by") or "somebody"
    return f"Entry {entry.seq}, {when(told['at'])}: {by} approved it as {told['overall']} ({found}{waived})."


def _screened(entry: Entry) -> str:
    told = entry.told
    counts = ", ".join(f"{count:,} {word}" for word, count in told.get("decisions", {}).items())
    return f"Entry {entry.seq}, {when(told['at'])}: {told['rows']:,} rows screened for {when(told['on'])} ({counts})."


def _line(entry: Entry) -> str:
    told = entry.told
    reached = "was" if told["reached"] else "was not"
    return f"Entry {entry.seq}, {when(told['at'])}: {told['line']} was rung, and the caller {reached} reached."


def _list(each: Mapping[str, Any]) -> list[list[str]]:
    collected = [when(str(each[name])) for name in ("collected_from", "collected_until") if each.get(name)]
    checked = {True: "done", False: "not done"}.get(each.get("checks_done"))  # type: ignore[arg-type]
    days = {name: when(str(each[name])) for name in ("obtained_on", "art14_told_on") if each.get(name)}
    rows = [
        ("File", each.get("file")),
        ("Kind", each.get("kind")),
        ("Supplied by", each.get("supplier")),
        ("Through whose hands", ", ".join(map(str, each.get("chain", ())))),
        ("Collected", " to ".join(collected)),
        ("Obtained on", days.get("obtained_on")),
        ("Wording shown when it was collected", each.get("collection_wording")),
        ("Organisations named in it", ", ".join(map(str, each.get("named_organisations", ())))),
        ("Checks on the supplier", "; ".join(map(str, each.get("checks", ()))) or checked),
        ("People told who holds their number on", days.get("art14_told_on")),
    ]
    return [[label, str(value or UNKNOWN)] for label, value in rows]
