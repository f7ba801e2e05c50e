"""The same audit on Spark: row by row what DuckDB finds, and what the slow way finds."""

import shutil
from importlib.util import find_spec

import duckdb
import made as m
import pytest
from oracle import Oracle
from test_audit import audit, verdicts

from ringfence.errors import RingfenceError

WHY_NOT = "pyspark or Java is not here: python3 run.py spark"
here = pytest.mark.skipif(find_spec("pyspark") is None or shutil.which("java") is None, reason=WHY_NOT)
# What Spark and its libraries say of themselves, not of us.
noisy = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
pytestmark = [pytest.mark.spark, here, *noisy]
ROWS = 20_000


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """20,000 records in CSV, in Parquet of text and in Parquet with typed times, audited on either engine."""
    folder = tmp_path_factory.mktemp("spark")
    made = m.make(folder, ROWS, seed=2003)
    m.write_calls(folder / "cdrs" / "a.csv", made.calls[: ROWS // 2])
    rest = m.write_calls(folder / "rest.csv", made.calls[ROWS // 2 :])
    typed = "started_at LIKE '%Z'"
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"CREATE TABLE rest AS FROM read_csv('{rest}', all_varchar = true)")
        con.execute(f"COPY (FROM rest WHERE NOT {typed}) TO '{folder}/cdrs/b.parquet'")
        con.execute(
            f"COPY (SELECT * REPLACE (started_at::TIMESTAMPTZ AS started_at) FROM rest WHERE {typed}) "
            f"TO '{folder}/cdrs/c.parquet'"
        )
    told = {name: audit(folder / "cdrs", made.cards, folder / name, engine=name) for name in ("duckdb", "spark")}
    return made, folder, told


def test_row_by_row_the_same(both):
    _, folder, told = both
    duck, spark = verdicts(folder / "duckdb"), verdicts(folder / "spark")
    assert len(duck) == ROWS
    assert duck == spark
    own = {"engine", "parts_kept"}
    assert {k: v for k, v in told["duckdb"].items() if k not in own} == {
        k: v for k, v in told["spark"].items() if k not in own
    }


def test_row_by_row_what_the_slow_way_finds(both):
    made, folder, _ = both
    oracle, rows = Oracle(made), {row[0]: row for row in verdicts(folder / "spark")}
    wrong = [(call, said, rows[call["call_id"]][7:9]) for call in made.calls
             if (said := oracle.verdict(call)) != rows[call["call_id"]][7:9]]  # fmt: skip
    assert not wrong, f"{len(wrong)} differ, as {wrong[0]}"


def test_a_record_that_cannot_be_read_is_refused_by_file_and_row(both, tmp_path):
    made, _, _ = both
    good = dict(made.calls[0])
    m.write_calls(tmp_path / "a.csv", [good, good | {"started_at": "16/05/2016"}])
    file = tmp_path / "b.parquet"
    duckdb.sql(f"COPY (FROM read_csv('{tmp_path}/a.csv', all_varchar = true)) TO '{file}'")
    (tmp_path / "a.csv").unlink()
    with pytest.raises(RingfenceError, match=r"b\.parquet, row 2: started_at"):
        audit(file, made.cards, tmp_path / "out", engine="spark")
