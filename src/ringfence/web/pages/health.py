"""Whether the application is well, part by part; what is wrong inside a part is in the log, not on this page."""

import os
import shutil
from collections.abc import Callable

from django.contrib.sessions.models import Session
from django.http import HttpRequest, JsonResponse

from ringfence.web.accounts.models import SignedIn, Use
from ringfence.web.ledgered import home, store
from ringfence.web.logs import log
from ringfence.web.own import own
from ringfence.web.table import page

ROOM = 64 << 20  # bytes: below that an objection might not find its place on the disk


def _store() -> None:
    """The store opens, is up to date, and its ledger can be read."""
    with store() as opened:
        opened.version()
        opened.book.tail()


def _accounts() -> None:
    """Sessions and limits have their tables."""
    Session.objects.exists()
    SignedIn.objects.exists()
    Use.objects.exists()


def _disk() -> None:
    """The home can be written to, and there is room."""
    if not os.access(home(), os.W_OK | os.X_OK) or shutil.disk_usage(home()).free < ROOM:
        raise OSError


def _settings() -> None:
    """web.toml can be used."""
    own(home())


PARTS: dict[str, Callable[[], None]] = {
    "store": _store, "accounts": _accounts, "disk": _disk, "settings": _settings,
}  # fmt: skip


@page("healthz", public=True)
def health(_request: HttpRequest) -> JsonResponse:
    """200 while every part is well, else 503; each part by name."""
    parts = {name: _looked(name, look) for name, look in PARTS.items()}
    well = all(parts.values())
    told = {"status": "ok" if well else "broken"} | {name: "ok" if each else "broken" for name, each in parts.items()}
    return JsonResponse(told, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def _looked(name: str, look: Callable[[], None]) -> bool:
    try:
        look()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not well
        log.error("not well", extra={"told": {"part": name, "why": type(error).__name__}})
        return False
    return True
