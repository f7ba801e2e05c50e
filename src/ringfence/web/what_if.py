"""What would change the answer to the numbers of a situation: found with the check for the largest, else when asked.

HOME/drafts/ID/what-if.json   by the digest of the report, for each of its largest situations
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from ringfence.campaigns.other_facts import Change, changes
from ringfence.campaigns.report.charts import OPENLY
from ringfence.campaigns.report.shape import Situation
from ringfence.preferences.register_store.durable import replace_whole
from ringfence.web import waiving
from ringfence.web.drafts import Draft

NAME = "what-if.json"


def make(draft: Draft) -> None:
    """Finds it for the situations that are shown openly."""
    report = draft.report()
    if report is None or report["list"] is None:
        return
    largest = sorted(report["list"]["situations"], key=lambda each: -each["count"])[:OPENLY]
    found = {each["id"]: [[change.words, change.decision] for change in _changes(draft, each)] for each in largest}
    replace_whole(draft.folder / NAME, json.dumps({"report": _digest(draft), "situations": found}).encode())


def what_if(draft: Draft, situation: Situation) -> tuple[Change, ...]:
    """What would change the answer, the campaign as it is."""
    digest = _digest(draft)
    kept = _kept(draft, digest).get(situation["id"])
    if kept is not None:
        return tuple(Change(tuple(words), decision) for words, decision in kept)
    return _once(draft.folder, digest, situation["id"])


def _kept(draft: Draft, digest: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads((draft.folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(told["situations"]) if told["report"] == digest else {}


@lru_cache(maxsize=256)
def _once(folder: Path, _digest: str, situation: str) -> tuple[Change, ...]:
    draft = Draft(folder.name, folder)
    report = draft.report()
    listed = report["list"] if report else None
    some = [each for each in listed["situations"] if each["id"] == situation] if listed else []
    return _changes(draft, some[0]) if some else ()


def _changes(draft: Draft, situation: Situation) -> tuple[Change, ...]:
    standing = waiving.standing(draft)
    return changes(situation.get("facts", {}), lambda facts: standing.of_number(facts).decision)


def _digest(draft: Draft) -> str:
    with (draft.out / "report.json").open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
