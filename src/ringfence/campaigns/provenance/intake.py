"""A file of calls with their outcomes -> counts by source. A word that nobody explained is named, never guessed at."""

import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ringfence.tables.engine import database
from ringfence.tables.refusals import ColumnMissing
from ringfence.tables.text import TextTable, open_table, plain, refuse

SOURCES = ("source", "list", "list_source", "list_name", "list_file", "list_id", "supplier")
RESULTS = (
    "outcome", "disposition", "result", "outcome_code", "disposition_code", "call_result", "status", "status_code",
)  # fmt: skip
WORDS = {
    "reached": (
        "reached", "answered", "complete", "completed", "completed interview", "interview", "partial", "contacted",
        "contact", "spoke", "spoken", "success", "call back", "appointment",
    ),
    "refused": (
        "refused", "refusal", "hard refusal", "soft refusal", "not interested", "hung up", "hang up", "break off",
    ),
    "objected": (
        "objected", "objection", "opt out", "opted out", "do not call", "dnc", "stop", "remove", "unsubscribe",
        "unsubscribed", "suppress",
    ),
    "complained": ("complained", "complaint", "complains", "abusive", "threatened"),
    "wrong": (
        "wrong", "wrong number", "wrong person", "not in service", "disconnected", "dead", "dead number",
        "number changed", "invalid", "invalid number", "fax", "fax line", "unobtainable", "deceased", "moved",
        "non working",
    ),
    "not_reached": (
        "not reached", "no answer", "no reply", "busy", "engaged", "voicemail", "answer machine", "answering machine",
        "answerphone", "machine", "dropped", "abandoned", "failed", "congestion",
    ),
}  # fmt: skip
AAPOR = {  # the association's final disposition codes for telephone surveys, as written with their dots
    **dict.fromkeys(("1.1", "1.2"), "reached"),
    **dict.fromkeys(("2.1", "2.10", "2.11", "2.12"), "refused"),
    **dict.fromkeys(("2.2", "2.20", "2.21", "2.22", "3.12", "3.13", "3.14"), "not_reached"),
    **dict.fromkeys(("4.2", "4.3", "4.31", "4.32", "4.33", "4.41"), "wrong"),
}
MEANT = {plain(word): outcome for outcome, words in WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls by source and outcome; and the words that are none of ours, with how often each stands."""

    by_source: Mapping[str, Mapping[str, int]]
    unknown: Mapping[str, int]
    source_column: str
    result_column: str


def read(file: Path, words: Mapping[str, str] | None = None) -> Calls:
    """The calls in a file; `words` says what other words mean, such as {"NI": "refused"}."""
    meant = MEANT | {plain(word): outcome for word, outcome in (words or {}).items()}
    with tempfile.TemporaryDirectory() as folder:
        con = database(Path(folder), threads=1)
        table = open_table(con, file, Path(folder))
        source, result = _column(table, SOURCES, "source"), _column(table, RESULTS, "outcome")
        rows = _counted(con, table, source, result)
    by_source: dict[str, Counter[str]] = {}
    unknown: Counter[str] = Counter()
    for name, word, count in rows:
        if outcome := AAPOR.get(word) or meant.get(plain(word)):
            by_source.setdefault(name or "(no source named)", Counter())[outcome] += count
        else:
            unknown[word or "(empty)"] += count
    return Calls(by_source, dict(unknown.most_common()), table.columns[source], table.columns[result])


def _column(table: TextTable, names: tuple[str, ...], wanted: str) -> int:
    place = next((place for name in names if (place := table.column(name)) is not None), None)
    if place is None:
        found = ", ".join(table.columns)
        raise ColumnMissing(table.file, f"no column of {wanted}s; the columns are: {found}", f'Name it "{wanted}".')
    return place


def _counted(con: duckdb.DuckDBPyConnection, table: TextTable, source: int, result: int) -> list[tuple[str, str, int]]:
    sql = f"coalesce(trim(c{source}), ''), coalesce(trim(c{result}), '')"
    try:
        return con.execute(f"SELECT {sql}, count(*) FROM {table.relation} GROUP BY ALL ORDER BY ALL").fetchall()  # noqa: S608
    except duckdb.Error as error:
        refuse(table, error)
