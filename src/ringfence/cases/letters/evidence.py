"""The evidence of a case under short numbers, each with words that say what it is and where it can be looked up."""

from ringfence.calendar import british
from ringfence.cases.events import KINDS
from ringfence.cases.letters.grounds import Evidence
from ringfence.cases.state import Case

KINDS_OF_ID = {
    "objection": "an objection on file here",
    "consent": "a consent, refusal or withdrawal on file here",
    "register": "a register that is kept here",
    "ledger": "an entry of the ledger",
}


class Numbered:
    """Ids of the case -> E1, E2 ... in the order in which they are first named."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._found: dict[str, Evidence] = {}

    def id(self, written: str) -> str:
        """The short number of a piece of evidence."""
        if written not in self._found:
            self._found[written] = Evidence(id=f"E{len(self._found) + 1}", says=f"{self._words(written)} ({written})")
        return self._found[written].id

    @property
    def all(self) -> tuple[Evidence, ...]:
        return tuple(self._found.values())

    def _words(self, written: str) -> str:
        kind, _, rest = written.partition(":")
        if kind == "event":
            event = next((each for each in self._case.events if each.id == rest), None)
            return f"{KINDS[event.kind]}, {british(event.day)}" if event else "a step of the case"
        if kind == "document":
            held = self._case.documents("card")
            event = next((each for each in held if str(each.details["sha256"]).startswith(rest)), None)
            return f"the campaign's card, {event.details['file'].rpartition('/')[2]}" if event else "a document"
        return KINDS_OF_ID.get(kind, "a call record")
