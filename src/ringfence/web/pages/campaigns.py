"""The campaign desk: what is being made ready, its card and its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.campaigns import signed
from ringfence.errors import RingfenceError
from ringfence.preferences.events import instant
from ringfence.web import checking, drafts, list_compared, receiving
from ringfence.web.card_form import NewCampaign, card
from ringfence.web.cards import id_in, problem
from ringfence.web.drafts import CARD, Draft
from ringfence.web.files_out import downloads
from ringfence.web.ledgered import home, now
from ringfence.web.roles import DESK, READS_CAMPAIGNS
from ringfence.web.table import page


def found(campaign: str) -> Draft:
    """The draft of this id, or there is no such page."""
    draft = drafts.draft(home(), campaign)
    if draft is None:
        raise Http404
    return draft


def who(request: HttpRequest) -> str:
    """Whoever is signed in, as the ledger names them."""
    return str(request.user)


def noted(request: HttpRequest, draft: Draft) -> None:
    """Says that whoever is signed in changes a campaign, before the change counts: four eyes look at it."""
    draft.changed(who(request), instant(now()))


@page("campaigns/", roles=READS_CAMPAIGNS)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign that is being made ready, and how it stands."""
    in_force = signed.signed_ids(home())
    rows = [
        {"id": each.id, "report": each.report(), "check": checking.state(each), "signed": each.id in in_force}
        for each in drafts.drafts(home())
    ]
    elsewhere = [each for each in in_force if each not in {row["id"] for row in rows}]
    return render(request, "campaigns.html", {"rows": rows, "elsewhere": elsewhere, "may_change": may_change(request)})


@page("campaigns/new/", methods=("GET", "POST"), roles=DESK)
def campaign_new(request: HttpRequest) -> HttpResponse:
    """The form of a new campaign."""
    form = NewCampaign(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        sent = [each for each in (said["script"], said["numbers"]) if each]
        try:
            for each in sent:
                receiving.safe(each.name)
            made = drafts.begin(home(), said["id"], card(said))
            made.changed(who(request), instant(now()))
            for each in sent:
                made.put(each.name, each.chunks())
        except RingfenceError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "The campaign is kept. Look through its files, then check it.")
            return redirect("campaign", campaign=made.id)
    return render(request, "campaign_new.html", {"form": form})


@page("campaigns/from-card/", methods=("POST",), roles=DESK)
def campaign_from_card(request: HttpRequest) -> HttpResponse:
    """A new campaign from the files of one: its campaign.toml, and what that names."""
    sent = request.FILES.getlist("files")
    written = next((each for each in sent if each.name == CARD), None)
    if written is None or written.size > receiving.MIB:
        raise receiving.UploadRefused(
            f"No {CARD} is among the files. Choose it together with the script and the lists."
        )
    text = written.read().decode("utf-8-sig", errors="replace")
    for each in sent:
        receiving.safe(str(each.name))
    made = drafts.begin(home(), id_in(text), text)
    made.changed(who(request), instant(now()))
    for each in sent:
        if each.name != CARD:
            made.put(str(each.name), each.chunks())
    messages.success(request, f"{len(sent)} files are kept. Check the campaign next.")
    return redirect("campaign", campaign=made.id)


@page("campaigns/<str:campaign>/", roles=READS_CAMPAIGNS)
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """One campaign: how it stands, its files, its card, and what to do next."""
    draft = found(campaign)
    told: dict[str, Any] = {
        "draft": draft,
        "told": draft.told(),
        "files": [{"name": each.name, "kib": each.stat().st_size / 1024} for each in draft.named()],
        "before": {each.name for each in draft.before.glob("*")} if draft.before.is_dir() else set(),
        "card": draft.card.read_text(encoding="utf-8", errors="replace") if draft.card.exists() else "",
        "problem": problem(draft),
        "check": checking.state(draft),
        "report": draft.report(),
        "in_force": campaign in signed.signed_ids(home()),
        "may_change": may_change(request),
        "editable": [each.name for each in draft.named() if each.suffix in drafts.EDITED],
        "compared": list_compared.compared(draft),
    }
    told["downloads"] = downloads(draft, told["report"]) if told["report"] else []
    return render(request, "campaign.html", told)


@page("campaigns/<str:campaign>/files/", methods=("POST",), roles=DESK)
def campaign_files(request: HttpRequest, campaign: str) -> HttpResponse:
    """Takes files, or removes one."""
    draft = found(campaign)
    if name := request.POST.get("remove"):
        noted(request, draft)
        draft.remove(name)
        messages.success(request, f"{name} is removed.")
    else:
        sent = request.FILES.getlist("files")
        if not sent:
            raise receiving.UploadRefused("No file was chosen. Go back and choose one.")
        for each in sent:
            draft.put(str(each.name), each.chunks(), noting=lambda: noted(request, draft))
        messages.success(request, f"Kept: {', '.join(str(each.name) for each in sent)}. Check the campaign again.")
    return redirect("campaign", campaign=campaign)


@page("campaigns/<str:campaign>/card/", methods=("POST",), roles=DESK)
def campaign_card(request: HttpRequest, campaign: str) -> HttpResponse:
    """Keeps the card as it was edited."""
    draft = found(campaign)
    text = request.POST.get("card", "").replace("\r\n", "\n")
    draft.put(CARD, [text.encode()], noting=lambda: noted(request, draft))
    if wrong := problem(draft):
        messages.error(request, f"The card is kept, but cannot be used yet: {wrong}")
    else:
        messages.success(request, "The card is kept.")
    return redirect("campaign", campaign=campaign)


def may_change(request: HttpRequest) -> bool:
    """Whether whoever is signed in may change campaigns."""
    user: Any = request.user
    return user.role in DESK
