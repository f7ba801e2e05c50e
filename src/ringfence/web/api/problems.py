"""Errors as problem documents (RFC 9457). `type` is urn:ringfence: and a stable code; `detail` names the way out."""

import logging

import msgspec
from django.conf import settings
from django.http import HttpResponse

from ringfence.client.answers import Problem
from ringfence.errors import RingfenceError

MEDIA = "application/problem+json"
TITLES = {
    400: "This cannot be used",
    401: "Who is asking?",
    403: "Not yours to ask",
    404: "There is nothing here",
    405: "Not done here",
    409: "Not as things stand",
    411: "How long is it?",
    413: "Too long",
    415: "Not in a form that is read here",
    422: "Said before, otherwise",
    429: "Too often",
    500: "Something is broken here",
    503: "Not well",
}
MISSING = {"unknown-rule", "not-in-force", "unknown-instrument", "nothing-there", "unknown-check"}
STANDING = {
    "event-conflict", "nothing-to-prove", "webhook-taken", "draft-refused", "nothing-to-waive", "not-to-be-signed",
    "files-changed", "not-to-be-sent", "nothing-on-record", "register-being-loaded", "grounds-unusable",
}  # fmt: skip
UNWELL = {"store-unusable", "ledger-key-unusable", "gate-key-unusable"}
_log = logging.getLogger("ringfence.web")


class Wrong(Exception):
    """A request that cannot be answered, with the status that says so."""

    def __init__(self, status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers or {}


def missing(what: str) -> Wrong:
    """There is nothing of that name."""
    return Wrong(404, "nothing-there", what)


def of_error(error: RingfenceError) -> Wrong:
    """An error of the house as a refusal."""
    if error.code in UNWELL:
        _log.error("%s", error.code)
        return Wrong(503, error.code, "What was sent is not known to be on file. Send it again later, or see /healthz.")
    status = 404 if error.code in MISSING else 409 if error.code in STANDING else 400
    return Wrong(status, error.code, error.message.replace(f"{settings.RINGFENCE_HOME}/", ""))  # nobody's business


def answer(wrong: Wrong) -> HttpResponse:
    """The problem document."""
    problem = Problem(
        type=f"urn:ringfence:{wrong.code}", title=TITLES[wrong.status], status=wrong.status, detail=wrong.detail
    )
    made = HttpResponse(msgspec.json.encode(problem), status=wrong.status, content_type=MEDIA, headers=wrong.headers)
    made["Cache-Control"] = "no-store"
    return made
