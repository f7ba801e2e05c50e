"""A signed version put in force: told in the ledger, known to the store, sealed under the gate's key, in that order.

The store knows which version was signed, so an empty or another store in place of ours knows none, and nothing passes.
"""

from pathlib import Path

from ringfence.campaigns import signed
from ringfence.campaigns.signed import Signed, Waived
from ringfence.gate import keys
from ringfence.ledger.book import enter
from ringfence.ledger.events import CampaignSigned, ScriptApproved
from ringfence.store import Store


def known_as(campaign: str) -> str:
    """The setting under which the store knows the version in force."""
    return f"signed:{campaign}"


def put_in_force(home: Path, store: Store, made: Signed, digest: str) -> None:
    """From here on the gate is asked about this version; on the disk when it returns."""
    ring = keys.made(home)
    with store.gate.transaction():
        enter(store.book, [_script(made), _event(made, digest)])
        store.gate.set(known_as(made.id), digest)
    signed.put_in_force(home, made, digest, ring.seal)


def _script(made: Signed) -> ScriptApproved:
    return ScriptApproved(
        at=made.signed_at,
        by=made.signed_by,
        campaign=made.id,
        sha256=_script_digest(made),
        overall=made.script_overall,
        findings=made.script_findings,
        waivers=tuple(_waiver(each) for each in made.waivers),
    )


def _waiver(each: Waived) -> dict[str, str]:
    told = {"code": each.code, "section": each.section, "by": each.by, "on": each.on.isoformat()}
    return told | {"reason": each.reason, "effect": each.effect}


def _script_digest(made: Signed) -> str:
    return next(each.sha256 for name, each in made.files.items() if name.startswith("script."))


def _event(made: Signed, digest: str) -> CampaignSigned:
    lists = tuple(each.sha256 for path, each in made.watched.items() if Path(path).name in made.lists)
    return CampaignSigned(
        at=made.signed_at,
        by=made.signed_by,
        campaign=made.id,
        version=f"{made.version} {digest}",
        decision=made.verdict,
        card_sha256=made.files["campaign.toml"].sha256,
        script_sha256=_script_digest(made),
        list_sha256=lists or (made.files["numbers.i64"].sha256,),
        cli=tuple(f"+{each.number}" for each in made.lines),
        registers=tuple(made.registers),
        first_day=made.field_from.isoformat(),
        last_day=made.field_until.isoformat(),
        rules_version=made.rules_version,
        accepted=tuple({"rule": each.rule, "by": each.by, "why": each.why} for each in made.accepted),
        others=tuple(made.others),
        four_eyes=made.four_eyes,
    )
