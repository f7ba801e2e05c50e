"""How long commands take to start, as ratios to a bare interpreter in the same run.

    python bench/start.py

Prints CPU seconds of the process (median of 9) and the ratio; DESIGN's aim for `--help` is 150 ms over the interpreter.
"""

import os
import statistics
import subprocess
import sys

COMMANDS = (("--help",), ("objection", "list", "--help"), ("law", "show", "PECR-21-TPS"))
ROUNDS = 9


def cost(*command: str) -> float:
    """CPU seconds of one process and what it waits for."""
    before = os.times()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    bare = statistics.median(cost("-c", "pass") for _ in range(ROUNDS))
    print(f"bare interpreter      {1000 * bare:6.0f} ms of CPU")
    for words in COMMANDS:
        took = statistics.median(cost("-m", "ringfence", *words) for _ in range(ROUNDS))
        print(
            f"{' '.join(words):21} {1000 * took:6.0f} ms of CPU, {took / bare:4.1f} times, {1000 * (took - bare):.0f} ms over"
        )


if __name__ == "__main__":
    main()
