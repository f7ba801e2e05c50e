"""The walk in docs/cases.md is what happens: every command is run, every line shown comes out, in that order."""

import re
import shlex
import shutil
from pathlib import Path

from ringfence.cli import run

from .made import stop_the_clock

ROOT = Path(__file__).parents[2]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
BOUGHT, REGISTER, OBJECTIONS = "phone\n01632 960400\n", "number\n01632 960401\n", "phone\n01632 960402\n"


def steps():
    """Each command with the lines that the page shows beneath it."""
    (shown,) = CONSOLE.findall((ROOT / "docs" / "cases.md").read_text())
    for part in shown.split("$ ringfence ")[1:]:
        command, *lines = part.splitlines()
        yield shlex.split(command), [line for line in lines if line.strip() != "..."]


def test_the_walk_is_what_happens(tmp_path, monkeypatch, capsys):
    stop_the_clock(monkeypatch)
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    example = tmp_path / "labour-2009"
    shutil.copytree(ROOT / "examples" / "labour-2009", example, ignore=shutil.ignore_patterns("data", "out"))
    (example / "data").mkdir()  # small in place of the half million that generate.py makes: no case looks into them
    for name, text in (("contacts.csv", BOUGHT), ("tps.csv", REGISTER), ("objections.csv", OBJECTIONS)):
        (example / "data" / name).write_text(text)
    for command, shown in steps():
        assert run(command) in (0, 2, 3), (command, capsys.readouterr())
        said = capsys.readouterr().out.splitlines()
        place = 0
        for line in shown:
            assert line in said[place:], f"after {' '.join(command)}: the page shows {line!r}"
            place = said.index(line, place) + 1
    assert (tmp_path / "case.html").is_file()
