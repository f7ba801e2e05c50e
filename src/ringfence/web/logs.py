"""The log: a line of JSON for each request and each fault, and no telephone number in any.

What may stand in a line is said here, field by field; nothing that somebody sent is among it. A request is named by its
page, not by its address; a fault by its kind and the places in the program, not by its message; what other libraries
say is kept without what they put into it. Names of people are in the ledger, where they belong, and not here.

    {"time": "...", "level": "INFO", "logger": "ringfence.web", "said": "request", "page": "board", ...}
"""

import json
import logging
import os
import re
import secrets
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from string import ascii_lowercase
from time import perf_counter
from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponse

LEVEL = "RINGFENCE_LOG_LEVEL"
OURS = "ringfence"
DIGITS = re.compile(r"\+?\d(?:[\s().+-]{0,3}\d){5,}")  # six or more: a number, however it is spaced
HIDDEN = "[digits]"
ROOT = Path(__file__).parents[2]
log = logging.getLogger("ringfence.web")
# What was refused by a guard, so that it can be told from a mistake in a form; docs/web.md says what each is.
BY_STATUS = {401: "not-known", 403: "not-theirs", 405: "other-method", 413: "too-large", 429: "too-often"}
Next = Callable[[HttpRequest], HttpResponse]


def config() -> dict[str, Any]:
    """For `logging.config.dictConfig`: one handler to standard error, for every library."""
    level = os.environ.get(LEVEL, "INFO").upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "ringfence.web.logs.Lines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": level if level in logging.getLevelNamesMapping() else "INFO", "handlers": ["lines"]},
        "loggers": {
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},  # of what is refused our own line tells
            "django.security": {"level": "CRITICAL"},  # same; its words quote what was sent
            "_granian": {"level": "INFO", "handlers": ["lines"], "propagate": False},
        },
    }


class Lines(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; nothing is put into the words that another library logs."""
        ours = record.name.split(".")[0] == OURS
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": hidden(str(record.msg)),
        }
        if ours:
            line |= {name: hidden(value) for name, value in getattr(record, "told", {}).items()}
        if record.exc_info and record.exc_info[0]:
            line |= {"fault": record.exc_info[0].__name__, "at": places(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False)


def hidden(value: Any) -> Any:
    """The value with every long row of digits taken out."""
    return DIGITS.sub(HIDDEN, value) if isinstance(value, str) else value


def places(trace: TracebackType | None) -> list[str]:
    """Where in the program: file, line and function, the innermost last; no values, no source."""
    return [f"{_short(each.filename)}:{each.lineno} {each.name}" for each in traceback.extract_tb(trace)][-12:]


def _short(file: str) -> str:
    return Path(file).name if not file.startswith(str(ROOT)) else str(Path(file).relative_to(ROOT))


def note(request: HttpRequest, **told: str) -> None:
    """Adds to the line of this request; never anything that the visitor chose."""
    request.noted = getattr(request, "noted", {}) | told


class Requests:
    """A line for each request: page, method, status, time, role; with an id that the answer bears too."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, name = perf_counter(), "".join(secrets.choice(ascii_lowercase) for _ in range(12))
        answer = self._next(request)
        answer["X-Request-Id"] = name
        match = request.resolver_match
        told = {
            "id": name,
            "page": (match.url_name if match else None) or "none",
            "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
            "status": answer.status_code,
            "ms": round((perf_counter() - began) * 1000),
            **({"refused": BY_STATUS[answer.status_code]} if answer.status_code in BY_STATUS else {}),
            **getattr(request, "noted", {}),
        }
        log.info("request", extra={"told": told})
        return answer
