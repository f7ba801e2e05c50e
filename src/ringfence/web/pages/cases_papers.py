"""Papers of a case: letters and notices as drafts, the pack, and whether like was treated alike."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe

from ringfence.calendar import local_day
from ringfence.cases.compare import from_cases
from ringfence.cases.compare.comparing import compare
from ringfence.cases.compare.report import page as compared_page
from ringfence.cases.compare.sheet import entries
from ringfence.cases.letters.drafting import data, document
from ringfence.cases.story.report import page as story_page
from ringfence.errors import RingfenceError
from ringfence.web import case_letters, packs
from ringfence.web.case_steps import Doing
from ringfence.web.cases_on_file import loaded
from ringfence.web.errors import told
from ringfence.web.ledgered import now, store
from ringfence.web.roles import CASEWORK, READS_CASES
from ringfence.web.table import page


@page("cases/<str:case>/letters/<str:kind>/", roles=READS_CASES)
def case_letter(request: HttpRequest, case: str, kind: str) -> HttpResponse:
    """The draft of a letter or notice: each sentence with what it rests on, and what is still missing."""
    drawn = case_letters.drawn(case, kind, now())
    if request.GET.get("form") == "pdf":
        return _file(document(drawn), f"{case}-{kind}-draft.pdf", "application/pdf")
    return render(request, "case_letter.html", {"letter": data(drawn), "case": case, "kind": kind})


@page("cases/<str:case>/letters/<str:kind>/approve/", methods=("POST",), roles=CASEWORK)
def case_letter_approve(request: HttpRequest, case: str, kind: str) -> HttpResponse:
    """The letter as PDF without the mark, once these very words were approved; that is noted first. Nothing is sent."""
    try:
        drawn, approval = case_letters.approved(
            case, kind, request.POST.get("digest", ""), Doing(str(request.user), now())
        )  # fmt: skip
    except RingfenceError as error:
        messages.error(request, error.message)
        return redirect("case", case=case)
    return _file(document(drawn, approval), f"{case}-{kind}.pdf", "application/pdf")


@page("cases/<str:case>/pack/", methods=("POST",), roles=CASEWORK)
def case_pack(request: HttpRequest, case: str) -> HttpResponse:
    """The evidence pack of a case; that it leaves is in the ledger before it does."""
    purpose = request.POST.get("purpose", "").strip()
    if not purpose:
        return told(request, 400, "What is the pack for?", "Go back and write the purpose: the ledger keeps it.")
    made = packs.of_case(case, str(request.user), purpose, now())
    return _file(made, f"{case}.zip", "application/zip")


@page("even-handed/", roles=READS_CASES)
def even_handed(request: HttpRequest) -> HttpResponse:
    """Whether like was treated alike: the published outcomes, or the cases on file."""
    own = request.GET.get("cases") == "1"
    source, found = _own() if own else entries(None)
    compared = compare(found, source, local_day(now()), "law")
    return render(request, "even_handed.html", {"inner": _inner(compared_page(compared)), "own": own})


@page("even-handed/story/", roles=READS_CASES)
def even_handed_story(request: HttpRequest) -> HttpResponse:
    """Four parties, one kind of call: what was done, and how fast."""
    return render(request, "even_handed.html", {"inner": _inner(story_page()), "story": True})


def _own() -> tuple[str, list[Any]]:
    with store() as opened:
        cases = [loaded(opened, name) for name, _ in list(opened.cases.steps(closed=True))]
    return "The cases on file", list(from_cases.entries(cases))


def _inner(html: str) -> SafeString:
    """What stands in the main part of a page that was made to stand alone; escaped where it was made."""
    return mark_safe(html.partition("<main>")[2].rpartition("</main>")[0])  # noqa: S308


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    safe = "".join(mark for mark in name if mark.isalnum() or mark in "-._")
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{safe}"', "Cache-Control": "no-store"},
    )
