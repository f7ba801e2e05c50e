"""Who regulates and by which powers on a day; what is weighed before a sanction; how others were treated.

What is weighed and how others fared are data for a person who decides, not rules: nothing here is computed from them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ringfence.calendar import british
from ringfence.errors import DateNotCovered
from ringfence.law.enforcement.pecr import NEW_REGIME

COMMISSIONER = date(2001, 1, 30)  # Freedom of Information Act 2000: from memory
COMMISSION = date(2026, 9, 30)  # SI 2026/1015 reg 2
Regime = Literal["OLD", "NEW"]


def regulator(on: date) -> str:
    """The name of the regulator on a day; older references are read on (DUAA 2025 s 119(2))."""
    if on < COMMISSIONER:
        raise DateNotCovered(
            f"Who regulated on {british(on)} is not on file: choose {british(COMMISSIONER)} or later, or look it up."
        )
    return "Information Commission" if on >= COMMISSION else "Information Commissioner"


def regime(conduct: date) -> Regime:
    """The powers under which an act is met, by the day of the act alone (SI 2026/82 reg 11)."""
    return "NEW" if conduct >= NEW_REGIME else "OLD"


@dataclass(frozen=True)
class Procedure:
    """By whom and by which powers conduct of one day is met when action is taken on another."""

    regulator: str
    sanctions: Regime  # by the day of the conduct
    investigation: Regime  # by the day of the action
    says: str
    open_point: str = ""


def procedure(conduct: date, action: date) -> Procedure:
    """Sanctions go by the day of the act, questions by the day they are put (SI 2026/82 regs 8, 9 and 11)."""
    if action < conduct:
        raise ValueError(f"action of {action} cannot be about conduct of {conduct}, which is later")
    old, asked = regime(conduct), regime(action)
    says = {
        ("OLD", "OLD"): "Notices, penalties and offences of the Data Protection Act 1998, Part V.",
        ("OLD", "NEW"): "The questions may be put under the Act of 2018, but notices, penalties and offences are those "
        "of the Act of 1998, Part V.",
        ("NEW", "NEW"): "Notices and penalties of the Data Protection Act 2018; disobeying an enforcement notice is no "
        "offence.",
    }[old, asked]
    open_ = "a power used before 5 February 2026 is completed under the old text (reg 9)" if old != asked else ""
    return Procedure(regulator(action), old, asked, says, open_)


@dataclass(frozen=True)
class Factor:
    """Something that the regulator weighs."""

    says: str
    weighs: Literal["against", "for", "either"]
    cites: str


_155 = "DPA 2018 s 155(3)"
_POLICY = "Regulatory Action Policy 2018; Fining Guidance 2024"
FACTORS = (
    Factor("nature, gravity and duration; how many calls and complaints", "either", f"{_155}(a); {_POLICY}"),
    Factor("whether it was meant, or careless", "either", f"{_155}(b)"),
    Factor("what was done to make good the damage or distress; a prompt stop", "for", f"{_155}(c); {_POLICY}"),
    Factor("how far the body was responsible", "either", f"{_155}(d)"),
    Factor("earlier failures, warnings and advice", "against", f"{_155}(e); {_POLICY}"),
    Factor("cooperation with the regulator", "for", f"{_155}(f)"),
    Factor("what kinds of personal data were touched", "either", f"{_155}(g)"),
    Factor("how the regulator came to know", "either", f"{_155}(h)"),
    Factor("whether earlier notices were kept", "either", f"{_155}(i)"),
    Factor("adherence to an approved code of conduct", "for", f"{_155}(j); PECR reg 32C"),
    Factor("money gained or saved", "against", f"{_155}(k); {_POLICY}"),
    Factor("whether a penalty would be effective, proportionate and dissuasive", "either", f"{_155}(l)"),
    Factor("people at risk were called", "against", _POLICY),
    Factor("a false calling number, or a company closed to escape", "against", _POLICY),
    Factor("research that was genuine, with answers tied to nobody", "for", "ICO statement, October 2017"),
)


@dataclass(frozen=True)
class Comparable:
    """How one campaign was treated, with what the published sources say and no more: None is 'not said'."""

    who: str
    year: int
    outcome: str
    calls: int | None = None
    calls_basis: str = ""
    complaints: int | None = None
    days_to_action: int | None = None  # from the first known complaint or call to the notice
    days_basis: str = ""
    prior_warnings: bool | None = None
    source: str = ""


COMPARABLES = (
    Comparable("Scottish National Party", 2005, "enforcement notice, upheld by the tribunal in 2006", 500_000,
               "targeted, about", source="press; EA/2005/0021"),
    Comparable("Labour Party", 2007, "advice, and an agreement to stop", complaints=1, source="regulator, as reported"),
    Comparable("Liberal Democrats", 2008, "enforcement notice", 250_000, "attempted, about; some 159,000 heard", 6, 8,
               "from the calls to the notice, about", source="press"),
    Comparable("Labour Party", 2009, "enforcement notice in February 2010", 495_000, "made, about",
               prior_warnings=True, source="press; the notice"),
    Comparable("Conservative Party", 2014, "advice; the wording was changed", complaints=1, source="trade press"),
    Comparable("Conservative Party", 2017, "warning, no formal action", prior_warnings=True,
               source="ICO statement, as quoted"),
)  # fmt: skip
EVEN_HANDED = (
    "Even treatment is no rule of the Regulations: it is a question of public law and of reputation. Set cases side by "
    "side by calls, complaints, speed, earlier warnings and outcome; call figures of different kinds do not compare."
)
