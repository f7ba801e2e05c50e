"""Assessments -> text for people, or JSON for programs; and the score of a labelled file, read aloud."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from ringfence.facts import FACTS
from ringfence.rulings.cases import Ignored
from ringfence.rulings.judge import PERIOD, Assessment, Level, Reason
from ringfence.rulings.score import Score, Share, severity
from ringfence.rulings.words import KEYS

WIDTH = 100
HEADS: dict[Level, str] = {"contravened": "Contravened", "at_risk": "At risk", "needs": "Cannot tell"}


def as_json(assessments: Sequence[Assessment]) -> str:
    """A list with one object for each case judged."""
    return json.dumps([as_object(each) for each in assessments], ensure_ascii=False, indent=2)


def as_object(assessment: Assessment) -> dict[str, Any]:
    """One case: the first five keys are what others rely on."""
    return {
        "id": assessment.case.id,
        "contravened": list(assessment.contravened),
        "at_risk": list(assessment.at_risk),
        "needs": list(assessment.needs),
        "reasons": [_reason(reason) for reason in assessment.reasons],
        "on": [day.isoformat() for day in assessment.on],
        "could_follow": [
            {"id": each.id, "cites": each.cites, "says": each.says, "open_point": each.open_point}
            for each in assessment.could_follow
        ],
        "ignored": [{"key": each.key, "nearest": each.nearest} for each in assessment.case.ignored],
        "notes": list(assessment.case.notes),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule.id,
        "provision": reason.rule.provision,
        "cites": [reason.rule.cites],
        "level": reason.level,
        "because": list(reason.because),
        "needs": list(reason.needs),
        "question": reason.question,
        "on": [day.isoformat() for day in reason.on],
    }


def as_text(assessments: Sequence[Assessment], problems: int) -> str:
    """A short paragraph for each case, and one line for all."""
    return "\n".join([*("\n".join(_paragraph(each)) for each in assessments), _summary(assessments, problems)])


def _paragraph(assessment: Assessment) -> Iterator[str]:
    days = ", ".join(f"{day.day} {day:%B %Y}" for day in assessment.on)
    yield textwrap.fill(f"{assessment.case.id}  (law of {days})", WIDTH, subsequent_indent=" " * 15)
    if not assessment.reasons:
        yield "  Nothing on file is broken or in doubt on these facts."
    settled = {*assessment.contravened, *assessment.at_risk}
    for reason in assessment.reasons:
        if reason.level != "needs" or reason.rule.provision not in settled:
            yield from _told(HEADS[reason.level], reason)
    yield from _could_follow(assessment)
    yield from _left_aside(assessment.case.ignored)
    for note in assessment.case.notes:
        yield from _wrapped("Note", note)
    yield ""


def _told(head: str, reason: Reason) -> Iterator[str]:
    because = "; ".join(each for each in reason.because if not each.endswith("(nothing on file)"))
    if reason.level == "needs":
        because = f"not known: {', '.join(_name(name) for name in reason.needs)}"
    elif PERIOD in reason.needs:
        because += f"; only from {', '.join(f'{day.day} {day:%B %Y}' for day in reason.on)}, if those days are meant"
    yield from _wrapped(head, f"{reason.rule.provision} ({reason.rule.cites}): {because}.")
    if reason.question:
        yield from _wrapped("", f"A person must say: {reason.question}")


def _name(name: str) -> str:
    """A missing fact in words, with the key of a case file that would tell it."""
    if name not in FACTS:
        return name
    key = next((key for key, spec in KEYS.items() if spec.fact == name), name)
    fact = FACTS[name]
    words = fact.yes if hasattr(fact, "yes") else fact.label
    return f"whether {words} (`{key}`)" if hasattr(fact, "yes") else f"{words} (`{key}`)"


def _could_follow(assessment: Assessment) -> Iterator[str]:
    says = [each.says for each in assessment.could_follow if each.id in {"ENF-NOTICE-OLD", "ENF-NOTICE-NEW", "ENF-CAP"}]
    if says:
        yield from _wrapped("Could follow", " ".join(dict.fromkeys(says)))


def _left_aside(ignored: Sequence[Ignored]) -> Iterator[str]:
    if ignored:
        names = (f"{each.key} (did you mean {each.nearest}?)" if each.nearest else each.key for each in ignored)
        yield from _wrapped("Not read", ", ".join(names))


def _wrapped(head: str, text: str) -> list[str]:
    """Text under a heading, folded to the width of a page."""
    start = f"  {head:<13}"
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_long_words=False)


def _summary(assessments: Sequence[Assessment], problems: int) -> str:
    broken = sum(bool(each.contravened) for each in assessments)
    risky = sum(bool(each.at_risk) and not each.contravened for each in assessments)
    rest = len(assessments) - broken - risky
    line = f"{_cases(len(assessments))} judged: {broken} contravene something, {risky} at risk only, {rest} neither."
    return f"{line} {problems} problem{'' if problems == 1 else 's'}: see standard error." if problems else line


def _cases(count: int) -> str:
    return f"{count} case{'' if count == 1 else 's'}"


def score_text(score: Score) -> str:
    """The score, each count under its own name and none without the others."""
    return "\n".join([*_score_lines(score), *_regulation_lines(score), *_severity_lines(score), *_wrong_lines(score)])


def _score_lines(score: Score) -> Iterator[str]:
    if score.cases or score.not_judged:
        yield f"real cases, exactly right            {score.exact}"
        yield f"  of them hard                       {score.hard}"
        yield f"  without contravention, yet accused {score.accused}"
        yield f"  warnings due, given                {score.warned}"
        more = ", ".join(f"{name} {count}" for name, count in sorted(score.warned_more.items()))
        yield f"  warnings beyond the labels         {more or 'none'}"
        yield f"  missed, but “cannot tell”          {len(score.cannot_tell)} (no penalty, no credit)"
        yield f"  not scorable, left out             {score.unscored}"
    if score.neighbours:
        yield f"made-up neighbours, exactly right    {score.neighbours_right}"
        yield f"  regulations that fall away, do so  {score.flips}"
    for id_ in score.not_judged:
        yield f"  not judged, counted as wrong: {id_}"


def _regulation_lines(score: Score) -> Iterator[str]:
    if score.regulations:
        yield "by regulation                        found  accused  missed"
        for name, count in score.regulations.items():
            yield f"  {name:<34} {count.tp:>5} {count.fp:>8} {count.fn:>7}"


def _severity_lines(score: Score) -> Iterator[str]:
    if score.cases:
        yield "breach apart from sanction           cases  breach  penalty open in law  of them only upon harm"
        for each in severity(score.cases):
            counts = f"{each.cases:>5} {each.breach:>7} {each.penalty_open:>20} {each.harm_first:>23}"
            yield f"  {each.outcome:<34} {counts}"


def _wrong_lines(score: Score) -> Iterator[str]:
    for each in score.wrong:
        said, expected = (", ".join(sorted(names)) or "nothing" for names in (each.said, each.expected))
        yield f"not exact: {each.label.id}: said {said}; decided {expected}"


def score_json(score: Score) -> str:
    """The same for programs."""
    found = {
        "exact": _share(score.exact),
        "hard": _share(score.hard),
        "accused": _share(score.accused),
        "warnings": _share(score.warned),
        "warnings_beyond_labels": dict(score.warned_more),
        "cannot_tell": [each.label.id for each in score.cannot_tell],
        "unscored": score.unscored,
        "not_judged": list(score.not_judged),
        "neighbours": _share(score.neighbours_right),
        "flips": _share(score.flips),
        "regulations": {name: vars(count) for name, count in score.regulations.items()},
        "severity": [vars(each) for each in severity(score.cases)],
        "not_exact": [
            {"id": each.label.id, "said": sorted(each.said), "expected": sorted(each.expected)} for each in score.wrong
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _share(share: Share) -> dict[str, int]:
    return {"got": share.got, "of": share.of}
