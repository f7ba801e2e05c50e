"""What a check made, and the pack of a campaign: taken out with a purpose, which is in the ledger before they leave."""

from ringfence.client import asked
from ringfence.web import files_out
from ringfence.web.api.routes.campaigns import found
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, Outgoing, route


@route(
    "POST", "campaigns/{campaign}/results/{result}", scope=Scope.RESULTS, asks=asked.Leaving, answers=Outgoing,
    secret=True,
)  # fmt: skip
def campaign_result(asking: Asking, said: asked.Leaving, campaign: str, result: str) -> Outgoing:
    """A file of the last check: who may be called and who not, numbers in full, or the report."""
    draft = found(asking, campaign)
    file = files_out.result(draft, result)
    files_out.leaves(draft, file, asking.by, said.purpose)
    return Outgoing(f"{draft.id}-{file.name}", file)


@route(
    "POST", "campaigns/{campaign}/pack", scope=Scope.RESULTS, asks=asked.Leaving, answers=Outgoing, secret=True
)  # fmt: skip
def campaign_pack(asking: Asking, said: asked.Leaving, campaign: str) -> Outgoing:
    """The pack of a campaign: who signed what and when, and every decision without a number, with the proofs; a ZIP."""
    from ringfence.web import packs  # noqa: PLC0415 - for this answer only

    draft = found(asking, campaign)
    return Outgoing(f"{draft.id}-pack.zip", packs.of_campaign(draft.id, draft.files, asking.by, said.purpose))
