"""The harness: a made-up campaign through the product, every attacker on what it left, and on a store weak on purpose.

An attacker fails, as it should, when its right guesses could well be luck: at 99.9 % over all attackers together, so
each is held to 0.1 % shared out among them. On its careless store it must do better than luck by the same measure.
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ringfence.answers.attack import careless, chance, surface
from ringfence.answers.attack.attackers import ATTACKERS, Attacker
from ringfence.answers.attack.guessing import Guess
from ringfence.answers.attack.loot import Loot
from ringfence.answers.attack.real import Rehearsal
from ringfence.answers.attack.world import World, made, only
from ringfence.answers.memory import clear
from ringfence.answers.record import AnswerRefused
from ringfence.store import answers_plain
from ringfence.store.answers import URL

DOUBT = 0.001
FEW = 250
UNANIMITY = "unanimity"
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What one attacker reached, against luck, and against the store that is weak on purpose."""

    attacker: str
    calls: int
    hits: int
    expected_by_guessing: float
    passed: bool
    control_hits: int
    control_calls: int
    control_succeeded: bool
    reads: str

    def data(self) -> dict[str, Any]:
        """As it is printed in JSON."""
        return {
            "attacker": self.attacker,
            "calls": self.calls,
            "hits": self.hits,
            "expected_by_guessing": round(self.expected_by_guessing, 2),
            "passed": self.passed,
            "control_hits": self.control_hits,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All results, and what is kept that no attacker looks at."""

    results: tuple[Result, ...]
    unattacked: tuple[str, ...]
    k: int
    calls: int

    @property
    def passed(self) -> bool:
        """Whether nothing was found, everything could have been, and all that is kept was looked at."""
        return not self.unattacked and all(each.passed and each.control_succeeded for each in self.results)


@dataclass(frozen=True, slots=True)
class Score:
    """Guesses made, right ones, those that luck gives on average, and how likely luck gives as many."""

    calls: int
    hits: int
    expected: float
    luck: float


def simulate(folder: Path, calls: int, k: int, seed: int, progress: Progress) -> Report:
    """Everything, in a folder of its own under `folder`, which is removed again. Uses the machine's own set-up."""
    if calls < max(100, 2 * k):
        raise AnswerRefused(
            f"{calls} calls are too few to try batches of {k}: nothing could leave. Simulate {max(100, 2 * k)} or more."
        )
    world = made(calls, k, seed)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=folder) as scratch:
        return _in(Path(scratch), world, seed, progress)


def _in(scratch: Path, world: World, seed: int, progress: Progress) -> Report:
    rehearsal = Rehearsal(world, scratch, seed)
    try:
        progress("interviews", 0.0)
        found = rehearsal.run(lambda share: progress("interviews", 0.6 * share))
        kept = surface.kept(rehearsal)
    finally:
        clear(rehearsal.memory.parent)
        rehearsal.clean_server()
    asked = _asked()
    doubt = DOUBT / (len(asked) + 1)
    results = []
    for place, attacker in enumerate(asked):
        progress(attacker.name, 0.6 + 0.4 * place / len(asked))
        results.append(_result(attacker, found, world, scratch, doubt))
    results.append(_unanimity(found, world, scratch))
    return Report(tuple(results), tuple(sorted(kept - surface.attacked())), world.k, len(world.calls))


def _result(attacker: Attacker, found: Loot, world: World, scratch: Path, doubt: float) -> Result:
    guesses = attacker.attack(found)
    real = score(guesses, world)
    weak = score(attacker.attack(_careless(attacker, only(world, _calls(guesses, world)), scratch)), world)
    return Result(
        attacker=attacker.name,
        calls=real.calls,
        hits=real.hits,
        expected_by_guessing=real.expected,
        passed=real.luck > doubt,
        control_hits=weak.hits,
        control_calls=weak.calls,
        control_succeeded=weak.luck < doubt,
        reads=attacker.reads,
    )


def _calls(guesses: Sequence[Guess], world: World) -> set[int]:
    """The calls guessed at, so that the careless store is given the same; all, if they are too few to show anything."""
    found = {_call(world, said) for guess in guesses for _, said in guess.pairs}
    return found if len(found) > FEW else {call.id for call in world.calls}


def _careless(attacker: Attacker, world: World, scratch: Path) -> Loot:
    if attacker.server:
        return _careless_on_server(world, os.environ[URL])
    folder = scratch / f"careless-{attacker.name}"
    folder.mkdir()
    return careless.CONTROLS[attacker.name](world, folder)


def _careless_on_server(world: World, url: str) -> Loot:
    schema, start = f"careless_{secrets.token_hex(6)}", answers_plain.log_position(url)
    try:
        rows = answers_plain.careless_on_server(url, schema, careless.server_rows(world))
        return careless.on_server(world, rows, answers_plain.log_since(url, start) if start else b"")
    finally:
        answers_plain.drop_schema(url, schema)


def _asked() -> list[Attacker]:
    """The attackers that have something to read here: those on a server if there is one, on its log if it is open."""
    url = os.environ.get(URL)
    log = url and answers_plain.log_position(url)
    return [each for each in ATTACKERS if not each.server or (url and (log or each.name != "server_log"))]


def score(guesses: Sequence[Guess], world: World) -> Score:
    """How many guesses are right, and how likely luck alone would have as many right."""
    hits = 0
    for guess in guesses:
        marks, calls = {mark for mark, _ in guess.pairs}, {call for _, call in guess.pairs}
        if len(marks) < len(guess.pairs) or len(calls) < len(guess.pairs):
            raise ValueError("an attacker guesses a call or an answer twice: what luck would give is then not known")
        hits += sum(world.truth[mark] == _call(world, said) for mark, said in guess.pairs)
    batches = [(len(guess.pairs), guess.size) for guess in guesses]
    return Score(sum(m for m, _ in batches), hits, chance.expected(batches), chance.at_least(hits, batches))


def _call(world: World, said: int | str) -> int:
    return said if isinstance(said, int) else world.truth[said]


def _unanimity(found: Loot, world: World, scratch: Path) -> Result:
    """Whose sensitive answer is known for certain, because all of their batch gave the same; none may be."""
    folder = scratch / "careless-unanimity"
    folder.mkdir()
    calls, hits = known_for_certain(found)
    left = {call.id for group in found.groups if group.kind == "closed" for call in group.calls}
    weak_calls, weak = known_for_certain(careless.CONTROLS[UNANIMITY](only(world, left), folder))
    reads = "batches of one mind on the sensitive question"
    return Result(UNANIMITY, calls, hits, 0.0, hits == 0, weak, weak_calls, weak > 0, reads)


def known_for_certain(found: Loot) -> tuple[int, int]:
    """Calls in closed batches, and how many of them are in one that is of one mind on `vote`."""
    calls = hits = 0
    for group in found.groups:
        if group.kind == "closed":
            said = {msgspec.json.decode(found.row(mark)["closed"])["vote"] for mark in group.marks}
            calls += len(group.calls)
            hits += len(group.calls) if len(said) == 1 else 0
    return calls, hits
