"""Units and compose file: what they run exists, with these options; systemd itself reads them and finds them tight."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from ringfence.cli import cli

ROOT = Path(__file__).parent.parent
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
TIGHT = 2.0  # of 10; without any hardening a service has 9.6
analyze = shutil.which("systemd-analyze")


def commands():
    for unit in UNITS:
        (line,) = re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)
        yield unit.name, shlex.split(line)[1:]
    for name, service in COMPOSE["services"].items():
        yield f"compose {name}", service["command"]


@pytest.mark.parametrize(("name", "words"), list(commands()), ids=lambda each: each if isinstance(each, str) else "")
def test_what_is_run_exists_with_its_options(name, words):
    verb = [each for each in words[:2] if not each.startswith("-")]
    said = CliRunner().invoke(cli, [*verb, "--help"])
    assert said.exit_code == 0, name
    for option in (each for each in words if each.startswith("--")):
        assert re.search(rf"(?m)^\s.*{option}\b", said.output), f"{name}: {option}"


@pytest.mark.skipif(not analyze, reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_reads_it_and_finds_it_tight(unit, tmp_path):
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text().replace("/opt/ringfence/bin/ringfence", sys.executable))
    verified = subprocess.run([analyze, "verify", copy], capture_output=True, text=True, check=False)
    told = "\n".join(line for line in verified.stderr.splitlines() if unit.stem in line)
    assert told == ""
    looked = subprocess.run([analyze, "security", "--offline=true", unit], capture_output=True, text=True, check=False)
    if "Unknown" in looked.stderr or "unrecognized" in looked.stderr:
        pytest.skip("this systemd-analyze cannot look at a file")
    (exposure,) = re.findall(r"exposure level .*?: ([\d.]+)", looked.stdout)
    assert float(exposure) < TIGHT


def test_a_loose_unit_would_be_found(tmp_path):
    """The control of the test above."""
    if not analyze:
        pytest.skip("systemd-analyze is not on this machine")
    loose = tmp_path / "loose.service"
    loose.write_text(f"[Service]\nExecStart={sys.executable}\n")
    looked = subprocess.run([analyze, "security", "--offline=true", loose], capture_output=True, text=True, check=False)
    found = re.findall(r"exposure level .*?: ([\d.]+)", looked.stdout)
    assert not found or float(found[0]) > TIGHT


def test_no_container_is_root_or_open_to_the_world():
    for name, service in COMPOSE["services"].items():
        assert all(each.startswith("127.0.0.1:") for each in service["ports"]), name
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
    file = (ROOT / "deploy" / "Dockerfile").read_text()
    assert re.search(r"(?m)^USER ringfence$", file)
    assert "--require-hashes" in file
    for source in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", file):
        assert all((ROOT / each).exists() for each in source.split()), source


SBOM = ROOT / ".venv-sbom"


@pytest.mark.skipif(not (SBOM / "ready-sbom").exists(), reason="the tool is not set up: python3 run.py sbom")
def test_the_list_of_parts_has_every_locked_one(tmp_path):
    """Each with its version and hashes; and the same bytes a second time."""
    made = [tmp_path / "one.json", tmp_path / "two.json"]
    for each in made:
        done = subprocess.run([sys.executable, ROOT / "run.py", "sbom", each], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    assert made[0].read_bytes() == made[1].read_bytes()
    told = json.loads(made[0].read_text())
    assert (told["bomFormat"], told["metadata"]["component"]["name"]) == ("CycloneDX", "ringfence")
    locked = set(re.findall(r"(?m)^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text()))
    assert {(each["name"], each["version"]) for each in told["components"]} == locked
    assert all(each["purl"].startswith("pkg:pypi/") for each in told["components"])
