"""Prints how well the checker agrees with the labelled scripts: segmentation, classes, crossings.

python tests/scripts/measure.py [FOLDER] [-v]
"""

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ringfence.scripts import check
from ringfence.scripts.intake import read

CORPUS = Path(__file__).parent / "corpus"
MARKETING = {"direct_marketing", "fundraising"}


@dataclass
class Measure:
    labelled: int = 0
    exact: int = 0
    missed: int = 0
    extra: int = 0
    pairs: Counter = field(default_factory=Counter)  # (labelled class, class found)
    crossing: Counter = field(default_factory=Counter)  # (labelled, found)
    overall: Counter = field(default_factory=Counter)
    wrong: list = field(default_factory=list)

    def scores(self, name):
        return precision_recall(self.pairs, lambda value: value == name)

    def crossing_scores(self):
        return precision_recall(self.crossing, bool)

    @property
    def accuracy(self):
        return sum(n for (a, b), n in self.pairs.items() if a == b) / max(1, sum(self.pairs.values()))


def precision_recall(pairs, wanted):
    hit = sum(n for (a, b), n in pairs.items() if wanted(a) and wanted(b))
    found = sum(n for (_, b), n in pairs.items() if wanted(b))
    there = sum(n for (a, _), n in pairs.items() if wanted(a))
    precision, recall = hit / found if found else 1.0, hit / there if there else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0


def overlap(section, start, end):
    return max(0, min(section.end, end) - max(section.start, start))


def measure(folder=CORPUS):
    labels, result = defaultdict(list), Measure()
    for line in (folder / "labels.jsonl").read_text().splitlines():
        label = json.loads(line)
        labels[label["file"]].append(label)
    scripts = [json.loads(line) for line in (folder / "scripts.jsonl").read_text().splitlines()]
    for script in scripts:
        measure_script(folder, script, labels[script["file"]], result)
    return result


def measure_script(folder, script, labels, result):
    text = read(folder / script["file"]).text
    report = check(text, facts={"mode": script["mode"]}, on=date(2026, 11, 21))
    result.overall[script["overall"], report.overall] += 1
    if script["overall"] != report.overall:
        result.wrong.append(f"{script['file']} overall: {script['overall']} but found {report.overall}")
    at, used = 0, set()
    for label in labels:
        start = text.index(label["text"], at)
        at = end = start + len(label["text"])
        section = max(report.sections, key=lambda section: overlap(section, start, end))
        result.labelled += 1
        if not overlap(section, start, end):
            result.missed += 1
            result.wrong.append(f"{script['file']} {label['section']}: not found")
            continue
        used.add(section.id)
        result.exact += (section.start, section.end) == (start, end)
        crossing = any(finding.level == "error" and finding.crossing for finding in section.findings)
        result.pairs[label["class"], section.kind] += 1
        result.crossing[label["crossing"], crossing] += 1
        if (
            label["class"] != section.kind
            or label["crossing"] != crossing
            or (section.start, section.end) != (start, end)
        ):
            codes = " ".join(f"{finding.code}:{finding.text[:30]!r}" for finding in section.findings)
            result.wrong.append(
                f"{script['file'][:14]} {label['section']:>2} {label['class']}{'!' if label['crossing'] else ''}"
                f" -> {section.kind}{'!' if crossing else ''} | {section.text[:150]!r} | {codes}"
            )
    for section in report.sections:
        if section.id not in used and not section.preamble:
            result.extra += 1
            result.wrong.append(f"{script['file'][:14]} extra {section.id} {section.kind}: {section.text[:80]!r}")


def show(result, *, verbose=False):
    print(f"sections: {result.labelled} labelled, {result.exact} exact, {result.missed} missed, {result.extra} extra")
    for name in sorted({a for a, _ in result.pairs} | {b for _, b in result.pairs}):
        print("{:18} precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(name, *result.scores(name)))
    print(f"accuracy           {result.accuracy:.3f}")
    print("crossing           precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*result.crossing_scores()))
    print(
        "overall           ",
        sum(n for (a, b), n in result.overall.items() if a == b),
        "of",
        sum(result.overall.values()),
    )
    if verbose:
        print(*result.wrong, sep="\n")


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:] if argument != "-v"]
    show(measure(folders[0] if folders else CORPUS), verbose="-v" in sys.argv)
