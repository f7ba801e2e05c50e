"""Campaigns, for the client: made ready, checked, signed, taken out."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ringfence.client import answers, asked
from ringfence.client.base import Asking
from ringfence.client.wire import part


class Desk(Asking):
    """What the campaign desk does. What changes something needs a key that is made for a person."""

    def add_campaign(self, card: str, *, name: str = "") -> answers.Campaign:
        """Begins a campaign by its card, campaign.toml as text; send the files that it names next."""
        body = asked.NewCampaign(card=card)
        return self._wire.ask("POST", "campaigns", answers.Campaign, body=body, name=name or secrets.token_hex(16))

    def files(self, campaign: str) -> list[answers.FileKept]:
        """The files of a campaign, without their digests."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}/files", list[answers.FileKept])

    def file(self, campaign: str, name: str) -> answers.FileKept:
        """One file of a campaign, with its digest."""
        return self._wire.ask("GET", _file(campaign, name), answers.FileKept)

    def put_file(self, campaign: str, file: Path, name: str = "") -> answers.FileKept:
        """Sends a file, the card among them, as it lies on the disk; whole or not at all."""
        return self._wire.ask("PUT", _file(campaign, name or file.name), answers.FileKept, file=file)

    def remove_file(self, campaign: str, name: str) -> None:
        """Removes a file of a campaign."""
        self._wire.ask("DELETE", _file(campaign, name), type(None), again=False)

    def campaigns(self) -> Iterator[answers.CampaignListed]:
        """The campaigns that are made ready, or signed, there."""
        return self._pages("campaigns", answers.CampaignListed, asked.Paging)

    def campaign(self, campaign: str) -> answers.Campaign:
        """One campaign."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}", answers.Campaign)

    def check_campaign(self, campaign: str) -> answers.Check:
        """Starts the check of a campaign; ask `checked` how far it is."""
        return self._wire.ask("POST", f"campaigns/{part(campaign)}/check", answers.Check)

    def call_off(self, campaign: str) -> answers.Check:
        """Calls the check of a campaign off."""
        return self._wire.ask("DELETE", f"campaigns/{part(campaign)}/check", answers.Check)

    def checked(self, campaign: str) -> answers.Check:
        """How far the check of a campaign is."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}/check", answers.Check)

    def report(self, campaign: str) -> dict[str, Any]:
        """The report of the last check."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}/report", dict[str, Any])

    def screens(self) -> Iterator[answers.Screened]:
        """The screenings in the ledger."""
        return self._pages("screens", answers.Screened, asked.Paging)

    def findings(self, campaign: str) -> list[answers.FindingListed]:
        """Every point of the script, and whether a person may let it stand."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}/findings", list[answers.FindingListed])

    def let_stand(
        self, campaign: str, finding: str, reason: str, until: date | None = None, *, name: str = ""
    ) -> answers.Waived:  # fmt: skip
        """Lets a finding stand, in the name of the person for whom the key was made."""
        body = asked.Waiver(finding=finding, reason=reason, until=until)
        path = f"campaigns/{part(campaign)}/waivers"
        return self._wire.ask("POST", path, answers.Waived, body=body, name=name or secrets.token_hex(16))

    def take_back(self, campaign: str, finding: str) -> None:
        """Takes back that a finding may stand."""
        path = f"campaigns/{part(campaign)}/waivers/{part(finding)}"
        self._wire.ask("DELETE", path, type(None), again=False)

    def sheet(self, campaign: str) -> answers.Sheet:
        """What a signature would rest on: what is to be accepted, and why it cannot be signed, if it cannot."""
        return self._wire.ask("GET", f"campaigns/{part(campaign)}/signature", answers.Sheet)

    def sign(
        self, campaign: str, sheet: answers.Sheet, accepted: Mapping[str, str], *, name: str = ""
    ) -> answers.Signed:  # fmt: skip
        """Signs a campaign as the sheet shows it, for the person for whom the key was made; in force at once."""
        body = asked.Signature(files=sheet.files, accepted=dict(accepted))
        path = f"campaigns/{part(campaign)}/signature"
        return self._wire.ask("POST", path, answers.Signed, body=body, name=name or secrets.token_hex(16))

    def take_result(self, campaign: str, result: str, purpose: str, into: Path) -> None:
        """Writes a file of the last check, such as callable.csv: numbers in full, and an export in the ledger."""
        path = f"campaigns/{part(campaign)}/results/{part(result)}"
        self._wire.ask("POST", path, type(None), body=asked.Leaving(purpose=purpose), into=into)

    def take_pack(self, campaign: str, purpose: str, into: Path) -> None:
        """Writes the pack of a campaign, a ZIP; an export in the ledger."""
        path = f"campaigns/{part(campaign)}/pack"
        self._wire.ask("POST", path, type(None), body=asked.Leaving(purpose=purpose), into=into)


def _file(campaign: str, name: str) -> str:
    return f"campaigns/{part(campaign)}/files/{part(name)}"
