"""Entries of a file -> cases the law can judge, and problems that name the case and the field.

Read are `id`, `channel`, `sector`, `period`, `date` and `facts`, and nothing else: what was found, and what anyone
thinks should have been found, never enters. A case with a problem is left out; the others stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from ringfence.logic import Value
from ringfence.rule import Medium
from ringfence.rulebook import FIRST_DAY
from ringfence.rulings import spans
from ringfence.rulings.loading import CasesUnusable
from ringfence.rulings.reading import Said, said
from ringfence.rulings.vocabulary import meaning
from ringfence.rulings.words import CHANNELS, DESCRIPTIVE, KEYS, SAME_AS, SECTORS, Key, Unreadable, Words

READ = ("id", "channel", "sector", "period", "date", "facts")
LABELS = re.compile(  # documented, and never read: what a case is called, what was found, how it is scored
    r"organisation|regulator|regulator_statement|reference|related|related_matters|summary|sources|outcome|amount_gbp|"
    r"early_payment_gbp|appeal|compliance_deadline_days|regulations?_.*|calls|calls_.*|complaints|findings|"
    r"aggravating|mitigating|hard|scorable|split|verified|verified_basis|announced|overturned_by|deliberate|"
    r"breach_of_notice_is_offence|based_on|synthetic|changed|label_basis|why|labels?|.*_note"
)
MEDIA: Mapping[str, Medium] = {
    "phone": "call", "live": "call", "automated": "call", "text": "electronic_mail", "email": "electronic_mail",
}  # fmt: skip


@dataclass(frozen=True)
class Ignored:
    """A key that was not read, and the nearest name that would have been."""

    key: str
    nearest: str | None = None


@dataclass(frozen=True)
class Case:
    """One case as the engine sees it: facts, the same with every allegation true, and the days judged."""

    id: str
    medium: Medium | None  # none: neither a call nor electronic mail
    facts: Mapping[str, Value]
    alleged: Mapping[str, Value]
    segments: tuple[spans.Segment, ...]
    ignored: tuple[Ignored, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why a case was not judged: which case, which field, what is wrong and what would be right."""

    case: str
    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.case}: {f'{self.field}: ' if self.field else ''}{self.says}"


@dataclass
class _Entry:
    """One entry while it is read, with what is wrong with it and what a reader should know."""

    name: str
    values: Mapping[Any, Any]
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, where: str, says: str) -> None:
        self.problems.append(Problem(self.name, where, says))


def read(entries: Sequence[Any], on: date, *, strict: bool = False) -> list[Case | Problem]:
    """Each entry as a case, or the problems with it, in order; `on` is the law's day where a case has no date."""
    found: list[Case | Problem] = []
    taken: dict[str, int] = {}
    for position, values in enumerate(entries, 1):
        if not isinstance(values, Mapping):
            way_out = "A case is a mapping with id, channel, date or period, and facts."
            found.append(Problem(f"case {position}", "", f"this is {_kind(values)}, not a case. {way_out}"))
            continue
        entry = _Entry(_name(values, position), values)
        _check_id(entry, position, taken)
        case = _case(entry, on, strict=strict)
        found += [case] if case else entry.problems
    return found


def no_such_case(id_: str, sound: Sequence[Case], problems: Sequence[Problem]) -> CasesUnusable:
    """The error for an id that the file does not hold, or that could not be judged."""
    if wrong := [str(each) for each in problems if each.case == id_]:
        return CasesUnusable(f"{id_} cannot be judged. {' '.join(wrong)}")
    near = get_close_matches(id_, [case.id for case in sound], 1)
    way_out = f"Did you mean {near[0]}?" if near else "Give an id that stands in the file."
    return CasesUnusable(f"No case is called {id_}. {way_out}")


def _name(values: Mapping[Any, Any], position: int) -> str:
    """How a case is called: by its id if it has a usable one, else by its place in the file."""
    id_ = values.get("id")
    usable = isinstance(id_, (str, int)) and not isinstance(id_, bool) and str(id_).strip()
    return str(id_).strip()[:200] if usable else f"case {position}"


def _check_id(entry: _Entry, position: int, taken: dict[str, int]) -> None:
    if entry.name == f"case {position}":
        entry.refuse("id", "missing, or no text. Give each case a name of its own.")
    elif entry.name in taken:
        entry.refuse("id", f"case {taken[entry.name]} of the file has the same. Give each case a name of its own.")
    taken.setdefault(entry.name, position)


def _case(entry: _Entry, on: date, *, strict: bool) -> Case | None:
    """The case, or nothing if there are problems, which the entry then holds."""
    values = entry.values
    for key in getattr(values, "doubled", ()):
        entry.refuse(str(key)[:80], "written twice. Keep one of the two.")
    facts = _fact_mapping(entry)
    told = said(facts, entry.refuse)
    medium, channel = _medium(entry, told)
    sector = _word(entry, "sector", SECTORS)
    segments = _segments(entry, on)
    ignored = (*_ignored_keys(values), *(Ignored(key, _nearest(key, _FACT_KEYS)) for key in told.ignored))
    if strict:
        _refuse_ignored(entry, ignored, told)
    if entry.problems:
        return None
    around = {"sector": sector, "channel": channel}
    meant = meaning({**told.words, **around}, {**told.alleged, **around})
    return Case(
        id=entry.name,
        medium=medium,
        facts={**meant.facts, **told.direct},
        alleged={**meant.alleged, **told.direct_alleged},
        segments=segments,
        ignored=ignored,
        notes=(*entry.notes, *meant.notes, *told.notes),
    )


_FACT_KEYS = (*KEYS, *SAME_AS)


def _fact_mapping(entry: _Entry) -> Mapping[Any, Any]:
    facts = entry.values.get("facts")
    if facts is None:
        entry.notes.append("No facts are given: the answers say only what would be asked.")
        return {}
    if not isinstance(facts, Mapping):
        entry.refuse("facts", f"{_kind(facts)}. They are a mapping of keys to values, such as `call_type: live`.")
        return {}
    for key in getattr(facts, "doubled", ()):
        entry.refuse(f"facts.{str(key)[:80]}", "written twice. Keep one of the two.")
    return facts


def _word(entry: _Entry, key: str, spec: Key) -> Words:
    value = entry.values.get(key)
    if value is None:
        return frozenset()
    try:
        return spec.read(value)
    except Unreadable as error:
        entry.refuse(key, f"{error}.")
        return frozenset()


def _medium(entry: _Entry, told: Said) -> tuple[Medium | None, Words]:
    """By what means people were reached: the channel says, and where it is silent the kind of call."""
    channel = _word(entry, "channel", CHANNELS)
    by_channel = {MEDIA.get(str(word)) for word in channel}
    by_type = {MEDIA[str(word)] for word in told.words.get("call_type", ()) if str(word) in MEDIA}
    if not channel and not by_type:
        if not entry.problems:
            entry.refuse("channel", f"missing. It is {CHANNELS.wanted}.")
        return None, channel
    if not channel:
        entry.notes.append("No channel is given: it follows from call_type.")
        return by_type.pop(), told.words["call_type"]
    medium = next(iter(by_channel))
    if by_type - {medium}:
        kind = "/".join(sorted(str(word) for word in told.words["call_type"]))
        entry.notes.append(f"The channel and the call_type ({kind}) differ: judged by the channel.")
    if medium is None:
        entry.notes.append("Neither calls nor electronic mail: only rules for any means of communication are asked.")
    return medium, channel


def _segments(entry: _Entry, on: date) -> tuple[spans.Segment, ...]:
    """The stretches of days to judge, from the period, else the date, else the day given for cases without one."""
    span = _span(entry, on)
    if span is None:
        return ()
    found = spans.segments(span)
    if not found:
        where = "period" if _has_period(entry) else "date" if entry.values.get("date") is not None else "--on"
        first = f"{FIRST_DAY:%d %B %Y}".lstrip("0")
        entry.refuse(where, f"{spans.say(span)} lies before the first law on file, that of {first}.")
    elif span.first < FIRST_DAY:
        first = f"{FIRST_DAY:%d %B %Y}".lstrip("0")
        entry.notes.append(f"Days before {first} are not judged: the law of those days is not on file.")
    if span.last > spans.LAST_READ:
        read_on = f"{spans.LAST_READ:%d %B %Y}".lstrip("0")
        entry.notes.append(f"The law was last read on {read_on}; what changed later is not known.")
    return found


def _has_period(entry: _Entry) -> bool:
    period = entry.values.get("period")
    return isinstance(period, Mapping) and any(period.get(end) is not None for end in ("from", "to"))


def _span(entry: _Entry, on: date) -> spans.Span | None:
    period = entry.values.get("period")
    if period is not None and not isinstance(period, Mapping):
        entry.refuse("period", f"{_kind(period)}. It is a mapping with `from` and `to`.")
        return None
    if _has_period(entry):
        return _span_of_period(entry)
    if entry.values.get("date") is None:
        entry.notes.append(f"No date is given: judged by the law of {on.day} {on:%B %Y}.")
        return spans.of_date((on, on))
    written = _days(entry, "date", entry.values["date"])
    entry.notes.append("No period is given: judged by the law of the date of the decision, which came after the calls.")
    return spans.of_date(written) if written else None


def _span_of_period(entry: _Entry) -> spans.Span | None:
    period = entry.values["period"]
    ends = {end: _days(entry, f"period.{end}", period[end]) for end in ("from", "to") if period.get(end) is not None}
    if None in ends.values():
        return None
    start, end = ends.get("from"), ends.get("to")
    if start is None or end is None:
        given = "from" if end is None else "to"
        entry.notes.append(f"The period gives only `{given}`: judged by the law of that time.")
        start = end = start or end
        assert start
        return spans.of_date(start)
    if end[1] < start[0]:
        entry.refuse("period", f"`to` ({period['to']}) is before `from` ({period['from']}). Check both.")
        return None
    return spans.of_period(start, end)


def _days(entry: _Entry, where: str, value: object) -> tuple[date, date] | None:
    try:
        return spans.days(value)
    except ValueError as error:
        entry.refuse(where, f"{error}.")
        return None


def _ignored_keys(values: Mapping[Any, Any]) -> list[Ignored]:
    """Keys of the entry itself that are neither read nor documented labels."""
    period = values.get("period")
    inner = [f"period.{key}" for key in period if key not in ("from", "to")] if isinstance(period, Mapping) else []
    notes = [Ignored(str(key)) for key in (*values, *inner) if str(key).endswith(("_note", "period.note"))]
    unknown = [key for key in values if key not in READ and not LABELS.fullmatch(str(key))]
    unknown += [key for key in inner if not key.endswith("note")]
    return [*notes, *(Ignored(str(key)[:80], _nearest(str(key), READ)) for key in unknown)]


def _nearest(key: str, names: Sequence[str]) -> str | None:
    if key.endswith("_note") or key in DESCRIPTIVE:
        return None
    return next(iter(get_close_matches(key[:80], names, 1, 0.75)), None)


def _refuse_ignored(entry: _Entry, ignored: Sequence[Ignored], told: Said) -> None:
    """What --strict does not let pass: keys nobody documents, and words nobody understands."""
    for each in ignored:
        if not each.key.endswith("note") and each.key not in told.harmless:
            near = f" Did you mean `{each.nearest}`?" if each.nearest else ""
            entry.refuse(each.key, f"not a key that is known.{near}")
    for key in told.odd:
        entry.refuse(f"facts.{key}", f"not understood. It is {KEYS[key].wanted}.")


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"{type(value).__name__} “{str(value)[:40]}”"
