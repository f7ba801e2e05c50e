"""How much faster Ringfence screens a list than the obvious pandas + phonenumbers script: both, in one run, interleaved.

    .venv/bin/python bench/screen_vs_pandas.py            # the obvious script reads a sample of rows, scaled up
    .venv/bin/python bench/screen_vs_pandas.py --full     # it reads every row (about a minute a round)

Both read the same list of 495,000 untidy rows and the same register of 3,000,000 numbers, and write one verdict a row.
Scaling concerns only the work per row: loading the register is timed in full, once per round, for both.
Exit code 1 if the ratio is under --at-least (10 by default), or if a number both could read got two verdicts.
"""

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import phonenumbers
from make_untidy import write_list, write_register

from ringfence.lists.intake import ContactList
from ringfence.lists.screen import Screening, Verdict, screen
from ringfence.logic import Facts
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.register import Register

ON = date(2026, 11, 21)
UNREADABLE = {"invalid", "damaged", "missing", "foreign"}


@dataclass
class Timed:
    per_row: float  # seconds that grow with the list
    fixed: float = 0.0  # seconds that do not


def judge(facts: Facts) -> Verdict:
    """The same three questions that the obvious script asks."""
    if facts["number_kind"] in UNREADABLE:
        return Verdict("block", ("INVALID_NUMBER",))
    if facts["duplicate"]:
        return Verdict("block", ("DUPLICATE",))
    return Verdict("block", ("LISTED",)) if facts["listed"] else Verdict("allow")


def ours(folder: Path, out: Path) -> tuple[float, Screening]:
    began = time.perf_counter()
    screening = screen(
        [ContactList(folder / "list.csv", phone_column="phone")],
        Evidence(registers=(Register("tps", folder / "tps.txt", ON),)),
        judge,
        ON,
        out=out,
    )
    return time.perf_counter() - began, screening


def canonical(written: str) -> str | None:
    try:
        number = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 44 or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def obvious(folder: Path, out: Path, rows: int | None) -> Timed:
    """The script one writes first."""
    began = time.perf_counter()
    listed = {"+44" + line[1:] for line in pd.read_csv(folder / "tps.txt", header=None, dtype=str)[0]}
    loaded = time.perf_counter()
    frame = pd.read_csv(folder / "list.csv", dtype=str, nrows=rows, keep_default_na=False)
    frame["e164"] = frame["phone"].map(canonical)
    frame["reason"] = ""
    frame.loc[frame["e164"].isin(listed), "reason"] = "LISTED"
    frame.loc[frame["e164"].notna() & frame["e164"].duplicated(), "reason"] = "DUPLICATE"
    frame.loc[frame["e164"].isna(), "reason"] = "INVALID_NUMBER"
    frame.to_csv(out, columns=["phone", "e164", "reason"], index_label="row")
    return Timed(time.perf_counter() - loaded, loaded - began)


def compare(mine: Path, theirs: Path) -> tuple[int, int, int, int]:
    """(rows both read alike, rows with another number or verdict, rows only Ringfence could read, rows only they could)."""
    return duckdb.execute(f"""
        WITH ours AS (SELECT row, any_value(e164) AS e164, any_value(reasons) AS reason, count(*) AS found
                      FROM read_parquet('{mine}') GROUP BY row),
             theirs AS (SELECT row + 1 AS row, nullif(e164, '') AS e164, coalesce(reason, '') AS reason
                        FROM read_csv('{theirs}', all_varchar = true, types = {{'row': 'BIGINT'}})),
             joined AS (SELECT o.e164 AS a, t.e164 AS b, o.reason AS x, t.reason AS y, found,
                             a LIKE '+44%' AS mine, b IS NOT NULL AS yours FROM ours o JOIN theirs t USING (row))
        SELECT count(*) FILTER (found = 1 AND (NOT coalesce(mine, false)) = (NOT yours)
                                AND (NOT yours OR (a = b AND (x = y OR 'DUPLICATE' IN (x, y))))),
               count(*) FILTER (found = 1 AND mine AND yours AND (a <> b OR (x <> y AND 'DUPLICATE' NOT IN (x, y)))),
               count(*) FILTER (found > 1 OR (mine AND NOT yours)),
               count(*) FILTER (found = 1 AND NOT coalesce(mine, false) AND yours)
        FROM joined
    """).fetchone()


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--rows", type=int, default=495_000)
    ask.add_argument("--register", type=int, default=3_000_000)
    ask.add_argument("--sample", type=int, default=40_000, help="rows the obvious script reads unless --full")
    ask.add_argument("--full", action="store_true", help="let it read every row")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--at-least", type=float, default=10)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        return run(Path(name), asked)


def run(folder: Path, asked: argparse.Namespace) -> int:
    print(f"making {asked.rows:,} rows and a register of {asked.register:,} numbers (seeded; nobody's, never dialled)")
    write_register(folder / "tps.txt", asked.register, write_list(folder / "list.csv", asked.rows))
    sample = None if asked.full else min(asked.sample, asked.rows)
    scale = asked.rows / sample if sample else 1.0
    mine, theirs = folder / "verdicts.parquet", folder / "obvious.csv"
    fast, slow = [], []
    for round_ in range(asked.rounds):
        seconds, screening = ours(folder, mine)
        other = obvious(folder, theirs, sample)
        fast.append(seconds)
        slow.append(other.fixed + other.per_row * scale)
        print(f"round {round_ + 1}: Ringfence {seconds:6.2f} s   obvious script {slow[-1]:7.2f} s"
              f" (register {other.fixed:.2f} + rows {other.per_row:.2f} x {scale:.2f})")  # fmt: skip
    ratio = statistics.median(slow) / statistics.median(fast)
    alike, differ, only_us, only_them = compare(mine, theirs)
    print(f"situations: {len(screening.situations)}, read one by one in Python: {screening.read_one_by_one:,} different cells "
          f"({screening.read_one_by_one / asked.rows:.1%} of rows)")  # fmt: skip
    print(f"agreement on {alike + differ + only_us + only_them:,} rows: {alike:,} alike, {differ:,} differ, "
          f"{only_us:,} only Ringfence could read, {only_them:,} only the obvious script")  # fmt: skip
    print(f"ratio of medians: {ratio:.1f} times faster")
    return 0 if ratio >= asked.at_least and not differ else 1


if __name__ == "__main__":
    sys.exit(main())
