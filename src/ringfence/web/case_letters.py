"""Letters and notices of a case: drafted from what is on file, and approved by their hash. Nothing is sent."""

from dataclasses import replace
from datetime import datetime

from ringfence.calendar import local_day
from ringfence.cases.letters.drafting import Approval, approve, draft
from ringfence.cases.letters.from_case import grounds_of, office
from ringfence.cases.letters.letter import Letter
from ringfence.cases.steps import approval_of
from ringfence.web.case_steps import Doing
from ringfence.web.cases_on_file import added, loaded
from ringfence.web.ledgered import home, store


def drawn(case: str, kind: str, moment: datetime) -> Letter:
    """The draft of a letter, dated today."""
    with store() as opened:
        found = loaded(opened, case)
    return draft(kind, grounds_of(found, office(home())), local_day(moment))


def approved(
    case: str, kind: str, digest: str, doing: Doing
) -> tuple[Letter, Approval]:  # fmt: skip
    """The letter and its approval, once these very words were approved; that is noted first, once for an id."""
    letter = drawn(case, kind, doing.moment)
    approval = approve(letter, doing.by, digest, letter.dated)
    noted = approval_of(
        case, letter.kind, digest=letter.digest, dated=letter.dated, id_=doing.id, now=doing.moment, by=approval.by
    )  # fmt: skip
    with store() as opened:
        if opened.cases.event(doing.id) is None:
            added(opened, replace(noted, details=doing.told(noted.details)))
    return letter, approval
