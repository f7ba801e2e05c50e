"""Runs the readable specs beside this file.

In a ```script block every line is script text, except lines that begin with `#`. `#   ^^^^ DM101` says that the check
finds those words in the line above; `#= research` names the class of the section above. A line with no `^` under it
must hold no finding that counts against it.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from ringfence.scripts import check

HERE = Path(__file__).parent
BLOCK = re.compile(
    r"^### (?P<title>.+?)\n(?P<notes>(?:(?!^```script|^### ).*\n)*?)```script(?P<facts>.*)\n(?P<body>(?:.*\n)*?)```",
    re.MULTILINE,
)
MARK = re.compile(r"#(?P<gap> *)(?P<carets>\^+) (?P<code>[A-Z]{2}\d{3})")


def specs():
    for page in sorted(HERE.glob("*.md")):
        found = list(BLOCK.finditer(page.read_text()))
        assert found, f"{page.name} holds no spec"
        for match in found:
            yield pytest.param(match, id=f"{page.stem}: {match['title']}")


def read_facts(words):
    """`mode=recorded answers_linked=no` -> facts."""
    pairs = dict(word.split("=") for word in words.split())
    return {name: {"yes": True, "no": False}.get(value, value) for name, value in pairs.items()}


@pytest.mark.parametrize("spec", list(specs()))
def test_spec(spec):
    lines, marks, classes = [], [], []
    for line in spec["body"].splitlines():
        if mark := MARK.match(line):
            start = 0 if not mark["gap"] else mark.start("carets")
            marks.append((len(lines) - 1, start, mark.end("carets"), mark["code"]))
        elif line.startswith("#="):
            classes.append((len(lines) - 1, line[2:].strip()))
        else:
            lines.append(line)
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    report = check(text, facts=read_facts(spec["facts"]), on=date(2026, 11, 21))
    for number, left, right, code in marks:
        places = [(f.start, f.end) for f in report.findings if f.code == code]
        at = starts[number]
        assert any(start < at + right and at + left < end for start, end in places), (
            f"{code} not found in {lines[number]!r}: {places}"
        )
    for number, kind in classes:
        section = next(
            s
            for s in report.sections
            if s.start <= starts[number] + len(lines[number]) - 1 < s.end + 1 and s.end >= starts[number]
        )
        assert section.kind == kind, f"{section.text!r} is {section.kind}"
    marked = {number for number, *_ in marks}
    for finding in report.findings:
        number = text.count("\n", 0, finding.start)
        if finding.markets or finding.level == "error":
            assert number in marked, f"{finding.code} {finding.text!r} found but not marked"
