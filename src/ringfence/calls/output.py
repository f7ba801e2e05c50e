"""The folder of an audit: parts by month, each whole or not there; finished ones are kept when a run is taken up again.

OUT/audit.json              what was audited, by hash, and each finished part by hash
OUT/verdicts/month=2016-05/ one verdict and its reasons per call, as Parquet
OUT/summary.json, .txt      what came of it
OUT/.work/                  what is only needed while it runs
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

from ringfence.calls.engines import Engine
from ringfence.errors import RingfenceError
from ringfence.lists.report import whole

MANIFEST = "audit.json"


class OutputTaken(RingfenceError):
    """A folder that holds something else."""

    code = "output-taken"


@dataclass
class Output:
    """Where an audit writes, under the fingerprint of all that went into it."""

    folder: Path
    fingerprint: str
    inputs: Mapping[str, Any]
    done: dict[str, str] = field(default_factory=dict)  # part -> sha256

    @property
    def work(self) -> Path:
        return self.folder / ".work"

    @property
    def staged(self) -> Path:
        return self.work / "staged"

    @property
    def found(self) -> Path:
        return self.work / "found"

    def open(self) -> None:
        """Makes the folder ready; takes an unfinished run of the same audit up again, refuses another's."""
        manifest = self.folder / MANIFEST
        if self.folder.exists() and not self.folder.is_dir():
            raise OutputTaken(f"{self.folder} is a file. Choose a folder with -o.")
        if manifest.is_file():
            before = json.loads(manifest.read_text(encoding="utf-8"))
            if before.get("fingerprint") != self.fingerprint:
                raise OutputTaken(
                    f"{self.folder} holds an audit of other records, cards or rules. Choose another folder with -o, or "
                    "remove this one."
                )
            self.done = dict(before.get("parts", {}))
        elif self.folder.exists() and any(self.folder.iterdir()):
            raise OutputTaken(f"{self.folder} is not empty and holds no audit. Choose another folder with -o.")
        self.staged.mkdir(parents=True, exist_ok=True)
        for unfinished in [*self.work.glob(".*.partial"), *self.staged.glob(".*.partial")]:
            shutil.rmtree(unfinished) if unfinished.is_dir() else unfinished.unlink()
        self._note()

    def _note(self) -> None:
        with whole(self.folder / MANIFEST) as (part,):
            text = json.dumps({"fingerprint": self.fingerprint, **self.inputs, "parts": self.done}, indent=2)
            part.write_text(text + "\n", encoding="utf-8")

    def write(self, engine: Engine, sql: str, tell: Callable[[float], None]) -> tuple[list[Path], int]:
        """Writes the verdicts of each month; the parts, and how many of them were there already."""
        months = [month for (month,) in sorted(engine.ask("SELECT DISTINCT month FROM found"))]
        parts = {month: self.folder / "verdicts" / f"month={month}" for month in months}
        left = [month for month in months if self.done.get(parts[month].name) != digest(parts[month])]
        for start in range(0, len(left), engine.months_at_once):
            together = left[start : start + engine.months_at_once]
            self._write(engine, sql, [parts[month] for month in together], together)
            tell((start + len(together)) / len(left))
        return list(parts.values()), len(months) - len(left)

    def _write(self, engine: Engine, sql: str, parts: Sequence[Path], months: Sequence[str]) -> None:
        made, among = self.work / "part", ", ".join(f"'{month}'" for month in months)
        shutil.rmtree(made, ignore_errors=True)
        engine.keep(f"SELECT * FROM ({sql}) told WHERE month IN ({among})", made)  # noqa: S608
        for part in parts:
            shutil.rmtree(part, ignore_errors=True)
            part.parent.mkdir(exist_ok=True)
            (made / part.name).rename(part)
            self.done[part.name] = digest(part)
        self._note()

    def told(self) -> dict[str, Any] | None:
        """What an earlier run told, if it came to its end and its parts are as it left them."""
        summary = self.folder / "summary.json"
        if not summary.is_file():
            return None
        if any(digest(self.folder / "verdicts" / name) != is_ for name, is_ in self.done.items()):
            return None
        shutil.rmtree(self.work)
        told: dict[str, Any] = json.loads(summary.read_text(encoding="utf-8"))
        return {**told, "parts_kept": len(self.done)}

    def abandon(self) -> None:
        """Takes back what was begun, unless an earlier run had finished something here."""
        shutil.rmtree(self.work, ignore_errors=True)
        if not self.done:
            (self.folder / MANIFEST).unlink(missing_ok=True)
            if not any(self.folder.iterdir()):
                self.folder.rmdir()

    def close(self) -> None:
        """Takes away what was only needed on the way."""
        shutil.rmtree(self.work)


def digest(part: Path) -> str:
    """One hash of all files of a part, by name; what Spark writes beside them is left out."""
    found = []
    for file in sorted(part.glob("*.parquet")):
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
            found.append(file_digest(stream, "sha256").hexdigest())
    return "-".join(found)
