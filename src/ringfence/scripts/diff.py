"""Two versions of a script -> what the revision adds, cures, leaves and moves.

A point is the same when check, words and section are; failing that, when check and words are; failing that, when the
check speaks in a section that reads much the same. What is new, or graver than it was, decides.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from ringfence.rulebook import worst
from ringfence.scripts.checking import Decision, ScriptReport
from ringfence.scripts.points import AS_DECISION, RANK, Point, plain, points, text_hash

ALIKE = 0.6  # share of a section's characters that must stand for it to count as the same one, reworded


@dataclass(frozen=True, slots=True)
class Pair:
    """A point that stands in both versions."""

    old: Point
    new: Point
    moved: bool = False

    @property
    def graver(self) -> bool:
        return RANK[self.new.level] > RANK[self.old.level]

    @property
    def reworded(self) -> bool:
        return self.old.fingerprint != self.new.fingerprint


@dataclass(frozen=True)
class Difference:
    """What became of every point; `approved` is the hash that was approved, if one was given."""

    old: ScriptReport
    new: ScriptReport
    added: tuple[Point, ...]
    cured: tuple[Point, ...]
    pairs: tuple[Pair, ...]
    approved: str = ""

    @property
    def left(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if not pair.moved)

    @property
    def moved(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.moved)

    @cached_property
    def outcome(self) -> Decision:
        """Block when an error came, hold when a warning came, else allow: also of a script that is still blocked."""
        came = [*self.added, *(pair.new for pair in self.pairs if pair.graver)]
        decided: Decision = worst(AS_DECISION[point.level] for point in came)
        return decided

    @property
    def stands(self) -> bool | None:
        """Whether the new text is the one approved; None when nobody asked."""
        return text_hash(self.new.text) == self.approved if self.approved else None


def compare(old: ScriptReport, new: ScriptReport, approved: str = "") -> Difference:
    """What the new version changes."""
    gone, came = list(points(old)), list(points(new))
    pairs = _match(gone, came, lambda point: (point.fingerprint,))
    pairs += _match(gone, came, lambda point: (point.code, plain(point.words)))
    pairs += _match_alike(gone, came)
    return Difference(old, new, tuple(came), tuple(gone), _moved(pairs), approved)


def _match(gone: list[Point], came: list[Point], key: Callable[[Point], tuple[str, ...]]) -> list[Pair]:
    """Pairs of points with the same key, in order; both are taken off their lists."""
    waiting: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for point in reversed(gone):
        waiting[key(point)].append(point)
    return _take([Pair(waiting[key(point)].pop(), point) for point in came if waiting[key(point)]], gone, came)


def _match_alike(gone: list[Point], came: list[Point]) -> list[Pair]:
    """Pairs of one check's points in sections that read much the same."""
    pairs: list[Pair] = []
    for point in came:
        taken = {id(pair.old) for pair in pairs}
        rest = [old for old in gone if old.code == point.code and old.section and id(old) not in taken]
        best = max(rest, key=lambda old: _likeness(old, point), default=None)
        if best and point.section and _likeness(best, point) >= ALIKE:
            pairs.append(Pair(best, point))
    return _take(pairs, gone, came)


def _likeness(old: Point, new: Point) -> float:
    matcher = SequenceMatcher(None, plain(old.around), plain(new.around), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _take(pairs: list[Pair], gone: list[Point], came: list[Point]) -> list[Pair]:
    old, new = {id(pair.old) for pair in pairs}, {id(pair.new) for pair in pairs}
    gone[:] = [point for point in gone if id(point) not in old]
    came[:] = [point for point in came if id(point) not in new]
    return pairs


def _moved(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs in the new order; moved are the fewest whose order changed, not all that slid down a line."""
    ordered = sorted(pairs, key=lambda pair: (pair.new.start, pair.new.end, pair.new.code))
    stayed = _longest_rising([(pair.old.start, pair.old.end, pair.old.code) for pair in ordered])
    return tuple(Pair(pair.old, pair.new, moved=at not in stayed) for at, pair in enumerate(ordered))


def _longest_rising(values: Sequence[tuple[int, int, str]]) -> set[int]:
    """Places of a longest subsequence in rising order."""
    tails: list[tuple[int, int, str]] = []
    last: list[int] = []  # place of the value at the end of the best run of each length
    before: list[int] = []
    for at, value in enumerate(values):
        length = bisect_left(tails, value)
        tails[length:] = [value, *tails[length + 1 :]]
        last[length:] = [at, *last[length + 1 :]]
        before.append(last[length - 1] if length else -1)
    found, at = set[int](), last[-1] if last else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def as_text(names: tuple[str, str], difference: Difference) -> str:
    """What a reviewer reads: the counts, whether the approval stands, then each point under its heading."""
    old, new = difference.old, difference.new
    lines = [f"{names[0]} -> {names[1]}: {_counts(difference)}"]
    lines.append(f"Decision: {old.decision.upper()} -> {new.decision.upper()}. {_text_line(difference)}")
    if difference.stands is not None:
        lines.append(_approval(difference))
    for title, found in (("Added", difference.added), ("Cured", difference.cured)):
        report = new if title == "Added" else old
        lines += _under(title, [_line(point, report) for point in found])
    lines += _under("Left", [_pair_line(pair, difference) for pair in difference.left])
    lines += _under("Moved", [_pair_line(pair, difference) for pair in difference.moved])
    return "\n".join(lines)


def _counts(difference: Difference) -> str:
    graver = sum(pair.graver for pair in difference.pairs)
    counts = [
        f"{len(difference.added)} added",
        f"{len(difference.cured)} cured",
        f"{len(difference.left)} left",
        f"{len(difference.moved)} moved",
    ]
    return ", ".join([*counts, *([f"{graver} graver than before"] if graver else [])])


def _text_line(difference: Difference) -> str:
    mark = text_hash(difference.new.text)
    if mark == text_hash(difference.old.text):
        return f"The text is unchanged: {mark}"
    return f"The text changed; it is now {mark}"


def _approval(difference: Difference) -> str:
    if difference.stands:
        return "The approval stands: it is of this text."
    if text_hash(difference.old.text) == difference.approved:
        return "The approval no longer stands: it was of the old text. Have the new one approved."
    return "The approval is of neither text. Have the new one approved."


def _under(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _line(point: Point, report: ScriptReport) -> str:
    if not point.section:
        return f"  {point.level:7} {point.code}: {point.message}"
    where = f"{point.section}, {report.source(point.start, point.start + 1)}"
    return f"  {point.level:7} {point.code} {point.name} ({where}): “{_short(point.words)}”"


def _pair_line(pair: Pair, difference: Difference) -> str:
    line = _line(pair.new, difference.new)
    if pair.old.level != pair.new.level:
        line += f", was {pair.old.level}"
    if pair.reworded and pair.new.section:
        line += ", section reworded"
    if pair.moved:
        line += f", was in {pair.old.section}, {difference.old.source(pair.old.start, pair.old.start + 1)}"
    return line


def _short(words: str, most: int = 70) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"


def as_json(names: tuple[str, str], difference: Difference) -> str:
    """The same as plain data."""
    reports = {"old": (names[0], difference.old), "new": (names[1], difference.new)}
    data: dict[str, Any] = {which: _version(name, report) for which, (name, report) in reports.items()}
    data["approved"] = difference.stands
    data["added"] = [_point(point, difference.new) for point in difference.added]
    data["cured"] = [_point(point, difference.old) for point in difference.cured]
    data["left"] = [_pair(pair, difference) for pair in difference.left]
    data["moved"] = [_pair(pair, difference) for pair in difference.moved]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _version(name: str, report: ScriptReport) -> dict[str, str]:
    return {
        "file": name,
        "overall": report.overall,
        "decision": report.decision,
        "text_hash": text_hash(report.text),
    }


def _point(point: Point, report: ScriptReport) -> dict[str, Any]:
    place = {"section": point.section, "start": point.start, "end": point.end, "line": report.line(point.start)}
    return {
        "rule": point.code,
        "name": point.name,
        "level": point.level,
        **(place if point.section else {"section": None}),
        "text": point.words,
        "message": point.message,
        "fingerprint": point.fingerprint,
    }


def _pair(pair: Pair, difference: Difference) -> dict[str, Any]:
    was = _point(pair.old, difference.old)
    about = {name: was.get(name) for name in ("section", "start", "end", "line", "level", "text", "fingerprint")}
    return {**_point(pair.new, difference.new), "reworded": pair.reworded, "was": about}
