"""The bundle worked through: cards with their script and list, loose scripts, transcripts, lists, and call records.

What the checks say is taken over as they say it. What could not be looked at, and why, stands beside it.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ringfence.calls import run as audit
from ringfence.campaigns import run as preflights
from ringfence.campaigns.card import Campaign, load
from ringfence.campaigns.preflight import stand
from ringfence.cases.bundle import transcript
from ringfence.cases.bundle.lists import folder_of, look_at
from ringfence.cases.bundle.sorting import Sorted
from ringfence.cases.events import CaseUnusable
from ringfence.cases.intake import from_file
from ringfence.errors import RingfenceError
from ringfence.logic import Facts
from ringfence.scripts.checking import ScriptReport, check, check_file

Progress = Callable[[str, float], None]
Data = dict[str, Any]


@dataclass
class Worked:
    """What came of a bundle."""

    campaigns: list[Data] = field(default_factory=list)
    scripts: list[Data] = field(default_factory=list)
    lists: list[Data] = field(default_factory=list)
    audit: Data | None = None
    complaints: Data | None = None
    missing: list[str] = field(default_factory=list)

    def miss(self, words: str) -> None:
        self.missing.append(words)


def work(
    files: Sequence[Sorted], output: Path, *, on: date | None, now: datetime, today: date, progress: Progress
) -> Worked:
    """Runs everything that can be run over the bundle; what is written goes under `output`."""
    by_kind: dict[str, list[Sorted]] = {}
    for each in files:
        by_kind.setdefault(each.kind, []).append(each)
    done = Worked()
    cards = list(_cards(by_kind.get("card", []), output, on, today, done, progress))
    only = cards[0] if len(cards) == 1 else None
    day = on or (only.campaign.field_from if only else today)
    standing = stand(only, on) if only else None
    facts = dict(standing.facts) if standing else {}
    registers = by_kind.get("register", [])
    parts: tuple[tuple[str, list[Data], Callable[[Sorted], Data]], ...] = (
        ("script", done.scripts, lambda each: _script(each, facts, day)),
        ("transcript", done.scripts, lambda each: _transcript(each, facts, day)),
        ("recording", done.scripts, lambda each: _script(each, facts, day)),
        ("list", done.lists, lambda each: look_at(each, standing, registers, output)),
    )
    for kind, into, look in parts:
        for each in by_kind.get(kind, []):
            progress(f"{kind} {each.name}", 0.5)
            try:
                into.append(look(each))
            except RingfenceError as error:  # told of, and the rest goes on
                done.miss(f"{each.name}: not looked at. {error.message}")
    _records(by_kind, cards, output, today, done, progress)
    _complaints(by_kind.get("complaints", []), now, done)
    _say_what_is_missing(by_kind, cards, done)
    return done


def _cards(
    files: Sequence[Sorted], output: Path, on: date | None, today: date, done: Worked, progress: Progress
) -> Iterator[Campaign]:
    for each in files:
        progress(f"campaign {each.name}", 0.1)
        try:
            card = load(each.file)
            target = output / "campaigns" / card.campaign.id
            report = preflights.run(each.file, target, on=on, today=today, progress=lambda _stage, _share: None)
        except RingfenceError as error:
            done.miss(f"{each.name}: the campaign could not be looked at. {error.message}")
            continue
        done.campaigns.append(_campaign(each, dict(report), target.relative_to(output)))
        yield card


def _campaign(each: Sorted, report: Data, target: Path) -> Data:
    script, screening = report["script"], report["list"]
    return {
        "file": each.name,
        "sha256": each.sha256,
        "id": report["campaign"]["id"],
        "name": report["campaign"]["name"],
        "judged_on": report["judged_on"],
        "verdict": report["verdict"],
        "sentence": report["sentence"],
        "script": {"file": script["file"], "overall": script["overall"], "sections": _sections(script["sections"])},
        "answers": [
            {name: answer[name] for name in ("rule", "cites", "outcome", "says", "because", "question", "needs")}
            for answer in report["answers"] if answer["outcome"] != "OK"
        ],
        "list": {name: screening[name] for name in ("rows", "numbers", "decisions", "reasons")} if screening else None,
        "report": (target / "report.html").as_posix(),
    }  # fmt: skip


def _sections(sections: Sequence[Data]) -> list[Data]:
    """The sections in which something was found, with the words."""
    return [
        {"id": each["id"], "class": each["class"], "text": each["text"], "findings": each["findings"]}
        for each in sections if each["findings"]
    ]  # fmt: skip


def _script(each: Sorted, facts: Facts, day: date) -> Data:
    return _checked(each, check_file(each.file, facts=facts, on=day), day, "as it stands")


def _transcript(each: Sorted, facts: Facts, day: date) -> Data:
    told = transcript.read(each.file.read_bytes().decode("utf-8-sig", "replace"))
    if not told.said.strip():
        raise CaseUnusable(f"{each.name}: nobody says anything in it. Check the file.")
    return _checked(each, check(told.said, facts=facts, on=day), day, told.how)


def _checked(each: Sorted, report: ScriptReport, day: date, how: str) -> Data:
    sections = [
        {
            "id": section.id, "class": section.kind, "text": section.text,
            "findings": [{"rule": f.code, "name": f.name, "level": f.level, "text": f.text, "message": f.message,
                          "cites": list(f.cites), "fix": f.fix} for f in section.findings],
        }
        for section in report.sections if section.findings
    ]  # fmt: skip
    return {
        "file": each.name, "sha256": each.sha256, "kind": each.kind, "read": how, "judged_on": day.isoformat(),
        "overall": report.overall, "decision": report.decision, "sections": sections, "notes": list(report.notes),
    }  # fmt: skip


def _records(
    by_kind: Mapping[str, list[Sorted]], cards: Sequence[Campaign], output: Path, today: date, done: Worked,
    progress: Progress,
) -> None:  # fmt: skip
    files = by_kind.get("records", [])
    if not files:
        return
    if not cards:
        done.miss(f"{len(files)} files of call records were not judged: no campaign card says what the calls were.")
        return
    progress("call records", 0.7)
    target = output / "audit"
    if target.is_dir() and (output / "sheet.json").exists():  # of an earlier sheet of ours, about other copies
        shutil.rmtree(target)
    with tempfile.TemporaryDirectory(dir=output, prefix=".bundle-") as name:
        place = Path(name)
        for number, each in enumerate(files):
            shutil.copyfile(each.file, place / f"{number:04d}-{each.file.name}")
        folder = _beside(cards)
        registers = folder_of(place / "registers", by_kind.get("register", []))
        try:
            told = audit.run(
                place, folder, target, registers=registers, today=today, progress=lambda _stage, _share: None
            )
        except RingfenceError as error:
            done.miss(f"The call records could not be judged. {error.message}")
            return
    kept = ("records", "decisions", "reasons", "broke_the_law", "law_broken", "campaigns", "without_card", "unknown")
    done.audit = {
        **{each: told[each] for each in kept}, "files": [each.name for each in files],
        "situations": told["situations"][:20], "summary": (target / "summary.json").relative_to(output).as_posix(),
    }  # fmt: skip


def _beside(cards: Sequence[Campaign]) -> Path:
    """The folder that holds all the cards: their common parent."""
    parents = [card.path.resolve().parent for card in cards]
    common = parents[0]
    while not all(common in (parent, *parent.parents) for parent in parents):
        common = common.parent
    return common


def _complaints(files: Sequence[Sorted], now: datetime, done: Worked) -> None:
    if not files:
        return
    read, refused, to_stop = 0, list[str](), 0
    for each in files:
        for place, found in from_file(each.file, now):
            if isinstance(found, CaseUnusable):
                refused.append(f"{place}: {found.message}")
                continue
            read += 1
            to_stop += bool(found.objects)
    done.complaints = {
        "files": [each.name for each in files],
        "complaints": read,
        "ask_for_calls_to_stop": to_stop,
        "refused": refused,
    }


def _say_what_is_missing(by_kind: Mapping[str, list[Sorted]], cards: Sequence[Campaign], done: Worked) -> None:
    wanted = {
        "card": "a campaign card: who called for whom, for what purpose, when, from which list",
        "records": "call records: what was called, and when",
        "register": "the TPS and CTPS as they were drawn, named like tps-2009-05-28.csv",
    }
    for kind, words in wanted.items():
        if not by_kind.get(kind) and not (kind == "register" and any(card.registers for card in cards)):
            done.miss(f"Not in the bundle: {words}.")
    if not by_kind.get("script") and not cards:
        done.miss("Not in the bundle: the script.")
    if lists := by_kind.get("list"):
        names = ", ".join(each.name for each in lists)
        known = "judged as if the one card there is had named them" if len(cards) == 1 else "not judged"
        done.miss(f"No card names {names}: they were {known}.")
    if by_kind.get("recording"):
        done.miss("Recordings are only as good as their transcriber: listen to what matters.")
    for name in (done.audit or {}).get("without_card", {}):
        done.miss(f"The call records speak of the campaign “{name or '(none)'}”, of which there is no card.")
    if done.complaints and done.complaints["ask_for_calls_to_stop"]:
        done.miss(
            f"{done.complaints['ask_for_calls_to_stop']} complaints ask for calls to stop: take them in with "
            "`ringfence case open --from`, for nothing here records an objection."
        )
