"""What the audit of call records costs per row as the records grow, and against merely copying them.

    .venv/bin/python bench/audit_growth.py                        # DuckDB: 1, 10 and 50 million records
    .venv-spark/bin/python bench/audit_growth.py --engine spark --sizes 1 10   # local Spark, DuckDB beside it

The records are made by a seeded generator, in a temporary folder that is removed afterwards; so are a register of
1,000,000 numbers, 50,000 objections, 50,000 consents and four campaigns, two of which limit how often they call.
The reference in the same run is DuckDB copying the same Parquet, sorted into months: what any tool must at least do.
Costs are in CPU time, of all threads and of Spark's JVM, so that a machine at other work changes them little.
Audits and copies alternate. Exit code 1 if a row of the largest size costs over --at-most times one of the smallest.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

TODAY = date(2026, 11, 21)
PART = 2_500_000  # records a file
CARD = """
[campaign]
id = "c{n}"
name = "c{n}"
purpose = "{purpose}"
mode = "{mode}"
script = "script.md"
field_from = 2003-12-11
field_until = 2026-11-20
[instigator]
name = "Meadow Party"
kind = "party"
[[registers]]
kind = "tps"
file = "../../tps.parquet"
as_of = 2016-05-10
[objections]
file = "../../objections.parquet"
[consents]
file = "../../consents.parquet"
{history}
"""
SCRIPT = (
    "# Call\n\nHello, this is Alex calling for the Meadow Party.\n\nPlease vote for the Meadow Party on Thursday.\n"
)
# A well-formed mobile number out of eight million: nobody's in particular, and nothing here dials.
NUMBER = "'7' || (4 + h % 2)::VARCHAR || lpad((h // 7 % 4000000 + 10000000)::VARCHAR, 8, '0')"
SECONDS = 8_360 * 86_400  # to 31 October 2026


def copy(con: duckdb.DuckDBPyConnection, sql: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"COPY ({sql}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")


def make_evidence(folder: Path) -> None:
    with duckdb.connect() as con:
        rows = "(SELECT i, hash(i * 31 + {seed}) % 9000000000 AS h FROM range({n}) t(i))"
        day = "(DATE '2003-01-01' + (h % 4800)::INTEGER)::VARCHAR"
        copy(
            con,
            f"SELECT '0' || {NUMBER} AS number, {day} AS listed_on FROM {rows.format(seed=1, n=1_000_000)}",
            folder / "tps.parquet",
        )
        copy(
            con,
            f"SELECT '0' || {NUMBER} AS number, {day} AS received_on FROM {rows.format(seed=2, n=50_000)}",
            folder / "objections.parquet",
        )
        copy(
            con,
            f"SELECT '0' || {NUMBER} AS number, 'Meadow Party' AS given_to, 'both' AS scope, {day} AS given_on, "
            f"'form' AS proof FROM {rows.format(seed=3, n=50_000)}",
            folder / "consents.parquet",
        )
        copy(
            con,
            f"SELECT '0' || {NUMBER} AS number, '2003-12-01' AS called_at FROM {rows.format(seed=4, n=10_000)}",
            folder / "history.parquet",
        )
    for n in range(4):
        place = folder / "campaigns" / f"c{n}"
        place.mkdir(parents=True)
        (place / "script.md").write_text(SCRIPT)
        history = '[history]\nfile = "../../history.parquet"\ncap = 3\n' if n < 2 else ""
        mode, purpose = ("recorded", "gotv") if n == 3 else ("live", "persuasion")
        (place / "campaign.toml").write_text(CARD.format(n=n, mode=mode, purpose=purpose, history=history))


def make_records(folder: Path, rows: int) -> None:
    with duckdb.connect() as con:
        for start in range(0, rows, PART):
            some = f"(SELECT i, hash(i) % 9000000000 AS h, hash(i + 77) % 9000000000 AS g FROM range({start}, {min(start + PART, rows)}) t(i))"
            copy(con, f"""
                SELECT 'r' || i AS call_id,
                       CASE WHEN g % 100 < 60 THEN '+44' || {NUMBER} WHEN g % 100 < 97 THEN '0' || {NUMBER}
                            WHEN g % 200 < 199 THEN '0' || substr({NUMBER}, 1, 4) || ' ' || substr({NUMBER}, 5)
                            ELSE 'ext ' || (h % 1000) END AS called_number,
                       TIMESTAMPTZ '2003-12-11 00:00:00+00' + to_seconds(((h * 7919 + g) % {SECONDS})::BIGINT) AS started_at,
                       'c' || (g // 100 % 4) AS campaign, '' AS mode, '01632960999' AS calling_number,
                       CASE WHEN g % 3 = 0 THEN 'ANSWERED' ELSE 'NO ANSWER' END AS outcome, g % 400 AS talk_seconds
                FROM {some}""", folder / f"{start:010d}.parquet")  # fmt: skip


def one(what: str, folder: Path, size: int, memory: str) -> dict[str, float]:
    """One audit or copy in a process of its own: seconds, and the most memory it held."""
    command = [
        sys.executable,
        __file__,
        "--one",
        what,
        "--folder",
        str(folder),
        "--sizes",
        str(size),
        "--memory",
        memory,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what} of {size} million records failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def run_one(what: str, folder: Path, size: int, memory: str) -> None:
    records = folder / f"cdrs-{size}"
    with tempfile.TemporaryDirectory(dir=folder) as name:
        began = time.perf_counter()
        if what == "copy":
            with duckdb.connect() as con:
                con.execute(
                    f"SET memory_limit = '{memory}'; SET temp_directory = '{name}/tmp'; SET preserve_insertion_order = false"
                )
                con.execute(f"COPY (SELECT *, strftime(started_at, '%Y-%m') AS month FROM '{records}/*.parquet') "
                            f"TO '{name}/out' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month))")  # fmt: skip
            situations = 0
        else:
            from ringfence.calls.run import run

            told = run(records, folder / "campaigns", Path(name) / "out", today=TODAY, progress=lambda *_: None,
                       engine=what, memory_limit=memory)  # fmt: skip
            situations = len(told["situations"])
            assert sum(told["decisions"].values()) == size * 1_000_000
        took = time.perf_counter() - began
    if what == "spark":  # the time of the JVM and of its workers counts once they are at their end
        from pyspark import SparkContext

        gateway = SparkContext._gateway
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in used)
    peak = max(each.ru_maxrss for each in used) / 1024
    print(json.dumps({"seconds": took, "cpu": cpu, "peak_mib": peak, "situations": situations}))


def curve(found: dict[str, dict[int, float]], target: Path) -> None:
    """A picture of the cost of a row, in microseconds, by how many there are."""
    from math import log10

    sizes = sorted({size for costs in found.values() for size in costs})
    top = max(cost for costs in found.values() for cost in costs.values()) * 1.15
    wide = log10(sizes[-1] / sizes[0]) or 1

    def at(size: int, cost: float) -> tuple[float, float]:
        return 70 + 480 * log10(size / sizes[0]) / wide, 260 - 220 * cost / top

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 310" font-family="sans-serif" font-size="13">',
             '<path d="M70 30V260H570" fill="none" stroke="#555"/>',
             '<text x="70" y="20">CPU microseconds a row</text>']  # fmt: skip
    parts += [f'<text x="{at(s, 0)[0]:.0f}" y="280" text-anchor="middle">{s} million</text>' for s in sizes]
    for (name, costs), (colour, dash) in zip(
        found.items(), (("#1d4ed8", ""), ("#b45309", "6 4"), ("#555", "2 3")), strict=False
    ):
        points = [at(size, cost) for size, cost in sorted(costs.items())]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>'
                  f'<text x="{x:.0f}" y="{y - 8:.0f}" text-anchor="middle">{cost:.2f}</text>'
                  for (x, y), (_, cost) in zip(points, sorted(costs.items()), strict=True)]  # fmt: skip
        parts.append(f'<text x="{points[-1][0] + 12:.0f}" y="{points[-1][1] + 4:.0f}" fill="{colour}">{name}</text>')
    target.write_text("\n".join([*parts, "</svg>"]) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 50], help="millions of records")
    parser.add_argument("--rounds", type=int, default=3, help="of sizes up to 10 million; larger ones once")
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--at-most", type=float, default=1.5)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument(
        "--folder", type=Path, help="where to put what is made, if not in the system's temporary folder"
    )
    options = parser.parse_args()
    if options.one:
        run_one(options.one, options.folder, options.sizes[0], options.memory)
        return 0
    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", "--driver-memory 4g pyspark-shell")
    subjects = ["copy", "duckdb"] + (["spark"] if options.engine == "spark" else [])
    costs: dict[str, dict[int, float]] = {name: {} for name in subjects}
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        make_evidence(folder)
        for size in options.sizes:
            make_records(folder / f"cdrs-{size}", size * 1_000_000)
            rounds: dict[str, list[dict[str, float]]] = {subject: [] for subject in subjects}
            for _ in range(options.rounds if size <= 10 else 1):
                for subject in subjects:
                    rounds[subject].append(one(subject, folder, size, options.memory))
            for subject in subjects:
                seconds = statistics.median(each["seconds"] for each in rounds[subject])
                cpu = statistics.median(each["cpu"] for each in rounds[subject])
                costs[subject][size] = cpu / size
                print(f"{size:>3} million  {subject:6}  {seconds:8.1f} s  {cpu:8.1f} CPU s  {cpu / size:6.2f} CPU us a row  "
                      f"{costs[subject][size] / costs['copy'][size]:5.2f} x copy  "
                      f"{costs[subject][size] / costs[subject][options.sizes[0]]:5.2f} x its first size  "
                      f"{max(e['peak_mib'] for e in rounds[subject]):6.0f} MiB  "
                      f"{rounds[subject][0]['situations']:.0f} situations", flush=True)  # fmt: skip
    if options.svg:
        curve(costs, options.svg)
    growth = costs[options.engine][options.sizes[-1]] / costs[options.engine][options.sizes[0]]
    return int(growth > options.at_most)


if __name__ == "__main__":
    sys.exit(main())
