"""The jobs that bench/screen_scale.py times, each run in a process of its own: it prints seconds, CPU seconds and memory.

All read the same list, look into the same files and write one verdict a row. Those written by hand get what is on
file as Parquet of plain integers, made beforehand; Ringfence gets it as `--prepared` keeps it. Neither making is timed
there; the job `first` times Ringfence with it.
"""

import json
import resource
import shutil
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import bench_postgres

ON = date(2026, 11, 21)
DAYS, CAP = 30, 3
Timed = tuple[float, dict[str, Any]]  # when it began, and what there is to be told
# A normaliser as one writes it in SQL: digits only, one prefix off. It is not exact, and loses or misreads some numbers.
NATIONAL = r"regexp_extract(regexp_replace(phone, '(\.0+$)|[^0-9]', '', 'g'), '^(?:0044|44|0)?([1-9][0-9]{8,9})$', 1)"


begun = {"cpu": 0.0}


def start() -> float:
    """The time at which a job begins, its imports behind it; CPU seconds count from here as well."""
    begun["cpu"] = cpu_so_far()
    return time.perf_counter()


def cpu_so_far() -> float:
    """CPU seconds of this process and of the children that it has waited for."""
    every = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in every)


def judge(facts: dict[str, Any]) -> Any:
    """The same questions that the jobs by hand ask, in their order."""
    from ringfence.lists.screen import Verdict

    if facts["number_kind"] in {"invalid", "damaged", "missing", "foreign"}:
        return Verdict("block", ("INVALID_NUMBER",))
    if facts["duplicate"]:
        return Verdict("block", ("DUPLICATE",))
    if facts["objected"]:
        return Verdict("block", ("OBJECTION_ON_FILE",))
    consented = facts["consent_live"] and facts["consent_names_caller"] and not facts["consent_withdrawn"]
    if facts["listed"] and not consented:
        return Verdict("block", ("LISTED",))
    return Verdict("block", ("FREQUENCY_CAP",)) if facts["over_frequency_cap"] else Verdict("allow")


def evidence(folder: Path) -> Any:
    from ringfence.preferences.consents import Consents
    from ringfence.preferences.evidence import Evidence
    from ringfence.preferences.history import History
    from ringfence.preferences.register import Register

    registers = tuple(Register(kind, folder / f"{kind}.csv", ON) for kind in ("tps", "ctps"))
    consents = Consents(folder / "consents.csv", ("Example Party",), "live")
    return Evidence(registers, folder / "objections.csv", consents, History(folder / "history.csv", DAYS, CAP))


def ours(folder: Path, contacts: Path, out: Path, prepared: str = "prepared") -> Timed:
    from ringfence.lists.intake import ContactList
    from ringfence.lists.screen import screen
    from ringfence.rulebook import cuts

    limits, on_file = cuts(ON), evidence(folder)
    began = start()
    found = screen(
        [ContactList(contacts, phone_column="phone")],
        on_file,
        judge,
        ON,
        out=out,
        cuts=limits,
        prepared=folder / prepared,
    )
    return began, {
        "rows": found.rows,
        "asked": found.read_one_by_one,
        "engine": found.run.engine,
        "allow": found.decisions.get("allow", 0),
    }


def first(folder: Path, contacts: Path, out: Path) -> Timed:
    shutil.rmtree(folder / "not-prepared", ignore_errors=True)
    return ours(folder, contacts, out, "not-prepared")


def reading(_folder: Path, contacts: Path, _out: Path) -> Timed:
    """R: DuckDB reads and types every column."""
    import duckdb

    began = start()
    relation = duckdb.read_csv(str(contacts))
    columns = ", ".join(f'max("{name}")' for name in relation.columns)
    relation.query("t", f"SELECT {columns} FROM t").fetchall()
    return began, {}


def make_parquet(folder: Path, _contacts: Path, _out: Path) -> Timed:
    """What is on file for the jobs by hand: keys as integers."""
    import duckdb

    began = start()
    key = "CAST('44' || substr(number, 2) AS BIGINT) AS key"
    for name in ("tps", "ctps", "objections"):
        duckdb.execute(
            f"COPY (SELECT DISTINCT {key} FROM read_csv('{folder}/{name}.csv', all_varchar = true)) TO '{folder}/{name}.parquet'"
        )
    duckdb.execute(f"""COPY (SELECT {key}, bool_or(scope IN ('live', 'both') AND withdrawn_on IS NULL) AS live
        FROM read_csv('{folder}/consents.csv', all_varchar = true) GROUP BY key) TO '{folder}/consents.parquet'""")
    since = ON - timedelta(days=DAYS)
    duckdb.execute(f"""COPY (SELECT {key} FROM read_csv('{folder}/history.csv', all_varchar = true)
        WHERE called_at > '{since}' GROUP BY key HAVING count(*) >= {CAP}) TO '{folder}/capped.parquet'""")
    return began, {}


def sql(folder: Path, contacts: Path, out: Path) -> Timed:
    """The job by hand in DuckDB."""
    import duckdb

    began = start()
    duckdb.execute("SET preserve_insertion_order = true")
    duckdb.execute(f"""COPY (
        WITH list AS (SELECT row_number() OVER () AS row, phone FROM read_csv('{contacts}', all_varchar = true)),
        read AS (SELECT row, phone, try_cast('44' || nullif({NATIONAL}, '') AS BIGINT) AS key FROM list),
        first AS (SELECT key, min(row) AS row FROM read GROUP BY key)
        SELECT r.row, r.phone AS written, '+' || r.key AS e164, CASE
            WHEN r.key IS NULL THEN 'INVALID_NUMBER' WHEN f.row < r.row THEN 'DUPLICATE'
            WHEN o.key IS NOT NULL THEN 'OBJECTION_ON_FILE'
            WHEN (t.key IS NOT NULL OR c.key IS NOT NULL) AND NOT coalesce(s.live, false) THEN 'LISTED'
            WHEN h.key IS NOT NULL THEN 'FREQUENCY_CAP' ELSE '' END AS reasons
        FROM read r LEFT JOIN first f USING (key)
        LEFT JOIN '{folder}/objections.parquet' o USING (key) LEFT JOIN '{folder}/tps.parquet' t USING (key)
        LEFT JOIN '{folder}/ctps.parquet' c USING (key) LEFT JOIN '{folder}/consents.parquet' s USING (key)
        LEFT JOIN '{folder}/capped.parquet' h USING (key)) TO '{out}' (COMPRESSION zstd)""")
    return began, {}


def polars(folder: Path, contacts: Path, out: Path) -> Timed:
    """The job by hand in Polars, if it is installed; it is in no lock."""
    import polars as pl

    began = start()
    digits = pl.col("phone").str.replace(r"\.0+$", "").str.replace_all(r"[^0-9]", "")
    national = digits.str.extract(r"^(?:0044|44|0)?([1-9][0-9]{8,9})$", 1)
    rows = pl.scan_csv(contacts, infer_schema=False).select("phone").with_row_index("row", offset=1)
    rows = rows.with_columns(("44" + national).cast(pl.Int64, strict=False).alias("key"))
    for name in ("objections", "tps", "ctps", "capped"):
        held = pl.scan_parquet(folder / f"{name}.parquet").select("key", pl.lit(True).alias(name))
        rows = rows.join(held, on="key", how="left")
    rows = rows.join(pl.scan_parquet(folder / "consents.parquet"), on="key", how="left")
    listed = (pl.col("tps").is_not_null() | pl.col("ctps").is_not_null()) & ~pl.col("live").fill_null(False)
    reasons = (
        pl.when(pl.col("key").is_null()).then(pl.lit("INVALID_NUMBER"))
        .when(~pl.col("key").is_first_distinct()).then(pl.lit("DUPLICATE"))
        .when(pl.col("objections").is_not_null()).then(pl.lit("OBJECTION_ON_FILE"))
        .when(listed).then(pl.lit("LISTED")).when(pl.col("capped").is_not_null()).then(pl.lit("FREQUENCY_CAP")).otherwise(pl.lit(""))
    )  # fmt: skip
    e164 = "+" + pl.col("key").cast(pl.String)
    rows.select("row", "phone", e164.alias("e164"), reasons.alias("reasons")).sink_parquet(out)
    return began, {}


def make_postgres(folder: Path, _contacts: Path, _out: Path) -> Timed:
    """What is on file for the job by hand in PostgreSQL: the same keys, copied in and indexed."""
    import duckdb

    began = start()
    for name in ("tps", "ctps", "objections", "capped", "consents"):
        live = ", live" if name == "consents" else ""
        file = folder / f"{name}-keys.csv"
        duckdb.execute(f"COPY (SELECT key{live} FROM '{folder}/{name}.parquet') TO '{file}' (HEADER false)")
        bench_postgres.run(
            folder,
            f"DROP TABLE IF EXISTS {name}; "
            f"CREATE UNLOGGED TABLE {name} (key bigint{live and ', live boolean'}); "
            f"{bench_postgres.copy(name, file)}; ALTER TABLE {name} ADD PRIMARY KEY (key); ANALYZE {name}",
        )
        file.unlink()
    return began, {}


def postgres(folder: Path, contacts: Path, out: Path) -> Timed:
    """The job by hand in PostgreSQL: the list copied in, one statement, the verdicts copied out as CSV."""
    before = bench_postgres.cpu(folder)
    began = start()
    national = r"substring(regexp_replace(phone, '(\.0+$)|[^0-9]', '', 'g') from '^(?:0044|44|0)?([1-9][0-9]{8,9})$')"
    columns = "id, first_name, surname, address, phone, ward"
    bench_postgres.run(
        folder,
        "DROP TABLE IF EXISTS list; CREATE UNLOGGED TABLE list (row bigint GENERATED ALWAYS AS IDENTITY, "
        f"{columns.replace(', ', ' text, ')} text); {bench_postgres.copy(f'list ({columns})', contacts, header=True)}; "
        "ANALYZE list",
    )
    copied = time.perf_counter()
    verdicts = f"""
        WITH read AS (SELECT row, phone, ('44' || {national})::bigint AS key FROM list),
        numbered AS (SELECT *, row_number() OVER (PARTITION BY key ORDER BY row) AS time FROM read)
        SELECT r.row, r.phone AS written, '+' || r.key AS e164, CASE
            WHEN r.key IS NULL THEN 'INVALID_NUMBER' WHEN r.time > 1 THEN 'DUPLICATE'
            WHEN o.key IS NOT NULL THEN 'OBJECTION_ON_FILE'
            WHEN (t.key IS NOT NULL OR c.key IS NOT NULL) AND NOT coalesce(s.live, false) THEN 'LISTED'
            WHEN h.key IS NOT NULL THEN 'FREQUENCY_CAP' ELSE '' END AS reasons
        FROM numbered r LEFT JOIN objections o USING (key) LEFT JOIN tps t USING (key) LEFT JOIN ctps c USING (key)
        LEFT JOIN consents s USING (key) LEFT JOIN capped h USING (key) ORDER BY r.row"""
    bench_postgres.run(folder, bench_postgres.copy_out(verdicts, out))
    ended = time.perf_counter()
    time.sleep(0.5)  # until the session's end is in the server's books
    told = {"copied_in": copied - began, "server_cpu": bench_postgres.cpu(folder) - before}
    return began + time.perf_counter() - ended, told


def pandas(folder: Path, contacts: Path, out: Path, sample: int = 20_000) -> Timed:
    """The script one writes first; it reads a sample of the rows, and its time a row is scaled to all of them."""
    import pandas as pd
    import phonenumbers as p

    def canonical(written: str) -> str | None:
        try:
            number = p.parse(written, "GB")
        except p.NumberParseException:
            return None
        return p.format_number(number, p.PhoneNumberFormat.E164) if p.is_valid_number(number) else None

    began = start()
    kept = {
        name: set(pd.read_parquet(folder / f"{name}.parquet")["key"])
        for name in ("tps", "ctps", "objections", "capped")
    }
    consents = pd.read_parquet(folder / "consents.parquet")
    live = set(consents["key"][consents["live"]])
    loaded = time.perf_counter()
    frame = pd.read_csv(contacts, dtype=str, nrows=sample, keep_default_na=False)
    frame["e164"] = frame["phone"].map(canonical)
    keys = frame["e164"].str[1:].astype("Int64")
    frame["reason"] = ""
    frame.loc[keys.isin(kept["capped"]), "reason"] = "FREQUENCY_CAP"
    frame.loc[(keys.isin(kept["tps"]) | keys.isin(kept["ctps"])) & ~keys.isin(live), "reason"] = "LISTED"
    frame.loc[keys.isin(kept["objections"]), "reason"] = "OBJECTION_ON_FILE"
    frame.loc[keys.notna() & keys.duplicated(), "reason"] = "DUPLICATE"
    frame.loc[keys.isna(), "reason"] = "INVALID_NUMBER"
    frame[["phone", "e164", "reason"]].to_parquet(out)
    return began, {"loading": loaded - began, "sample": len(frame)}


JOBS = {
    each.__name__: each for each in (ours, first, reading, make_parquet, make_postgres, sql, polars, postgres, pandas)
}


def peak(most: int) -> float:
    """The most memory of this process in MiB. Linux carries a parent's mark over in ru_maxrss, but not in VmHWM."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return most / 1024


if __name__ == "__main__":
    job, *paths = sys.argv[1:]
    started, told = JOBS[job](*map(Path, paths))
    seconds = time.perf_counter() - started
    cpu = cpu_so_far() - begun["cpu"] + told.get("server_cpu", 0.0)
    most = peak(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mib": most, **told}))
