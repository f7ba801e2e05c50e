"""Signing in: name and password, then the second factor; and the first account of all."""

import hmac
from pathlib import Path
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, password_validation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp import devices_for_user
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from ringfence.web import ledgered, sessions
from ringfence.web.accounts.models import Person
from ringfence.web.errors import not_found
from ringfence.web.logs import log
from ringfence.web.own import own
from ringfence.web.roles import EVERYBODY, PROVIDER, Role
from ringfence.web.table import page

SET_UP = "set-up.token"  # in the home folder until the first account is made


class SignIn(forms.Form):
    """Name and password."""

    name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )  # just as it is typed


class Code(forms.Form):
    """Six digits from an authenticator."""

    code = forms.CharField(
        min_length=6, max_length=8, label="Code from your authenticator",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


class First(forms.Form):
    """The first administrator."""

    name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        strip=False,
        help_text="At least 12 characters.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


@page("sign-in/", methods=("GET", "POST"), public=True)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; five wrong ones, and the account rests for a quarter of an hour."""
    told_on = own(ledgered.home()).sign_on
    if told_on and not told_on.passwords:
        # Without a form there is nothing to guess at; whoever runs the server can have it back in web.toml.
        return render(request, "sign_in.html", {"form": None, "sign_on": True, "next": request.GET.get("next", "")})
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        user = authenticate(request, username=told["name"], password=told["password"])
        if user is not None:
            request.session.pop(PROVIDER, None)
            sessions.begin(request, user)
            log.info("signed in", extra={"told": {"how": "password", "role": user.role}})
            return redirect(onwards(request))
        log.warning("sign-in refused", extra={"told": {"how": "password"}})
        form.add_error(None, "Name and password do not fit. Check both; five wrong ones lock the account for a while.")
    shown = {"form": form, "sign_on": bool(told_on), "next": request.GET.get("next", "")}
    return render(request, "sign_in.html", shown)


@page("sign-out/", methods=("POST",), roles=EVERYBODY, signed_in_once=True)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    sessions.end(request)
    answer = redirect("sign_in")
    answer["Clear-Site-Data"] = '"cache", "storage"'  # nothing that was shown stays in the browser
    return answer


@page("second-factor/", methods=("GET", "POST"), roles=EVERYBODY, signed_in_once=True)
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code from an authenticator; the first time, the secret to put into one."""
    user: Any = request.user
    device = next(iter(devices_for_user(user, confirmed=True)), None)
    fresh = None if device else _unconfirmed(user)
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = device or fresh
        if asked is not None and asked.verify_token(form.cleaned_data["code"]):
            if not asked.confirmed:
                asked.confirmed = True
                asked.save()
            otp_login(request, asked)
            how = "single sign-on and authenticator" if PROVIDER in request.session else "password and authenticator"
            log.info("signed in", extra={"told": {"how": how, "role": user.role}})
            ledgered.signed_in(str(user), Role(user.role), how)
            return redirect(onwards(request))
        log.warning("sign-in refused", extra={"told": {"how": "authenticator", "role": user.role}})
        form.add_error("code", "That code does not fit. Wait for the next one and try again.")
    return render(request, "second_factor.html", {"form": form, "fresh": fresh, "picture": _picture(fresh)})


@page("set-up/", methods=("GET", "POST"), public=True)
def set_up(request: HttpRequest) -> HttpResponse:
    """The first account, for whoever has the link that `ringfence serve` printed."""
    file = Path(settings.RINGFENCE_HOME) / SET_UP
    token = request.GET.get("token", "")
    if Person.objects.exists() or not file.exists() or not hmac.compare_digest(file.read_text().strip(), token):
        return not_found(request)
    form = First(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        Person.objects.add(told["name"], Role.ADMINISTRATOR, told["password"])
        file.unlink(missing_ok=True)
        return redirect("sign_in")
    return render(request, "set_up.html", {"form": form})


def _unconfirmed(user: Any) -> TOTPDevice:
    device: TOTPDevice
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "authenticator"})
    return device


def _picture(device: TOTPDevice | None) -> str:
    """The secret as a picture for a telephone's camera, as an address that holds it."""
    if device is None:
        return ""
    return str(segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2))


def onwards(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is here; else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
