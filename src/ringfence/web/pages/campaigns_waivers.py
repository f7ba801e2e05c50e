"""What may stand of a script's findings: by whom, why and until when; and what nobody may waive."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.web import letting_stand, waiving
from ringfence.web.ledgered import now
from ringfence.web.pages.campaigns import found, may_change, who
from ringfence.web.roles import DESK, READS_CAMPAIGNS
from ringfence.web.table import page


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
    draft, post = found(campaign), request.POST
    mark = post.get("finding", "")
    if post.get("what") == "take-back":
        said = letting_stand.take_back(draft, mark, who(request), now())
    else:
        until = _day(post.get("until", ""))
        said = letting_stand.let_stand(draft, mark, who(request), now(), post.get("reason", ""), until)
    messages.success(request, f"{said.code}: {said.words}. Kept, and in the ledger. Check the campaign again.")
    return redirect(f"{_address(campaign)}#f-{mark}")


def _address(campaign: str) -> str:
    return f"/campaigns/{campaign}/waivers/"


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise waiving.NothingToWaive(f'"{written[:20]}" is no day. Choose one, or leave it open.') from None
