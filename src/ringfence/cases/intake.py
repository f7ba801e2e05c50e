"""Flags, a letter by e-mail, or a table of complaints -> complaints; a file that cannot be read is refused."""

import csv
import email
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ringfence.cases.complaint import Complaint, complaint, field_of
from ringfence.cases.events import CaseUnusable
from ringfence.numbers import read
from ringfence.preferences.events import instant

MAIL = (".eml",)
TABLES = (".csv", ".tsv", ".txt")
MOST_BYTES = 20_000_000
_LABEL = re.compile(r"^\s*([A-Za-z][A-Za-z' _/-]{1,40}?)\s*[:=]\s*(\S.*?)\s*$")
_DIGITS = r"(\+?[\d(][\d\s().-]{8,18}\d)"
_CALLED = re.compile(
    rf"\b(?:my|our) (?:tele)?(?:phone )?(?:number|line|landline|mobile)(?: number)? (?:is|was) {_DIGITS}"
    rf"|\b(?:called|rang|rung|phoned) (?:me |us )?on {_DIGITS}"
    rf"|\bcalls?\b[^.;\n\d]{{0,40}} (?:on|to) (?:(?:my|our) [a-z ]{{2,20}} )?{_DIGITS}",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    rf"\b(?:(?:called|rang|came|call|number shown was) from(?: the number)?|caller id(?: was)?) {_DIGITS}",
    re.IGNORECASE,
)


def from_file(file: Path, now: datetime) -> Iterator[tuple[str, Complaint | CaseUnusable]]:
    """Each complaint in a file with its place, or what is wrong with it; a file of another kind is refused."""
    ending = file.suffix.lower()
    if ending not in (*MAIL, *TABLES):
        raise CaseUnusable(f"{file}: neither an e-mail (.eml) nor a table (.csv). Save it as one of them.")
    data = _bytes(file)
    if ending in MAIL:
        yield file.name, from_mail(data, file.name, now)
        return
    yield from _table(_text(data, file), file, now)


def _bytes(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CaseUnusable(f"{file}: cannot be read ({error.strerror}). Check the name and your rights.") from None
    if len(data) > MOST_BYTES:
        raise CaseUnusable(f"{file}: larger than {MOST_BYTES // 1_000_000} MB. Split it, or take out attachments.")
    return data


def _text(data: bytes, file: Path) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CaseUnusable(f"{file}: no text in UTF-8 or Windows-1252. Save it as a CSV in UTF-8.")


def _table(text: str, file: Path, now: datetime) -> Iterator[tuple[str, Complaint | CaseUnusable]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise CaseUnusable(f"{file}: a header and no rows, or nothing. Name the file that holds the complaints.")
    try:
        dialect = csv.Sniffer().sniff(lines[0], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    fields = {name: field_of(name or "") for name in rows.fieldnames or ()}
    if "number" not in fields.values() and "words" not in fields.values():
        found = ", ".join(str(name) for name in fields)
        raise CaseUnusable(f'{file}: no column "number" or "words"; the columns are: {found}. Name them so.')
    for position, row in enumerate(_each(rows, file), 1):
        place = f"{file.name}, row {position}"
        cells = {own: cell for name, cell in row.items() if (own := fields.get(name)) and isinstance(cell, str)}
        if not any(cell.strip() for cell in cells.values()):
            continue
        try:
            yield place, complaint(cells, via="form", now=now, place=place, received=instant(now))
        except CaseUnusable as error:
            yield place, error


def _each(rows: "csv.DictReader[str]", file: Path) -> Iterator[dict[str | Any, str | Any]]:
    try:
        yield from rows
    except csv.Error as error:
        raise CaseUnusable(f"{file}, line {rows.line_num}: {error}. Shorten or remove that row.") from None


def from_mail(data: bytes, place: str, now: datetime) -> Complaint | CaseUnusable:
    """The complaint in an e-mail: labelled lines as in a form, else what its sentences say of the two numbers."""
    message = email.message_from_bytes(data, policy=default)
    if not isinstance(message, EmailMessage) or not message.keys():
        return CaseUnusable(f"{place}: this is no e-mail. Save the message itself as .eml, with its headers.")
    text = _body(message)
    cells = {"words": f"{_header(message, 'subject')}\n{text}".strip()}
    for line in text.splitlines():
        if (found := _LABEL.match(line)) and (name := field_of(found[1])) and name != "words":
            cells.setdefault(name, found[2])
    _from_sentences(text, cells)
    cells.setdefault("contact", _header(message, "from"))
    cells["received_at"] = _received(message, now)
    try:
        found_ = complaint(cells, via="email", now=now, place=place)
    except CaseUnusable as error:
        return error
    if known := _header(message, "message-id").strip():
        return replace(found_, identity=("message-id", known))
    return found_


def _header(message: EmailMessage, name: str) -> str:
    """The first header of this name; as it was written where Python's reader stumbles over it."""
    try:
        return str(message.get(name, ""))
    except (IndexError, LookupError, ValueError, TypeError, AttributeError, MessageError):
        return next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")


def _from_sentences(text: str, cells: dict[str, str]) -> None:
    for name, pattern in (("number", _CALLED), ("cli", _SHOWN)):
        said = {each for found in pattern.finditer(text) if (each := next(filter(None, found.groups()), ""))}
        readable = {number.e164: each for each in said if (number := read(each)).e164}
        if len(readable) == 1:  # two different numbers: a person must say which
            cells.setdefault(name, next(iter(readable.values())))


def _received(message: EmailMessage, now: datetime) -> str:
    """When it came, by the first date that a mail server or the sender set; now, if none is set or it lies ahead."""
    for stamp in (_header(message, "received").rpartition(";")[2].strip(), _header(message, "date")):
        try:
            moment = parsedate_to_datetime(stamp)
        except ValueError:
            continue
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if moment <= now:
            return instant(moment)
    return instant(now)


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, KeyError):  # a character set nobody knows
        payload = part.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return _without_tags(text) if part.get_content_type() == "text/html" else text


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class calls it so
        if tag in ("br", "p", "div", "tr", "li"):
            self.said.append("\n")


def _without_tags(text: str) -> str:
    reader = _Words()
    reader.feed(text)
    return "".join(reader.said)
