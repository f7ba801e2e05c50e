"""The campaign pack: what is on record about a campaign, with its proofs; in the ledger before it leaves."""

from django.http import HttpRequest, HttpResponse

from ringfence.web import packs
from ringfence.web.errors import told
from ringfence.web.pages.campaigns import found, who
from ringfence.web.roles import DESK
from ringfence.web.table import page


@page("campaigns/<str:campaign>/pack/", methods=("POST",), roles=DESK)
def campaign_pack(request: HttpRequest, campaign: str) -> HttpResponse:
    """Who signed what and when, and every decision without a number, as one ZIP that can be checked elsewhere."""
    draft, purpose = found(campaign), request.POST.get("purpose", "").strip()[:200]
    if not purpose:
        return told(request, 400, "What is the pack for?", "Go back and write the purpose: the ledger keeps it.")
    made = packs.of_campaign(campaign, draft.files, who(request), purpose)
    headers = {"Content-Disposition": f'attachment; filename="{campaign}-pack.zip"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/zip", headers=headers)
