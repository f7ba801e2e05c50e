"""A comparison as JSON, and as the rows of a table: one row a matter."""

from collections.abc import Iterator
from typing import Any

from ringfence.cases.compare.alike import NEAR, Outlier, Pair
from ringfence.cases.compare.comparing import Comparison, Row, Timed
from ringfence.cases.compare.likeness import Likeness
from ringfence.cases.compare.timing import Curve, Time
from ringfence.cases.compare.words import CAUTION

COLUMNS = (
    "id", "organisation", "sector", "regulator", "law", "open", "gravest_step", "outcome", "amount_gbp", "calls",
    "calls_basis", "complaints", "prior_warnings", "contravened", "at_risk", "complaint_to_action_least",
    "complaint_to_action_most", "calls_to_action_least", "calls_to_action_most", "nearest", "nearest_distance",
)  # fmt: skip


def rows(found: Comparison) -> Iterator[tuple[str, ...]]:
    """One row a matter, in the order of COLUMNS; what the record does not say is blank."""
    spans = {each.clock.id: {time.matter.id: time for time in each.times} for each in found.timed}
    for matter in found.matters:
        near = found.nearest[matter.id][:1]
        values = (
            matter.id, matter.organisation, matter.sector, matter.regulator, matter.regime, matter.open or None,
            matter.step, "; ".join(matter.outcome), matter.amount_gbp, matter.calls, matter.calls_basis,
            matter.complaints, matter.prior_warnings, "; ".join(matter.law.contravened), "; ".join(matter.law.at_risk),
            *_span(spans["complaint"].get(matter.id)), *_span(spans["calls"].get(matter.id)),
            near[0].key.id if near else None, f"{near[0].likeness.distance:.2f}" if near else None,
        )  # fmt: skip
        yield tuple(_cell(each) for each in values)


def _span(time: Time | None) -> tuple[int | None, int | None]:
    return (time.least, time.most) if time else (None, None)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def data(found: Comparison) -> dict[str, Any]:
    """All of it as JSON."""
    return {
        "source": found.source,
        "on": found.on.isoformat(),
        "caution": CAUTION,
        "matters": [dict(zip(COLUMNS, row, strict=True)) for row in rows(found)],
        "problems": [str(each) for each in found.problems],
        "times": [_timed_data(each) for each in found.timed],
        "groups": {"by": found.by, "rows": [_row_data(row) for row in found.rows]},
        "near_pairs": {
            "limit": round(NEAR, 3),
            "count": len(found.pairs),
            "both_penalised": found.both_penalised,
            "only_one_also_given_a_notice": found.only_one_noticed,
            "different_outcome": [_pair_data(each) for each in found.unlike],
        },
        "outliers": [_outlier_data(each) for each in found.outliers],
        "nearest": {
            id_: [{"id": near.key.id, **likeness_data(near.likeness)} for near in each]
            for id_, each in found.nearest.items()
        },
    }


def likeness_data(of: Likeness) -> dict[str, Any]:
    """Two cases side by side, fact by fact, as JSON."""
    facts = [
        {"fact": each.fact, "beside": each.beside, "here": each.here, "there": each.there, "says": each.says}
        for each in of.facts
    ]
    return {"distance": round(of.distance, 3), "says": of.says, "facts": facts}


def _timed_data(timed: Timed) -> dict[str, Any]:
    return {
        "clock": timed.clock.id,
        "says": timed.clock.says,
        "curves": [_curve_data(each) for each in (timed.curve, *timed.by_group)],
    }


def _curve_data(curve: Curve) -> dict[str, Any]:
    return {
        "name": curve.name,
        "matters": len(curve.times),
        "acted": curve.acted,
        "still_waiting_or_ended_without": len(curve.times) - curve.acted,
        "few": curve.few,
        "median_days": curve.median,
        "median_days_range": list(curve.median_range),
        "points": [
            {
                "days": each.days, "waiting": round(each.share, 4), "low": round(each.low, 4),
                "high": round(each.high, 4), "at_risk": int(each.at_risk),
            }
            for each in curve.points
        ],
        "times": [
            {"id": each.matter.id, "least": each.least, "most": each.most, "acted": each.acted} for each in curve.times
        ],
    }  # fmt: skip


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "matters": row.matters,
        "steps": dict(row.steps),
        "warned": row.warned,
        "not_warned": row.not_warned,
        "warning_not_said": row.matters - row.warned - row.not_warned,
        "median_complaints": row.complaints,
        "days": {clock: {"timed": count, "median": middle} for clock, (count, middle) in row.days.items()},
    }


def _pair_data(pair: Pair) -> dict[str, Any]:
    return {
        "one": pair.one.id, "one_step": pair.one.step, "other": pair.other.id, "other_step": pair.other.step,
        **likeness_data(pair.likeness),
    }  # fmt: skip


def _outlier_data(each: Outlier) -> dict[str, Any]:
    return {
        "id": each.matter.id,
        "measure": each.measure,
        "value": each.value,
        "typical": each.typical,
        "fences": [round(each.low), round(each.high)],
        "group": list(each.group),
        "of": each.of,
        "median_calls": each.calls,
        "median_complaints": each.complaints,
        "unusual": [{"fact": one.fact, "says": one.says, "sharing": one.sharing, "of": one.of} for one in each.unusual],
    }
