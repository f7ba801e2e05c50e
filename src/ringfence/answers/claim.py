"""The claim: what is promised of a campaign's answers, exactly, and what is outside it.

Shown before the first interview, and part of the evidence.
"""

from ringfence.answers.plan import Plan

PROMISE = """\
Given every file kept, its backups and the call log, an answer can be tied to a call no better than by guessing among
at least {k} completed calls of its batch, unless the answers themselves give it away or all answers of the batch are
the same. A free text can be tied to a call no better than by guessing among at least {k} calls that left one."""

KEPT = """\
How it is kept
  - Until {k} interviews of a cell have come, and as many as are needed to hide the last ones, answers wait in memory:
    in no file on a disk, no backup, no log. A crash of a program loses none of them. A power cut or a restart of the
    machine loses those that wait: {lost}. Objections are never among them: they are on the disk before they
    are confirmed.
  - They leave in batches of at least {k} interviews by at least {interviewers} interviewers, at least {others} of them
    not by the busiest one: drawn and shuffled by the system's random source, in one transaction, under random keys.
  - With an answer stand a coarse wave, the declared bands ({bands}) and two flags (broken off, hurried); all are the
    same throughout a batch, and so is the class of how much was answered. What a batch would be too small to tell is
    left out (*). No number, no call, no interviewer, no time, no order of answering is kept with it.
  - Free texts are kept apart, with no way to the other answers of the same person. Telephone numbers, e-mail addresses
    and postcodes in them are replaced.{sensitive}"""

OUTSIDE = """\
What is outside it
  - What somebody says. A rare answer, a name in a free text or a way of speaking may be known to whoever knows the
    person. Ask for no more than you need; what the contact list tells too (age, sex, area) must be declared as a band.
  - How long a call took. If call records keep seconds, long calls fit much answered better than short ones. Batches are
    of one class of size, and the harness tries this with interviews as uneven as real ones; where yours are more even,
    or texts are long, it may find something. Keep minutes, or delete the durations of research calls.
  - What people remember or hear: the interviewer, who listens in, a recording of the call. Record no research calls.
  - Whoever controls the machine while interviews run: he can read its memory as he could listen to the calls. That
    includes pictures of memory: snapshots of a running virtual machine, hibernation, core dumps, and swap on a disk.
  - What nearly all answers share. If 48 of 50 say the same, it is likely of each of the 50; Ringfence holds back only
    batches that are of one mind on a question declared as sensitive.
  - Counts watched from call to call, such as a quota on a screen. Show a quota as full or not full.
  - Answers that are linked to the person on purpose. That is voter identification: another law, and not kept here."""

POSTGRES = """\
On PostgreSQL, besides
  - Rows are written anew with every batch, so that neither their place nor their transaction tells what came when. The
    write-ahead log, its archive and replicas hold whole shuffled batches: they tell which batch, and no more.
  - The database and its role must be others than those of the calls, and the server must be reached over a connection
    that nobody records."""


def claim(plan: Plan, *, postgres: bool = False) -> str:
    """The claim for a campaign on these terms, as plain text."""
    bands = ", ".join(plan.bands.dimensions) or "none"
    cells = len({merged for _, merged in plan.bands.cells})
    sensitive = (
        f"\n  - No batch leaves in which everybody gave the same answer to {', '.join(plan.sensitive)}."
        if plan.sensitive
        else ""
    )
    kept = KEPT.format(
        k=plan.k,
        lost=_lost(plan, cells),
        interviewers=plan.interviewers,
        others=plan.others,
        bands=bands,
        sensitive=sensitive,
    )
    parts = [PROMISE.format(k=plan.k), kept, OUTSIDE, *([POSTGRES] if postgres else [])]
    return "\n\n".join(parts)


def _lost(plan: Plan, cells: int) -> str:
    if cells > 1:
        return f"fewer than {plan.k} in most of the {cells} cells"
    return f"fewer than {2 * plan.k} where answers are of one kind, else fewer than {plan.k} of most kinds"
