"""What came of an audit, for people and for programs: counts, the worst situations in words, what is not known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from textwrap import fill
from typing import Any

from ringfence.calendar import british
from ringfence.calls.audit import Audit
from ringfence.calls.verdicts import Situation
from ringfence.facts import FACTS
from ringfence.reasons import words

SHOWN = 8
_ORDER = ("block", "hold", "allow")
MEANING = {
    "block": "broke a rule in force that day, or nothing shows that they did not",
    "hold": "cannot be judged: something is not known, or needs a person",
    "allow": "nothing was found against them",
}


def summary(audit: Audit, rules_version: str) -> dict[str, Any]:
    """Everything but the calls, ready for JSON; dates are ISO."""
    situations = ranked(audit.verdicts.situations.values())
    return {
        "engine": audit.engine,
        "rules_version": rules_version,
        "records": audit.records,
        "files": audit.files,
        "decisions": _by(situations, lambda each: (each.decision,)),
        "reasons": _by(situations, lambda each: each.reasons),
        "broke_the_law": sum(each.count for each in situations if each.unlawful),
        "law_broken": _by(situations, lambda each: [answer.rule.id for answer in each.unlawful]),
        "rules": _by(situations, lambda each: [answer.rule.id for answer in each.against]),
        "months": _table((f"{day:%Y-%m}", decision, n) for day, decision, n in audit.by_day),
        "days": _table((day.isoformat(), decision, n) for day, decision, n in audit.by_day),
        "campaigns": _table((each.campaign, each.decision, each.count) for each in situations),
        "unknown": {name: {"calls": n, "says": FACTS[name].say(None)} for name, n in _unknown(situations).items()},
        "not_calls_in_law": sum(each.count for each in situations if each.call_made is False),
        "number_kinds": dict(audit.verdicts.kinds.most_common()),
        "without_offset": audit.naive,
        "without_card": dict(audit.without_card),
        "situations": [_told(each) for each in situations],
        "registers": [
            {**asdict(each), "as_of": each.as_of.isoformat() if each.as_of else None}
            for each in audit.plan.on_file.used
        ],
        "files_on_record": [dict(each) for each in audit.plan.on_file.files],
        "parts": [each.name for each in audit.parts],
        "parts_kept": audit.kept,
    }


def ranked(situations: Iterable[Situation]) -> list[Situation]:
    """Those that broke the law first, then by decision, then the most frequent."""
    return sorted(situations, key=lambda each: (not each.unlawful, _ORDER.index(each.decision), -each.count, each.id))


def _table(cells: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row, column, calls in cells:
        cell = found.setdefault(row, dict.fromkeys(_ORDER, 0))
        cell[column] += calls
    return dict(sorted(found.items()))


def _by(situations: Iterable[Situation], names: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in situations:
        for name in dict.fromkeys(names(each)):
            total[name] += each.count
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _unknown(situations: Iterable[Situation]) -> dict[str, int]:
    return _by(situations, lambda each: each.needs)


def _told(each: Situation) -> dict[str, Any]:
    return {
        "id": each.id,
        "count": each.count,
        "first": each.first.isoformat(),
        "last": each.last.isoformat(),
        "campaign": each.campaign,
        "law_from": each.law_from.isoformat(),
        "decision": each.decision,
        "reasons": list(each.reasons),
        "rules": [answer.rule.id for answer in each.against],
        "law_broken": [{"rule": answer.rule.id, "cites": answer.rule.cites} for answer in each.unlawful],
        "needs": list(each.needs),
        "call_made": each.call_made,
        "facts": dict(each.facts),
        "in_words": list(each.words),
    }


def text(told: Mapping[str, Any]) -> str:
    """The summary in a screen: what was found, why, when, and what nobody knows."""
    counts = told["decisions"]
    lines = [
        f"{told['records']:,} calls on record, {len(told['situations'])} situations, judged by the law of their days"
    ]
    lines += [f"  {counts.get(name, 0):>13,}  {name:5}  {MEANING[name]}" for name in _ORDER]
    lines += _section(
        f"{told['broke_the_law']:,} calls broke the law, by rule",
        ((count, rule) for rule, count in told["law_broken"].items()),
    )
    lines += _section(
        "All reasons: law, codes of practice, our own caution, and what is not known",
        ((n, f"{code}: {words(code)}") for code, n in told["reasons"].items()),
    )
    lines += ["", "By month            block          hold         allow"]
    lines += [f"  {month}   {_cells(cells)}" for month, cells in _shortened(told["months"])]
    lines += ["", "By campaign"] if told["campaigns"] else []
    lines += [f"  {name or '(none named)'}: {_said(cells)}" for name, cells in told["campaigns"].items()]
    lines += _worst(told["situations"])
    lines += _section("Not known", ((each["calls"], each["says"]) for each in told["unknown"].values()))
    return "\n".join([*lines, *_notes(told)])


def _cells(cells: Mapping[str, int]) -> str:
    return " ".join(f"{cells[name]:>13,}" for name in _ORDER)


def _said(cells: Mapping[str, int]) -> str:
    return ", ".join(f"{cells[name]:,} {name}" for name in _ORDER)


def _shortened(months: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Mapping[str, int]]]:
    """All months, or if there are many the years."""
    if len(months) <= 24:
        return list(months.items())
    years = _table((month[:4] + "   ", name, n) for month, cells in months.items() for name, n in cells.items())
    return list(years.items())


def _section(title: str, items: Iterable[tuple[int, str]]) -> list[str]:
    rows = list(items)
    more = [f"  and {len(rows) - SHOWN} more in summary.json"] if len(rows) > SHOWN else []
    return ["", title, *(f"  {count:>13,}  {said}" for count, said in rows[:SHOWN]), *more] if rows else []


def _worst(situations: Iterable[Mapping[str, Any]]) -> list[str]:
    worst = [each for each in situations if each["decision"] == "block"]
    if not worst:
        return []
    alike = dict[tuple[Any, ...], list[Mapping[str, Any]]]()
    for each in worst:  # what differs in other reasons only is told once
        told = (each["campaign"], each["law_from"], tuple(map(str, each["law_broken"])), tuple(each["in_words"]))
        alike.setdefault(told, []).append(each)
    groups = sorted(alike.values(), key=lambda g: (not g[0]["law_broken"], -sum(each["count"] for each in g)))
    lines = ["", "The worst situations"]
    for group in groups[:SHOWN]:
        lines += _situation(group)
    return lines + ([f"  and {len(groups) - SHOWN} more in summary.json"] if len(groups) > SHOWN else [])


def _situation(group: Sequence[Mapping[str, Any]]) -> list[str]:
    one, calls = group[0], sum(each["count"] for each in group)
    first, last = min(each["first"] for each in group), max(each["last"] for each in group)
    since, *when = (british(date.fromisoformat(day)) for day in (one["law_from"], *dict.fromkeys((first, last))))
    broken = ", ".join(f"{law['rule']} ({law['cites']})" for law in one["law_broken"])
    ids = ", ".join(each["id"] for each in group[:3]) + (" ..." if len(group) > 3 else "")
    of = f"{calls:,} {'call' if calls == 1 else 'calls'} of {one['campaign'] or 'no campaign'}"
    return [
        f"  {of}, {' to '.join(when)}, law since {since}: {ids}",
        fill(broken or "; ".join(map(words, one["reasons"][:3])), 110, initial_indent="    ", subsequent_indent="    "),
        fill("; ".join(one["in_words"]), 110, initial_indent="    ", subsequent_indent="    "),
    ]


def _notes(told: Mapping[str, Any]) -> list[str]:
    notes = []
    if naive := told["without_offset"]:
        notes.append(f"times without an offset, read as UTC: {naive:,}")
    if missing := told["without_card"]:
        some = ", ".join(name or "(none named)" for name in list(missing)[:5])
        notes.append(f"calls of campaigns without a card, of which little is known: {sum(missing.values()):,} ({some})")
    if unmade := told["not_calls_in_law"]:
        notes.append(
            f"calls that did not connect, which the law of their days called no calls: {unmade:,}; their verdicts are "
            "those of the same call had it connected"
        )
    return ["", *(fill(f"note: {note}", 110, subsequent_indent="      ") for note in notes)] if notes else []
