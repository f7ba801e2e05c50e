"""The bulk join: the facts of every number of the lists, packed into one integer a row.

Distinct integers are the situations. A count of days that the law only compares with a few limits is cut at them, so
that half a million rows come to a few dozen situations. Where a number cannot be read, nothing was looked up: unknown.

What stands against a call counts whatever its date (an objection, a withdrawal, a listing, a call made); what allows
one counts from its date.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from ringfence.lists.intake import ContactList
from ringfence.lists.packing import REGISTERS, TRUTH, Layout
from ringfence.logic import Value
from ringfence.preferences import consents as consent_files
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.history import load_history
from ringfence.preferences.kept import Erased
from ringfence.preferences.objections import take_objections
from ringfence.preferences.register import RegisterUsed, load_registers
from ringfence.words import NUMBER_KINDS

Cuts = Mapping[str, Sequence[int]]
LAYOUT = Layout({  # what one packed integer holds, from its low end; two bits hold unknown (0), false (1), true (2)
    "kind": 4,
    "duplicate": 2,
    "objected": 2,
    "over_frequency_cap": 2,
    "register": 3,  # unknown, on none, tps, ctps, both
    "listed_days": 16,  # 0 is unknown, else one more than the days
    "consent": 20,  # unknown, none on file, else a place in the table of consents
    "list": 8,
})  # fmt: skip
_MOST_DAYS = (1 << 16) - 2


@dataclass(frozen=True)
class Matched:
    """What was joined: how a packed integer is read back into facts, and what the files were."""

    sources: tuple[Mapping[str, Value], ...]
    consents: tuple[Mapping[str, Value], ...]
    register_age_days: int | None
    registers: tuple[RegisterUsed, ...]
    files: Mapping[str, object]

    def facts(self, packed: int) -> dict[str, Value]:
        """The facts of a situation, by name."""
        parts = LAYOUT.unpack(packed)
        register, days = parts["register"], parts["listed_days"]
        return {
            "number_kind": NUMBER_KINDS[parts["kind"]],
            "duplicate": TRUTH[parts["duplicate"]],
            "objected": TRUTH[parts["objected"]],
            "listed": None if register == 0 else register > 1,
            "listed_on_register": REGISTERS[register],
            "listed_days": days - 1 if days else None,
            "register_age_days": self.register_age_days,
            "over_frequency_cap": TRUTH[parts["over_frequency_cap"]],
            **self.consents[parts["consent"]],
            **self.sources[parts["list"]],
        }


def match(
    con: duckdb.DuckDBPyConnection, lists: Sequence[ContactList], evidence: Evidence, on: date, cuts: Cuts, work: Path
) -> Matched:
    """Makes `found(ord, list, row, written, key, kind, packed)` of `numbers` and everything on file."""
    known = look_up(con, evidence, on, cuts, work, among=" IN (SELECT key FROM numbers)")
    if evidence.kept_objections:
        _add_erased(con, evidence.kept_objections.erased)
    con.execute(
        "CREATE TABLE again AS SELECT key, min(ord) AS first FROM numbers WHERE key IS NOT NULL "
        "GROUP BY key HAVING count(*) > 1"
    )
    _pack(con, evidence)
    return Matched(tuple(each.source for each in lists), *known)


def _add_erased(con: duckdb.DuckDBPyConnection, erased: Erased) -> None:
    """Puts the numbers of the lists that were erased to those against which an objection stands."""
    if not erased.forms:
        return
    keys = con.execute("SELECT DISTINCT key FROM numbers WHERE key IS NOT NULL").fetchnumpy()["key"]
    con.register("gone", pa.table({"key": np.asarray(keys[erased.among(keys)], np.int64)}))
    con.execute("INSERT INTO objected SELECT key FROM gone WHERE key NOT IN (SELECT key FROM objected)")
    con.unregister("gone")


class Known(NamedTuple):
    """What the files are and say, but for the numbers; see `Matched`."""

    consents: tuple[Mapping[str, Value], ...]
    register_age_days: int | None
    registers: tuple[RegisterUsed, ...]
    files: Mapping[str, object]


def look_up(con: duckdb.DuckDBPyConnection, evidence: Evidence, on: date, cuts: Cuts, work: Path, among: str) -> Known:
    """Makes `listed`, `objected`, `capped` and `consented`: a row for each number on file, `among` some or all."""
    files: dict[str, object] = {}
    registers = load_registers(con, evidence.registers, work)
    if evidence.tells_objections:
        files["objections"] = _told(take_objections(con, evidence.objections, evidence.kept_objections, work))
    if evidence.history:
        files["history"] = {"file": evidence.history.file.name, "rows": load_history(con, evidence.history, work)}
    if evidence.tells_consents:
        files["consents"] = _told(consent_files.take_consents(con, evidence.consents, evidence.kept_consents, work))
    _hits(con, evidence, on, cuts, among)
    consents = _consents(con, evidence, on, cuts, among)
    ages = [(on - each.as_of).days for each in evidence.registers if each.as_of]
    age = clipped(max(0, *ages), cuts.get("register_age_days")) if _all_dated(evidence) else None
    return Known(consents, age, registers, files)


def _told(sources: Sequence[dict[str, object]]) -> dict[str, object]:
    """What was read of one kind: the source, or of several their names and all their rows, and each by itself."""
    if len(sources) == 1:
        return sources[0]
    names = " and ".join(str(each["file"]) for each in sources)
    return {"file": names, "rows": sum(int(str(each["rows"])) for each in sources), "sources": list(sources)}


def _all_dated(evidence: Evidence) -> bool:
    return bool(evidence.registers) and all(each.as_of for each in evidence.registers)


def clipped(value: int, cuts: Sequence[int] | None) -> int:
    """The least value that every rule treats like this one; the value itself where no cuts are known."""
    if cuts is None:
        return value
    edges = sorted({0, *cuts})
    return edges[max(0, bisect_right(edges, value) - 1)]


def _clipped_sql(column: str, cuts: Sequence[int] | None) -> str:
    if cuts is None:
        return f"least(greatest({column}, 0), {_MOST_DAYS})"
    arms = "".join(f"WHEN {column} >= {cut} THEN {cut} " for cut in sorted(set(cuts), reverse=True) if cut > 0)
    return f"CASE WHEN {column} IS NULL THEN NULL {arms}ELSE 0 END"


def _hits(con: duckdb.DuckDBPyConnection, evidence: Evidence, on: date, cuts: Cuts, among: str) -> None:
    """Makes the relations of what is on file about these numbers: `listed`, `objected`, `capped`."""
    # Of a listing without a day nobody knows how old it is, whatever stands beside it.
    first = "CASE WHEN bool_and(listed_on IS NOT NULL) THEN min(listed_on) END"
    days = _clipped_sql(f"date_diff('day', {first}, $1)", cuts.get("listed_days"))
    con.execute(
        f"""CREATE TABLE listed AS
        SELECT key, CASE WHEN bool_and(ctps) THEN 3 WHEN bool_or(ctps) THEN 4 ELSE 2 END AS register,
               coalesce({days} + 1, 0) AS days
        FROM register WHERE key{among} GROUP BY key""",  # noqa: S608
        [evidence.until or on],
    )
    con.execute(
        f"CREATE TABLE objected AS SELECT DISTINCT key FROM objection WHERE key{among}"  # noqa: S608
        if evidence.tells_objections
        else "CREATE TABLE objected (key BIGINT)"
    )
    if evidence.history:
        con.execute(
            f"CREATE TABLE capped AS SELECT key FROM called WHERE called_at > $1::DATE - $2::INTEGER "  # noqa: S608
            f"AND key{among} GROUP BY key HAVING count(*) >= $3",
            [on, evidence.history.days, evidence.history.cap],
        )
    else:
        con.execute("CREATE TABLE capped (key BIGINT)")


def _consents(
    con: duckdb.DuckDBPyConnection, evidence: Evidence, on: date, cuts: Cuts, among: str
) -> tuple[Mapping[str, Value], ...]:
    """Makes `consented(key, place)`, and gives the facts that stand at each place."""
    nothing: dict[str, Value] = dict.fromkeys(["consent_on_file", *(f"consent_{name}" for name in consent_files.FACTS)])
    con.execute("CREATE TABLE consented (key BIGINT, place INTEGER)")
    told = evidence.consents or evidence.kept_consents
    if told is None:
        return (nothing,)
    consent_files.pick(con, on, told.channel, among)
    names = ", ".join(consent_files.FACTS)
    aged = names.replace("age_days", _clipped_sql("age_days", cuts.get("consent_age_days")) + " AS age_days")
    con.execute(f"CREATE TABLE consent_kind AS SELECT DISTINCT {aged} FROM consent ORDER BY ALL")  # noqa: S608
    same = " AND ".join(f"a.{name} IS NOT DISTINCT FROM b.{name}" for name in consent_files.FACTS)
    con.execute(
        f"INSERT INTO consented SELECT a.key, b.rowid + 2 FROM (SELECT key, {aged} FROM consent) a "  # noqa: S608
        f"JOIN consent_kind b ON {same}"
    )
    kinds = con.execute(f"SELECT {names} FROM consent_kind ORDER BY rowid").fetchall()  # noqa: S608
    on_file = [
        {"consent_on_file": True, **{f"consent_{n}": v for n, v in zip(consent_files.FACTS, row, strict=True)}}
        for row in kinds
    ]
    return (nothing, {**nothing, "consent_on_file": False}, *on_file)


def _pack(con: duckdb.DuckDBPyConnection, evidence: Evidence) -> None:
    """Makes `found`: the numbers with their facts in one integer."""
    has_tps = any(each.kind == "tps" for each in evidence.registers)
    parts = {
        "kind": "enum_code(n.kind)::BIGINT",
        "duplicate": _truth("again.first IS NOT NULL AND again.first < n.ord"),
        "objected": _truth("objected.key IS NOT NULL") if evidence.tells_objections else "0",
        "over_frequency_cap": _truth("capped.key IS NOT NULL") if evidence.history else "0",
        # Not on the CTPS alone says nothing about the TPS.
        "register": f"CASE WHEN n.key IS NULL THEN 0 ELSE coalesce(listed.register, {int(has_tps)}) END",
        "listed_days": "coalesce(listed.days, 0)",
        "consent": f"CASE WHEN n.key IS NULL THEN 0 ELSE coalesce(consented.place, {int(evidence.tells_consents)}) END",
        "list": "n.list",
    }
    con.execute(f"""
        CREATE TABLE found AS
        SELECT n.ord, n.list, n.row, n.written, n.key, n.kind, {LAYOUT.sql(parts)} AS packed
        FROM numbers n
        LEFT JOIN again USING (key) LEFT JOIN objected USING (key) LEFT JOIN capped USING (key)
        LEFT JOIN listed USING (key) LEFT JOIN consented USING (key)
    """)  # noqa: S608
    con.execute("DROP TABLE numbers")


def _truth(condition: str) -> str:
    return f"CASE WHEN n.key IS NULL THEN 0 WHEN {condition} THEN 2 ELSE 1 END"
