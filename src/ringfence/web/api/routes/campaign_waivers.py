"""What was found in the script of a campaign, and what of it a person lets stand."""

from ringfence.client import asked
from ringfence.client.answers import FindingListed, Waived, WaiverGiven
from ringfence.web import letting_stand, waiving
from ringfence.web.api.routes.campaigns import found
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.waiving import Offer


@route("GET", "campaigns/{campaign}/findings", scope=Scope.CAMPAIGNS, answers=list[FindingListed])
def campaign_findings(asking: Asking, campaign: str) -> list[FindingListed]:
    """Every point of the script, the gravest first, and whether a person may let it stand."""
    return [_told(each) for each in waiving.offers(waiving.standing(found(asking, campaign)))]


@route(
    "POST", "campaigns/{campaign}/waivers", scope=Scope.WAIVING, asks=asked.Waiver, answers=Waived, status=201,
    changes=True,
)  # fmt: skip
def campaign_waive(asking: Asking, said: asked.Waiver, campaign: str) -> Waived:
    """Lets a finding stand, with a reason; in the ledger before it counts. The next check knows it."""
    draft = found(asking, campaign)
    done = letting_stand.let_stand(
        draft, said.finding, asking.person, asking.now, said.reason, said.until, through=asking.by
    )  # fmt: skip
    return Waived(code=done.code, says=done.words)


@route("DELETE", "campaigns/{campaign}/waivers/{finding}", scope=Scope.WAIVING, answers=None, status=204)
def campaign_waiver_remove(asking: Asking, campaign: str, finding: str) -> None:
    """Takes back that a finding may stand; in the ledger, too."""
    letting_stand.take_back(found(asking, campaign), finding, asking.person, asking.now, through=asking.by)


def _told(each: Offer) -> FindingListed:
    point, given = each.told.point, each.told.waiver
    return FindingListed(
        finding=each.mark,
        code=point.code,
        level=point.level,
        message=point.message,
        section=point.section,
        words=point.words,
        cites=each.cites,
        effect=each.effect,
        why_not=each.why_not,
        waiver=WaiverGiven(by=given.by, on=given.on, reason=given.reason, until=given.until) if given else None,
    )
