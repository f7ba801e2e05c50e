"""Campaigns that are being made ready: a folder each under HOME/drafts, with the files that were uploaded.

HOME/drafts/ID/files/      the card and everything it names, as preflight and signing read it
HOME/drafts/ID/before/     what each file was before it was last replaced, to compare with
HOME/drafts/ID/out/        what the last check wrote
HOME/drafts/ID/draft.json  who changed it, and when it was last changed
"""

import filecmp
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringfence.campaigns.report.shape import Report
from ringfence.campaigns.signed import ID
from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError
from ringfence.preferences.register_store.durable import replace_whole
from ringfence.web.held import held
from ringfence.web.receiving import received, safe

CARD = "campaign.toml"
EDITED = (".md", ".txt")  # scripts that are text: they can be changed on the screen


class DraftRefused(RingfenceError):
    """A draft that cannot be made, or that is not there."""

    code = "draft-refused"


@dataclass(frozen=True)
class Draft:
    """A campaign's folder."""

    id: str
    folder: Path

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def before(self) -> Path:
        return self.folder / "before"

    @property
    def card(self) -> Path:
        return self.files / CARD

    def named(self) -> list[Path]:
        """The files, in the order of their names."""
        return sorted(each for each in self.files.iterdir() if each.is_file() and not each.name.startswith("."))

    def told(self) -> dict[str, Any]:
        """Who changed it, and when."""
        try:
            found: dict[str, Any] = json.loads((self.folder / "draft.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {"changed_by": [], "changed_at": ""}
        return found

    def changed(self, who: str, at: str) -> None:
        """Notes who changed it: whoever did may not be the second pair of eyes."""
        with held(self.folder):
            names = sorted({*self.told()["changed_by"], who})
            told = json.dumps({"changed_by": names, "changed_at": at}).encode()
            replace_whole(self.folder / "draft.json", told)

    def report(self) -> Report | None:
        """What the last check found; None if there was none, or if a file was changed since."""
        file = self.out / "report.json"
        try:
            report: Report = json.loads(file.read_bytes())
        except (OSError, ValueError):
            return None
        newest = max(each.stat().st_mtime_ns for each in (self.files, *self.named()))  # the folder: of a removal
        return report if file.stat().st_mtime_ns >= newest else None

    def put(
        self, name: str, chunks: Iterable[bytes], most: int | None = None, noting: Callable[[], None] | None = None
    ) -> bool:  # fmt: skip
        """Takes a file, whole or not at all; the one that it replaces is kept to compare with.

        Whether anything changed: the very same again is left as it was. `noting` is called before a change counts.
        """
        with received(self.folder / ".incoming", name, chunks, most) as part:
            target = self.files / name
            there = target.exists()
            if there and filecmp.cmp(part, target, shallow=False):
                return False
            if noting:
                noting()
            if there:
                self.before.mkdir(exist_ok=True)
                shutil.copy2(target, self.before / name)
            part.replace(target)
            sync_folder(self.files)
        return True

    def remove(self, name: str) -> None:
        """Removes a file."""
        (self.files / safe(name)).unlink(missing_ok=True)
        sync_folder(self.files)


def drafts(home: Path) -> list[Draft]:
    """Every draft, by id."""
    place = home / "drafts"
    return [Draft(each.name, each) for each in sorted(place.glob("*")) if (each / "files").is_dir()]


def draft(home: Path, campaign: str) -> Draft | None:
    """The draft of this id, if there is one."""
    if not ID.fullmatch(campaign) or not (home / "drafts" / campaign / "files").is_dir():
        return None
    return Draft(campaign, home / "drafts" / campaign)


def begin(home: Path, campaign: str, card: str) -> Draft:
    """A new draft with this card."""
    if not ID.fullmatch(campaign):
        raise DraftRefused(
            f'"{campaign[:80]}" is no id. Write letters, digits and . _ - only, and begin with a letter or a digit.'
        )
    folder = home / "drafts" / campaign
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        raise DraftRefused(f"There is a campaign {campaign} already. Open it, or choose another id.") from None
    made = Draft(campaign, folder)
    made.files.mkdir(mode=0o700)
    made.put(CARD, [card.encode()])
    sync_folder(folder.parent)
    return made
