"""The script of a campaign as it was signed, with what the check finds in it under the law of the day it was signed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ringfence.calendar import british
from ringfence.errors import RingfenceError
from ringfence.evidence.account import Campaign
from ringfence.facts import FACTS
from ringfence.logic import Value
from ringfence.preferences.events import day_of
from ringfence.scripts.checking import check_as_read
from ringfence.scripts.findings import Finding
from ringfence.scripts.intake import read_bytes
from ringfence.scripts.review import EFFECTS

DECISIONS = {
    "allow": "nothing in it stops a call",
    "hold": "calls are held until it is settled",
    "block": "not to be used as it is",
}
CARD = {  # tables and keys of a card -> the facts by which a script is judged
    ("campaign", "purpose"): "purpose",
    ("campaign", "mode"): "mode",
    ("answers", "linked_to_person"): "answers_linked",
    ("answers", "reused_for_marketing"): "answers_reused",
    ("answers", "analysed_as_research"): "answers_analysed",
}


def findings_of(campaign: Campaign) -> dict[str, Any] | None:
    """The last signed script, section by section, with its findings; None if the very file is not at hand."""
    signed = campaign.signed[-1] if campaign.signed else None
    paper = None if signed is None else campaign.script(signed.told.get("version", ""))
    if signed is None or paper is None:
        return None
    told = signed.told
    on = day_of(str(told.get("first_day") or told["at"]))
    try:
        report = check_as_read(read_bytes(paper.data, paper.name), facts=_facts(campaign.card(told["version"])), on=on)
    except RingfenceError as error:
        return {"name": paper.name, "sha256": paper.sha256, "on": british(on), "unread": error.message, "sections": []}
    waivers = _waivers(campaign, paper.sha256)
    return {
        "name": paper.name,
        "sha256": paper.sha256,
        "on": british(on),
        "unread": "",
        "overall": report.overall.replace("_", " "),
        "decision": DECISIONS[report.decision],
        "sections": [
            {
                "label": each.label or each.id,
                "text": each.text,
                "kind": each.kind.replace("_", " "),
                "findings": [_finding(one, waivers.get((one.code, each.id))) for one in each.findings],
            }
            for each in report.sections
        ],
    }  # fmt: skip


def _waivers(campaign: Campaign, sha256: str) -> dict[tuple[str, str], Mapping[str, str]]:
    """What was let stand when this very script was approved, by code and section."""
    approved = [each.told for each in campaign.of_kind("script-approved") if each.told["sha256"] == sha256]
    return {(each["code"], each["section"]): each for each in (approved[-1].get("waivers", ()) if approved else ())}


def _finding(found: Finding, waiver: Mapping[str, str] | None) -> dict[str, str]:
    told = {"code": found.code, "level": found.level, "text": found.text, "message": found.message}
    return told | {"waived": "" if waiver is None else _waived(waiver)}


def _waived(told: Mapping[str, str]) -> str:
    effect = EFFECTS.get(told["effect"], told["effect"])  # type: ignore[call-overload] # one that a later version knows
    return f"Let stand by {told['by']}, {british(date.fromisoformat(told['on']))}: {told['reason']} ({effect})"


def _facts(card: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for (table, key), fact in CARD.items():
        rows = card.get(table)
        value = rows.get(key) if isinstance(rows, dict) else None
        if isinstance(value, str | bool) and fact in FACTS:
            found[fact] = value
    return found
