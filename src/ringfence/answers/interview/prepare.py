"""A campaign's folder -> card, script as checked and questionnaire, and what stands in the way of interviewing."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ringfence.answers.interview import from_script, from_xlsform, questionnaire
from ringfence.answers.interview.checking import Problem, check
from ringfence.answers.interview.linked import Linked, law_of_linked
from ringfence.answers.interview.questionnaire import FILE, Questionnaire
from ringfence.campaigns.card import Campaign, load
from ringfence.campaigns.preflight import Standing, stand
from ringfence.rule import Decision

Kept = Literal["against nobody", "against the person", "not known"]
BY_NAME = "PV404"  # the script itself says that answers go against the person's name


@dataclass(frozen=True, slots=True)
class Prepared:
    """A campaign ready to interview, or why it is not. The campaign's own law is `standing`; see `decision`."""

    folder: Path
    campaign: Campaign
    standing: Standing
    script_sha256: str
    questionnaire: Questionnaire
    problems: tuple[Problem, ...]
    kept: Kept
    linked: Linked | None  # the law of answers kept against the person, when they are
    on_file: bool  # whether there is a questionnaire.yaml; else it was made from the script just now

    @property
    def decision(self) -> Decision:
        """Whether interviews may begin: the script's decision, and hold while something else is unsettled.

        That a number may be called is another question, which the gate answers for each call.
        """
        if self.linked is not None:
            return "hold" if self.linked.judgement.decision == "allow" else self.linked.judgement.decision
        if self.standing.review.decision != "allow":
            return self.standing.review.decision
        unsettled = self.kept == "not known" or self.other_script or any(p.level == "error" for p in self.problems)
        return "hold" if unsettled else "allow"

    @property
    def other_script(self) -> bool:
        """Whether the questionnaire was made from another text than the script that stands in the folder."""
        return self.questionnaire.script_sha256 != self.script_sha256


def prepare(folder: Path, on: date | None = None) -> Prepared:
    """The campaign in a folder with its questionnaire, judged by the law of a day (its first in the field)."""
    campaign = load(folder)
    standing = stand(campaign, on)
    file = campaign.path.parent / FILE
    on_file = file.exists()
    read = questionnaire.load(file) if on_file else _made(campaign, standing)
    kept = _kept(campaign, standing)
    return Prepared(
        campaign.path.parent, campaign, standing, digest(campaign.campaign.script), read, check(read), kept,
        law_of_linked(campaign, standing.on) if kept == "against the person" else None, on_file,
    )  # fmt: skip


def make(folder: Path, on: date | None = None) -> tuple[Questionnaire, Standing]:
    """A questionnaire made from a campaign's script, and how the script stands; nothing is written."""
    campaign = load(folder)
    standing = stand(campaign, on)
    return _made(campaign, standing), standing


def _made(campaign: Campaign, standing: Standing) -> Questionnaire:
    script = campaign.campaign.script
    words = {
        "campaign": campaign.campaign.id, "title": campaign.campaign.name, "script": script.name,
        "script_sha256": digest(script),
    }  # fmt: skip
    form = from_xlsform.find(script)
    if form is not None:
        return from_xlsform.questionnaire(form, standing.script.sections, **words)
    return from_script.questionnaire(standing.script.sections, **words)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept(campaign: Campaign, standing: Standing) -> Kept:
    """Against whom answers are kept: as the card says, unless the script says that they go against the name."""
    by_name = any(finding.code == BY_NAME for finding in standing.script.findings)
    if campaign.answers.linked_to_person or by_name:
        return "against the person"
    return "not known" if campaign.answers.linked_to_person is None else "against nobody"
