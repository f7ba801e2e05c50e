"""An assessment as data, and that data as text or as a page: what is known, broken, doubtful, and could follow."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ringfence.calendar import british
from ringfence.campaigns.report.words import visible
from ringfence.cases.assess import Assessment, Breach, Situation
from ringfence.cases.factors import Weighed
from ringfence.cases.facts_table import BASIS_WORDS, Line
from ringfence.cases.nearest import CAUTION, Near
from ringfence.cases.show import when
from ringfence.facts import FACTS, say_clipped
from ringfence.liability import Route
from ringfence.rule import Answer
from ringfence.rulebook import cuts

WIDTH = 100
ROUTES = {"caller": "caller", "instigator": "instigator", "line_subscriber": "line subscriber"}
WEIGHED_WHEN = (
    "The list is that of the Act of 2018 and of the regulator's later policy: earlier conduct was weighed by no such "
    "list."
)
TRUTHS = {True: "answers", False: "does not answer", None: "not known, or for a person"}


def data(
    case: str,
    assessment: Assessment,
    factors: Sequence[Weighed],
    near: Sequence[Near],
    looked: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The assessment as JSON. No number stands in it: the case has it."""
    return {
        "case": case,
        "on": assessment.on.isoformat(),
        "rules_version": assessment.rules_version,
        "breached": list(assessment.breached),
        "open": assessment.open,
        "not_judged": [*assessment.not_judged, *_not_kept(looked or {})],
        "missing_calls": list((looked or {}).get("missing", ())),
        "situations": [_situation(each) for each in assessment.situations],
        "parties": {name: [_line(each, {}) for each in lines.values()] for name, lines in assessment.parties.items()},
        "factors": [_factor(each) for each in factors],
        "nearest": {"caution": CAUTION, "outcomes": [asdict(each) for each in near]},
        "decided_by": "A person decides, with reasons: ringfence case decide. Nothing above is a decision.",
    }


def _not_kept(looked: Mapping[str, Any]) -> list[str]:
    """That a search found more calls than a case keeps, and so more than are judged here."""
    found, kept = looked.get("found", 0), len(looked.get("calls", ()))
    if found <= kept:
        return []
    return [f"Of {found:,} calls found the first {kept:,} are judged here. For all of them: ringfence call audit"]


def _situation(each: Situation) -> dict[str, Any]:
    return {
        "calls": len(each.calls),
        "evidence": [call.evidence for call in each.calls[:50]],
        "first": each.calls[0].at,
        "last": each.calls[-1].at,
        "law_of": each.day.isoformat(),
        "facts": [_line(line, cuts(each.law_from) if len(each.calls) > 1 else {}) for line in each.lines.values()],
        "unknown": [_unknown(name, each) for name in _missing(each)],
        "breaches": [_breach(breach) for breach in each.breaches],
        "if_the_complainant_is_right": [_answer(answer, each) for answer in each.if_alleged],
        "questions": [_answer(answer, each) for answer in each.questions],
        "missing": [_answer(answer, each) for answer in each.missing],
        "if_marketing": [_answer(answer, each) for answer in each.if_marketing],
        "marketing_waits_for": [{"fact": name, "ask": FACTS[name].source} for name in each.marketing_needs],
        "liability": [_route(route) for route in each.liability],
        "procedure": asdict(each.procedure),
    }


def _missing(each: Situation) -> tuple[str, ...]:
    """Facts that nobody stated and that some rule that applies waits for."""
    asked = (name for answer in (*each.questions, *each.missing) for name in answer.needs)
    return tuple(name for name in dict.fromkeys(asked) if name not in each.lines)


def _unknown(name: str, each: Situation) -> dict[str, Any]:
    return {"fact": name, "words": FACTS[name].say(each.judgement.facts.get(name)), "ask": FACTS[name].source}


def _line(line: Line, limits: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    """A fact as data; of several calls a count stands for all between two limits of the law."""
    words = say_clipped(line.name, line.value, limits.get(line.name, ()))
    return {
        "fact": line.name,
        "standing": line.standing,
        "value": line.value,
        "words": words if line.standing == "known" else f"disputed: {'; '.join(_sides(line))}",
        "evidence": list(line.evidence),
        "complainant_alone": line.complainant_alone,
        "said": [{"value": each.value, "basis": each.basis, "by": each.by, "evidence": list(each.evidence)}
                 for each in line.said],
    }  # fmt: skip


def _sides(line: Line) -> Iterator[str]:
    for value in dict.fromkeys(each.value for each in line.said):
        who = dict.fromkeys(BASIS_WORDS[each.basis] for each in line.said if each.value == value)
        yield f"{FACTS[line.name].say(value)} ({', '.join(who)})"


def _breach(breach: Breach) -> dict[str, Any]:
    rule = breach.answer.rule
    return {
        "rule": rule.id,
        "provision": rule.provision,
        "cites": rule.cites,
        "force": rule.force.value,
        "says": rule.says,
        "because": list(breach.because),
        "evidence": list(breach.evidence),
        "stands_without_the_complainant": breach.stands_alone,
        "could_follow": [
            {"id": each.id, "cites": each.cites, "says": each.says, "threshold": each.threshold,
             "cap_gbp": each.cap_gbp, "open_point": each.open_point, "unsure": list(each.unsure)}
            for each in breach.could_follow
        ],
    }  # fmt: skip


def _answer(answer: Answer, each: Situation) -> dict[str, Any]:
    return {
        "rule": answer.rule.id,
        "cites": answer.rule.cites,
        "force": answer.rule.force.value,
        "says": answer.rule.says,
        "because": list(dict.fromkeys(FACTS[name].say(each.judgement.facts.get(name)) for name in answer.because)),
        "question": answer.question,
        "needs": [{"fact": name, "ask": FACTS[name].source} for name in answer.needs],
    }


def _route(route: Route) -> dict[str, Any]:
    return {"rule": route.rule, "party": route.party, "route": route.route, "answers": route.truth,
            "because": list(route.because)}  # fmt: skip


def _factor(each: Weighed) -> dict[str, Any]:
    return {
        "factor": each.factor.says, "weighs": each.factor.weighs, "cites": each.factor.cites, "facts": list(each.facts),
        "stated": [{"weighs": weighs, "says": says, "evidence": list(ids)} for weighs, says, ids in each.stated],
    }  # fmt: skip


def text(told: Mapping[str, Any]) -> str:
    """The assessment in words."""
    lines = [f"Assessment of case {told['case']}, on {_day(told['on'])} (rules {told['rules_version']})"]
    lines += _wrapped(told["not_judged"], "! ")
    lines += _wrapped(told["missing_calls"], "! ")
    for each in told["situations"]:
        lines += ["", *_told(each)]
    if told["parties"]:
        lines += ["", "Who was looked at"]
        for name, facts in told["parties"].items():
            lines += _wrapped([f"{name}: {'; '.join(line['words'] for line in facts)}"], "- ")
    lines += ["", "What is weighed before a sanction (what nobody spoke to is left out)", *_wrapped([WEIGHED_WHEN], "")]
    for each in told["factors"]:
        said = [*each["facts"], *(f"{s['weighs']}: {s['says']}" for s in each["stated"])]
        lines += _wrapped([f"{each['factor']} ({each['cites']}): {'; '.join(said)}"] if said else [], "- ")
    lines += ["", "Nearest published outcomes", *_wrapped([told["nearest"]["caution"]], "")]
    for near in told["nearest"]["outcomes"]:
        lines += _near(near)
    return "\n".join([*lines, "", told["decided_by"]])


def _told(each: Mapping[str, Any]) -> Iterator[str]:
    count = "One call" if each["calls"] == 1 else f"{each['calls']:,} calls"
    yield f"{count}, by the law of {_day(each['law_of'])}; evidence {_ids(each['evidence'])}"
    known = [f"{line['words']} [{_ids(line['evidence'])}]{' (complainant alone)' * line['complainant_alone']}"
             for line in each["facts"] if line["standing"] == "known"]  # fmt: skip
    yield from _section("known" if each["calls"] == 1 else "known (the evidence shown is the first call's)", known)
    yield from _section("disputed", [line["words"] for line in each["facts"] if line["standing"] == "disputed"])
    yield from _section("not known", [f"{line['words']} (ask: {line['ask']})" for line in each["unknown"]])
    for breach in each["breaches"]:
        alone = "" if breach["stands_without_the_complainant"] else " Rests on the complainant's word."
        yield from _section("BROKEN", [f"{breach['rule']}, {breach['cites']}: {'; '.join(breach['because'])}.{alone}"])
        yield from _section("  could follow", [f"{s['says']} ({s['cites']})" for s in breach["could_follow"]])
    if not each["breaches"]:
        yield "  Nothing is broken on what is known."
    for key, name in (("if_the_complainant_is_right", "broken if the complainant is right"),
                      ("questions", "for a person"), ("missing", "waits for a fact")):  # fmt: skip
        yield from _section(name, [_answer_told(answer) for answer in each[key]])
    if each["if_marketing"]:
        rules = ", ".join(f"{answer['rule']} ({answer['cites']})" for answer in each["if_marketing"])
        waits = "; ".join(need["fact"] for need in each["marketing_waits_for"])
        yield from _section(
            "whether it was marketing is not known", [f"if it was, broken: {rules}", f"settle: {waits}"]
        )
    routes = [f"{r['party']} as {ROUTES[r['route']]}, {r['rule']}: {TRUTHS[r['answers']]}" for r in each["liability"]]
    yield from _section("who answers", routes)
    yield from _section("powers", [f"{each['procedure']['says']} {each['procedure']['open_point']}".strip()])


def _answer_told(answer: Mapping[str, Any]) -> str:
    asked = answer["question"] or "; ".join(f"{each['fact']} ({each['ask']})" for each in answer["needs"])
    return f"{answer['rule']}, {answer['cites']}: {asked or '; '.join(answer['because'])}"


def _near(near: Mapping[str, Any]) -> list[str]:
    when = f"{near['year']}{', decided later' if near['later'] else ''}"
    sum_ = f", £{near['amount_gbp']:,}" if near["amount_gbp"] else ""
    head = f"{near['organisation']} ({near['id']}, {when}): {', '.join(near['outcome']).replace('_', ' ')}{sum_}"
    differ = [f"here {ours}, there {theirs}" for ours, theirs in near["differ"]]
    weighed = [f"against: {each}" for each in near["aggravating"]] + [f"for: {each}" for each in near["mitigating"]]
    parts = (("agree", near["agree"]), ("differ", differ), ("stated there only", near["only_there"]),
             ("weighed there", weighed))  # fmt: skip
    lines = _wrapped([head], "- ")
    for name, said in parts:
        lines += _wrapped([f"{name}: {'; '.join(said)}"] if said else [], "    ")
    return lines


def _section(name: str, said: Iterable[str]) -> list[str]:
    every = list(said)
    return [f"  {name}", *_wrapped(every, "    - ")] if every else []


def _wrapped(said: Iterable[str], mark: str) -> list[str]:
    deeper = " " * len(mark)
    return [line for each in said for line in textwrap.wrap(each, WIDTH, initial_indent=mark, subsequent_indent=deeper)]


def _ids(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3:,} more" if len(ids) > 3 else "")


def _day(written: str) -> str:
    return british(date.fromisoformat(written[:10]))


def _visible(value: Any) -> Any:
    """What a template prints, with signs that hide or reorder made visible; markup of our own stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The pages of cases: everything in them is hostile text, and is escaped."""
    found = Environment(
        loader=PackageLoader("ringfence.cases"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )  # fmt: skip
    found.filters |= {"day": _day, "when": when}
    found.globals |= {"ROUTES": ROUTES, "TRUTHS": TRUTHS, "WEIGHED_WHEN": WEIGHED_WHEN}
    return found


def page(shown: Mapping[str, Any]) -> str:
    """A case as one self-contained page: no network, no script."""
    return environment().get_template("case.html").render(shown=shown)
