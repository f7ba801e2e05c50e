"""One family of errors: each is us being unable to answer, and says why and the way out.

"You may not call" is an answer, never an exception.
"""


class RingfenceError(Exception):
    """Input that cannot be used. The message names the place, the reason and the way out; exit code 1."""

    code = "cannot-answer"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DateNotCovered(RingfenceError):
    """A date for which no law is on file: not knowing the law of a day is not the same as no law."""

    code = "date-not-covered"
