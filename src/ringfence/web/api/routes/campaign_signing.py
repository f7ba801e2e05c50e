"""Signing a campaign: what holds it, and the signature of the person for whom the key was made.

A key is no person. So who signs is the account that took the key on, as if signed in; the ledger names the key beside
it, first. Two keys of one person are one pair of eyes.
"""

from ringfence.client import asked
from ringfence.client.answers import Sheet, Signed
from ringfence.ledger.events import AccessChanged
from ringfence.preferences.events import instant
from ringfence.reasons import REASONS
from ringfence.web import signatures
from ringfence.web.api.routes.campaigns import found
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.ledgered import entered


@route("GET", "campaigns/{campaign}/signature", scope=Scope.CAMPAIGNS, answers=Sheet)
def campaign_sheet(asking: Asking, campaign: str) -> Sheet:
    """What a signature would rest on: what holds the campaign, and why it cannot be signed, if it cannot."""
    draft = found(asking, campaign)
    wanted = signatures.asked(draft, asking.person, {}, asking.now)
    known_by = signatures.files_digest(draft)
    held, problems, four_eyes = signatures.shown(draft, wanted)
    says = {rule: REASONS.get(words, words) for rule, words in held.items()}
    return Sheet(
        files=known_by, held=says, problems=list(problems), others=list(wanted.others), four_eyes=four_eyes
    )  # fmt: skip


@route(
    "POST", "campaigns/{campaign}/signature", scope=Scope.SIGNING, asks=asked.Signature, answers=Signed, status=201,
    changes=True, slow=True,
)  # fmt: skip
def campaign_sign(asking: Asking, said: asked.Signature, campaign: str) -> Signed:
    """Signs the campaign as it was read, for the person of the key: in the ledger, and in force at once."""
    draft = found(asking, campaign)
    signatures.check(draft, said.files)
    accepted = {rule: why.strip() for rule, why in said.accepted.items()}
    wanted = signatures.asked(draft, asking.person, accepted, asking.now)
    about = {"campaign": campaign, "files": said.files}
    name = str(asking.key.name) if asking.key else ""
    entered(
        AccessChanged(at=instant(asking.now), by=asking.person, what="api key used to sign", name=name, details=about)
    )
    made = signatures.sign(draft, wanted, said.files)
    return Signed(
        campaign=made.id,
        version=made.version,
        verdict=made.verdict,
        signed_at=made.signed_at,
        signed_by=made.signed_by,
        accepted={each.rule: each.why for each in made.accepted},
        others=list(made.others),
        four_eyes=made.four_eyes,
        numbers=made.listed,
        rules_version=made.rules_version,
    )
