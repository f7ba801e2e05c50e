"""The ledger's rates, the size and time of its proofs against its size, and what a root over a screening costs.

    .venv/bin/python bench/ledger.py                     # rates and proofs, some two minutes
    .venv/bin/python bench/ledger.py --root out.parquet  # the root over a file of verdicts, beside reading that file

The reference of every rate is a bare row committed with the same settings in the same run; rounds are interleaved.
PostgreSQL takes part where RINGFENCE_DATABASE_URL names one (its store is filled: name one that is made for this).
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq

from ringfence import ledger
from ringfence.ledger.commit import GroupCommit
from ringfence.ledger.events import Decided
from ringfence.ledger.proof import prove
from ringfence.ledger.verify import verify
from ringfence.lists.rooted import rooted
from ringfence.store import Store, open_store

AT = "2026-11-21T10:00:00.000000Z"


def decided(place: int) -> Decided:
    return Decided(
        at=AT, by="gate", id=f"{place:032x}", reference=f"call-{place}", campaign="spring",
        number=447700900000 + place % 1000, decision="block", reasons=("OBJECTION_ON_FILE",), rules_version="0123456789ab",
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def rates(home: Path, rounds: int) -> None:
    """Commits a second, of one entry and of many, beside a bare row."""
    with open_store(home) as store, GroupCommit(lambda: open_store(home)) as commits, ThreadPoolExecutor(64) as pool:
        ledger.append(store, [decided(0)])
        database, count = store._database, 200

        def bare() -> None:
            for place in range(count):
                with database.transaction():
                    database.write(
                        "INSERT INTO ringfence_setting (name, value) VALUES (?, ?) "
                        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        [("bench", "x" * 400 + str(place))],
                    )

        def single() -> None:
            for place in range(count):
                ledger.append(store, [decided(place)])

        def grouped() -> None:
            waiting = [pool.submit(lambda n=n: commits.append([decided(n)]).result()) for n in range(2000)]
            for each in waiting:
                each.result()

        jobs = {
            "a bare row a commit": (bare, count),
            "an entry a commit": (single, count),
            "64 who wait, grouped": (grouped, 2000),
            "batches of 1,000": (lambda: ledger.append(store, [decided(n) for n in range(1000)]), 1000),
        }
        found: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(rounds):
            for name, (work, many) in jobs.items():
                found[name].append(many / timed(work))
        reference = statistics.median(found["a bare row a commit"])
        for name, told in found.items():
            rate = statistics.median(told)
            print(f"  {name:22} {rate:10,.0f} a second = {rate / reference:7.2f} of a bare row")


def proofs(home: Path, sizes: list[int]) -> None:
    """Size and time of a proof, and of verifying everything, as the ledger grows."""
    print(
        f"  {'entries':>10} {'proof':>9} {'made in':>10} {'checked in':>11} {'verified whole':>15} {'bytes an entry':>15}"
    )
    with open_store(home) as store:
        size = 0
        for wanted in sizes:
            while size < wanted:
                step = min(5000, wanted - size)
                ledger.append(store, [decided(n) for n in range(step)])
                size += step
            measured(store)


def measured(store: Store) -> None:
    """One line of the table, for the ledger as it is."""
    book, key = store.book, store.book.keys()
    latest = book.latest()
    assert latest is not None
    places = [n * (latest.size - 1) // 199 for n in range(200)]
    made = timed(lambda: [prove(book.entry(n), latest, book.node) for n in places]) / 200
    done = [prove(book.entry(n), latest, book.node) for n in places]
    checked = timed(lambda: [each.fault(key) for each in done]) / 200
    length = statistics.mean(len(str(each)) for each in done)
    whole = timed(lambda: verify(book.rows(), book.checkpoints(), key))
    disk = store.place.file.stat().st_size / latest.size if store.place.url is None else 0
    print(
        f"  {latest.size:10,} {length:7,.0f} B {made * 1e6:7,.0f} us {checked * 1e6:8,.0f} us "
        f"{latest.size / whole:11,.0f}/s {disk:15,.0f}"
    )


def root(file: Path, rounds: int) -> None:
    """Seconds and CPU seconds of the root over a file of verdicts, beside merely reading its columns."""
    told: dict[str, list[tuple[float, float]]] = {"reading": [], "root": []}
    rows = 0
    for _ in range(rounds):
        for name, times in told.items():
            wall, cpu = time.perf_counter(), time.process_time()
            if name == "reading":
                rows = pq.read_table(file, columns=["row", "e164", "decision", "reasons", "situation"]).num_rows
            else:
                rooted(file, bytes(32))
            times.append((time.perf_counter() - wall, time.process_time() - cpu))
    for name, times in told.items():
        wall, cpu = (statistics.median(each[n] for each in times) for n in (0, 1))
        print(f"  {name:8} {wall:7.2f} s  {cpu:7.2f} CPU s  {wall / rows * 1e9:6.0f} ns a row ({rows:,} rows)")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    ask.add_argument("--root", type=Path, help="a Parquet file of verdicts")
    asked = ask.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; load {os.getloadavg()[0]:.1f}"
    )
    if asked.root:
        root(asked.root, asked.rounds)
        return 0
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        print("Rates")
        rates(Path(name) / "rates", asked.rounds)
        print("Proofs")
        proofs(Path(name) / "proofs", asked.sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
