"""A question from the public: the number is proved by a code, which is told to whoever answers on that number.

Each question is a file in the home folder, readable by its owner alone; the code stands nowhere, for it is worked out
from the question with the home's key. How the code reaches the number is a sender's business (`web.sending`): by
default a person of the office rings and reads it out.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from ringfence.durable import sync_folder
from ringfence.preferences.events import instant
from ringfence.web import limits, sending
from ringfence.web.sending import Sender

FOLDER = "web-asked"
TRIES = 5  # wrong codes; then the question is at its end
DIGITS = 8
LIVES = timedelta(days=14)
SENT = 3  # codes that a program sends to one number in a day, whoever asks
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, and how far it is."""

    reference: str  # random: whoever has it can type a code, and learns nothing more
    number: int
    about: str  # when it rang, in the person's words
    asked_at: str
    passed_at: str = ""  # when the code was passed on, and by whom
    passed_by: str = ""
    same: str = ""  # the reference of the question about this number that waited already: one code opens both

    @property
    def root(self) -> str:
        """What its code is worked out from."""
        return self.same or self.reference


def ask(home: Path, number: int, about: str, now: datetime, sender: Sender | None = None) -> Asked:
    """A new question, on the disk when this returns; without a sender somebody of the office passes its code on.

    While one about this number waits, a further one shares its code: the number is rung once, and whoever asks first
    cannot shut out the person whose number it is. A program sends the same code again, but not more often than a
    person would want it.
    """
    live = every(home, now) if sender else waiting(home, now)
    same = next((each.root for each in live if each.number == number), "")
    made = Asked(reference=secrets.token_hex(8), number=number, about=about[:200], asked_at=instant(now), same=same)
    _write(home, made)
    if sender and limits.within("code to", str(number), SENT, now, DAY):
        sending.later(lambda: _send(home, made, now, sender))
    return made


def _send(home: Path, asked: Asked, now: datetime, sender: Sender) -> None:
    """Has the code sent, and notes that; where it fails, the question goes on waiting for the office."""
    try:
        sender(asked.number, code(asked))
    except Exception as error:  # noqa: BLE001 - whatever another's program or server does
        sending.log.warning("code not sent", extra={"told": {"why": type(error).__name__}})
        return
    _write(home, replace(asked, passed_at=instant(now), passed_by="a program"))


def code(asked: Asked) -> str:
    """The digits that prove the number."""
    key = settings.SECRET_KEY.encode()
    found = hmac.new(key, f"asked/{asked.root}/{asked.number}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(found[:8]) % 10**DIGITS:0{DIGITS}}"


def proved(home: Path, reference: str, typed: str, now: datetime) -> Asked | None:
    """The question, if this is its code. Each try is counted before it is looked at.

    A right one is given back, and so is one that comes before the code was passed on.
    """
    if not limits.within("code of", reference, TRIES, now, LIVES):
        return None
    asked = of(home, reference, now)
    digits = re.sub(r"[^0-9]", "", typed)
    right = hmac.compare_digest(digits, code(asked) if asked else "0" * DIGITS)
    waits = asked is None or asked.root not in _passed(home, now)
    if right or waits:
        limits.give_back("code of", reference)
    return asked if right and not waits else None


def of(home: Path, reference: str, now: datetime) -> Asked | None:
    """The question of a reference, while it lives."""
    return next((each for each in every(home, now) if hmac.compare_digest(each.reference, reference)), None)


def pass_on(home: Path, reference: str, by: str, now: datetime) -> None:
    """Notes that the code was read out on the number."""
    if asked := of(home, reference, now):
        _write(home, replace(asked, passed_at=instant(now), passed_by=by))


def waiting(home: Path, now: datetime) -> tuple[Asked, ...]:
    """The questions whose code still has to be read out, the oldest first; those that share one are given once."""
    done, found = _passed(home, now), dict[str, Asked]()
    for each in every(home, now):
        if each.root not in done:
            found.setdefault(each.root, each)
    return tuple(found.values())


def _passed(home: Path, now: datetime) -> set[str]:
    return {each.root for each in every(home, now) if each.passed_at}


def every(home: Path, now: datetime) -> Iterator[Asked]:
    """The questions that live, the oldest first; those that are over are removed."""
    oldest, found = instant(now - LIVES), []
    for file in (home / FOLDER).glob("*.json"):
        asked = _read(file)
        if asked is None:
            continue
        if asked.asked_at < oldest:
            file.unlink(missing_ok=True)
        else:
            found.append(asked)
    yield from sorted(found, key=lambda each: each.asked_at)


_NAMES = {each.name for each in fields(Asked)}


def _read(file: Path) -> Asked | None:
    """A question as an earlier version may have written it, too; None if it was removed meanwhile."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Asked(**{name: value for name, value in told.items() if name in _NAMES})


def _write(home: Path, asked: Asked) -> None:
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f"{asked.reference}.{secrets.token_hex(4)}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        json.dump(asdict(asked), stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(folder / f"{asked.reference}.json")
    sync_folder(folder)
