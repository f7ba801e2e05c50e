"""Letters to the person who was called: acknowledgement, outcome, and why the call was made."""

from datetime import date

from ringfence.calendar import british
from ringfence.cases.letters.grounds import RECORD, Grounds
from ringfence.cases.letters.letter import Letter
from ringfence.cases.letters.writing import (
    Pen,
    as_sentence,
    clock,
    facts,
    further,
    objecting,
    points,
    questions,
    receipt,
    rule_words,
    steps,
    telling,
    when,
)


def acknowledgement(grounds: Grounds, on: date) -> Letter:
    """That the complaint came, which time runs, what is known already and what would help."""
    pen = Pen(grounds, on)
    pen.write(*receipt(pen), *clock(pen))
    pen.write(*objecting(pen))
    pen.write(*steps(pen, grounds.done), heading="What we have done so far", kind="list")
    pen.write(*questions(pen, "complainant"), heading="What would help us", kind="list")
    pen.write(*further(pen))
    return pen.letter("acknowledgement", "Your complaint about telephone calls")


def outcome(grounds: Grounds, on: date) -> Letter:
    """What was found, by which rules, what a person decided and why, and where else to go."""
    pen = Pen(grounds, on)
    pen.write(*receipt(pen))
    pen.write(*telling(pen), heading="What we found", kind="list")
    pen.write(*facts(pen, grounds.standing("disputed"), ": this is disputed"), heading="What is disputed", kind="list")
    pen.write(
        *facts(pen, grounds.standing("unknown"), ": not known"), heading="What we could not find out", kind="list"
    )
    _law(pen)
    decided(pen)
    pen.write(*steps(pen, grounds.done), heading="What has been done", kind="list")
    pen.write(*objecting(pen))
    pen.write(*further(pen), heading="If you do not agree")
    return pen.letter("outcome", "The outcome of your complaint about telephone calls")


def _law(pen: Pen) -> None:
    grounds = pen.grounds
    if not grounds.points:
        pen.lack("what the law makes of the facts")
        return
    pen.write(
        pen.say(f"The calls were made {when(grounds)}; they are judged by the law of those days.", RECORD),
        heading="What the law says",
    )
    points(pen, grounds.points)


def decided(pen: Pen) -> None:
    """What a person decided and why; without it, a gap."""
    decision = pen.grounds.decision
    if decision is None:
        pen.lack("a decision by a person, with reasons")
        return
    if decision.breach and not pen.grounds.found("broken"):
        pen.lack("a rule that was broken: the decision speaks of a breach, and the assessment shows none")
    if not decision.reasons:
        pen.lack("the reasons of the decision")
    pen.write(
        pen.say(as_sentence(decision.says), RECORD),
        pen.say(f"{decision.by} decided so on {british(decision.on)}.", RECORD),
        *steps(pen, decision.reasons),
        heading="Our decision",
    )


def why(grounds: Grounds, on: date) -> Letter:
    """Why a person was called: whose call it was, where the number came from, by which rules, and how to stop it."""
    pen = Pen(grounds, on)
    pen.write(
        pen.say(
            f"You asked why you were called {when(grounds)} for {grounds.organisation.name}; we received that on "
            f"{british(grounds.received)}.",
            grounds.complaint,
        ),
        pen.say(f"Our reference is {grounds.reference}.", RECORD),
    )
    pen.write(*facts(pen, grounds.standing("known")), heading="What our records show", kind="list")
    pen.write(
        *facts(pen, grounds.standing("unknown", "disputed"), ": this we cannot tell for certain"),
        heading="What our records do not show",
        kind="list",
    )
    if grounds.points:
        pen.write(*rule_words(pen, grounds.points[0]), heading="The rules we went by")
        points(pen, grounds.points[1:])
    else:
        pen.lack("the rules by which the call was judged")
    pen.write(*objecting(pen), heading="If you want no more calls")
    pen.write(*further(pen))
    return pen.letter("why", "Why you were called")
