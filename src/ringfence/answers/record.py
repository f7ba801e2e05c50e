"""One interview's answers as they are handed in, checked so that what is kept says only what was answered."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from ringfence.errors import RingfenceError

MOST_TEXT = 2_000  # characters of one free text
MOST_BYTES = 7_500  # of all closed answers, written as JSON: they share one slot of the spool
MOST_NAME = 60
NUMBER = re.compile(r"(?<!\w)\+?\(?\d[\d ().-]{7,}\d(?!\w)")
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[A-Za-z]{2,}")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}:\d{2}")


class AnswerRefused(RingfenceError):
    """Answers that cannot be kept as they are."""

    code = "answer-refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one interview leaves. Nothing here names the call, the number or the moment."""

    once: str  # random, made for this interview, the same when it is handed in again: never kept with an answer
    interviewer: str  # only counted, while it waits: no batch is one interviewer's
    wave: str  # coarse: never a day or a time
    closed: Mapping[str, str | tuple[str, ...]]  # question -> code; several codes of a multiple choice
    texts: Mapping[str, str] = field(default_factory=dict)  # question -> the words; kept apart
    bands: Mapping[str, str] = field(default_factory=dict)  # declared dimensions, as the contact list has them
    partial: bool = False  # broken off: never in a batch with whole ones
    hurried: bool | None = None  # much faster than the rest, as far as that is told at all


def checked(record: Record) -> Record:
    """The record as it may be kept: codes in order, texts without numbers and addresses; or why it is refused."""
    if len(record.once) < 16:
        raise AnswerRefused(
            "an interview's token is shorter than 16 signs, so that two could be the same. "
            "Make it with secrets.token_hex(16), once for each interview."
        )
    if not record.interviewer.strip():
        raise AnswerRefused("the interviewer is not named, and batches must come from several. Name who interviews.")
    _short("wave", record.wave)
    if DAY.search(record.wave):
        raise AnswerRefused(
            f'wave "{record.wave}" looks like a day or a time, by which answers could be tied to calls. '
            'Write a coarse one, such as "wave 2" or "2026 week 47".'
        )
    for name, value in record.bands.items():
        _short(f"band {name}", value)
    closed = {name: _code(name, value) for name, value in record.closed.items()}
    if len(closed_body(closed)) > MOST_BYTES:
        raise AnswerRefused(
            f"the closed answers of one interview take more than {MOST_BYTES:,} bytes. "
            "Shorten the codes; what people say in their own words goes into `texts`."
        )
    texts = {name: said for name, text in record.texts.items() if (said := _text(name, text))}
    return Record(
        once=record.once,
        interviewer=record.interviewer.strip(),
        wave=record.wave,
        closed=closed,
        texts=texts,
        bands=dict(record.bands),
        partial=record.partial,
        hurried=record.hurried,
    )


def closed_body(closed: Mapping[str, str | tuple[str, ...]]) -> str:
    """Closed answers as they are written: questions and codes in alphabetical order, whatever order they came in."""
    ordered = {name: closed[name] for name in sorted(closed)}
    return msgspec.json.encode(ordered).decode()


def text_body(question: str, text: str) -> str:
    """A free text as it is written."""
    return msgspec.json.encode([question, text]).decode()


def token(once: str, part: str = "") -> str:
    """What stands for an interview, or a part of it, while it waits; it is not the token itself."""
    return hashlib.blake2b(f"{once}\x1f{part}".encode(), digest_size=16).hexdigest()


def _code(name: str, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """A code, or the codes of a multiple choice in order: the order of ticking is nobody's business."""
    _short("question", name)
    if isinstance(value, str):
        return _short(f"the code of {name}", value)
    return tuple(sorted({_short(f"a code of {name}", each) for each in value}))


def _short(what: str, value: str) -> str:
    if not isinstance(value, str) or not value or len(value) > MOST_NAME:
        raise AnswerRefused(
            f"{what} must have between 1 and {MOST_NAME} signs. Codes are short; free text goes into `texts`."
        )
    return value


def _text(name: str, text: str) -> str:
    _short("question", name)
    said = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(said) > MOST_TEXT:
        raise AnswerRefused(
            f"the text of {name} has {len(said):,} signs; at most {MOST_TEXT:,} are kept. Shorten it, then hand it in."
        )
    for pattern, shown in ((EMAIL, "[address]"), (NUMBER, "[number]"), (POSTCODE, "[postcode]")):
        said = pattern.sub(shown, said)
    return said
