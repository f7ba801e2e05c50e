"""A finding is let stand, or that is taken back: in somebody's name, with a reason, in the ledger before it counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from ringfence.calendar import local_day
from ringfence.campaigns.preflight import Standing
from ringfence.ledger.events import Overridden
from ringfence.preferences.events import instant
from ringfence.scripts.waivers import Waiver
from ringfence.web import waiving
from ringfence.web.drafts import Draft
from ringfence.web.held import held
from ringfence.web.ledgered import entered
from ringfence.web.waiving import NothingToWaive, Offer

MOST = 1000  # characters of a reason


@dataclass(frozen=True)
class Said:
    """What a person said of a finding, as it is confirmed to them."""

    code: str
    words: str


def let_stand(
    draft: Draft, mark: str, by: str, moment: datetime, reason: str, until: date | None = None, through: str = ""
) -> Said:  # fmt: skip
    """Lets a finding stand in somebody's name; in the ledger before it counts. `through` names a program."""
    reason = " ".join(reason.split())[:MOST]
    if not reason:
        raise NothingToWaive("A waiver needs a reason, for somebody has to answer for it. Write one.")
    with _one_at_a_time(draft):
        found, offer, others = _around(draft, mark)
        waivers_ = (*others, waiving.given(offer, by, reason, local_day(moment), until))
        said = f"finding let stand ({offer.effect})"
        return _say(
            draft, found, offer, waivers_, Overridden(at=instant(moment), by=by, what=said, reason=reason), through
        )


def take_back(draft: Draft, mark: str, by: str, moment: datetime, through: str = "") -> Said:
    """Takes back that a finding may stand; refused where nobody had said so."""
    with _one_at_a_time(draft):
        found, offer, others = _around(draft, mark)
        if offer.told.waiver is None:
            raise NothingToWaive(f"{offer.told.point.code}: nobody lets it stand, so there is nothing to take back.")
        said = Overridden(at=instant(moment), by=by, what="waiver taken back", reason=f"taken back by {by}")
        return _say(draft, found, offer, others, said, through)


@contextmanager
def _one_at_a_time(draft: Draft) -> Iterator[None]:
    """Two windows at once: neither takes back what the other said."""
    place = draft.folder / "waiving"
    place.mkdir(mode=0o700, exist_ok=True)
    with held(place):
        yield


def _around(draft: Draft, mark: str) -> tuple[Standing, Offer, tuple[Waiver, ...]]:
    """How the campaign stands, the finding of this mark, and the waivers of others."""
    found = waiving.standing(draft)
    offer = waiving.wanted(found, mark)
    return found, offer, tuple(each for each in waiving.written(draft) if each != offer.told.waiver)


def _say(
    draft: Draft, found: Standing, offer: Offer, waivers_: tuple[Waiver, ...], said: Overridden, through: str
) -> Said:  # fmt: skip
    text = waiving.text_of(waivers_)
    point, script = offer.told.point, found.campaign.campaign.script.name
    what = f"{said.what}: {point.code} in section {point.section} of {script}{through and f', through {through}'}"
    entered(replace(said, what=what, campaign=draft.id))
    draft.changed(said.by, said.at)
    waiving.put(draft, text)
    return Said(point.code, said.what)
