"""What `call reconcile` and `call rates` print."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringfence.calendar import british, local, local_day
from ringfence.cli.people import masked_number, write_table
from ringfence.codes.ofcom import ABANDONED_RATE

if TYPE_CHECKING:
    from ringfence.calls.rates import Campaign, Rate
    from ringfence.calls.reconcile import Around, Reconciled
    from ringfence.rule import Answer

NAMED = 20
WHY = {
    "no decision": "the gate was not asked",
    "refused, and called all the same": "the gate refused, and the call was made all the same",
    "more calls than permits": "its permit had been used by another call",
    "no number": "what the record says is no telephone number, so nothing can be found for it",
}


def reconciled(report: "Reconciled", seen_by: str, output: Path | None) -> list[str]:
    """A light, and every call that went round the gate."""
    stopped = f", {report.refused:,} stopped by the gate" if seen_by == "dialler" else ""
    counted = f"{report.records:,} records: {report.permitted:,} with a permit of their own{stopped}"
    unused = f"{report.unused:,} permits have no record." if report.unused else ""
    if report.green:
        return [f"GREEN: {counted}. No call went round the gate.", *([unused] if unused else [])]
    lines = [f"RED: {len(report.around):,} calls went round the gate. {counted[0].upper()}{counted[1:]}."]
    lines += [f"  {count:,}: {WHY[why]}" for why, count in report.reasons.items()]
    lines += [_line(each) for each in report.around[:NAMED]]
    if len(report.around) > NAMED:
        lines.append(f"  and {len(report.around) - NAMED:,} more")
    lines += [unused] if unused else []
    where = f"All of them: {output}." if output else "Write them all to a file with -o."
    return [*lines, f"{where} Next: find the route they took, close it, and look at each under the law: call audit"]


def _line(around: "Around") -> str:
    record = around.record
    number = "no number" if record.number is None else masked_number(record.number)
    nearest = f"; decision {around.decision.id}, {around.decision.decision}" if around.decision else ""
    when = f"{british(local_day(record.at))}, {local(record.at):%H:%M:%S}"
    return f"  {record.file}, row {record.row:,}: {when}, {number}, {around.why}{nearest}"


def write_around(target: Path, report: "Reconciled") -> None:
    """Every call that went round the gate, with its number: for those who look into it."""
    header = (
        "file",
        "row",
        "call_id",
        "started_at",
        "called_number",
        "campaign",
        "outcome",
        "why",
        "decision_id",
        "decision",
    )
    rows = (
        (
            each.record.file, str(each.record.row), each.record.id, each.record.at.isoformat(), each.record.written,
            each.record.campaign, each.record.outcome or "", each.why,
            each.decision.id if each.decision else "", each.decision.decision if each.decision else "",
        )
        for each in report.around
    )  # fmt: skip
    write_table(target, header, rows)


def as_data(report: "Reconciled") -> dict[str, Any]:
    """The same for programs, numbers masked."""
    return {
        "green": report.green,
        "records": report.records,
        "permitted": report.permitted,
        "refused": report.refused,
        "unused_permits": report.unused,
        "around": report.reasons,
        "calls": [
            {
                "file": each.record.file,
                "row": each.record.row,
                "call_id": each.record.id,
                "started_at": each.record.at.isoformat(),
                "number": masked_number(each.record.number) if each.record.number else None,
                "campaign": each.record.campaign,
                "why": each.why,
                "decision": each.decision.id if each.decision else None,
            }
            for each in report.around
        ],
    }


def judged(campaign: "Campaign") -> "tuple[Answer, ...]":
    """What the rules on persistent misuse say of these counts, on the last day of the records."""
    from ringfence import rulebook

    last = max(campaign.days)
    counts = campaign.facts()
    found = rulebook.judge(counts, last, levels=["case"])
    return tuple(each for each in found.answers if each.reason and counts.keys() & set(each.because))


def rate_lines(campaign: "Campaign", answers: "tuple[Answer, ...]") -> list[str]:
    """One campaign's counts, worst day and what Ofcom's policy of the day makes of it."""
    total = campaign.total
    lines = [
        f"{campaign.name or '(no campaign named)'}: {campaign.records:,} records, {total.live:,} spoken with",
        f"  abandoned {total.abandoned - campaign.silent:,}, silent {campaign.silent:,}; {_both(total)}",
    ]
    if campaign.worst:
        until = campaign.worst.until
        when = f"{british(local_day(until))}, {local(until):%H:%M}"
        lines.append(f"  worst 24 hours, to {when}: {_both(campaign.worst.rate)}")
    lines.append(
        f"  days above {ABANDONED_RATE}%: {campaign.days_over:,} (let pass until 28 February 2017, and a "
        "habit of the industry; no rate is safe today)"
    )
    lines.append(f"  rung again within 72 hours of abandoning: {campaign.redialled:,}")
    lines.append(f"  rung again within 24 hours of a machine: {campaign.machine_again:,}")
    if campaign.unknown:
        lines.append(f"  {campaign.unknown:,} records do not say whether a person was spoken with: nought is not known")
    if total.abandoned or total.wrongly_machine:
        lines.append("  ALERT: calls that reach nobody. Slow the dialler down, or stop.")
    lines += [f"  {each.rule.id}: {each.rule.says} [{each.outcome.name}]" for each in answers]
    return lines


def rates_as_data(campaign: "Campaign", answers: "tuple[Answer, ...]") -> dict[str, Any]:
    """The same for programs."""
    return {
        "campaign": campaign.name,
        "records": campaign.records,
        "unknown": campaign.unknown,
        "silent": campaign.silent,
        **_rate(campaign.total),
        "days": [{"day": day.isoformat(), **_rate(rate)} for day, rate in campaign.days.items()],
        "worst_24_hours": campaign.worst and {"until": campaign.worst.until.isoformat(), **_rate(campaign.worst.rate)},
        "facts": campaign.facts(),
        "rules": [{"rule": each.rule.id, "outcome": each.outcome.name, "reason": each.reason} for each in answers],
    }


def _both(rate: "Rate") -> str:
    both = f"{rate.measured:.2%} measured"
    return f"{both}, {rate.estimated:.2%} with people taken for machines" if rate.wrongly_machine else both


def _rate(rate: "Rate") -> dict[str, float | int]:
    return {
        "abandoned": rate.abandoned,
        "live": rate.live,
        "wrongly_machine": rate.wrongly_machine,
        "rate_measured": rate.measured,
        "rate_estimated": rate.estimated,
    }
