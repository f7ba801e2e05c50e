"""The files of a campaign that is made ready: kept whole or not at all, told without what is in them, removed."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from ringfence.client.answers import FileKept
from ringfence.preferences.events import instant
from ringfence.scripts import waivers
from ringfence.web.api import problems
from ringfence.web.api.problems import Wrong
from ringfence.web.api.routes.campaigns import found
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, Incoming, route
from ringfence.web.drafts import CARD, Draft
from ringfence.web.receiving import MIB, MOST, safe


@route("GET", "campaigns/{campaign}/files", scope=Scope.CAMPAIGNS, answers=list[FileKept])
def campaign_files(asking: Asking, campaign: str) -> list[FileKept]:
    """The files of a campaign that is made ready: names and sizes."""
    return [_told(each) for each in found(asking, campaign).named()]


@route("GET", "campaigns/{campaign}/files/{file}", scope=Scope.CAMPAIGNS, answers=FileKept)
def campaign_file(asking: Asking, campaign: str, file: str) -> FileKept:
    """One file of a campaign: its size, and the digest of what is in it."""
    return _told(_named(found(asking, campaign), file), digest=True)


@route(
    "PUT", "campaigns/{campaign}/files/{file}", scope=Scope.EDITING, asks=Incoming, answers=FileKept,
    most=max(MOST.values()) * MIB,
)  # fmt: skip
def campaign_file_put(asking: Asking, incoming: Incoming, campaign: str, file: str) -> FileKept:
    """Keeps a file, the card among them: whole, or not at all. What it replaces is kept to compare with."""
    draft = found(asking, campaign)
    _not_waivers(file)
    draft.put(file, incoming.chunks, noting=lambda: draft.changed(asking.person, instant(asking.now)))
    return _told(_named(draft, file), digest=True)


@route("DELETE", "campaigns/{campaign}/files/{file}", scope=Scope.EDITING, answers=None, status=204)
def campaign_file_remove(asking: Asking, campaign: str, file: str) -> None:
    """Removes a file; the card stays."""
    draft = found(asking, campaign)
    _not_waivers(file)
    if file == CARD:
        raise Wrong(409, "card-stays", "A campaign has a card. Send another one in its place.")
    _named(draft, file)
    draft.changed(asking.person, instant(asking.now))
    draft.remove(file)


def _named(draft: Draft, name: str) -> Path:
    kept = next((each for each in draft.named() if each.name == name), None)
    if kept is None:
        raise problems.missing(f"There is no file of this name. See /api/v1/campaigns/{draft.id}/files.")
    return kept


def _told(file: Path, *, digest: bool = False) -> FileKept:
    sha256 = None
    if digest:
        with file.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    seen = file.stat()
    at = datetime.fromtimestamp(seen.st_mtime, UTC)
    return FileKept(name=file.name, bytes=seen.st_size, changed_at=instant(at), sha256=sha256)


def _not_waivers(name: str) -> None:
    """What may stand of a script's findings is said one by one, by who may, and in the ledger: not by a file."""
    if safe(name).casefold() == waivers.NAME.casefold():
        raise Wrong(409, "not-by-file", "Let findings stand one by one: POST to the campaign's waivers.")
