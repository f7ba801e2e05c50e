"""A SIP or tel address -> the number in it, as written. Strict: whatever could be read as another number is refused.

The canonical form is not made here; `ringfence.numbers` makes it, and only that is ever dialled. What is refused here
would reach it as something else: `141` (withhold my number) and `1470` (show it) are dialled before a number, and
anything lenient reads them as its first digits.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from ringfence.gate.sip.message import Unclear

_USER = r"(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/]|%[0-9A-Fa-f]{2})++"
_SIP = re.compile(
    rf"(sips?):(?:({_USER})(:[^@]*)?@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-]+)(?::([0-9]{{1,5}}))?((?:;[^?\s]*)?)(\?.*)?",
    re.IGNORECASE,
)
_TEL = re.compile(r"tel:([^;\s]*)((?:;[^\s]*)?)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_SEPARATORS = str.maketrans("", "", "-.()")
# +44..., 0044..., 01..., 44... without its plus. A UK number that lost its 0 is refused: so looks 141 before a number.
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}|00[1-9][0-9]{6,13}|0[1-9][0-9]{8,9}|44[1-9][0-9]{8,9}")
_PREFIX = re.compile(r"(?:\*67#?|#31#|141|1470)[0-9+]")


@dataclass(frozen=True, slots=True)
class Uri:
    """An address: `user` with its escapes undone, None without one; `parameters` as written, `;` first."""

    scheme: str
    user: str | None
    host: str
    parameters: str = ""
    headers: str = ""


def read_uri(text: str) -> Uri:
    """The address; raises Unclear with status 416 for a scheme that is neither sip, sips nor tel."""
    if matched := _SIP.fullmatch(text):
        if matched[3]:
            raise Unclear("a password in an address")
        user = None if matched[2] is None else unquote(matched[2], errors="surrogateescape")
        return Uri(matched[1].lower(), user, matched[4].lower(), matched[6] or "", matched[7] or "")
    if matched := _TEL.fullmatch(text):
        return Uri("tel", unquote(matched[1], errors="surrogateescape"), "", matched[2])
    scheme = _SCHEME.match(text)
    known = scheme and scheme[0].lower() in ("sip:", "sips:", "tel:")
    raise Unclear("an address that cannot be read", 400 if known or not scheme else 416)


def called_number(uri: Uri) -> str:
    """The number to be called, as written without its separators; raises Unclear when it may be read two ways."""
    if uri.headers:
        raise Unclear("headers inside the address to be called")
    user, _, extra = (uri.user or "").partition(";")
    extra = extra or (uri.parameters.lstrip(";") if uri.scheme == "tel" else "")
    context = extra.lower()
    if extra and not (context == "phone-context=+44" and user.startswith("0")):
        raise Unclear("parameters beside the number to be called")
    number = user.translate(_SEPARATORS)
    if _PREFIX.match(number):
        raise Unclear("141, 1470 or another service prefix before the number to be called")
    if uri.scheme == "tel" and not number.startswith("+") and not extra:
        raise Unclear("a tel number without its country")
    if not _NUMBER.fullmatch(number):
        raise Unclear("no telephone number to be called: +44..., 0... or 44... in digits")
    return number


def shown_number(uri: Uri) -> str | None:
    """The number that an identity shows, as written; None when it shows none."""
    user = (uri.user or "").partition(";")[0]
    return user[:64] if re.search(r"[0-9]", user) else None
