"""What the check found, on screen: verdict, the script with its notes, the list's situations, who is called; files."""

from functools import cache

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from ringfence.campaigns.report.page import part, style
from ringfence.web.errors import told
from ringfence.web.files_out import NothingThere, downloads, leaves, result
from ringfence.web.pages.campaigns import found, may_change, who
from ringfence.web.roles import DESK, READS_CAMPAIGNS
from ringfence.web.table import page

PARTS = {
    "verdict": ("Verdict", ("verdict", "answers")),
    "script": ("Script", ("script",)),
    "list": ("List", ("list",)),
    "people": ("Who is called", ("people",)),
    "law": ("Law", ("sanctions", "rules")),
}


@page("campaigns/<str:campaign>/report/", roles=READS_CAMPAIGNS)
def report(request: HttpRequest, campaign: str) -> HttpResponse:
    """The report of the last check, a part at a time."""
    draft = found(campaign)
    shown = request.GET.get("part", "verdict")
    if shown not in PARTS:
        raise Http404
    result = draft.report()
    if result is None:
        raise NothingThere("There is no report of these files as they are now. Go back to the campaign and check it.")
    ways = [(key, words, key == shown) for key, (words, _) in PARTS.items()]
    what = {"draft": draft, "ways_on": ways, "body": part(result, *PARTS[shown][1]), "heading": PARTS[shown][0]}
    what |= {"may_export": may_change(request), "report": result, "downloads": downloads(draft, result), "first": shown}
    return render(request, "report.html", what)


@page("campaigns/<str:campaign>/files/<str:name>/download/", methods=("POST",), roles=DESK)
def download(request: HttpRequest, campaign: str, name: str) -> HttpResponseBase:
    """A file of the last check; in the ledger before it leaves."""
    draft = found(campaign)
    file = result(draft, name)
    purpose = request.POST.get("purpose", "").strip()[:200]
    if not purpose:
        return told(request, 400, "What is it for?", "Go back and write the purpose: the ledger keeps it.")
    leaves(draft, file, who(request), purpose)
    return FileResponse(file.open("rb"), as_attachment=True, filename=f"{campaign}-{name}")


@page("report.css", roles=READS_CAMPAIGNS)
def report_style(_request: HttpRequest) -> HttpResponse:
    """The style of the report's parts."""
    answer = HttpResponse(_style(), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@cache
def _style() -> str:
    return style()
