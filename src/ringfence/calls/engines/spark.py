"""Apache Spark: many machines, or this one with `local[*]`. The optional extra `ringfence[spark]` and Java bring it.

Only reading a number runs in Python, in Arrow batches on the workers; the rest is the SQL that DuckDB runs too.
"""

import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
from pyarrow import parquet

from ringfence.calls import expressions
from ringfence.calls.engines import Columns
from ringfence.calls.intake import Source, look
from ringfence.calls.reading import read_numbers
from ringfence.errors import RingfenceError
from ringfence.tables.text import quoted, refuse

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


LOCAL = {  # on this machine only: hundreds of small tasks, a web page and a bar of its own help nobody here
    "spark.sql.shuffle.partitions": "16",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class SparkMissing(RingfenceError):
    """No Spark here."""

    code = "spark-missing"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Spark cannot be started: {reason}. Install it with `pip install 'ringfence[spark]'` and a Java runtime "
            "(on Debian: apt install default-jre-headless), or leave out `--engine spark`."
        )


def session() -> "SparkSession":
    """A Spark session: the one that spark-submit set up, else one on this machine."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise SparkMissing("pyspark is not installed") from None
    builder = SparkSession.builder.appName("ringfence call audit")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not started by spark-submit: the workers are on this machine
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.config(map=LOCAL)
    try:
        made = builder.getOrCreate()
    except Exception as error:  # noqa: BLE001 - a missing Java shows itself in several ways
        raise SparkMissing(str(error).splitlines()[0] or type(error).__name__) from None
    made.sparkContext.setLogLevel("ERROR")
    return made


class SparkFailed(RingfenceError):
    """Spark gave up on the way."""

    code = "spark-failed"


@contextmanager
def running(con: duckdb.DuckDBPyConnection, work: Path) -> "Iterator[Spark]":
    """An engine for the time of one audit; what Spark raises becomes one line."""
    spark = session()
    from py4j.protocol import Py4JError  # noqa: PLC0415 - comes with pyspark
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an optional extra

    try:
        yield Spark(spark, con, work)
    except (PySparkException, Py4JError) as error:
        reason = str(error).strip().splitlines()[0]
        raise SparkFailed(f"Spark gave up: {reason} Its log above says more; mend that and run again.") from error
    finally:
        spark.stop()


class Spark:
    """An engine on a Spark session; its settings are made those on which the expressions rest."""

    name = "spark"
    months_at_once = 10000

    def __init__(self, spark: "SparkSession", con: duckdb.DuckDBPyConnection, work: Path) -> None:
        self.spark, self.con, self.work = spark, con, work
        spark.conf.set("spark.sql.session.timeZone", "UTC")
        spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")  # an instant, not a wall clock
        spark.conf.set("spark.sql.parser.escapedStringLiterals", "true")  # a backslash is a backslash, as in DuckDB
        spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        spark.conf.set("spark.sql.sources.partitionOverwriteMode", "static")

    def small(self, name: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
        schema = ", ".join(" ".join(each) for each in columns)
        self.spark.createDataFrame([tuple(row) for row in rows], schema).createOrReplaceTempView(name)

    def files(self, name: str, *paths: Path) -> None:
        self.spark.read.parquet(*map(str, paths)).createOrReplaceTempView(name)

    def stage(self, sources: Sequence[Source], only_campaign: str | None, folder: Path) -> None:
        shutil.rmtree(folder)  # what an interrupted run left: Spark's parts do not tell which files they hold
        alike = defaultdict[tuple[Any, ...], list[Source]](list)
        for source in sources:
            alike[(_shape(source), tuple(sorted(source.places.items())))].append(source)
        for group in alike.values():  # Spark reads files together only if their columns are of the same types
            self._staged(group, only_campaign).write.mode("append").parquet(str(folder))

    def _staged(self, group: Sequence[Source], only_campaign: str | None) -> "DataFrame":
        raw = self.spark.read.parquet(*(str(self._as_parquet(source)) for source in group))
        cells = [f"{_text(name, kind)} AS c{i}" for i, (name, kind) in enumerate(raw.dtypes)]
        raw.selectExpr(*cells).createOrReplaceTempView("raw")
        parsed = self.spark.sql(expressions.parsed(group[0].places, "raw", only_campaign))
        read = parsed.mapInArrow(read_batches, ", ".join([_schema(parsed), "key BIGINT", "kind INTEGER"]))
        read.createOrReplaceTempView("read")
        names = [name for name, _ in expressions.STAGED if name not in ("day", "hour")]
        self.spark.sql(expressions.in_london("read", names)).createOrReplaceTempView("placed")
        return self.spark.sql(
            f"SELECT {', '.join(f'CAST({name} AS {kind}) AS {name}' for name, kind in expressions.STAGED)} FROM placed"  # noqa: S608
        )

    def _as_parquet(self, source: Source) -> Path:
        """The file itself, or a copy: text is read by the one reader that refuses what is broken."""
        if source.parquet:
            return source.file
        folder = self.work / "from-csv"
        folder.mkdir(exist_ok=True)
        target = folder / f"{len(list(folder.iterdir())):06d}.parquet"
        _, table = look(self.con, source.file, self.work)
        try:
            self.con.execute(f"COPY (SELECT * FROM {table.relation}) TO {quoted(str(target))} (FORMAT parquet)")  # noqa: S608
        except duckdb.Error as error:
            refuse(table, error)
        return target

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.spark.sql(sql).collect()]

    def keep(self, sql: str, folder: Path) -> None:
        partial = folder.with_name(f".{folder.name}.partial")
        months = self.spark.sql(sql).hint("rebalance", "month")  # else every task writes a small file to every month
        months.write.mode("overwrite").partitionBy("month").parquet(str(partial))
        partial.rename(folder)


def _shape(source: Source) -> str:
    """The columns of a file and their types; all of a text file are text."""
    if source.parquet:
        return str(parquet.read_schema(source.file).remove_metadata())
    return f"{len(source.columns)} columns of text"


def _text(name: str, kind: str) -> str:
    """SQL of a column as text. An instant is written with its offset, as DuckDB writes it."""
    text = f"CAST(`{name.replace('`', '``')}` AS STRING)"
    return f"concat({text}, '+00')" if kind == "timestamp" else text


def _schema(frame: "DataFrame") -> str:
    return ", ".join(f"{each.name} {each.dataType.simpleString()}" for each in frame.schema)


def read_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Adds key and kind of the number as written to each batch: the thin wrapper around `read_numbers`."""
    for batch in batches:
        keys, kinds = read_numbers(batch.column("written").to_pylist())
        columns = [*batch.columns, pa.array(keys, pa.int64()), pa.array(kinds, pa.int32())]
        yield pa.RecordBatch.from_arrays(columns, names=[*batch.schema.names, "key", "kind"])
