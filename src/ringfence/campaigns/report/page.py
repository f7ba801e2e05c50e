"""report.json -> report.html: one page to read on a screen or on paper, with no network and no script.

Everything in a report is hostile text (a script, a file name, a supplier): the templates escape all of it, and signs
that would hide or reorder what is read are shown as pictures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ringfence.campaigns.report import charts, words
from ringfence.campaigns.report import script as scripts
from ringfence.campaigns.report.shape import Answer, Report, Screening

STEPS_OPENLY = 6  # next steps shown without being asked for


@dataclass(frozen=True, slots=True)
class Group:
    """Answers of one kind, with the heading above them."""

    key: str
    heading: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures beneath the verdict."""

    value: str
    name: str
    note: str


def render(report: Report) -> str:
    """The report as one self-contained HTML page."""
    return _environment().get_template("report.html").render(whole=True, **_shown(report))


def part(report: Report, *names: str) -> Markup:
    """Parts for a page of others: `verdict`, `answers`, `script`, `list`, `people`, `sanctions`, `rules`."""
    files = [f"{name}.html" for name in names]
    return Markup(  # noqa: S704 - the templates escaped what is not ours
        _environment().get_template("part.html").render(whole=False, parts_shown=files, **_shown(report))
    )


def style() -> str:
    """The report's style, for whatever stands inside an element of class `report`."""
    css = (Path(__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")
    lines = [line for line in css.splitlines() if not line.startswith(("html ", "body "))]
    return ".report {\n" + "\n".join(lines).replace(":root {", "& {", 1) + "\n}\n"


def _shown(report: Report) -> dict[str, Any]:
    """What the templates read."""
    shown = scripts.views(report["script"]["sections"])
    screening, targeting = report["list"], report["targeting"]
    return {
        "report": report,
        "sentence": _sentence(report),
        "figures": _figures(shown, screening),
        "steps": (report["next"][:STEPS_OPENLY], report["next"][STEPS_OPENLY:]),
        "groups": _groups(report["answers"]),
        "sections": shown,
        "strip": scripts.strip(shown),
        "tallies": scripts.tallies(shown),
        "screening": screening,
        "parts": charts.parts(screening["decisions"]) if screening else (),
        "bars": charts.bars(screening["situations"], screening["numbers"]) if screening else (),
        "openly": charts.OPENLY,
        "most": charts.MOST,
        "reason_words": _reason_words(screening),
        "areas": charts.areas(targeting) if targeting else None,
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ringfence.campaigns.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "british": words.british,
        "number": words.number,
        "plain": words.plain,
        "sentence": words.sentence,
        "chance": words.chance,
        "counted": words.counted,
        "share": words.share,
        "web_address": words.web_address,
        "beside": words.beside,
        "ids": _ids,
    }
    environment.globals["words"] = words
    return environment


def _visible(value: Any) -> Any:
    """What a template prints, with control signs made visible; markup of our own stays as it is."""
    return words.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _ids(shown: Iterable[scripts.View]) -> str:
    return ", ".join(view.id for view in shown)


def _sentence(report: Report) -> str:
    """The verdict's sentence without the word that already stands large before it."""
    text = report["sentence"].strip()
    first, colon, rest = text.partition(":")
    if colon and first.lower() == report["verdict"]:
        text = rest.strip()
    return words.sentence(text)


def _figures(shown: Sequence[scripts.View], screening: Screening | None) -> tuple[Figure, ...]:
    crossing = sum(view.crosses for view in shown)
    script = Figure(
        words.number(crossing),
        "section promotes" if crossing == 1 else "sections promote",
        f"of {words.counted(len(shown), 'section')} in the script",
    )
    if screening is None:
        return (script, Figure("None", "lists screened", "so no number was judged"))
    return (script, *(_figure(part) for part in charts.parts(screening["decisions"])))


def _figure(part: charts.Part) -> Figure:
    names: Mapping[str, str] = {"allow": "numbers callable", "hold": "numbers held", "block": "numbers blocked"}
    return Figure(words.number(part.count), names[part.label.key], f"{part.share} of the list")


def _groups(answers: Iterable[Answer]) -> tuple[Group, ...]:
    """Breaches first, then questions for a person, then missing facts, then what a person settled, then the rest."""
    headings = {
        "breach": "Breaches",
        "question": "Questions for a person",
        "fact": "Facts that are missing",
        "answered": "Questions a person has answered",
        "order": "Looked at, and nothing found against the campaign",
    }
    found: dict[str, list[Answer]] = {key: [] for key in headings}
    for answer in answers:
        found[_group(answer)].append(answer)
    return tuple(Group(key, heading, tuple(found[key])) for key, heading in headings.items() if found[key])


def _group(answer: Answer) -> str:
    if answer["outcome"] == "BREACH":
        return "breach"
    if answer["answered"] is not None and answer["decision"] == "allow":
        return "answered"
    return {"NEEDS_HUMAN": "question", "NEEDS_FACT": "fact"}.get(answer["outcome"], "order")


def _reason_words(screening: Screening | None) -> Mapping[str, str]:
    return {reason["code"]: reason["words"] for reason in screening["reasons"]} if screening else {}
