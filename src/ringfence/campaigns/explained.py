"""An explanation of one number, for people and for programs: facts with their sources, rules, what would change it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from ringfence.calendar import british
from ringfence.campaigns.explaining import Explained, Explanation
from ringfence.campaigns.preflight import Standing
from ringfence.facts import FACTS, say_clipped
from ringfence.preferences.records import LookedAt
from ringfence.reasons import words as reason_words
from ringfence.rule import Answer, Outcome
from ringfence.rulebook import cuts, version

OUTCOMES = {
    Outcome.BREACH: "broken",
    Outcome.OK: "in order",
    Outcome.NEEDS_FACT: "a fact is missing",
    Outcome.NEEDS_HUMAN: "a person must answer",
    Outcome.NOT_APPLICABLE: "does not apply",
}
DECISIONS = {"allow": "may be called", "hold": "held: may not be called yet", "block": "may not be called"}
KINDS = {
    "tps": "the TPS", "ctps": "the CTPS", "objections": "the objections", "consents": "the consents",
    "history": "the calls made",
}  # fmt: skip


def data(explanation: Explanation, standing: Standing) -> dict[str, Any]:
    """The explanation as JSON."""
    number = explanation.number
    return {
        "written": number.written,
        "e164": number.e164,
        "kind": number.kind,
        "problem": number.problem,
        "on": standing.on.isoformat(),
        "campaign": {"name": standing.campaign.campaign.name, "decision": standing.decision},
        "looked_at": [
            {**asdict(each), "as_of": each.as_of.isoformat() if each.as_of else None} for each in explanation.looked_at
        ],
        "places": [_place(each, standing.on) for each in explanation.places],
        "rules_version": version(),
    }


def _place(place: Explained, on: date) -> dict[str, Any]:
    verdict = place.situation.verdict
    return {
        "list": place.list,
        "row": place.row,
        "decision": verdict.decision,
        "reasons": [{"code": code, "words": reason_words(code)} for code in verdict.reasons],
        "situation": place.situation.id,
        "facts": {name: value for name, value in place.facts.items() if value is not None},
        "not_known": [name for name, value in place.facts.items() if value is None],
        "rules": [_rule(answer, place, on) for answer in _asked(place)],
        "would_change": [{"if": list(each.words), "decision": each.decision} for each in place.changes],
    }


def _rule(answer: Answer, place: Explained, on: date) -> dict[str, Any]:
    return {
        "rule": answer.rule.id,
        "cites": answer.rule.cites,
        "outcome": OUTCOMES[answer.outcome],
        "decision": answer.decision,
        "because": list(_because(answer, place, on)),
        "question": answer.question,
        "needs": [{"fact": name, "source": FACTS[name].source} for name in answer.needs],
        "cure": answer.rule.cure if answer.reason else "",
    }


def _asked(place: Explained) -> list[Answer]:
    """The rules that apply, those that stand against the call first."""
    answers = [each for each in place.situation.verdict.answers if each.outcome is not Outcome.NOT_APPLICABLE]
    return sorted(answers, key=lambda each: not each.reason)


def _because(answer: Answer, place: Explained, on: date) -> Iterator[str]:
    """The facts that decided it; a count in days is told in the limits of the law, as the screening holds it."""
    known = place.situation.verdict.known
    return (say_clipped(name, known.get(name), cuts(on).get(name, ())) for name in answer.because)


def text(explanation: Explanation, standing: Standing) -> str:
    """The explanation in words."""
    number = explanation.number
    read = f"read as {number.e164} ({number.kind.replace('_', ' ')})" if number.e164 else f"not read ({number.kind})"
    lines = [f"{number.written!r}: {read}{f'; {number.problem}' if number.problem else ''}"]
    lines += [f"  {line}" for each in explanation.looked_at for line in _looked(each)]
    if number.e164 and not explanation.looked_at:
        lines.append("  No register, objection, consent or call on file was looked at: the card names none.")
    for place in explanation.places:
        lines += ["", *_told(place, standing)]
    if standing.decision != "allow":
        state = "hold" if standing.decision == "hold" else "stop"
        rest = "so that nobody is called whatever is said above. Run: ringfence preflight"
        lines += ["", f"The campaign itself is on {state}, {rest}"]
    return "\n".join(lines)


def _looked(looked: LookedAt) -> Iterator[str]:
    drawn = f", drawn on {british(looked.as_of)}" if looked.as_of else ""
    if not looked.records:
        yield f"Nothing in {KINDS[looked.kind]} ({looked.file}{drawn})"
    for record in looked.records:
        said = "; ".join(f"{name}: {_shown(cell)}" for name, cell in record.says.items())
        row = f", row {record.row:,}" if record.row else ""
        yield f"In {KINDS[looked.kind]} ({looked.file}{drawn}){row}{f': {said}' if said else ''}"


def _shown(cell: str) -> str:
    """A day in British form; other cells as they stand, cut where they are long."""
    try:
        return british(date.fromisoformat(cell))
    except ValueError:
        return cell if len(cell) <= 120 else cell[:119] + "…"


def _told(place: Explained, standing: Standing) -> Iterator[str]:
    where = f"{place.list}, row {place.row:,}" if place.row else "In no list that was named; judged by itself"
    verdict = place.situation.verdict
    yield f"{where}: {DECISIONS[verdict.decision]} (situation {place.situation.id}; law of {british(standing.on)})"
    for code in verdict.reasons:
        yield f"  {code}: {reason_words(code)}"
    for answer in _asked(place):
        if answer.reason:
            yield from _rule_told(answer, place, standing.on)
    in_order = [answer.rule.id for answer in _asked(place) if not answer.reason]
    if in_order:
        yield f"  In order: {', '.join(in_order)}"
    yield from _changes(place)


def _rule_told(answer: Answer, place: Explained, on: date) -> Iterator[str]:
    yield f"  {answer.rule.id} ({answer.rule.cites}): {OUTCOMES[answer.outcome]}"
    yield f"    because {'; '.join(_because(answer, place, on))}"
    if answer.question:
        yield f"    asked: {answer.question}"
    for name in answer.needs:
        yield f"    missing: {FACTS[name].say(None)} (from {FACTS[name].source})"
    if answer.rule.cure:
        yield f"    way out: {answer.rule.cure}"


def _changes(place: Explained) -> Iterator[str]:
    if not place.changes:
        yield "  Nothing about the number alone would change this, not even three things at once."
        return
    yield "  What would change it:"
    for each in place.changes:
        yield f"    if {', and '.join(each.words)}: {each.decision}"
