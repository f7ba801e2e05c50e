"""One situation of the list: the facts its numbers share, the rules that decided, what would change the answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ringfence.campaigns.report.shape import Report, Situation
from ringfence.reasons import REASONS
from ringfence.web.drafts import Draft
from ringfence.web.files_out import NothingThere
from ringfence.web.pages.campaigns import found
from ringfence.web.roles import READS_CAMPAIGNS
from ringfence.web.table import page
from ringfence.web.what_if import what_if

DECISIONS = {"allow": "may be called", "hold": "held", "block": "may not be called"}


@page("campaigns/<str:campaign>/situations/<str:situation>/", roles=READS_CAMPAIGNS)
def situation(request: HttpRequest, campaign: str, situation: str) -> HttpResponse:
    """How many numbers are in it, why they are treated so, and what would cure it."""
    draft = found(campaign)
    report = draft.report()
    if report is None or report["list"] is None:
        raise NothingThere("There is no report of these files as they are now. Go back to the campaign and check it.")
    ordered = sorted(report["list"]["situations"], key=lambda each: -each["count"])
    place = next((at for at, each in enumerate(ordered) if each["id"] == situation), None)
    if place is None:
        raise Http404
    return render(request, "situation.html", _told(draft, report, ordered, place))


def _told(draft: Draft, report: Report, ordered: list[Situation], place: int) -> dict[str, Any]:
    shown, listed = ordered[place], report["list"]
    says = {each["id"]: each["says"] for each in report["rules"]}
    return {
        "draft": draft,
        "report": report,
        "situation": shown,
        "place": place + 1,
        "several": len(ordered),
        "share": 100 * shown["count"] / max(listed["numbers"] if listed else 0, 1),
        "reasons": [(code, REASONS.get(code, code)) for code in shown["reasons"]],
        "rules": [{**each, "says": says.get(each["rule"], "")} for each in shown["answers"]],
        "changes": [
            {"words": each.words, "decision": each.decision, "said": DECISIONS[each.decision]}
            for each in what_if(draft, shown)
        ],
        "before": ordered[place - 1]["id"] if place else None,
        "after": ordered[place + 1]["id"] if place + 1 < len(ordered) else None,
    }
