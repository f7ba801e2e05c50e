"""Call outcomes as AAPOR's final disposition codes, and the group each counts in when rates are worked out.

The numbers are those of AAPOR's Standard Definitions for telephone surveys, as the ninth edition (2016) prints them and
queXS ships them; the text of the tenth edition (2023), which keeps the groups and formulas, was not in hand when this
was written. Only codes that an interviewer or a call record can tell apart are listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ringfence.errors import RingfenceError

Group = Literal["I", "P", "R", "NC", "O", "UH", "UO", "NE"]
GROUPS: Mapping[Group, str] = {
    "I": "complete interviews",
    "P": "partial interviews",
    "R": "refusals and break-offs",
    "NC": "non-contacts",
    "O": "others, eligible",
    "UH": "not known whether there is a household",
    "UO": "not known whether anybody there is eligible",
    "NE": "not eligible",
}


class OutcomeUnknown(RingfenceError):
    """An outcome that is not in the table."""

    code = "outcome-unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which a call, or all calls to a number, can end."""

    code: str
    group: Group
    name: str  # stable, for files
    words: str
    final: bool = True  # False: another attempt may change it


_ALL = (
    Outcome("1.1", "I", "complete", "Complete interview"),
    Outcome("1.2", "P", "partial", "Partial interview"),
    Outcome("2.11", "R", "refused", "Refused"),
    Outcome("2.111", "R", "refused_household", "Refused by the household, before anybody was chosen"),
    Outcome("2.112", "R", "refused_respondent", "Refused by the person chosen"),
    Outcome("2.12", "R", "broke_off", "Broke off"),
    Outcome("2.21", "NC", "never_available", "The person chosen was never available", final=False),
    Outcome("2.22", "NC", "household_machine", "Answering machine of a household", final=False),
    Outcome("2.31", "O", "dead", "The person chosen has died"),
    Outcome("2.32", "O", "unable", "Physically or mentally unable"),
    Outcome("2.33", "O", "language", "No common language"),
    Outcome("2.34", "O", "bad_line", "The line is too bad to interview", final=False),
    Outcome("2.35", "O", "bad_moment", "Driving, or somewhere an interview is not possible", final=False),
    Outcome("2.36", "O", "other_eligible", "Other, eligible: called back on request, handed on", final=False),
    Outcome("3.11", "UH", "not_attempted", "Not attempted", final=False),
    Outcome("3.12", "UH", "busy", "Always busy", final=False),
    Outcome("3.13", "UH", "no_answer", "No answer", final=False),
    Outcome("3.14", "UH", "machine", "Answering machine, not known whose", final=False),
    Outcome("3.15", "UH", "barred", "A call barrier or blocker", final=False),
    Outcome("3.16", "UH", "technical", "Technical fault on the line", final=False),
    Outcome("3.21", "UO", "not_screened", "Nobody was asked whether they are eligible", final=False),
    Outcome("3.9", "UO", "other_unknown", "Other, eligibility not known", final=False),
    Outcome("4.1", "NE", "out_of_sample", "Outside the sample"),
    Outcome("4.2", "NE", "fax_or_data", "Fax or data line"),
    Outcome("4.3", "NE", "not_working", "Number not in use"),
    Outcome("4.41", "NE", "number_changed", "The number has changed"),
    Outcome("4.51", "NE", "business", "A business or other organisation"),
    Outcome("4.7", "NE", "not_eligible", "Nobody there is eligible"),
    Outcome("4.8", "NE", "quota_filled", "Eligible, but the quota is full"),
    Outcome("4.9", "NE", "other_not_eligible", "Other, not eligible"),
)
OUTCOMES: Mapping[str, Outcome] = {each.code: each for each in _ALL}
_NAMES = {each.name: each for each in _ALL}

COMPLETE, REFUSED, BROKE_OFF = OUTCOMES["1.1"], OUTCOMES["2.112"], OUTCOMES["2.12"]
NOT_ELIGIBLE, QUOTA_FILLED = OUTCOMES["4.7"], OUTCOMES["4.8"]
REFUSED_HOUSEHOLD, NOT_SCREENED = OUTCOMES["2.111"], OUTCOMES["3.21"]


def outcome(written: str) -> Outcome:
    """The outcome of a code or a name: “2.12” or “broke_off”."""
    plain = written.strip().lower().replace(" ", "_").replace("-", "_")
    if found := OUTCOMES.get(plain) or _NAMES.get(plain):
        return found
    raise OutcomeUnknown(f'"{written}" is no outcome. They are {", ".join(f"{o.code} ({o.name})" for o in _ALL)}.')
