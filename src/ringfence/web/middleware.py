"""Deny by default: who is asked in front of every view, whatever the view does."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ringfence.errors import RingfenceError
from ringfence.web import errors, logs, sessions
from ringfence.web.api import problems
from ringfence.web.api.urls import PREFIX
from ringfence.web.roles import PROVIDER, SECOND_FACTOR, Role
from ringfence.web.sizes import too_large
from ringfence.web.table import Page, page_of

IN_CLEAR = problems.Wrong(
    403, "in-clear", "Ask by https. Whoever was on the way has read the key: have it revoked, and ask for another."
)
Next = Callable[[HttpRequest], HttpResponse]


class WhoMaySee:
    """Lets a request through to a page only if the page's entry in the table allows whoever asks."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._next(request)
        if getattr(request, "noted", {}).get("role") and "Cache-Control" not in answer:
            answer["Cache-Control"] = "no-store"  # what is shown to somebody signed in stays in no browser's cache
        return answer

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _named: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        if name.startswith(PREFIX):
            if settings.SECURE_SSL_REDIRECT and not request.is_secure():
                return problems.answer(IN_CLEAR)
            return None  # the API's own door asks for a key, for every route of its table
        page = page_of(name)
        if page is None:
            return errors.not_found(request)
        return self._refused(request, page) or too_large(request, page)

    @staticmethod
    def _refused(request: HttpRequest, page: Page) -> HttpResponse | None:
        user: Any = request.user
        if page.public:
            if user.is_authenticated and sessions.has_ended(request):
                request.user = AnonymousUser()  # it shows no name here either
            return None
        logs.note(request, role=user.role if user.is_authenticated else "nobody")
        if not user.is_authenticated or sessions.is_over(request):
            return redirect(f"{reverse('sign_in')}?next={quote(request.get_full_path())}")
        if Role(user.role) not in page.roles:
            return errors.forbidden(request)
        if Role(user.role) in SECOND_FACTOR and not page.signed_in_once and not _proved_twice(request):
            return redirect("second_factor")
        if user.password_was_given and not page.signed_in_once:
            return redirect("password")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RingfenceError):
            return None
        logs.note(request, refused=error.code)
        return errors.refused(request, error)


def _proved_twice(request: HttpRequest) -> bool:
    """Whether a second factor was given: here, or to the provider of single sign-on if web.toml trusts what it says."""
    user: Any = request.user
    return bool(user.is_verified()) or request.session.get(PROVIDER) is True
