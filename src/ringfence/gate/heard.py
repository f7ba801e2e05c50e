"""A number as a dialler sent it -> the one number that would ring, or none.

Stricter than the reading of lists: there a person's cell is understood, here a machine's word is taken or refused.
Whatever could ring somebody else than was judged is refused: 141 and 1470 before the number, letters, extensions,
digits of other scripts, escapes, several numbers.
"""

import re
from functools import lru_cache

from ringfence.numbers import Number, read, uk_kind

LONGEST = 32
_FORM = re.compile(r"[+(0-9][0-9 ().-]*")
_BETWEEN = str.maketrans("", "", " ().-")
_HOME = re.compile(r"(?:\+44|0044|44|0)([1-35-9][0-9]{8,9})")  # in the UK nothing is dialled that begins with 44
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")
NOT_READ = "not a number as a dialler writes it"


@lru_cache(maxsize=4096)
def heard(written: str) -> Number:
    """The number that was sent; one of kind `invalid` if it is not plainly one number."""
    plain = _plain(written)
    if plain is None:
        return Number("", None, "invalid", NOT_READ)
    if plain.startswith("+44") and (kind := uk_kind(plain[3:])):
        return Number(plain, plain, kind)  # as `numbers.read` has it, which asks what else it might be
    found = read(plain)
    if found.e164 is None or (found.kind != "foreign" and found.e164 != plain):
        return Number("", None, "invalid" if found.e164 else found.kind, found.problem or NOT_READ)
    return found


def _plain(written: str) -> str | None:
    if len(written) > LONGEST or not _FORM.fullmatch(written):
        return None
    digits = written.translate(_BETWEEN)
    if at_home := _HOME.fullmatch(digits):
        return f"+44{at_home[1]}"
    abroad = _ABROAD.fullmatch(digits)
    return f"+{abroad[1]}" if abroad and not abroad[1].startswith("44") else None
