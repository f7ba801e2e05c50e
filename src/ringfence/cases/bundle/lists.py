"""Lists that no card names: how much of them can be read, and what would be said of them for the one card there is."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ringfence.campaigns import run as preflights
from ringfence.campaigns.preflight import Standing
from ringfence.cases.bundle.sorting import Sorted
from ringfence.lists.normalise import normalise

Data = dict[str, Any]


def look_at(each: Sorted, standing: Standing | None, registers: Sequence[Sorted], output: Path) -> Data:
    """What stands in a list that no card names; and, if there is one card, its verdicts as if it were its own."""
    kinds: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    rows = numbers = 0
    for row in normalise(each.file):
        rows, numbers = max(rows, row.row), numbers + (row.e164 is not None)
        kinds[row.kind] += 1
        if row.e164 is None and row.problem:
            problems[row.problem] += 1
    read = {"rows": rows, "numbers": numbers, "kinds": dict(kinds.most_common())}
    told = {"file": each.name, "sha256": each.sha256, **read, "problems": dict(problems.most_common(10))}
    return {**told, "screened": _screened(each, standing, registers, output) if standing else None}


def _screened(each: Sorted, standing: Standing, registers: Sequence[Sorted], output: Path) -> Data:
    """The list as the one campaign's, held beside the bundle's registers or else the card's own."""
    target = output / "lists" / f"{each.sha256[:12]}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=".bundle-") as name:
        folder = folder_of(Path(name) / "registers", registers)
        screening = preflights.screen_file(
            standing, each.file, registers=folder, phone_column=None, output=target,
            progress=lambda _stage, _share: None,
        )  # fmt: skip
    summary = screening.summary()
    return {
        "campaign": standing.campaign.campaign.id,
        "decisions": summary["decisions"],
        "reasons": summary["reasons"],
        "verdicts": target.relative_to(output).as_posix(),
    }


def folder_of(folder: Path, files: Sequence[Sorted]) -> Path | None:
    """The files copied into one folder; None if there are none."""
    if not files:
        return None
    folder.mkdir()
    for each in files:
        shutil.copyfile(each.file, folder / each.file.name)
    return folder
