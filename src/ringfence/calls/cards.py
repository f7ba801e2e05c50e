"""Campaign cards by id, and how each of their campaigns stands under the law of a stretch of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from ringfence.campaigns import card
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.preflight import stand
from ringfence.errors import RingfenceError
from ringfence.logic import Facts, Value
from ringfence.words import MODES


class CardsUnusable(RingfenceError):
    """A folder in which the campaign cards cannot be told apart, or hold none."""

    code = "cards-unusable"


@dataclass(frozen=True)
class Footing:
    """What is known of a campaign's calls of one kind in one stretch of unchanged law, before any number."""

    campaign: str
    law_from: date
    law_until: date
    facts: Facts = field(default_factory=dict)
    answered: Mapping[str, bool] = field(default_factory=dict)


def load_cards(folder: Path) -> dict[str, Campaign]:
    """Every campaign.toml in a folder and its folders (or the one card named), by campaign id."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("campaign.toml"))
    if not files:
        raise CardsUnusable(f"{folder}: no campaign.toml is there. Name the folder that holds the campaigns' cards.")
    cards: dict[str, Campaign] = {}
    for file in files:
        loaded = card.load(file)
        if before := cards.get(loaded.campaign.id):
            raise CardsUnusable(
                f'{file}: `id = "{loaded.campaign.id}"` is also the id in {before.path}. Call records name a campaign '
                "by its id: give each its own."
            )
        cards[loaded.campaign.id] = loaded
    return cards


def as_called(campaign: Campaign, mode: int) -> Campaign:
    """The campaign with the kind of call that a record gives (a place among MODES from 1; 0 is the card's own)."""
    if mode == 0:
        return campaign
    return replace(campaign, campaign=replace(campaign.campaign, mode=MODES[mode - 1]))


def footing(name: str, campaign: Campaign | None, mode: int, law: tuple[date, date]) -> Footing:
    """A campaign's footing in a stretch of law; without a card nothing is known but what the record says."""
    if campaign is None:
        return Footing(name, *law, {"mode": MODES[mode - 1]} if mode else {})
    variant = as_called(campaign, mode)
    answered = {each.rule: each.answer == "ok" for each in campaign.judgements}
    return Footing(name, *law, {**stand(variant, law[0]).facts, **_shared(variant.list_facts())}, answered)


def _shared(lists: Sequence[Facts]) -> dict[str, Value]:
    """What is true of all the lists: a record does not say from which of them its number came."""
    if not lists:
        return {}
    return {name: value if all(each[name] == value for each in lists) else None for name, value in lists[0].items()}
