"""Campaigns that are being made ready: a folder each under HOME/drafts, with the files that were uploaded.

HOME/drafts/ID/files/      the card and everything it names, as preflight and signing read it
HOME/drafts/ID/before/     what each file was before it was last replaced, to compare with
HOME/drafts/ID/out/        what the last check wrote
HOME/drafts/ID/draft.json  who changed it, and when it was last changed
"""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringfence.campaigns.report.shape import Report
from ringfence.campaigns.signed import ID
from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError
from ringfence.preferences.register_store.durable import replace_whole
from ringfence.scripts import intake as scripts

CARD = "campaign.toml"
MIB = 1 << 20
EDITED = (".md", ".txt")  # scripts that are text: they can be changed on the screen
TEXT, OFFICE = (".csv", ".tsv", ".txt", ".md", ".toml"), (".docx", ".xlsx")
MOST = {".csv": 1024, ".tsv": 1024, ".txt": 1024, ".xlsx": 256, ".docx": 20, ".md": 5}  # MiB
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,99}")


class UploadRefused(RingfenceError):
    """A file that is not taken; what was there before stays."""

    code = "upload-refused"


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

    def put(self, name: str, chunks: Iterable[bytes], most: int | None = None) -> None:
        """Takes a file, whole or not at all; the one that it replaces is kept to compare with."""
        part = self.folder / ".incoming"
        try:
            _receive(part, chunks, most if most is not None else limit(name), name)
            _look(part, name)
            target = self.files / name
            if target.exists():
                self.before.mkdir(exist_ok=True)
                shutil.copy2(target, self.before / name)
            part.replace(target)
            sync_folder(self.files)
        finally:
            part.unlink(missing_ok=True)

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


def safe(name: str) -> str:
    """The name under which a file is kept; refused if it could name another place, or is of no kind we read."""
    if not NAME.fullmatch(name):
        raise UploadRefused(
            f'"{name[:80]}" is no name for a file here. Use letters, digits, spaces and . _ - only, and no folder.'
        )
    if Path(name).suffix.lower() not in TEXT + OFFICE:
        raise UploadRefused(f"{name}: this kind of file is not read. Send one of {', '.join(TEXT + OFFICE)}.")
    return name


def limit(name: str) -> int:
    """How many bytes a file of this kind may have."""
    return MOST.get(Path(safe(name)).suffix.lower(), 1) * MIB


def _receive(part: Path, chunks: Iterable[bytes], most: int, name: str) -> None:
    size = 0
    with part.open("wb") as sink:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise UploadRefused(f"{name} is larger than {most / MIB:,.0f} MiB. Send a smaller file, or in parts.")
            sink.write(chunk)
        sink.flush()
        os.fsync(sink.fileno())
    if not size:
        raise UploadRefused(f"{name} is empty. Nothing was kept.")


def _look(part: Path, name: str) -> None:
    """Refuses a file that is not of the kind that its name says."""
    suffix = Path(name).suffix.lower()
    with part.open("rb") as file:
        head = file.read(MIB)
    if suffix in TEXT:
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        if b"\x00" in head and not wide:
            raise UploadRefused(
                f"{name} is not a text file, whatever its name says. Save it as {suffix}, or rename it."
            )
        return
    if not zipfile.is_zipfile(part):
        raise UploadRefused(f"{name} is damaged or cut short, or not a {suffix} file. Save it again and send it again.")
    if suffix == ".docx":
        scripts.read_bytes(part.read_bytes(), name)
