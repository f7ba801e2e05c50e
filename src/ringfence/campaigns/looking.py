"""A list and its card -> everything about where its people are."""

from pathlib import Path

from ringfence.campaigns import sampling
from ringfence.campaigns.areas import NoAreas, areas_of
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.preflight import results_for
from ringfence.campaigns.targeting import look_at_list
from ringfence.campaigns.targeting_report import Looked


def look_at(campaign: Campaign, contacts: Path, column: str | None = None, join: Path | None = None) -> Looked:
    """The targeting test, the sampling fractions and the quotas of one list."""
    results = results_for(campaign)
    if results is None:
        raise NoAreas(
            f"{campaign.path}: no election on file before the calls. Name a table with `results` under [sample]."
        )
    sample = campaign.sample
    areas = areas_of(contacts, results, column or sample.area_column, join or sample.join)
    instigator = campaign.instigator.name if campaign.instigator else ""
    return Looked(
        contacts.name,
        areas,
        results,
        look_at_list(areas.rows, results, instigator=instigator, unknown=areas.unknown, not_judged=areas.not_judged),
        sampling.fractions(areas.rows, results),
        sampling.quotas(sample.quotas, contacts) if sample.quotas else (),
    )
