"""An interview at the keyboard: a question at a time, read from a terminal or a pipe."""

import secrets
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from ringfence.answers.interview import flow, outcomes
from ringfence.answers.interview.desk import Call, Desk
from ringfence.answers.interview.flow import Interview, Screen
from ringfence.errors import RingfenceError

if TYPE_CHECKING:
    from ringfence.answers.interview.listed import Told
    from ringfence.answers.interview.prepare import Prepared

HELP = """\
  a number       the answer in that place; several with blanks between; words where words are asked for
  back           the last answer is taken back and asked again
  object WORDS   they do not want to be called: on file at once, at any moment
  complain WORDS a complaint, on file at once for those who handle them
  end OUTCOME    the interview ends here; nothing that was said in it is kept
                 (refused_respondent, broke_off, language, unable, bad_line, ...)
  help           this"""
Clock = Callable[[], datetime]


class InputEnded(Exception):
    pass


def hold(desk: Desk, prepared: "Prepared", interviewer: str, told: "Told", now: Clock) -> int:
    """Interviews until there is no more to read; how many were complete."""
    complete = 0
    click.echo(f"{prepared.questionnaire.title}. Type help at any question; an empty call reference stops.")
    try:
        while call := _call(interviewer, told):
            complete += _one(desk, call, now)
    except InputEnded:
        click.echo("The input ended; an interview that was under way is lost, and nothing of it was kept.")
    return complete


def practise(prepared: "Prepared", interviewer: str) -> None:
    """One interview of which nothing is kept."""
    click.echo("PRACTICE: nothing is kept, and nobody must be called with this.")
    interview = flow.begin(prepared.questionnaire, secrets.token_hex(16))
    try:
        while screen := flow.screen(prepared.questionnaire, interview, {"interviewer": interviewer}):
            _show(screen)
            word, _, rest = _read("> ").partition(" ")
            try:
                if word in ("object", "complain"):
                    click.echo("In an interview this would be on file now.")
                elif word == "back":
                    interview = flow.back(prepared.questionnaire, interview)
                elif word == "end":
                    interview = flow.end(interview, rest)
                elif word == "help":
                    click.echo(HELP)
                else:
                    value = chosen(screen, f"{word} {rest}".strip())
                    interview = flow.answer(prepared.questionnaire, interview, screen.question.id, value)
            except RingfenceError as error:
                click.echo(f"  ! {error}")
    except InputEnded:
        return
    click.echo(f"Over: {outcomes.OUTCOMES[interview.outcome].words}. Nothing was kept.")


def _call(interviewer: str, told: "Told") -> Call | None:
    """The call that comes next; None when there is none."""
    from ringfence.cli.people import number_of

    reference = _read("\nCall reference: ")
    if not reference:
        return None
    while True:
        written = _read("Number called (empty if not known): ")
        try:
            number = number_of(written) if written else None
            return Call(id=reference, number=number, interviewer=interviewer, bands=told.get(number or 0, {}))
        except RingfenceError as error:
            click.echo(f"  ! {error}")


def _one(desk: Desk, call: Call, now: Clock) -> int:
    """One call: an outcome without an interview, or an interview. 1 if it was complete."""
    if desk.objected(call):
        click.echo("An objection stands against calls to this number. Ask before you call: ringfence objection check")
    try:
        interview = desk.begin(call, secrets.token_hex(16))
        word = _read("Enter to begin, or how the call ended (no_answer, busy, machine, ...): ")
        if word:
            interview = flow.end(interview, word)
    except RingfenceError as error:
        click.echo(f"  ! {error}")
        return 0
    began, quick = now(), desk.questionnaire.hurried_under
    while screen := flow.screen(desk.questionnaire, interview, {"interviewer": call.interviewer}):
        _show(screen)
        interview = _step(desk, interview, screen, call, now)
    hurried = now() - began < timedelta(minutes=quick) if quick else None
    return _finish(desk, interview, call, now, hurried=hurried)


def _step(desk: Desk, interview: Interview, screen: Screen, call: Call, now: Clock) -> Interview:
    """The interview after what was typed; unchanged after a refusal, which is shown."""
    word, _, rest = _read("> ").partition(" ")
    try:
        if word == "help":
            click.echo(HELP)
        elif word == "back":
            return desk.back(interview)
        elif word == "end":
            return flow.end(interview, rest)
        elif word == "complain":
            desk.complain(call, rest, now())
            click.echo("The complaint is on file.")
        elif word == "object":
            desk.object(call, rest, now())
            click.echo("The objection is on file: this number is called no more. Say so.")
            if not _read("Do they wish to finish this interview? (y/n) ").lower().startswith("y"):
                return flow.end(interview, outcomes.REFUSED.code)
        else:
            return desk.answer(interview, screen.question.id, chosen(screen, f"{word} {rest}".strip()))
    except RingfenceError as error:
        click.echo(f"  ! {error}")
    return interview


def _finish(desk: Desk, interview: Interview, call: Call, now: Clock, *, hurried: bool | None) -> int:
    """Hands the interview in, again if it was refused for want of room or the like, until somebody gives up."""
    while True:
        try:
            finished = desk.finish(interview, call, now(), hurried=hurried)
        except RingfenceError as error:
            click.echo(f"  ! {error}")
            if not _read("Hand it in again? (y/n) ").lower().startswith("y"):
                return 0
            continue
        kept = " Its answers are kept." if finished.kept else " No answers are kept."
        click.echo(f"{finished.outcome.code} {finished.outcome.words}.{kept}")
        return int(finished.kept)


def _show(screen: Screen) -> None:
    question = screen.question
    click.echo(f"\n[{screen.place + 1}] {screen.text}")
    if screen.note:
        click.echo(f"    ({screen.note})")
    for number, choice in enumerate(screen.choices, 1):
        if question.closed:
            click.echo(f"    {number:2} {choice.text}{'' if choice.read_out else '   - do not read out'}")
    if question.kind == "say":
        click.echo("    (Enter when it was read out)")
    elif not question.closed:
        click.echo("    (dont_know or refused, if that is what they say)")


def chosen(screen: Screen, typed: str) -> str:
    """What was typed as a value: places of choices become their codes; codes and words stay."""
    if screen.question.kind == "say":
        return "read"
    if not screen.question.closed:
        return typed
    words = typed.replace(",", " ").split()
    codes = [each.code for each in screen.choices]
    return " ".join(codes[int(w) - 1] if w.isdigit() and 0 < int(w) <= len(codes) else w for w in words)


def _read(prompt: str) -> str:
    """A line from the keyboard or the pipe; the prompt is shown on a terminal only."""
    if sys.stdin.isatty():
        click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise InputEnded
    return line.strip()
