"""Released answers as files: CSV, Parquet or SPSS, each with a codebook beside it; free texts in a file of their own.

Several answers to one question become a column of 0 and 1 for each choice. Rows stand in the order of what they say.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ringfence.answers.interview.questionnaire import Questionnaire
from ringfence.answers.results.columns import Column, Columns
from ringfence.answers.results.weights import Weights
from ringfence.errors import RingfenceError

WEIGHT = "weight"
FORMATS = (".csv", ".parquet", ".sav")
FORMULA = "=+-@\t\r\n＝＋－＠"  # what a cell must not begin with in a spreadsheet


class ExportRefused(RingfenceError):
    """A place or a form in which results cannot be written."""

    code = "export-refused"


Variable = tuple[str, str, Mapping[str, str], Sequence[Any]]  # name, words, meaning of codes, values


def variables(columns: Columns, weights: Weights) -> list[Variable]:
    """Every variable of the file: one a question, one a choice where several can be given, the weight last."""
    found: list[Variable] = []
    for column in columns.columns.values():
        if column.several:
            found += list(_choices(column))
        else:
            found.append((column.name, column.text, column.labels, [value or None for value in column.values.tolist()]))
    weight = [round(float(each), 6) for each in weights.values]
    return [*found, (WEIGHT, "Weight", {}, weight)]


def _choices(column: Column) -> Iterable[Variable]:
    for code, words in column.labels.items():
        chose = np.where(column.answered, column.chose(code).astype(int), -1).tolist()
        values = [None if each < 0 else each for each in chose]
        yield f"{column.name}.{code}", f"{column.text} - {words}", {"0": "not chosen", "1": "chosen"}, values


def write(target: Path, columns: Columns, weights: Weights, ending: str) -> None:
    """Writes the variables to a file of the kind that an ending names."""
    table, kind = variables(columns, weights), ending.lower()
    if kind == ".csv":
        _csv(target, table)
    elif kind == ".parquet":
        _parquet(target, table)
    elif kind == ".sav":
        _spss(target, table)
    else:
        raise ExportRefused(f"{target}: results are written as {', '.join(FORMATS)}. Choose one of these endings.")


def _csv(target: Path, table: Sequence[Variable]) -> None:
    with target.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow([name for name, *_ in table])
        out.writerows(zip(*(["" if each is None else each for each in values] for *_, values in table), strict=True))


def _parquet(target: Path, table: Sequence[Variable]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - 300 ms, only for this
    import pyarrow.parquet as pq  # noqa: PLC0415

    fields = []
    for name, words, labels, values in table:
        about = {"label": words, "codes": json.dumps(dict(labels), ensure_ascii=False)}
        fields.append(
            pa.field(name, pa.array(values).type if any(v is not None for v in values) else pa.string(), metadata=about)
        )
    arrays = [pa.array(values, type=field.type) for (*_, values), field in zip(table, fields, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), target)


def _spss(target: Path, table: Sequence[Variable]) -> None:
    try:
        import pandas as pd  # noqa: PLC0415 - an optional part
        import pyreadstat  # noqa: PLC0415
    except ImportError:
        raise ExportRefused("SPSS files need an optional part. Run: pip install 'ringfence[spss]'") from None
    frame: dict[str, Any] = {}
    words: dict[str, str] = {}
    meanings: dict[str, dict[float, str]] = {}
    for name, label, labels, values in table:
        short = _spss_name(name, words)
        words[short] = label
        if labels:  # SPSS counts: codes become 1, 2, 3 with their words; 0 and 1 stay
            places = {code: float(place) for place, code in enumerate(labels, 0 if set(labels) == {"0", "1"} else 1)}
            frame[short] = pd.Series([None if v is None else places[str(v)] for v in values], dtype="float64")
            meanings[short] = {places[code]: meaning for code, meaning in labels.items()}
        else:
            frame[short] = pd.Series(values)
    pyreadstat.write_sav(
        pd.DataFrame(frame), str(target), column_labels=list(words.values()), variable_value_labels=meanings
    )


def _spss_name(name: str, taken: Mapping[str, str]) -> str:
    """A name that SPSS takes: a letter first, 64 signs at most, none twice."""
    base = "".join(mark if mark.isalnum() or mark in "_." else "_" for mark in name)[:60]
    base = base if base[:1].isalpha() else f"v_{base}"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


def write_texts(target: Path, texts: Iterable[tuple[str, str]]) -> int:
    """Writes the free texts, each with its question and with nothing else; how many."""
    rows = sorted(texts)
    with target.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["question", "text"])
        out.writerows([name, f"'{said}" if said[:1] in FORMULA else said] for name, said in rows)
    return len(rows)


def codebook(questionnaire: Questionnaire, table: Sequence[Variable], files: Sequence[Path]) -> dict[str, Any]:
    """A Frictionless data package: every variable, its whole question, the meaning of its codes; files by hash."""
    fields = [
        {
            "name": name,
            "title": words,
            "type": "number" if name == WEIGHT else "integer" if set(labels) == {"0", "1"} else "string",
            **({"constraints": {"enum": list(labels)}, "enumLabels": dict(labels)} if labels else {}),
        }
        for name, words, labels, _ in table
    ]
    return {
        "name": questionnaire.campaign.lower(),
        "title": questionnaire.title,
        "description": "Survey answers, released in shuffled batches; the free texts are apart from the rows.",
        "script_sha256": questionnaire.script_sha256,
        "questionnaire_sha256": questionnaire.digest,
        "resources": [
            {
                "name": each.stem.lower(),
                "path": each.name,
                "format": each.suffix.removeprefix("."),
                "hash": f"sha256:{hashlib.sha256(each.read_bytes()).hexdigest()}",
                **({"schema": {"fields": fields, "missingValues": [""]}} if number == 0 else {}),
            }
            for number, each in enumerate(files)
        ],
    }
