"""A register of national size: seconds to load, MiB on disk, cold and warm point look-ups, look-ups by the million.

    .venv/bin/python bench/register_load.py                # 17,000,000 numbers, three rounds
    .venv/bin/python bench/register_load.py --numbers 1000000 --rounds 1

Beside it, in the same run and interleaved: sorted 64-bit integers in a mapped file with numpy's searchsorted, and
SQLite's WITHOUT ROWID table (its look-up with a prepared query). A cold look-up is made by a fresh process after the
pages of the files were dropped from memory (posix_fadvise); its imports are not counted, opening the store is. The
compiled kernel and the portable engine both load. Exit code 1 if a limit is passed: 20 s and 400 MiB a load, 1 ms cold,
5 us warm.
"""

import argparse
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from ringfence.kernel import engine
from ringfence.preferences.register_store import open_registers
from ringfence.preferences.register_store.loading import load
from ringfence.ranks import NO_RANK, plan

TODAY, DRAWN = date(2026, 11, 21), date(2026, 11, 1)
MIB = 1 << 20
COLD = {
    "store": """
from pathlib import Path
from ringfence.preferences import register_store
began = time.perf_counter_ns()
found = register_store.open_registers(Path(sys.argv[1])).tps
opened = time.perf_counter_ns()
answer = found.contains_national(int(sys.argv[2]))
""",
    "sorted": """
import numpy as np
began = time.perf_counter_ns()
found = np.load(sys.argv[1], mmap_mode="r")
opened = time.perf_counter_ns()
at = int(np.searchsorted(found, int(sys.argv[2])))
answer = bool(found[at] == int(sys.argv[2]))
""",
    "sqlite": """
import sqlite3
began = time.perf_counter_ns()
found = sqlite3.connect(sys.argv[1])
opened = time.perf_counter_ns()
answer = found.execute("SELECT 1 FROM listed WHERE number = ?", (int(sys.argv[2]),)).fetchone() is not None
""",
}


def national_numbers(size: int, seed: int) -> np.ndarray:
    """Well-formed numbers, three in five mobile, as dense as a register of that size is; nobody's, never dialled."""
    rng = np.random.default_rng(seed)
    mobile = drawn(rng, 7_400_000_000, 8_000_000_000, size * 3 // 5)
    return np.sort(np.concatenate([mobile, drawn(rng, 1_100_000_000, 3_000_000_000, size - len(mobile))]))


def drawn(rng: np.random.Generator, low: int, high: int, size: int) -> np.ndarray:
    """So many different valid numbers between two bounds."""
    found = np.empty(0, np.int64)
    while len(found) < size:
        some = rng.integers(low, high, size)
        found = np.unique(np.concatenate([found, some[plan().find_all(some)[0] != NO_RANK]]))
    return rng.permutation(found)[:size]


def write(file: Path, numbers: np.ndarray, *, dated: bool) -> None:
    """As registers come: one number a line, or with a header and the day of listing."""
    columns = {"number": pc.binary_join_element_wise("0", pa.array(numbers).cast(pa.string()), "")}
    if dated:
        days = np.datetime64("1999-05-01") + np.random.default_rng(3).integers(0, 10_000, len(numbers))
        columns["listed_on"] = pa.array(days.astype("datetime64[D]")).cast(pa.string())
    csv.write_csv(pa.table(columns), file, csv.WriteOptions(include_header=dated, quoting_style="none"))


def load_sqlite(file: Path, target: Path) -> float:
    began = time.perf_counter()
    with sqlite3.connect(target) as con, file.open() as lines:
        con.execute("CREATE TABLE listed (number INTEGER PRIMARY KEY) WITHOUT ROWID")
        con.executemany("INSERT OR IGNORE INTO listed VALUES (?)", ((int(line),) for line in lines))
    con.close()
    return time.perf_counter() - began


def load_sorted(file: Path, target: Path) -> float:
    began = time.perf_counter()
    options = csv.ReadOptions(autogenerate_column_names=True)
    numbers = csv.read_csv(file, options, convert_options=csv.ConvertOptions(column_types={"f0": pa.int64()}))
    ordered = np.sort(numbers["f0"].to_numpy())  # np.unique takes ten times as long
    np.save(target, ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])])
    return time.perf_counter() - began


def drop(*files: Path) -> bool:
    """Whether the files' pages could be dropped from memory."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for file in files:
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def cold(kind: str, place: Path, files: list[Path], number: int) -> tuple[float, float]:
    """Milliseconds of a fresh process: to open, and to the first answer."""
    drop(*files)
    code = f"import sys, time\n{COLD[kind]}\nended = time.perf_counter_ns()\nassert answer\nprint(opened - began, ended - opened)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(place), str(number)], capture_output=True, text=True, check=True
    )
    opened, answered = map(int, done.stdout.split())
    return opened / 1e6, answered / 1e6


def warm(look: Callable[[int], object], numbers: list[int]) -> float:
    """Microseconds a look-up."""
    for number in numbers[:1000]:
        look(number)
    began = time.perf_counter()
    for number in numbers:
        look(number)
    return (time.perf_counter() - began) / len(numbers) * 1e6


def each(seconds: float, count: int) -> str:
    return f"{seconds / count * 1e9:,.0f} ns"


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def size_of(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / MIB


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--numbers", type=int, default=17_000_000)
    ask.add_argument("--rounds", type=int, default=3)
    asked = ask.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        return run(Path(name), asked.numbers, asked.rounds)


def run(folder: Path, size: int, rounds: int) -> int:
    numbers = national_numbers(size, 17)
    plain, dated = folder / "plain.txt", folder / "dated.csv"
    write(plain, numbers, dated=False)
    write(dated, numbers, dated=True)
    print(
        f"{len(numbers):,} numbers; engine: {engine().name}; files {plain.stat().st_size / MIB:.0f} and {dated.stat().st_size / MIB:.0f} MiB"
    )
    times: dict[str, list[float]] = {"plain": [], "dated": [], "sorted": [], "sqlite": []}
    for i in range(rounds):
        homes = {"plain": folder / f"plain-{i}", "dated": folder / f"dated-{i}"}
        times["plain"].append(timed(lambda home=homes["plain"]: load(home, "tps", plain, DRAWN, today=TODAY)))
        times["dated"].append(timed(lambda home=homes["dated"]: load(home, "tps", dated, DRAWN, today=TODAY)))
        times["sorted"].append(load_sorted(plain, folder / "sorted.npy"))
        if i == 0:  # a minute or more: once is enough
            times["sqlite"].append(load_sqlite(plain, folder / "listed.db"))
    medians = {kind: statistics.median(taken) for kind, taken in times.items()}
    disk = {"plain": size_of(homes["plain"]), "dated": size_of(homes["dated"])}
    disk |= {
        kind: (folder / file).stat().st_size / MIB for kind, file in (("sorted", "sorted.npy"), ("sqlite", "listed.db"))
    }
    for kind in times:
        print(
            f"load {kind:7} {medians[kind]:6.1f} s   {disk[kind]:6.1f} MiB on disk   {medians['sqlite'] / medians[kind]:.1f} times as fast as SQLite"
        )
    print(
        f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB (all loads and the references)"
    )
    return look_up(folder, homes["dated"], numbers, medians, disk)


def look_up(folder: Path, home: Path, numbers: np.ndarray, medians: dict[str, float], disk: dict[str, float]) -> int:
    rng = random.Random(4)
    places = {"store": home, "sorted": folder / "sorted.npy", "sqlite": folder / "listed.db"}
    files = {
        kind: [f for f in place.rglob("*") if f.is_file()] if place.is_dir() else [place]
        for kind, place in places.items()
    }
    dropped = drop(folder / "plain.txt")
    firsts: dict[str, list[tuple[float, float]]] = {kind: [] for kind in places}
    for _ in range(7):
        number = int(numbers[rng.randrange(len(numbers))])
        for kind, place in places.items():
            firsts[kind].append(cold(kind, place, files[kind], number))
    colds = {}
    for kind, taken in firsts.items():
        opened, answered = (statistics.median(column) for column in zip(*taken, strict=True))
        colds[kind] = answered
        print(
            f"cold {kind:7} opened in {opened:.2f} ms, first answer after {answered:.2f} ms more (pages dropped: {'yes' if dropped else 'no'})"
        )
    register = open_registers(home).tps
    assert register is not None
    table, con = np.load(folder / "sorted.npy", mmap_mode="r"), sqlite3.connect(folder / "listed.db")
    listed = [int(numbers[rng.randrange(len(numbers))]) + rng.randrange(2) for _ in range(50_000)]
    looks: dict[str, Callable[[int], object]] = {
        "store": register.contains_national,
        "dated": register.listed_on,
        "sorted": lambda n: table[np.searchsorted(table, n)] == n,
        "sqlite": lambda n: con.execute("SELECT 1 FROM listed WHERE number = ?", (n,)).fetchone(),
    }
    warms = {kind: statistics.median([warm(look, listed) for _ in range(3)]) for kind, look in looks.items()}
    con.close()
    print("warm point look-up from Python: " + ", ".join(f"{kind} {taken:.1f} us" for kind, taken in warms.items()))
    by_million(register, numbers)
    limits = [
        medians["plain"] < 20,
        medians["dated"] < 20,
        disk["dated"] < 400,
        colds["store"] < 1,
        warms["store"] < 5,
        warms["dated"] < 5,
    ]
    return 0 if all(limits) else 1


def by_million(register: object, numbers: np.ndarray, count: int = 4_000_000) -> None:
    """The same numbers looked up in each way, half of them listed."""
    rng = np.random.default_rng(8)
    asked = rng.permutation(np.concatenate([rng.choice(numbers, count // 2), rng.choice(numbers, count // 2) + 1]))
    ranks, _ = engine().find(asked)
    as_set, as_bits, by_search = [], [], []
    made = timed(lambda: register.bits)
    for _ in range(3):
        as_set.append(timed(lambda: register.look_up(ranks)))
        as_bits.append(timed(lambda: engine().test(register.bits, ranks)))
        by_search.append(timed(lambda: numbers[np.minimum(np.searchsorted(numbers, asked), len(numbers) - 1)] == asked))
    taken = [statistics.median(each) for each in (as_set, as_bits, by_search)]
    print(f"{count:,} look-ups: split set with days {each(taken[0], count)}, bits {each(taken[1], count)} (made in {made:.2f} s), "
          f"searchsorted {each(taken[2], count)}: {taken[2] / taken[0]:.1f} and {taken[2] / taken[1]:.0f} times as fast")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
