"""Campaigns that are made ready here: how they stand, the check, its report; and screenings in the ledger."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ringfence.calendar import local_day
from ringfence.campaigns import signed
from ringfence.client import answers, asked
from ringfence.client.answers import CampaignListed, Page, Screened
from ringfence.ledger.entry import Entry
from ringfence.web import checking, drafts
from ringfence.web.api import paging, problems
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.drafts import Draft
from ringfence.web.ledgered import home, store


@route("GET", "campaigns", scope=Scope.CAMPAIGNS, query=asked.Paging, answers=Page[CampaignListed])
def campaigns(asking: Asking, query: asked.Paging) -> Page[CampaignListed]:
    """The campaigns that are made ready here, and those that were signed elsewhere."""
    in_force = set(signed.signed_ids(home()))
    names = [each for each in sorted({each.id for each in drafts.drafts(home())} | in_force) if asking.may(each)]
    return paging.of_sequence(names, query, lambda name: _line(name, drafts.draft(home(), name), in_force))


@route("GET", "campaigns/{campaign}", scope=Scope.CAMPAIGNS, answers=answers.Campaign)
def campaign(asking: Asking, campaign: str) -> answers.Campaign:
    """One campaign: its files, how far its check is, which version is in force."""
    asking.check(campaign)
    found, in_force = drafts.draft(home(), campaign), campaign in signed.signed_ids(home())
    if found is None and not in_force:
        raise problems.missing("There is no campaign of this id. See /api/v1/campaigns.")
    told: Mapping[str, Any] = found.told() if found else {"changed_at": "", "changed_by": []}
    return answers.Campaign(
        id=campaign,
        verdict=_verdict(found),
        check=_check(found),
        in_force=in_force,
        version=signed.current(home(), campaign).version if in_force else None,
        files=[each.name for each in found.named()] if found else [],
        changed_at=told["changed_at"],
        changed_by=list(told["changed_by"]),
    )


@route("GET", "campaigns/{campaign}/check", scope=Scope.CAMPAIGNS, answers=answers.Check)
def campaign_check(asking: Asking, campaign: str) -> answers.Check:
    """How far the check of a campaign is."""
    return _check(_found(asking, campaign))


@route("POST", "campaigns/{campaign}/check", scope=Scope.CHECKING, answers=answers.Check, status=202)
def campaign_check_start(asking: Asking, campaign: str) -> answers.Check:
    """Starts the check of script and list (preflight); one that runs already goes on."""
    found = _found(asking, campaign)
    checking.start(found, home(), local_day(asking.now), asking.by, asking.now)
    return _check(found)


@route("GET", "campaigns/{campaign}/report", scope=Scope.CAMPAIGNS, answers=dict[str, Any])
def campaign_report(asking: Asking, campaign: str) -> dict[str, Any]:
    """What the last check of the files as they are now found: report.json of preflight."""
    report = _found(asking, campaign).report()
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


def _found(asking: Asking, campaign: str) -> Draft:
    asking.check(campaign)
    found = drafts.draft(home(), campaign)
    if found is None:
        raise problems.missing("No campaign of this id is made ready here. See /api/v1/campaigns.")
    return found


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
