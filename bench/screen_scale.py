"""A whole screen at national size beside other ways to do it, as ratios in one interleaved run.

    .venv/bin/python bench/screen_scale.py                              # 495,000 and 10,000,000 rows, three rounds
    .venv/bin/python bench/screen_scale.py --rows 50000000 --cap 2048   # in 2 GiB (a memory cgroup, if we may make one)
    .venv/bin/python bench/screen_scale.py --scale 0.01 --rows 100000 --rounds 1   # a try, small

What is on file: 13.5 M TPS, 1.1 M CTPS, 300 k objections, 2 M consents and 20 M calls made, times --scale. R is the time
in which DuckDB merely reads and types every column of the list. Each job is a process of its own; imports and start-up are
not counted. `ours` finds what is on file prepared, `first` prepares it; what is written by hand finds Parquet of integers.
The hand-written jobs normalise by a regular expression, which is not exact. Polars and pandas take part if installed, and
PostgreSQL, in a server of its own, up to so many rows: what is on file is loaded and indexed there before, and not timed. Needs some GiB in --folder, which is a temporary one if not told.
"""

import argparse
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import bench_postgres
import national

JOBS = Path(__file__).parent / "screen_jobs.py"
PANDAS_MOST = POSTGRES_MOST = 1_000_000  # rows up to which the obvious script, and PostgreSQL, are tried
Told = dict[str, float]


def run(job: str, folder: Path, contacts: Path, *, kernel: bool = True, cap: int = 0) -> Told | None:
    """What one job says of itself; None where it failed, for instance for want of memory."""
    told = {**os.environ, **({} if kernel else {"RINGFENCE_KERNEL": "off"})}
    out = folder / f"out-{job}.parquet"
    command = [sys.executable, str(JOBS), job, str(folder), str(contacts), str(out)]
    limit = _cap(cap) if cap else None
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False, preexec_fn=limit)
    out.unlink(missing_ok=True)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        print(f"    {job} failed: {lines[-1][:160]}")
        return None
    return json.loads(done.stdout.splitlines()[-1])


GROUPS = (
    (Path("/sys/fs/cgroup/memory/ringfence-bench"), "memory.limit_in_bytes"),
    (Path("/sys/fs/cgroup/ringfence-bench"), "memory.max"),
)


def _cap(mib: int) -> Callable[[], None]:
    """What a process does to be held to so many MiB: a memory cgroup (pages of files count), else RLIMIT_DATA."""
    for group, limit in GROUPS:
        with suppress(OSError):
            group.mkdir(exist_ok=True)
            (group / limit).write_text(str(mib << 20))
            return partial(_enter, group)
    print("    no memory cgroup can be made here: RLIMIT_DATA, which counts memory that is only reserved")
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (mib << 20, mib << 20))


def _enter(group: Path) -> None:
    (group / "cgroup.procs").write_text(str(os.getpid()))


def names(rows: int, asked: argparse.Namespace) -> list[str]:
    jobs = ["reading", "ours", "sql"]
    jobs += ["polars"] if importlib.util.find_spec("polars") else []
    jobs += ["portable"] if asked.portable else []
    jobs += ["postgres"] if rows <= POSTGRES_MOST and asked.postgres else []
    return [*jobs, *(["pandas"] if rows <= PANDAS_MOST and importlib.util.find_spec("pandas") else [])]


def measure(folder: Path, rows: int, asked: argparse.Namespace) -> None:
    contacts = folder / f"list-{rows}.csv"
    print(f"\n{rows:,} rows, {contacts.stat().st_size / 1e6:,.0f} MB; load {os.getloadavg()[0]:.1f}")
    found: dict[str, list[Told]] = {name: [] for name in names(rows, asked)}
    for round_ in range(asked.rounds):
        for name, times in found.items():
            if name in ("pandas", "postgres") and round_:
                continue
            job = "ours" if name == "portable" else name
            told = run(job, folder, contacts, kernel=name != "portable", cap=asked.cap)
            if told:
                times.append(told)
                print(
                    f"  round {round_ + 1} {name:9} {told['seconds']:8.2f} s  {told['cpu']:8.2f} CPU s  {told['mib']:7,.0f} MiB"
                )
    report(found, rows)


def report(found: dict[str, list[Told]], rows: int) -> None:
    """Medians, and each as a multiple of R."""
    if not found["reading"]:
        return
    r = statistics.median(each["seconds"] for each in found["reading"])
    print(f"  R = {r:.2f} s")
    for name, told in found.items():
        if not told or name == "reading":
            continue
        seconds = statistics.median(map(scaled(rows), told))
        cpu, mib = (statistics.median(each[what] for each in told) for what in ("cpu", "mib"))
        ask = f", {told[0]['asked'] / rows:.2%} of cells left to Python" if "asked" in told[0] else ""
        ask += ", memory of the client alone" if "server_cpu" in told[0] else ""
        note = f" (rows scaled from {told[0]['sample']:,})" if "sample" in told[0] else ""
        print(f"  {name:9} {seconds:9.2f} s = {seconds / r:6.1f} R, {seconds / rows * 1e6:6.2f} us a row, "
              f"{cpu:7.1f} CPU s, {mib:6,.0f} MiB{ask}{note}")  # fmt: skip


def scaled(rows: int) -> Callable[[Told], float]:
    """Seconds for all rows: of a job that read a sample, its loading once and its rows scaled."""

    def seconds(told: Told) -> float:
        if "sample" not in told:
            return told["seconds"]
        return told["loading"] + (told["seconds"] - told["loading"]) * rows / told["sample"]

    return seconds


def make(folder: Path, asked: argparse.Namespace) -> None:
    if (folder / "history.csv").exists() and all((folder / f"list-{rows}.csv").exists() for rows in asked.rows):
        return
    print("making the files (seeded; nobody's numbers, never dialled)")
    people = national.population(max(1000, int(40e6 * asked.scale)))
    if not (folder / "history.csv").exists():
        national.write_evidence(folder, people, asked.scale)
    for rows in asked.rows:
        if not (folder / f"list-{rows}.csv").exists():
            national.write_list(folder / f"list-{rows}.csv", people, rows)


@contextmanager
def postgres(folder: Path, small: Path, asked: argparse.Namespace) -> Iterator[None]:
    """A server with what is on file, if some job will ask it; skipped, and said, where PostgreSQL is not installed."""
    asked.postgres = asked.postgres and min(asked.rows) <= POSTGRES_MOST
    if asked.postgres and bench_postgres.programs() is None:
        print("PostgreSQL is left out: it is not on this machine (apt-get install postgresql)")
        asked.postgres = False
    if not asked.postgres:
        yield
        return
    with bench_postgres.server(folder):
        told = run("make_postgres", folder, small)
        if told:
            print(f"what is on file copied into PostgreSQL and indexed there: {told['seconds']:.0f} s")
        asked.postgres = told is not None
        yield


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--rows", type=int, nargs="+", default=[495_000, 10_000_000])
    ask.add_argument("--scale", type=float, default=1.0)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument(
        "--cap",
        type=int,
        default=0,
        help="MiB that each job may use, by a memory cgroup where one can be made, else by RLIMIT_DATA",
    )
    ask.add_argument("--portable", action="store_true", help="also without the compiled kernel")
    ask.add_argument("--no-postgres", dest="postgres", action="store_false", help="leave PostgreSQL out")
    ask.add_argument("--folder", type=Path, help="where the files are made, and kept")
    asked = ask.parse_args()
    kept = asked.folder or Path(tempfile.mkdtemp(prefix="ringfence-bench-"))
    kept.mkdir(parents=True, exist_ok=True)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {shutil.disk_usage(kept).free / 2**30:.0f} GiB free"
    )
    try:
        make(kept, asked)
        small = kept / f"list-{min(asked.rows)}.csv"
        if not (kept / "capped.parquet").exists():
            print(f"what is on file as Parquet of integers, for the jobs by hand: {run('make_parquet', kept, small)}")
        told = None if (kept / "prepared").exists() else run("first", kept, small)
        if told:
            print(
                f"first run of {min(asked.rows):,} rows, what is on file read from its files: {told['seconds']:.1f} s, {told['cpu']:.1f} CPU s, {told['mib']:,.0f} MiB"
            )
            run("ours", kept, small)  # which prepares it for the rounds
        with postgres(kept, small, asked):
            for rows in asked.rows:
                measure(kept, rows, asked)
    finally:
        for group, _ in GROUPS:
            with suppress(OSError):
                group.rmdir()
        if not asked.folder:
            shutil.rmtree(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
