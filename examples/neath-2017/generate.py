"""Make the list, the register and the objections of this example: seeded, the same bytes every time.

    python3 examples/neath-2017/generate.py      (writes beside this file; the files are kept in the repository)

Every number is from a range that Ofcom keeps for drama, so none can be anybody's; that is also why a number's area code
does not fit its constituency. Only `random.random()` is used: Python promises its sequence for all versions.
"""

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
ROWS = 12_000  # our choice: how many people were called is not on record
SEED = 2017
FIRST_CALL = date(2017, 5, 1)
AREAS = (
    "Bridgend", "Cardiff North", "City of Chester", "Clwyd South", "Delyn", "Gower", "Newport West", "Vale of Clwyd",
    "Wirral West", "Wrexham",
)  # fmt: skip
# Ofcom's numbers for use in TV and radio drama: 1,000 under each of these.
DRAMA = (
    "0113 496 0", "0114 496 0", "0116 496 0", "0117 496 0", "0118 496 0", "0121 496 0", "0151 496 0", "0161 496 0",
    "020 7946 0", "0191 498 0", "029 2018 0",
)  # fmt: skip
ELSEWHERE = ("0131 496 0", "0141 496 0", "028 9649 6")  # on the register, not on the list
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

# Parts in 1,000 and how the cell is written, from a number with its spaces.
FORMS: tuple[tuple[int, Callable[[str], str]], ...] = (
    (470, lambda n: n.replace(" ", "")),
    (300, lambda n: n),
    (50, lambda n: "+44" + n.replace(" ", "")[1:]),
    (30, lambda n: "+44 (0)" + n[1:]),
    (25, lambda n: n.replace(" ", "-")),
    (45, lambda n: n.replace(" ", "")[1:]),  # a spreadsheet ate the 0
    (10, lambda n: "'" + n.replace(" ", "")),
    (5, lambda n: n.replace(" ", "\u00a0") + "\u200b"),
    (3, lambda n: n.translate(WIDE)),
    (8, lambda n: n + " ext 12"),
    (12, lambda n: n + " / " + n[:-1] + str((int(n[-1]) + 1) % 10)),  # two in one cell
    (8, lambda n: f"{float('44' + n.replace(' ', '')[1:]):.5E}"),  # digits lost to a spreadsheet
    (4, lambda n: n.replace(" ", "")[1:] + ".0"),
    (6, lambda n: n[:-2]),
    (3, lambda n: n + "7"),
    (10, lambda _: ""),
    (5, lambda _: "ex-directory"),
    (3, lambda n: "+1 202 555 01" + n[-2:]),  # kept for drama in North America
    (2, lambda n: "0909 879 0" + n[-3:]),  # premium rate, kept for drama
    (1, lambda n: "0808 157 0" + n[-3:]),  # free of charge, kept for drama
)


def block(starts: Sequence[str]) -> list[str]:
    return [f"{start}{number:03d}" for start in starts for number in range(1000)]


def contacts(rng: random.Random) -> Iterator[tuple[int, str, str]]:
    """Rows of the list: one in twenty is a number that stood there before."""
    fresh = sorted(block(DRAMA), key=lambda _: rng.random())
    met: list[str] = []
    for row in range(1, ROWS + 1):
        again = met and (rng.random() < 0.05 or len(met) == len(fresh))
        number = met[int(rng.random() * len(met))] if again else fresh[len(met)]
        if not again:
            met.append(number)
        yield row, write(number, rng.random() * 1000), AREAS[int(rng.random() * len(AREAS))]


def write(number: str, draw: float) -> str:
    """The cell for a number; `draw` between 0 and 1,000 picks the form."""
    for parts, form in FORMS:
        draw -= parts
        if draw < 0:
            return form(number)
    return number


def register(rng: random.Random) -> Iterator[tuple[str, str]]:
    """A made-up TPS: 35 of 100 numbers, some listed in the 28 days before the first call, some without a date."""
    for number in block(DRAMA + ELSEWHERE):
        if rng.random() < 0.35:
            days = rng.random() * (28 if rng.random() < 0.02 else 6_570)
            listed_on = FIRST_CALL - timedelta(days=4 + int(days))
            yield number.replace(" ", ""), "" if rng.random() < 0.02 else listed_on.isoformat()


def objections(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    for number in block(DRAMA):
        if rng.random() < 0.004:
            received_on = FIRST_CALL - timedelta(days=5 + int(rng.random() * 700))
            yield number.replace(" ", ""), received_on.isoformat(), ("phone", "letter", "email")[int(rng.random() * 3)]


def generate(folder: Path = HERE, seed: int = SEED) -> None:
    """Write contacts.csv, tps.csv and objections.csv to the folder."""
    rng = random.Random(seed)  # noqa: S311 - an example, not a secret
    save(folder / "contacts.csv", ("id", "phone", "constituency"), contacts(rng))
    save(folder / "tps.csv", ("number", "listed_on"), register(rng))
    save(folder / "objections.csv", ("number", "received_on", "channel"), objections(rng))


def save(path: Path, header: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    generate()
