"""The field report: what a published poll must disclose, the tables with both bases, and how the calls ended.

The list of what must be told follows the British Polling Council's rules of disclosure: client, dates, method, the
people represented, size and area of the sample, whole wording, weighting with weighted and unweighted figures. What
nobody wrote on the card is said to be missing, and never made up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, select_autoescape

from ringfence.answers.interview.outcomes import GROUPS, OUTCOMES
from ringfence.answers.interview.questionnaire import Questionnaire
from ringfence.answers.results.charts import chart
from ringfence.answers.results.rates import Rates
from ringfence.answers.results.tables import Table
from ringfence.answers.results.weights import Weights
from ringfence.calendar import british
from ringfence.campaigns.card import Campaign

MISSING = "Not on the campaign card"
DESIGNS = {
    "random": "random sample of a list",
    "rdd": "random digit dialling",
    "quota": "quota sample",
    "census": "everybody on the list",
    "targeted_support": "chosen by support: not a sample of the public",
    "targeted_persuadable": "chosen as open to persuasion: not a sample of the public",
    "list_bought": "a bought list",
}


@dataclass(frozen=True, slots=True)
class FieldReport:
    """Everything the page shows."""

    campaign: Campaign
    questionnaire: Questionnaire
    tables: Sequence[Table]
    weights: Weights
    rates: Rates
    codes: Mapping[str, int]
    universe: str
    tables_at: str
    made_on: date
    k: int
    held: tuple[date, date] | None = None  # the days of the first and the last complete interview on file


def disclosed(report: FieldReport) -> list[tuple[str, str]]:
    """What a published poll must tell, each with its value or that it is missing."""
    card, about = report.campaign, report.campaign.campaign
    sample = card.sample
    areas = ", ".join(card.areas) if card.areas else MISSING
    return [
        ("Client", card.instigator.name if card.instigator else MISSING),
        ("Interviewed by", card.caller.name if card.caller else MISSING),
        ("Dates of interviewing", _dates(report)),
        ("Method", f"telephone, {'live interviewers' if about.mode == 'live' else about.mode.replace('_', ' ')}"),
        ("People represented", report.universe or "Not told when this report was made (--universe)"),
        ("How numbers were chosen", DESIGNS[sample.design] if sample.design else MISSING),
        ("Area", areas),
        ("Size of the sample", f"{_base(report):,} interviews"),
        ("Weighting", _weighting(report.weights)),
        ("Whole tables at", report.tables_at or "Not told when this report was made (--tables-at)"),
        ("Small cells", f"Shares of fewer than {report.k} people are hidden, and what would give them away."),
        ("Questionnaire", f"{report.questionnaire.script}, SHA-256 {report.questionnaire.script_sha256}"),
    ]


def _dates(report: FieldReport) -> str:
    about = report.campaign.campaign
    if report.held is None:
        return f"planned: {british(about.field_from)} to {british(about.field_until)}; no interview is on file"
    return f"{british(report.held[0])} to {british(report.held[1])}"


def _base(report: FieldReport) -> int:
    return int(report.weights.values.size)


def _weighting(weights: Weights) -> str:
    if not weights.targets.shares:
        return "None: every interview counts alike."
    names = ", ".join(weights.targets.shares)
    source = (
        f" Targets from {weights.targets.source}." if weights.targets.source else " Source of the targets not told."
    )
    cap = f" No weight above {weights.targets.most:g}." if weights.targets.most else ""
    fit = f" The margins are {weights.off:.1%} off at most." if weights.off > 0.0005 else ""
    return f"Raked to {names}; effective sample {weights.effective:,.0f}.{source}{cap}{fit}"


def margin_of_error(weights: Weights) -> str:
    """Half the width of a 95 % interval for a share of one half, from the effective sample."""
    effective = weights.effective
    return "not known" if effective < 1 else f"± {1.96 * (0.25 / effective) ** 0.5:.1%}"


def render(report: FieldReport) -> str:
    """The page: whole in itself, to be read and printed."""
    environment = Environment(
        loader=PackageLoader("ringfence.answers.results"), autoescape=select_autoescape(), trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("field_report.html").render(
        report=report,
        disclosed=disclosed(report),
        charts=[(table, chart(table)) for table in report.tables],
        margin=margin_of_error(report.weights),
        groups=[(words, report.rates.groups[group]) for group, words in GROUPS.items()],
        codes=[(OUTCOMES[code], count) for code, count in sorted(report.codes.items(), key=_in_order)],
        made_on=british(report.made_on),
        missing=MISSING,
    )


def _in_order(item: tuple[str, int]) -> list[int]:
    return [int(each) for each in item[0].split(".")]
