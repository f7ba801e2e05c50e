"""What goes wrong over HTTP, as problem documents (RFC 9457)."""

import logging

import msgspec
from starlette.responses import Response

from ringfence.errors import RingfenceError
from ringfence.gate import wire
from ringfence.gate.calls import Decision

PROBLEM = "application/problem+json"
TITLES = {
    400: "This cannot be used",
    401: "Who is asking?",
    403: "Not yours to ask",
    404: "There is nothing here",
    409: "Said before, otherwise",
    413: "Too long",
    415: "Not in a form that is read here",
    500: "Something went wrong",
    503: "Nobody could judge",
}
# Not the fault of who asks.
OURS = ("store-unusable", "gate-not-ready", "gate-key-unusable", "ledger-key-unusable", "gate-clients-unusable")
_log = logging.getLogger("ringfence.gate")


class Wrong(Exception):
    """A request that cannot be used."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail

    def response(self) -> Response:
        return problem(self.status, self.code, self.detail)


def problem(status: int, code: str, detail: str, decision: Decision | None = None) -> Response:
    """A problem document; where it was a call, it says that the call may not be made."""
    told = wire.Problem(
        type=f"urn:ringfence:{code}",
        title=TITLES.get(status, "This cannot be used"),
        status=status,
        detail=detail,
        decision="block" if decision else None,
        reasons=list(decision.reasons) if decision else None,
    )
    return Response(msgspec.json.encode(told), status, media_type=PROBLEM)


def unjudged(decision: Decision) -> Response:
    """Nobody could judge a call."""
    detail = "The call may not be made: something that the gate depends on is not in order. See /readyz."
    return problem(503, "no-verdict", detail, decision)


def refused(error: RingfenceError) -> Response:
    """A refusal of the gate's own."""
    if error.code in OURS:
        _log.error("%s", error)
        return problem(503, error.code, "What was sent is not on file: something is not in order. See /readyz.")
    return problem(409 if error.code == "event-conflict" else 400, error.code, str(error))


def nothing_here(status: int) -> Response:
    """No such path, or not with this method."""
    return problem(status, "nothing-here", "See /openapi.json for what there is.")


def broken(error: Exception) -> Response:
    """What nobody expected; its words may hold a number, so only its kind is written down."""
    _log.error("unexpected: %s", type(error).__name__)
    return problem(500, "unexpected", "What was sent is not known to be on file. Send it again.")
