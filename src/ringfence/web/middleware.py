"""Deny by default: who is asked in front of every view, whatever the view does."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ringfence.errors import RingfenceError
from ringfence.web import errors
from ringfence.web.api.urls import PREFIX
from ringfence.web.roles import SECOND_FACTOR, Role
from ringfence.web.table import page_of

Next = Callable[[HttpRequest], HttpResponse]


class WhoMaySee:
    """Lets a request through to a page only if the page's entry in the table allows whoever asks."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _named: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        page = page_of(name)
        if name.startswith(PREFIX) or (page and page.public):
            return None  # the API's own door asks for a key, for every route of its table
        if page is None:
            return errors.not_found(request)
        user: Any = request.user
        if not user.is_authenticated:
            return redirect(f"{reverse('sign_in')}?next={quote(request.get_full_path())}")
        if Role(user.role) not in page.roles:
            return errors.forbidden(request)
        if Role(user.role) in SECOND_FACTOR and not user.is_verified() and not page.signed_in_once:
            return redirect("second_factor")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.refused(request, error) if isinstance(error, RingfenceError) else None
