"""Casework: what is due, taking a complaint in, and a case with its calls, assessment, decision and history."""

import re
from itertools import count
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from ringfence.calendar import local_day
from ringfence.cases import show as showing
from ringfence.cases.assessing import assessed
from ringfence.cases.calls import calls_of_case
from ringfence.cases.complaint import CHANNELS, complaint
from ringfence.cases.events import KINDS, CaseUnusable, last
from ringfence.cases.facts_table import read_fact
from ringfence.cases.letters.drafting import KINDS as LETTERS
from ringfence.cases.report import environment
from ringfence.cases.state import DECISIONS, Case
from ringfence.cases.steps import OWN_COMMANDS, decision, needed, step
from ringfence.errors import RingfenceError
from ringfence.preferences.events import instant
from ringfence.preferences.register_store import open_registers
from ringfence.store import Store
from ringfence.web.ledgered import home, now, store
from ringfence.web.pages.cases_on_file import (
    added,
    clocks,
    days_until,
    due_in_all,
    listed,
    loaded,
    new_id,
    numbers,
    searched,
    taken,
)
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
        pressing, found = due_in_all(opened, moment), listed(opened, closed=every)
    due = [showing.clock(each) | {"days": days_until(each, moment)} for each in pressing[:SHOWN]]
    late = sum(each.status == "late" for each in pressing)
    told = {"due": due, "all_due": len(pressing), "late": late, "cases": found[:SHOWN], "count": len(found)}
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
            "person": person, "steps": _steps(found), "letters": [(k, v.says) for k, v in LETTERS.items()],
            "decisions": [(each, each.replace("_", " ")) for each in DECISIONS], "may": _may(request),
        },
    )  # fmt: skip


def _wide(html: str) -> str:
    """Wide tables scroll by themselves, also by keyboard; each is a region of its own name."""
    places = count(1)
    opening = '<div class="wide" tabindex="0" role="region" aria-label="Table {} of the assessment"><table>'
    return re.sub("<table>", lambda _: opening.format(next(places)), html).replace("</table>", "</table></div>")


def _steps(found: Case) -> list[tuple[str, str]]:
    """The steps that a person writes down, those of this role."""
    return [(name, words) for name, words in KINDS.items() if found.role.knows(name) and name not in OWN_COMMANDS]


@page("cases/<str:case>/step/", methods=("POST",), roles=CASEWORK)
def case_step(request: HttpRequest, case: str) -> HttpResponse:
    """Looks for the calls, states a fact, assesses, decides, reads a decision a second time, or notes a step."""
    doing = {
        "find": _find, "assess": _assess, "fact": _fact, "decide": _decide, "second": _second, "log": _log,
    }.get(request.POST.get("what", ""))  # fmt: skip
    if doing is None:
        raise CaseUnusable("There is no such step. Go back to the case, and choose one.")
    try:
        with store() as opened:
            messages.success(request, doing(request, opened, loaded(opened, case)))
    except RingfenceError as error:
        messages.error(request, error.message)
    return redirect("case", case=case)


def _made(request: HttpRequest, found: Case, kind: str, **more: Any) -> Any:
    return step(found.id, kind, id_=new_id(), now=now(), by=str(request.user), **more)


def _find(request: HttpRequest, opened: Store, found: Case) -> str:
    if found.opened.number is None:
        raise CaseUnusable(f"{found.id} names no number. Ask the complainant, or search by shown number: case find.")
    body: Any = searched(opened, found)
    added(opened, _made(request, found, "searched", body=body))
    return f"{body['found']:,} calls found. Next: assess the case."


def _assess(request: HttpRequest, opened: Store, found: Case) -> str:
    made = assessed(found, local_day(now()), opened.history, open_registers(home()), numbers(opened, found))
    added(opened, _made(request, found, "assessed", details=made.details, body=made.body))
    return f"Assessed: {', '.join(made.body['breached']) or 'nothing is broken on what is known'}."


def _fact(request: HttpRequest, opened: Store, found: Case) -> str:
    post = request.POST
    name, value = read_fact(f"{post.get('name', '').strip()}={post.get('value', '').strip()}")
    evidence = post.get("evidence", "").split()
    details: dict[str, Any] = {
        "name": name, "value": value, "party": post.get("party", "").strip(), "evidence": evidence or None
    }  # fmt: skip
    reasons = post.get("reasons", "").strip()
    if post.get("found"):
        details["found"] = True
        needed(reasons, "reasons", "Who finds one way in a dispute says why.")
    added(opened, _made(request, found, "fact", details=details, body={"reasons": reasons} if reasons else None))
    return f"On file: {name}. Assess the case again."


def _decide(request: HttpRequest, opened: Store, found: Case) -> str:
    outcome, reasons = request.POST.get("outcome", ""), request.POST.get("reasons", "")
    if not reasons.strip():
        raise CaseUnusable("A decision without reasons cannot be read again. Write them.")
    details, body = decision(outcome, reasons, str(request.user), last(found.events, "assessed"))
    added(opened, _made(request, found, "decided", details=details, body=body))
    return "The decision is on file." if not found.second_reader else "On file: it waits for a second reader."


def _second(request: HttpRequest, opened: Store, found: Case) -> str:
    agrees, reasons = request.POST.get("agrees") == "yes", request.POST.get("reasons", "").strip()
    if found.decision is None:
        raise CaseUnusable("Nothing was decided yet. Decide first.")
    if not agrees and not reasons:
        raise CaseUnusable("Who does not agree says why. Write your reasons.")
    details = {"decision": found.decision.id, "agrees": agrees}
    added(opened, _made(request, found, "seconded", details=details, body={"reasons": reasons} if reasons else None))
    return "The decision stands." if agrees else "It does not stand: decide again, with your reasons in mind."


def _log(request: HttpRequest, opened: Store, found: Case) -> str:
    kind = request.POST.get("kind", "")
    if kind not in dict(_steps(found)):
        raise CaseUnusable("There is no such step. Choose one of the list.")
    details = {name: request.POST.get(name, "").strip() for name in ("note", "comply_by", "answer_by")}
    added(opened, _made(request, found, kind, details=details))
    return f"On file: {KINDS[kind]}."


def _may(request: HttpRequest) -> bool:
    user: Any = request.user
    return Role(user.role) in CASEWORK
