"""The objections that are kept, as a screening takes objections: those against numbers of the list, erased ones too."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.errors import RingfenceError

if TYPE_CHECKING:
    from ringfence.campaigns.card import Campaign
    from ringfence.lists.intake import ContactList

NAME = "kept-objections.csv"


class ObjectionsTwice(RingfenceError):
    """A card that names a file of objections, where those that are kept are asked for."""

    code = "objections-twice"


class NoObjections(RingfenceError):
    """A store in which nothing was ever recorded: more likely the wrong one than a campaign nobody objected to."""

    code = "no-objections"


@contextmanager
def kept_objections(home: Path, campaign: "Campaign", contacts: "ContactList") -> Iterator[Path]:
    """A file of the list's numbers against which an objection stands; it is gone when the screening is done.

    Numbers that were erased can be told only when asked of one by one, so the list is read once for this.
    """
    from ringfence.lists.keys import keys_of
    from ringfence.preferences.scopes import asking
    from ringfence.store import open_store

    if campaign.objections.file:
        raise ObjectionsTwice(
            f"The card names {campaign.objections.file} as well. Import it (ringfence objection import) and take "
            "[objections] out of the card, or leave out --kept-objections."
        )
    centre = campaign.caller.name if campaign.caller else None
    scopes = asking(campaign.campaign.id, campaign.organisations, centre)
    with open_store(home) as store, tempfile.TemporaryDirectory(prefix="ringfence-") as name:
        if not store.version():
            raise NoObjections(
                f"{home}: nothing was ever recorded there. Name the right place with --home or RINGFENCE_HOME, or "
                "import what you have: ringfence objection import FILE."
            )
        file = Path(name) / NAME
        with file.open("w", encoding="ascii") as sink:
            sink.write("number\n")
            for keys in keys_of(contacts, Path(name)):
                sink.writelines(f"+{key}\n" for key in keys[store.suppressed(keys, scopes)].tolist())
        yield file
