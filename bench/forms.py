"""Seeded written forms of numbers: every shape of mess that people, phones and spreadsheets make, by the million.

The shares are chosen to reach every branch of the reader often, not to look like a list (make_untidy.py does that).
The numbers are from a seeded generator; nothing here dials.
"""

import random
from collections.abc import Callable, Iterator

STEMS = (
    "7", "7", "7", "74", "75", "77", "79", "7624", "74576", "7797", "7911", "70", "76", "76464",
    "1", "1", "113", "121", "1204", "1632960", "1632", "1481", "1534", "1624", "1697", "169773", "18002",
    "20", "20", "2", "28", "29", "3", "30", "3306", "33", "5", "55", "56", "8", "80", "800", "8001111", "808", "84", "845464",
    "87", "9", "90", "909", "98", "7700900", "4", "44", "0", "6", "180020",
)  # fmt: skip
BLANKS = (" ", " ", " ", " ", " ", "\u00a0", "\u2009", "\u202f", "\u3000", "\u200b", "\t", "  ", "\u00a0 ", "\n")
DASHES = ("-", "-", "-", "\u2013", "\u2010", "\u2212", " - ", "\u2014", "\ufe63")
DOTS = (".", ".", "/", ",", "(", ")", " (", ") ", "[", "~", "*", "x", "_", ":", "\u00ad", "\u2060", "\ufeff", "\u200e")
PREFIXES = (
    "0", "0", "0", "0", "0", "+44", "+44", "+44 ", "+44 (0)", "+44(0)", "+440", "0044", "0044 ", "00440", "0044 (0)",
    "44", "44 ", "440", "", "", "(0", "(0)", "(", "+ 44 ", "++44", "(+44) ", "(+44)0", "(44) ", "+44-", "+", "00", "000", "\uff0b44",
    "+44 44", "4444", "011 44", "+4", "0 ", "+353 ", "+1 ", "00 33 ", "+0", "044", "+0044",
)  # fmt: skip
BEFORE = (
    "", "", "", "", "", "", "'", '="', '"', "''", "Tel: ", "tel:", "TEL. ", "t ", "m: ", "Mobile ", "Home/Work: ", "ph#",
    "\u260e ", "\U0001f4de ", "T\u00e9l ", "\ufeff", " ", "\u202a", "-", "+", "h ", "or ", "#", ";", "*", "(h) ", "=", "tel:+", "no. ", "1) ",
)  # fmt: skip
AFTER = (
    "", "", "", "", "", "", "", "", '"', ".", " ", "\u00a0", ".0", ".00", ",", ";", " (home)", " home", " h", " wk", " - mum", " x",
    " x12", " ext 12", ", ext. 7", "#", " #7", "E+09", " or", " (w)", "\r\n", "\t", "\u202c", " / fax", "/x", " do not call", ":", "!",
    " ask for Sam", " (work", "*", " \u00e9", " abc", "a", " FREE", " o", "OO", " mob/wk", " 'new'", " =", "%", "+", "\\n", " tel:", ";ext=4",
)  # fmt: skip
ODD_CELLS = (
    "", " ", "n/a", "-", "0", "00", "000", "1", "12", "123", "999", "101", "+", "+4", "+44", "+441", "0044", "00441", "44", "440", "4401", "###",
    "####", "##", "# # #", "none", "\u00b2", "\u0660\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663", "07700 HELLO1", "0800 REVERSE", "0770O9OO123", "ex-directory",
    "07700 900123 07700 900124", "01632 960001/2", "7.70090E+09", "4.47701E+11", "7.7e9", "7E9", "7e0", "0.0", "1.0", "1e1", "12,345", "7,700,900,123",
    "447,700,900,123", "7,700,900,123.0", "7,700,900,1234", "1,632,960,001.00", "07700900123.0", "7700900123.0", "7700900123.000", "1e15", "1.5e16",
)  # fmt: skip
Form = Callable[[random.Random], str]


def digits(rng: random.Random) -> str:
    """A national number, or nearly one."""
    stem = rng.choice(STEMS)
    length = rng.choices((10, 9, 8, 11, 7, rng.randrange(2, 16)), (60, 14, 5, 6, 6, 9))[0]
    return stem + "".join(rng.choices("0123456789", k=max(0, length - len(stem))))


def grouped(rng: random.Random, number: str) -> str:
    """The number with something between some of its digits."""
    marks = rng.choices((BLANKS, DASHES, DOTS), (6, 3, 1))[0]
    mark, text = rng.choice(marks), list(number)
    for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3))):
        text.insert(rng.randrange(len(text) + 1), mark if rng.random() < 0.9 else rng.choice(DOTS))
    return "".join(text)


def usual(rng: random.Random) -> str:
    return rng.choice(PREFIXES[:20]) + grouped(rng, digits(rng))


def decorated(rng: random.Random) -> str:
    return rng.choice(BEFORE) + rng.choice(PREFIXES) + grouped(rng, digits(rng)) + rng.choice(AFTER)


def from_spreadsheet(rng: random.Random) -> str:
    number = rng.choice(("", "", "44", "0", "440")) + digits(rng)
    point = rng.choice("..,")
    power = rng.choice((len(number) - 1, len(number) - 1, 9, 10, 11, rng.randrange(18)))
    kept = number[1 : rng.choice((len(number), len(number), 6, 5, 3, 1))] + rng.choice(("", "", "", "0", "000"))
    e = rng.choice(("E+", "e+", "E", "e", "E+0", "E-"))
    commas = f"{int(number or 0):,}"
    return rng.choice((
        number + rng.choice((".0", ".00", ".0", ".", ".000", ".5", ",0")),
        f"{number[0]}{point}{kept}{e}{power:0{rng.choice((1, 2, 2, 3))}d}",
        commas + rng.choice(("", ".0", ".00", ".000")),
        commas.replace(",", " "), f"={number}", f'="0{number}"',
    ))  # fmt: skip


def several(rng: random.Random) -> str:
    between = rng.choice((" / ", "/", ", ", ";", " or ", " ", "  ", "\n", " and ", " & ", "|", " w ", " 0", " (", " +"))
    return usual(rng) + between + usual(rng)


def damaged(rng: random.Random) -> str:
    text = list(decorated(rng))
    for _ in range(rng.randrange(1, 3)):
        at = rng.randrange(len(text) + 1)
        if rng.random() < 0.5 and text:
            del text[min(at, len(text) - 1)]
        else:
            text.insert(at, rng.choice("0123456789 +-()./xXeEoO#'\"=,;\u00a0\u200b\u0663\uff17\u4e00\ud7a3\u00b2a"))
    return "".join(text)


def noise(rng: random.Random) -> str:
    return "".join(rng.choices("0011234456789  +-().xE,'=\"\u00a0a", k=rng.randrange(24)))


SHAPES: tuple[tuple[float, Form], ...] = (
    (30, usual),
    (30, decorated),
    (12, from_spreadsheet),
    (4, several),
    (14, damaged),
    (8, noise),
    (2, lambda rng: rng.choice(ODD_CELLS)),
)


def forms(count: int, seed: int) -> Iterator[str]:
    """So many written cells, the same for the same seed."""
    rng = random.Random(seed)
    weights, shapes = [w for w, _ in SHAPES], [s for _, s in SHAPES]
    for shape in rng.choices(shapes, weights, k=count):
        yield shape(rng)
