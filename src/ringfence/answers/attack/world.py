"""A made-up campaign of which everything is known: who was called when and by whom, and what each person answered.

Marks stand for answers in the scoring only: random, so that nobody learns anything from one. Interviews take as long as
real ones vary (a standard deviation of two minutes), plus 8 seconds a question and a fifth of a second a letter.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass, replace

from ringfence.answers.record import Record

AREAS = {"north": ("n1", "n2", "n3", "n4"), "middle": ("m1", "m2", "m3", "m4"), "south": ("s1", "s2", "s3", "s4")}
AGES = ("under 50", "50 or over")
FIELDS = 20  # interviewers
FIRST = 447700900000  # numbers that Ofcom keeps for drama; they may come twice here, and nobody rings them
SHORT = 420  # seconds: an interview that was hurried
MARK = "mk"
SAID = "tx"


@dataclass(frozen=True, slots=True)
class Call:
    """A line of the call log, and what the contact list and the interviewer's machine know about it."""

    id: int  # in the order of time
    at: float  # seconds since the campaign began
    number: int
    interviewer: str
    seconds: float
    outcome: str  # whole or partial
    region: str
    age: int
    sex: str
    once: str  # the token of the interview, should a log hold it
    retried: bool  # the connection dropped, and it was handed in again

    @property
    def profile(self) -> frozenset[str]:
        """What the contact list tells of the person called, finely and by bands."""
        area = next(name for name, regions in AREAS.items() if self.region in regions)
        return frozenset({self.region, area, str(self.age), band(self.age), self.sex})


@dataclass(frozen=True, slots=True)
class World:
    """Calls, what was handed in after each, and the truth: mark -> call."""

    calls: tuple[Call, ...]
    records: tuple[Record, ...]
    truth: dict[str, int]
    k: int


def only(world: World, calls: Collection[int]) -> World:
    """The same campaign with only these calls."""
    kept = [(call, record) for call, record in zip(world.calls, world.records, strict=True) if call.id in calls]
    return replace(world, calls=tuple(call for call, _ in kept), records=tuple(record for _, record in kept))


def band(age: int) -> str:
    return AGES[age >= 50]


def made(calls: int, k: int, seed: int, *, noise: float = 120.0, partial: float = 0.08) -> World:
    """A campaign of so many interviews; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a world that can be made again, not a secret
    clock = 0.0
    log: list[Call] = []
    records: list[Record] = []
    truth: dict[str, int] = {}
    for each in range(calls):
        clock += chance.expovariate(1 / 20) + 0.001
        mark, said = f"{MARK}{chance.getrandbits(64):016x}", f"{SAID}{chance.getrandbits(64):016x}"
        closed = _answers(chance, mark, k)
        texts = {"said": _words(chance, said)} if chance.random() < 0.7 else {}
        seconds = max(60.0, chance.gauss(540, noise) + 8 * len(closed) + 0.2 * sum(map(len, texts.values())))
        area = chance.choice([*AREAS])
        call = Call(
            id=each,
            at=clock,
            number=FIRST + each % 1000,
            interviewer=f"interviewer {chance.randrange(FIELDS):02d}",
            seconds=seconds,
            outcome="partial" if chance.random() < partial else "whole",
            region=chance.choice(AREAS[area]),
            age=chance.randint(18, 90),
            sex=chance.choice(("f", "m")),
            once=f"{chance.getrandbits(128):032x}",
            retried=each % max(1, min(k, calls // 8)) == 1,
        )
        log.append(call)
        truth |= {mark: each, said: each} if texts else {mark: each}
        records.append(_record(call, f"wave {1 + 2 * each // calls}", area, closed, texts))
    return World(tuple(log), tuple(records), truth, k)


def _record(call: Call, wave: str, area: str, closed: dict[str, str], texts: dict[str, str]) -> Record:
    return Record(
        once=call.once,
        interviewer=call.interviewer,
        wave=wave,
        closed=closed,
        texts=texts,
        bands={"area": area, "age": band(call.age)},
        partial=call.outcome == "partial",
        hurried=call.seconds < SHORT,
    )


def _answers(chance: random.Random, mark: str, k: int) -> dict[str, str]:
    """Ten answers, fifteen more for some; on the sensitive question a batch is of one mind now and then."""
    closed = {f"q{each}": str(chance.randrange(1, 5)) for each in range(1, 11)}
    if closed["q3"] == "2":
        closed |= {f"q{each}": str(chance.randrange(1, 3)) for each in range(11, 26)}
    closed["vote"] = "b" if chance.random() < min(0.5, 2 / k) else "a"
    closed["mark"] = mark
    return closed


def _words(chance: random.Random, said: str) -> str:
    words = "roads buses schools surgery prices rent council nobody listens more police parks jobs".split()
    length = 20 + min(int(chance.expovariate(1 / 100)), 1_200)
    text = said
    while len(text) < length:
        text += f" {chance.choice(words)}"
    return text
