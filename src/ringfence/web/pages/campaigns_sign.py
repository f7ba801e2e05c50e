"""Signing a campaign: what holds it is answered by name, what stops it nobody can sign over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.calendar import local_day
from ringfence.campaigns import card, signing
from ringfence.campaigns.signed import Signed
from ringfence.gate.kept import Wanted, taking
from ringfence.gate.sealing import put_in_force
from ringfence.preferences.events import instant
from ringfence.reasons import REASONS
from ringfence.web import signing_sheet
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import home, now, store
from ringfence.web.pages.campaigns import found, who
from ringfence.web.roles import DESK
from ringfence.web.table import page


@page("campaigns/<str:campaign>/sign/", methods=("GET", "POST"), roles=DESK)
def campaign_sign(request: HttpRequest, campaign: str) -> HttpResponse:
    """What holds the campaign, each to be accepted with a reason; then the signature."""
    draft = found(campaign)
    if request.method == "POST":
        made = _sign(draft, _asked(request, draft))
        messages.success(request, f"Signed: version {made.version}, in the ledger, and in force at once.")
        return redirect("campaign", campaign=campaign)
    asked, loaded = _asked(request, draft), card.load(draft.files)
    sheet = signing_sheet.sheet(draft, home(), asked.today)
    alone = signing.why_not_alone(home(), loaded, sheet.contested_by, asked)
    told = {
        "draft": draft,
        "name": loaded.campaign.name,
        "held": {rule: REASONS.get(words, words) for rule, words in sheet.held.items()},
        "problems": [each for each in (sheet.problem, f"{alone[:1].upper()}{alone[1:]}." if alone else "") if each],
        "others": asked.others,
        "four_eyes": signing.four_eyes(home(), loaded),
    }
    return render(request, "sign.html", told)


def _asked(request: HttpRequest, draft: Draft) -> signing.Asked:
    """The signature that whoever is signed in would give; whoever changed the campaign answers for it, too."""
    why = {key.removeprefix("why-"): str(text).strip() for key, text in request.POST.items() if key[:4] == "why-"}
    accepted = {rule: text for rule, text in why.items() if text}
    moment, others = now(), tuple(draft.told()["changed_by"])
    return signing.Asked(who(request), instant(moment), local_day(moment), accepted, watch=True, others=others)


def _sign(draft: Draft, asked: signing.Asked) -> Signed:
    wanted = Wanted(home(), registers=True, objections=True, consents=True)
    with taking(wanted) as kept_for, store() as opened:
        made, digest = signing.sign(home(), draft.files, asked, kept_for)
        put_in_force(home(), opened, made, digest)
    return made
