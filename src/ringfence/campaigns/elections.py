"""What is on record of each constituency's vote: shares by party, and how close it was.

House of Commons Library, research briefing CBP-8647 (Open Parliament Licence v3.0); see data/README.md.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

FILE = "general_elections_2005_2019.csv"
POLLING_DAYS = {
    2005: date(2005, 5, 5),
    2010: date(2010, 5, 6),
    2015: date(2015, 5, 7),
    2017: date(2017, 6, 8),
    2019: date(2019, 12, 12),
}
YEARS = tuple(POLLING_DAYS)
PARTIES = {
    "Conservative": "con_votes",
    "Labour": "lab_votes",
    "Liberal Democrat": "lib_votes",
    "SNP or Plaid Cymru": "natSW_votes",
}
# What an organisation's name must hold to be taken for the party.
PARTY_NAMES = {
    "Conservative": ("conservative",),
    "Labour": ("labour party", "welsh labour", "scottish labour"),
    "Liberal Democrat": ("liberal democrat",),
    "SNP or Plaid Cymru": ("scottish national party", "snp", "plaid cymru"),
}
SMALL_WORDS = {"and", "of", "the", "upon"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One constituency at one election: each party's share of the vote, and the margin, between 0 and 1."""

    name: str
    region: str
    shares: Mapping[str, float]
    electorate: int = 0
    code: str = ""

    @property
    def margin(self) -> float:
        """Gap between the two strongest of the four parties on file; others are counted together and left out."""
        *_, second, first = sorted(self.shares.values())
        return first - second


@cache
def seats(year: int) -> dict[str, Seat]:
    """Seats of Great Britain that the main parties contested in `year`, by `key` of their name."""
    return {key(seat.name): seat for seat in _read(year) if any(seat.shares.values())}


@cache
def not_judged(year: int) -> frozenset[str]:
    """Keys of the constituencies without a contest of the main parties: Northern Ireland, the Speaker's."""
    return (
        frozenset(key(row["constituency_name"]) for row in _rows() if row["election"] == str(year)) - seats(year).keys()
    )


def key(name: str) -> str:
    """A constituency's name without what writers vary: case, accents, `&`, small words, the order of words."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold().replace("&", " and ").replace("'", "")
    words = re.findall(r"[a-z0-9]+", "".join(mark for mark in plain if not unicodedata.combining(mark)))
    return " ".join(sorted(word for word in words if word not in SMALL_WORDS))


def latest_before(on: date) -> int | None:
    """Year of the last election on file that was held before the day, if any."""
    return max((year for year, day in POLLING_DAYS.items() if day < on), default=None)


def party_of(organisation: str) -> str | None:
    """The party, of those on file, that goes by this name."""
    name = organisation.casefold()
    return next((party for party, marks in PARTY_NAMES.items() if any(mark in name for mark in marks)), None)


def rows_of(year: int) -> tuple[dict[str, str], ...]:
    """The rows on file of one election, as they stand there."""
    return tuple(row for row in _rows() if row["election"] == str(year))


def _read(year: int) -> Iterator[Seat]:
    for row in _rows():
        if row["election"] == str(year) and row["country/region"] != "Northern Ireland":
            total = int(row["total_votes"])
            shares = {party: int(row[column] or 0) / total for party, column in PARTIES.items()}
            yield Seat(
                row["constituency_name"],
                row["country/region"],
                shares,
                int(row["electorate"]),
                row["constituency_id"],
            )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = resources.files("ringfence.campaigns").joinpath("data", FILE).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
