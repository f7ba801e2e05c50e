"""The door to a campaign's answers: they are opened on terms that are settled once, and no others."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from ringfence.answers import plan as plans
from ringfence.answers.keeping import Answer, Keeping, Kept, Left
from ringfence.answers.memory import memory_folder
from ringfence.answers.plan import Plan
from ringfence.answers.record import AnswerRefused
from ringfence.answers.spool import Spool
from ringfence.store.answers import open_base, there

__all__ = ["Answer", "Keeping", "Kept", "Left", "Plan", "folder_name", "open_answers", "plan_of"]


def open_answers(
    home: Path, campaign: str, plan: Plan | None = None, on_left: Callable[[Left], None] | None = None
) -> Keeping:
    """The answers of a campaign, made on the terms of `plan` if they are new; other terms than theirs are refused.

    `on_left` is told of every batch before it counts as left; after a crash it may be told of one a second time.
    """
    name = folder_name(campaign)
    spool = Spool(memory_folder(home) / name)
    try:
        base = open_base(home, name)
    except BaseException:
        spool.close()
        raise
    try:
        kept = base.settle(plans.written((plan or Plan()).check()))
        return Keeping(spool, base, _settled(campaign, plans.read(kept), plan), on_left)
    except BaseException:
        spool.close()
        base.close()
        raise


def plan_of(home: Path, campaign: str) -> Plan | None:
    """The terms that a campaign's answers are kept on; None where none are kept yet. Changes nothing."""
    name = folder_name(campaign)
    if not there(home, name):
        return None
    base = open_base(home, name)
    try:
        kept = base.settled()
    finally:
        base.close()
    return plans.read(kept) if kept else None


def _settled(campaign: str, settled: Plan, plan: Plan | None) -> Plan:
    if plan is not None and plan != settled:
        raise AnswerRefused(
            f"the answers of {campaign} are kept on other terms (k = {settled.k}, "
            f"bands: {', '.join(settled.bands.dimensions) or 'none'}). Terms are fixed with the first opening; "
            "open them without terms, or use another campaign id."
        )
    return settled


def folder_name(campaign: str) -> str:
    """The name of a campaign's folder: its id if that is a plain one, else with a digest."""
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,40}", campaign):
        return campaign
    digest = hashlib.blake2b(campaign.encode(), digest_size=6).hexdigest()
    return f"{re.sub(r'[^a-z0-9]+', '-', campaign.lower()).strip('-')[:40] or 'campaign'}-{digest}"
