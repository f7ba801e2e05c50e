"""What a campaign's signature rests on, looked up once for the same files, registers, objections, rules and day.

HOME/drafts/ID/sheet.json   what was found, and the digest of all that it was found from

It is what the page shows; the signature itself walks script and list again.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from ringfence.campaigns import signing
from ringfence.campaigns.signing import Sheet
from ringfence.gate.kept import Wanted, taking
from ringfence.preferences.register_store.durable import replace_whole
from ringfence.preferences.register_store.manifest import folder_of
from ringfence.rulebook import version
from ringfence.store import open_store
from ringfence.web.drafts import Draft

NAME = "sheet.json"


def sheet(draft: Draft, home: Path, today: date) -> Sheet:
    """The sheet of the files as they are now."""
    key = _key(draft, home, today)
    return _kept(draft, key) or _made(draft, home, today, key)


def make(draft: Draft, home: Path, today: date) -> None:
    """Makes the sheet ahead of whoever wants it: what holds the campaign is found with the check."""
    sheet(draft, home, today)


def _kept(draft: Draft, key: str) -> Sheet | None:
    try:
        told = json.loads((draft.folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if told.pop("key", None) != key:
        return None
    return Sheet(told["held"], told["problem"], tuple(told["contested_by"]))


def _made(draft: Draft, home: Path, today: date, key: str) -> Sheet:
    with taking(Wanted(home, registers=True, objections=True, consents=True)) as kept_for:
        made = signing.sheet(signing.look(draft.files, today, kept_for))
    replace_whole(draft.folder / NAME, json.dumps({"key": key, **asdict(made)}).encode())
    return made


def _key(draft: Draft, home: Path, today: date) -> str:
    """The digest of everything that the sheet is found from: files by what is in them, the store by its last event."""
    seen = hashlib.sha256(f"{version()} {today}".encode())
    manifest = folder_of(home) / "manifest.json"
    for file in [*draft.named(), *([manifest] if manifest.is_file() else [])]:
        with file.open("rb") as stream:
            seen.update(f"\0{file.name} {hashlib.file_digest(stream, 'sha256').hexdigest()}".encode())
    with open_store(home) as store:
        seen.update(f"\0{store.mark()}".encode())
    return seen.hexdigest()
