"""What the letters share: a pen that only writes sentences with sources, and passages that several kinds need."""

from collections.abc import Iterable
from datetime import date

from ringfence.calendar import british
from ringfence.cases.letters.grounds import RECORD, Fact, Grounds, Point, Step, Whom
from ringfence.cases.letters.letter import Block, BlockKind, Letter, Sentence
from ringfence.cases.letters.sources import Sources, rule_on
from ringfence.law.deadlines import Deadline
from ringfence.law.deadlines.notices import acknowledgement
from ringfence.law.deadlines.tribunal import complaint_application
from ringfence.law.enforcement.regulator import regulator


class Pen:
    """One letter while it is written."""

    def __init__(self, grounds: Grounds, on: date) -> None:
        self.grounds, self.on = grounds, on
        self.sources = Sources(grounds, on)
        self.blocks: list[Block] = []
        self.gaps: list[str] = []

    def say(self, text: str, *ids: str) -> Sentence:
        """A sentence with what it rests on."""
        return Sentence(text, self.sources.cite(ids))

    def write(self, *sentences: Sentence, heading: str = "", kind: BlockKind = "paragraph") -> None:
        """A block of sentences; none is no block."""
        if sentences:
            self.blocks.append(Block(tuple(sentences), kind, heading))

    def lack(self, what: str) -> None:
        """Something that a person has to settle before the letter can be approved."""
        self.gaps.append(what)

    def time(self, deadline: Deadline) -> str:
        return self.sources.time(deadline)

    def letter(self, kind: str, title: str, *, to: str = "complainant") -> Letter:
        """The letter with everything that was written."""
        grounds = self.grounds
        addressee = grounds.complainant if to == "complainant" else grounds.organisation
        name = addressee.name if addressee else "the complainant"
        if addressee is None or not addressee.address:
            self.lack(f"the address of {name}")
        return Letter(
            kind=kind,
            title=title,
            reference=grounds.reference,
            theirs=grounds.theirs,
            sender=(grounds.office.name, *grounds.office.address, *filter(None, [grounds.office.contact])),
            to=(name, *(addressee.address if addressee else ())),
            dated=self.on,
            greeting=f"Dear {name}," if addressee and to == "complainant" else "To whom it concerns,",
            blocks=tuple(self.blocks),
            closing=("Yours sincerely,", f"for {grounds.office.name}"),
            sources=self.sources.cited(),
            gaps=tuple(self.gaps),
        )


def when(grounds: Grounds) -> str:
    """The days of the calls, in words."""
    first, last = grounds.calls_from, grounds.calls_to
    return f"on {british(first)}" if first == last else f"from {british(first)} to {british(last)}"


def as_sentence(text: str) -> str:
    """A clause as a sentence of its own: a capital, and one full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "”")) else ".")


def facts(pen: Pen, of: Iterable[Fact], note: str = "") -> tuple[Sentence, ...]:
    """Each fact as a sentence of its own."""
    return tuple(pen.say(as_sentence(f"{fact.says.rstrip('.')}{note}"), fact.id) for fact in of)


def telling(pen: Pen) -> tuple[Sentence, ...]:
    """The known facts on which some rule turns, and how many more there are; all of them where no rule was read."""
    known = pen.grounds.standing("known")
    turned_on = {id_ for point in pen.grounds.points for id_ in point.because}
    shown = [fact for fact in known if fact.id in turned_on] or known
    rest = len(known) - len(shown)
    more = pen.say(f"{rest:,} more {'fact is' if rest == 1 else 'facts are'} known, on which nothing turns.", RECORD)
    return (*facts(pen, shown), *([more] if rest else []))


def steps(pen: Pen, of: Iterable[Step]) -> tuple[Sentence, ...]:
    """Each step as a sentence of its own."""
    return tuple(pen.say(as_sentence(step.says), *step.rests_on) for step in of)


def rule_words(pen: Pen, point: Point) -> tuple[Sentence, ...]:
    """What a rule says, and what it makes of the facts that are named."""
    grounds = pen.grounds
    rule = rule_on(point.rule, point.on or grounds.calls_to)
    by = point.party or grounds.organisation.name
    named = {fact.id: fact for fact in grounds.facts}
    because = "; ".join(named[each].says.rstrip(".") for each in point.because)
    verdict = {
        "broken": f"It was not kept by {by}, because: {because}.",
        "in order": f"On these facts it was kept: {because}."
        if because
        else "Nothing on file shows that it was broken.",
        "open": f"Whether it was kept is not settled{f': {because}' if because else ''}.",
    }[point.found]
    return (
        pen.say(f"{rule.cites}: {rule.says}", point.source),
        pen.say(verdict, point.source, *(point.because or (RECORD,))),
    )


def points(pen: Pen, of: Iterable[Point]) -> None:
    """One paragraph for each rule."""
    for point in of:
        pen.write(*rule_words(pen, point))


def questions(pen: Pen, whom: Whom) -> tuple[Sentence, ...]:
    """What would settle each fact that is unknown or disputed, as far as this reader can be asked."""
    wanted = (fact for fact in pen.grounds.standing("unknown", "disputed") if fact.whom in ("anyone", whom))
    return tuple(
        pen.say(as_sentence(fact.ask or f"What can you tell of this: {fact.says}"), fact.id) for fact in wanted
    )


def receipt(pen: Pen) -> tuple[Sentence, ...]:
    """What was received, when, and under which reference."""
    grounds = pen.grounds
    return (
        pen.say(
            f"On {british(grounds.received)} we received your complaint about calls made {when(grounds)} for "
            f"{grounds.organisation.name}.",
            grounds.complaint,
        ),
        pen.say(f"Its reference is {grounds.reference}; please give it when you write to us.", RECORD),
    )


def clock(pen: Pen) -> tuple[Sentence, ...]:
    """The statutory time for a complaint about data, which binds whoever handles the data, and not the regulator."""
    grounds = pen.grounds
    due = acknowledgement(grounds.received)
    if grounds.regulator or grounds.about_data is False or due is None:
        return ()
    unsure = (
        "" if grounds.about_data else " Whether it is about your own data is not settled; we treat it as if it were."
    )
    return (
        pen.say(
            f"A complaint about the handling of your own data has to be acknowledged within 30 days: by "
            f"{british(due.legal)}.{unsure}",
            pen.time(due), grounds.complaint,
        ),
        pen.say(
            "We will make enquiries, tell you how they go, and tell you the outcome, without undue delay.", "GDPR-COMP"
        ),
    )  # fmt: skip


def objecting(pen: Pen) -> tuple[Sentence, ...]:
    """That an objection stands, or how to make one."""
    grounds = pen.grounds
    if grounds.objection:
        return (
            pen.say("You asked not to be called, and that is on file.", grounds.objection),
            pen.say("It stops marketing calls at once: the law allows no period of grace.", "PECR-21-OBJ"),
        )
    return (
        pen.say(
            "If you want no more marketing calls, tell us in any words: no form is needed, and it holds at once.",
            "PECR-21-OBJ",
        ),
    )


def further(pen: Pen) -> tuple[Sentence, ...]:
    """Where else a complainant can go."""
    grounds = pen.grounds
    body = regulator(pen.on)
    if not grounds.regulator:
        return (pen.say(f"You can also complain to the {body}.", "GDPR-COMP"),) if _data(grounds, pen.on) else ()
    due = complaint_application(grounds.received, grounds.nation)
    if due is None or grounds.about_data is False:
        return ()
    return (
        pen.say(
            "If we make no progress with a complaint about your own data, you can ask the Tribunal for an order; it "
            f"has to receive the application by {british(due.legal)}.",
            pen.time(due),
        ),
    )


def _data(grounds: Grounds, on: date) -> bool:
    """Whether the Act's own complaint procedure tells of this complaint."""
    return grounds.about_data is not False and acknowledgement(min(grounds.received, on)) is not None
