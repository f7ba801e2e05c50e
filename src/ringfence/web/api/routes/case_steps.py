"""What is done in a case, in the name of the person for whom the key was made."""

import secrets
from collections.abc import Callable

from ringfence.cases.state import Case
from ringfence.client import asked
from ringfence.client.answers import Stepped
from ringfence.store import Store
from ringfence.web import case_steps as steps
from ringfence.web.api import again
from ringfence.web.api.routes.cases import found
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.case_steps import Doing
from ringfence.web.cases_on_file import loaded
from ringfence.web.ledgered import store

Does = Callable[[Store, Case, Doing], str]


@route("POST", "cases/{case}/search", scope=Scope.CASEWORK, answers=Stepped, status=201, changes=True)
def case_search(asking: Asking, case: str) -> Stepped:
    """Looks for the calls to the number complained of: in the ledger and in call records."""
    return _done(asking, case, "search", steps.find)


@route("POST", "cases/{case}/facts", scope=Scope.CASEWORK, asks=asked.Fact, answers=Stepped, status=201, changes=True)
def case_fact(asking: Asking, said: asked.Fact, case: str) -> Stepped:
    """States a fact, or finds one so in a dispute."""

    def does(opened: Store, standing: Case, doing: Doing) -> str:
        return steps.state_fact(
            opened, standing, doing, said.name, said.value, party=said.party, evidence=said.evidence,
            settles=said.settles, reasons=said.reasons,
        )  # fmt: skip

    return _done(asking, case, "fact", does)


@route("POST", "cases/{case}/assessment", scope=Scope.CASEWORK, answers=Stepped, status=201, changes=True)
def case_assess(asking: Asking, case: str) -> Stepped:
    """Assesses the case on what is on file, beside the law of the day of the call."""
    return _done(asking, case, "assessment", steps.assess)


@route(
    "POST", "cases/{case}/decision", scope=Scope.CASEWORK, asks=asked.CaseDecision, answers=Stepped, status=201,
    changes=True,
)  # fmt: skip
def case_decide(asking: Asking, said: asked.CaseDecision, case: str) -> Stepped:
    """Decides the case, for the person of the key, on its latest assessment."""
    return _done(
        asking, case, "decision", lambda at, of, doing: steps.decide(at, of, doing, said.outcome, said.reasons)
    )


@route(
    "POST", "cases/{case}/second-reading", scope=Scope.CASEWORK, asks=asked.SecondReading, answers=Stepped, status=201,
    changes=True,
)  # fmt: skip
def case_second(asking: Asking, said: asked.SecondReading, case: str) -> Stepped:
    """Reads the decision a second time; whoever took it cannot."""

    def does(opened: Store, standing: Case, doing: Doing) -> str:
        return steps.second(opened, standing, doing, agrees=said.agrees, reasons=said.reasons)

    return _done(asking, case, "second", does)


@route("POST", "cases/{case}/steps", scope=Scope.CASEWORK, asks=asked.Step, answers=Stepped, status=201, changes=True)
def case_step(asking: Asking, said: asked.Step, case: str) -> Stepped:
    """Writes down a step that somebody took."""
    days = {"comply_by": said.comply_by, "answer_by": said.answer_by}
    details = {"note": said.note, **{name: day.isoformat() for name, day in days.items() if day}}
    return _done(asking, case, "step", lambda at, of, doing: steps.log(at, of, doing, said.kind, details))


def id_of(opened: Store, asking: Asking, case: str, what: str) -> str:
    """The id of a step, made from the sender's name for the request, so that what is sent again is on file once."""
    if not asking.name or asking.key is None:
        return secrets.token_hex(16)
    return opened.key.id("api case step", again.claim(asking.key, asking.name), case, what)


def _done(asking: Asking, case: str, what: str, does: Does) -> Stepped:
    with store() as opened:
        standing = found(opened, case)
        doing = Doing(asking.person, asking.now, asking.by, id_of(opened, asking, case, what))
        on_file = opened.cases.event(doing.id) is not None
        says = "It is on file already." if on_file else does(opened, standing, doing)
        after = loaded(opened, case)
    return Stepped(case=case, event=doing.id, says=says, state=after.state, next=after.next_step)
