"""How fast a case with its calls opens, and what is due, with 10,000 cases and 5 million call records.

    python bench/case_speed.py [--cases 10000] [--records 5000000] [--folder DIR]

Times are medians and the slowest of several runs, in this process and as a whole command. Beside each stands a reference
from the same machine and the same minute: reading over all records without their order, and a bare interpreter.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from ringfence.cases import calls, finding, records
from ringfence.cases import show as showing
from ringfence.cases.clocks import due, running
from ringfence.cases.complaint import complaint
from ringfence.cases.due import all_running, kinds
from ringfence.cases.roles import roles
from ringfence.cases.state import case_of
from ringfence.cases.steps import opening, step
from ringfence.preferences.events import instant
from ringfence.store import Store, open_store

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
RANDOM = random.Random(20090602)
NUMBERS = 2_000_000  # different numbers among the records
PADDING = {"situations": [{"words": "a fact in words, with its evidence " * 4, "n": n} for n in range(120)]}


def records_file(folder: Path, count: int) -> Path:
    """Call records over a year, in the order of time: numbers of the drama range would be too few, so +44 113 000 0000 on."""
    target = folder / "cdrs.parquet"
    duckdb.execute(
        f"COPY (SELECT '+44113' || lpad(CAST((i * 7919) % {NUMBERS} AS VARCHAR), 7, '0') AS called_number, "
        "strftime(TIMESTAMP '2025-11-01' + to_seconds(CAST(i * 6 AS BIGINT)), '%Y-%m-%dT%H:%M:%SZ') AS started_at, "
        "'campaign-' || (i % 40) AS campaign, 'live' AS mode, '020 7946 0' || lpad(CAST(i % 900 AS VARCHAR), 3, '0') AS cli, "
        f"'answered' AS outcome FROM range({count}) t(i)) TO '{target.as_posix()}' (FORMAT parquet)"
    )
    return target


def fill(store: Store, count: int, share_closed: float) -> list[str]:
    """Cases with some steps each, in one transaction; the long bodies are as long as real ones."""
    found = []
    with store._database.transaction():
        for place in range(count):
            came = NOW - timedelta(days=RANDOM.randrange(1, 300))
            number = f"+44113{(place * 7919 * 3) % NUMBERS:07d}"
            told = complaint({"number": number, "words": f"complaint {place}", "organisation": f"Party {place % 9}",
                              "called_at": instant(came - timedelta(days=1))},
                             via="form", now=NOW, place="made up", received=instant(came))  # fmt: skip
            event = opening(told, id_=f"c{place}", identity=f"i{place}", role="organisation", now=NOW, by="bench")
            case = store.cases.open(event).case
            body = {
                "query": {"by_number": True},
                "found": 2,
                "looked": [],
                "missing": [],
                "calls": [{"evidence": f"record:x:{n}", "kind": "record", "at": instant(came)} for n in range(2)],
            }
            steps = [
                step(case, "acknowledged", id_=f"a{place}", now=NOW, at=instant(came + timedelta(days=3))),
                step(case, "searched", id_=f"s{place}", now=NOW, body=body),
                step(case, "assessed", id_=f"e{place}", now=NOW, body=PADDING, details={"sha256": "0" * 64}),
            ]
            if RANDOM.random() < share_closed:
                steps.append(step(case, "closed", id_=f"x{place}", now=NOW))
            store.cases.append(steps)
            found.append(case)
    return found


def timed(what: Callable[[int], object], times: int) -> tuple[float, float, float]:
    """In milliseconds: the median, the slowest, and the median of the processor's time, which a busy machine leaves be."""
    took, spent = [], []
    for place in range(times):
        began, used = time.perf_counter(), time.process_time()
        what(place)
        spent.append(1000 * (time.process_time() - used))
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took), max(took), statistics.median(spent)


def command(*words: str) -> tuple[float, float, float]:
    return timed(lambda _: subprocess.run([sys.executable, *words], check=False, capture_output=True), 7)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--records", type=int, default=5_000_000)
    parser.add_argument("--closed", type=float, default=0.5)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = asked.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        measure(folder, asked)


def told(words: str, times: tuple[float, float, float], reference: float) -> None:
    median, slowest, spent = times
    print(
        f"{words:<42} {median:7.1f} ms, slowest {slowest:7.1f}; processor {spent:7.1f} ms; {median / reference:5.2f} of a scan"
    )


def measure(folder: Path, asked: argparse.Namespace) -> None:
    home, known = folder / "home", roles()
    file = folder / "cdrs.parquet"
    if not file.exists():
        began = time.perf_counter()
        ((batch, _),) = records.keep(home, records_file(folder, asked.records), "Example Calls", by="bench", now=NOW)
        print(f"{batch.rows:,} records kept in {time.perf_counter() - began:.0f} s")
    with open_store(home) as store:
        names = [name for name, _ in store.cases.steps(closed=True)]
        if not names:
            began = time.perf_counter()
            names = fill(store, asked.cases, asked.closed)
            print(f"{len(names):,} cases made in {time.perf_counter() - began:.0f} s")
        look = records.reader(home)

        def opens(_place: int) -> None:
            found = case_of(case := RANDOM.choice(names), store.cases.events(case), known)
            clocks = running(found.id, found.role, found.nation, found.events, NOW)
            showing.text(showing.data(found, clocks, calls.calls_of_case(found)))

        def finds(_place: int) -> None:
            found = case_of(case := RANDOM.choice(names), store.cases.events(case), known)
            assert finding.find(finding.Query(number=found.opened.number), [look]).calls

        def is_due(_place: int) -> None:
            due(list(all_running(store.cases.steps(kinds(known)), known, NOW)))

        def scans(_place: int) -> None:
            wanted = f"+44113{RANDOM.randrange(NUMBERS):07d}"
            duckdb.execute(
                f"SELECT * FROM read_parquet('{file.as_posix()}') WHERE called_number = '{wanted}'"
            ).fetchall()

        def by_cli(_place: int) -> None:
            finding.find(finding.Query(cli=442079460100, first=NOW - timedelta(days=60), last=NOW), [look])

        reference = timed(scans, 20)
        for words, what, times in (
            ("open a case with its calls", opens, 200),
            ("find a case's calls anew, by number", finds, 100),
            ("find calls by calling number, 60 days", by_cli, 10),
            ("what is due in all open cases", is_due, 10),
        ):
            told(words, timed(what, times), reference[0])
        told("reference: look through all records once", reference, reference[0])
    bare = command("-c", "pass")[0]
    home_ = ("--home", str(home))
    for words in (("case", "show", names[len(names) // 2], *home_), ("case", "due", *home_)):
        median, slowest, _ = command("-m", "ringfence", *words)
        name = f"ringfence {' '.join(words[:2])}"
        print(f"{name:<42} {median:7.1f} ms, slowest {slowest:7.1f}; {median / bare:.0f} bare interpreters")


if __name__ == "__main__":
    main()
