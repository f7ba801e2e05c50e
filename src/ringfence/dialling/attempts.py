"""What was tried before, read from the gate's own records: no second file could disagree with them after a crash.

Each attempt has a name made of the campaign, the run, the number in keyed form and a count. A permit is used up in the
store, on the disk, before the line is dialled; whoever comes after a crash sees that it was used, and does not dial.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from ringfence.gate.session import Session

CLIENT = "dialling"
AGAIN_ON = ("busy", "no-answer", "failed")  # outcomes in which nobody was reached
Word = Literal["ask", "done", "later", "interrupted"]


class Outcome(NamedTuple):
    """What became of an attempt, and when it was noted."""

    word: str
    at: datetime


Outcomes = Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a number is dialled that nobody answers, and how long after the last time."""

    attempts: int = 1
    after: timedelta = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do about a number: ask under `reference`; nothing; later; or note that a crash cut a call short."""

    word: Word
    reference: str = ""


def outcomes(campaign: str) -> Callable[[Session], dict[str, Outcome]]:
    """What became of every attempt of a campaign, by its name, as the ledger says."""

    def verb(session: Session) -> dict[str, Outcome]:
        found = {}
        for entry in session.store.book.of_kind("call-outcome"):
            told = entry.told
            if told and told["campaign"] == campaign and told["source"] == CLIENT:
                found[told["reference"]] = Outcome(told["outcome"], datetime.fromisoformat(told["at"]))
        return found

    return verb


def step(
    campaign: str, run: str, number: int, retry: Retry, known: Outcomes, now: datetime
) -> Callable[[Session], Step]:
    """What is to be done about a number now."""

    def verb(session: Session) -> Step:
        rows = session.store.gate
        name = rows.digest("attempt", campaign, run, number)[:32]
        made, last, count = 0, "", 0
        while kept := rows.earlier(CLIENT, f"{name}-{count}"):
            if kept.redeemed_at:
                made, last = made + 1, kept.reference
            count += 1
        return _step(made, last, f"{name}-{count}", retry, known, now)

    return verb


def _step(made: int, last: str, fresh: str, retry: Retry, known: Outcomes, now: datetime) -> Step:
    if not made:
        return Step("ask", fresh)
    outcome = known.get(last)
    if outcome is None:
        return Step("interrupted", last)
    if outcome.word not in AGAIN_ON or made >= retry.attempts:
        return Step("done")
    return Step("ask", fresh) if now >= outcome.at + retry.after else Step("later")
