"""A sound card with everything on it, in a folder of its own: the tests break it one thing at a time."""

from pathlib import Path

import pytest

SOUND = Path(__file__).with_name("sound.toml").read_text(encoding="utf-8")
FILES = ("script.md", "list.csv", "own.csv", "tps.csv", "objections.csv", "consents.csv", "history.csv")


@pytest.fixture
def write(tmp_path):
    """Path of a card with this text, beside every file that the sound one names."""

    def write(text=SOUND):
        for name in FILES:
            (tmp_path / name).touch()
        path = tmp_path / "campaign.toml"
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write
