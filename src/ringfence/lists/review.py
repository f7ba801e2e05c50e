"""A screening's summary -> a form on which a person signs each situation, and back.

A signature says: I have looked at this situation and agree with what was decided. It changes no verdict, and none can
be changed on the form: a form whose decisions differ from the summary is refused. Nothing signed here lifts an
objection; that is for the person who made it.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ringfence.calendar import british
from ringfence.errors import RingfenceError
from ringfence.lists.report import whole
from ringfence.reasons import REASONS

FORMS = (".md", ".html", ".csv")
COLUMNS = (
    "situation", "decision", "numbers", "in_words", "reasons", "rules", "question", "looked_at", "name", "date",
    "remark", "summary",
)  # fmt: skip
SIGNED = ("looked_at", "name", "date", "remark")  # what a person fills in
PREFIX = "s-"  # before a situation's name in CSV: a spreadsheet takes 1148773e85 for a number, and 0012 for 12
DECISIONS = {"allow": "may be called", "hold": "held: not to be called yet", "block": "not to be called"}


class ReviewRefused(RingfenceError):
    """A form that cannot be written, or does not fit the summary it is held against."""

    code = "review-refused"


@dataclass(frozen=True)
class Entry:
    """One situation as it stands on the form."""

    situation: str
    decision: str
    numbers: int
    words: tuple[str, ...]
    reasons: str
    rules: str
    question: str

    @property
    def means(self) -> str:
        """The decision in words."""
        return DECISIONS[self.decision]

    @property
    def objected(self) -> bool:
        return "OBJECTION_ON_FILE" in self.reasons


def fingerprint(summary: Mapping[str, Any]) -> str:
    """The hash of a summary: the same for the same content, however the file is laid out."""
    plain = json.dumps(summary, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def entries(summary: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The situations of a summary, from the most frequent down."""
    return tuple(
        Entry(
            each["id"],
            each["decision"],
            each["count"],
            tuple(each["in_words"]),
            "; ".join(f"{code}: {REASONS.get(code, '')}" for code in each["reasons"]),
            "; ".join(f"{rule['rule']} ({rule['cites']})" for rule in each.get("rules", ())),
            " ".join(dict.fromkeys(rule["question"] for rule in each.get("rules", ()) if rule["question"])),
        )
        for each in summary["situations"]
    )


def write(summary: Mapping[str, Any], out: Path) -> None:
    """Writes the form: Markdown or HTML to read and sign, or CSV for a spreadsheet."""
    makers = {".md": _markdown, ".html": _html, ".csv": _csv}
    if out.suffix.lower() not in makers:
        raise ReviewRefused(f"{out}: a review is written as .md, .html or .csv. Choose one of these endings.")
    if not out.parent.is_dir():
        raise ReviewRefused(f"{out}: there is no folder {out.parent}. Make it first.")
    text = makers[out.suffix.lower()](summary)
    with whole(out) as (part,):
        part.write_text(text, encoding="utf-8", newline="")


def _csv(summary: Mapping[str, Any]) -> str:
    sink = io.StringIO()
    writer = csv.DictWriter(sink, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    mark = fingerprint(summary)
    for each in entries(summary):
        row = {name: getattr(each, name) for name in ("decision", "numbers", "reasons", "rules", "question")}
        told = {"situation": PREFIX + each.situation, "in_words": "; ".join(each.words), "summary": mark}
        writer.writerow({**row, **told, **dict.fromkeys(SIGNED, "")})
    return "\ufeff" + sink.getvalue()  # so that Excel reads it as UTF-8


def _markdown(summary: Mapping[str, Any]) -> str:
    lines = [
        "# Review of a screening",
        "",
        f"Summary: {fingerprint(summary)}",
        "",
        *introduction(summary),
        "Put an x between the brackets, and your name and the day after the colons. A remark may be left out.",
    ]
    for place, each in enumerate(entries(summary), 1):
        lines += ["", f"## {place}. {each.numbers:,} numbers, {each.decision}, situation {each.situation}", ""]
        lines += [f"{each.means.capitalize()}.", "", *(f"* {fact}" for fact in each.words)]
        told = [("Because", each.reasons), ("Rules", each.rules), ("To be answered", each.question)]
        lines += ["", *(f"{title}: {text}  " for title, text in told if text)]
        lines += ["", "- [ ] I have looked at this and agree", "- Name:", "- Date:", "- Remark:"]
    return "\n".join([*lines, ""])


def introduction(summary: Mapping[str, Any]) -> Iterator[str]:
    """What the form is about, and what signing it means."""
    counts = ", ".join(f"{summary['decisions'].get(each, 0):,} {each}" for each in DECISIONS)
    yield f"{summary['numbers']:,} numbers by the law of {british(date.fromisoformat(summary['on']))}: {counts}."
    yield f"Rules version {summary.get('rules_version', 'not known')}."
    yield ""
    yield (
        "A signature says that you looked at the situation and agree with what was decided. It changes no verdict, and "
        "lifts no objection. A question that only a person can settle is answered in the campaign card, under "
        "[[judgements]]."
    )
    yield ""


def _html(summary: Mapping[str, Any]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only this form needs it

    pages = Environment(loader=PackageLoader("ringfence.lists"), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("review.html").render(
        day=british(date.fromisoformat(summary["on"])),
        mark=fingerprint(summary),
        entries=entries(summary),
        counts=[(name, summary["decisions"].get(name, 0), means) for name, means in DECISIONS.items()],
        introduction=[line for line in introduction(summary) if line],
        columns=COLUMNS,
    )


def rows_of(text: str, name: str) -> list[dict[str, str]]:
    """The situations of a form that came back, as rows of cells."""
    if re.match(r"\ufeff?\s*<(!doctype|html)", text, re.IGNORECASE):
        way_out = "Open it, sign, and press “Save signed form”; or sign the .csv or .md form."
        raise ReviewRefused(f"{name}: a page cannot hold signatures. {way_out}")
    return _rows_of_markdown(text) if "\n## " in text else _rows_of_csv(text, name)


def _rows_of_csv(text: str, name: str) -> list[dict[str, str]]:
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)  # Excel saves with the mark of the country
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    missing = [each for each in COLUMNS if not rows or each not in rows[0]]
    if missing:
        raise ReviewRefused(
            f"{name}: no form of a review, the columns {', '.join(missing)} are missing. "
            "Sign what `ringfence list review -o` wrote."
        )
    plain = [{key: (value or "").strip() for key, value in row.items() if key} for row in rows]
    return [{**row, "situation": row["situation"].removeprefix(PREFIX)} for row in plain]


def _rows_of_markdown(text: str) -> list[dict[str, str]]:
    mark = re.search(r"^Summary: *([0-9a-f]{64})\s*$", text, re.MULTILINE)
    return [_section(section, mark[1] if mark else "") for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]


def _section(section: str, mark: str) -> dict[str, str]:
    head = re.match(r"\d+\. ([\d,]+) numbers, (\w+), situation (\w+)", section)
    ticked = re.search(r"^- \[([^\]]*)\]", section, re.MULTILINE)
    found = {"summary": mark, "looked_at": ticked[1].strip() if ticked else ""}
    for name in ("name", "date", "remark"):
        cell = re.search(rf"^- {name.capitalize()}:(.*)$", section, re.MULTILINE)
        found[name] = cell[1].strip() if cell else ""
    numbers, decision, situation = head.groups() if head else ("", "", "")
    return {**found, "numbers": numbers.replace(",", ""), "decision": decision, "situation": situation}


def unaltered(rows: Sequence[Mapping[str, str]], summary: Mapping[str, Any], name: str) -> dict[str, Mapping[str, str]]:
    """The rows by situation, if the form is that of this summary and says of every situation what it says."""
    mark = fingerprint(summary)
    if any(row["summary"] != mark for row in rows):
        raise ReviewRefused(
            f"{name}: this form is of another screening (its hash does not fit the summary). Write a new form with "
            "`ringfence list review SUMMARY.json -o review.csv`, and have it signed."
        )
    by_situation = {row["situation"]: row for row in rows}
    if len(by_situation) < len(rows):
        raise ReviewRefused(f"{name}: a situation stands there twice. Keep one of them.")
    for each in entries(summary):
        row = by_situation.get(each.situation)
        if row is None:
            raise ReviewRefused(f"{name}: situation {each.situation} is missing. Every situation is signed or none is.")
        if (row["decision"], row["numbers"]) != (each.decision, str(each.numbers)):
            _refuse_change(each, row, name)
    if len(by_situation) > len(entries(summary)):
        raise ReviewRefused(f"{name}: it holds a situation that the summary does not. Write a new form.")
    return by_situation


def _refuse_change(entry: Entry, row: Mapping[str, str], name: str) -> None:
    was = f"{entry.decision}, {entry.numbers:,} numbers"
    why = "No signature lifts an objection" if entry.objected else "A signature changes no verdict"
    raise ReviewRefused(
        f"{name}: situation {entry.situation} was changed to {row['decision'] or 'nothing'}, {row['numbers'] or 'no'} "
        f"numbers; the screening says {was}. {why}: put it back."
    )
