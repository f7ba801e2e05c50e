"""Pages for anybody: was it you, and why me? Please stop. I want to complain.

What they answer is the same whatever is on file, until somebody has proved that a number is theirs.
"""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.calendar import local_day
from ringfence.cases.complaint import Complaint, complaint
from ringfence.cases.events import CaseUnusable
from ringfence.cases.letters.from_case import office
from ringfence.errors import RingfenceError
from ringfence.evidence.account import Subject
from ringfence.evidence.gather import gather
from ringfence.evidence.letter import letter
from ringfence.evidence.papers import Papers
from ringfence.numbers import masked, read
from ringfence.preferences.events import Event, instant
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import Store
from ringfence.web.cases_on_file import taken
from ringfence.web.errors import told
from ringfence.web.ledgered import home, now, store
from ringfence.web.own import own
from ringfence.web.pages import public_asking as asking
from ringfence.web.pages.cases import Told
from ringfence.web.pages.public_limits import too_often
from ringfence.web.sending import log, sender
from ringfence.web.table import page

RECEIPT = "receipt"  # in the visitor's session: what was just put on file, its number masked
MANY = "public page, one of many from its address within an hour"
WAIT = "You have sent this form often within the hour. Wait, or ring or write to us: that counts just as much."


class Number(forms.Form):
    """A number that can be read."""

    number = forms.CharField(
        max_length=40, label="Your number", help_text="In full, such as 01632 960123.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip

    def clean_number(self) -> int:
        found = read(self.cleaned_data["number"])
        if found.e164 is None:
            raise forms.ValidationError("That is no telephone number. Write it in full, such as 01632 960123.")
        return int(found.e164[1:])


class Question(Number):
    """Whose number, and when it rang."""

    about = forms.CharField(max_length=200, label="When it rang", help_text="As well as you remember.")


class Code(forms.Form):
    """The code that was read out."""

    code = forms.CharField(
        max_length=20, label="Code that was read out to you", widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class Objection(Number):
    """Please stop."""

    words = forms.CharField(
        max_length=500, required=False, label="Anything you want to say", help_text="Nothing is needed."
    )
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)


class Complaining(Told):
    """A complaint, and what tells the same form sent twice from another like it."""

    once = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


@page("ask/", methods=("GET", "POST"), public=True)
def ask(request: HttpRequest) -> HttpResponse:
    """Was it you, and why me? The answer is given to whoever proves that the number is theirs."""
    form = Question(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_often(request, "ask", now()):
            return told(request, 429, "Not so fast", WAIT)
        told_ = form.cleaned_data
        made = asking.ask(home(), told_["number"], told_["about"], now(), sender(own(home()).codes))
        return redirect("ask_code", reference=made.reference)
    return render(request, "ask.html", {"form": form, "by_program": own(home()).codes.by != "office"})


@page("ask/<slug:reference>/", methods=("GET", "POST"), public=True)
def ask_code(request: HttpRequest, reference: str) -> HttpResponse:
    """The code opens the answer; without it this page is the same for every reference, also for one that is none."""
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_often(request, "code", now()):
            return told(request, 429, "Not so fast", WAIT)
        if asked := asking.proved(home(), reference, form.cleaned_data["code"], now()):
            return _answer(request, asked.number)
        form.add_error("code", "That is not the code, or it has not been read out yet, or its time is over.")
    by_program = own(home()).codes.by != "office"
    return render(request, "ask_code.html", {"form": form, "reference": reference, "by_program": by_program})


def _answer(request: HttpRequest, number: int) -> HttpResponse:
    """What the records say of this number: the letter that the command line writes."""
    with store() as opened:
        account = gather(opened, Subject(numbers=(number,)), Papers(home() / "campaigns"))
    sender, contact = _office()
    made = letter(account, local_day(now()), sender, contact)
    answer = render(request, "ask_answer.html", {"letter": made})
    answer["Cache-Control"] = "no-store"
    return answer


def _office() -> tuple[str, str]:
    try:
        found = office(home())
    except RingfenceError:
        return "", ""
    return found.name, found.contact


@page("object/", methods=("GET", "POST"), public=True)
def object_(request: HttpRequest) -> HttpResponse:
    """Please stop: on the disk before the receipt is shown, and known to the next decision. Sent twice, kept once.

    No limit stands before it: a home with one address for its hundred residents may object for each. Past the limit
    an objection is marked, for somebody of the office to look whether one person speaks for many.
    """
    form = Objection(request.POST or None, initial={"once": secrets.token_hex(16)})
    if request.method == "POST" and form.is_valid():
        told_ = form.cleaned_data
        with store() as opened:
            event = _kept(opened, _objection(told_["number"], told_["words"], told_["once"], _source(request)))
        shown = f"+{masked(str(told_['number']))}"
        request.session[RECEIPT] = {"id": event.id[:12], "number": shown, "at": event.at, "stops": EVERYONE.stops}
        return redirect("receipt")
    return render(request, "object.html", {"form": form})


def _source(request: HttpRequest) -> str:
    """Where the objection came from; counting must not keep it from being taken, whatever is broken."""
    try:
        many = too_often(request, "object", now())
    except DatabaseError:
        many = False
    if many:
        log.warning("many objections from one address")
    return MANY if many else "public page"


def _kept(opened: Store, event: Event) -> Event:
    """The objection as it is on file; sent again after it was lifted, it was said again, and holds again.

    What else is on file about the number is looked at only for a form that was sent before: how long the page takes
    would else tell how much there is.
    """
    number = event.number
    assert number is not None
    if opened.append([event]).new:
        return event
    if known := next((each for each in opened.objections(number) if each.id == event.id), None):
        return known
    again = replace(event, id=secrets.token_hex(16))
    opened.append([again])
    return again


def _objection(number: int, words: str, once: str, source: str) -> Event:
    moment = instant(now())
    return Event(
        id=hashlib.sha256(f"web objection {once} {number}".encode()).hexdigest()[:32],
        kind="objection", number=number, at=moment, recorded_at=moment, channel="web", scope=EVERYONE,
        said=" ".join(words.split()) or "objected on the public page", source=source,
    )  # fmt: skip


@page("complain/", methods=("GET", "POST"), public=True)
def complain(request: HttpRequest) -> HttpResponse:
    """A complaint with the fields of the regulators' forms becomes a case; the wish to be left alone holds at once.

    The limit is on complaints, never on the wish in one: past it, the wish is put on file and the person told so.
    """
    form = Complaining(request.POST or None, initial={"once": secrets.token_hex(16)})
    if request.method == "POST" and form.is_valid():
        moment, once = now(), form.cleaned_data["once"] or secrets.token_hex(16)
        try:
            written = _written(form.cleaned_data, once, moment)
        except CaseUnusable as error:
            form.add_error(None, error.message)
        else:
            if too_often(request, "complain", moment):
                return _not_taken(request, written, once)
            with store() as opened:
                made = taken(opened, written, moment, "")
                shown: dict[str, Any] = {"id": made.case, "at": instant(moment), "complaint": True}
                if written.objects and written.number is not None:
                    if not any(each.scope == EVERYONE for each in opened.objections(written.number)):
                        # Sent again, and lifted since: it was said again, and holds again.
                        _kept(opened, _objection(written.number, "", once, f"case {made.case}"))
                    shown |= {"number": f"+{masked(str(written.number))}", "stops": EVERYONE.stops}
            request.session[RECEIPT] = shown
            return redirect("receipt")
    return render(request, "complain.html", {"form": form})


def _written(told_: dict[str, str], once: str, moment: datetime) -> Complaint:
    """The complaint; the same only if this very form is sent twice.

    Another's like it is another: else the answer would tell that they had complained.
    """
    fields = {name: value for name, value in told_.items() if value and name != "once"}
    made = complaint(fields, via="form", now=moment, place="The form", received=instant(moment))
    return replace(made, identity=(*made.identity, once))


def _not_taken(request: HttpRequest, written: Complaint, once: str) -> HttpResponse:
    """Past the limit: the complaint waits, the wish in it does not."""
    if not written.objects or written.number is None:
        return told(request, 429, "Not so fast", WAIT)
    with store() as opened:
        _kept(opened, _objection(written.number, "", once, MANY))
    return told(request, 429, "Your objection is on file, your complaint is not", f"Calls stop from now on. {WAIT}")


@page("receipt/", public=True)
def receipt(request: HttpRequest) -> HttpResponse:
    """What was just put on file, for whoever put it there."""
    return render(request, "receipt.html", {"receipt": request.session.get(RECEIPT)})
