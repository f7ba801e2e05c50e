"""Letters about an organisation's calls: questions, the preliminary notice, the enforcement notice, and a reply."""

from datetime import date

from ringfence.calendar import british
from ringfence.cases.letters.grounds import RECORD, Grounds
from ringfence.cases.letters.letter import Letter, Sentence
from ringfence.cases.letters.sources import sanction_on
from ringfence.cases.letters.to_people import decided
from ringfence.cases.letters.writing import Pen, as_sentence, facts, points, questions, steps, telling, when
from ringfence.law.deadlines.notices import urgent_new, urgent_old
from ringfence.law.deadlines.tribunal import appeal
from ringfence.law.enforcement.regulator import regime, regulator
from ringfence.law.enforcement.sanctions import split

COURT = "section 164"  # of the Act of 2018: a notice has to tell of it, and no rule on file does


def information(grounds: Grounds, on: date) -> Letter:
    """Questions that would settle what is unknown or disputed, and that this is a request and no notice."""
    pen = Pen(grounds, on)
    pen.write(_about(pen), pen.say(f"Our reference is {grounds.reference}.", RECORD))
    asked = questions(pen, "organisation")
    if not asked:
        pen.lack("a question: no fact is unknown or disputed")
    pen.write(*asked, heading="What we ask", kind="list")
    _reply_by(pen, "Please answer")
    pen.write(
        pen.say(
            "This is a request, and not an information notice: such a notice would say so, and to leave it unanswered "
            "is then a breach by itself.",
            "ENF-INFO",
        )
    )
    return pen.letter("information", "Questions about telephone calls", to="organisation")


def preliminary(grounds: Grounds, on: date) -> Letter:
    """What the office is minded to find and to require, and the time to answer before it decides."""
    pen = Pen(grounds, on)
    pen.write(
        _about(pen),
        pen.say("This is a preliminary notice: nothing is decided, and you can answer first.", RECORD),
        pen.say(f"Our reference is {grounds.reference}.", RECORD),
    )
    _case(pen, "What we are minded to find")
    pen.write(*steps(pen, grounds.required), heading="What we are minded to require", kind="list")
    pen.write(*questions(pen, "organisation"), heading="What is not settled", kind="list")
    _reply_by(pen, "You can answer")
    return pen.letter("preliminary", "Preliminary enforcement notice", to="organisation")


def enforcement(grounds: Grounds, on: date) -> Letter:
    """The failure, the reasons, what must be done by when, what follows if it is not, and the right of appeal."""
    pen = Pen(grounds, on)
    _check_regime(pen)
    pen.write(
        pen.say(
            f"The {regulator(on)} gives this notice to {grounds.organisation.name} about calls made {when(grounds)}.",
            RECORD,
            grounds.complaint,
        )
    )
    if not grounds.regulator:
        pen.lack(f"only the {regulator(on)} can give this notice, and the office is not marked as its own")
    _case(pen, "What was not done, and why we say so")
    if not grounds.damage:
        pen.lack("whether the failure caused or was likely to cause damage or distress, which has to be considered")
    pen.write(*steps(pen, grounds.damage), heading="Damage and distress", kind="list")
    decided(pen)
    if not grounds.required:
        pen.lack("what has to be done")
    pen.write(*steps(pen, grounds.required), heading="What you must do", kind="list")
    _comply(pen)
    _appeal(pen)
    return pen.letter("enforcement", "Enforcement notice", to="organisation")


def reply(grounds: Grounds, on: date) -> Letter:
    """An organisation's reply to the regulator: what its records show, what they do not, and what it has done."""
    pen = Pen(grounds, on)
    pen.write(
        pen.say(
            f"You asked {grounds.organisation.name} about calls made {when(grounds)}; we received that on "
            f"{british(grounds.received)}.",
            grounds.complaint,
        ),
        pen.say(f"Our reference is {grounds.reference}.", RECORD),
    )
    known = facts(pen, grounds.standing("known"))
    if not known:
        pen.lack("anything that is known")
    pen.write(*known, heading="What our records show", kind="list")
    pen.write(*facts(pen, grounds.standing("disputed"), ": we do not agree"), heading="What we dispute", kind="list")
    unknown = facts(pen, grounds.standing("unknown"), ": our records do not show it")
    pen.write(*unknown, heading="What our records do not show", kind="list")
    if broken := grounds.found("broken", "open"):
        pen.write(pen.say("We have judged these calls by the law of their days.", RECORD), heading="The law")
        points(pen, broken)
    pen.write(*steps(pen, grounds.done), heading="What we have done", kind="list")
    pen.write(*steps(pen, grounds.required), heading="What we will do", kind="list")
    return pen.letter("reply", f"Reply to the {regulator(on)}", to="complainant")


def _about(pen: Pen) -> Sentence:
    grounds = pen.grounds
    return pen.say(
        f"On {british(grounds.received)} we received a complaint about calls made {when(grounds)} for "
        f"{grounds.organisation.name}.",
        grounds.complaint,
    )


def _case(pen: Pen, heading: str) -> None:
    """The facts and the rules that they break."""
    grounds = pen.grounds
    broken = grounds.found("broken")
    if not broken:
        pen.lack("a rule that was broken: without one there is nothing to require")
        return
    pen.write(*telling(pen), heading="The facts", kind="list")
    pen.write(
        pen.say("The calls are judged by the law of their days.", RECORD),
        heading=heading,
    )
    points(pen, broken)


def _reply_by(pen: Pen, words: str) -> None:
    if pen.grounds.reply_by is None:
        pen.lack("the day by which to answer")
        return
    if pen.grounds.reply_by <= pen.on:
        pen.lack(f"a day to answer that is still to come: {british(pen.grounds.reply_by)} is not")
    pen.write(pen.say(f"{words} until {british(pen.grounds.reply_by)}, in writing.", RECORD))


def _check_regime(pen: Pen) -> None:
    parts = split(pen.grounds.calls_from, pen.grounds.calls_to)
    if len(parts) > 1:
        days = " and ".join(f"{british(first)} to {british(last)}" for first, last in parts)
        pen.lack(f"one notice for each regime: the calls of {days} fall under different powers")


def _comply(pen: Pen) -> None:
    """By when, no sooner than the law lets a notice ask; and what follows if it is not done."""
    grounds = pen.grounds
    due = appeal(pen.on, grounds.nation)
    if grounds.urgent:
        old = regime(grounds.calls_to) == "OLD"
        floor = urgent_old(pen.on) if old else urgent_new(pen.on)
        earliest = floor.legal if floor else due.legal
        pen.write(*steps(pen, grounds.urgent), heading="Why this cannot wait for an appeal", kind="list")
        if not old and not any(COURT in step.says for step in grounds.urgent):  # DPA 2018 s 150(5)(b)
            pen.lack(f"the right to ask the court about the urgency: tell of {COURT} in a step of its own")
        resting = pen.time(floor) if floor else pen.time(due)
    else:
        earliest, resting = due.legal, pen.time(due)
    if grounds.comply_by is None:
        pen.lack(f"the day by which to comply: after {british(earliest)}")
        return
    if grounds.comply_by <= earliest:
        pen.lack(f"a later day to comply: {british(grounds.comply_by)} is not after {british(earliest)}")
    pen.write(pen.say(f"You must comply by {british(grounds.comply_by)}.", RECORD, resting))


def _appeal(pen: Pen) -> None:
    """The box that tells of the right to appeal and of the consequences."""
    grounds = pen.grounds
    due = appeal(pen.on, grounds.nation)
    timed = pen.time(due)
    late = f"; the last of them, {british(due.raw)}, is no working day" if due.legal != due.raw else ""
    said = [
        pen.say("You can appeal against this notice to the Tribunal.", timed),
        pen.say(
            f"This notice is dated {british(pen.on)}. If it is sent on that day, your appeal has to be received by "
            f"{british(due.legal)}{', before 5 pm' if due.before else ''}: 28 days from the day on which it is sent, "
            f"whenever it reaches you{late}.",
            timed,
        ),
        pen.say(as_sentence(due.says), timed),
    ]
    follows = (sanction_on(id_, grounds.calls_to) for id_ in ("ENF-APPEAL", "ENF-NOTICE"))
    said += [pen.say(f"The law on this: {as_sentence(each.says)}", each.id) for each in follows if each]
    if due.perhaps:
        pen.lack(f"which day ends the time to appeal: {due.open_point}")
    pen.write(*said, heading="Your right to appeal", kind="box")
