"""Campaigns that are made ready here: how they stand, the check, its report; and screenings in the ledger."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ringfence.calendar import local_day
from ringfence.campaigns import signed
from ringfence.client import answers, asked
from ringfence.client.answers import CampaignListed, Page, Screened
from ringfence.ledger.entry import Entry
from ringfence.preferences.events import instant
from ringfence.web import cards, checking, drafts
from ringfence.web.api import paging, problems
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import MIB, Asking, route
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import home, store


@route("GET", "campaigns", scope=Scope.CAMPAIGNS, query=asked.Paging, answers=Page[CampaignListed])
def campaigns(asking: Asking, query: asked.Paging) -> Page[CampaignListed]:
    """The campaigns that are made ready here, and those that were signed elsewhere."""
    in_force, after = set(signed.signed_ids(home())), paging.begins(query)
    names = sorted(each for each in {each.id for each in drafts.drafts(home())} | in_force if asking.may(each))
    some = [each for each in names if each > after][: query.limit + 1]  # names only: a page's worth is looked into
    return paging.of_named(some, query.limit, lambda name: _line(name, drafts.draft(home(), name), in_force))


@route(
    "POST", "campaigns", scope=Scope.EDITING, asks=asked.NewCampaign, answers=answers.Campaign, status=201,
    changes=True, most=MIB,
)  # fmt: skip
def campaign_add(asking: Asking, said: asked.NewCampaign) -> answers.Campaign:
    """Begins a campaign by its card; the files that the card names are sent next."""
    name = cards.id_in(said.card)
    asking.check(name)
    begun = drafts.draft(home(), name) if asking.name else None  # cut short after it was begun, and sent again
    if begun is None or begun.told()["changed_at"] or begun.card.read_bytes() != said.card.encode():
        begun = drafts.begin(home(), name, said.card)
    begun.changed(asking.person, instant(asking.now))
    told: answers.Campaign = campaign(asking, name)
    return told


@route("GET", "campaigns/{campaign}", scope=Scope.CAMPAIGNS, answers=answers.Campaign)
def campaign(asking: Asking, campaign: str) -> answers.Campaign:
    """One campaign: its files, how far its check is, which version is in force."""
    asking.check(campaign)
    found_, in_force = drafts.draft(home(), campaign), campaign in signed.signed_ids(home())
    if found_ is None and not in_force:
        raise problems.missing("There is no campaign of this id. See /api/v1/campaigns.")
    told: Mapping[str, Any] = found_.told() if found_ else {"changed_at": "", "changed_by": []}
    return answers.Campaign(
        id=campaign,
        verdict=_verdict(found_),
        check=_check(found_),
        in_force=in_force,
        version=signed.current(home(), campaign).version if in_force else None,
        files=[each.name for each in found_.named()] if found_ else [],
        changed_at=told["changed_at"],
        changed_by=list(told["changed_by"]),
        problem=cards.problem(found_) if found_ else "",
    )


@route("GET", "campaigns/{campaign}/check", scope=Scope.CAMPAIGNS, answers=answers.Check)
def campaign_check(asking: Asking, campaign: str) -> answers.Check:
    """How far the check of a campaign is."""
    return _check(found(asking, campaign))


@route("POST", "campaigns/{campaign}/check", scope=Scope.CHECKING, answers=answers.Check, status=202)
def campaign_check_start(asking: Asking, campaign: str) -> answers.Check:
    """Starts the check of script and list (preflight); one that runs already goes on."""
    draft = found(asking, campaign)
    checking.start(draft, home(), local_day(asking.now), asking.by, asking.now)
    return _check(draft)


@route("DELETE", "campaigns/{campaign}/check", scope=Scope.CHECKING, answers=answers.Check, status=202)
def campaign_check_call_off(asking: Asking, campaign: str) -> answers.Check:
    """Calls the check of a campaign off: it stops with its next step."""
    draft = found(asking, campaign)
    checking.call_off(draft)
    return _check(draft)


@route("GET", "campaigns/{campaign}/report", scope=Scope.CAMPAIGNS, answers=dict[str, Any])
def campaign_report(asking: Asking, campaign: str) -> dict[str, Any]:
    """What the last check of the files as they are now found: report.json of preflight."""
    report = found(asking, campaign).report()
    if report is None:
        raise problems.missing("There is no report of these files as they are now. Start a check first.")
    return dict(report)


@route("GET", "screens", scope=Scope.CAMPAIGNS, query=asked.Paging, answers=Page[Screened])
def screens(asking: Asking, query: asked.Paging) -> Page[Screened]:
    """The screenings in the ledger, the first first: counts, and the root that stands for every row."""
    with store() as opened:
        entries = opened.book.of_kind("list-screened", first=_after(query))
        found = ((each.seq, _screened(each)) for each in entries if asking.may(each.told.get("campaign", "")))
        return paging.of_places(found, query.limit)


def _after(query: asked.Paging) -> int:
    return paging.begins_at(query) + 1 if query.cursor else 0


def _screened(entry: Entry) -> Screened:
    told = {
        "at": "",
        "campaign": "",
        "on": "",
        "rows": 0,
        "root": "",
        "rules_version": "",
        "decisions": {},
        **entry.told,
    }
    return msgspec.convert({**told, "entry": entry.seq}, Screened)


def found(asking: Asking, campaign: str) -> Draft:
    """The campaign that is made ready under this id, for whoever may ask about it."""
    asking.check(campaign)
    draft = drafts.draft(home(), campaign)
    if draft is None:
        raise problems.missing("No campaign of this id is made ready here. See /api/v1/campaigns.")
    return draft


def _line(name: str, found: Draft | None, in_force: set[str]) -> CampaignListed:
    state = checking.state(found).name if found else "none"
    return CampaignListed(id=name, verdict=_verdict(found), check=state, in_force=name in in_force)


def _verdict(found: Draft | None) -> Any:
    report = found.report() if found else None
    return report["verdict"] if report else None


def _check(found: Draft | None) -> answers.Check:
    state = checking.state(found) if found else checking.State("none")
    told = {"state": state.name, "stage": state.stage, "percent": state.percent, "message": state.message}
    return msgspec.convert({**told, "by": state.by}, answers.Check)
