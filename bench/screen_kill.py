"""A screening killed with SIGKILL at random moments and run again: the same bytes, and no finished chunk done twice.

    .venv/bin/python bench/screen_kill.py            # each step on the disk, and 50 random moments, Parquet and CSV

The first fault ends the run with a traceback.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests" / "lists"
sys.path.insert(0, str(TESTS))
import killed  # noqa: E402 - its folder was just named

SIZE = 4_000  # rows of a chunk


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--times", type=int, default=50)
    ask.add_argument("--rows", type=int, default=200_000)
    ask.add_argument("--seed", type=int, default=50)
    ask.add_argument("--form", choices=("parquet", "csv"), action="append", help="one form alone")
    asked = ask.parse_args()
    for ending in asked.form or ("parquet", "csv"):
        with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
            print(f"{ending}: {at_each_step(Path(name), ending)}")
        with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
            print(f"{ending}: {at_random(Path(name), ending, asked)}")
    return 0


def at_each_step(folder: Path, ending: str) -> str:
    killed.make(folder)
    killed.run(folder, ending)
    out = folder / f"out.{ending}"
    wanted, kept = out.read_bytes(), []
    for step in range(1, 1000):
        out.write_bytes(b"what stood here")
        if not killed.killed_at_step(step, folder, ending):
            break
        kept.append(killed.check_goes_on(folder, ending, wanted))
    return f"killed at each of {len(kept)} steps, after {min(kept)} to {max(kept)} finished chunks: the same bytes every time"


def at_random(folder: Path, ending: str, asked: argparse.Namespace) -> str:
    killed.make(folder, rows=asked.rows)
    program = f"import sys; sys.path.insert(0, {str(TESTS)!r}); import killed; from pathlib import Path; print(flush=True); killed.run(Path('.'), {ending!r}, size={SIZE})"
    began = time.perf_counter()
    killed.run(folder, ending, size=SIZE)
    longest = time.perf_counter() - began
    out = folder / f"out.{ending}"
    wanted, rng, kept, at_work = out.read_bytes(), random.Random(asked.seed), [], 0
    for _ in range(asked.times):
        out.write_bytes(b"what stood here")
        at_work += killed.killed_after(rng.uniform(0, longest), folder, program)
        kept.append(killed.check_goes_on(folder, ending, wanted, size=SIZE))
    return f"killed at {asked.times} random moments, {at_work} still at work, after 0 to {max(kept)} finished chunks: the same bytes every time"


if __name__ == "__main__":
    sys.exit(main())
