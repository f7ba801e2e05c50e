"""How grave a finding is, from what the rules make of it.

Error: the rules make the section marketing for what was found, in a script that presents itself as research or service
(DM-CONTENT, then MRS-SEP); or a duty of the whole script is broken that the check cites (PECR-24); or nothing the
campaign card can say would cure it (a refused objection: PECR-21, UK GDPR Art 21).
Warning: the rules cannot say yet (VID, GOTV wait for the card), or a person must read it (RPA-106, PECR-24, CONS-3).
Note: for information.
"""

from collections.abc import Collection
from dataclasses import replace

from ringfence.rule import Answer
from ringfence.scripts.findings import Finding, Level


def level(finding: Finding, duties: Collection[Answer], *, neutral: bool) -> Finding:
    """The finding with its level; `neutral` when the script presents itself as research or service."""
    crossing = neutral and finding.markets is True
    return replace(finding, level=_level(finding, duties, crossing=crossing), crossing=crossing)


def _level(finding: Finding, duties: Collection[Answer], *, crossing: bool) -> Level:
    if crossing or finding.level == "error" or _breaks(finding, duties):
        return "error"
    return "warning" if finding.markets is None else finding.level


def _breaks(finding: Finding, duties: Collection[Answer]) -> bool:
    """True when the check cites a duty that is broken; PECR-24 stands for its rules on recorded and live calls."""
    return any(f"{duty.rule.id}-".startswith(f"{cited}-") for duty in duties for cited in finding.cites)
