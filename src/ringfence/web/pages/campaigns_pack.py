"""The campaign pack: what is on record about a campaign, with its proofs; in the ledger before it leaves."""

import hashlib

from django.http import HttpRequest, HttpResponse

from ringfence.errors import RingfenceError
from ringfence.evidence.account import Subject
from ringfence.evidence.gather import gather
from ringfence.evidence.pack import packed
from ringfence.evidence.papers import Papers
from ringfence.evidence.tally import tally
from ringfence.web.errors import told
from ringfence.web.ledgered import exported, home, store
from ringfence.web.pages.campaigns import found, who
from ringfence.web.roles import DESK
from ringfence.web.table import page


class NothingOnRecord(RingfenceError):
    """A pack about nothing: there would be nothing in it to prove."""

    code = "nothing-on-record"


@page("campaigns/<str:campaign>/pack/", methods=("POST",), roles=DESK)
def campaign_pack(request: HttpRequest, campaign: str) -> HttpResponse:
    """Who signed what and when, and every decision without a number, as one ZIP that can be checked elsewhere."""
    draft, purpose = found(campaign), request.POST.get("purpose", "").strip()[:200]
    if not purpose:
        return told(request, 400, "What is the pack for?", "Go back and write the purpose: the ledger keeps it.")
    with store() as opened:
        account = gather(opened, Subject(campaigns=(campaign,)), Papers(home() / "campaigns", draft.files))
        entries = (each for each in opened.book.of_kind("decision", "call-outcome") if each.seq < account.at.size)
        counted = tally(entries, (campaign,))
        if account.nothing and not counted.decisions:
            raise NothingOnRecord(f"Nothing is on record about {campaign} yet: sign it first.")
        made = packed(account, opened.book, opened.book.signer(), tally=counted)
    digest = hashlib.sha256(made).hexdigest()
    exported(who(request), f"campaign pack: {campaign}", len(account.entries), digest, purpose)
    headers = {"Content-Disposition": f'attachment; filename="{campaign}-pack.zip"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/zip", headers=headers)
