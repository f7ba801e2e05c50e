"""Whether the kernel and the portable engine read numbers as `numbers.read_all` does: millions of forms, every answer.

    .venv/bin/python bench/agreement.py                     # 5,000,000 forms, all cores (about ten minutes on two)
    .venv/bin/python bench/agreement.py --forms 200000 --seed 7
    .venv/bin/python bench/agreement.py --idle              # beside other work, at the lowest priority

forms.py makes the forms so that each branch of the reader is reached often: more than half are shapes that an engine
leaves to Python by design. What share of an untidy list it leaves is measured beside it, on the shapes of
make_untidy.py. Before anything is compared, one planted fault must be found. Exit code 1 if any answer differs.
"""

import argparse
import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
from forms import forms
from make_untidy import SHAPES, national

from ringfence import kernel
from ringfence.kernel import ASK, READINGS, Cells
from ringfence.numbers import EXTENSION, read_all
from ringfence.ranks import NO_RANK, plan
from ringfence.words import NUMBER_KINDS

CHUNK = 50_000
Said = tuple[str | None, str, str | None]


@dataclass
class Tally:
    forms: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    differ: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.forms += other.forms
        self.differ += other.differ
        for name, count in other.asked.items():
            self.asked[name] = self.asked.get(name, 0) + count


def truth(cell: str) -> list[Said]:
    """What `numbers` reads; an engine says that there is an extension, not which."""
    return [(n.e164 or n.unassigned, n.kind, EXTENSION if n.extension else n.problem) for n in read_all(cell)]


def rank_of(key: int) -> int:
    """The rank that belongs to an E.164 number."""
    rank = plan().rank(int(str(key)[2:])) if str(key).startswith("44") else None
    return NO_RANK if rank is None else rank


def disagreements(name: str, cells: list[str], found: Cells, truths: list[list[Said]]) -> list[str]:
    """A line for each answer that is not the truth's; a cell left to Python is no answer."""
    lines = []
    columns = (found.key.tolist(), found.rank.tolist(), found.kind.tolist(), found.problem.tolist())
    for cell, true, key, rank, kind, problem in zip(cells, truths, *columns, strict=True):
        if kind == ASK:
            continue
        said = (f"+{key}" if key else None, NUMBER_KINDS[kind], READINGS[problem])
        if [said] != true or rank != rank_of(key):
            lines.append(f"{name}: {cell!r} read as {said}, rank {rank}; the truth is {true}")
    return lines


def compare(seed: int, size: int) -> Tally:
    """One chunk of forms through both engines and the truth."""
    cells = list(forms(size, seed))
    truths = [truth(cell) for cell in cells]
    tally = Tally(size)
    for name, engine in (("kernel", kernel.engine()), ("portable", kernel.portable_engine())):
        found = engine.read(pa.array(cells))
        tally.asked[name] = len(found.asked)
        tally.differ += disagreements(name, cells, found, truths)
    return tally


def finds_a_planted_fault() -> bool:
    """Whether a kind, a key or a problem that is wrong in one cell of a thousand is seen, and nothing else is."""
    cells = list(forms(1_000, 1))
    truths = [truth(cell) for cell in cells]
    good = kernel.engine().read(pa.array(cells))
    at = int(np.flatnonzero(good.kind != ASK)[7])
    for name in ("key", "kind", "problem", "rank"):
        column = getattr(good, name).copy()
        column[at] += 1
        if len(disagreements("planted", cells, replace(good, **{name: column}), truths)) != 1:
            return False
    return not disagreements("as it is", cells, good, truths)


def shares_of_a_list(rows: int = 500_000) -> list[str]:
    rng = random.Random(5)
    weights, shapes = [w for w, _ in SHAPES], [s for _, s in SHAPES]
    cells = [shape(rng, national(rng)) for shape in rng.choices(shapes, weights, k=rows)]
    column, lines = pa.array(cells), []
    for name, engine in (("kernel", kernel.engine()), ("portable", kernel.portable_engine())):
        engine.read(column[:1000])
        began = time.perf_counter()
        asked = len(engine.read(column).asked)
        alone = time.perf_counter() - began
        began = time.perf_counter()
        kernel.Reader(engine).read(column)
        whole = time.perf_counter() - began
        lines.append(f"{name:9} leaves {asked / rows:.2%} of an untidy list to Python; "
                     f"{alone / rows * 1e9:,.0f} ns a cell alone, {whole / rows * 1e9:,.0f} ns with what it left")  # fmt: skip
    began = time.perf_counter()
    for cell in cells[:20_000]:
        read_all(cell)
    lines.append(f"numbers.read_all alone: {(time.perf_counter() - began) / 20_000 * 1e9:,.0f} ns a cell")
    return lines


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--forms", type=int, default=5_000_000)
    ask.add_argument("--seed", type=int, default=2026)
    ask.add_argument("--workers", type=int, default=os.cpu_count())
    ask.add_argument("--idle", action="store_true", help="at the lowest priority, beside other work")
    asked = ask.parse_args()
    if asked.idle:
        os.nice(19)
    print(f"engine: {kernel.engine().name}; other: portable; {asked.forms:,} forms, seed {asked.seed}")
    if not finds_a_planted_fault():
        print("a planted fault was not found: this comparison proves nothing")
        return 1
    sizes = [min(CHUNK, asked.forms - start) for start in range(0, asked.forms, CHUNK)]
    seeds = [asked.seed * 1_000_003 + i for i in range(len(sizes))]
    total, began = Tally(), time.perf_counter()
    with ProcessPoolExecutor(asked.workers) as pool:
        for tally in pool.map(compare, seeds, sizes):
            total.add(tally)
    for line in total.differ[:20]:
        print(line)
    print(f"{total.forms:,} forms in {time.perf_counter() - began:,.0f} s: {len(total.differ)} disagreements")
    for name, count in total.asked.items():
        print(f"{name:9} answered {total.forms - count:,} and left {count / total.forms:.1%} to numbers.read_all")
    print(*shares_of_a_list(), sep="\n")
    return 1 if total.differ else 0


if __name__ == "__main__":
    sys.exit(main())
