"""Cases, for the client: taken in, worked on, their papers."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ringfence.client import answers, asked
from ringfence.client.base import Asking
from ringfence.client.wire import part


class Casework(Asking):
    """What casework does. Every step needs a key that is made for a person."""

    def cases(self, *, closed: bool = False, state: str = "", about: str = "") -> Iterator[answers.CaseListed]:
        """The cases, the latest first."""
        return self._pages("cases", answers.CaseListed, asked.Cases, closed=closed, state=state, about=about)

    def case(self, case: str) -> answers.Case:
        """One case."""
        return self._wire.ask("GET", f"cases/{part(case)}", answers.Case)

    def complain(self, complaint: asked.Complaint, *, name: str = "") -> answers.CaseOpened:
        """Takes a complaint in."""
        return self._wire.ask("POST", "cases", answers.CaseOpened, body=complaint, name=name or secrets.token_hex(16))

    def search(self, case: str, *, name: str = "") -> answers.Stepped:
        """Looks for the calls to the number complained of."""
        return self._step(case, "search", None, name)

    def state_fact(self, case: str, fact: asked.Fact, *, name: str = "") -> answers.Stepped:
        """States a fact, or finds one so in a dispute."""
        return self._step(case, "facts", fact, name)

    def assess(self, case: str, *, name: str = "") -> answers.Stepped:
        """Assesses the case on what is on file."""
        return self._step(case, "assessment", None, name)

    def decide(self, case: str, outcome: asked.Outcome, reasons: str, *, name: str = "") -> answers.Stepped:
        """Decides the case, for the person for whom the key was made."""
        return self._step(case, "decision", asked.CaseDecision(outcome=outcome, reasons=reasons), name)

    def second(self, case: str, *, agrees: bool, reasons: str = "", name: str = "") -> answers.Stepped:
        """Reads the decision a second time; whoever took it cannot."""
        return self._step(case, "second-reading", asked.SecondReading(agrees=agrees, reasons=reasons), name)

    def note(self, case: str, step: asked.Step, *, name: str = "") -> answers.Stepped:
        """Writes down a step that somebody took."""
        return self._step(case, "steps", step, name)

    def letter(self, case: str, kind: str) -> answers.Letter:
        """The draft of a letter or notice."""
        return self._wire.ask("GET", f"cases/{part(case)}/letters/{part(kind)}", answers.Letter)

    def take_draft(self, case: str, kind: str, into: Path) -> None:
        """Writes the draft as PDF, marked as one."""
        self._wire.ask("GET", f"cases/{part(case)}/letters/{part(kind)}/pdf", type(None), into=into)

    def approve(self, case: str, letter: answers.Letter, into: Path, *, name: str = "") -> None:
        """Approves the words of a draft, and writes the letter as PDF; nothing is sent."""
        path = f"cases/{part(case)}/letters/{part(letter.kind)}/approval"
        body, name = asked.Approval(digest=letter.digest), name or secrets.token_hex(16)
        self._wire.ask("POST", path, type(None), body=body, name=name, into=into)

    def take_case_pack(self, case: str, purpose: str, into: Path) -> None:
        """Writes the pack of a case, a ZIP; an export in the ledger."""
        body = asked.Leaving(purpose=purpose)
        self._wire.ask("POST", f"cases/{part(case)}/pack", type(None), body=body, into=into)

    def _step(self, case: str, what: str, body: Struct | None, name: str) -> answers.Stepped:
        path, name = f"cases/{part(case)}/{what}", name or secrets.token_hex(16)
        return self._wire.ask("POST", path, answers.Stepped, body=body, name=name)
