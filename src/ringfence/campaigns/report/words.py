"""Values to the words a British reader expects: dates, numbers, shares, and the names of classes and decisions."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from ringfence import calendar

NOT_GIVEN = "not given"

# Signs that could hide or reorder what a person reads: shown as pictures instead, one for one, so that offsets hold.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A name for people and what it means; `key` picks its pattern."""

    key: str
    name: str
    means: str = ""


CLASSES = {
    each.key: each
    for each in (
        Label("direct_marketing", "Direct marketing", "promotes a cause, a party, goods or services to the person"),
        Label("fundraising", "Fundraising", "asks for money, which is direct marketing too"),
        Label("depends", "Depends", "research or marketing, according to facts outside the script"),
        Label("unclear", "Unclear", "the check could not tell; a person should read it"),
        Label("research", "Research", "asks, and promotes nothing"),
        Label("identification", "Identification", "says who is calling and why"),
        Label("opt_out", "Objection", "lets the person stop the calls"),
        Label("administrative", "Administrative", "greets, screens, instructs, thanks"),
    )
}
MARKETING = ("direct_marketing", "fundraising")
LEVELS = {"error": "Must change", "warning": "A person should decide", "note": "Note"}
OVERALL = {
    "research": "research",
    "direct_marketing": "direct marketing",
    "mixed": "mixed: research with marketing in it",
    "service": "a service call",
    "unclear": "unclear",
}
DECISIONS = {
    "allow": Label("allow", "Callable", "nothing that was checked stands against a call"),
    "hold": Label("hold", "Held", "not to be called until something is settled"),
    "block": Label("block", "Blocked", "not to be called"),
}
OUTCOMES = {
    "BREACH": "Breach",
    "NEEDS_HUMAN": "A person must decide",
    "NEEDS_FACT": "A fact is missing",
    "OK": "In order",
}
OF_CAMPAIGN = ("CAMPAIGN_HELD", "CAMPAIGN_STOPPED")  # reasons that a number has from its campaign alone
EFFECTS = {"allow": "does not stop the calls", "hold": "holds the calls", "block": "stops the calls"}


def visible(text: str) -> str:
    """The text with control and direction signs made visible, character for character."""
    return CONTROLS.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def british(value: str | None) -> str:
    """5 May 2017 for 2017-05-05; what is no date as it stands; 'not given' for nothing."""
    if not value:
        return NOT_GIVEN
    try:
        return calendar.british(date.fromisoformat(value))
    except ValueError:
        return value


def number(value: int) -> str:
    """495,000 for 495000."""
    return f"{value:,}"


def counted(value: int, one: str, many: str = "") -> str:
    """'1 section', '2 sections'."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def share(part: int, whole: int) -> str:
    """A percentage that never rounds something to nothing, nor nearly all to all."""
    if not whole or not part:
        return "0%"
    if part == whole:
        return "100%"
    percent = 100 * part / whole
    if percent < 0.1:
        return "<0.1%"
    return ">99.9%" if percent > 99.9 else f"{percent:.1f}%"


def plain(word: str | None) -> str:
    """'message test' for message_test; 'not given' for nothing."""
    return word.replace("_", " ") if word else NOT_GIVEN


def sentence(text: str) -> str:
    """The text with a capital and a full stop, if it has none."""
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".?!…”’)" else text + "."


def chance(p_value: float) -> str:
    """A p-value as it is written: 'p < 0.001' or 'p = 0.04'."""
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.2g}"


def web_address(address: str) -> str:
    """The address if it is a web page, else nothing: a report carries no other kind of link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def beside(file: str) -> str:
    """A link to a file in the report's own folder."""
    return "./" + quote(file)
