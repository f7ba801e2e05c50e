"""Signing a campaign that is made ready here: who asks, what they are shown, and the version put in force."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from ringfence.calendar import local_day
from ringfence.campaigns import card, signing
from ringfence.campaigns.signed import Signed
from ringfence.campaigns.signing import Asked
from ringfence.errors import RingfenceError
from ringfence.gate.kept import Wanted, taking
from ringfence.gate.sealing import put_in_force
from ringfence.preferences.events import instant
from ringfence.web import signing_sheet
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import home, store


class FilesChanged(RingfenceError):
    """A campaign is not as it was when somebody read what they sign."""

    code = "files-changed"


def asked(draft: Draft, by: str, accepted: Mapping[str, str], moment: datetime) -> Asked:
    """The signature that somebody with an account would give; whoever changed the campaign answers for it, too."""
    others = tuple(draft.told()["changed_by"])
    return Asked(by, instant(moment), local_day(moment), accepted, watch=True, others=others)


def shown(draft: Draft, wanted: Asked) -> tuple[Mapping[str, str], tuple[str, ...], bool]:
    """What holds the campaign by rule; why this person cannot sign it as it is; whether two people are asked for."""
    loaded = card.load(draft.files)
    sheet = signing_sheet.sheet(draft, home(), wanted.today)
    alone = signing.why_not_alone(home(), loaded, sheet.contested_by, wanted)
    why_not = (sheet.problem, f"{alone[:1].upper()}{alone[1:]}." if alone else "")
    return sheet.held, tuple(each for each in why_not if each), signing.four_eyes(home(), loaded)


def sign(draft: Draft, wanted: Asked, files: str | None = None) -> Signed:
    """The campaign as it is, signed and in force; in the ledger when this returns.

    With the digest of the `files` that were read, no others are put in force.
    """
    with taking(Wanted(home(), registers=True, objections=True, consents=True)) as kept_for, store() as opened:
        made, digest = signing.sign(home(), draft.files, wanted, kept_for)
        check(draft, files)  # what changed on the way is kept as a version, and never in force
        put_in_force(home(), opened, made, digest)
    return made


def check(draft: Draft, files: str | None) -> None:
    """Refuses files that are not those that were read."""
    if files is not None and files_digest(draft) != files:
        raise FilesChanged("The files are not those of the sheet that was read. Read it again.")


def files_digest(draft: Draft) -> str:
    """What the files are known by, names and contents: any change of them changes it."""
    seen = hashlib.sha256()
    for file in draft.named():
        with file.open("rb") as stream:
            seen.update(f"{file.name}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\0".encode())
    return seen.hexdigest()
