"""The card of a campaign that is being made ready: which campaign it is of, and why it cannot be used yet."""

import tomllib

from ringfence.campaigns import card
from ringfence.errors import RingfenceError
from ringfence.web.drafts import CARD, Draft
from ringfence.web.receiving import UploadRefused


def id_in(text: str) -> str:
    """The id of the campaign that a card is of."""
    try:
        return str(tomllib.loads(text)["campaign"]["id"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UploadRefused(
            f"{CARD} is no card that can be read ({error}). It needs a table [campaign] with an id."
        ) from None


def problem(draft: Draft) -> str:
    """Why the card cannot be used, in words; empty if it can."""
    try:
        loaded = card.load(draft.files)
    except RingfenceError as error:
        return error.message.replace(f"{draft.files}/", "")
    if loaded.campaign.id != draft.id:
        return f'The card says `id = "{loaded.campaign.id}"`, but this campaign is {draft.id}. Correct the card.'
    return ""
