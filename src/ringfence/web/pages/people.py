"""Accounts: an administrator adds people, gives them a role, and ends their access."""

import secrets

from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django_otp import devices_for_user

from ringfence.web import sessions
from ringfence.web.accounts.models import Person, SignOn
from ringfence.web.logs import log
from ringfence.web.roles import Role
from ringfence.web.table import page

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Added(forms.Form):
    """A new account."""

    name = forms.CharField(
        max_length=150, help_text="To sign in with.", widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    shown = forms.CharField(
        max_length=200,
        label="Full name",
        help_text="As the ledger names them when they sign.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(choices=[(role.value, role.words.capitalize()) for role in Role])
    password = forms.CharField(
        required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Give it to them in person. Leave it empty for single sign-on.",
    )  # fmt: skip
    known_as = forms.CharField(
        max_length=254, required=False, label="Name at single sign-on",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Just as your provider writes it. It counts at their first sign-in; then they are bound to it.",
    )  # fmt: skip

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Person.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("Somebody signs in with this name already. Choose another.")
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            password_validation.validate_password(password)
        return password

    def clean_known_as(self) -> str:
        known_as: str = self.cleaned_data["known_as"]
        if known_as and SignOn.objects.filter(known_as=known_as).exists():
            raise forms.ValidationError("Somebody has this name at single sign-on already.")
        return known_as

    def clean(self) -> None:
        said = self.cleaned_data
        if not self.errors and not said["password"] and not said["known_as"]:
            raise forms.ValidationError("They could not sign in. Give a password, or a name at single sign-on.")


@page("people/", methods=("GET", "POST"), roles=ADMINISTRATORS)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and the form for one more."""
    form = Added(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with transaction.atomic():
            person = Person.objects.add(told["name"], Role(told["role"]), told["password"] or None, told["shown"])
            person.password_was_given = bool(told["password"])
            person.save(update_fields=["password_was_given"])
            if told["known_as"]:
                SignOn.objects.create(person=person, known_as=told["known_as"])
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
    elif what == "password" and person.pk != me.pk:
        return _new_password(request, person)
    elif person.pk == me.pk:
        messages.error(request, "Your own access is for another administrator to end.")
    else:
        person.is_active = what == "give"  # looked at on every request: whoever is locked out is so at once
        person.save(update_fields=["is_active"])
        sessions.end_those(person)  # so that none of them goes on if access is given back
        messages.success(
            request, f"{person} {'can sign in again' if person.is_active else 'is locked out from now on'}."
        )
    return redirect("people")


def _new_password(request: HttpRequest, person: Person) -> HttpResponse:
    """One that nobody chose, shown once; whoever gets it chooses another first, and is signed out everywhere."""
    made = "-".join(secrets.token_hex(3) for _ in range(4))
    person.set_password(made)
    person.password_was_given = True
    person.save(update_fields=["password", "password_was_given"])
    sessions.end_those(person)
    log.info("password given")
    return render(request, "person_password.html", {"person": person, "password": made})
