"""The start page, and whether the application is well."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from ringfence.web.ledgered import store
from ringfence.web.roles import EVERYBODY, Role
from ringfence.web.table import page


@page("", roles=EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do, for the role that is signed in."""
    user: Any = request.user
    return render(request, "home.html", {"role": Role(user.role)})


@page("healthz", public=True)
def health(_request: HttpRequest) -> HttpResponse:
    """200 while the store can be opened and read, else 503."""
    try:
        with store() as opened:
            opened.version()
    except Exception:  # noqa: BLE001 - whatever it is, it is not well
        return JsonResponse({"status": "broken"}, status=503)
    return JsonResponse({"status": "ok"})
