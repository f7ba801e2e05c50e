"""Accounts: an administrator adds people, gives them a role, and ends their access."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django_otp import devices_for_user

from ringfence.web.accounts.models import Person
from ringfence.web.roles import Role
from ringfence.web.table import page

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Added(forms.Form):
    """A new account."""

    name = forms.CharField(max_length=150, help_text="To sign in with.")
    shown = forms.CharField(max_length=200, label="Full name", help_text="As the ledger names them when they sign.")
    role = forms.ChoiceField(choices=[(role.value, role.words.capitalize()) for role in Role])
    password = forms.CharField(
        help_text="At least 12 characters. Give it to them in person.", widget=forms.PasswordInput(render_value=False)
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Person.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("Somebody signs in with this name already. Choose another.")
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


@page("people/", methods=("GET", "POST"), roles=ADMINISTRATORS)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and the form for one more."""
    form = Added(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        person = Person.objects.add(told["name"], Role(told["role"]), told["password"], told["shown"])
        messages.success(request, f"{person} can sign in as {Role(person.role).words}.")
        return redirect("people")
    everybody = [(each, Role(each.role).words) for each in Person.objects.order_by("-is_active", "shown")]
    return render(request, "people.html", {"form": form, "everybody": everybody})


@page("people/<int:person_id>/access/", methods=("POST",), roles=ADMINISTRATORS)
def person_access(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ends or gives back somebody's access, or has them set up their authenticator anew."""
    person = get_object_or_404(Person, pk=person_id)
    what, me = request.POST.get("what"), request.user
    if what == "reset":
        for device in devices_for_user(person, confirmed=None):
            device.delete()
        messages.success(request, f"{person} sets up an authenticator at the next sign-in.")
    elif person.pk == me.pk:
        messages.error(request, "Your own access is for another administrator to end.")
    else:
        person.is_active = what == "give"
        person.save(update_fields=["is_active"])
        _end_sessions(person)
        messages.success(
            request, f"{person} {'can sign in again' if person.is_active else 'is locked out from now on'}."
        )
    return redirect("people")


def _end_sessions(person: Any) -> None:
    """Whoever is locked out is so at once: Django looks at `is_active` on every request."""
