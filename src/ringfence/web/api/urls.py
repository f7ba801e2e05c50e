"""The API's URLs, made from the table of routes."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from ringfence.web.api import door
from ringfence.web.api.table import PARAMETER, Route, by_path

ROOT = "api/v1/"
PREFIX = "api-"  # of the names of these URLs; no page's name has a hyphen


def patterns() -> list[URLPattern]:
    """A URL for each path of the table; and whatever else begins so is not there."""
    found = [
        path(ROOT + PARAMETER.sub(r"<str:\1>", each), _view(methods), name=PREFIX + each)
        for each, methods in by_path().items()
    ]
    return [*found, re_path(r"^api(?:/[\s\S]*)?$", csrf_exempt(door.nothing), name=PREFIX)]


def _view(methods: dict[str, Route]) -> Callable[..., HttpResponse]:
    @csrf_exempt  # a key is sent on purpose, never by a browser of itself
    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        return door.answered(request, methods, named)

    made: Callable[..., HttpResponse] = view
    return made
