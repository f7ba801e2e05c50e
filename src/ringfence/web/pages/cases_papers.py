"""Papers of a case: letters and notices as drafts, the pack, and whether like was treated alike."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe

from ringfence.calendar import local_day
from ringfence.cases.calls import calls_of_case
from ringfence.cases.compare import from_cases
from ringfence.cases.compare.comparing import compare
from ringfence.cases.compare.report import page as compared_page
from ringfence.cases.compare.sheet import entries
from ringfence.cases.letters.drafting import approve, data, document, draft
from ringfence.cases.letters.from_case import grounds_of, office
from ringfence.cases.report import page as case_page
from ringfence.cases.show import data as shown_of
from ringfence.cases.steps import approval_of
from ringfence.cases.story.report import page as story_page
from ringfence.errors import RingfenceError
from ringfence.evidence.account import Subject
from ringfence.evidence.gather import gather, numbers_of_case
from ringfence.evidence.pack import packed
from ringfence.evidence.papers import Papers
from ringfence.web.errors import told
from ringfence.web.ledgered import exported, home, now, store
from ringfence.web.pages.cases_on_file import added, clocks, loaded, new_id
from ringfence.web.roles import CASEWORK, READS_CASES
from ringfence.web.table import page


@page("cases/<str:case>/letters/<str:kind>/", roles=READS_CASES)
def case_letter(request: HttpRequest, case: str, kind: str) -> HttpResponse:
    """The draft of a letter or notice: each sentence with what it rests on, and what is still missing."""
    with store() as opened:
        found = loaded(opened, case)
    drawn = draft(kind, grounds_of(found, office(home())), local_day(now()))
    if request.GET.get("form") == "pdf":
        return _file(document(drawn), f"{case}-{kind}-draft.pdf", "application/pdf")
    return render(request, "case_letter.html", {"letter": data(drawn), "case": case, "kind": kind})


@page("cases/<str:case>/letters/<str:kind>/approve/", methods=("POST",), roles=CASEWORK)
def case_letter_approve(request: HttpRequest, case: str, kind: str) -> HttpResponse:
    """The letter as PDF without the mark, once these very words were approved; that is noted first. Nothing is sent."""
    today = local_day(now())
    try:
        with store() as opened:
            drawn = draft(kind, grounds_of(loaded(opened, case), office(home())), today)
            approval = approve(drawn, str(request.user), request.POST.get("digest", ""), today)
            noted = approval_of(
                case, drawn.kind, digest=drawn.digest, dated=drawn.dated, id_=new_id(), now=now(), by=approval.by
            )
            added(opened, noted)
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
    with store() as opened:
        found = loaded(opened, case)
        subject = Subject(numbers=numbers_of_case(opened.book, case), case=case)
        account = gather(opened, subject, Papers(home() / "campaigns"))
        paper = case_page(shown_of(found, clocks(found, now()), calls_of_case(found))).encode()
        made = packed(account, opened.book, opened.book.signer(), documents={"case.html": paper})
    exported(str(request.user), "case pack", len(account.entries), hashlib.sha256(made).hexdigest(), purpose)
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
