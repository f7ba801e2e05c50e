"""The story as data, as lines for a terminal, and as a page with its two pictures."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ringfence.calendar import british
from ringfence.cases.compare.data import likeness_data
from ringfence.cases.compare.likeness import FEATURES, Likeness, likeness
from ringfence.cases.story import chart
from ringfence.cases.story.record import READ_ON, Told, story
from ringfence.facts import FACTS
from ringfence.facts.kinds import Fact
from ringfence.logic import Value

CAUTION = (
    "Eight matters in thirteen years are too few for any statement about a regulator. What is shown is what published "
    "pages say; days that they do not tell stay unknown, and nothing here says why anything was done."
)


def pairs(matters: tuple[Told, ...]) -> list[tuple[Told, Told, Likeness]]:
    """Matters that ended in a step, two by two, the nearest by their facts first; too little known is left out."""
    stepped = [told for told in matters if any(event.action for event in told.events)]
    found = [
        (one, two, likeness(one.matter.case.facts, two.matter.case.facts)) for one, two in combinations(stepped, 2)
    ]
    return sorted((each for each in found if each[2].enough), key=lambda each: each[2].distance)


def answers(matters: tuple[Told, ...]) -> list[str]:
    """What the record says to each part of the charge, in one sentence each."""
    by_id = {told.id: told for told in matters}
    liberal, labour = by_id["libdem-2008"].days, by_id["labour-2009"].days
    advice, snp = by_id["labour-2007"].days, by_id["snp-2005"].days
    assert liberal is not None
    assert labour is not None
    assert advice is not None
    assert snp is not None
    return [
        (
            "“Five years”: the record has an inquiry into Labour’s calls in 2005 without any known end, advice in "
            f"2007, and a notice on {labour.end.when}. The calls of 2005 and of 2009 were not of the same kind: the "
            "first asked how people meant to vote, the second asked them to vote."
        ),
        (
            f"“At once”, 2008: {liberal.least} days from the day of the calls to the notice; the complaint came before "
            "the calls, on a day that is not on record."
        ),
        (
            "“At once”, 2005: not known. Neither notice of that year has a day on record; the SNP was first reminded "
            f"in writing, {snp.start.when}."
        ),
        (
            f"Labour, 2009: {labour.least} to {labour.most} days from complaint to notice; what happened in between is "
            "not on record."
        ),
        (
            f"Labour, 2007: {advice.least} to {advice.most} days, and then advice and no notice, where the recorded "
            "calls of 2005 and 2008 were met with notices. Facts that are known of one only may explain that (they "
            "stand below), or others that nobody published."
        ),
    ]


def data() -> dict[str, Any]:
    """All of it as JSON."""
    charge, matters = story()
    return {
        "read_on": READ_ON.isoformat(),
        "caution": CAUTION,
        "charge": {"by": charge.by, "on": charge.on.isoformat(), "says": charge.says, "source": charge.source},
        "answers": answers(matters),
        "matters": [_matter(told) for told in matters],
        "pairs": [{"one": one.id, "other": two.id, **likeness_data(near)} for one, two, near in pairs(matters)],
    }


def _matter(told: Told) -> dict[str, Any]:
    days, matter = told.days, told.matter
    return {
        "id": told.id,
        "name": told.name,
        "case": matter.id,
        "step": matter.step,
        "calls": matter.calls,
        "calls_basis": matter.calls_basis,
        "complaints": matter.complaints,
        "prior_warnings": matter.prior_warnings,
        "law": matter.regime,
        "contravened": list(matter.law.contravened),
        "at_risk": list(matter.law.at_risk),
        "days": days
        and {"least": days.least, "most": days.most, "from": days.start.kind, "to": days.end.kind},
        "events": [
            {
                "earliest": event.earliest.isoformat() if event.earliest else None,
                "latest": event.latest.isoformat(), "when": event.when, "kind": event.kind, "says": event.says,
                "step": event.action, "source": event.source,
            }
            for event in told.events
        ],
        "unknown": list(told.unknown),
    }  # fmt: skip


def lines() -> Iterator[str]:
    """The main of it in words."""
    charge, matters = story()
    yield f"{british(charge.on)}, {charge.by}: {charge.says}"
    for told in matters:
        yield f"{told.name}: {told.days.says if told.days else 'days not on record'}"
        for event in told.events:
            yield f"  {event.when}: {event.kind}: {event.says}"
        yield f"  not on record: {'; '.join(told.unknown)}"
    yield "What the record says to the charge:"
    yield from (f"  {each}" for each in answers(matters))
    yield CAUTION


def page() -> str:
    """A page of its own, without script or network."""
    charge, matters = story()
    pages = Environment(loader=PackageLoader("ringfence.cases.story"), autoescape=True, undefined=StrictUndefined)
    pages.filters["british"] = british
    return pages.get_template("story.html").render(
        charge=charge,
        matters=matters,
        years=Markup(chart.years(matters)),  # noqa: S704 - escaped where it is drawn
        days=Markup(chart.days(matters)),  # noqa: S704
        answers=answers(matters),
        facts=list(_facts(matters)),
        pairs=pairs(matters),
        caution=CAUTION,
        read_on=READ_ON,
    )


def _facts(matters: tuple[Told, ...]) -> Iterator[tuple[str, list[str]]]:
    """Each fact that is on record of any matter, and what it is in each: yes, no, a word, or nothing."""
    for name in FEATURES:
        values = [told.matter.case.facts.get(name) for told in matters]
        if any(value is not None for value in values):
            fact = FACTS[name]
            label = fact.yes if isinstance(fact, Fact) else fact.label
            yield label, [_value(value) for value in values]


def _value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")
