"""Campaigns: made ready, signed, their results taken out."""

from datetime import date
from typing import Annotated

from msgspec import Meta, field

from ringfence.client.asked.common import A_WORD, Asked, Words, said

Reason = Annotated[str, Meta(description="why, in words", pattern=A_WORD, min_length=1, max_length=1_000)]


class NewCampaign(Asked, frozen=True, kw_only=True):
    """A campaign by its card; the files that the card names are sent one by one."""

    card: Annotated[str, said("campaign.toml as text", "card", most=500_000)]


class Waiver(Asked, frozen=True, kw_only=True):
    """A finding is let stand."""

    finding: Annotated[str, said("its mark, from the findings of the campaign", most=100)]
    reason: Reason
    until: Annotated[date | None, Meta(description="the last day; none: until the words change")] = None


class Signature(Asked, frozen=True, kw_only=True):
    """A campaign is signed as it was read."""

    files: Annotated[str, Meta(description="what the files are known by, from the sheet", pattern="^[0-9a-f]{64}$")]
    accepted: Annotated[dict[str, Words], Meta(description="what holds it, by rule, and why it is accepted")] = field(
        default_factory=dict
    )


class Leaving(Asked, frozen=True, kw_only=True):
    """Something is taken out."""

    purpose: Annotated[
        str, Meta(description="what for; the ledger keeps it", pattern=A_WORD, min_length=1, max_length=200)
    ]
