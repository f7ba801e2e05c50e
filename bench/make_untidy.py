"""A seeded list of untidy numbers and a register, at real size.

Ofcom's drama ranges hold some tens of thousands of numbers, too few for half a million rows, so these are well-formed
numbers from a seeded generator. They are nobody's in particular, and nothing here dials.
The shares of each shape are a guess at what lists look like, not a measurement of one.
"""

import random
from collections.abc import Callable
from pathlib import Path

DRAMA_AREA = "1632"
AREAS = ("113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161", "191")
FOREIGN = ("+353 86 123 4567", "+33 1 99 00 12 34", "+1 202 555 0143")
Shape = Callable[[random.Random, str], str]


def national(rng: random.Random) -> str:
    """A well-formed national number of ten digits, mobile or geographic."""
    if rng.random() < 0.55:
        return f"7{rng.choice('45789')}{rng.randrange(10**8):08d}"
    if rng.random() < 0.3:
        return f"20{rng.choice('378')}{rng.randrange(10**7):07d}"
    return rng.choice(AREAS) + f"{rng.randrange(2, 9)}{rng.randrange(10**6):06d}"


SHAPES: tuple[tuple[float, Shape], ...] = (
    (40, lambda _, n: "0" + n),
    (14, lambda _, n: f"0{n[:4]} {n[4:]}"),
    (6, lambda _, n: f"0{n[:4]} {n[4:7]} {n[7:]}"),
    (8, lambda _, n: "+44" + n),
    (5, lambda _, n: f"+44 {n[:4]} {n[4:]}"),
    (4, lambda _, n: f"+44 (0){n[:4]} {n[4:]}"),
    (3, lambda _, n: "0044" + n),
    (3, lambda _, n: "44" + n),
    (5, lambda _, n: n),  # the leading 0 eaten
    (3, lambda _, n: n + ".0"),  # through a float column
    (2, lambda _, n: f"(0{n[:4]}) {n[4:]}"),
    (2, lambda _, n: f"0{n[:4]}-{n[4:7]}-{n[7:]}"),
    (1, lambda _, n: f"'0{n}"),
    (0.5, lambda _, n: f"0{n}\u00a0"),
    (0.3, lambda _, n: f"0{n} "),
    (1.4, lambda _, n: f"{n[0]}.{n[1:6]}E+09"),  # digits lost
    (0.5, lambda _, n: f"{n[0]}.{n[1:]}E+09"),
    (0.3, lambda _, n: f"0{n[:4]}.{n[4:]}"),
    (0.2, lambda r, n: f"0{n} x{r.randrange(100, 999)}"),
    (0.2, lambda r, n: f"0{n} / 0{national(r)}"),
    (0.1, lambda _, n: f"Tel: 0{n}"),
    (0.5, lambda _, n: "0" + n[:-2]),  # too short
    (0.5, lambda _, n: "0" + n + "1"),  # too long
    (0.3, lambda r, _: r.choice(FOREIGN)),
    (0.2, lambda r, _: f"0909 879 0{r.randrange(1000):03d}"),
    (1.0, lambda _, __: ""),
    (0.5, lambda r, _: r.choice(("n/a", "ex-directory", "unknown", "-"))),
)


def write_list(file: Path, rows: int, seed: int = 2009) -> list[str]:
    """Writes a list of so many rows; the national numbers it was made from."""
    rng = random.Random(seed)
    weights, shapes = [w for w, _ in SHAPES], [s for _, s in SHAPES]
    made: list[str] = []
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write("id,first name,surname,phone,ward\r\n")
        for row, shape in enumerate(rng.choices(shapes, weights, k=rows), start=1):
            again = bool(made) and rng.random() < 0.04
            number = made[rng.randrange(len(made))] if again else national(rng)
            made.append(number)
            out.write(f"{row},Sam,Example,{shape(rng, number)},Ward {row % 40}\r\n")
    return made


def write_register(file: Path, size: int, listed: list[str], seed: int = 1999, share: float = 0.3) -> None:
    """Writes a register of so many numbers, holding a share of the list's numbers; one a line, as the register comes."""
    rng = random.Random(seed)
    numbers = {number for number in listed if rng.random() < share}
    while len(numbers) < size:
        numbers.add(national(rng))
    ordered = sorted(numbers)
    with file.open("w", encoding="ascii", newline="") as out:
        out.writelines(f"0{number}\r\n" for number in ordered)
