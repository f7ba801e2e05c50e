"""How long a script of a thousand sections takes to check, beside two references measured in the same run, interleaved.

    .venv/bin/python bench/script_speed.py                 # prints seconds and ratios
    .venv/bin/python bench/script_speed.py --profile       # and where the time goes

The references: a plain list of 60 words of selling and campaigning, looked for in each paragraph of the same text (what
one writes in an afternoon), and the start of a bare interpreter (what the machine is worth). The text is that of the
labelled scripts, every sentence made unlike all others, so that nothing is answered from memory.
Exit code 1 if checking takes more than --at-most bare starts.
"""

import argparse
import cProfile
import pstats
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ringfence.scripts import check
from ringfence.scripts.sections import split

CORPUS = Path(__file__).parent.parent / "tests" / "scripts" / "corpus"
ON = date(2026, 11, 21)
SECTIONS = 1000
WORDS = [
    "vote",
    "votes",
    "voting",
    "support",
    "supporter",
    "supporters",
    "join",
    "member",
    "membership",
    "donate",
    "donation",
    "gift",
    "appeal",
    "volunteer",
    "campaign",
    "candidate",
    "party",
    "leader",
    "policy",
    "promise",
    "pledge",
    "deliver",
    "delivered",
    "failed",
    "failure",
    "scandal",
    "lies",
    "broken",
    "trust",
    "fight",
    "win",
    "back",
    "choose",
    "change",
    "best",
    "offer",
    "save",
    "saving",
    "discount",
    "free",
    "prize",
    "deal",
    "price",
    "buy",
    "order",
    "sign",
    "petition",
    "lobby",
    "stop",
    "protect",
    "defend",
    "threat",
    "danger",
    "cut",
    "cuts",
    "tax",
    "waste",
    "wasted",
    "team",
    "local",
    "proud",
    "strong",
]
WORD_LIST = re.compile(r"\b(?:" + "|".join(WORDS) + r")\b", re.IGNORECASE)


def long_script(sections: int, seed: int) -> str:
    """A script of so many sections; another seed, other sentences."""
    parts = [section.text for path in sorted(CORPUS.iterdir()) if path.suffix in (".md", ".txt")
             for section in split(path.read_text(encoding="utf-8")).sections]  # fmt: skip
    numbered = (
        re.sub(r"(?<=\w)(?=[.?!])", f" {seed + number}", parts[number % len(parts)]) for number in range(sections)
    )
    return "\n\n".join(f"{number}. {text}" for number, text in enumerate(numbered, 1))


def word_list(text: str) -> list[tuple[str, list[str]]]:
    """The afternoon's script: paragraphs that hold a listed word."""
    return [(part, found) for part in text.split("\n\n") if (found := WORD_LIST.findall(part))]


def seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def bare() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at-most", type=float, default=90.0, help="bare starts that checking may take")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    check(long_script(50, 0), facts={"mode": "live"}, on=ON)  # patterns are compiled once: that is start-up
    ours, listed, starts = list[float](), list[float](), list[float]()
    for number in range(options.rounds):
        text = long_script(SECTIONS, 10_000 * (number + 1))
        ours.append(seconds(lambda text=text: check(text, facts={"mode": "live"}, on=ON)))
        listed.append(seconds(lambda text=text: word_list(text)))
        starts.append(seconds(bare))
    report = check(text, facts={"mode": "live"}, on=ON)
    took, words, start = (statistics.median(each) for each in (ours, listed, starts))
    print(f"{len(report.sections):,} sections, {len(text):,} characters, {len(report.findings)} findings")
    print(f"check        {took:7.3f} s  (fastest {min(ours):.3f}, slowest {max(ours):.3f})")
    print(f"word list    {words:7.4f} s  check takes {took / words:6.0f} times as long")
    print(f"bare start   {start:7.3f} s  check takes {took / start:6.0f} times as long")
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(check, long_script(SECTIONS, 1), facts={"mode": "live"}, on=ON)
        pstats.Stats(profile).sort_stats("tottime").print_stats(15)
    return int(took / start > options.at_most)


if __name__ == "__main__":
    sys.exit(main())
