"""Keys of the API: who has one, and the form for one more, which shows it once."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.calendar import local_day
from ringfence.errors import RingfenceError
from ringfence.web.api import keys as api
from ringfence.web.api.scopes import Scope
from ringfence.web.ledgered import now
from ringfence.web.pages.people import ADMINISTRATORS
from ringfence.web.table import page


class Given(forms.Form):
    """A new key."""

    name = forms.CharField(max_length=100, help_text="Of the program that will use it, such as crm.")
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        choices=[(scope.value, f"{scope.value}: {scope.words}") for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
    )
    campaigns = forms.CharField(
        max_length=1_000, required=False, label="Only about these campaigns",
        help_text="Their ids, with blanks between them; empty for all.",
    )  # fmt: skip
    account = forms.CharField(
        max_length=150, required=False, label="For",
        help_text="Who answers for what it changes or signs, by the name that they sign in with. They take it on "
        "under “keys in your name”. Empty if it changes and signs nothing.",
    )  # fmt: skip
    until = forms.DateField(
        label="Last day on which it is good",
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text="Such as 30/06/2027.",
    )


@page("people/keys/", methods=("GET", "POST"), roles=ADMINISTRATORS)
def keys(request: HttpRequest) -> HttpResponse:
    """Every key that was made, and the form for one more."""
    who = str(request.user)
    form, made = Given(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = api.make(
                told["name"].strip(), told["scopes"], told["until"], who, now(), told["campaigns"].split(),
                told["account"].strip(),
            )  # fmt: skip
            form = Given()
        except RingfenceError as error:
            form.add_error(None, error.message)
    today = local_day(now())
    shown = [(each, each.good(today), str(each.scopes).split(), str(each.campaigns).split()) for each in api.every()]
    answer = render(request, "keys.html", {"form": form, "made": made, "keys": shown})
    if made:
        answer["Cache-Control"] = "no-store"
    return answer


@page("people/keys/revoke/", methods=("POST",), roles=ADMINISTRATORS)
def key_revoke(request: HttpRequest) -> HttpResponse:
    """Takes a key away, at once."""
    name = request.POST.get("name", "")
    api.revoke(name, str(request.user), now())
    messages.success(request, f"{name} is refused from now on.")
    return redirect("keys")
