"""Whether a text holds somebody else's telephone number: such an entry is shown in a pack by its hash alone.

Any nine digits or more count, whatever stands before, behind or between them, but for days, moments, ids and digests.
To hold back too much is no harm: the hash still proves that the entry is there.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ringfence.numbers import read

_RUN = re.compile(r"(?<![0-9])\+?\(?[0-9](?:[^0-9A-Za-z;,]{0,3}[0-9]){8,16}(?![0-9])")
_TIME = r"(?:[T ,]{1,2}(?:at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?Z?)?"
_NO_NUMBER = (
    rf"(?<!\d)\d{{4}}-\d{{2}}-\d{{2}}(?!\d){_TIME}"  # 2026-11-21T14:30
    rf"|(?<!\d)\d{{1,2}}(?P<mark>[/.-])\d{{1,2}}(?P=mark)(?:19|20)\d{{2}}(?!\d){_TIME}"  # 21/11/2026 14:30
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"  # a UUID
    r"|\b[0-9a-f]{32,}\b"  # digests, and ids of ours
)
_OTHER = re.compile(_NO_NUMBER)
_OTHER_OR_RUN = re.compile(rf"(?P<other>{_NO_NUMBER})|{_RUN.pattern}")
DIGESTS = frozenset(
    {
        "sha256",
        "root",
        "rules",
        "rules_version",
        "campaign_version",
        "version",
        "old_key",
        "new_key",
        "origin",
        "script",
    }
)
OURS = {"case": re.compile(r"\d{4}-\d{6}"), "situation": re.compile(r"[0-9a-f]{10}")}  # names that we give ourselves


def strangers(told: Any, own: Collection[int]) -> frozenset[int]:
    """The telephone numbers in what an entry says, other than these."""
    return frozenset(number for text in _texts(told) for number in numbers_in(text) if number not in own)


def numbers_in(text: str) -> Iterator[int]:
    """The telephone numbers written in a text: what can be read as one, and any other run of nine digits or more."""
    for found in _RUN.finditer(_OTHER.sub(" ; ", text)):
        number = read(found[0])
        e164 = number.e164 or number.unassigned
        yield int(e164[1:]) if e164 is not None else int(re.sub(r"\D", "", found[0]))


def hidden(value: Any, own: Collection[int]) -> Any:
    """The same data with every telephone number that is somebody else's left out; what is `verbatim` stays."""
    if isinstance(value, str):
        return _OTHER_OR_RUN.sub(lambda found: _shown(found, own), value)
    if isinstance(value, Mapping):
        kept = value if value.get("verbatim") else {name: each for name, each in value.items() if name in DIGESTS}
        return {name: kept[name] if name in kept else hidden(each, own) for name, each in value.items()}
    return [hidden(each, own) for each in value] if isinstance(value, list | tuple) else value


def _shown(found: re.Match[str], own: Collection[int]) -> str:
    if found["other"] or all(each in own for each in numbers_in(found[0])):
        return found[0]
    return "[a number that is somebody else's]"


def _texts(told: Any, name: str = "") -> Iterator[str]:
    if isinstance(told, str):
        if not (name in OURS and OURS[name].fullmatch(told)):
            yield told
    elif isinstance(told, int) and not isinstance(told, bool) and told >= 10**8:
        yield f"+{told}"
    elif isinstance(told, Mapping):
        for key, value in told.items():
            yield str(key)
            if key not in DIGESTS and not str(key).endswith("_sha256"):
                yield from _texts(value, str(key))
    elif isinstance(told, list | tuple):
        for each in told:
            yield from _texts(each, name)
