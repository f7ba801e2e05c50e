"""Where somebody is signed in, and ending it: one's own sessions for everybody, anybody's for an administrator."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django_otp import devices_for_user

from ringfence.web import sessions
from ringfence.web.accounts.models import Person
from ringfence.web.logs import log
from ringfence.web.pages.people import ADMINISTRATORS
from ringfence.web.roles import EVERYBODY, Role
from ringfence.web.table import page

OTHERS = "others"  # what is to end: every session but this one
ALL = "all"
FRESH = timedelta(minutes=10)  # for whom we can ask nothing: how long ago they may have signed in


class Proof(forms.Form):
    """That it is still the same person: their password, or a code where they have none."""

    proof = forms.CharField(max_length=500, strip=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self._request, user = request, _user(request)
        self._device = None if user.has_usable_password() else next(iter(devices_for_user(user, confirmed=True)), None)
        field = self.fields["proof"]
        if user.has_usable_password():
            field.label = "Your password"
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        elif self._device is not None:
            field.label = "Code from your authenticator"
            field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        else:
            del self.fields["proof"]

    @property
    def stale(self) -> bool:
        """Whether this person, of whom nothing can be asked here, signed in too long ago."""
        return not self.fields and sessions.since(self._request) > FRESH

    def clean_proof(self) -> str:
        said: str = self.cleaned_data["proof"]
        if self._device is not None:
            if not self._device.verify_token(said):
                raise forms.ValidationError("That code does not fit. Wait for the next one and try again.")
        elif authenticate(self._request, username=_user(self._request).name, password=said) is None:
            raise forms.ValidationError("That is not your password.")  # counted like a sign-in
        return said

    def clean(self) -> None:
        if self.stale:
            raise forms.ValidationError("You signed in a while ago. Sign out, sign in again, then end the others.")


@page("account/", methods=("GET", "POST"), roles=EVERYBODY, own=True)
def account(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; one or all other sessions end for whoever proves again who they are."""
    person, form = _user(request), Proof(request)
    what = request.POST.get("what", "")
    if request.method == "POST" and not what:
        form.add_error(None, "Choose what is to end.")
    elif request.method == "POST" and form.is_valid():
        here = sessions.own(request)
        ended = sessions.end_those(person, only=None if what == OTHERS else what, but=here)
        _told(request, ended, "own")
        return redirect("account")
    shown = {"form": form, "person": person, "role": Role(person.role).words, "what": what, **_rows(request, person)}
    return render(request, "account.html", shown)


@page("people/<int:person_id>/sessions/", methods=("GET", "POST"), roles=ADMINISTRATORS)
def person_sessions(request: HttpRequest, person_id: int) -> HttpResponse:
    """Where somebody is signed in; an administrator ends one or all of it."""
    person = get_object_or_404(Person, pk=person_id)
    if person.pk == _user(request).pk:
        return redirect("account")
    if request.method == "POST":
        what = request.POST.get("what", "")
        _told(request, sessions.end_those(person, only=None if what == ALL else what), "by an administrator")
        return redirect("person_sessions", person.pk)
    return render(request, "person_sessions.html", {"person": person, **_rows(request, person)})


@page("people/sessions/", methods=("POST",), roles=ADMINISTRATORS)
def everybodys_sessions(request: HttpRequest) -> HttpResponse:
    """Ends every session but the one that asks."""
    _told(request, sessions.end_everybodys(but=sessions.own(request)), "of everybody")
    return redirect("people")


def _rows(request: HttpRequest, person: Person) -> dict[str, Any]:
    here = sessions.own(request)
    rows = [(each, each.pk == here) for each in sessions.of(person)]
    return {"rows": rows, "others": sum(not this for _, this in rows)}


def _told(request: HttpRequest, ended: int, whose: str) -> None:
    log.info("sessions ended", extra={"told": {"how": whose, "role": _user(request).role}})
    if ended:
        messages.success(request, "One session is ended." if ended == 1 else f"{ended} sessions are ended.")
    else:
        messages.success(request, "There was nothing to end: it had ended already.")


def _user(request: HttpRequest) -> Person:
    found: Person = request.user
    return found
