"""The client: a method for each route, typed both ways."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date

from ringfence.client import answers, asked
from ringfence.client.casework import Casework
from ringfence.client.desk import Desk
from ringfence.client.wire import part


class Client(Desk, Casework):
    """The API at an address. Answers are values of `client.answers`; what goes wrong is an error of `client.problems`.

    What changes something carries an Idempotency-Key of its own, so that trying again does it once; give `name` to
    choose that key yourself, for example to go on after your own program was stopped.
    """

    def rules(
        self,
        *,
        words: str = "",
        on: date | None = None,
        every: bool = False,
        force: asked.Force = "",
        instrument: str = "",
    ) -> Iterator[answers.RuleListed]:
        """The rules in force on a day (today), or every version."""
        said = {"words": words, "on": on, "every": every, "force": force, "instrument": instrument}
        return self._pages("rules", answers.RuleListed, asked.Rules, **said)

    def rule(self, rule: str, on: date | None = None) -> answers.Rule:
        """One rule in full."""
        return self._wire.ask("GET", f"rules/{part(rule)}", answers.Rule, query=asked.OnDay(on=on))

    def rulings(self, words: str = "") -> Iterator[answers.RulingListed]:
        """The published outcomes in which these words stand."""
        return self._pages("rulings", answers.RulingListed, asked.Rulings, words=words)

    def ruling(self, ruling: str) -> answers.Ruling:
        """One published outcome."""
        return self._wire.ask("GET", f"rulings/{part(ruling)}", answers.Ruling)

    def check_script(
        self,
        text: str,
        *,
        name: str = "",
        mode: asked.Mode | None = None,
        purpose: asked.Purpose | None = None,
        on: date | None = None,
    ) -> answers.ScriptChecked:
        """What each section of a script is; nothing is kept."""
        body = asked.Script(text=text, name=name or "script", mode=mode, purpose=purpose, on=on)
        return self._wire.ask("POST", "script-checks", answers.ScriptChecked, body=body)

    def check_page(self, code: str) -> str:
        """The page of one check, in Markdown."""
        return self._wire.ask("GET", f"script-checks/{part(code)}", answers.CheckPage).page

    def explain_number(self, number: str, campaign: str, on: date | None = None) -> answers.Explained:
        """Why a number may or may not be called by a campaign."""
        body = asked.NumberInCampaign(number=number, campaign=campaign, on=on)
        return self._wire.ask("POST", "numbers/explain", answers.Explained, body=body)

    def account(self, number: str) -> answers.Account:
        """What is on record about a number."""
        return self._wire.ask("POST", "numbers/account", answers.Account, body=asked.Number(number=number))

    def object(
        self, number: str, said: str, *, channel: asked.Channel = "phone", at: str | None = None,
        scopes: Sequence[str] = (), name: str = "",
    ) -> list[answers.Receipt]:  # fmt: skip
        """Records an objection: on the disk when this returns."""
        body = asked.Objection(number=number, channel=channel, said=said, at=at, scopes=[*scopes])
        told = self._wire.ask("POST", "objections", answers.Objected, body=body, name=name or secrets.token_hex(16))
        return told.receipts

    def receipt(self, objection: str) -> answers.Receipt:
        """The receipt of an objection."""
        return self._wire.ask("GET", f"objections/{part(objection)}", answers.Receipt)

    def objections(self) -> Iterator[answers.ObjectionOut]:
        """Every objection and lifting, with numbers in full; each page read is an export in the ledger."""
        return self._pages("objections", answers.ObjectionOut, asked.Paging)

    def consents(self, number: str) -> answers.Consents:
        """What is on file about consent of a number."""
        return self._wire.ask("POST", "consents/of-number", answers.Consents, body=asked.Number(number=number))

    def decision(self, decision: str) -> answers.DecisionMade:
        """A decision of the gate, explained."""
        return self._wire.ask("GET", f"decisions/{part(decision)}", answers.DecisionMade)

    def decision_of(self, reference: str, client: str = "local") -> answers.DecisionMade:
        """The latest decision on the call that a dialler calls so."""
        body = asked.Reference(reference=reference, client=client)
        return self._wire.ask("POST", "decisions", answers.DecisionMade, body=body)

    def checkpoint(self) -> answers.Checkpoint:
        """The ledger's signed size and root."""
        return self._wire.ask("GET", "ledger/checkpoint", answers.Checkpoint)

    def proof(self, entry: int) -> answers.Proof:
        """The proof that an entry is in the ledger."""
        return self._wire.ask("GET", f"ledger/proofs/{entry}", answers.Proof)

    def webhooks(self) -> Iterator[answers.WebhookListed]:
        """Where objections are sent."""
        return self._pages("webhooks", answers.WebhookListed, asked.Paging)

    def add_webhook(
        self, name: str, url: str, *, everything: bool = False, request: str = ""
    ) -> answers.WebhookMade:  # fmt: skip
        """Sends objections to an address; the secret is told this once, or again under the same name of the request."""
        body = asked.Webhook(name=name, url=url, everything=everything)
        name = request or secrets.token_hex(16)
        return self._wire.ask("POST", "webhooks", answers.WebhookMade, body=body, name=name)

    def try_webhook(self, name: str) -> bool:
        """Whether a test message is taken."""
        return self._wire.ask("POST", f"webhooks/{part(name)}/test", answers.WebhookTried, again=False).taken

    def remove_webhook(self, name: str) -> None:
        """Sends nothing there from now on."""
        self._wire.ask("DELETE", f"webhooks/{part(name)}", type(None), again=False)
