"""Signing a campaign: what holds it is answered by name, what stops it nobody can sign over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.calendar import local_day
from ringfence.campaigns import card, signing
from ringfence.errors import RingfenceError
from ringfence.gate.kept import Wanted, taking
from ringfence.gate.sealing import put_in_force
from ringfence.preferences.events import instant
from ringfence.reasons import REASONS
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import home, now, store
from ringfence.web.pages.campaigns import found, who
from ringfence.web.roles import DESK
from ringfence.web.table import page


class NotYours(RingfenceError):
    """Another person has to sign."""

    code = "another-person-signs"


@page("campaigns/<str:campaign>/sign/", methods=("GET", "POST"), roles=DESK)
def campaign_sign(request: HttpRequest, campaign: str) -> HttpResponse:
    """What holds the campaign, each to be accepted with a reason; then the signature."""
    draft = found(campaign)
    today = local_day(now())
    _refuse_own(draft, who(request))
    with taking(Wanted(home(), registers=True, objections=True, consents=True)) as kept_for:
        if request.method == "POST":
            why = {key.removeprefix("why-"): text for key, text in request.POST.items() if key.startswith("why-")}
            accepted = {rule: str(text).strip() for rule, text in why.items() if str(text).strip()}
            asked = signing.Asked(who(request), instant(now()), today, accepted, watch=True)
            with store() as opened:
                made, digest = signing.sign(home(), draft.files, asked, kept_for)
                put_in_force(home(), opened, made, digest)
            messages.success(request, f"Signed: version {made.version}, in the ledger, and in force at once.")
            return redirect("campaign", campaign=campaign)
        looked = signing.look(draft.files, today, kept_for)
    held = signing.holding(looked)
    shown = {rule: REASONS.get(words, words) for rule, words in held.items()}
    problem = _problem(looked, signing.Asked(who(request), "", today, dict.fromkeys(held, "to be given")))
    return render(request, "sign.html", {"draft": draft, "held": shown, "problem": problem})


def _problem(looked: signing.Found, asked: signing.Asked) -> str:
    """Why nobody can sign this as it is; empty if somebody can."""
    try:
        signing.check(looked, asked)
    except signing.NotToBeSigned as error:
        return error.message
    return ""


def _refuse_own(draft: Draft, name: str) -> None:
    """Where the card asks for a second pair of eyes, whoever changed the campaign may not sign it."""
    if card.load(draft.files).gate.four_eyes and name in draft.told()["changed_by"]:
        raise NotYours(
            "The card asks for another person to sign than whoever made or changed the campaign, and you did. Ask a "
            "colleague to look through it and sign."
        )
