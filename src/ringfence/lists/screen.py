"""A list and what is on file -> one verdict and its reasons per number.

Situations are judged, not rows: the facts of a row are packed into one integer, the law is read once for each distinct
integer, and the answers are joined back. There are two ways to gather the facts, which a test holds together: one pass
in chunks (`streamed`), and joins in a database (`joined`; RINGFENCE_ENGINE=duckdb).
"""

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ringfence.errors import RingfenceError
from ringfence.lists import report
from ringfence.lists.intake import MOST, ContactList, TooManyLists
from ringfence.lists.joined import joined
from ringfence.lists.judging import Situation, Verdict, situation_id
from ringfence.lists.match import Cuts
from ringfence.lists.screening import Asked, Progress, Run, Screening
from ringfence.lists.streamed import streamed
from ringfence.logic import Facts
from ringfence.preferences.evidence import Evidence

__all__ = ["NoLists", "Progress", "Run", "Screening", "Situation", "Verdict", "screen", "situation_id"]
ENGINE = "RINGFENCE_ENGINE"


class NoLists(RingfenceError):
    """Nothing to screen."""

    code = "no-lists"

    def __init__(self) -> None:
        super().__init__("There is no list to screen. Name a file, or add [[lists]] to the campaign card.")


def screen(
    lists: Sequence[ContactList],
    evidence: Evidence,
    judge: Callable[[Facts], Verdict],
    on: date,
    *,
    out: Path | None = None,
    folder: Path | None = None,
    cuts: Cuts | None = None,
    progress: Progress | None = None,
    work: Path | None = None,
    prepared: Path | None = None,
    engine: str | None = None,
) -> Screening:
    """Screens lists as of a day: verdicts go to `out` (.parquet or .csv), callable and excluded numbers to `folder`.

    `cuts` are the limits at which a count matters (`ringfence.rulebook.cuts()`); counts between two limits are one
    situation. `progress` is told each stage and the share done. `work` is where finished chunks are kept until the
    output is whole, beside the output if not told; a caller that names it removes it. `prepared` is where
    what is on file stays, ready to be looked up, for the next list of that day.
    """
    if not lists:
        raise NoLists
    if len(lists) > MOST:
        raise TooManyLists(len(lists))
    if out:
        report.check_target(out)
    asked = Asked(tuple(lists), evidence, judge, on, cuts or {}, out, folder)
    tell = progress or (lambda _stage, _share: None)
    if (engine or os.environ.get(ENGINE)) == "duckdb":
        return joined(asked, tell)
    return streamed(asked, tell, work, prepared)
