"""One template and its data -> the bytes of a PDF, or the reason why there is none."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal
from unicodedata import category

from ringfence.errors import RingfenceError

PACKAGE = Path(__file__).parent.parent  # templates stand in it, and can import from nowhere else
STANDARD: Literal["ua-1"] = "ua-1"  # PDF/UA-1: typst refuses what a screen reader could not read
KEPT = "\n\t\u200c\u200d"  # the joiners are part of how Arabic and Indic names are written
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 5


class DocumentUnusable(RingfenceError):
    """A document that cannot be made from what it was given."""

    code = "document-unusable"


def pdf(template: str, data: Mapping[str, Any], *, dated: date | None = None) -> bytes:
    """The document as tagged PDF (PDF/UA-1): the same template, data and date give the same bytes.

    `template` is a path inside the package, `data` anything JSON can hold; the template reads it with
    `json(bytes(sys.inputs.data))`. `dated` becomes the date in the file's properties; without it there is none.
    Only typst's own fonts are used, so that every machine makes the same file. Signs that they cannot show, and those
    that would hide or reorder what is read, appear as `[U+1F600]`. Raises DocumentUnusable.
    """
    import typst  # noqa: PLC0415 - 84 MB of library, for those who ask for a document

    source = PACKAGE / template
    shown = _each_text(data, lambda text: _spelt(text, _hidden(text)))
    stamp = datetime.combine(dated, time(), UTC) if dated else 0
    for _ in range(_TRIES):
        inputs = {"data": json.dumps(shown, ensure_ascii=False, sort_keys=True)}
        try:
            made: bytes = typst.compile(
                source,
                root=PACKAGE,
                format="pdf",
                ignore_system_fonts=True,
                sys_inputs=inputs,
                pdf_standards=[STANDARD],
                timestamp=stamp,
            )
            return made  # noqa: TRY300 - the else of a try in a loop reads worse
        except typst.TypstError as error:
            without = _unshown(f"{error.message}\n{error.diagnostic}")
            if not without:
                raise DocumentUnusable(_refusal(template, error.message, error.hints)) from error
            shown = _each_text(shown, lambda text, signs=without: _spelt(text, signs))
    raise DocumentUnusable(f"{template}: it holds too many signs that no font at hand can show. Leave them out.")


def _hidden(text: str) -> frozenset[str]:
    """Control signs, overrides of the direction of reading, and code points that stand for nothing."""
    return frozenset(sign for sign in text if category(sign)[0] == "C" and sign not in KEPT)


def _unshown(message: str) -> frozenset[str]:
    """The signs that typst says no font can show."""
    named = "".join(_UNSHOWN.findall(message))
    return frozenset(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), named))


def _spelt(text: str, signs: frozenset[str]) -> str:
    return "".join(f"[U+{ord(sign):04X}]" if sign in signs else sign for sign in text) if signs else text


def _each_text(value: Any, change: Any) -> Any:
    """The same data with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {str(key): _each_text(each, change) for key, each in value.items()}
    return [_each_text(each, change) for each in value] if isinstance(value, list | tuple) else value


def _refusal(template: str, message: str, hints: list[str]) -> str:
    hint = f" ({hints[0]})" if hints else ""
    return f"{template}: no document can be made: {message}{hint}. The template or its data has to be mended."
