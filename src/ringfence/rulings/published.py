"""The published outcomes that come with the product, by id and by words."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from ringfence.rulings.loading import shipped

Entry = Mapping[str, Any]
SEARCHED = ("id", "organisation", "regulator", "sector", "summary", "date")
FEW = ("outcome", "regulations_contravened", "regulations_at_risk")


@cache
def published() -> Mapping[str, Entry]:
    """Every outcome on file, in the order of the file."""
    return {each["id"]: each for each in shipped("public")}


def naming(words: str) -> list[Entry]:
    """The outcomes in whose names, dates, summaries, outcomes or regulations each of these words stands."""
    wanted = words.casefold().split()
    return [each for each in published().values() if all(word in _text(each) for word in wanted)]


def _text(entry: Entry) -> str:
    said = [str(entry.get(name, "")) for name in SEARCHED]
    said += [str(part).replace("_", " ") for name in FEW for part in entry.get(name, ())]
    return " ".join(said).casefold()
