"""A signed campaign: what the gate loads. Kept under the home, whole and by version; what was signed never changes.

HOME/campaigns/ID/current.json         which version is in force, its digest and its seal; replaced whole
HOME/campaigns/ID/000003/signed.json   everything the gate needs to know, with the digest of every file
HOME/campaigns/ID/000003/...           the card and script as signed, the numbers of the lists, what was on file
"""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from ringfence.campaigns.second import How
from ringfence.errors import RingfenceError
from ringfence.preferences.register_store.durable import replace_whole, write_whole
from ringfence.rule import Decision

FORM = 1
SIGNED, CURRENT = "signed.json", "current.json"
MESSAGE, CONFIRMATION = "message.wav", "confirmation.wav"  # copies of what recorded calls play
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
Seal = Callable[[bytes], str]
Seals = Callable[[bytes, str], bool]


class CampaignNotSigned(RingfenceError):
    """No version of this campaign is in force."""

    code = "campaign-not-signed"


class SignedDamaged(RingfenceError):
    """What was signed is not what lies there now."""

    code = "signed-damaged"


class FileSigned(Struct, frozen=True, forbid_unknown_fields=True):
    """A file as it was when it was signed."""

    bytes: int
    sha256: str


class LineSigned(Struct, frozen=True, forbid_unknown_fields=True):
    """A number that calls may show: E.164 digits; what the card says of it."""

    number: int
    entitled: bool | None = None
    unique: bool | None = None
    tested_on: date | None = None
    reached: bool | None = None


class Accepted(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that held the campaign and was accepted by a named person."""

    rule: str
    by: str
    why: str


class Waived(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding of the script that a named person let stand; the file is in `files` as waivers.toml."""

    code: str
    section: str
    by: str
    on: date
    reason: str
    effect: str  # as scripts.review says it: settled, contested, noted or waits


class ScriptPeriod(Struct, frozen=True, forbid_unknown_fields=True):
    """What the check of the script came to, for a stretch of unchanged law."""

    law_from: date
    law_until: date
    decision: Decision


class Signed(Struct, frozen=True, forbid_unknown_fields=True):
    """A campaign as it was signed."""

    form: int
    id: str
    name: str
    version: int
    signed_at: str
    signed_by: str
    verdict: Literal["go", "hold"]
    rules_version: str
    field_from: date
    field_until: date
    mode: str
    facts: dict[str, bool | int | str | None]  # of the campaign and its script
    answered: dict[str, bool]  # what people decided, by rule: True is in order
    accepted: list[Accepted]
    script: list[ScriptPeriod]
    script_overall: str  # what the check took it for, on the day it was signed for
    script_findings: dict[str, int]  # how many of each check
    organisations: list[str]
    call_centre: str | None
    lists: list[str]  # names of their files
    sources: list[dict[str, bool | int | str | None]]  # facts of each list
    numbers: Literal["listed", "any"]
    listed: int  # how many numbers the lists hold
    lines: list[LineSigned]
    from_abroad: bool | None
    consent_channel: Literal["automated", "live"]
    history_days: int
    history_cap: int
    registers: list[dict[str, str]]  # as they were when it was signed: register, version or file, as_of, sha256
    files: dict[str, FileSigned]  # in this folder
    watched: dict[str, FileSigned]  # where they were signed, by full path; a change there is a campaign to sign again
    opt_out_keys: str = "9"  # of recorded calls; what they play is in `files` under MESSAGE and CONFIRMATION
    waivers: list[Waived] = []
    contested: list[str] = []
    others: list[str] = []
    four_eyes: How = ""

    def script_decision(self, on: date) -> Decision:
        """What the check of the script came to under the law of a day; block where that was not looked at."""
        for each in self.script:
            if each.law_from <= on <= each.law_until:
                return each.decision
        return "block"

    def accepts(self, rule: str) -> bool:
        """Whether a person accepted that this rule holds the campaign."""
        return any(each.rule == rule for each in self.accepted)


class Current(Struct, frozen=True, forbid_unknown_fields=True):
    """Which version is in force."""

    version: int
    sha256: str  # of its signed.json
    seal: str  # over that digest, under the gate's key


def folder_of(home: Path, campaign: str) -> Path:
    """Where the versions of a campaign lie; an id that could name another place is refused."""
    if not ID.fullmatch(campaign):
        raise CampaignNotSigned(
            f'"{campaign[:80]}" is no id of a signed campaign. An id is of letters, digits and . _ - and begins with a '
            "letter or a digit."
        )
    return home / "campaigns" / campaign


def signed_ids(home: Path) -> tuple[str, ...]:
    """The campaigns of which a version is in force."""
    return tuple(sorted(file.parent.name for file in (home / "campaigns").glob(f"*/{CURRENT}")))


def current(home: Path, campaign: str) -> Current:
    """Which version of a campaign is in force."""
    file = folder_of(home, campaign) / CURRENT
    try:
        return msgspec.json.decode(file.read_bytes(), type=Current)
    except FileNotFoundError:
        raise CampaignNotSigned(
            f"The campaign {campaign} is not signed here. Run: ringfence campaign sign CAMPAIGN_DIR --by NAME"
        ) from None
    except (OSError, msgspec.MsgspecError) as error:
        raise SignedDamaged(f"{file} cannot be read ({error}). Sign the campaign again.") from None


def had_four_eyes(home: Path, campaign: str) -> bool:
    """Whether the version in force was signed by two people; where it cannot be read, the safe answer."""
    try:
        chosen = current(home, campaign)
        data = (folder_of(home, campaign) / f"{chosen.version:06}" / SIGNED).read_bytes()
        return bool(msgspec.json.decode(data, type=Signed).four_eyes)
    except CampaignNotSigned:
        return False
    except (OSError, SignedDamaged, msgspec.MsgspecError):
        return True


def load(home: Path, campaign: str, seals: Seals) -> tuple[Signed, str, Path]:
    """The version in force, its digest and its folder, every file as it was signed; refused if anything is not."""
    chosen = current(home, campaign)
    place = folder_of(home, campaign) / f"{chosen.version:06}"
    try:
        data = (place / SIGNED).read_bytes()
    except OSError as error:
        raise SignedDamaged(f"{place / SIGNED} cannot be read ({error.strerror}). Sign the campaign again.") from None
    if digest(data) != chosen.sha256 or not seals(chosen.sha256.encode(), chosen.seal):
        raise SignedDamaged(f"{place / SIGNED} is not what was signed. Sign the campaign again.")
    try:
        found = msgspec.json.decode(data, type=Signed)
    except msgspec.MsgspecError as error:
        raise SignedDamaged(f"{place / SIGNED} cannot be read ({error}). Sign the campaign again.") from None
    if found.form != FORM or found.id != campaign or found.version != chosen.version:
        raise SignedDamaged(f"{place / SIGNED} is of another campaign, version or form. Sign the campaign again.")
    for name, was in found.files.items():
        check(place / name, was)
    return found, chosen.sha256, place


def check(file: Path, was: FileSigned) -> None:
    """Refuses a file that is not as it was signed."""
    if (now := seen(file)) is None:
        raise SignedDamaged(f"{file} is gone or cannot be read. Put it back, or sign the campaign again.")
    if now != was:
        raise SignedDamaged(f"{file} has changed since it was signed. Put it back, or sign the campaign again.")


def seen(file: Path) -> FileSigned | None:
    """A file as it is now; None where there is none that can be read."""
    try:
        with file.open("rb") as stream:
            return FileSigned(file.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError:
        return None


def next_version(home: Path, campaign: str) -> int:
    """The number of the next version: one more than any that lies there, in force or not."""
    kept = [int(each.name) for each in folder_of(home, campaign).glob("[0-9]*") if each.name.isdecimal()]
    return max(kept, default=0) + 1


def keep(folder: Path, signed: Signed) -> str:
    """Writes signed.json into the folder of a version; its digest."""
    data = msgspec.json.format(msgspec.json.encode(signed), indent=1) + b"\n"
    write_whole(folder / SIGNED, data)
    return digest(data)


def put_in_force(home: Path, signed: Signed, sha256: str, seal: Seal) -> None:
    """From here on the gate is asked about this version."""
    made = Current(signed.version, sha256, seal(sha256.encode()))
    replace_whole(folder_of(home, signed.id) / CURRENT, msgspec.json.encode(made) + b"\n")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
