"""The card and the script behind a record, found by their digest: a file that is not the very one is not shown."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 20_000_000  # bytes of a file that is looked at; cards and scripts are far smaller
MOST = 2_000  # files of a folder that are looked at


@dataclass(frozen=True)
class Paper:
    """A file as it was when it was recorded."""

    name: str
    sha256: str
    data: bytes


class Papers:
    """The folders in which the files of campaigns lie, each file known by its SHA-256."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._found: dict[str, Path] | None = None

    def find(self, sha256: str) -> Paper | None:
        """The file with this digest; None if it is in none of the folders."""
        if self._found is None:
            self._found = {digest: file for file in _files(self._folders) if (digest := _digest(file))}
        file = self._found.get(sha256) if sha256 else None
        if file is None:
            return None
        data = file.read_bytes()
        return Paper(file.name, sha256, data) if hashlib.sha256(data).hexdigest() == sha256 else None


def card_of(paper: Paper | None) -> dict[str, Any]:
    """What a card says, table by table; nothing if there is none, or none that can be read."""
    if paper is None:
        return {}
    try:
        return tomllib.loads(paper.data.decode("utf-8-sig"))
    except ValueError:
        return {}


def campaign_id(folder: Path) -> str | None:
    """The id in the card of a campaign's folder; None if there is no card that can be read."""
    file = folder / "campaign.toml" if folder.is_dir() else folder
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))["campaign"]["id"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        inside = (each for each in sorted(folder.rglob("*")) if each.is_file() and not each.is_symlink())
        for place, file in enumerate(inside):
            if place >= MOST:
                break
            yield file


def _digest(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            return ""
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
