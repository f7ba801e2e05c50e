"""Interviewing: the approved script a screen at a time, by keyboard; an objection and a complaint at any moment.

Each page is the whole state: a dropped connection loses nothing, a key sent twice changes nothing.
"""

import secrets
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ringfence.answers.interview import flow, outcomes
from ringfence.answers.interview.desk import CallEndedAlready, Desk, Finished
from ringfence.answers.interview.flow import Interview
from ringfence.answers.interview.prepare import Prepared
from ringfence.campaigns.signed import signed_ids
from ringfence.errors import RingfenceError
from ringfence.reasons import REASONS
from ringfence.web import sessions
from ringfence.web.ledgered import home, now
from ringfence.web.pages import interview_desk as desks
from ringfence.web.pages.interview_desk import Leave, NotApproved
from ringfence.web.roles import Role
from ringfence.web.table import page

AGENTS = frozenset({Role.AGENT})
LONG = "You have been signed in for a whole working day. Sign out and in again before the next call."
ENDS = [(each.code, each.words) for each in outcomes.OUTCOMES.values() if each is not outcomes.COMPLETE]


@page("interview/", roles=AGENTS)
def interview(request: HttpRequest) -> HttpResponse:
    """The campaigns that are signed; no list of people is ever shown here."""
    return render(request, "interview.html", {"campaigns": signed_ids(home())})


@page("interview/<slug:campaign>/", methods=("GET", "POST"), roles=AGENTS)
def interview_screen(request: HttpRequest, campaign: str) -> HttpResponse:
    """Begins with the gate's leave, then a question a screen."""
    found, prepared = desks.approved(campaign)
    shown: dict[str, Any] = {"campaign": campaign, "title": prepared.questionnaire.title}
    if request.method == "POST" and request.POST.get("what") == "begin":
        return _private(_begin(request, found, prepared, shown))
    if request.method == "POST":
        return _private(_go_on(request, prepared, shown))
    return _private(render(request, "interview_begin.html", shown))


def _begin(request: HttpRequest, found: Any, prepared: Prepared, shown: dict[str, Any]) -> HttpResponse:
    agent, reference = str(request.user), request.POST.get("call", "").strip()[:100]
    number = request.POST.get("number", "").strip()[:40]
    if not sessions.may_begin(request):
        return render(request, "interview_begin.html", shown | {"error": LONG})
    if not reference or not number:
        return render(request, "interview_begin.html", shown | {"error": "Give the call’s reference and its number."})
    decision = desks.asked_gate(found, reference, number, agent)
    if not decision.allowed or decision.number is None:
        why = [REASONS.get(each, each.replace("_", " ").lower()) for each in decision.reasons]
        return render(request, "interview_begin.html", shown | {"refused": decision.decision, "why": why}, status=200)
    leave = Leave(reference, int(decision.number[1:]), agent)
    try:
        with desks.desk(prepared) as desk:
            held = desk.begin(desks.call_of(prepared, leave), secrets.token_hex(16))
    except RingfenceError as error:
        return render(request, "interview_begin.html", shown | {"error": error.message})
    return _screen(request, prepared, leave, held, shown)


def _go_on(request: HttpRequest, prepared: Prepared, shown: dict[str, Any]) -> HttpResponse:
    leave = desks.unsealed(shown["campaign"], request.POST.get("leave", ""), str(request.user))
    held = _held(request)
    with desks.desk(prepared) as desk:
        try:
            held, said = _done(request, prepared, desk, leave, held)
            finished = desk.finish(held, desks.call_of(prepared, leave), now()) if held.outcome else None
        except RingfenceError as error:
            ended = isinstance(error, CallEndedAlready)  # else they may hand it in again, and lose nothing
            return _screen(request, prepared, leave, held, shown | {"error": error.message, "ended": ended})
    if finished is not None:
        return _over(request, finished, shown | {"said": said})
    return _screen(request, prepared, leave, held, shown | {"said": said})


def _held(request: HttpRequest) -> Interview:
    try:
        return msgspec.json.decode(request.POST.get("held", ""), type=Interview)
    except msgspec.MsgspecError:
        raise NotApproved("This page is damaged. Begin again with the call’s reference.") from None


def _done(request: HttpRequest, prepared: Prepared, desk: Desk, leave: Leave, held: Interview) -> tuple[Interview, str]:
    """The interview after a key, and what is said about it; an objection or a complaint is then on the disk."""
    post, call = request.POST, desks.call_of(prepared, leave)
    what, words = post.get("what", ""), post.get("words", "").strip()
    if what == "object":
        desk.object(call, words or "asked not to be called again", now())
        return held, "The objection is on file: this number is called no more. Say so. They may go on or end here."
    if what == "complain":
        desk.complain(call, words, now())
        return held, "The complaint is on file for those who handle complaints."
    if what == "end":
        return flow.end(held, post.get("outcome", "")), ""
    if what == "back":
        return desk.back(held), ""
    if what == "again":
        return held, ""
    value = " ".join(post.getlist("value"))
    return desk.answer(held, post.get("question", ""), value), ""


def _screen(
    request: HttpRequest, prepared: Prepared, leave: Leave, held: Interview, shown: dict[str, Any]
) -> HttpResponse:
    screen = flow.screen(prepared.questionnaire, held, {"interviewer": leave.interviewer})
    told = {
        "screen": screen, "held": msgspec.json.encode(held).decode(), "leave": desks.sealed(shown["campaign"], leave),
        "ends": ENDS, "number": screen.place + 1 if screen else 0, "of": len(prepared.questionnaire.questions),
    }  # fmt: skip
    return render(request, "interview_screen.html", shown | told)


def _over(request: HttpRequest, finished: Finished, shown: dict[str, Any]) -> HttpResponse:
    return render(request, "interview_over.html", shown | {"finished": finished})


def _private(answer: HttpResponse) -> HttpResponse:
    """No copy of what was said stays in the browser's cache."""
    answer["Cache-Control"] = "no-store"
    return answer
