"""How long somebody stays signed in: an hour without a click, twelve in all, and no interview begun after eight.

The last is so that no session ends in the middle of an interview, whose answers are in the page and nowhere else.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest

from ringfence.web.ledgered import now

IDLE, LONGEST, TO_BEGIN = timedelta(hours=1), timedelta(hours=12), timedelta(hours=8)
NOTED = timedelta(minutes=5)  # a session is written again at most this often
SINCE, SEEN = "signed-in-at", "seen-at"


def is_over(request: HttpRequest) -> bool:
    """Whether the session of whoever is signed in has run out; it is ended then, else its time is noted."""
    moment, session = now(), request.session
    since, seen = _read(session, SINCE) or moment, _read(session, SEEN) or moment
    if moment - since > LONGEST or moment - seen > IDLE:
        logout(request)
        return True
    if SINCE not in session or moment - seen > NOTED:
        session[SINCE], session[SEEN] = since.isoformat(), moment.isoformat()
    return False


def may_begin(request: HttpRequest) -> bool:
    """Whether enough of the session is left for an interview."""
    since = _read(request.session, SINCE)
    return since is None or now() - since < TO_BEGIN


def _read(session: Any, name: str) -> datetime | None:
    found = session.get(name)
    return datetime.fromisoformat(found) if found else None
