"""The command line as a whole: help, exit codes, how fast it starts."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import click
import pytest

from ringfence.cli import cli, run

BUDGET = 15.0  # ringfence --help against a bare interpreter; measured at 10 to 12, most of it click itself


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


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return time.perf_counter() - start


def test_help_starts_fast():
    """A ratio to a bare interpreter in the same run, so that a slow machine does not fail it."""
    pairs = [(seconds("-c", "pass"), seconds("-m", "ringfence", "--help")) for _ in range(7)]
    ratio = statistics.median(ours for _, ours in pairs) / statistics.median(bare for bare, _ in pairs)
    assert ratio < BUDGET, f"ringfence --help takes {ratio:.1f} times a bare interpreter"


def test_help_imports_nothing_heavy():
    heavy = "{'duckdb', 'phonenumbers', 'jinja2', 'msgspec', 'django', 'yaml'}"
    code = f"import sys, ringfence.cli; loaded = {heavy} & set(sys.modules); sys.exit(str(loaded) if loaded else 0)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
