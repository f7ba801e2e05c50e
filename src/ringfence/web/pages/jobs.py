"""The check of a campaign: started, watched, called off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ringfence.calendar import local_day
from ringfence.web import checking
from ringfence.web.ledgered import home, now
from ringfence.web.pages.campaigns import found, may_change, who
from ringfence.web.roles import DESK, READS_CAMPAIGNS
from ringfence.web.table import page


@page("campaigns/<str:campaign>/check/", methods=("POST",), roles=DESK)
def check_start(request: HttpRequest, campaign: str) -> HttpResponse:
    """Starts the check, or calls it off; twice is once."""
    draft = found(campaign)
    if request.POST.get("what") == "call-off":
        checking.call_off(draft)
    else:
        checking.start(draft, home(), local_day(now()), who(request), now())
    return redirect("check", campaign=campaign)


@page("campaigns/<str:campaign>/checking/", roles=READS_CAMPAIGNS)
def check(request: HttpRequest, campaign: str) -> HttpResponse:
    """How far the check is; the page renews itself while it runs, with scripts or without."""
    draft = found(campaign)
    state = checking.state(draft)
    told = {"draft": draft, "check": state, "may_change": may_change(request)}
    if request.headers.get("HX-Request"):
        if state.name != "running":
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = _after(state.name, campaign)
            return answer
        return render(request, "check_part.html", told)
    if state.name == "done":
        return redirect(_after("done", campaign))
    return render(request, "check.html", told)


def _after(name: str, campaign: str) -> str:
    address: str = reverse("report" if name == "done" else "check", kwargs={"campaign": campaign})
    return address
