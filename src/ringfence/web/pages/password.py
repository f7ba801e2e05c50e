"""Changing one's own password; whoever was given one chooses another before anything else."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, password_validation, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.web import sessions
from ringfence.web.logs import log
from ringfence.web.roles import EVERYBODY
from ringfence.web.table import page


class Change(forms.Form):
    """The password of now, and the one to come."""

    now = forms.CharField(
        label="Your password now", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )
    new = forms.CharField(
        label="New password", help_text="At least 12 characters: several words of your own are best.", strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *told: Any, request: HttpRequest) -> None:
        super().__init__(*told)
        self._request = request

    def clean_now(self) -> str:
        now: str = self.cleaned_data["now"]
        # Counted like a sign-in: somebody at an unlocked screen may not guess on and on.
        if authenticate(self._request, username=self._request.user.name, password=now) is None:
            raise forms.ValidationError("That is not your password.")
        return now

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        if new == self.cleaned_data.get("now"):
            raise forms.ValidationError("That is the password you have. Choose another.")
        password_validation.validate_password(new, self._request.user)
        return new


@page("password/", methods=("GET", "POST"), roles=EVERYBODY, signed_in_once=True)
def password(request: HttpRequest) -> HttpResponse:
    """Another password, for whoever knows the present one; every other session of theirs ends."""
    user: Any = request.user
    if not user.has_usable_password():
        messages.error(request, "You sign in with your organisation’s account: its password is changed there.")
        return redirect("home")
    form = Change(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        user.set_password(form.cleaned_data["new"])
        user.password_was_given = False
        user.save(update_fields=["password", "password_was_given"])
        update_session_auth_hash(request, user)
        sessions.end_those(user, but=sessions.own(request))
        log.info("password changed", extra={"told": {"role": user.role}})
        messages.success(request, "Your password is changed. You were signed out wherever else you were signed in.")
        return redirect("home")
    return render(request, "password.html", {"form": form, "given": user.password_was_given})
