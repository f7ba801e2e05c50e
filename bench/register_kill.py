"""kill -9 of a register load at fifty random moments, and at each of its steps on the disk: the register is always whole.

    .venv/bin/python bench/register_kill.py

After each kill every byte of the store is checked, the register in force is the old one or the new one, all of it, and
the next load succeeds and removes what the killed one left. The first fault ends the run with a traceback.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "preferences"))
from killing import killed_at_each_step, killed_at_random


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--times", type=int, default=50)
    ask.add_argument("--size", type=int, default=300_000, help="numbers in the register")
    ask.add_argument("--seed", type=int, default=50)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        for after in (False, True):
            folder = Path(name) / f"steps-{after}"
            folder.mkdir()
            outcomes = killed_at_each_step(folder, after=after)
            when = "just after" if after else "just before"
            print(
                f"killed {when} each of {len(outcomes)} steps: whole every time, {sum(outcomes)} times the new version"
            )
        folder = Path(name) / "random"
        folder.mkdir()
        killed, new = killed_at_random(folder, asked.times, asked.size, asked.seed)
    print(
        f"killed at {asked.times} random moments: {killed} loads were still at work; whole every time, {new} times the new version"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
