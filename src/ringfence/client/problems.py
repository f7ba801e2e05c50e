"""What goes wrong between a client and the API, each told apart by its class; all carry the server's own words."""

from ringfence.client.answers import Problem
from ringfence.errors import RingfenceError


class Refused(RingfenceError):
    """The API cannot use what it was asked; `code` is the server's stable code."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.title}: {problem.detail}")
        self.problem, self.code = problem, problem.code


class WhoAreYou(Refused):
    """The key is missing, ended, revoked or wrong."""


class Forbidden(Refused):
    """The key has not the scope."""


class NotThere(Refused):
    """There is nothing of that name."""


class TooOften(Refused):
    """More than the key's share; `retry_after` says for how many seconds to wait."""

    def __init__(self, problem: Problem, retry_after: float) -> None:
        super().__init__(problem)
        self.retry_after = retry_after


class Unwell(Refused):
    """The server cannot answer now: what was sent is not known to be on file. Send it again with the same key."""


class Unreachable(RingfenceError):
    """No answer came. What was sent may or may not be on file: send it again with the same Idempotency-Key."""

    code = "unreachable"


KINDS: dict[int, type[Refused]] = {401: WhoAreYou, 403: Forbidden, 404: NotThere}


def of(problem: Problem, retry_after: float) -> Refused:
    """The error for an answer that is a problem."""
    if problem.status == 429:
        return TooOften(problem, retry_after)
    if problem.status >= 500:
        return Unwell(problem)
    return KINDS.get(problem.status, Refused)(problem)
