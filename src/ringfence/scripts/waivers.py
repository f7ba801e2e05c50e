"""waivers.toml -> Waiver: a named person's reason to let one finding stand, kept in every report.

A waiver settles what needs a person and nothing else:

- a warning that asks a person to read: settled, it no longer holds the script;
- a warning that waits for a fact: nothing changes, only the campaign card can say;
- an error: contested. A person may say that the check misread the words, so block becomes hold, never allow;
- a note: kept on record.

Broken duties and rules of law have no waiver. What a code asks, and is broken only because sections promote, becomes
hold once everything found in those sections is contested. No waiver changes a fact: numbers are judged as if the words
promote. The day that counts for `until` is the day judged; `section_hash` ends a waiver with the section's next edit.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ringfence.errors import RingfenceError
from ringfence.scripts.checking import SectionReport
from ringfence.scripts.checks import CHECKS
from ringfence.scripts.findings import Finding
from ringfence.scripts.points import HASH, section_hash
from ringfence.scripts.words import straight

NAME = "waivers.toml"  # looked for beside the script
REQUIRED = ("code", "reason", "by", "on")
OPTIONAL = ("text", "section", "section_hash", "script", "file", "until")
FEWEST_WORDS = 2
FORM = 'It takes: code = "DM102", text = "words of the script", reason = "...", by = "a name", on = 2026-11-21.'
CODES = frozenset(check.code for check in CHECKS)


class WaiverUnusable(RingfenceError):
    """A waiver that says too little, or too much, to count."""

    code = "waiver-unusable"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding let stand by a person; `place` is where it is written."""

    code: str
    reason: str
    by: str
    on: date
    place: str
    text: str = ""
    section: str = ""
    section_hash: str = ""  # of the section's words: with their next edit the waiver ends
    script: str = ""  # hash of the text that `section` counts in: section numbers move
    file: str = ""
    until: date | None = None

    def expired(self, on: date) -> bool:
        return self.until is not None and on > self.until

    def of_file(self, name: str) -> bool:
        """True unless it names another file of the folder."""
        return self.file in ("", name)

    def covers(self, finding: Finding, section: SectionReport, text: str, text_hash: str) -> bool:
        """True when it means this finding of this section of the text."""
        if finding.code != self.code or (self.script and self.script != text_hash):
            return False
        if self.section and self.section not in (section.id, section.label):
            return False
        if self.section_hash and self.section_hash != section_hash(section.text):
            return False
        return not self.text or any(
            (start <= finding.start and finding.end <= end) or (finding.start <= start and end <= finding.end)
            for start, end in _places(self.text, text)
        )


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text, whatever the spacing, the case and the quotation marks."""
    pattern = r"\s+".join(re.escape(word) for word in straight(words).split())
    for match in re.finditer(pattern, straight(text), re.IGNORECASE):
        yield match.start(), match.end()


def beside(script: Path) -> Path | None:
    """The waivers beside a script, if there are any."""
    path = script.parent / NAME
    return path if path.is_file() else None


def load(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file; one that cannot count is refused, not passed over."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise _no_toml(path, error) from error
    return loads(text, path)


def _no_toml(place: Path | str, error: Exception) -> WaiverUnusable:
    return WaiverUnusable(f"{place}: no TOML file that can be read ({error}). Each waiver is a [[waiver]].")


def loads(text: str, path: Path | str) -> tuple[Waiver, ...]:
    """The waivers in a text, which stands at `path`."""
    try:
        tables = tomllib.loads(text)
    except ValueError as error:
        raise _no_toml(path, error) from error
    extra = sorted(set(tables) - {"waiver"})
    entries = tables.get("waiver", [])
    if extra or not isinstance(entries, list):
        raise WaiverUnusable(f"{path}: holds {', '.join(extra) or '[waiver]'}; each waiver is a [[waiver]]. {FORM}")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*waiver\s*\]\]", line)]
    numbers = [*lines, *[0] * len(entries)]
    return tuple(_waiver(entry, f"{path}, line {numbers[at]}") for at, entry in enumerate(entries))


def _waiver(entry: Mapping[str, Any], place: str) -> Waiver:
    if unknown := sorted(set(entry) - {*REQUIRED, *OPTIONAL}):
        raise WaiverUnusable(f"{place}: {', '.join(unknown)} is no part of a waiver. {FORM}")
    for name in REQUIRED:
        if not entry.get(name) or not str(entry[name]).strip():
            raise WaiverUnusable(f"{place}: a waiver needs {name}; without it nobody can answer for it. {FORM}")
    days = {name: _day(entry[name], name, place) for name in ("on", "until") if name in entry}
    words = {name: _words(entry[name], name, place) for name in entry if name not in days}
    waiver = Waiver(place=place, **{**words, **days})  # type: ignore[arg-type]
    _refuse_impossible(waiver)
    return waiver


def _day(value: object, name: str, place: str) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WaiverUnusable(f"{place}: {name} is no date of the form 2026-11-21.")
    return value


def _words(value: object, name: str, place: str) -> str:
    if not isinstance(value, str):
        raise WaiverUnusable(f"{place}: {name} takes words in quotation marks. {FORM}")
    return value.strip()


def _refuse_impossible(waiver: Waiver) -> None:
    if waiver.code not in CODES:
        raise WaiverUnusable(
            f"{waiver.place}: {waiver.code} is no check. A waiver is for one check's finding, by its whole code;"
            " a rule of law has none: what it leaves to a person is answered in the card, at [[judgements]]."
        )
    if not waiver.text and not waiver.section_hash and not (waiver.section and waiver.script):
        raise WaiverUnusable(
            f"{waiver.place}: say which finding, by text = some of its words. A section number alone would"
            " cover other words after the next edit; with section = ..., give script = the text's hash, too, or"
            " section_hash = the hash of the section."
        )
    if waiver.text and not waiver.section_hash and len(waiver.text.split()) < FEWEST_WORDS:
        raise WaiverUnusable(
            f"{waiver.place}: text “{waiver.text}” is too short to mean one finding; quote more of it."
        )
    for name, given in (("script", waiver.script), ("section_hash", waiver.section_hash)):
        if given and not re.fullmatch(HASH + r"[0-9a-f]{64}", given):
            raise WaiverUnusable(f"{waiver.place}: {name} takes the whole hash that `script check` prints: {HASH}...")
    if waiver.until and waiver.until < waiver.on:
        raise WaiverUnusable(f"{waiver.place}: ends ({waiver.until}) before it begins ({waiver.on}).")


def dumps(waivers: Iterable[Waiver]) -> str:
    """The waivers as a file holds them: read again they are the same, but for the place."""
    return "\n".join(_table(each) for each in waivers)


def _table(waiver: Waiver) -> str:
    entries = [(name, getattr(waiver, name)) for name in (*REQUIRED, *OPTIONAL)]
    lines = [f"{name} = {_value(value)}" for name, value in entries if value]
    return "\n".join(["[[waiver]]", *lines, ""])


def _value(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else _quoted(value)


def _quoted(words: str) -> str:
    """Words as a basic string of TOML: JSON's escapes are TOML's, and DEL is escaped too."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
