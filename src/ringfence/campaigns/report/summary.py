"""Preflight -> report.json: everything a person or a program needs to see, in plain values."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ringfence
from ringfence import rulebook
from ringfence.calendar import british, good_until
from ringfence.campaigns.preflight import Preflight, registers_of
from ringfence.campaigns.report import shape as r
from ringfence.campaigns.report.verdict import CAMPAIGN_CODES, cures, next_steps, sentence
from ringfence.facts import FACTS, say_clipped
from ringfence.law.enforcement.sanctions import days_when_sanctions_change, sanctions, split
from ringfence.law.pecr_2003 import FILE_GOOD_FOR_DAYS
from ringfence.lists.screen import Screening, Situation
from ringfence.logic import Facts
from ringfence.preferences.events import day_of
from ringfence.preferences.register import RegisterUsed
from ringfence.reasons import words as reason_words
from ringfence.rule import Answer, Outcome, Rule
from ringfence.scripts import SectionReport
from ringfence.scripts.reading import how_read
from ringfence.scripts.review import EFFECTS, Idle, Review, Told

# Outcomes that a report tells, the worst first.
_TOLD: dict[Outcome, r.AnswerOutcome] = {
    Outcome.BREACH: "BREACH",
    Outcome.NEEDS_HUMAN: "NEEDS_HUMAN",
    Outcome.NEEDS_FACT: "NEEDS_FACT",
    Outcome.OK: "OK",
}
_ORDER = list(_TOLD)
_WHAT = {"objections": "Objections", "consents": "Consents", "history": "Calls made"}


def summarise(result: Preflight, today: date) -> r.Report:
    """The whole report; `today` is the day whose sanctions are set beside those of the conduct."""
    return {
        "ringfence": ringfence.__version__,
        "rules_version": rulebook.version(),
        "judged_on": result.standing.on.isoformat(),
        "campaign": _campaign(result),
        "verdict": result.verdict,
        "sentence": sentence(result),
        "next": next_steps(result),
        "script": _script(result),
        "answers": [_answer(answer, result) for answer in _telling(result.standing.judgement.answers)],
        "list": _list(result),
        "sources": [_source(result, index) for index in range(len(result.standing.campaign.lists))],
        "targeting": _targeting(result),
        "sanctions": _could_follow(result, today),
        "rules": [_rule(rule) for rule in _rules_used(result)],
        "not_checked": _not_checked(result),
    }


def _telling(answers: Iterable[Answer]) -> list[Answer]:
    """Answers that say something, the worst first."""
    told = [answer for answer in answers if answer.outcome in _TOLD]
    return sorted(told, key=lambda answer: _ORDER.index(answer.outcome))


def _campaign(result: Preflight) -> r.About:
    card = result.standing.campaign
    about = card.campaign
    return {
        "id": about.id,
        "name": about.name,
        "purpose": about.purpose,
        "mode": about.mode,
        "field_from": about.field_from.isoformat(),
        "field_until": about.field_until.isoformat(),
        "instigator": card.instigator.name if card.instigator else "",
        "caller": card.caller.name if card.caller else "",
        "note": about.note or "",
    }


def _script(result: Preflight) -> r.Script:
    report = result.standing.script
    return {
        "file": _beside_card(result, result.standing.campaign.campaign.script),
        "overall": report.overall,
        "decision": result.standing.review.decision,
        "decision_without_waivers": report.decision,
        "waivers_without_effect": [_idle(each) for each in result.standing.review.idle],
        "notes": how_read(report),
        "sections": [_section(section, result.standing.review) for section in report.sections],
    }


def _idle(idle: Idle) -> r.Idle:
    waiver = idle.waiver
    return {
        "code": waiver.code, "by": waiver.by, "on": waiver.on.isoformat(), "reason": waiver.reason, "why": idle.reason,
    }  # fmt: skip


def _waived(told: Told) -> r.Waived | None:
    waiver = told.waiver
    if waiver is None or told.effect is None:
        return None
    return {
        "by": waiver.by,
        "on": waiver.on.isoformat(),
        "until": waiver.until.isoformat() if waiver.until else None,
        "reason": waiver.reason,
        "effect": told.effect,
        "words": EFFECTS[told.effect],
    }


def _beside_card(result: Preflight, file: Path) -> str:
    """A file's name as the card gives it: from the folder of the card."""
    folder = result.standing.campaign.path.parent
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else str(file)


def _section(section: SectionReport, review: Review) -> r.Section:
    return {
        "id": section.id,
        "start": section.start,
        "end": section.end,
        "text": section.text,
        "class": section.kind,
        "needs": [{"fact": name, "words": FACTS[name].say(None)} for name in section.needs],
        "findings": [
            {
                "rule": finding.code, "name": finding.name, "level": finding.level, "start": finding.start,
                "end": finding.end, "text": finding.text, "message": finding.message, "cites": list(finding.cites),
                "fix": finding.fix, "waived": _waived(review.by_finding[finding]),
                "fingerprint": review.by_finding[finding].point.fingerprint,
            }
            for finding in section.findings
        ],
    }  # fmt: skip


def _answer(answer: Answer, result: Preflight) -> r.Answer:
    rule = answer.rule
    review = result.standing.review
    contested = rule.id in review.contested
    answered = next((each for each in result.standing.campaign.judgements if each.rule == rule.id), None)
    return {
        "rule": rule.id,
        "cites": rule.cites,
        "force": str(rule.force),
        "force_words": rule.force.words,
        "outcome": _TOLD[answer.outcome],
        "decision": "hold" if contested else answer.decision,
        "says": rule.says,
        "because": _because_words(answer.because, result.standing.judgement.facts),
        "question": answer.question,
        "needs": [FACTS[name].say(None) for name in answer.needs],
        "open_point": answer.open_point,
        "cure": rule.cure,
        "reason": answer.reason,
        "authorities": list(rule.authorities),
        "contested_by": sorted(review.contested_by) if contested else [],
        "answered": None
        if answered is None
        else {
            "answer": answered.answer, "by": answered.by, "on": answered.on.isoformat(), "reason": answered.reason,
        },
    }  # fmt: skip


def _because_words(names: Iterable[str], facts: Facts) -> list[str]:
    return [FACTS[name].say(facts.get(name)) for name in names]


def _list(result: Preflight) -> r.Screening | None:
    screening = result.screening
    if screening is None:
        return None
    return {
        "rows": screening.rows,
        "numbers": screening.numbers,
        "decisions": {
            "allow": screening.decisions.get("allow", 0),
            "hold": screening.decisions.get("hold", 0),
            "block": screening.decisions.get("block", 0),
        },
        "reasons": [
            {"code": code, "count": count, "words": reason_words(code)} for code, count in screening.reasons.items()
        ],
        "situations": [_situation(each, screening.on) for each in screening.situations],
        "kinds": dict(screening.kinds),
        "registers": [_register(each) for each in screening.registers],
        "on_file": [each for what in ("objections", "consents", "history") for each in _on_file(screening, what)],
        "notes": list(result.standing.kept.notes),
        "files": {"callable": "callable.csv", "excluded": "excluded.csv"},
        "would_be_callable": sum(each.count for each in screening.situations if set(each.reasons) & CAMPAIGN_CODES),
    }


def _situation(situation: Situation, on: date) -> r.Situation:
    verdict, cuts = situation.verdict, rulebook.cuts(on)
    return {
        "id": situation.id,
        "count": situation.count,
        "decision": situation.decision,
        "reasons": list(situation.reasons),
        "words": list(situation.words),
        "facts": {name: value for name, value in verdict.known.items() if _of_number(name)},
        "answers": [
            {
                "rule": answer.rule.id, "cites": answer.rule.cites, "outcome": _TOLD[answer.outcome],
                "because": [say_clipped(name, verdict.known.get(name), cuts.get(name, ())) for name in answer.because],
            }
            for answer in verdict.against
        ],
        "cure": cures(situation),
    }  # fmt: skip


def _of_number(name: str) -> bool:
    """Whether a fact is one that a number brings itself: neither the campaign's nor found by a rule."""
    return name in FACTS and FACTS[name].level == "number" and FACTS[name].settled_by != "derived"


def _register(register: RegisterUsed) -> r.Register:
    return {
        "kind": register.kind,
        "file": register.file if register.version is None else f"{register.file} (kept, version {register.version})",
        "as_of": register.as_of.isoformat() if register.as_of else None,
        "rows": register.rows,
        "sha256": register.sha256,
        "good_until": good_until(register.as_of, FILE_GOOD_FOR_DAYS).isoformat() if register.as_of else None,
    }


def _on_file(screening: Screening, what: str) -> Iterator[r.OnFile]:
    """Each source that was read of objections, consents or calls made."""
    told: Any = screening.files.get(what)
    for each in (told.get("sources") or [told]) if told else ():
        kept = each.get("kept", False)
        yield {
            "what": _WHAT[what],
            "source": f"{each['file']} (kept, version {each['version']})" if kept else each["file"],
            "rows": each["rows"],
            "as_of": day_of(each["as_of"]).isoformat() if kept else None,
        }


def _source(result: Preflight, index: int) -> r.Source:
    source = result.standing.campaign.lists[index]
    facts = source.facts(result.standing.campaign.organisations)
    return {
        "file": _beside_card(result, source.file),
        "kind": source.kind or "not stated",
        "supplier": source.supplier or "",
        "rows": result.screening.rows_by_list[index] if result.screening else 0,
        "missing": [FACTS[name].say(value) for name, value in facts.items() if not value and name != "source_bought"],
        "known": [FACTS[name].say(value) for name, value in facts.items() if value],
    }


def _targeting(result: Preflight) -> r.Targeting | None:
    target = result.standing.targeting
    if target is None:
        return None
    return {
        "kind": target.kind,
        "party": target.party or "",
        "words": target.words,
        "p_value": target.p_value,
        "points": [{"area": point.area, "value": point.value, "chosen": point.rows > 0} for point in target.points],
        "label": "winner's margin" if target.measure == "margin" else f"{target.measure} share of the vote",
    }


def _could_follow(result: Preflight, today: date) -> r.Sanctions:
    """What could follow, with that of the last part of the field apart if it is another law's."""
    about, on = result.standing.campaign.campaign, result.standing.on
    found: r.Sanctions = {"then": _sanctions(on), "today": _sanctions(today)}
    last_part, _ = split(about.field_from, about.field_until, days_when_sanctions_change())[-1]
    later = _sanctions(last_part)
    if on < last_part and on == about.field_from and later["items"] != found["then"]["items"]:
        found["later"] = later
    return found


def _sanctions(conduct: date) -> r.SanctionsOn:
    items: list[r.Sanction] = [
        {"says": each.says, "cites": each.cites, "open_point": each.open_point} for each in sanctions(conduct)
    ]
    return {"on": conduct.isoformat(), "items": items}


def _rules_used(result: Preflight) -> list[Rule]:
    """Every rule that had something to say and every definition, in the order of the rulebook."""
    situations = result.screening.situations if result.screening else ()
    answers = [*result.standing.judgement.answers, *(answer for each in situations for answer in each.verdict.answers)]
    used = {answer.rule.id for answer in answers if answer.outcome is not Outcome.NOT_APPLICABLE}
    used |= {definition.id for definition, _ in result.standing.judgement.origins.values()}
    return [rule for rule in rulebook.RULES if rule.id in used and rule.in_force(result.standing.on)]


def _rule(rule: Rule) -> r.RuleUsed:
    return {
        "id": rule.id,
        "cites": rule.cites,
        "force_words": rule.force.words,
        "title": rule.instrument.title,
        "address": rule.instrument.address,
        "in_force_from": rule.in_force_from.isoformat(),
        "checked_on": rule.instrument.checked_on.isoformat(),
        "says": rule.says,
    }


def _not_checked(result: Preflight) -> list[str]:
    """What this report does not know and did not look at."""
    card, kept = result.standing.campaign, result.standing.kept
    listed = {each.kind for each in registers_of(card, kept)}
    gaps = [] if "ctps" in listed else ["No CTPS file was given: companies' lines were not looked up."]
    gaps += [] if "tps" in listed else ["No TPS file was given."]
    gaps += [] if card.objections.file or kept.objections else ["No objections file was given."]
    gaps += (
        [] if card.consents.file or kept.consents else ["No consents file was given: silence was read as no consent."]
    )
    gaps += (
        []
        if card.history.file
        else ["No records of earlier calls were given: how often a number was called is not known."]
    )
    gaps += kept.notes
    words = [
        f"Taken on a person's word: {each.rule} is {each.answer}, says {each.by} on {british(each.on)}: {each.reason}"
        for each in card.judgements
    ]
    if (target := result.standing.targeting) and (unknown := [each.name for each in target.unknown_areas]):
        gaps.append(f"Areas without a result on file for {target.election}: {', '.join(unknown)}.")
    return [
        *words,
        *gaps,
        "How calls are really made: calling hours, silent and abandoned calls, and what callers say beyond the script.",
        "Data protection beyond the identity line: lawful basis, privacy notices, contracts.",
        "Election spending, imprints and the secrecy of the vote.",
        "Whether what the card declares is true.",
    ]
