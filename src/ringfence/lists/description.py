"""What a verdict file holds, written beside it: CSVW beside a CSV, a Frictionless Data Package beside Parquet.

Whoever opens the file in ten years finds each column's type and meaning, the file's hash, the rules it was judged by
and the registers it was looked up in. Made of the file as it stands and of the screening's summary.

* CSVW: W3C, Model for Tabular Data and Metadata on the Web; Metadata Vocabulary for Tabular Data (17 December 2015).
  `OUT.csv-metadata.json` is where it says a reader looks.
* Data Package: datapackage.org, version 2: `OUT.parquet.datapackage.json`.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from ringfence.lists.report import whole
from ringfence.reasons import REASONS
from ringfence.tables.text import quoted
from ringfence.words import NUMBER_KINDS

Summary = Mapping[str, Any]
DECISIONS = ("allow", "hold", "block")
MEANINGS = {
    "list": "The list that the row stands in, as it was named.",
    "row": "The row of the list, counted from 1 after the header.",
    "written": "What stood in the list.",
    "e164": "The number in E.164 form; empty where none could be read.",
    "kind": "The kind of number.",
    "decision": "allow: nothing stands against a call. hold: something is missing or a person must answer. block: no.",
    "reasons": "The stable codes of all that stands against a call, parted by semicolons; empty when nothing does.",
    "situation": "The facts that decided, as a short name: the same in every screening. Spelt out in the summary.",
}
NEUTRALISED = (
    "An apostrophe is put before what a spreadsheet would take for a formula (it starts with = + - @, a tab or a line "
    "end)."
)


def place_of(out: Path) -> Path:
    """Where the description of a verdict file stands."""
    ending = "-metadata.json" if out.suffix.lower() == ".csv" else ".datapackage.json"
    return out.with_name(out.name + ending)


def describe(out: Path, summary: Summary) -> Path:
    """Writes the description of a verdict file beside it; where it stands."""
    target = place_of(out)
    made = csvw(out, summary) if out.suffix.lower() == ".csv" else data_package(out, summary)
    with whole(target) as (part,):
        part.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return target


def csvw(out: Path, summary: Summary) -> dict[str, Any]:
    """The description of a CSV file, as metadata for tables on the web."""
    names = _columns(out, "read_csv({}, all_varchar = true, header = true, delim = ',')")
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": out.name,
        "dc:title": _title(out),
        "dc:description": _told(summary),
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_csvw_column(name) for name in names]},
        "notes": [{"ringfence": _provenance(out, summary)}],
    }


def _csvw_column(name: str) -> dict[str, Any]:
    note = f" {NEUTRALISED}" if name in ("written", "list") else ""
    column: dict[str, Any] = {"name": name, "titles": name, "dc:description": MEANINGS[name] + note}
    if name == "row":
        return {**column, "datatype": {"base": "integer", "minimum": 1}, "required": True}
    if name == "reasons":
        return {**column, "datatype": {"base": "string", "format": "[A-Z0-9_]+"}, "separator": ";"}
    formats = {"e164": r"\+[1-9][0-9]{4,14}", "kind": "|".join(NUMBER_KINDS), "decision": "|".join(DECISIONS)}
    datatype = {"base": "string", "format": formats[name]} if name in formats else "string"
    return {**column, "datatype": datatype, **({"required": True} if name in ("decision", "situation") else {})}


def data_package(out: Path, summary: Summary) -> dict[str, Any]:
    """The description of a Parquet file, as a data package of one resource."""
    names = _columns(out, "read_parquet({})")
    provenance = _provenance(out, summary)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": _slug(out.stem),
        "title": _title(out),
        "description": _told(summary),
        "resources": [
            {
                "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
                "name": _slug(out.stem),
                "path": out.name,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "hash": f"sha256:{provenance['sha256']}",
                "schema": {
                    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                    "fields": [_field(name) for name in names],
                },
            }
        ],
        "ringfence": provenance,
    }


def _field(name: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "string", "description": MEANINGS[name]}
    if name == "row":
        return {**field, "type": "integer", "constraints": {"required": True, "minimum": 1}}
    constraints: dict[str, dict[str, Any]] = {
        "e164": {"pattern": r"\+[1-9][0-9]{4,14}"},
        "kind": {"enum": list(NUMBER_KINDS)},
        "decision": {"required": True, "enum": list(DECISIONS)},
        "situation": {"required": True},
    }
    return {**field, **({"constraints": constraints[name]} if name in constraints else {})}


def _columns(out: Path, reader: str) -> list[str]:
    relation = reader.format(quoted(str(out)))
    return [row[0] for row in duckdb.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()]  # noqa: S608


def _title(out: Path) -> str:
    return f"Verdicts of a screening: {out.name}"


def _told(summary: Summary) -> str:
    counts = ", ".join(f"{summary['decisions'][name]:,} {name}" for name in DECISIONS if name in summary["decisions"])
    return (
        f"{sum(summary['decisions'].values()):,} verdicts, one row each, of {summary['numbers']:,} numbers found in "
        f"{summary['rows']:,} rows, by the law of {summary['on']}: {counts}. A verdict is good for the day and the "
        "files it was made with."
    )


def _provenance(out: Path, summary: Summary) -> dict[str, Any]:
    """What the verdicts stand on, and the hash that ties this description to one file."""
    with out.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    kept = ("on", "rows", "numbers", "decisions", "rules_version", "registers", "objections", "consents", "history")
    return {
        "sha256": digest,
        "bytes": out.stat().st_size,
        **{name: summary[name] for name in kept if name in summary},
        "reasons": {code: REASONS.get(code, "") for code in summary.get("reasons", {})},
        "situations": [
            {"id": each["id"], "count": each["count"], "in_words": each["in_words"]} for each in summary["situations"]
        ],
    }


def _slug(name: str) -> str:
    """The name as data packages allow it: lower case letters, digits, - _ . only."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name.lower()) or "verdicts"
