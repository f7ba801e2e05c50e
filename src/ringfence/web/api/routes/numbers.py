"""One number: why a campaign may or may not call it, and what is on record. Numbers come in bodies, never in addresses.

What is shown here is about a person, so each answer is in the ledger before it leaves.
"""

import msgspec

from ringfence.calendar import local_day
from ringfence.client import answers, asked
from ringfence.ledger.events import Exported
from ringfence.numbers import masked, read
from ringfence.preferences.events import Event, instant
from ringfence.web import drafts
from ringfence.web.api import problems
from ringfence.web.api.problems import Wrong
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.ledgered import entered, home, store


@route("POST", "numbers/explain", scope=Scope.NUMBERS, asks=asked.NumberInCampaign, answers=answers.Explained)
def number_explain(asking: Asking, said: asked.NumberInCampaign) -> answers.Explained:
    """Why a number may or may not be called by a campaign: facts with sources, rules, what would change it."""
    from ringfence.campaigns import card, explained  # noqa: PLC0415 - DuckDB, for this answer only
    from ringfence.campaigns.explaining import explain  # noqa: PLC0415
    from ringfence.campaigns.preflight import stand  # noqa: PLC0415
    from ringfence.campaigns.run import asked_of  # noqa: PLC0415
    from ringfence.gate.kept import Wanted, taking  # noqa: PLC0415

    number_of(said.number)
    asking.check(said.campaign)
    found = drafts.draft(home(), said.campaign)
    if found is None:
        raise problems.missing("No campaign of this id is made ready here. See /api/v1/campaigns.")
    loaded = card.load(found.files)
    with taking(Wanted(home(), registers=True, objections=True, consents=True)) as take:
        standing = stand(loaded, said.on, take(loaded))
        lists, evidence = asked_of(standing, None, None, None)
        (one, *_) = explain(standing, said.number, lists, evidence)
    told = msgspec.convert(explained.data(one, standing), answers.Explained)
    _leaves(asking, f"{found.id}: why a number may be called")
    return told


@route("POST", "numbers/account", scope=Scope.ACCOUNTS, asks=asked.Number, answers=answers.Account)
def number_account(asking: Asking, said: asked.Number) -> answers.Account:
    """What is on record about a number, in the words of a letter to its subscriber."""
    from ringfence.evidence.account import Subject  # noqa: PLC0415 - for this answer only
    from ringfence.evidence.gather import gather  # noqa: PLC0415
    from ringfence.evidence.letter import letter  # noqa: PLC0415
    from ringfence.evidence.papers import Papers  # noqa: PLC0415

    number = number_of(said.number)
    with store() as opened:
        account = gather(opened, Subject(numbers=(number,)), Papers(home() / "campaigns"))
    made = letter(account, local_day(asking.now))
    _leaves(asking, "what is on record about a number")
    passages = [answers.Passage(heading=each.heading, lines=list(each.lines)) for each in made.passages]
    return answers.Account(title=made.title, dated=made.dated, passages=passages)


@route("POST", "consents/of-number", scope=Scope.CONSENTS, asks=asked.Number, answers=answers.Consents)
def consents_of_number(asking: Asking, said: asked.Number) -> answers.Consents:
    """The consents, refusals and withdrawals of a number, with the wording that was shown."""
    number = number_of(said.number)
    with store() as opened:
        events = [_consent(each) for each in opened.consent_events(number)]
    _leaves(asking, "what is on file about consent of a number")
    return answers.Consents(number=f"+{masked(str(number))}", events=events)


def number_of(written: str) -> int:
    """The E.164 number as an integer, or the refusal, in which no number stands."""
    found = read(written)
    if found.e164 is None:
        reason = found.problem or found.kind
        raise Wrong(400, "number-unreadable", f"This is no telephone number: {reason}. Write it in full: 01632 960123.")
    return int(found.e164[1:])


def _leaves(asking: Asking, what: str) -> None:
    entered(Exported(at=instant(asking.now), by=asking.by, what=what, rows=1, purpose="API"))


def _consent(event: Event) -> answers.Consent:
    told = {name: getattr(event, name) for name in ("id", "kind", "at", "recorded_at", "about")}
    return msgspec.convert({**told, "details": dict(event.details)}, answers.Consent)
