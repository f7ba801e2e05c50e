"""What changed between two versions: of a script, section by section; of a list, by change and reason."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ringfence.campaigns import signed
from ringfence.campaigns.signed import CampaignNotSigned, SignedDamaged
from ringfence.errors import RingfenceError
from ringfence.web import list_compared, script_compared
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import home
from ringfence.web.pages.campaigns import found
from ringfence.web.roles import READS_CAMPAIGNS
from ringfence.web.table import page


class NothingToCompare(RingfenceError):
    """There are no two versions."""

    code = "nothing-to-compare"


@page("campaigns/<str:campaign>/files/<str:name>/changes/", roles=READS_CAMPAIGNS)
def changes(request: HttpRequest, campaign: str, name: str) -> HttpResponse:
    """What changed in a script since it was last replaced, or since it was signed."""
    draft = found(campaign)
    since = "signed" if request.GET.get("since") == "signed" else "replaced"
    old = _signed(campaign, name) if since == "signed" else draft.before / Path(name).name
    new = draft.files / Path(name).name
    if old is None or not (old.is_file() and new.is_file()):
        raise NothingToCompare("There is no earlier version of this file to compare it with.")
    compared = script_compared.compare(draft.files, old, new)
    told = {"draft": draft, "name": name, "compared": compared, "since": since, "signed": _signed(campaign, name)}
    return render(request, "changes.html", told)


@page("campaigns/<str:campaign>/changes/", roles=READS_CAMPAIGNS)
def list_changes(request: HttpRequest, campaign: str) -> HttpResponse:
    """Who may no longer be called since the check before, who now may, and why: counts, and no numbers."""
    draft = found(campaign)
    report, compared = draft.report(), list_compared.compared(draft)
    return render(request, "list_changes.html", {"draft": draft, "report": report, "compared": compared})


def _signed(campaign: str, name: str) -> Path | None:
    """The script of the version in force, if this is the name of one."""
    try:
        version = signed.current(home(), campaign).version
    except (CampaignNotSigned, SignedDamaged):
        return None
    file = signed.folder_of(home(), campaign) / f"{version:06}" / f"script{Path(name).suffix}"
    return file if file.is_file() else None


def scripts_changed(draft: Draft) -> list[str]:
    """The scripts of which there is an earlier version."""
    kinds = {".md", ".txt", ".docx"}
    return [each.name for each in draft.named() if each.suffix in kinds and (draft.before / each.name).is_file()]
