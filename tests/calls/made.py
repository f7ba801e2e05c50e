"""Seeded call records, cards and files: every situation an audit must tell apart, around days the law changed.

Numbers come from the ranges that Ofcom keeps for drama, but for the few that are wrong on purpose.
"""

import csv
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from ringfence.calendar import LONDON

TURNS = (  # days on which the law changed, or the clocks; what is called is called around them
    date(2003, 12, 11), date(2004, 6, 25), date(2010, 5, 6), date(2015, 4, 6), date(2015, 8, 18), date(2016, 5, 16),
    date(2017, 3, 26), date(2017, 10, 29), date(2018, 5, 25), date(2018, 9, 8), date(2019, 1, 9), date(2025, 8, 20),
    date(2026, 2, 5), date(2026, 6, 19),
)  # fmt: skip
TODAY = date(2026, 11, 21)
ODD = (
    "+1 202 555 0143",
    "0909 879 0001",
    "ext 4711",
    "",
    "7.7E+09",
    "01632 960001 / 07700 900123",
    "0044",
    "7700900555.0",
)
SCRIPT_SURVEY = (
    "# Survey\n\nGood evening, I am calling from Meadow Research.\n\n"
    "1. Should pensions rise by more, by less, or as now?\n"
)
SCRIPT_VOTE = (
    "# Call\n\nHello, this is Alex calling for the Meadow Party, 1 Meadow Lane, Anytown.\n\n"
    "Please vote for the Meadow Party on Thursday. If you want no more calls, say so and we stop.\n"
)
CARD = """
[campaign]
id = "{id}"
name = "{id}"
purpose = "{purpose}"
mode = "{mode}"
script = "script.md"
field_from = 2003-12-01
field_until = 2026-11-20
[instigator]
name = "Meadow Party"
kind = "party"
registered_party = true
{more}
"""
ON_FILE = """
[cli]
number = "01632 960999"
withheld = false
contactable = true
[[registers]]
kind = "tps"
file = "../tps-2003-12-10.csv"
as_of = 2003-12-10
[[registers]]
kind = "tps"
file = "../tps-2016-05-14.csv"
as_of = 2016-05-14
[[registers]]
kind = "tps"
file = "../tps-2026-02-04.csv"
as_of = 2026-02-04
[[registers]]
kind = "ctps"
file = "../ctps-2016-04-17.csv"
as_of = 2016-04-17
[objections]
file = "../objections.csv"
[consents]
file = "../consents.csv"
"""
HISTORY = '[history]\nfile = "../history.csv"\ndays = {days}\ncap = 2\n'
LATE = '[[registers]]\nkind = "tps"\nfile = "../tps-2026-02-04.csv"\nas_of = 2026-02-04\n'
LISTS = '[[lists]]\nfile = "../numbers.csv"\nkind = "bought"\n'
REGISTERS = (  # name, day it was drawn, share of its rows that have a day
    ("tps-2003-12-10", date(2003, 12, 10), 1.0), ("tps-2016-05-14", date(2016, 5, 14), 0.8),
    ("tps-2026-02-04", date(2026, 2, 4), 0.9), ("ctps-2016-04-17", date(2016, 4, 17), 0.5),
)  # fmt: skip
CARDS = {  # id: purpose, mode, script, the rest
    "survey": ("research", "live", SCRIPT_SURVEY, '[sample]\ndesign = "random"\n'),
    "vote": ("persuasion", "live", SCRIPT_VOTE, ON_FILE + HISTORY.format(days=20) + LISTS),
    "message": ("gotv", "recorded", SCRIPT_VOTE, ON_FILE + HISTORY.format(days=3)),
    "late": ("persuasion", "live", SCRIPT_VOTE, LATE),
}  # fmt: skip


@dataclass
class Made:
    """The folder, and the rows of each file as they were written."""

    folder: Path
    calls: list[dict[str, str]]
    registers: dict[str, list[tuple[str, str]]]
    objections: list[tuple[str, str]]
    consents: list[dict[str, str]]
    history: list[tuple[str, str]]

    @property
    def cards(self) -> Path:
        return self.folder / "campaigns"


def pool(size: int) -> list[str]:
    """National numbers of the drama ranges."""
    third = size // 3 + 1
    every = [f"{head}{n:03d}" for n in range(third) for head in ("1632960", "7700900", "8081570")]
    return every[:size]


def written(rng: random.Random, national: str) -> str:
    return rng.choice((f"0{national}", f"+44{national}", f"44{national}", f"0{national[:4]} {national[4:]}", national,
                       f"+44 (0){national[:4]} {national[4:7]} {national[7:]}", f"0044{national}"))  # fmt: skip


def instant(rng: random.Random) -> datetime:
    """Some second around a turn: near midnight, near the hours of calling, in the nights of the clocks, or any."""
    day = rng.choice(TURNS) + timedelta(days=rng.choice((-29, -2, -1, 0, 0, 1, 2, 27, 28, 29)))
    day = min(day, TODAY - timedelta(days=1))
    hour, minute = rng.choice(((0, 30), (23, 30), (7, 59), (8, 0), (20, 59), (21, 0), (1, 30), (12, rng.randrange(60))))
    local = datetime(
        day.year, day.month, day.day, hour, minute, rng.randrange(60), tzinfo=LONDON, fold=rng.randrange(2)
    )
    return local.astimezone(UTC)


def stamp(rng: random.Random, at: datetime) -> str:
    """An instant as diallers write it."""
    away = timezone(timedelta(minutes=rng.choice((0, 60, -300, 330))))
    shifted = at.astimezone(away)
    return rng.choice(
        (f"{at:%Y-%m-%dT%H:%M:%S}Z", f"{at:%Y-%m-%d %H:%M:%S}", f"{at:%Y-%m-%d %H:%M:%S}+00", shifted.isoformat(),
         f"{at:%Y-%m-%d %H:%M:%S}.123456", f"{at:%Y-%m-%d %H:%M:%S} UTC", f"{shifted:%Y-%m-%d %H:%M:%S%z}")
    )  # fmt: skip


def make(folder: Path, rows: int, seed: int = 2016, numbers: int = 240) -> Made:
    """Writes everything under a folder, the call records as `calls.csv`."""
    rng, every = random.Random(seed), pool(numbers)
    near = [day + timedelta(days=shift) for day in TURNS for shift in (-30, -29, -28, -27, -1, 0, 1)]
    registers = {}
    for name, drawn, dated in REGISTERS:
        days = [day for day in near if day <= drawn] or [drawn]
        listed = [
            (n, rng.choice(days).isoformat() if rng.random() < dated else "") for n in every if rng.random() < 0.4
        ]
        registers[name] = listed + [(n, "") for n, _ in rng.sample(listed, 3)]
        _write(folder / f"{name}.csv", ("number", "listed_on"), [("0" + n, d) for n, d in registers[name]])
    objections = [(n, rng.choice(near).isoformat() if rng.random() < 0.8 else "") for n in every if rng.random() < 0.2]
    objections += [(n, rng.choice(near).isoformat()) for n, _ in rng.sample(objections, len(objections) // 3)]
    _write(folder / "objections.csv", ("number", "received_on"), [("0" + n, d) for n, d in objections])
    consents = [_consent(rng, n, near) for n in every for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))]
    _write(
        folder / "consents.csv",
        tuple(consents[0]),
        [tuple({**c, "number": "0" + c["number"]}.values()) for c in consents],
    )
    history = [(rng.choice(every), rng.choice(near).isoformat()) for _ in range(numbers)]
    _write(folder / "history.csv", ("number", "called_at"), [("0" + n, d) for n, d in history])
    _write(folder / "numbers.csv", ("number",), [("0" + every[0],)])
    for id_, (purpose, mode, script, more) in CARDS.items():
        place = folder / "campaigns" / id_
        place.mkdir(parents=True)
        (place / "script.md").write_text(script)
        text = CARD.format(id=id_, purpose=purpose, mode=mode, more=more)
        (place / "campaign.toml").write_text(text.replace('"../', '"../../'))
    calls = [_call(rng, place, every) for place in range(rows)]
    write_calls(folder / "calls.csv", calls)
    return Made(folder, calls, registers, objections, consents, history)


def _consent(rng: random.Random, national: str, near: list[date]) -> dict[str, str]:
    given, gone = sorted(rng.sample(near, 2))
    until = rng.choice(near)
    return {
        "number": national,
        "given_to": rng.choice(("Meadow Party", "Meadow Party; Field Ltd", "Field Ltd", "")),
        "scope": rng.choice(("live", "automated", "both")),
        "given_on": given.isoformat() if rng.random() < 0.9 else "",
        "proof": rng.choice(("form 7", "none", "")),
        "indirect": rng.choice(("yes", "no", "")),
        "withdrawn_on": gone.isoformat() if rng.random() < 0.3 else "",
        "valid_until": until.isoformat() if rng.random() < 0.3 else "",
        "conditional": rng.choice(("yes", "no", "")),
        "in_call": rng.choice(("yes", "no", "")),
        "given_by": rng.choice(("subscriber", "user", "other", "")),
    }


def _call(rng: random.Random, place: int, every: list[str]) -> dict[str, str]:
    number = written(rng, rng.choice(every)) if rng.random() < 0.97 else rng.choice(ODD)
    return {
        "call_id": f"c{place}",
        "called_number": number,
        "started_at": stamp(rng, instant(rng)),
        "campaign": rng.choice(("survey", "vote", "vote", "message", "message", "late", "ghost", "")),
        "mode": rng.choice(("", "", "", "live", "recorded", "ai voice", "Automated")),
        "cli": rng.choice(("", "01632 960999", "+441632960998", "withheld", "Anonymous", "1000")),
        "outcome": rng.choice(("ANSWERED", "NO ANSWER", "busy", "", "machine")),
        "billsec": rng.choice(("", "0", "31", "odd")),
    }


def write_calls(file: Path, calls: list[dict[str, str]]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file, tuple(calls[0]), [tuple(each.values()) for each in calls])
    return file


def _write(file: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *rows])
