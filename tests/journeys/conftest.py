"""A small sound campaign on disk, to be run as it is or broken on purpose."""

from pathlib import Path
from textwrap import dedent

import pytest

CARD = """\
[campaign]
id = "spring"
name = "Spring survey"
purpose = "research"
mode = "live"
script = "script.md"
field_from = 2026-03-02
field_until = 2026-03-20
planned_calls = 3000
planned_completes = 300

[instigator]
name = "Example Research Ltd"
kind = "research_agency"

[caller]
name = "Example Research Ltd"
kind = "research_agency"
paid = true

[cli]
number = "01632 960900"
withheld = false
contactable = true

[sample]
design = "random"

[answers]
linked_to_person = false
reused_for_marketing = false
analysed_as_research = true

[[lists]]
file = "contacts.csv"
kind = "own"

[[registers]]
kind = "tps"
file = "tps.csv"
as_of = 2026-02-20

[objections]
file = "objections.csv"
"""
SCRIPT = """\
# Spring survey

Hello, my name is {interviewer}, calling from Example Research Ltd. We are carrying out a survey about local services.

1. How satisfied or dissatisfied are you with the bus service where you live?

2. Which one of these matters most to you: schools, hospitals or roads?

If you would rather not be called again, tell me and I will put you on our do-not-call list.

Thank you for your time. Goodbye.
"""
CONTACTS = "id,phone\n1,01632 960001\n2,+44 1632 960002\n3,01632 960003\n4,01632 960003\n5,not known\n"
TPS = "number,listed_on\n01632960002,2020-01-01\n"
OBJECTIONS = "number,received_on\n01632 960003,2025-05-05\n"


class CampaignFolder:
    """A campaign's files, each of which can be replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"
        files = {"campaign.toml": CARD, "script.md": SCRIPT, "contacts.csv": CONTACTS}
        for name, text in (files | {"tps.csv": TPS, "objections.csv": OBJECTIONS}).items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        data = text if isinstance(text, bytes) else dedent(text).encode()
        (self.folder / name).write_bytes(data)

    def card(self, old: str, new: str) -> None:
        """Replace words of the card."""
        text = (self.folder / "campaign.toml").read_text()
        assert old in text
        self.write("campaign.toml", text.replace(old, new))

    def left_behind(self) -> list[str]:
        """Names of everything in the output folder."""
        return sorted(path.name for path in self.out.iterdir()) if self.out.exists() else []


@pytest.fixture
def campaign(tmp_path) -> CampaignFolder:
    return CampaignFolder(tmp_path)
