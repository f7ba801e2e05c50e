"""The client: a method for each route, typed both ways."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self, TypeVar

from ringfence.client import answers, asked
from ringfence.client.answers import Page
from ringfence.client.wire import Wire, part

PAGE = 200  # items asked for at a time: as many as a page may have
T = TypeVar("T")


class Client:
    """The API at an address. Answers are values of `client.answers`; what goes wrong is an error of `client.problems`.

    What changes something carries an Idempotency-Key of its own, so that trying again does it once; give `name` to
    choose that key yourself, for example to go on after your own program was stopped.
    """

    def __init__(self, url: str, key: str, *, timeout: float = 30.0, tries: int = 4) -> None:
        self._wire = Wire(url, key, timeout, tries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets the connection go."""
        self._wire.close()

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

    def campaigns(self) -> Iterator[answers.CampaignListed]:
        """The campaigns that are made ready, or signed, there."""
        return self._pages("campaigns", answers.CampaignListed, asked.Paging)

    def campaign(self, campaign: str) -> answers.Campaign:
        """One campaign."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}", answers.Campaign)

    def check_campaign(self, campaign: str) -> answers.Check:
        """Starts the check of a campaign; ask `checked` how far it is."""
        return self._wire.ask("POST", f"campaigns/{part(campaign)}/check", answers.Check)

    def checked(self, campaign: str) -> answers.Check:
        """How far the check of a campaign is."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}/check", answers.Check)

    def report(self, campaign: str) -> dict[str, Any]:
        """The report of the last check."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}/report", dict[str, Any])

    def screens(self) -> Iterator[answers.Screened]:
        """The screenings in the ledger."""
        return self._pages("screens", answers.Screened, asked.Paging)

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

    def cases(self, *, closed: bool = False, state: str = "", about: str = "") -> Iterator[answers.CaseListed]:
        """The cases, the latest first."""
        return self._pages("cases", answers.CaseListed, asked.Cases, closed=closed, state=state, about=about)

    def case(self, case: str) -> answers.Case:
        """One case."""
        return self._wire.ask("GET", f"cases/{part(case)}", answers.Case)

    def complain(self, complaint: asked.Complaint, *, name: str = "") -> answers.CaseOpened:
        """Takes a complaint in."""
        return self._wire.ask("POST", "cases", answers.CaseOpened, body=complaint, name=name or secrets.token_hex(16))

    def checkpoint(self) -> answers.Checkpoint:
        """The ledger's signed size and root."""
        return self._wire.ask("GET", "ledger/checkpoint", answers.Checkpoint)

    def proof(self, entry: int) -> answers.Proof:
        """The proof that an entry is in the ledger."""
        return self._wire.ask("GET", f"ledger/proofs/{entry}", answers.Proof)

    def webhooks(self) -> Iterator[answers.WebhookListed]:
        """Where objections are sent."""
        return self._pages("webhooks", answers.WebhookListed, asked.Paging)

    def add_webhook(self, name: str, url: str, *, everything: bool = False) -> answers.WebhookMade:
        """Sends objections to an address; the secret is told this once, so this is never tried again by itself."""
        body = asked.Webhook(name=name, url=url, everything=everything)
        return self._wire.ask("POST", "webhooks", answers.WebhookMade, body=body, again=False)

    def try_webhook(self, name: str) -> bool:
        """Whether a test message is taken."""
        return self._wire.ask("POST", f"webhooks/{part(name)}/test", answers.WebhookTried, again=False).taken

    def remove_webhook(self, name: str) -> None:
        """Sends nothing there from now on."""
        self._wire.ask("DELETE", f"webhooks/{part(name)}", type(None), again=False)

    def _pages(self, path: str, kind: type[T], query: Callable[..., asked.Paging], **said: Any) -> Iterator[T]:
        """Every item, a page at a time as they are wanted."""
        cursor: str | None = ""
        while cursor is not None:
            page = self._wire.ask("GET", path, Page[kind], query=query(cursor=cursor, limit=PAGE, **said))  # type: ignore[valid-type]
            yield from page.items
            cursor = page.next
