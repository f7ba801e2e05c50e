"""An XLSForm -> a questionnaire: its questions in the language that was checked, with routing, choices and constraints.

`relevant` is ask_if, of groups too; `constraint` is must; `choice_filter`, `calculation`, `repeat` and question types
that no telephone can ask are refused: each by its row, with the way out.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from msgspec.structs import replace

from ringfence.answers.interview.from_script import Section
from ringfence.answers.interview.questionnaire import Choice, Kind, Question, Questionnaire, QuestionnaireUnusable, Role
from ringfence.scripts.intake import MAX_BYTES
from ringfence.scripts.sources import xlsform
from ringfence.scripts.sources.spreadsheet import read_sheets
from ringfence.scripts.sources.xlsform import CHOOSES, ENGLISH, Form, Record
from ringfence.scripts.sources.zipguard import Package

KINDS: dict[str, Kind] = {
    "note": "say", "acknowledge": "say", "integer": "number", "decimal": "number", "range": "number", "text": "open",
    "string": "open",
}  # fmt: skip
UNSEEN = frozenset(  # what a form keeps about the device and the time: nothing that is asked, and nothing we keep
    "start end today deviceid username phonenumber email audit simserial subscriberid".split()
)
WORKED_OUT = ("choice_filter", "calculation", "repeat_count")
RANGE = re.compile(r"(start|end)\s*=\s*(-?\d+(?:\.\d+)?)")
ROLES: dict[str, Role] = {
    "identity": "identity", "privacy": "privacy", "screening": "screening", "objection": "objection",
    "recontact": "recontact",
}  # fmt: skip
YES, NO = frozenset(["yes", "true", "true()", "1"]), frozenset(["", "no", "false", "false()", "0"])


def find(path: Path) -> Form | None:
    """The form in a file, if it is one."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if not data.startswith(b"PK") or len(data) > MAX_BYTES:
        return None
    package = Package(data, str(path))
    return xlsform.find(read_sheets(package)) if any(part.startswith("xl/") for part in package.parts) else None


def questionnaire(
    form: Form, sections: tuple[Section, ...], *, campaign: str, title: str, script: str, script_sha256: str
) -> Questionnaire:
    """The form's questions. Which line says who calls and what becomes of the answers, the checked script tells.

    A row can say so itself in a column `ringfence::role`.
    """
    language = next((each for each in form.languages() if ENGLISH.fullmatch(each or form.default)), "")
    roles = _roles(sections)
    questions = tuple(_with_role(each, roles) for each in _questions(form, language, script))
    return Questionnaire(
        campaign=campaign, title=title, script=script, script_sha256=script_sha256, questions=questions
    )


def _roles(sections: tuple[Section, ...]) -> dict[str, Role]:
    """The roles that the check found, by the row's name."""
    found: dict[str, Role] = {}
    for section in sections:
        if section.kind == "identification" and "identity" not in found.values():
            found[section.label] = "identity"
        elif "data_use_statement" in section.tags and "privacy" not in found.values():
            found[section.label] = "privacy"
    return found


def _with_role(question: Question, roles: dict[str, Role]) -> Question:
    if question.role or question.kind != "say":
        return question
    return replace(question, role=roles.get(question.id, ""))


def _questions(form: Form, language: str, script: str) -> Iterator[Question]:
    groups: list[str] = []
    for record in form.survey:
        kind = _text(record, "type").lower().replace(" ", "_")
        if kind.startswith("begin"):
            if "repeat" in kind:
                _refuse(record, script, "a repeat cannot be asked: write its questions out as often as they are asked")
            groups.append(_text(record, "relevant"))
        elif kind.startswith("end_") or (kind == "end" and not _text(record, "name")):
            groups = groups[:-1]
        elif kind and kind not in UNSEEN:
            yield _question(form, record, language, [*groups, _text(record, "relevant")], script)


def _question(form: Form, record: Record, language: str, routes: list[str], script: str) -> Question:
    written = _text(record, "type")
    for column in WORKED_OUT:
        if _text(record, column):
            _refuse(record, script, f"`{column}` is not read: write the cases out as questions with `relevant`")
    chosen = CHOOSES.match(written)
    kind = _kind(record, written, chosen, script)
    limits = dict(RANGE.findall(_text(record, "parameters")))
    role = _text(record, "ringfence::role").lower()
    if role and role not in ROLES:
        _refuse(record, script, f"`{role}` is no role: {', '.join(ROLES)}")
    return Question(
        id=_text(record, "name"), kind=kind, text=_said(record, "label", language), role=ROLES.get(role, ""),
        choices=tuple(_choices(form, chosen, language, record, script)) if chosen else (),
        ask_if=" and ".join(f"({each})" if len([r for r in routes if r]) > 1 else each for each in routes if each),
        must=_text(record, "constraint"), must_say=_said(record, "constraint_message", language),
        note=_said(record, "hint", language), shuffle="randomize=true" in _text(record, "parameters").replace(" ", ""),
        required=_required(record, script), purpose=_text(record, "ringfence::purpose"),
        least=float(limits["start"]) if "start" in limits else None,
        most=float(limits["end"]) if "end" in limits else None,
    )  # fmt: skip


def _kind(record: Record, written: str, chosen: re.Match[str] | None, script: str) -> Kind:
    if chosen:
        several = written.lower().replace("_", " ").startswith(("select multiple", "select_multiple"))
        if written.lower().startswith("rank"):
            _refuse(record, script, "ranking is not read: ask for the first, then for the second")
        return "many" if several else "one"
    found = KINDS.get(written.split(maxsplit=1)[0].lower())
    if found is None:
        _refuse(record, script, f"the type `{written}` cannot be asked on the telephone and is not kept")
    return found


def _choices(form: Form, chosen: re.Match[str], language: str, record: Record, script: str) -> Iterator[Choice]:
    rows = form.choices.get(chosen[1], ())
    if not rows:
        _refuse(record, script, f"there is no list `{chosen[1]}` on the sheet choices")
    for row in rows:
        note = _text(row, "ringfence::ends").lower()
        if note not in ("", "not_eligible", "refused"):
            _refuse(row, script, f"`{note}` ends nothing: write not_eligible or refused")
        yield Choice(
            code=_text(row, "name"), text=_said(row, "label", language),
            read_out=_text(row, "ringfence::read_out").lower() not in {"no", "false", "0"},
            alone=_text(row, "ringfence::alone").lower() in YES,
            ends="not_eligible" if note == "not_eligible" else "refused" if note == "refused" else "",
        )  # fmt: skip
    if "or_other" in chosen[2]:
        yield Choice(code="other", text="Other")


def _required(record: Record, script: str) -> bool:
    written = _text(record, "required").lower()
    if written not in YES | NO:
        _refuse(record, script, f"`required = {written}` is not read: write yes or no")
    return written in YES


def _said(record: Record, name: str, language: str) -> str:
    cell = record.get(f"{name}::{language}") or record.get(name)
    return " ".join(cell.text.split()) if cell else ""


def _text(record: Record, name: str) -> str:
    return record[name].text.strip() if name in record else ""


def _refuse(record: Record, script: str, why: str) -> NoReturn:
    place = next(iter(record.values())).place if record else "the form"
    raise QuestionnaireUnusable(f"{script}, {place}: {why}.")
