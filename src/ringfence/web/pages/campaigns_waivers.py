"""What may stand of a script's findings: by whom, why and until when; and what nobody may waive."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.calendar import local_day
from ringfence.ledger.events import Overridden
from ringfence.preferences.events import instant
from ringfence.web import waiving
from ringfence.web.checking import held
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import entered, now
from ringfence.web.pages.campaigns import found, may_change, who
from ringfence.web.roles import DESK, READS_CAMPAIGNS
from ringfence.web.table import page

MOST = 1000  # characters of a reason


@page("campaigns/<str:campaign>/waivers/", roles=READS_CAMPAIGNS)
def waivers(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every point of the script with what a reason would change about it."""
    draft = found(campaign)
    standing = waiving.standing(draft)
    every = waiving.offers(standing)
    told = {
        "draft": draft,
        "name": standing.campaign.campaign.name,
        "decision": standing.review.decision,
        "without": standing.script.decision,
        "grave": [each for each in every if each.told.point.level != "note"],
        "notes": [each for each in every if each.told.point.level == "note"],
        "idle": waiving.idle(standing),
        "law": waiving.broken_law(standing),
        "may_change": may_change(request),
    }
    return render(request, "waivers.html", told)


@page("campaigns/<str:campaign>/waive/", methods=("POST",), roles=DESK)
def waive(request: HttpRequest, campaign: str) -> HttpResponse:
    """Lets a finding stand, or takes that back; in the ledger before it counts."""
    draft = found(campaign)
    mark = request.POST.get("finding", "")
    place = draft.folder / "waiving"
    place.mkdir(mode=0o700, exist_ok=True)
    with held(place):  # two windows at once: neither takes back what the other said
        code, said = _waive(request, draft, mark)
    messages.success(request, f"{code}: {said}. Kept, and in the ledger. Check the campaign again.")
    return redirect(f"{_address(campaign)}#f-{mark}")


def _waive(request: HttpRequest, draft: Draft, mark: str) -> tuple[str, str]:
    standing, moment = waiving.standing(draft), now()
    offer = waiving.wanted(standing, mark)
    others = [each for each in waiving.written(draft) if each != offer.told.waiver]
    if request.POST.get("what") == "take-back":
        said, reason = "waiver taken back", f"taken back by {who(request)}"
    else:
        reason, until = _reason(request), _day(request.POST.get("until", ""))
        others.append(waiving.given(offer, who(request), reason, local_day(moment), until))
        said = f"finding let stand ({offer.effect})"
    text = waiving.text_of(tuple(others))
    point, script = offer.told.point, standing.campaign.campaign.script.name
    what = f"{said}: {point.code} in section {point.section} of {script}"
    entered(Overridden(at=instant(moment), by=who(request), what=what, reason=reason, campaign=draft.id))
    waiving.put(draft, text)
    draft.changed(who(request), instant(moment))
    return point.code, said


def _reason(request: HttpRequest) -> str:
    reason = " ".join(request.POST.get("reason", "").split())[:MOST]
    if not reason:
        raise waiving.NothingToWaive("A waiver needs a reason, for somebody has to answer for it. Write one.")
    return reason


def _address(campaign: str) -> str:
    return f"/campaigns/{campaign}/waivers/"


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise waiving.NothingToWaive(f'"{written[:20]}" is no day. Choose one, or leave it open.') from None
