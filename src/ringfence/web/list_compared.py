"""Whose answer changed since the check before: counts by reason, kept with the check. No number is in it.

HOME/drafts/ID/earlier/        the verdicts and the report of the check before the last, where they differ from the last
HOME/drafts/ID/compared.json   what changed from those to the last
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringfence.campaigns.report.shape import Report
from ringfence.lists import summaries
from ringfence.lists.diff import CHANGES, by_reason, diff
from ringfence.preferences.register_store.durable import replace_whole
from ringfence.reasons import REASONS
from ringfence.web.drafts import Draft

LISTS, REPORT, NAME = ("callable.csv", "excluded.csv"), "report.json", "compared.json"
NOBODY_ASKS = {"new, not callable", "gone, was not callable"}
WORDS = {
    "no longer callable": "May no longer be called",
    "now callable": "May now be called",
    "held, now blocked": "Were held, are blocked",
    "blocked, now held": "Were blocked, are held",
    "other reasons": "Same answer, other reasons",
    "new, callable": "New on the list, may be called",
    "new, not callable": "New on the list, may not be called",
    "gone, was callable": "Off the list, could be called",
    "gone, was not callable": "Off the list, could not be called",
}


@dataclass(frozen=True)
class Reason:
    """Numbers that changed from one set of reasons to another."""

    count: int
    came: tuple[tuple[str, str], ...]  # code and words
    went: tuple[tuple[str, str], ...]
    situation: tuple[str, ...]  # what most of them are in now, in words


@dataclass(frozen=True)
class Change:
    """One kind of change, the largest reasons first."""

    key: str
    words: str
    count: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Compared:
    """Two checks of a list beside each other."""

    before: int
    after: int
    same: int
    changes: tuple[Change, ...]
    causes: tuple[str, ...]
    judged_before: str


def set_aside(draft: Draft) -> Path | None:
    """A copy of what the last check wrote, before a new one takes it back; None if there was none."""
    if not (draft.out / REPORT).is_file():
        return None
    place = draft.folder / ".earlier"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    for name in (*LISTS, REPORT):
        if (draft.out / name).is_file():
            shutil.copy2(draft.out / name, place / name)
    return place


def compare(draft: Draft, aside: Path | None) -> None:
    """Keeps what changed since the check that was set aside; a check that found the same changes nothing here."""
    if aside is None:
        return
    if all(_digest(aside / name) == _digest(draft.out / name) for name in LISTS):
        shutil.rmtree(aside)
        return
    earlier = draft.folder / "earlier"
    shutil.rmtree(earlier, ignore_errors=True)
    aside.rename(earlier)
    (draft.folder / NAME).unlink(missing_ok=True)
    if any((earlier / name).is_file() for name in LISTS) and any((draft.out / name).is_file() for name in LISTS):
        replace_whole(draft.folder / NAME, json.dumps(_compared(draft, earlier)).encode())


def compared(draft: Draft) -> Compared | None:
    """What changed between the last two checks that differ; None if there are no two."""
    try:
        told: dict[str, Any] = json.loads((draft.folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Compared(
        told["before"],
        told["after"],
        told["same"],
        tuple(_change(each) for each in told["changes"]),
        tuple(told["causes"]),
        told["judged_before"],
    )


def _change(told: Mapping[str, Any]) -> Change:
    reasons = tuple(
        Reason(each["count"], _named(each["came"]), _named(each["went"]), tuple(each["situation"]))
        for each in told["reasons"]
    )
    return Change(told["key"], WORDS[told["key"]], told["count"], reasons)


def _named(codes: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, REASONS.get(code, code)) for code in codes)


def _compared(draft: Draft, earlier: Path) -> dict[str, Any]:
    reports: list[Report] = [json.loads((place / REPORT).read_bytes()) for place in (earlier, draft.out)]
    work = draft.folder / ".comparing"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        found = diff(_verdicts(earlier, work / "before.csv"), _verdicts(draft.out, work / "after.csv"))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    listed = reports[1]["list"]
    words = {each["id"]: each["words"] for each in listed["situations"]} if listed else {}
    changes = [
        {
            "key": key,
            "count": count,
            "reasons": [
                _reason(pair, number, key, found.groups, words) for pair, number in by_reason(found.groups, key).items()
            ],
        }
        for key, count in found.counts.items()
    ]
    return {
        "before": found.before,
        "after": found.after,
        "same": found.same,
        "changes": sorted(changes, key=lambda each: list(CHANGES).index(str(each["key"]))),
        "causes": list(summaries.causes(_stood_on(reports[0]), _stood_on(reports[1]))),
        "judged_before": reports[0]["judged_on"],
    }


def _reason(pair: tuple[str, str], count: int, key: str, groups: Any, words: Mapping[str, list[str]]) -> dict[str, Any]:
    old, new = (set(filter(None, each.split(";"))) for each in pair)
    most = next(
        each for each in groups if each.change == key and (each.reasons_before or "", each.reasons_after or "") == pair
    )
    came, went = sorted(new - old), sorted(old - new)
    return {"count": count, "came": came, "went": went, "situation": words.get(most.situation_after or "", [])}


def _verdicts(folder: Path, target: Path) -> Path:
    """Both lists of a check as one file: every number stands in one of them."""
    with target.open("wb") as sink:
        for place, name in enumerate(each for each in LISTS if (folder / each).is_file()):
            with (folder / name).open("rb") as lines:
                head = lines.readline()
                if not place:
                    sink.write(head)
                shutil.copyfileobj(lines, sink)
    return target


def _stood_on(report: Report) -> dict[str, Any]:
    """What a report's screening stood on, as summaries of screenings say it."""
    listed = report["list"]
    found: dict[str, Any] = {"on": report["judged_on"], "rules_version": report["rules_version"], "registers": []}
    if listed:
        found["registers"] = listed["registers"]
        rows: dict[str, int] = {}
        for each in listed.get("on_file", []):
            rows[each["what"].lower()] = rows.get(each["what"].lower(), 0) + each["rows"]
        names = {words: name for name, words in summaries.FILES.items()}
        found |= {names[what]: {"rows": count} for what, count in rows.items()}
    return found


def _digest(file: Path) -> str:
    if not file.is_file():
        return ""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
