"""Do the tests notice when the engine is wrong? Plants one-line faults in a copy, one at a time, and runs the tests.

Then plants every small fault in every rule: see plant_law_faults.py, which can be run alone for one rule.

Run: .venv/bin/python bench/plant_faults.py        (some ten minutes; exit code 1 if a fault goes unnoticed)
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import plant_law_faults

ROOT = Path(__file__).parent.parent
TESTS = ["tests/test_rules.py", "tests/test_logic.py", "tests/test_calendar.py", "tests/law", "tests/rulings"]
RULEBOOK = "src/ringfence/rulebook.py"
FAULTS = [  # in the engine; those in the rules themselves are planted by plant_law_faults.py
    ("unknown is read as no", "src/ringfence/logic.py", "Reading(self.silence if value is None", "Reading(bool(value) if value is None"),
    ("one unknown part is overlooked", "src/ringfence/logic.py", "if reading.truth is None]:", "if reading.truth is True]:"),
    ("the wrong reason", "src/ringfence/logic.py", "return reading\n", "return Reading(reading.truth, ())\n"),
    ("the law of another day", "src/ringfence/rule.py", "self.in_force_from <= on and", "self.in_force_from <= on or"),
    ("exemptions are ignored", "src/ringfence/rule.py", "*(~exemption.when for exemption in self.exemptions)", "*()"),
    ("the burden is nobody's", "src/ringfence/rule.py", "set(because) <= set(self.must_be_shown)", "set(because) <= set()"),
    ("a person may lift a breach", RULEBOOK, "if answer.outcome is not Outcome.NEEDS_HUMAN or answer.stops:", "if answer.stops:"),
    ("a person stands in for a look-up", RULEBOOK, 'settled_by != "person" for name', 'settled_by == "derived" for name'),
    ("texts are judged as calls", RULEBOOK, "rule.medium in (None, medium)", "True"),
    ("fines before there were fines", "src/ringfence/law/enforcement/pecr.py", "conduct_until=date(2011, 5, 25)", "conduct_until=date(2010, 5, 25)"),
    ("Easter Monday is a working day", "src/ringfence/data/bank_holidays.csv", "2026-04-06,ENG", "2026-04-07,ENG"),
    ("allegations are forgotten", "src/ringfence/rulings/judge.py", "if alleged != facts:", "if False:"),
    ("an advised breach is a finding", "src/ringfence/rulings/judge.py", 'if reason.level == "contravened" else reason', 'if reason.level == "never" else reason'),
]  # fmt: skip


def noticed(folder: Path, file: str, old: str, new: str) -> bool:
    """Whether the tests fail with this fault in place."""
    path = folder / file
    sound = path.read_text()
    if old not in sound:
        sys.exit(f"{file} no longer holds {old!r}: mend bench/plant_faults.py")
    path.write_text(sound.replace(old, new, 1))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS]
    try:
        run = subprocess.run(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder / "src")}, capture_output=True, check=False
        )
        return run.returncode == 1
    finally:
        path.write_text(sound)


def main() -> int:
    missed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("src", "tests", "pyproject.toml"):
            source = ROOT / part
            shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
        for says, file, old, new in FAULTS:
            seen = noticed(folder, file, old, new)
            print(f"{'noticed' if seen else 'MISSED '}  {says}", flush=True)
            missed += [] if seen else [says]
    print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} faults planted in the engine noticed", flush=True)
    return 1 if missed or plant_law_faults.main([]) else 0


if __name__ == "__main__":
    sys.exit(main())
