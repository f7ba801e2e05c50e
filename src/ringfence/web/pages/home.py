"""The start page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ringfence.web.roles import CASEWORK, DESK, EVERYBODY, Role
from ringfence.web.table import page


@page("", roles=EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do, for the role that is signed in."""
    user: Any = request.user
    role = Role(user.role)
    return render(request, "home.html", {"role": role, "may_have_keys": role in DESK | CASEWORK})
