"""Bytes of a card -> typed values, or an error that says which line, what is wrong, and the nearest valid word.

Knows TOML and msgspec structs; knows nothing of campaigns. What a card may say is declared once, as structs, in `card`.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo, fields

from ringfence.campaigns.lines import Key, Lines
from ringfence.errors import RingfenceError

MAX_BYTES = 1_000_000  # a card is a page or two; anything larger is some other file
NEAR = 0.6  # difflib's own default: one or two slips in a short word

T = TypeVar("T", bound=msgspec.Struct)


class CardError(RingfenceError):
    """A campaign card that cannot be used."""

    code = "card-unusable"


class CardNotFound(CardError):
    code = "card-not-found"


class CardNotText(CardError):
    code = "card-not-text"


class CardNotToml(CardError):
    code = "card-not-toml"


class CardKeyUnknown(CardError):
    code = "card-key-unknown"


class CardKeyMissing(CardError):
    code = "card-key-missing"


class CardValueWrong(CardError):
    code = "card-value-wrong"


class CardFileMissing(CardError):
    code = "card-file-missing"


class CardDateImpossible(CardError):
    code = "card-date-impossible"


class Reader:
    """One card being read: its values, and where each of them stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = _text(path)
        self.values = self._parse()
        self.lines = Lines(self.text)

    def refuse(self, error: type[CardError], keys: Iterable[Key], message: str) -> NoReturn:
        """Raise `error` with the file and the line of `keys` in front of the message."""
        raise error(f"{self.path}, line {self.lines.of(*keys)}: {_printable(message)}")

    def build(self, kind: type[T], raw: Any, keys: tuple[Key, ...] = ()) -> T:
        """A `kind` made from a TOML table; every key is known, present where required, and of its type."""
        if not isinstance(raw, dict):
            self.refuse(CardValueWrong, keys, f"`{keys[-1]}` is a table: write [{keys[0]}] on a line of its own.")
        known = _fields(kind)
        for name in raw:
            if name not in known:
                self._refuse_key(name, known, keys)
        return kind(**{field.name: self._field(field, raw, keys) for field in known.values()})

    def _field(self, field: FieldInfo, raw: Mapping[str, Any], keys: tuple[Key, ...]) -> Any:
        if field.encode_name in raw:
            return self._value(field.type, raw[field.encode_name], (*keys, field.encode_name))
        if not field.required:
            return field.default
        return self.refuse(
            CardKeyMissing, keys, f"`{field.encode_name}` is missing{_inside(keys)}. {_hint(field.type)}"
        )

    def _value(self, kind: Any, raw: Any, keys: tuple[Key, ...]) -> Any:
        kind = _without_none(kind)
        if _is_struct(kind):
            return self.build(kind, raw, keys)
        if get_origin(kind) is tuple and _is_struct(get_args(kind)[0]):
            return self._tables(get_args(kind)[0], raw, keys)
        if kind is Path:
            return self._file(raw, keys)
        try:
            return msgspec.convert(_not_blank(raw), kind)
        except msgspec.ValidationError:
            return self._refuse_value(kind, raw, keys)

    def _tables(self, kind: type[T], raw: Any, keys: tuple[Key, ...]) -> tuple[T, ...]:
        if not isinstance(raw, list):
            self.refuse(CardValueWrong, keys, f"there can be several: write [[{keys[-1]}]] with two brackets.")
        return tuple(self.build(kind, each, (*keys, index)) for index, each in enumerate(raw))

    def _file(self, written: Any, keys: tuple[Key, ...]) -> Path:
        if not isinstance(written, str) or not written.strip():
            self._refuse_value(Path, written, keys)
        path = self.path.parent / written
        try:
            if path.is_file():
                return path
        except OSError:
            pass  # an unreadable folder is as good as a missing file: the message below fits both
        return self.refuse(CardFileMissing, keys, f"there is no file {path}. {way_to_file(path, self.path.parent)}")

    def _refuse_key(self, name: str, known: Iterable[str], keys: tuple[Key, ...]) -> NoReturn:
        what = "key" if keys else "table or key"
        self.refuse(CardKeyUnknown, (*keys, name), f"unknown {what} `{name}`{_inside(keys)}. {nearest(name, known)}")

    def _refuse_value(self, kind: Any, raw: Any, keys: tuple[Key, ...]) -> NoReturn:
        written = f"`{keys[-1]} = {_shown(raw)}`"
        if get_origin(kind) is Literal:
            words = nearest(_shown(raw).strip('"'), [str(word) for word in get_args(kind)])
            self.refuse(CardValueWrong, keys, f"{written} is not one of the valid words. {words}")
        self.refuse(CardValueWrong, keys, f"{written} cannot be used. {_hint(kind)}")

    def _parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except (
            ValueError,
            RecursionError,
        ) as error:  # tomllib's own, and an int of 5,000 digits or brackets 1,000 deep
            return self._refuse_toml(error)

    def _refuse_toml(self, error: Exception) -> NoReturn:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else 0
        where = f"{self.path}, line {line}" if place else str(self.path)
        written = _printable(self.text.split("\n")[line - 1].strip()) if place else ""
        if "Invalid date" in str(error):
            raise CardDateImpossible(f"{where}: `{written}` is not a day of the calendar. {_hint(date)}") from error
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error).split(" (at ")[0]
        raise CardNotToml(
            f"{where}: not valid TOML: {reason}. Text goes in quotes, tables in [brackets], one `key = value` a line."
        ) from error


def nearest(word: str, known: Iterable[str]) -> str:
    """The way out for a mistyped word: the nearest valid one, or all of them."""
    known = list(known)
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=NEAR)
    return f"Did you mean `{close[0]}`?" if close else f"Valid here: {', '.join(known)}."


def way_to_file(path: Path, card_folder: Path) -> str:
    """The way out for a missing file: the nearest names in its folder, or the program beside the card that makes it."""
    try:
        names = sorted(each.name for each in path.parent.iterdir() if each.is_file())
    except (OSError, ValueError):
        names = []
    generator = card_folder / "generate.py"
    close = difflib.get_close_matches(path.name, names, n=3, cutoff=NEAR)
    if not close and generator.is_file():
        return (
            f"It is made, not kept: run {generator} with Ringfence's Python, or `ringfence demo` for its own examples."
        )
    if not names:
        return f"Nor is there any file in {path.parent}; paths are read from the card's folder."
    return f"In that folder: {', '.join(close or names[:5])}."


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        near = "" if path.parent.is_dir() else f" There is no folder {path.parent}."
        raise CardNotFound(f"{path}: no campaign card can be read here.{near} {_cards_near(path)}") from error
    if len(data) > MAX_BYTES:
        raise CardNotText(f"{path}: over {MAX_BYTES:,} bytes, too long for a campaign card. Is it another file?")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CardNotText(f"{path}, line {line}: not UTF-8 text. Save the card as UTF-8 and try again.") from error


def _cards_near(path: Path) -> str:
    folder = path.parent
    cards = sorted(each.name for each in folder.glob("*.toml")) if folder.is_dir() else []
    return f"In that folder: {', '.join(cards)}." if cards else "Give a folder that holds campaign.toml."


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, FieldInfo]:
    return {field.encode_name: field for field in fields(kind)}


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in {Union, UnionType}:
        return kind
    kinds = [each for each in get_args(kind) if each is not type(None)]
    return kinds[0] if len(kinds) == 1 else Union[tuple(kinds)]  # noqa: UP007 - made at run time


def _inside(keys: tuple[Key, ...]) -> str:
    return f" in [{keys[0]}]" if keys else ""


def _not_blank(raw: Any) -> Any:
    """Return `raw` unless it is, or holds, text of blanks only: a blank name is not a name."""
    if any(isinstance(each, str) and not each.strip() for each in (raw if isinstance(raw, list) else [raw])):
        raise msgspec.ValidationError("blank")
    return raw


def _printable(text: str) -> str:
    """Return `text` without control characters: a card must not steer the terminal that shows its errors."""
    return "".join(mark if mark.isprintable() else "�" for mark in text)


def _shown(raw: Any) -> str:
    try:
        text = str(raw).lower() if isinstance(raw, bool) else f'"{raw}"' if isinstance(raw, str) else str(raw)
    except ValueError:  # Python refuses to write out a number of thousands of digits
        return "..."
    return text if len(text) <= 40 else f"{text[:37]}..."


def _hint(kind: Any) -> str:
    """What the value should look like."""
    kind = _without_none(kind)
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        return f"One of: {', '.join(map(str, get_args(kind)))}."
    plain = {
        bool: "Write true or false, without quotes; leave the key out when it is not known.",
        int: "Write a whole number, 1 or more.",
        date: "Write a date as 2017-06-08, without quotes.",
        str: "Write some text in quotes.",
        Path: 'Write a file name in quotes, such as "script.md".',
    }
    if _is_struct(kind):
        return "Write the table's name in brackets on a line of its own."
    return plain.get(kind, 'Write a list of texts: ["one", "two"].')
