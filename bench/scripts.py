"""How well the script check reads scripts that somebody labelled, with intervals, beside a baseline of one line.

    .venv/bin/python bench/scripts.py                          # the labelled scripts in tests/scripts/corpus
    .venv/bin/python bench/scripts.py FOLDER --verbose         # any folder of the same form; every section that differs
    .venv/bin/python bench/scripts.py FOLDER --leave-one-out   # each script judged without what only it has a use for
    .venv/bin/python bench/scripts.py --passages FILE.jsonl    # single passages: {"text", "label", "subtype"} a line

A folder holds the scripts, `labels.jsonl` (file, section, text, class, crossing, depends_resolves_to) and `scripts.jsonl`
(file, mode, overall). Intervals are Wilson's, 95 %: they speak of sections like these, not of all scripts there are.
The baseline is “a question mark means research, anything else is marketing”.

The scripts in tests/scripts/corpus were in hand while the checks were written, so they measure nothing new; scripts
that nobody had seen do. The files say which is which.
"""

import argparse
import functools
import gc
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ringfence.scripts import check, phrases
from ringfence.scripts.checking import ScriptReport, SectionReport
from ringfence.scripts.intake import read
from ringfence.scripts.sections import split
from ringfence.scripts.words import sentences

CORPUS = Path(__file__).parent.parent / "tests" / "scripts" / "corpus"
ON = date(2026, 11, 21)
MARKETING = {"direct_marketing", "fundraising"}
OTHER = {"identification", "opt_out", "administrative"}


@dataclass(frozen=True)
class Judged:
    """One labelled section beside the section that was found there."""

    file: str
    place: int
    text: str
    label: str
    crossing: bool  # as labelled
    resolves: str
    found: str  # "" where no section was found
    crosses: bool  # as found
    exact: bool  # the same first and last character
    codes: str

    @property
    def question(self) -> bool:
        return "?" in self.text


@dataclass(frozen=True)
class Whole:
    """One script as a whole: labelled, found, and whether a labelled crossing was caught."""

    file: str
    label: str
    found: str
    has_crossing: bool
    caught: bool


@dataclass(frozen=True)
class Share:
    """So many of so many, with Wilson's interval."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else math.nan

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        p, n = self.value, self.of
        centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (centre - spread) / (1 + z * z / n)), min(1.0, (centre + spread) / (1 + z * z / n))

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{self.value:6.1%}  ({self.hits} of {self.of}; {low:.1%} to {high:.1%})" if self.of else "   none"


def judge_folder(folder: Path, only: str = "") -> tuple[list[Judged], list[Whole]]:
    """Every labelled section and script of a folder, or one script of it, judged."""
    labels = defaultdict(list)
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["file"]].append(label)
    sections, wholes = list[Judged](), list[Whole]()
    for line in (folder / "scripts.jsonl").read_text(encoding="utf-8").splitlines():
        script = json.loads(line)
        if only and script["file"] != only:
            continue
        text = read(folder / script["file"]).text
        report = check(text, facts={"mode": script["mode"]}, on=ON)
        mine = list(judge_script(script["file"], text, report, labels[script["file"]]))
        sections += mine
        crossings = [each for each in mine if each.crossing]
        caught = any(each.crosses for each in crossings)
        wholes.append(Whole(script["file"], script["overall"], report.overall, bool(crossings), caught))
    return sections, wholes


def judge_script(file: str, text: str, report: ScriptReport, labels: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    at = 0
    for label in labels:
        start = text.index(label["text"], at)
        at = end = start + len(label["text"])
        found = max(report.sections, key=lambda section: overlap(section, start, end))
        there = overlap(found, start, end) > 0
        yield Judged(
            file, label["section"], label["text"], label["class"], label["crossing"],
            label.get("depends_resolves_to", ""), found.kind if there else "", there and found.crossing,
            (found.start, found.end) == (start, end),
            " ".join(f"{each.code}:{each.text[:40]!r}" for each in found.findings) if there else "",
        )  # fmt: skip


def overlap(section: SectionReport, start: int, end: int) -> int:
    return max(0, min(section.end, end) - max(section.start, start))


def by_checks(each: Judged) -> str:
    return each.found


def by_question_mark(each: Judged) -> str:
    return "research" if each.question else "direct_marketing"


def share(sections: Iterable[Judged], of: Callable[[Judged], bool], hit: Callable[[Judged], bool]) -> Share:
    among = [each for each in sections if of(each)]
    return Share(sum(map(hit, among)), len(among))


def metrics(sections: list[Judged], said: Callable[[Judged], str]) -> dict[str, Share]:
    """What the issue of trust turns on: marketing found, in either form, and what is called marketing wrongly."""

    def markets(each: Judged) -> bool:
        return said(each) in MARKETING

    return {
        "marketing found": share(sections, lambda s: s.label in MARKETING, markets),
        "  as statements": share(sections, lambda s: s.label in MARKETING and not s.question, markets),
        "  as questions": share(sections, lambda s: s.label in MARKETING and s.question, markets),
        "crossing sections found": share(sections, lambda s: s.crossing, markets),
        "research called marketing": share(sections, lambda s: s.label == "research", markets),
        "other called marketing": share(sections, lambda s: s.label in OTHER, markets),
        "depends handled": share(
            sections, lambda s: s.label == "depends", lambda s: said(s) in {"depends", s.resolves}
        ),
        "depends called marketing": share(sections, lambda s: s.label == "depends", markets),
        "class right": share(sections, lambda _: True, lambda s: said(s) == s.label),
    }


def of_scripts(wholes: list[Whole]) -> dict[str, Share]:
    crossing = [each for each in wholes if each.has_crossing]
    return {
        "crossing scripts caught": Share(sum(each.caught for each in crossing), len(crossing)),
        "overall right": Share(sum(each.label == each.found for each in wholes), len(wholes)),
    }


def show(sections: list[Judged], wholes: list[Whole]) -> None:
    print(f"{len(wholes)} scripts, {len(sections)} sections; {sum(s.exact for s in sections)} with the same edges\n")
    ours, baseline = metrics(sections, by_checks), metrics(sections, by_question_mark)
    print(f"{'':26}{'the checks':44}question mark")
    for name, value in ours.items():
        print(f"{name:26}{value!s:44}{baseline[name]}")
    for name, value in of_scripts(wholes).items():
        print(f"{name:26}{value}")
    print()
    confusion(Counter((each.label, each.found or "not found") for each in sections))


def confusion(pairs: Counter[tuple[str, str]]) -> None:
    labels, found = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    print(f"{'labelled / found':18}" + "".join(f"{name[:14]:>16}" for name in found))
    for label in labels:
        print(f"{label:18}" + "".join(f"{pairs[label, name] or '.':>16}" for name in found))


def leave_one_out(folders: list[Path], sections: list[Judged]) -> None:
    """Each script scored without the expressions that no other labelled script has a use for.

    Whatever was written because of one script is taken away before that script is judged: what is left is found by
    expressions that at least one other script shares, or that no script needs.
    """
    used = uses(folders)
    print(
        f"\n{sum(map(len, used.values()))} of all expressions match somewhere; those that match in one script only are"
    )
    print("taken away while that script is judged:\n")
    kept, whole = list[Judged](), metrics(sections, by_checks)
    for folder in folders:
        for name in script_names(folder):
            own = [each for each, files in used.items() if files == {str(folder / name)}]
            with without(own):
                kept += list(judge_folder(folder, only=name)[0])
    left = metrics(kept, by_checks)
    print(f"{'':26}{'all expressions':44}without its own")
    for name, value in whole.items():
        print(f"{name:26}{value!s:44}{left[name]}")


def script_names(folder: Path) -> list[str]:
    return [json.loads(line)["file"] for line in (folder / "scripts.jsonl").read_text(encoding="utf-8").splitlines()]


def uses(folders: list[Path]) -> dict[tuple[int, int], set[str]]:
    """For each expression that matches in some labelled script, the scripts it matches in."""
    found = defaultdict[tuple[int, int], set[str]](set)
    made = [each for each in gc.get_objects() if isinstance(each, phrases.Phrase)]
    for folder in folders:
        for name in script_names(folder):
            texts = {s.plain for part in split(read(folder / name).text).sections for s in sentences(part.text)}
            for text in texts:
                possible = phrases._candidates(text)
                for each in made:
                    for place in range(len(each._alternatives)):
                        if possible.get(each._number, 0) >> place & 1 and each.alone(place).search(text):
                            found[each._number, place].add(str(folder / name))
    return found


@contextmanager
def without(own: list[tuple[int, int]]) -> Iterator[None]:
    """The check as it would be had these expressions never been written."""
    indexes = [*phrases._INDEX.values(), phrases._ALWAYS]
    before = [dict(index) for index in indexes]
    for number, place in own:
        for index in indexes:
            if number in index:
                index[number] &= ~(1 << place)
    forget()
    yield
    for index, old in zip(indexes, before, strict=True):
        index.clear()
        index.update(old)
    forget()


def forget() -> None:
    """Clear what is remembered of sentences."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("ringfence.scripts"):
            each.cache_clear()


def show_passages(file: Path, *, verbose: bool) -> None:
    """Single passages with nothing around them: how many of each label and subtype are called marketing."""
    called, total, shown = Counter[tuple[str, str]](), Counter[tuple[str, str]](), list[str]()
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kinds = {section.kind for section in check(row["text"], facts={}, on=ON).sections}
        kind = row["label"], row.get("subtype", "")
        total[kind] += 1
        called[kind] += not MARKETING.isdisjoint(kinds)
        if (row["label"] == "marketing") == MARKETING.isdisjoint(kinds):
            shown.append(f"{row['label']:10} {row.get('subtype', ''):24} {' '.join(row['text'].split())[:300]}")
    for label in sorted({label for label, _ in total}):
        of = [kind for kind in total if kind[0] == label]
        print(f"{label:12} called marketing {Share(sum(called[k] for k in of), sum(total[k] for k in of))}")
        for kind in sorted(of):
            print(f"   {kind[1]:30} {Share(called[kind], total[kind])}")
    if verbose:
        print(*shown, sep="\n")


def differences(sections: list[Judged], wholes: list[Whole]) -> Iterator[str]:
    for each in sections:
        if each.label != each.found:
            text = " ".join(each.text.split())[:260]
            mark = "!" if each.crossing else ""
            yield f"{each.file[:22]} {each.place:>2} {each.label}{mark} -> {each.found or 'none'} | {text} | {each.codes}"
    for whole in wholes:
        if whole.label != whole.found:
            yield f"{whole.file} overall: {whole.label} -> {whole.found}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument("--passages", type=Path, help="single passages, a JSON object a line")
    parser.add_argument("--leave-one-out", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="print every section that was read otherwise")
    options = parser.parse_args()
    if options.passages:
        show_passages(options.passages, verbose=options.verbose)
        return 0
    sections, wholes = list[Judged](), list[Whole]()
    for folder in options.folder:
        one, other = judge_folder(folder)
        sections, wholes = sections + one, wholes + other
    show(sections, wholes)
    if options.leave_one_out:
        leave_one_out(options.folder, sections)
    if options.verbose:
        print(*differences(sections, wholes), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
