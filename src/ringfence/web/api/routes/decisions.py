"""Decisions of the gate, explained; by id, or by the name that the dialler gave the call."""

import msgspec

from ringfence.client import asked
from ringfence.client.answers import DecisionMade
from ringfence.evidence.decided import explained
from ringfence.store import Store
from ringfence.store.gate import Kept
from ringfence.web.api import problems
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.ledgered import store


@route("GET", "decisions/{decision}", scope=Scope.DECISIONS, answers=DecisionMade)
def decision(asking: Asking, decision: str) -> DecisionMade:
    """Why the gate decided so: reasons, what held it, the facts, and its entry in the ledger."""
    with store() as opened:
        return _told(asking, opened, opened.gate.of_id(decision))


@route("POST", "decisions", scope=Scope.DECISIONS, asks=asked.Reference, answers=DecisionMade)
def decision_of_reference(asking: Asking, said: asked.Reference) -> DecisionMade:
    """The latest decision on a call that the dialler calls so. A reference may hold a number: it comes in the body."""
    with store() as opened:
        return _told(asking, opened, opened.gate.earlier(said.client, said.reference))


def _told(asking: Asking, opened: Store, found: Kept | None) -> DecisionMade:
    if found is None:
        raise problems.missing("No decision on record has this id or reference. It may have been erased.")
    asking.check(found.campaign)
    return msgspec.convert(explained(opened.book, found), DecisionMade)
