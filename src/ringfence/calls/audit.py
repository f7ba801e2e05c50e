"""Call records and what is on file -> every call's verdict under the law of its own day.

Records are read and their facts gathered by an engine; the situations come back, the law is read once for each, and
the answers are joined to the calls.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from ringfence.calls import expressions, packing, plan, verdicts
from ringfence.calls.engines import Engine
from ringfence.calls.intake import Source
from ringfence.calls.output import Output
from ringfence.calls.plan import Papers, Plan
from ringfence.calls.refusals import refuse_records
from ringfence.calls.verdicts import Verdicts
from ringfence.campaigns.card import Campaign
from ringfence.preferences.register import Register
from ringfence.rulebook import FIRST_DAY, cuts
from ringfence.tables import fastpath
from ringfence.tables.text import quoted
from ringfence.words import NUMBER_KINDS

Progress = Callable[[str, float], None]
EVIDENCE = ("objecting", "listing", "consented", "earlier")
_KEYS = (("campaign", "STRING"), ("mode", "INTEGER"), ("day", "INTEGER"))
_JUDGED = (("packed", "BIGINT"), ("decision", "STRING"), ("reasons", "STRING"), ("situation", "STRING"))


@dataclass(frozen=True)
class Audit:
    """What came of an audit: the verdicts by situation, what they were drawn from, and what was noticed."""

    engine: str
    records: int
    files: int
    naive: int  # records whose time has no offset
    plan: Plan
    verdicts: Verdicts
    by_day: Sequence[tuple[date, str, int]]  # day, decision, calls
    without_card: Mapping[str, int]
    parts: Sequence[Path]
    kept: int  # parts that an earlier run had finished


def audit(
    sources: Sequence[Source],
    cards: Mapping[str, Campaign],
    registers: tuple[Register, ...],
    *,
    con: duckdb.DuckDBPyConnection,
    engine: Engine,
    output: Output,
    today: date,
    progress: Progress,
) -> Audit:
    """Judges every record, writes the verdicts, and gives what is to be told of them."""
    limits_of_law = cuts()
    limits = packing.edges(limits_of_law)
    only = next(iter(cards)) if len(cards) == 1 else None
    progress("reading the records", 0.02)
    almanac = expressions.almanac(FIRST_DAY - timedelta(days=1), today + timedelta(days=1))
    engine.small(
        "almanac", (("utc_day", "INTEGER"), ("turn", "INTEGER"), ("before", "INTEGER"), ("after", "INTEGER")), almanac
    )
    engine.stage(sources, only, output.staged)
    engine.files("staged", output.staged)
    records, naive = _totals(engine, sources, only, con, output, today)
    progress("looking at what is on file", 0.45)
    counted = engine.ask(expressions.DAYS)
    laid = _lay(engine, con, counted, Papers(cards, registers), limits, output)
    engine.small(
        "shown", (("campaign", "STRING"), ("cli", "STRING"), ("shown", "INTEGER")),
        plan.shown(engine.ask(expressions.SHOWN), cards),
    )  # fmt: skip
    progress("gathering facts", 0.5)
    if not output.found.exists():
        engine.keep(expressions.found(laid.windows, limits), output.found)
    engine.files("found", output.found)
    reached = verdicts.reach(
        engine.ask(expressions.SITUATIONS), laid, limits, limits_of_law,
        lambda share: progress("judging situations", 0.75 + share / 20),
    )  # fmt: skip
    engine.small("judged", _JUDGED, reached.rows())
    engine.small("kinds", (("place", "INTEGER"), ("word", "STRING")), enumerate(NUMBER_KINDS))
    by_day = [(plan.as_date(day), decision, calls) for day, decision, calls in engine.ask(expressions.BY_DAY)]
    parts, kept = output.write(engine, expressions.VERDICTS, lambda share: progress("writing", 0.8 + share / 5))
    without = dict[str, int]()
    for campaign, _, _, calls in counted:
        if campaign not in cards:
            without[campaign] = without.get(campaign, 0) + calls
    return Audit(engine.name, records, len(sources), naive, laid, reached, by_day, without, parts, kept)


def _totals(
    engine: Engine,
    sources: Sequence[Source],
    only: str | None,
    con: duckdb.DuckDBPyConnection,
    output: Output,
    today: date,
) -> tuple[int, int]:
    """How many records there are, and how many times have no offset; a record that cannot be read is refused."""
    ((records, unread, undated, unworded, naive, _, last),) = engine.ask(expressions.TOTALS)
    if not records or unread or undated or unworded or last > plan.day_number(today):
        refuse_records(con, sources, only, output.work, today)
    return int(records), int(naive)


def _lay(
    engine: Engine,
    con: duckdb.DuckDBPyConnection,
    counted: Sequence[tuple[str, int, int, int]],
    papers: Papers,
    limits: packing.Edges,
    output: Output,
) -> Plan:
    """Makes `plan`, `capped` and the relations of what is on file in the engine."""
    days = [(campaign, mode, day) for campaign, mode, day, _ in counted]
    fastpath.install(con)
    every = [papers.of(campaign, mode) for campaign, mode in sorted({(c, m) for c, m, _ in days})]
    laid = plan.lay(days, papers, plan.file_evidence(con, every, output.work), limits)
    for name in EVIDENCE:
        target = output.work / f"{name}.parquet"
        con.execute(f"COPY {name} TO {quoted(str(target))} (FORMAT parquet)")
        con.execute(f"DROP TABLE {name}")
        engine.files(name, target)
    engine.small("plan", (*_KEYS, *expressions.PLAN), laid.rows)
    first = (("history", "INTEGER"), ("campaign", "STRING"), ("first_day", "INTEGER"), ("days", "INTEGER"))
    engine.small("capped", first, laid.capped)
    return laid
