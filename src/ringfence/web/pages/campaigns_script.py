"""A script that is text, changed on the screen; what it was is kept to compare with."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.web import drafts, receiving
from ringfence.web.pages.campaigns import found, noted
from ringfence.web.roles import DESK
from ringfence.web.table import page


@page("campaigns/<str:campaign>/files/<str:name>/edit/", methods=("GET", "POST"), roles=DESK)
def campaign_script(request: HttpRequest, campaign: str, name: str) -> HttpResponse:
    """The text of a script, to be changed; refused if somebody else changed it meanwhile."""
    draft = found(campaign)
    file = draft.files / receiving.safe(name)
    if file.suffix not in drafts.EDITED or not file.is_file():
        raise Http404
    text, seen = _text(file), str(file.stat().st_mtime_ns)
    if request.method != "POST":
        return render(request, "script_edit.html", {"draft": draft, "name": name, "text": text, "seen": seen})
    if request.POST.get("seen") != seen:
        raise receiving.UploadRefused(
            f"{name} was changed by somebody else since you opened it. Go back, copy your words, and open it again."
        )
    text = request.POST.get("text", "").replace("\r\n", "\n")
    draft.put(name, [text.encode()], noting=lambda: noted(request, draft))
    messages.success(request, f"{name} is kept. Check the campaign again.")
    return redirect("campaign", campaign=campaign)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise receiving.UploadRefused(
            f"{file.name} is not written in UTF-8, and cannot be changed here without damage. Change it elsewhere, and "
            "send it again."
        ) from None
