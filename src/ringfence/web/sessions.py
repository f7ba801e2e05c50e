"""Who is signed in where, and how long: an hour without a click, twelve in all, and no interview begun after eight.

The last is so that no session ends in the middle of an interview, whose answers are in the page and nowhere else.
Each sign-in is a row that every request of its session asks for: once the row is gone it is over, in every process.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest

from ringfence.web.accounts.models import Person, SignedIn
from ringfence.web.browsers import in_words
from ringfence.web.ledgered import now

IDLE, LONGEST, TO_BEGIN = timedelta(hours=1), timedelta(hours=12), timedelta(hours=8)
NOTED = timedelta(minutes=5)  # when it was last used is written at most this often
NAME = "signed-in"  # in the session: which row is its own


def begin(request: HttpRequest, person: Person, backend: str | None = None) -> None:
    """Signs somebody in; as whom this browser was signed in before is over."""
    _take_away(request)
    login(request, person, backend=backend)
    _entered(request, now())


def end(request: HttpRequest) -> None:
    """Signs out."""
    _take_away(request)
    logout(request)


def is_over(request: HttpRequest) -> bool:
    """Whether the session of whoever is signed in has run out or was ended: then it is removed, else its time noted."""
    moment, name = now(), request.session.get(NAME)
    if name is None:  # begun before there were rows
        _entered(request, moment)
        return False
    if (found := _living(moment).filter(pk=name, person_id=request.user.pk).first()) is None:
        end(request)
        return True
    if moment - found.seen > NOTED:
        SignedIn.objects.filter(pk=name).update(seen=moment)
    return False


def has_ended(request: HttpRequest) -> bool:
    """Whether it is over, with nothing changed: a public form that was open meanwhile is still taken."""
    name = request.session.get(NAME)
    return name is not None and not _living(now()).filter(pk=name, person_id=request.user.pk).exists()


def may_begin(request: HttpRequest) -> bool:
    """Whether enough of the session is left for an interview."""
    return since(request) < TO_BEGIN


def since(request: HttpRequest) -> timedelta:
    """How long ago this session began."""
    found = SignedIn.objects.filter(pk=request.session.get(NAME)).first()
    return now() - found.began if found else LONGEST


def of(person: Person) -> list[SignedIn]:
    """Where somebody is signed in now, the last used first."""
    return list(_living(now()).filter(person=person).order_by("-seen", "-began"))


def end_those(person: Person, *, only: str | None = None, but: str | None = None) -> int:
    """Ends somebody's sessions: all, one, or all but one; how many those were."""
    return _removed(SignedIn.objects.filter(person=person), only, but)


def end_everybodys(*, but: str | None) -> int:
    """Ends every session there is but one; how many those were."""
    return _removed(SignedIn.objects.all(), None, but)


def own(request: HttpRequest) -> str | None:
    """Which row this very session is."""
    found: str | None = request.session.get(NAME)
    return found


def _removed(rows: Any, only: str | None, but: str | None) -> int:
    if only is not None:
        rows = rows.filter(pk=only)
    if but is not None:
        rows = rows.exclude(pk=but)
    return int(rows.delete()[0])


def _living(moment: datetime) -> Any:
    return SignedIn.objects.filter(seen__gte=moment - IDLE, began__gte=moment - LONGEST)


def _entered(request: HttpRequest, moment: datetime) -> None:
    SignedIn.objects.filter(began__lt=moment - LONGEST).delete()
    browser = in_words(request.headers.get("User-Agent", ""))
    row = SignedIn.objects.create(
        id=secrets.token_urlsafe(16), person_id=request.user.pk, began=moment, seen=moment, browser=browser
    )
    request.session[NAME] = row.pk


def _take_away(request: HttpRequest) -> None:
    if name := request.session.pop(NAME, None):
        SignedIn.objects.filter(pk=name).delete()
