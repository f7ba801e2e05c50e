"""The claim: what is promised of a campaign's answers, exactly, and what is outside it.

Shown before the first interview, and part of the evidence.
"""

import textwrap
from collections.abc import Sequence

from ringfence.answers.plan import Plan

WIDTH = 116
PROMISE = (
    "Given every file kept, its backups and the call log, an answer can be tied to a call no better than by guessing "
    "among at least {k} completed calls of its batch, unless the answers themselves give it away or all answers of the "
    "batch are the same. A free text can be tied to a call no better than by guessing among at least {k} calls that "
    "left one."
)
WAIT = (
    (
        "Until {k} interviews of a kind have come, and as many more as are needed to hide the last ones, answers wait"
        " in memory: in no file on a disk, no backup, no log. A crash of a program loses none of them. A power cut or"
        " a restart of the machine loses those that wait: {lost}. Objections are never among them: they are on the "
        "disk before they are confirmed."
    ),
    (
        "They leave in batches of at least {k} interviews by at least {interviewers} interviewers, at least {others} "
        "of them not by the busiest one: drawn and shuffled by the system's random source, in one transaction, under "
        "random keys."
    ),
    (
        "With an answer stand a coarse wave, the declared bands ({bands}) and two flags (broken off, hurried); all "
        "are the same throughout a batch. What a batch would be too small to tell is left out. No number, no call, no"
        " interviewer, no time and no order of answering is kept with it."
    ),
    (
        "Free texts are kept apart, with no way to the other answers of the same person. Telephone numbers, e-mail "
        "addresses and postcodes in them are replaced."
    ),
)
MINDS = "No batch leaves in which everybody gave the same answer to {sensitive}."
OUTSIDE = (
    (
        "What somebody says. A rare answer, a name in a free text or a way of speaking may be known to whoever knows "
        "the person. Ask for no more than you need; what the contact list tells too (age, sex, area) must be declared"
        " as a band, and not be among the answers."
    ),
    (
        "How long a call took. If call records keep seconds, long calls fit long answers better than short ones. Most"
        " batches are of one class of size, and the harness tries this with interviews as uneven as real ones; where "
        "yours are more even, or texts are long, somebody may do a little better than guessing. Keep minutes, or "
        "delete the durations of research calls."
    ),
    "What people remember or hear: the interviewer, who listens in, a recording of the call. Record no research calls.",
    (
        "Whoever controls the machine while interviews run: he can read its memory as he could listen to the calls. "
        "That includes pictures of memory: snapshots of a running virtual machine, hibernation, core dumps, swap on a"
        " disk."
    ),
    (
        "What nearly all answers share. If 48 of 50 say the same, it is likely of each of the 50; held back are only "
        "batches of one mind on a question that was declared as sensitive."
    ),
    "Counts watched from call to call, such as a quota on a screen. Show a quota as full or not full.",
    "Answers that are linked to the person on purpose. That is voter identification: another law, and not kept here.",
)
SERVER = (
    (
        "Rows are written anew with every batch, so that neither their place nor their transaction tells what came "
        "when. The write-ahead log, its archive and replicas hold whole shuffled batches: they tell which batch, and "
        "no more."
    ),
    (
        "The database and its role must be others than those of the calls. See to it that the server logs no "
        "statements, and that nobody records the connection."
    ),
)


def claim(plan: Plan, *, postgres: bool = False) -> str:
    """The claim for a campaign on these terms, as plain text."""
    told = {
        "k": plan.k,
        "lost": _lost(plan),
        "interviewers": plan.interviewers,
        "others": plan.others,
        "bands": ", ".join(plan.bands.dimensions) or "none",
        "sensitive": ", ".join(plan.sensitive),
    }
    kept = [*WAIT, *([MINDS] if plan.sensitive else [])]
    parts = [
        textwrap.fill(PROMISE.format(**told), WIDTH),
        _section("How it is kept", [each.format(**told) for each in kept]),
        _section("What is outside it", OUTSIDE),
        *([_section("On PostgreSQL, besides", SERVER)] if postgres else []),
    ]
    return "\n\n".join(parts)


def _section(title: str, items: Sequence[str]) -> str:
    filled = (textwrap.fill(each, WIDTH, initial_indent="  - ", subsequent_indent="    ") for each in items)
    return "\n".join([title, *filled])


def _lost(plan: Plan) -> str:
    """How many interviews wait at most, roughly: kinds are cells of bands, waves, flags and classes of size."""
    cells = len({merged for _, merged in plan.bands.cells})
    several = f", and there are {cells} cells of bands" if cells > 1 else ""
    return f"fewer than {2 * plan.k} where all are of one kind, else fewer than {plan.k} of most kinds{several}"
