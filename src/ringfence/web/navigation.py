"""The ways on from every page: those that whoever is signed in may take."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ringfence.web.roles import Role
from ringfence.web.table import page_of

WAYS = (
    ("home", "Start"),
    ("campaigns", "Campaigns"),
    ("board", "Live board"),
    ("cases", "Cases"),
    ("interview", "Interviews"),
    ("people", "People"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """For every template: the links at the top, and where we are."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"ways": ()}
    role = Role(user.role)
    there = [(name, words, page_of(name)) for name, words in WAYS]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "ways": [
            {"words": words, "url": reverse(name), "here": name == here}
            for name, words, page in there
            if page is not None and role in page.roles
        ]
    }
