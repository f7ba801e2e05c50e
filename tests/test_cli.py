"""The command line as a whole: help, exit codes, how fast it starts."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from ringfence.cli import cli, run


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, (*path, name))
    else:
        yield path, group


COMMANDS = list(commands(cli))


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_every_command_says_what_you_get_and_has_an_example_to_paste(path, command):
    assert command.help
    assert "Example:" in command.help
    assert f"ringfence {' '.join(path)}" in command.help


def test_every_command_answers_help(capsys):
    for path, _ in COMMANDS:
        assert run([*path, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["nonsense"], ["script", "check"], ["script", "check", "no-such-file.md"]])
def test_what_cannot_be_used_is_exit_1(words, capsys):
    assert run(words) == 1
    said = capsys.readouterr().err
    assert "Error" in said
    assert "Traceback" not in said


def test_help_imports_nothing_heavy():
    """What makes it start slowly; how long it takes is measured in bench/start.py, not here."""
    heavy = "{'asyncio', 'duckdb', 'phonenumbers', 'jinja2', 'msgspec', 'numpy', 'django', 'ssl', 'yaml'}"
    code = f"import sys, ringfence.cli; loaded = {heavy} & set(sys.modules); sys.exit(str(loaded) if loaded else 0)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
