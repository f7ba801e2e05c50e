"""Do the examples notice when a rule is wrong? Plants every small fault we can think of in every rule, one at a time.

Leaves turned round, parts dropped, "and" for "or", limits and first days moved by one, words left out, exemptions,
doubts and burdens removed, silence read otherwise. A fault is noticed when some example of the rule, or of another, no
longer comes out as it says, or a first day differs from the table of first days.

Run: .venv/bin/python bench/plant_law_faults.py [RULE ...]      (minutes; exit code 1 if a fault goes unnoticed)
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from ringfence import rulebook
from ringfence.logic import ALWAYS, NEVER, All, Among, Any, AtLeast, Condition, Is, Not
from ringfence.rule import Rule

DAY = timedelta(days=1)
ROOT = Path(__file__).parent.parent
FIRST_DAYS = {
    (row["rule"], date.fromisoformat(row["first_day"]))
    for row in csv.DictReader((ROOT / "tests" / "law" / "first_days.csv").read_text().splitlines())
}


SAME = {  # nothing could tell these from the sound rule: at exactly 28 days another doubt asks the same person anyway
    ("PECR-21-TPS", "doubts 4: listed_days at 28"),
}


class Fault(NamedTuple):
    what: str
    rule: Rule


def conditions(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Every condition that differs from this one in one place, with what was done."""
    if isinstance(condition, All | Any):
        yield from _parts(condition)
    elif isinstance(condition, Not):
        for what, part in conditions(condition.part):
            yield what, ~part
    elif isinstance(condition, AtLeast):
        for step in (-1, 1):
            yield f"{condition.name} at {condition.limit + step}", replace(condition, limit=condition.limit + step)
    elif isinstance(condition, Among):
        for word in condition.words if len(condition.words) > 1 else ():
            yield f"without the word {word}", replace(condition, words=tuple(w for w in condition.words if w != word))
        yield f"{condition.label}: turned round", ~condition
    elif isinstance(condition, Is):
        yield f"{condition.name} turned round", ~condition
        if condition.silence is not None:
            yield f"silence on {condition.name} left open", replace(condition, silence=None)


def _parts(condition: All | Any) -> Iterator[tuple[str, Condition]]:
    parts = condition.parts
    for place, part in enumerate(parts):
        others = (*parts[:place], *parts[place + 1 :])
        if others:
            yield f"without '{part}'", type(condition)(others)
        for what, changed in conditions(part):
            yield what, type(condition)((*parts[:place], changed, *parts[place + 1 :]))
    if len(parts) > 1:
        other = Any if isinstance(condition, All) else All
        yield f"'{condition}' joined by {'or' if other is Any else 'and'}", other(parts)


def faults(rule: Rule) -> Iterator[Fault]:
    """Every small fault of one rule."""
    for field in ("applies", "broken"):
        whole = getattr(rule, field)
        for what, changed in conditions(whole):
            yield Fault(f"{field}: {what}", replace(rule, **{field: changed}))
        if whole is not ALWAYS and whole is not NEVER:
            yield Fault(f"{field}: gone", replace(rule, **{field: ALWAYS if field == "applies" else NEVER}))
    for field in ("exemptions", "doubts"):
        yield from _listed(rule, field)
    for place, name in enumerate(rule.must_be_shown):
        left = (*rule.must_be_shown[:place], *rule.must_be_shown[place + 1 :])
        yield Fault(f"the burden on {name} dropped", replace(rule, must_be_shown=left))
    for step in (-DAY, DAY):
        yield Fault(f"in force {step.days:+} day", replace(rule, in_force_from=rule.in_force_from + step))


def _listed(rule: Rule, field: str) -> Iterator[Fault]:
    every = getattr(rule, field)
    for place, one in enumerate(every):
        others = (*every[:place], *every[place + 1 :])
        yield Fault(f"{field} {place + 1}: gone", replace(rule, **{field: others}))
        for what, changed in conditions(one.when):
            mended = (*every[:place], replace(one, when=changed), *every[place + 1 :])
            yield Fault(f"{field} {place + 1}: {what}", replace(rule, **{field: mended}))


def plant(sound: Rule, faulty: Rule, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """All rules with one of them exchanged; forgets what was worked out from the old ones."""
    changed = tuple(faulty if rule is sound else rule for rule in rules)
    rulebook.RULES = changed
    for remembered in (rulebook._in_force, rulebook._duties, rulebook._definitions):
        remembered.cache_clear()
    return changed


def noticed(sound: Rule, faulty: Rule, rules: tuple[Rule, ...]) -> bool:
    """Whether an example or the table of first days tells the faulty rule from the sound one."""
    if (faulty.id, faulty.in_force_from) not in FIRST_DAYS:
        return True
    changed = plant(sound, faulty, rules)
    others = (rule for rule in changed if rule is not faulty)
    return not _all_right([faulty]) or not _all_right(others)


def _all_right(rules: Iterable[Rule]) -> bool:
    return all(_right(rule, example) for rule in rules for example in rule.examples)


def _right(rule: Rule, example: rulebook.Example) -> bool:
    try:
        return rulebook.comes_out(rule, example)
    except (KeyError, TypeError, ValueError):
        return False


def main(wanted: list[str]) -> int:
    rules = rulebook.RULES
    planted, missed = 0, []
    for rule in rules:
        if wanted and rule.id not in wanted:
            continue
        for fault in faults(rule):
            if (rule.id, fault.what) in SAME:
                continue
            planted += 1
            if not noticed(rule, fault.rule, rules):
                missed.append(f"{rule.id} ({rule.in_force_from}): {fault.what}")
        print(f"\r{planted} faults planted, {len(missed)} unnoticed, {rule.id:20}", end="", file=sys.stderr)
    print(file=sys.stderr)
    for line in missed:
        print("unnoticed:", line)
    print(f"{planted - len(missed)} of {planted} faults in {len(rules)} rules were noticed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
