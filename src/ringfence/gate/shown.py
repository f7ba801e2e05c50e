"""The number that the person called would see -> facts. What follows from them is for the rules.

A call-back test is good for a while: a line that was answered in spring may be dead in autumn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ringfence.campaigns.signed import LineSigned, Signed
from ringfence.gate.heard import heard
from ringfence.logic import Value

TEST_GOOD_FOR_DAYS = 92  # our caution: three months, as with the consent texts that campaigns re-read
INSERTED = "08979"
HIDDEN = ("anonymous", "unknown", "unavailable", "private", "restricted", "withheld", "asserted-identity")


@dataclass(frozen=True, slots=True)
class LineTest:
    """The last call-back test of a line."""

    on: date
    reached: bool


Tests = Mapping[int, LineTest]  # by E.164 digits


def facts(shown: str | None, withheld: bool | None, signed: Signed, tests: Tests, on: date) -> dict[str, Value]:
    """The facts about the number shown: what the door heard goes before what the card says."""
    hidden = _hidden(shown, withheld, signed)
    if shown is None or hidden:
        return {"cli_withheld": hidden}
    number = heard(shown)
    digits = "".join(each for each in shown if each.isdecimal() and each.isascii())
    national = "0" + number.e164[3:] if number.e164 and number.e164.startswith("+44") else digits
    line = next((each for each in signed.lines if number.e164 == f"+{each.number}"), None)
    reached = _reached(line, tests, on)
    return {
        "cli_withheld": False,
        "cli_digits": len(national),
        "cli_starts_09": national.startswith("09"),
        "cli_inserted": national.startswith(INSERTED),
        "cli_verified": False if line is None else reached,
        "cli_dialable": reached if line else None,
        "cli_entitled": line.entitled if line else None,
        "cli_unique": line.unique if line else None,
        "cli_uk_from_abroad": signed.from_abroad and national.startswith("0"),
    }


def _hidden(shown: str | None, withheld: bool | None, signed: Signed) -> bool | None:
    """Whether the number is hidden; None where neither the door nor the card says."""
    if withheld or (shown is not None and shown.strip().casefold() in (*HIDDEN, "")):
        return True
    if shown is not None or withheld is False:
        return False
    said = signed.facts.get("cli_withheld")
    return True if said is True else None


def _reached(line: LineSigned | None, tests: Tests, on: date) -> bool | None:
    """Whether the last test reached the caller; None where nobody tried, or not lately."""
    if line is None:
        return None
    last = tests.get(line.number)
    if line.tested_on and line.reached is not None and (last is None or line.tested_on > last.on):
        last = LineTest(line.tested_on, line.reached)
    if last is None or (on - last.on).days > TEST_GOOD_FOR_DAYS or last.on > on:
        return None
    return last.reached
