"""An XLSForm (sheets survey and choices) -> the script in it, in each language that the checks read.

Labels are what is said; hints are notes to the interviewer; `relevant` is routing; `${name}` stays a placeholder.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ringfence.scripts.sources import rows
from ringfence.scripts.sources.as_read import Writer
from ringfence.scripts.sources.refusals import ScriptOtherLanguage
from ringfence.scripts.sources.rows import Cell, Item
from ringfence.scripts.sources.spreadsheet import Sheet

Record = Mapping[str, Cell]  # a row by its column's heading
ENGLISH = re.compile(r".*\benglish\b.*|.*\(en(?:[-_]\w+)?\)|en(?:[-_]\w+)?|", re.IGNORECASE)
CHOOSES = re.compile(r"(?:select[_ ](?:one|multiple)|rank|select1|select)\s+(?:from\s+)?(\S+)(.*)", re.IGNORECASE)
SPOKEN = ("label",)
NOTES = ("hint", "guidance_hint", "constraint_message", "required_message")
ROUTING = {"relevant": "ASK IF", "relevance": "ASK IF"}
MEDIA = ("audio", "image", "video", "media::audio", "media::image", "media::video")


@dataclass(frozen=True, slots=True)
class Form:
    """A form's questions, its lists of choices and its title."""

    survey: tuple[Record, ...]
    choices: Mapping[str, Sequence[Record]]  # by the list they are in
    title: Cell | None
    default: str  # the language of columns that name none

    def languages(self) -> list[str]:
        """The languages of its labels, “” where a column names none; in order."""
        found = dict.fromkeys(
            name.partition("::")[2].strip()
            for record in self.survey
            for name, cell in record.items()
            if cell and name.partition("::")[0].strip() in SPOKEN
        )
        return list(found)


def find(sheets: Sequence[Sheet]) -> Form | None:
    """The form that a workbook holds, if it is one."""
    named = {sheet.name.strip().lower(): _records(sheet) for sheet in sheets}
    survey = named.get("survey", ())
    keys = {name for record in survey for name in record}
    if "type" not in keys or not any(name.partition("::")[0].strip() in SPOKEN for name in keys):
        return None
    settings = next(iter(named.get("settings", ())), {})
    default = settings.get("default_language")
    choices: dict[str, list[Record]] = {}
    for record in named.get("choices", ()):
        choices.setdefault(_text(record, "list_name") or _text(record, "list name"), []).append(record)
    return Form(survey, choices, settings.get("form_title"), default.text if default else "")


def _records(sheet: Sheet) -> tuple[Record, ...]:
    heading, *body = sheet.grid() or [[]]
    names = [_heading(cell.text) for cell in heading]
    return tuple({name: cell for name, cell in zip(names, row, strict=True) if name} for row in body)


def _heading(text: str) -> str:
    """A column's heading, what comes before its language in lower case."""
    kind, mark, language = " ".join(text.split()).partition("::")
    if kind.lower() == "media":
        kind, mark, language = f"{kind}::{language.partition('::')[0]}", "::", language.partition("::")[2]
    return f"{kind.strip().lower()}{mark and '::'}{language.strip()}" if language else kind.strip().lower()


def write(writer: Writer, form: Form) -> None:
    """The form in every language that the checks read; the other languages are kept, and told."""
    languages = form.languages()
    english = [each for each in languages if ENGLISH.fullmatch(each or form.default)]
    if not english:
        names = ", ".join(each or form.default for each in languages)
        raise ScriptOtherLanguage(f"this form is in {names}, and the checks read English only. Add an English label.")
    if form.title:
        rows.write_heading(writer, form.title)
    for language in english:
        if len(english) > 1:
            rows.write_heading(writer, Cell(language or "Without a language", form.survey[0]["type"].place))
        _write_in(writer, form, language)
    for language in (each for each in languages if each not in english):
        rows.write_translation(writer, list(_all_said(form, language)), language or form.default)
    _tell_media(writer, form)


def _write_in(writer: Writer, form: Form, language: str) -> None:
    for record in form.survey:
        kind = _text(record, "type").lower().replace(" ", "_")
        label = _said(record, "label", language)
        if kind.startswith(("begin_", "begin")):
            rows.write_heading(writer, label or Cell("", ""))
        elif label:
            rows.write_item(writer, _item(form, record, label, language))


def _item(form: Form, record: Record, label: Cell, language: str) -> Item:
    chosen = CHOOSES.match(_text(record, "type"))
    answers = list(_choices(form, chosen[1], language)) if chosen else []
    if chosen and "other" in chosen[2]:
        answers.append(Cell("Other", label.place))
    notes = [cell for name in NOTES if (cell := _said(record, name, language))]
    routing = [
        Cell(f"{word} {record[name].text}", record[name].place)
        for name, word in ROUTING.items() if record.get(name)
    ]  # fmt: skip
    return Item(_text(record, "name"), "", [label], answers, notes, routing)


def _choices(form: Form, name: str, language: str) -> Iterator[Cell]:
    for record in form.choices.get(name, ()):
        if cell := _said(record, "label", language):
            yield Cell(" ".join(cell.text.split()).replace(";", ","), cell.place)


def _said(record: Record, name: str, language: str) -> Cell | None:
    """What a row says in a language; a column that names none serves all."""
    wanted = record.get(f"{name}::{language}") or record.get(name)
    return wanted or None


def _text(record: Record, name: str) -> str:
    return record[name].text.strip() if name in record else ""


def _all_said(form: Form, language: str) -> Iterator[Cell]:
    """Every label and choice in one language."""
    for record in chain(form.survey, *form.choices.values()):
        if cell := record.get(f"label::{language}" if language else "label"):
            yield cell


def _tell_media(writer: Writer, form: Form) -> None:
    count = sum(bool(cell) for record in form.survey for name, cell in record.items()
                if name.partition("::")[0] in MEDIA or name.startswith("media::"))  # fmt: skip
    if count:
        files = f"{count} recordings or pictures are" if count > 1 else "1 recording or picture is"
        writer.remarks.append(f"{files} named in the form: what they say is not judged.")
