"""What a person sees when something is not there, not allowed, or broken. No page tells more than that."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ringfence.errors import RingfenceError
from ringfence.web import logs


def told(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    """A page of one sentence and the way on."""
    return render(request, "told.html", {"title": title, "words": words}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    return told(request, 400, "That could not be read", "Go back and try again.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    return told(request, 403, "Not yours to see", "Your role does not include this page. Ask an administrator.")


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """A form that was not ours, or was open until its session ended."""
    logs.note(request, refused="form-token")
    words = "Your form was open too long, or it did not come from here. Nothing was changed. Open the page again."
    return told(request, 403, "That form was not taken", words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    return told(request, 404, "There is no such page", "Check the address, or begin at the start page.")


def broken(request: HttpRequest) -> HttpResponse:
    return told(request, 500, "Something is broken here", "Nothing was changed. Try again, or tell an administrator.")


def refused(request: HttpRequest, error: RingfenceError) -> HttpResponse:
    """An input that cannot be used: the reason and the way out, as the command line says them."""
    return told(request, 400, "That cannot be used", error.message)
