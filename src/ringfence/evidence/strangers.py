"""Whether a text holds somebody else's telephone number: such an entry is shown in a pack by its hash alone."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ringfence.numbers import read

# Digits as numbers are written, with what people put between. Digests and ids have letters right beside their digits.
_RUN = re.compile(r"(?<![0-9A-Za-z])\+?\(?[0-9](?:[ ().\-/]{0,2}[0-9]){8,16}(?![0-9A-Za-z])")
_OTHER = re.compile(  # moments and ids
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
)
_OTHER_OR_RUN = re.compile(rf"(?P<other>{_OTHER.pattern})|{_RUN.pattern}")
DIGESTS = frozenset({"sha256", "root", "rules_version", "campaign_version", "version", "old_key", "new_key", "origin"})


def strangers(told: Any, own: Collection[int]) -> frozenset[int]:
    """The telephone numbers in what an entry says, other than these."""
    return frozenset(number for text in _texts(told) for number in numbers_in(text) if number not in own)


def numbers_in(text: str) -> Iterator[int]:
    """The telephone numbers written in a text: what can be read as one, and any run of nine digits or more."""
    for found in _RUN.finditer(_OTHER.sub(" ", text)):
        written = found[0]
        number = read(written)
        e164 = number.e164 or number.unassigned
        if e164 is not None:
            yield int(e164[1:])
        else:
            yield int(re.sub(r"\D", "", written))


def hidden(value: Any, own: Collection[int]) -> Any:
    """The same data with every telephone number that is somebody else's left out."""
    if isinstance(value, str):
        return _OTHER_OR_RUN.sub(lambda found: _shown(found, own), value)
    if isinstance(value, Mapping):
        return {name: hidden(each, own) for name, each in value.items()}
    return [hidden(each, own) for each in value] if isinstance(value, list | tuple) else value


def _shown(found: re.Match[str], own: Collection[int]) -> str:
    if found["other"] or not any(each not in own for each in numbers_in(found[0])):
        return found[0]
    return "[a number that is somebody else's]"


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, int) and not isinstance(told, bool) and told >= 10**8:
        yield f"+{told}"
    elif isinstance(told, dict):
        for name, value in told.items():
            yield str(name)
            if name not in DIGESTS and not str(name).endswith("_sha256"):
                yield from _texts(value)
    elif isinstance(told, list | tuple):
        for each in told:
            yield from _texts(each)
