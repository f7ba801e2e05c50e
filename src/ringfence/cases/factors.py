"""What weighs before a sanction: the list of the Act and the regulator's policy, with what this case says of each.

A factor is data for the person who decides; nothing is computed from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ringfence.cases.events import CaseEvent
from ringfence.cases.facts_table import Line
from ringfence.law.enforcement.regulator import FACTORS, Factor

# Which facts speak to which factor, by the factor's words in the law's own list.
SPEAK: Mapping[str, tuple[str, ...]] = {
    "whether it was meant, or careless": ("regulator_reviewed_script", "source_checked", "processor_checked"),
    "what was done to make good the damage or distress; a prompt stop": ("undertook_to_stop", "wording_changed"),
    "earlier failures, warnings and advice": ("prior_warnings", "regulator_reviewed_script"),
    "cooperation with the regulator": ("information_given", "false_information", "information_destroyed"),
    "whether earlier notices were kept": ("notice_in_force", "notice_breached"),
    "a false calling number, or a company closed to escape": ("cli_withheld", "trading_names_doubtful"),
    "research that was genuine, with answers tied to nobody": ("answers_linked", "answers_reused"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One factor, what the case's facts say to it, and what people wrote down with their evidence."""

    factor: Factor
    facts: tuple[str, ...]
    stated: tuple[tuple[str, str, tuple[str, ...]], ...]  # against or for, the words, the evidence


def weighed(lines: Mapping[str, Line], events: Iterable[CaseEvent], calls: int, complaints: int) -> tuple[Weighed, ...]:
    """Every factor of the list; those that nothing speaks to are kept, for silence is to be seen."""
    stated = [each for each in events if each.kind == "factor"]
    return tuple(_weighed(factor, lines, stated, calls, complaints) for factor in FACTORS)


def _weighed(
    factor: Factor, lines: Mapping[str, Line], stated: list[CaseEvent], calls: int, complaints: int
) -> Weighed:
    facts = [lines[name].words for name in SPEAK.get(factor.says, ()) if name in lines]
    if factor.says.startswith("nature, gravity"):
        facts += [f"calls found: {calls:,}", f"complaints in this case: {complaints:,}"]
    return Weighed(factor, tuple(facts), tuple(_stated(factor, stated)))


def _stated(factor: Factor, events: list[CaseEvent]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for each in events:
        if each.details["factor"] == factor.says:
            yield each.details["weighs"], each.details["says"], tuple(each.details.get("evidence", ()))


def number_of(place: int) -> Factor | None:
    """The factor at a place of the list, counted from 1."""
    return FACTORS[place - 1] if 1 <= place <= len(FACTORS) else None
