"""Card, script and list -> go, hold or stop, before anything is dialled: the main job, and the house's whole flow."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ringfence.calendar import good_until
from ringfence.campaigns import elections, results, targeting
from ringfence.campaigns.areas import areas_of
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.results import Results
from ringfence.campaigns.targeting import Targeting
from ringfence.law.pecr_2003 import FILE_GOOD_FOR_DAYS
from ringfence.lists.screen import Screening, Verdict
from ringfence.logic import Facts, Value
from ringfence.preferences.kept import NOTHING_KEPT, Kept
from ringfence.preferences.register import Register
from ringfence.rule import Decision
from ringfence.rulebook import Judgement, judge, worst
from ringfence.scripts import ScriptReport, check_file, waivers
from ringfence.scripts.review import Review, review

Go = Literal["go", "hold", "stop"]
Judge = Callable[[Facts], Verdict]
_AS_GO: dict[Decision, Go] = {"allow": "go", "hold": "hold", "block": "stop"}


@dataclass(frozen=True)
class Standing:
    """A campaign before any number is looked at: its script read, its areas looked at, the rules' answers on both."""

    campaign: Campaign
    on: date
    until: date  # the last day on which a screening under this standing is good
    script: ScriptReport
    review: Review  # the script with what people said of its findings, in waivers.toml beside it
    targeting: Targeting | None
    facts: Facts  # what the card, the areas and the script say, before any rule was read
    judgement: Judgement  # at script and campaign level
    kept: Kept = NOTHING_KEPT  # what is taken from what is kept, beside the card's files

    @property
    def decision(self) -> Decision:
        """What stands against the campaign as such; what a code asks and people contest holds it, and no more."""
        contested = self.review.contested
        answers = ("hold" if each.rule.id in contested else each.decision for each in self.judgement.answers)
        return worst((self.review.decision, *answers))

    def of_number(self, facts: Facts) -> Judgement:
        """The rules' answers on a number of these facts, called by this campaign."""
        return judge({**self.facts, **facts}, self.on, {"number"}, _decided(self.campaign))

    def verdict(self, facts: Facts) -> Verdict:
        """What stands against a number by itself."""
        judgement = self.of_number(facts)
        telling = [answer for answer in judgement.answers if answer.reason] or judgement.answers
        deciding = frozenset(name for answer in telling for name in answer.because)
        return Verdict(judgement.decision, judgement.reasons, deciding, judgement.answers, judgement.facts)

    def verdict_now(self, facts: Facts) -> Verdict:
        """What stands against calling a number now: nothing is callable while the campaign is not."""
        verdict = self.verdict(facts)
        if verdict.decision == "allow" and (reason := self._against_all()):
            return replace(verdict, decision="hold", reasons=(reason,))
        return verdict

    @property
    def other_day(self) -> bool:
        """Whether the day judged lies outside the field: then this is a question about the law, not a go."""
        about = self.campaign.campaign
        return not about.field_from <= self.on <= about.field_until

    def _against_all(self) -> str:
        """The reason why no number may be called now, whatever its own facts; empty if there is none."""
        if self.decision != "allow":
            return "CAMPAIGN_STOPPED" if self.decision == "block" else "CAMPAIGN_HELD"
        return "OTHER_DAY" if self.other_day else ""


@dataclass(frozen=True)
class Preflight:
    """Everything that was found out about a campaign on one day of its law."""

    standing: Standing
    screening: Screening | None

    @property
    def verdict(self) -> Go:
        """Go only if nothing stands against the campaign and at least one number may be called."""
        return _AS_GO[worst((self.standing.decision, self._list_decision))]

    @property
    def _list_decision(self) -> Decision:
        return "hold" if self.screening is None else callable_at_all(self.screening)


def callable_at_all(screening: Screening) -> Decision:
    """Allow if any number may be called; else hold if any is only held, or none was found; else block."""
    counts = screening.decisions
    if counts.get("allow", 0):
        return "allow"
    return "hold" if counts.get("hold", 0) or not counts.get("block", 0) else "block"


def stand(campaign: Campaign, on: date | None = None, kept: Kept = NOTHING_KEPT) -> Standing:
    """How the campaign stands under the law of a day.

    Without a day the whole field is meant: the law of its first day, and listings as old as they are on the last day
    that the registers clear. With a day, calls of that day only. `kept` is used beside the card's files.
    """
    until = on or _last_day(campaign, kept)
    on = on or campaign.campaign.field_from
    target = _targeting(campaign)
    facts = _with_targeting(campaign.facts(), target)
    script = check_file(campaign.campaign.script, facts=facts, on=on)
    said = {**facts, **script.script_facts}
    judgement = judge(said, on, {"script", "campaign"}, _decided(campaign))
    return Standing(campaign, on, until, script, _reviewed(campaign, script), target, said, judgement, kept)


def _reviewed(campaign: Campaign, script: ScriptReport) -> Review:
    """The script with the waivers beside it; they change what is said of the script, and no fact."""
    file = campaign.campaign.script
    said = waivers.beside(file)
    return review(script, file.name, waivers=waivers.load(said) if said else ())


def preflight(standing: Standing, screen: Callable[[Judge], Screening] | None) -> Preflight:
    """The verdict on a campaign; `screen` walks its lists, judging each situation by the function it is given."""
    return Preflight(standing, screen(standing.verdict_now) if screen else None)


def _targeting(campaign: Campaign) -> Targeting | None:
    """What the areas look like: those that the card names, else those in a column of its lists."""
    sample, instigator = campaign.sample, campaign.instigator.name if campaign.instigator else ""
    listed = bool(sample.area_column and campaign.lists)
    if not campaign.areas and not listed:
        return None
    found = results_for(campaign)
    if found is None:
        return None
    if campaign.areas:
        return targeting.look(campaign.areas, election=found.year, instigator=instigator, results=found)
    every = [areas_of(source.file, found, sample.area_column, sample.join) for source in campaign.lists]
    rows: Counter[str] = Counter()
    for each in every:
        rows.update(each.rows)
    return targeting.look_at_list(
        rows,
        found,
        instigator=instigator,
        unknown=[name for each in every for name in each.unknown],
        not_judged=[name for each in every for name in each.not_judged],
    )


def results_for(campaign: Campaign) -> Results | None:
    """The results that areas are held against: the card's own, else those of the last election before the calls."""
    about, sample = campaign.campaign, campaign.sample
    if sample.results:
        return results.read(sample.results, sample.election or about.field_from.year)
    year = sample.election or elections.latest_before(about.field_from)
    return results.shipped(year) if year else None


def _with_targeting(facts: dict[str, Value], target: Targeting | None) -> dict[str, Value]:
    """Facts of the card, with what the areas give away; where card and areas disagree, the fact is not known."""
    if target is None:
        return facts
    shown = target.facts()
    return {**facts, **{name: value if facts.get(name) in (None, value) else None for name, value in shown.items()}}


def _decided(campaign: Campaign) -> dict[str, bool]:
    """What people decided, by rule: True is in order."""
    return {each.rule: each.answer == "ok" for each in campaign.judgements}


def registers_of(campaign: Campaign, kept: Kept) -> tuple[Register, ...]:
    """The registers that a campaign is screened against: the card's, those that are kept in place of their kind."""
    return kept.over(tuple(Register(each.kind, each.file, each.as_of) for each in campaign.registers))


def _last_day(campaign: Campaign, kept: Kept) -> date:
    """The last day in the field that the registers clear, or the first day if they clear none."""
    about = campaign.campaign
    drawn = [each.as_of for each in registers_of(campaign, kept) if each.as_of]
    cleared = [good_until(each, FILE_GOOD_FOR_DAYS) for each in drawn]
    return max(about.field_from, min([about.field_until, *cleared]))
