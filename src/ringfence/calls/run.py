"""An audit from files to a folder: inputs by hash, an engine, verdicts and summary; it can be taken up again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal

import duckdb

import ringfence
from ringfence.calls.audit import Progress, audit
from ringfence.calls.cards import load_cards
from ringfence.calls.engines import Engine
from ringfence.calls.engines.duck import Duck
from ringfence.calls.intake import find, look
from ringfence.calls.output import Output
from ringfence.calls.report import summary, text
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.run import inputs as named_by
from ringfence.campaigns.run import register_files
from ringfence.errors import RingfenceError
from ringfence.lists.report import OutputRefused, whole
from ringfence.preferences.register import Register
from ringfence.rulebook import version
from ringfence.tables.engine import database

EngineName = Literal["duckdb", "spark"]


class RoomMissing(RingfenceError):
    """Too little memory or disk."""

    code = "room-missing"

    def __init__(self, output: Path, reason: str) -> None:
        super().__init__(
            f"{output}: memory or disk ran out ({reason}). Free some or change --memory-limit, and run the same "
            "command again: finished parts are kept."
        )


def run(
    records: Path,
    campaigns: Path,
    output: Path,
    *,
    today: date,
    progress: Progress,
    registers: Path | None = None,
    engine: EngineName = "duckdb",
    memory_limit: str | None = None,
    threads: int | None = None,
) -> dict[str, Any]:
    """Audits call records into a folder; what is told of them. A finished audit of the same inputs is told again."""
    cards = load_cards(campaigns)
    over = register_files(registers) if registers else ()
    files = find(records)
    _refuse_own_input(output, files)
    progress("hashing what is audited", 0.0)
    inputs = _inputs(files, cards, over, engine)
    place = Output(output, sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest(), inputs)
    place.open()
    if told := place.told():
        return told
    try:
        with database(place.work, threads, memory_limit) as con:
            sources = tuple(look(con, file, place.work)[0] for file in files)
            with _running(engine, con, place.work) as on:
                found = audit(sources, cards, over, con=con, engine=on, output=place, today=today, progress=progress)
    except RingfenceError:  # what cannot be audited leaves nothing behind; what was interrupted is taken up again
        place.abandon()
        raise
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        raise RoomMissing(output, str(error).splitlines()[0]) from None
    told = summary(found, version())
    with whole(output / "summary.json", output / "summary.txt") as (data, said):
        data.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        said.write_text(text(told) + "\n", encoding="utf-8")
    place.close()
    progress("done", 1.0)
    return told


@contextmanager
def _running(engine: EngineName, con: duckdb.DuckDBPyConnection, work: Path) -> Iterator[Engine]:
    if engine == "duckdb":
        yield Duck(con, work)
        return
    from ringfence.calls.engines.spark import running  # noqa: PLC0415 - an optional extra

    with running(con, work) as on:
        yield on


def _refuse_own_input(output: Path, files: Sequence[Path]) -> None:
    inside = output.resolve()
    if any(inside in file.resolve().parents for file in files):
        raise OutputRefused(f"{output} holds the records that are audited. Choose another folder with -o.")


def _inputs(
    files: Sequence[Path], cards: Mapping[str, Campaign], registers: Sequence[Register], engine: str
) -> dict[str, Any]:
    """All that decides what comes out, by hash."""
    named = {file for card in cards.values() for file in (*named_by(card), card.campaign.script, card.path)}
    lists = {source.file.resolve() for card in cards.values() for source in card.lists}
    return {
        "ringfence": ringfence.__version__,
        "rules_version": version(),
        "engine": engine,
        "records": {str(file): _digest(file) for file in files},
        "cards": {str(file): _digest(file) for file in sorted(named) if file.resolve() not in lists},
        "registers": {f"{each.kind} {each.as_of}": _digest(each.file) for each in registers},
    }


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
