"""Signing a campaign: what holds it is answered by name, what stops it nobody can sign over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.campaigns import card, signing
from ringfence.reasons import REASONS
from ringfence.web import signatures
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import now
from ringfence.web.pages.campaigns import found, who
from ringfence.web.roles import DESK
from ringfence.web.table import page


@page("campaigns/<str:campaign>/sign/", methods=("GET", "POST"), roles=DESK)
def campaign_sign(request: HttpRequest, campaign: str) -> HttpResponse:
    """What holds the campaign, each to be accepted with a reason; then the signature."""
    draft = found(campaign)
    if request.method == "POST":
        made = signatures.sign(draft, _asked(request, draft))
        messages.success(request, f"Signed: version {made.version}, in the ledger, and in force at once.")
        return redirect("campaign", campaign=campaign)
    asked = _asked(request, draft)
    held, problems, four_eyes = signatures.shown(draft, asked)
    told = {
        "draft": draft,
        "name": card.load(draft.files).campaign.name,
        "held": {rule: REASONS.get(words, words) for rule, words in held.items()},
        "problems": problems,
        "others": asked.others,
        "four_eyes": four_eyes,
    }
    return render(request, "sign.html", told)


def _asked(request: HttpRequest, draft: Draft) -> signing.Asked:
    """The signature that whoever is signed in would give."""
    why = {key.removeprefix("why-"): str(text).strip() for key, text in request.POST.items() if key[:4] == "why-"}
    return signatures.asked(draft, who(request), {rule: text for rule, text in why.items() if text}, now())
