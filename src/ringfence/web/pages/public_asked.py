"""Questions from the public, for the office: whom to ring, and the code to read out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ringfence.web.ledgered import home, now
from ringfence.web.pages import public_asking as asking
from ringfence.web.roles import CASEWORK
from ringfence.web.table import page


@page("asked/", methods=("GET", "POST"), roles=CASEWORK)
def asked(request: HttpRequest) -> HttpResponse:
    """Ring the number, say who you are, and read the code out; then say that you did."""
    if request.method == "POST":
        asking.pass_on(home(), request.POST.get("reference", ""), str(request.user), now())
        messages.success(request, "Noted. With the code the answer can be read now.")
        return redirect("asked")
    waiting = [(each, asking.code(each)) for each in asking.waiting(home(), now())]
    passed = sum(bool(each.passed_at) for each in asking.every(home(), now()))
    return render(request, "asked.html", {"waiting": waiting, "passed": passed})
