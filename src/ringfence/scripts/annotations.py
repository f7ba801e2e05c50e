"""A script's report one line a finding: for GitHub's annotations, and for editors that read compilers' lines.

GitHub shows ten annotations of a kind for each step, so the gravest come first. Known findings are left to the
summary line; waived ones are notices.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from ringfence.scripts.checking import ScriptReport
from ringfence.scripts.points import RANK
from ringfence.scripts.reading import asides, verdict, waived
from ringfence.scripts.review import Review, Told, reviewed

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
LINES_OF_THEIR_OWN = {
    ".md",
    ".markdown",
    ".txt",
    ".text",
    "",
}  # in other files, lines of the text as read are not to be seen


def as_github(reports: Iterable[tuple[str, ScriptReport | Review]]) -> str:
    """Workflow commands, then a line a file with the verdict."""
    reviews = [(file, reviewed(report)) for file, report in reports]
    found = [(file, told, review) for file, review in reviews for told in review.told if told.shown and not told.known]
    found.sort(key=lambda each: -RANK[each[1].point.level])
    lines = [_command(file, told, review) for file, told, review in found]
    return "\n".join([*lines, *_summaries(reviews)])


def as_lines(reports: Iterable[tuple[str, ScriptReport | Review]]) -> str:
    """`file:line:column: level CODE message`, then a line a file with the verdict."""
    reviews = [(file, reviewed(report)) for file, report in reports]
    lines = [_line(file, told, review) for file, review in reviews for told in review.told if told.shown]
    return "\n".join([*lines, *_summaries(reviews)])


def _summaries(reviews: Iterable[tuple[str, Review]]) -> Iterator[str]:
    for file, review in reviews:
        yield " ".join([f"{file}: {verdict(review)}", *asides(review)])


def _line(file: str, told: Told, review: Review) -> str:
    line, column = place(review.report.text, told.point.start)
    known = " [known]" if told.known else ""
    return f"{file}:{line}:{column}: {told.point.level} {told.point.code} {_says(told)}{known}"


def _says(told: Told) -> str:
    """The message, the cure, and the waiver, on one line."""
    point = told.point
    fix = point.finding.fix if point.finding else point.duty.rule.cure if point.duty else ""
    advice = f"Instead: {fix}" if point.level != "note" else ""
    parts = [f"{point.message.removesuffix('.')}.", advice, waived(told)]
    return " ".join(" ".join(part for part in parts if part).split())


def _command(file: str, told: Told, review: Review) -> str:
    point = told.point
    where = {"file": PurePath(file).as_posix(), **_span(file, told, review.report.text)}
    where["title"] = f"{point.code} {point.name}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    return f"::{'notice' if told.waiver else COMMANDS[point.level]} {properties}::{_data(_says(told))}"


def _span(file: str, told: Told, text: str) -> dict[str, str]:
    """Lines, and columns where the words stand on one line: GitHub takes none across lines."""
    if PurePath(file).suffix.lower() not in LINES_OF_THEIR_OWN:
        return {}
    (line, column), (end_line, end_column) = place(text, told.point.start), place(text, told.point.end)
    lines = {"line": str(line), "endLine": str(end_line)}
    return lines if line != end_line else {**lines, "col": str(column), "endColumn": str(end_column)}


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both counted from one."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
