"""Do the tests notice when the law is wrong? Plants one-line faults in a copy, one at a time, and runs the law's tests.

Run: .venv/bin/python bench/plant_faults.py        (about a minute; exit code 1 if a fault goes unnoticed)
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAW = "src/ringfence/law/pecr_2003.py"
TESTS = ["tests/test_rules.py", "tests/test_logic.py", "tests/test_calendar.py", "tests/law"]
FAULTS = [
    ("28 days become 29", LAW, "LISTING_GRACE_DAYS = 28", "LISTING_GRACE_DAYS = 29"),
    ("29 days become 30", LAW, "SURE_BREACH_DAYS = 29", "SURE_BREACH_DAYS = 30"),
    ("a file is good for 28 days", LAW, "FILE_GOOD_FOR_DAYS = 27", "FILE_GOOD_FOR_DAYS = 28"),
    ("consent no longer asked for", LAW, "broken=~f.automated_consent,", "broken=~f.automated_consent & f.objected,"),
    ("number display from the wrong year", LAW, "date(2016, 5, 16)  #", "date(2017, 5, 16)  #"),
    ("attempts count a day late", LAW, "date(2026, 2, 5)  #", "date(2026, 2, 6)  #"),
    ("an objection is ignored", LAW, "broken=f.objected,", "broken=f.objected & f.listed,"),
    ("the listing date need not be shown", LAW, 'must_be_shown=("listed_days",),', "must_be_shown=(),"),
    ("28 days exactly only holds", LAW, "stops_call=True,", "stops_call=False,"),
    ("a free number is enough without a name", LAW, "~f.identity_stated | ~f.", "~f.identity_stated & ~f."),
    ("unknown is read as no", "src/ringfence/logic.py", "Reading(self.silence if value is None", "Reading(bool(value) if value is None"),
    ("one unknown part is overlooked", "src/ringfence/logic.py", "if reading.truth is None]:", "if reading.truth is True]:"),
    ("the wrong reason", "src/ringfence/logic.py", "return reading\n", "return Reading(reading.truth, ())\n"),
    ("the law of another day", "src/ringfence/rule.py", "self.in_force_from <= on and", "self.in_force_from <= on or"),
    ("a person may lift a breach", "src/ringfence/rulebook.py", "if answer.outcome is not Outcome.NEEDS_HUMAN or answer.stops:", "if answer.stops:"),
    ("a person stands in for a look-up", "src/ringfence/rulebook.py", 'settled_by != "person" for name', 'settled_by == "derived" for name'),
    ("any promotion passes", "src/ringfence/law/direct_marketing.py", "_ASKS | f.sell |", "f.sell |"),
    ("linked answers are research", "src/ringfence/codes/political.py", "(f.answers_linked | f.answers_reused)", "f.answers_reused"),
    ("strongholds do not matter", "src/ringfence/law/direct_marketing.py", '("gotv") & f.audience_by_support)', '("gotv") & f.answers_linked)'),
    ("a consent need not name the caller", "src/ringfence/codes/consent.py", "f.consent_on_file & f.consent_names_caller &", "f.consent_on_file &"),
    ("fines before there were fines", "src/ringfence/law/enforcement/pecr.py", "conduct_until=date(2011, 5, 25)", "conduct_until=date(2010, 5, 25)"),
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
    print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} planted faults noticed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
