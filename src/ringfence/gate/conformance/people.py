"""The numbers of the sandbox and what the gate answers for each: all from ranges that Ofcom keeps for drama.

What stands here is what the sandbox is made for; `sandbox.make` asks the rules about every one of them and refuses to
make a sandbox whose answers are others.
"""

from dataclasses import dataclass

from ringfence.rule import Decision

CAMPAIGN = "sandbox"
SHOWN, OTHER_LINE = "01632 960100", "01632 960199"  # on the campaign's inventory; not on it
CAP = 400  # calls a number may get in 30 days, so that the sandbox is not used up by being used


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the sandbox, and what a call to it is answered in calling hours."""

    id: str
    number: str
    decision: Decision
    reason: str  # the code that comes first; empty for an allow
    says: str  # what is on file about the line


def _mobile(last: int) -> str:
    return f"07700 900{last:03}"


OPEN = tuple(_mobile(each) for each in range(100, 140))
OBJECTS = tuple(_mobile(each) for each in range(200, 260))  # each is used up by the run in which it objects
CONSENTED, CONSENT_UNSURE = _mobile(151), _mobile(152)
LISTED, OBJECTED, CALLED_OUT, STRANGER = _mobile(150), _mobile(153), _mobile(154), _mobile(155)
REFUSED, SAID_TO_OTHERS = _mobile(156), _mobile(157)
PREMIUM = "0909 8790150"

PEOPLE = (
    Person("consented", CONSENTED, "allow", "", "on the TPS since 2020, and consented to calls by this caller"),
    Person("landline", "01632 960150", "allow", "", "a landline of the list, nothing on file"),
    Person("listed", LISTED, "block", "TPS_LISTED_NO_NOTIFICATION", "on the TPS since 2020, no consent"),
    Person("objected", OBJECTED, "block", "OBJECTION_ON_FILE", "objected to calls"),
    Person("called-out", CALLED_OUT, "block", "FREQUENCY_CAP", f"called {CAP} times in the last days"),
    Person("not-on-list", STRANGER, "block", "NOT_ON_LIST", "not on the list that was signed"),
    Person("premium", PREMIUM, "block", "PREMIUM_NUMBER", "a premium-rate number on the list"),
    Person("withdrawn", REFUSED, "block", "TPS_LISTED_NO_NOTIFICATION", "on the TPS, consented, and withdrew it"),
    Person(
        "unsure",
        CONSENT_UNSURE,
        "hold",
        "REGISTER_NOT_CHECKED",
        "on the TPS, consented to nobody knows whom",
    ),
    Person(
        "told-others",
        SAID_TO_OTHERS,
        "block",
        "TPS_LISTED_NO_NOTIFICATION",
        "on the TPS, consented to others",
    ),
)
ODD = (
    "0770090010", "07700 9001000", "07700 900100 ext 5", "07700 900100;isub=5", "07700-9OO-100", "07700%20900100",
    "٠٧٧٠٠٩٠٠١٠٠", "07700 900100, 07700 900101", "+44 (0) 7700 900100", "447700900100447700900101", "999",
    "*21*07700900100#", "07700 900100\n", "tel:+447700900100",
)  # fmt: skip
HIDING = (
    "141 07700 900100", "14107700900100", "1470 07700 900100", "147007700900100", "*67 07700900100",
    "#31#07700900100", "141+447700900100",
)  # fmt: skip


def e164(written: str) -> str:
    """A number of this module in the form in which it is dialled: `+447700900100`."""
    return "+44" + written.replace(" ", "")[1:]
