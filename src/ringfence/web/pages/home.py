"""The start page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ringfence.web.roles import EVERYBODY, Role
from ringfence.web.table import page


@page("", roles=EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do, for the role that is signed in."""
    user: Any = request.user
    return render(request, "home.html", {"role": Role(user.role)})
