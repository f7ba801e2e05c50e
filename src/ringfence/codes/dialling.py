"""What the gate asks of a single attempt to dial, beyond the law: our own caution.

Whoever calls for research is not bound by regulation 21(A1) to show a number; being reachable is the least that a
campaign which goes through a gate can do. And what was signed is what is dialled: its list, its numbers, its days.
"""

from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.codes.list_hygiene import PRODUCT
from ringfence.rule import Force, Rule, lawful, outside, unknown, unlawful

_SINCE = date(2003, 12, 11)
_SHOWN: dict[str, Any] = {"dialling": True, "cli_withheld": False, "cli_inserted": False, "cli_verified": True}

GATE_SHOWN = Rule(
    id="GATE-SHOWN",
    cites="Ringfence's own caution; for marketing calls it is law: PECR reg 19(2)(b) and 21(A1)",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    medium="call",
    says="A call that goes through the gate shows its number, whatever it is made for.",
    applies=f.dialling,
    broken=f.cli_withheld,
    reason="NO_CALLER_ID",
    reason_open="CALLER_ID_NOT_KNOWN",
    discharged_by="what the dialler told the gate: From, Privacy, P-Asserted-Identity, or `shown`",
    cure="Let the dialler show the number, and tell the gate which.",
    examples=(
        unlawful("anonymous, or Privacy: id", dialling=True, cli_withheld=True),
        lawful("a number is shown", dialling=True, cli_withheld=False),
        unknown("the dialler did not say", dialling=True),
        outside("no attempt to dial yet", cli_withheld=True),
    ),
)
GATE_CLI = Rule(
    id="GATE-CLI",
    cites="Ringfence's own caution; Ofcom, General Condition C6 and guidance on calling line identification",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    medium="call",
    says="The number shown is one of the campaign's inventory, rung back by somebody; never one that networks insert.",
    applies=f.dialling & ~f.cli_withheld,
    broken=~f.cli_verified | f.cli_inserted,
    reason="CALLER_ID_NOT_VERIFIED",
    reason_open="CALLER_ID_NOT_KNOWN",
    discharged_by="the inventory as signed, and the call-back tests in the ledger",
    cure="Show a number of the campaign's inventory; ring a new one back, note that, and sign the campaign again.",
    unsure=("That networks insert numbers from 08979 where a call brings none was not read in Ofcom's own text.",),
    examples=(
        unlawful("not on the inventory", **{**_SHOWN, "cli_verified": False}),
        unlawful("08979 and six digits", **{**_SHOWN, "cli_inserted": True}),
        lawful("on the inventory, rung back", **_SHOWN),
        outside("no number shown, which other rules judge", dialling=True, cli_withheld=True),
        unknown("never rung back", **{**_SHOWN, "cli_verified": None}),
    ),
)
GATE_LIST = Rule(
    id="GATE-LIST",
    cites="what was signed for the campaign",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    medium="call",
    says="Only numbers of the list that was signed are dialled, unless the campaign was signed for any number.",
    applies=f.dialling & f.bound_to_list,
    broken=~f.on_signed_list,
    reason="NOT_ON_LIST",
    cure='Put the number on the list and sign again, or sign with `[gate] numbers = "any"`.',
    examples=(
        unlawful("a number from elsewhere", dialling=True, bound_to_list=True, on_signed_list=False),
        lawful("a number of the list", dialling=True, bound_to_list=True, on_signed_list=True),
        outside("signed for any number", dialling=True, bound_to_list=False, on_signed_list=False),
        unknown("the list could not be read", dialling=True, bound_to_list=True),
    ),
)
GATE_FIELD = Rule(
    id="GATE-FIELD",
    cites="what was signed for the campaign",
    instrument=PRODUCT,
    force=Force.PRODUCT,
    in_force_from=_SINCE,
    medium="call",
    says="Nothing is dialled before the first or after the last day in the field.",
    applies=f.dialling,
    broken=~f.in_field,
    reason="OUTSIDE_FIELD",
    cure="Wait for the first day, or extend the field and sign the campaign again.",
    examples=(
        unlawful("the day after the last", dialling=True, in_field=False),
        lawful("the first day", dialling=True, in_field=True),
        unknown("no dates", dialling=True),
    ),
)

RULES = (GATE_SHOWN, GATE_CLI, GATE_LIST, GATE_FIELD)
