"""What was written -> E.164 and its kind.

`phonenumbers` says what a number is. Above it stand a few rules of our own, for what it reads wrongly or gives up on:
columns that went through a spreadsheet, several numbers in one cell, letters among digits, and the two ranges Ofcom
keeps for drama that its metadata leaves out. Nothing is ever guessed: digits that were lost make a number `damaged`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import ValidationResult

REGIONS = ("GB", "GG", "IM", "JE")  # those that share +44, in the order in which phonenumbers tries them
TYPES = {  # in the order in which phonenumbers asks
    "premium_rate": "premium",
    "toll_free": "toll_free",
    "shared_cost": "shared_cost",
    "voip": "voip",
    "personal_number": "personal",
    "pager": "pager",
    "uan": "uan",
    "fixed_line": "fixed",
    "mobile": "mobile",
}
# Ofcom, "Telephone numbers for use in TV and radio drama programmes": well formed, given to nobody.
# The metadata knows the drama numbers of real area codes, but not these two.
DRAMA = {"fixed": r"1632960\d{3}", "mobile": r"7700900\d{3}"}
SPELT = frozenset({"toll_free", "uan", "premium", "shared_cost"})  # who advertises a number in letters
LONGEST_CELL = 250  # phonenumbers reads no further either
AS_FLOAT = "read back from a decimal number"
AS_POWER = "read back from scientific notation"
AS_GROUPED = "read back from a number with thousands separators"
BESIDE_WORDS = "words beside the number left out"
DIGITS_LOST = "digits lost by a spreadsheet"
HASHES = "a spreadsheet printed ### in place of the number"
EXTENSION = "extension"  # and its digits
EMPTY, NO_DIGITS, NOT_A_NUMBER = "empty", "no digits", "not a telephone number"
PROBLEMS = {
    ValidationResult.TOO_SHORT: "too few digits",
    ValidationResult.TOO_LONG: "too many digits",
    ValidationResult.INVALID_LENGTH: "no number has this many digits",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "the area code is missing",
    ValidationResult.IS_POSSIBLE: "no such range of numbers is in use",
}

_PLAIN = re.compile(r"(?:\+44|0)([1-35-9][0-9]{8,9})")  # no UK number starts with 4
_BETWEEN = str.maketrans("", "", " ()-")
_WRAPPED = re.compile(r"""^=?"(.*)"$""", re.DOTALL)  # ="07700900123" is how spreadsheets are told to keep a 0
_WHOLE_FLOAT = re.compile(r"^([1-9]\d{8,12})\.0{1,2}$")
_GROUPED = re.compile(r"^([1-9]\d{0,2}(?:,\d{3}){2,4})(?:\.0{1,2})?$")
_SCIENTIFIC = re.compile(r"^(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})$")
_SEPARATOR = re.compile(r"[;,|/\\&\n\r\t]|\b(?:or|and)\b", re.IGNORECASE)
_EXTENSION = re.compile(r"^\s*(?:e?xt|x\s*\d|#)", re.IGNORECASE)
_WORDS = re.compile(r"[^\d+().\s-]+")
_NEXT_NUMBER = re.compile(r"\s+(?=\(?[+0])")
_LETTERS = re.compile(r"[A-Za-z]")
_UNNAMED = re.compile(r"\((?!\?)")  # a group of a pattern, which is to be no group of ours


@dataclass(frozen=True, slots=True)
class Number:
    """One number as somebody wrote it: its E.164 form if it has one, its kind, and what is to be said about it.

    `unassigned` is the E.164 form of a well-formed UK number of no range in use: not to be called, but a register may
    know a range before our metadata does.
    """

    written: str
    e164: str | None
    kind: str
    problem: str | None = None
    extension: str | None = None
    unassigned: str | None = None


def read(written: str) -> Number:
    """The one number that was written; a cell with several is `invalid` (see `read_all`)."""
    found = read_all(written)
    if len(found) == 1:
        return found[0]
    return Number(written, None, "invalid", f"{len(found)} numbers in one cell")


def read_all(cell: str) -> tuple[Number, ...]:
    """Every number in the cell, in order; one of kind `missing` when it holds none."""
    text = clean(cell)
    if not any(c.isdecimal() for c in text):
        return (_without_digits(cell, text),)
    if len(text) > LONGEST_CELL:
        return (Number(cell, None, "invalid", "far too long for a telephone number"),)
    if spreadsheet := _from_spreadsheet(cell, text):
        return (spreadsheet,)
    pieces = _pieces(text)
    if len(pieces) == 1:
        return (replace(pieces[0], written=cell),)
    return tuple(pieces)


def _without_digits(cell: str, text: str) -> Number:
    if re.fullmatch(r"#{3,}", text):
        return Number(cell, None, "damaged", HASHES)
    return Number(cell, None, "missing", NO_DIGITS if text else EMPTY)


def clean(cell: str) -> str:
    """The cell without what nobody sees, and with its digits, blanks and dashes in ASCII."""
    tidy = cell.isascii() and cell.isprintable()
    text = (cell if tidy else "".join(map(plain_character, cell))).strip()
    if wrapped := _WRAPPED.match(text):
        text = wrapped[1].strip()
    return text.lstrip("'").strip()  # an apostrophe tells a spreadsheet "this is text"


@lru_cache(maxsize=4096)
def plain_character(char: str) -> str:
    """What a character stands for in a number: ASCII where it has such a form, nothing if nobody sees it."""
    if char.isascii():
        return char if char.isprintable() or char in "\n\r\t" else ""
    kind = unicodedata.category(char)
    if kind == "Nd":  # any script's decimal digits; a superscript or a circled digit is not one
        return str(unicodedata.decimal(char))
    if kind == "Zs":
        return " "
    if kind == "Pd" or char == "\u2212":
        return "-"
    if kind in ("Cf", "Cc"):  # zero-width blanks, marks of direction, soft hyphens
        return ""
    return {"＋": "+", "（": "(", "）": ")", "．": ".", "／": "/"}.get(char, char)


def _from_spreadsheet(cell: str, text: str) -> Number | None:
    """The number behind a float, a grouped number or scientific notation; None if the text is none of them."""
    if whole := _WHOLE_FLOAT.match(text):
        return _noted(cell, whole[1], AS_FLOAT)
    if grouped := _GROUPED.match(text):
        return _noted(cell, grouped[1].replace(",", ""), AS_GROUPED)
    if not (power := _SCIENTIFIC.match(text)):
        return None
    fraction, exponent = power[2] or "", int(power[3])
    if exponent > 15 or len(fraction) < exponent or fraction[exponent:].strip("0"):
        return Number(cell, None, "damaged", DIGITS_LOST)
    return _noted(cell, power[1] + fraction[:exponent], AS_POWER)


def _noted(cell: str, digits: str, note: str) -> Number:
    number = _one(digits)
    return replace(number, written=cell, problem=number.problem or note)


def _pieces(text: str) -> list[Number]:
    """The text as one number, or as several when that is the only way to read it."""
    if text[:4].lower() == "tel:":
        return [_one(text)]
    parts = _apart(text)
    if len(parts) > 1:
        found = [n for part in parts for n in _pieces(part)]
        if any(n.e164 for n in found):
            return found
    whole = _one(" ".join(text.split()))
    return [whole] if whole.e164 else _beside_words(text) or _side_by_side(text) or [whole]


def _apart(text: str) -> list[str]:
    """The text cut at separators, blank parts left out, an extension kept with its number."""
    parts: list[str] = []
    end = 0
    for cut in [*_SEPARATOR.finditer(text), None]:
        part, end = text[end : cut.start() if cut else None], cut.end() if cut else end
        if parts and _EXTENSION.match(part):
            parts[-1] += " " + part.strip().replace("=", " ")
        elif any(c.isdecimal() for c in part):
            parts.append(part.strip())
    return parts


def _beside_words(text: str) -> list[Number]:
    """Numbers with labels around them ("h 01632 960001 w 07700 900123"), if every run of digits is one."""
    runs = [run for run in _WORDS.split(text) if any(c.isdecimal() for c in run)]
    if len(runs) == 1 and runs[0] == text:
        return []
    found = [_one(run.strip()) for run in runs]
    if not all(n.e164 for n in found):
        return []
    return [replace(n, problem=n.problem or BESIDE_WORDS) for n in found]


def _side_by_side(text: str) -> list[Number]:
    """Two or more numbers with only a blank between, if there is exactly one way to cut them."""
    ways = []
    for cut in _NEXT_NUMBER.finditer(text):
        left, right = _one(text[: cut.start()]), text[cut.end() :]
        if left.e164:
            last = _one(right)
            rest = [last] if last.e164 else _side_by_side(right)
            ways += [[left, *rest]] if rest else []
    return ways[0] if len(ways) == 1 else []


@lru_cache(maxsize=1 << 14)
def _one(text: str) -> Number:
    """The number that `phonenumbers` reads in the text."""
    plain = _PLAIN.fullmatch(text.translate(_BETWEEN))
    if plain and (kind := uk_kind(plain[1])):  # there is no other way to read this shape
        return Number(text, f"+44{plain[1]}", kind)
    try:
        parsed = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException as error:
        too_long = error.error_type == phonenumbers.NumberParseException.TOO_LONG
        return Number(text, None, "invalid", PROBLEMS[ValidationResult.TOO_LONG] if too_long else NOT_A_NUMBER)
    kind = _kind(parsed)
    if kind is None:
        reason = phonenumbers.is_possible_number_with_reason(parsed)
        return Number(
            text, None, "invalid", PROBLEMS.get(reason, "no such country code"), unassigned=_unassigned(parsed, reason)
        )
    if _LETTERS.search(text) and not _digits_stand(parsed, text):
        return _spelt(text, parsed, kind)
    extension = parsed.extension
    return Number(text, _e164(parsed), kind, f"{EXTENSION} {extension}" if extension else None, extension)


def _unassigned(parsed: phonenumbers.PhoneNumber, reason: int) -> str | None:
    possible = reason == ValidationResult.IS_POSSIBLE and parsed.country_code == 44 and not parsed.italian_leading_zero
    return _e164(parsed) if possible else None


def _spelt(text: str, parsed: phonenumbers.PhoneNumber, kind: str) -> Number:
    if kind in SPELT:
        return Number(text, _e164(parsed), kind, "spelt with letters", parsed.extension)
    return Number(text, None, "invalid", "letters among the digits")  # an O for a 0 would ring somebody else


def _digits_stand(parsed: phonenumbers.PhoneNumber, text: str) -> bool:
    """Whether the number's digits are written as digits, not spelt."""
    return phonenumbers.national_significant_number(parsed) in re.sub(r"\D", "", text)


def _kind(parsed: phonenumbers.PhoneNumber) -> str | None:
    if parsed.country_code != 44:
        return "foreign" if phonenumbers.is_valid_number(parsed) and _reads_back(parsed) else None
    return uk_kind(phonenumbers.national_significant_number(parsed))


def uk_patterns() -> Iterator[tuple[str, str, str]]:
    """Region, kind and pattern of national numbers, in the order in which `phonenumbers` asks; drama numbers last."""
    for region in REGIONS:
        metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
        for type_, kind in TYPES.items():
            described = getattr(metadata, type_)
            if described is not None and described.national_number_pattern:
                yield region, kind, re.sub(r"\s", "", described.national_number_pattern)
    for kind, pattern in DRAMA.items():
        yield "drama", kind, pattern


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern, which has a group for each range and takes the first that holds; the kind of each group."""
    each = [(kind, pattern) for _, kind, pattern in uk_patterns()]
    return re.compile("|".join(f"({_UNNAMED.sub('(?:', pattern)})" for _, pattern in each)), ("", *(k for k, _ in each))


def uk_kind(national: str) -> str | None:
    """The kind of a national number of the United Kingdom, Guernsey, Jersey or Man; None if there is no such range."""
    pattern, kinds = _compiled()
    found = pattern.fullmatch(national)
    return kinds[found.lastindex or 0] if found else None


def _reads_back(parsed: phonenumbers.PhoneNumber) -> bool:
    """Whether the E.164 form means the same number: some plans abroad rewrite a few forms."""
    try:
        return _e164(phonenumbers.parse(_e164(parsed))) == _e164(parsed)
    except phonenumbers.NumberParseException:
        return False


def _e164(parsed: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def masked(written: str) -> str:
    """What may be shown of a number in a message or a log: its ends; of less than nine digits nothing."""
    digits = re.sub(r"\D", "", written)
    head, tail = (4, 2) if len(digits) >= 10 else (2, 1) if len(digits) == 9 else (0, 0)
    return digits[:head] + "*" * (len(digits) - head - tail) + digits[len(digits) - tail :]
