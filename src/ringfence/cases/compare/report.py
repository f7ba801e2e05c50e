"""A comparison as a page of its own, without script or network."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ringfence.calendar import british
from ringfence.cases.compare.alike import NEAR
from ringfence.cases.compare.chart import svg
from ringfence.cases.compare.comparing import Comparison, Timed
from ringfence.cases.compare.matters import STEPS, Matter
from ringfence.cases.compare.timing import FEW, Time
from ringfence.cases.compare.words import (
    CAUTION,
    counted,
    median_in_words,
    outlier_in_words,
    pairs_in_words,
    time_in_words,
)


def page(found: Comparison) -> str:
    """A page of its own, without script or network: charts, tables, the pairs and what stands out."""
    pages = Environment(loader=PackageLoader("ringfence.cases.compare"), autoescape=True, undefined=StrictUndefined)
    pages.filters["british"] = british
    return pages.get_template("compare.html").render(
        found=found,
        charts={
            each.clock.id: Markup(_chart(each))  # noqa: S704 - escaped where it is drawn
            for each in found.timed
        },
        counted=counted,
        time_in_words=time_in_words,
        median_in_words=median_in_words,
        pairs_in_words=pairs_in_words(found),
        outlier_in_words=outlier_in_words,
        steps=[step for step in STEPS if any(row.steps.get(step) for row in found.rows)],
        span={each.clock.id: {time.matter.id: _days(time) for time in each.times} for each in found.timed},
        caution=CAUTION,
        few=FEW,
        near=NEAR,
        ordered=sorted(found.matters, key=_order),
    )


def _chart(timed: Timed) -> str:
    curves = (timed.curve, *timed.by_group) if len(timed.by_group) > 1 else (timed.curve,)
    return svg(curves, f"Share of matters still waiting, {timed.clock.says}", timed.clock.id)


def _days(time: Time) -> str:
    days = f"{time.least}" if time.least == time.most else f"{time.least}–{time.most}"
    return days if time.acted else f"{days}, no action"


def _order(matter: Matter) -> tuple[Any, ...]:
    return matter.case.segments[0].first if matter.dated else matter.case.segments[-1].first, matter.id
