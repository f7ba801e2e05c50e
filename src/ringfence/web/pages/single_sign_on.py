"""Single sign-on: the way to the provider, and the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from ringfence.web import ledgered, logs, sessions, sign_on
from ringfence.web.errors import not_found, told
from ringfence.web.logs import log
from ringfence.web.own import own
from ringfence.web.pages.sign_in import onwards
from ringfence.web.roles import PROVIDER, Role
from ringfence.web.sign_on import SignOnRefused
from ringfence.web.table import page

NEXT = "sign-on-next"  # in the session: where the visitor wanted to go
CLAIMS = frozenset({"iss", "aud", "azp", "sub", "nonce", "exp", "iat", "at_hash"})
BACKEND = "django.contrib.auth.backends.ModelBackend"
TRY_AGAIN = (
    "It was not you, or it took too long. Begin again at the sign-in page; if it stays so, tell whoever runs it."
)


@page("sign-on/", methods=("GET", "POST"), public=True)
def sign_on_begin(request: HttpRequest) -> HttpResponse:
    """To the provider, for whoever pressed the button of ours; a link from elsewhere leads to that button.

    The way there is a page that goes on by itself: our policy lets no form lead to another host.
    """
    if (settings := own(ledgered.home()).sign_on) is None:
        return not_found(request)
    if request.method != "POST":
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': onwards(request)})}")
    request.session[NEXT] = onwards(request)
    try:
        away = sign_on.away(request, settings, request.build_absolute_uri(reverse("sign_on_back")))
    except Exception as error:  # noqa: BLE001 - whatever another's server does
        return _failed(request, error)
    answer = render(request, "sign_on.html", {"away": away["location"]})
    answer["Cache-Control"] = "no-store"
    return answer


@page("sign-on/back/", public=True)
def sign_on_back(request: HttpRequest) -> HttpResponse:
    """From the provider: in, or refused with the reason; whatever goes wrong on the way is refused as well."""
    if (settings := own(ledgered.home()).sign_on) is None:
        return not_found(request)
    try:
        found = sign_on.entered(sign_on.claims(request, settings), settings)
    except SignOnRefused as refusal:
        log.warning("sign-on refused", extra={"told": {"why": refusal.code}})
        logs.note(request, refused=refusal.code)
        return told(request, 403, "You cannot sign in", refusal.message)
    except Exception as error:  # noqa: BLE001 - a forged or damaged answer, a provider that is away
        return _failed(request, error)
    return _in(request, found)


def _in(request: HttpRequest, found: sign_on.Entered) -> HttpResponse:
    wanted = request.session.pop(NEXT, "/")
    sessions.begin(request, found.person, BACKEND)
    request.session[PROVIDER] = found.second_factor
    log.info("signed in", extra={"told": {"how": "single sign-on", "role": found.person.role}})
    if found.second_factor:
        how = "single sign-on and the provider’s second factor"
        ledgered.signed_in(str(found.person), Role(found.person.role), how)
    return redirect(wanted)


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    claim = str(getattr(error, "claim", "") or getattr(error, "claim_name", ""))
    said = {"claim": claim} if claim in CLAIMS else {}  # which of those it was is for whoever sets this up
    log.warning("sign-on failed", extra={"told": {"why": type(error).__name__, **said}})
    logs.note(request, refused="sign-on-failed")
    return told(request, 403, "Signing in did not work", TRY_AGAIN)
