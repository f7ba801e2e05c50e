"""The README's first command prints what the README says, at the real size."""

import re
from pathlib import Path

from ringfence.campaigns.run import FILES
from ringfence.cli import run

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def session(command: str) -> str:
    """What the README shows below a command."""
    shown = re.search(rf"```console\n\$ {re.escape(command)}\n(.*?)```", README, re.DOTALL)
    assert shown, f"README.md does not show {command}"
    return shown[1]


def test_the_demo_prints_what_the_readme_shows(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "-o", "examples"]) == 0
    assert capsys.readouterr().out.strip() == session("python3 run.py demo").strip()
    for name in ("neath-2017", "labour-2009"):
        made = {path.name for path in (tmp_path / "examples" / name / "out").iterdir()}
        assert made == set(FILES)


def test_the_readme_shows_the_test_command():
    assert "$ python3 run.py test\n" in README


def test_every_file_the_readme_points_to_is_there():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
