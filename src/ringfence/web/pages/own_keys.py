"""Keys that were made for whoever is signed in: taken on, or turned away. Nobody else can do either in their name."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.calendar import local_day
from ringfence.web.api import keys as api
from ringfence.web.ledgered import now
from ringfence.web.roles import CASEWORK, DESK
from ringfence.web.table import page


@page("own-keys/", methods=("GET", "POST"), roles=DESK | CASEWORK)
def own_keys(request: HttpRequest) -> HttpResponse:
    """The keys in one's own name: what is done with them is done by oneself."""
    person: Any = request.user
    if request.method == "POST":
        name = request.POST.get("name", "")
        if request.POST.get("what") == "take-on":
            api.take_on(name, person, now())
            messages.success(request, f"{name} acts in your name from now on. It is in the ledger.")
        else:
            api.turn_away(name, person, now())
            messages.success(request, f"{name} is refused from now on. It is in the ledger.")
        return redirect("own_keys")
    today = local_day(now())
    shown = [(each, each.good(today), str(each.scopes).split()) for each in api.of_person(person)]
    return render(request, "own_keys.html", {"keys": shown})
