"""Papers of a case: drafts of letters and notices, their approval, and the pack. Nothing is sent from here.

Names and words of people leave with them, so each is in the ledger before it does.
"""

import msgspec

from ringfence.client import answers, asked
from ringfence.ledger.events import Exported
from ringfence.preferences.events import instant
from ringfence.web.api.routes.case_steps import id_of
from ringfence.web.api.routes.cases import found
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, Outgoing, route
from ringfence.web.case_steps import Doing
from ringfence.web.ledgered import entered, store


@route("GET", "cases/{case}/letters/{letter}", scope=Scope.PAPERS, answers=answers.Letter, secret=True)
def case_letter(asking: Asking, case: str, letter: str) -> answers.Letter:
    """The draft of a letter or notice: each sentence with what it rests on, and what is still missing."""
    from ringfence.cases.letters.drafting import data  # noqa: PLC0415 - for these answers only
    from ringfence.web import case_letters  # noqa: PLC0415

    _check(case)
    drawn = case_letters.drawn(case, letter, asking.now)
    _leaves(asking, f"draft of a letter: {drawn.kind}")
    return msgspec.convert(data(drawn), answers.Letter)


@route("GET", "cases/{case}/letters/{letter}/pdf", scope=Scope.PAPERS, answers=Outgoing, secret=True)
def case_letter_pdf(asking: Asking, case: str, letter: str) -> Outgoing:
    """The same as PDF, marked as a draft on every page."""
    from ringfence.cases.letters.drafting import document  # noqa: PLC0415 - for these answers only
    from ringfence.web import case_letters  # noqa: PLC0415

    _check(case)
    drawn = case_letters.drawn(case, letter, asking.now)
    made = document(drawn)
    _leaves(asking, f"draft of a letter: {drawn.kind}")
    return Outgoing(f"{case}-{drawn.kind}-draft.pdf", made)


@route(
    "POST", "cases/{case}/letters/{letter}/approval", scope=Scope.CASEWORK, asks=asked.Approval, answers=Outgoing,
    status=201, changes=True, secret=True,
)  # fmt: skip
def case_letter_approve(asking: Asking, said: asked.Approval, case: str, letter: str) -> Outgoing:
    """The letter as PDF without the mark, once these very words are approved by the person of the key."""
    from ringfence.cases.letters.drafting import document  # noqa: PLC0415 - for these answers only
    from ringfence.web import case_letters  # noqa: PLC0415

    _check(case)
    with store() as opened:
        doing = Doing(asking.person, asking.now, asking.by, id_of(opened, asking, case, f"approval of {letter}"))
    drawn, approval = case_letters.approved(case, letter, said.digest, doing)
    return Outgoing(f"{case}-{drawn.kind}.pdf", document(drawn, approval))


@route("POST", "cases/{case}/pack", scope=Scope.PAPERS, asks=asked.Leaving, answers=Outgoing, secret=True)
def case_pack(asking: Asking, said: asked.Leaving, case: str) -> Outgoing:
    """The evidence pack of a case, with the proofs; a ZIP."""
    from ringfence.web import packs  # noqa: PLC0415 - for this answer only

    _check(case)
    return Outgoing(f"{case}.zip", packs.of_case(case, asking.by, said.purpose, asking.now))


def _check(case: str) -> None:
    with store() as opened:
        found(opened, case)


def _leaves(asking: Asking, what: str) -> None:
    entered(Exported(at=instant(asking.now), by=asking.by, what=what, rows=1, purpose="API"))
