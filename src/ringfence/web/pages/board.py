"""The live board: what the gate decided today, what it holds, and whether calls went round it."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.gate import keys, verbs
from ringfence.gate.desk import Desk
from ringfence.preferences.events import instant
from ringfence.reasons import REASONS
from ringfence.web import live
from ringfence.web.ledgered import home, now, store
from ringfence.web.pages.campaigns import may_change, who
from ringfence.web.roles import DESK, READS_CAMPAIGNS
from ringfence.web.table import page

MOST_HELD = 50  # shown at once


@page("board/", roles=READS_CAMPAIGNS)
def board(request: HttpRequest) -> HttpResponse:
    """Today's calls; with htmx the part that changes, else the page, which renews itself."""
    told = {**_looked(), "may_change": may_change(request)}
    if request.headers.get("HX-Request"):
        return render(request, "board_part.html", told)
    return render(request, "board.html", told)


@page("board/held/", methods=("GET",), roles=READS_CAMPAIGNS)
def held(request: HttpRequest) -> HttpResponse:
    """The calls that are held, each with the questions that hold it."""
    calls = []
    if (home() / keys.NAME).exists():  # made with the first signature: before it, no call was ever held
        with Desk(home()) as desk:
            calls = desk.use(verbs.held(MOST_HELD))
    return render(request, "held.html", {"calls": [_call(each) for each in calls], "may_change": may_change(request)})


@page("board/release/", methods=("POST",), roles=DESK)
def release(request: HttpRequest) -> HttpResponse:
    """A named person's answer to what holds a call, with the reason; in the ledger when this returns."""
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
    with Desk(home()) as desk:
        if any(each.id == decision for each in desk.use(verbs.held(MOST_HELD * 4))):
            made = desk.use(verbs.release(decision, who(request), reason, now()))
            messages.success(request, f"Released for a day: {', '.join(made.rules)}. The dialler may ask again.")
        else:
            messages.error(request, "That call is not held, or was released before. Nothing was changed.")
    return redirect("held")


def _looked() -> dict[str, Any]:
    moment = now()
    with store() as opened:
        rows = opened.gate.tally(instant(live.midnight(moment)))
        reconciled, ended, objections = (
            live.reconciled(opened),
            live.ended(opened, moment),
            live.objections(opened, moment),
        )
    decisions, reasons = Counter[str](), Counter[tuple[str, str]]()
    for _campaign, decision, why, number in rows:
        decisions[decision] += number
        for code in why:
            reasons[decision, code] += number
    whole = max(decisions.values(), default=0) or 1
    return {
        "at": moment,
        "decisions": [
            (key, words, decisions[key], round(100 * decisions[key] / whole, 2))
            for key, words in (("allow", "Allowed"), ("hold", "Held"), ("block", "Blocked"))
        ],
        "reasons": [
            (decision, code, REASONS.get(code, ""), number)
            for (decision, code), number in reasons.most_common()
            if decision != "allow"
        ],
        "reconciled": reconciled,
        "ended": list(live.campaigns(ended)),
        "objections": objections,
    }


def _call(kept: Any) -> dict[str, Any]:
    questions = [(rule, each.says, each.for_person) for rule, each in kept.held_by.items()]
    return {
        "kept": kept,
        "questions": questions,
        "releasable": bool(questions) and all(for_person for _, _, for_person in questions),
    }
