"""Casework: what is due, taking a complaint in, and a case with its calls, assessment, decision and history."""

import re
from itertools import count as counted
from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from ringfence.cases import show as showing
from ringfence.cases.calls import calls_of_case
from ringfence.cases.complaint import CHANNELS, complaint
from ringfence.cases.events import CaseUnusable
from ringfence.cases.letters.drafting import KINDS as LETTERS
from ringfence.cases.report import environment
from ringfence.cases.state import DECISIONS, Case
from ringfence.errors import RingfenceError
from ringfence.preferences.events import instant
from ringfence.store import Store
from ringfence.web import case_steps
from ringfence.web.case_steps import Doing, written_down
from ringfence.web.cases_on_file import clocks, days_until, due_in_all, listed, loaded, taken
from ringfence.web.ledgered import now, store
from ringfence.web.roles import CASEWORK, READS_CASES, Role
from ringfence.web.table import page

SHOWN = 100
SAID = [("", "Not said"), ("yes", "Yes"), ("no", "No")]
NATIONS = [("ENG", "England"), ("WLS", "Wales"), ("SCT", "Scotland"), ("NIR", "Northern Ireland")]
KIND_OF_CALL = {
    "live": "A person spoke", "recorded": "A recorded message", "silent": "Nobody spoke", "text": "A text message",
    "email": "An e-mail",
}  # fmt: skip


class Told(forms.Form):
    """What the regulators' forms ask, in their order; only what nobody can do without is required."""

    number = forms.CharField(
        max_length=40, label="Number that was called", help_text="In full, such as 01632 960123.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    called_at = forms.CharField(
        max_length=40, required=False, label="When it rang",
        help_text="Such as 21/11/2026 18:30. The day alone will do.",
    )  # fmt: skip
    organisation = forms.CharField(max_length=200, required=False, label="Who called, or for whom, if that was said")
    cli = forms.CharField(max_length=40, required=False, label="Number that was shown")
    channel = forms.ChoiceField(
        required=False, label="What kind of call",
        choices=[("", "Not said"), *((each, KIND_OF_CALL[each]) for each in CHANNELS)],
    )  # fmt: skip
    permission = forms.ChoiceField(required=False, choices=SAID, label="Did you ever say yes to such calls?")
    asked_to_stop = forms.ChoiceField(required=False, choices=SAID, label="Had you asked before that calls stop?")
    registered = forms.ChoiceField(required=False, choices=SAID, label="Is the number on the TPS or CTPS?")
    subscriber = forms.ChoiceField(
        required=False, label="Whose line is it?",
        choices=[("", "Not said"), ("individual", "A person’s"), ("corporate", "An organisation’s")],
    )  # fmt: skip
    relationship = forms.CharField(max_length=300, required=False, label="What you have to do with who called")
    words = forms.CharField(
        max_length=5_000, required=False, label="What happened", widget=forms.Textarea(attrs={"rows": 5})
    )
    harm = forms.CharField(max_length=1_000, required=False, label="What it did to you")
    objects = forms.ChoiceField(
        required=False, choices=SAID, label="Are calls to stop?", help_text="If yes, that holds at once."
    )
    about_data = forms.ChoiceField(required=False, choices=SAID, label="Is it about your own data?")
    nation = forms.ChoiceField(choices=NATIONS, initial="ENG", label="Where you live")
    name = forms.CharField(max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact = forms.CharField(max_length=300, required=False, label="Where to answer (e-mail or address)")
    representative = forms.CharField(max_length=200, required=False, label="If you act for somebody: your name")
    reference = forms.CharField(max_length=100, required=False, label="Reference you or a regulator gave it")


class Taken(Told):
    """The same, as somebody of the office writes it down."""

    number = forms.CharField(max_length=40, required=False, label="Number that was called")
    via = forms.ChoiceField(
        label="How it came", choices=[(each, each.capitalize()) for each in ("phone", "letter", "email", "form")]
    )
    received_at = forms.CharField(
        max_length=40, required=False, label="When it came", help_text="Such as 21/11/2026; empty for now."
    )


@page("cases/", roles=READS_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """What is due in all open cases, the most pressing first, and the cases."""
    every = request.GET.get("all") == "1"
    moment = now()
    with store() as opened:
        pressing = due_in_all(opened, moment)
        found, count = list(islice(listed(opened, closed=every), SHOWN)), opened.cases.count(closed=every)
    due = [showing.clock(each) | {"days": days_until(each, moment)} for each in pressing[:SHOWN]]
    late = sum(each.status == "late" for each in pressing)
    told = {"due": due, "all_due": len(pressing), "late": late, "cases": found, "count": count}
    return render(request, "cases.html", {**told, "every": every, "may": _may(request)})


@page("cases/open/", methods=("GET", "POST"), roles=CASEWORK)
def case_open(request: HttpRequest) -> HttpResponse:
    """A complaint that came by letter, telephone or e-mail becomes a case; the wish in it an objection, at once."""
    form = Taken(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moment = now()
        fields = {name: value for name, value in form.cleaned_data.items() if value and name != "via"}
        try:
            read = complaint(
                fields, via=form.cleaned_data["via"], now=moment, place="The form", received=instant(moment)
            )
        except CaseUnusable as error:
            form.add_error(None, error.message)
        else:
            with store() as opened:
                made = taken(opened, read, moment, str(request.user))
            _say_taken(request, read.objects, read.number, new=made.new)
            return redirect("case", case=made.case)
    return render(request, "case_open.html", {"form": form})


def _say_taken(request: HttpRequest, objects: bool | None, number: int | None, *, new: bool) -> None:
    if not new:
        messages.info(request, "The very same complaint is this case already. Nothing was opened.")
    elif objects and number is not None:
        messages.success(request, "The case is open. The objection in it is on file: the next decision knows it.")
    elif objects:
        messages.error(request, "It asks for calls to stop and names no number: nobody is protected yet. Ask for it.")
    else:
        messages.success(request, "The case is open.")


@page("cases/<str:case>/", roles=READS_CASES)
def case(request: HttpRequest, case: str) -> HttpResponse:
    """One case: what is due, its calls, its assessment, the decision, letters, and all that happened."""
    moment = now()
    with store() as opened:
        found = loaded(opened, case)
    shown = showing.data(found, clocks(found, moment), calls_of_case(found))
    told = environment().get_template("assessment.html").render(shown=shown) if shown["assessment"] else ""
    person = {k: v for each in found.complaints for k, v in each.personal.items()}
    return render(
        request, "case.html",
        {
            "shown": shown, "assessment": mark_safe(_wide(told)),  # noqa: S308 - escaped by its own template
            "person": person, "steps": written_down(found), "letters": [(k, v.says) for k, v in LETTERS.items()],
            "decisions": [(each, each.replace("_", " ")) for each in DECISIONS], "may": _may(request),
        },
    )  # fmt: skip


def _wide(html: str) -> str:
    """Wide tables scroll by themselves, also by keyboard; each is a region of its own name."""
    places = counted(1)
    opening = '<div class="wide" tabindex="0" role="region" aria-label="Table {} of the assessment"><table>'
    return re.sub("<table>", lambda _: opening.format(next(places)), html).replace("</table>", "</table></div>")


@page("cases/<str:case>/step/", methods=("POST",), roles=CASEWORK)
def case_step(request: HttpRequest, case: str) -> HttpResponse:
    """Looks for the calls, states a fact, assesses, decides, reads a decision a second time, or notes a step."""
    does = {
        "find": _find, "assess": _assess, "fact": _fact, "decide": _decide, "second": _second, "log": _log,
    }.get(request.POST.get("what", ""))  # fmt: skip
    if does is None:
        raise CaseUnusable("There is no such step. Go back to the case, and choose one.")
    try:
        with store() as opened:
            messages.success(request, does(request, opened, loaded(opened, case), Doing(str(request.user), now())))
    except RingfenceError as error:
        messages.error(request, error.message)
    return redirect("case", case=case)


def _find(_request: HttpRequest, opened: Store, found: Case, doing: Doing) -> str:
    return case_steps.find(opened, found, doing)


def _assess(_request: HttpRequest, opened: Store, found: Case, doing: Doing) -> str:
    return case_steps.assess(opened, found, doing)


def _fact(request: HttpRequest, opened: Store, found: Case, doing: Doing) -> str:
    post = request.POST
    return case_steps.state_fact(
        opened, found, doing, post.get("name", ""), post.get("value", ""), party=post.get("party", ""),
        evidence=post.get("evidence", "").split(), settles=bool(post.get("found")), reasons=post.get("reasons", ""),
    )  # fmt: skip


def _decide(request: HttpRequest, opened: Store, found: Case, doing: Doing) -> str:
    return case_steps.decide(opened, found, doing, request.POST.get("outcome", ""), request.POST.get("reasons", ""))


def _second(request: HttpRequest, opened: Store, found: Case, doing: Doing) -> str:
    agrees, reasons = request.POST.get("agrees") == "yes", request.POST.get("reasons", "")
    return case_steps.second(opened, found, doing, agrees=agrees, reasons=reasons)


def _log(request: HttpRequest, opened: Store, found: Case, doing: Doing) -> str:
    details = {name: request.POST.get(name, "") for name in ("note", "comply_by", "answer_by")}
    return case_steps.log(opened, found, doing, request.POST.get("kind", ""), details)


def _may(request: HttpRequest) -> bool:
    user: Any = request.user
    return Role(user.role) in CASEWORK
