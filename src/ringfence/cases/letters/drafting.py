"""A kind and its grounds -> a draft; a draft and a person's approval -> a letter; either of them -> PDF.

Nothing here sends anything. The mark DRAFT goes only when a named person has approved these very words, by their hash,
and nothing is left that a person has to settle.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ringfence.calendar import british
from ringfence.cases.letters import to_organisations, to_people
from ringfence.cases.letters.grounds import Grounds, GroundsUnusable
from ringfence.cases.letters.letter import Letter
from ringfence.documents import pdf
from ringfence.errors import RingfenceError

TEMPLATE = "cases/letters/letter.typ"


@dataclass(frozen=True)
class Kind:
    """One kind of letter: what it is, and how it is drawn."""

    says: str
    draw: Callable[[Grounds, date], Letter]


KINDS: Mapping[str, Kind] = {
    "acknowledgement": Kind("that the complaint came, and what happens next", to_people.acknowledgement),
    "outcome": Kind("what was found and decided", to_people.outcome),
    "why": Kind("why a person was called", to_people.why),
    "information": Kind("questions to the organisation", to_organisations.information),
    "preliminary": Kind("preliminary enforcement notice, to be answered first", to_organisations.preliminary),
    "enforcement": Kind("enforcement notice, with the right of appeal", to_organisations.enforcement),
    "reply": Kind("an organisation's reply to the regulator", to_organisations.reply),
}


class NotToBeSent(RingfenceError):
    """A draft that cannot be approved as it stands."""

    code = "not-to-be-sent"


@dataclass(frozen=True)
class Approval:
    """A named person's word that these words may leave, on a day."""

    by: str
    on: date
    digest: str


def draft(kind: str, grounds: Grounds, on: date) -> Letter:
    """The letter of a kind, dated `on`, as far as the grounds carry it; what is missing stands in its gaps."""
    if kind not in KINDS:
        raise GroundsUnusable(f"There is no letter {kind}. Choose one of: {', '.join(KINDS)}.")
    if on < grounds.received:
        received = british(grounds.received)
        raise GroundsUnusable(f"A letter of {british(on)} cannot answer what came on {received}. Date it later.")
    return KINDS[kind].draw(grounds, on)


def approve(letter: Letter, by: str, digest: str, on: date) -> Approval:
    """The approval of a letter whose hash the person was shown; refused while anything is missing or was changed."""
    if not by.strip():
        raise NotToBeSent("Nobody is named. Say who approves: --approved-by NAME.")
    if letter.gaps:
        raise NotToBeSent(f"This {letter.kind} cannot be approved. Still missing: {'; '.join(letter.gaps)}.")
    if digest != letter.digest:
        raise NotToBeSent(
            f"What was approved ({digest}) is not this draft ({letter.digest}): it has changed since. Read it again, "
            "and approve it by its own hash."
        )
    return Approval(by.strip(), on, digest)


def document(letter: Letter, approval: Approval | None = None) -> bytes:
    """The letter as PDF: marked DRAFT on every page until it is approved; the same bytes for the same words."""
    if approval is not None and (approval.digest != letter.digest or letter.gaps):
        raise NotToBeSent("The approval is of other words than these, or something is missing. Approve this draft.")
    return pdf(TEMPLATE, data(letter, approval), dated=letter.dated)


def data(letter: Letter, approval: Approval | None = None) -> dict[str, Any]:
    """The letter as JSON, its sources numbered in the order in which they are first named."""
    numbers = {source.id: place for place, source in enumerate(letter.sources, 1)}
    blocks = [
        {
            "kind": block.kind,
            "heading": block.heading,
            "sentences": [
                {
                    "text": each.text,
                    "marks": sorted(numbers[id_] for id_ in each.sources),
                    "sources": list(each.sources),
                }
                for each in block.sentences
            ],
        }
        for block in letter.blocks
    ]
    return {
        "kind": letter.kind,
        "title": letter.title,
        "reference": letter.reference,
        "theirs": letter.theirs,
        "sender": list(letter.sender),
        "to": list(letter.to),
        "date": british(letter.dated),
        "greeting": letter.greeting,
        "blocks": blocks,
        "closing": list(letter.closing),
        "sources": [{"number": numbers[s.id], "id": s.id, "kind": s.kind, "says": s.says} for s in letter.sources],
        "gaps": list(letter.gaps),
        "digest": letter.digest,
        "approved": {"by": approval.by, "on": british(approval.on)} if approval else None,
    }
