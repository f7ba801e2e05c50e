"""campaign.toml -> Campaign: what the people behind a campaign declare about it.

What is declared becomes facts by name, and what is not stays unknown; the law decides what the facts mean.
"""

from datetime import date
from difflib import get_close_matches
from pathlib import Path

from ringfence.campaigns import intake
from ringfence.campaigns.intake import CardDateImpossible, CardValueWrong, Reader
from ringfence.campaigns.tables import About, Caller, Card, Design, Instigator
from ringfence.logic import Value
from ringfence.rulebook import RULES

# Planned calls for each completed interview above which the calls serve something other than the interviews. Telephone
# polls by 2018 reached a response of about 6 % (Pew Research Center, February 2019); if half the numbers are dead as
# well, one interview costs some 35 numbers. 50 leaves room for a hard-to-reach group; a campaign of contact plans none.
CALLS_PER_COMPLETE = 50

PARTY_LIKE = {"party", "candidate", "third_party_campaigner"}
MAY_ACT_FOR_A_PARTY = {"elected_rep", "volunteer_group"}


class Campaign(Card, frozen=True, kw_only=True):
    """A card that has been read and found sound: its files are there, its dates can be."""

    path: Path
    areas: tuple[str, ...] = ()

    @property
    def organisations(self) -> tuple[str, ...]:
        """Names on whose behalf a person is called: instigator first."""
        return tuple(dict.fromkeys(each.name for each in (self.instigator, self.caller) if each))

    def facts(self) -> dict[str, Value]:
        """Campaign-level facts that the card gives, by name; None is not known."""
        about = self.campaign
        return {
            "mode": about.mode,
            "purpose": about.purpose,
            "system_can_auto_sequence": self.dialler.auto_sequence,
            "system_can_play_nonlive": True if about.mode != "live" else self.dialler.plays_recordings,
            "answers_linked": self.answers.linked_to_person,
            "answers_reused": self.answers.reused_for_marketing,
            "answers_analysed": self.answers.analysed_as_research,
            "audience_by_support": _by_support(self.sample.design),
            "sample_random": _is_random(self.sample.design),
            "scale_beyond_research": _beyond_research(about),
            "alias_used": _alias(self.caller, self.organisations),
            "paid_callers": self.caller.paid if self.caller else None,
            "canvass_candidate": about.canvasses_candidate,
            "instigator_is_party": _is_party(self.instigator),
            "caller_differs_from_instigator": _differs(self.caller, self.instigator),
            "cli_withheld": self.cli.withheld,
            "cli_contactable": self.cli.contactable,
            "frequency_limited": self.history.file is not None,
            "list_bought": _any({source.bought for source in self.lists}),
        }

    def list_facts(self) -> tuple[dict[str, Value], ...]:
        """Facts of the numbers of each list, in the order of `lists`."""
        return tuple(source.facts(self.organisations) for source in self.lists)


def load(path: Path) -> Campaign:
    """The campaign declared at `path`: a campaign.toml, or the folder that holds one."""
    path = path / "campaign.toml" if path.is_dir() else path
    reader = Reader(path)
    card = reader.build(Card, reader.values)
    _refuse_impossible_dates(reader, card)
    _refuse_contradiction(reader, card)
    _refuse_unknown_judgements(reader, card)
    values = {name: getattr(card, name) for name in card.__struct_fields__}
    return Campaign(**values, path=path, areas=_areas(reader, card.sample.areas))


def _areas(reader: Reader, written: tuple[str, ...] | str | None) -> tuple[str, ...]:
    """Names of the areas called, from the card or from the file it names; `#` begins a comment there."""
    if not isinstance(written, str):
        return written or ()
    path = reader.path.parent / written
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        way_out = intake.way_to_file(path, path.parent)
        reader.refuse(
            intake.CardFileMissing,
            ("sample", "areas"),
            f"{path} is not a text file of area names ({type(error).__name__}). {way_out}",
        )
    return tuple(name for line in lines if (name := line.partition("#")[0].strip()))


def _refuse_impossible_dates(reader: Reader, card: Card) -> None:
    def refuse(keys: tuple[str | int, ...], value: date, wrong: str) -> None:
        reader.refuse(CardDateImpossible, keys, f"`{keys[-1]} = {value}` is {wrong}. Check both dates.")

    starts, ends = card.campaign.field_from, card.campaign.field_until
    if ends < starts:
        refuse(("campaign", "field_until"), ends, f"before field_from ({starts})")
    for index, register in enumerate(card.registers):
        if register.as_of > ends:
            refuse(("registers", index, "as_of"), register.as_of, f"after the campaign ends ({ends})")
    for index, source in enumerate(card.lists):
        for key in ("collected_until", "obtained_on", "art14_told_on"):
            if (day := getattr(source, key)) and day > ends:
                refuse(("lists", index, key), day, f"after the campaign ends ({ends})")
        first, last = source.collected_from, source.collected_until
        if first and last and last < first:
            refuse(("lists", index, "collected_until"), last, f"before collected_from ({first})")


def _refuse_unknown_judgements(reader: Reader, card: Card) -> None:
    known = sorted({rule.id for rule in RULES if rule.gives is None})
    for index, judgement in enumerate(card.judgements):
        keys = ("judgements", index, "rule")
        if judgement.rule not in known:
            near = get_close_matches(judgement.rule.upper(), known, 1)
            way_out = f"Did you mean `{near[0]}`?" if near else f"The rules are {', '.join(known)}."
            reader.refuse(CardValueWrong, keys, f'`rule = "{judgement.rule}"` is no rule. {way_out}')
        if judgement.on > card.campaign.field_until:
            wrong = f"after the campaign ends ({card.campaign.field_until})"
            reader.refuse(CardDateImpossible, ("judgements", index, "on"), f"`on = {judgement.on}` is {wrong}.")
        if judgement.rule in {each.rule for each in card.judgements[:index]}:
            reader.refuse(CardValueWrong, keys, f"{judgement.rule} is answered twice. Keep one of the two answers.")


def _refuse_contradiction(reader: Reader, card: Card) -> None:
    if card.campaign.mode != "live" and card.dialler.plays_recordings is False:
        message = f'`plays_recordings = false`, but the mode is "{card.campaign.mode}". Correct one of the two.'
        reader.refuse(CardValueWrong, ("dialler", "plays_recordings"), message)


def _by_support(design: Design | None) -> bool | None:
    """Whether the design follows support; a bought list or a census may or may not: there the targeting test looks."""
    if design in {"targeted_support", "targeted_persuadable"}:
        return True
    return False if design in {"random", "rdd", "quota"} else None


def _is_random(design: Design | None) -> bool | None:
    return None if design is None else design in {"random", "rdd", "quota"}


def _any(answers: set[bool | None]) -> bool | None:
    """True if one is, False if all are known not to be, else not known."""
    if True in answers:
        return True
    return False if answers == {False} else None


def _beyond_research(about: About) -> bool | None:
    if about.planned_calls is None or about.planned_completes is None:
        return None
    return about.planned_calls > CALLS_PER_COMPLETE * about.planned_completes


def _is_party(instigator: Instigator | None) -> bool | None:
    if instigator is None:
        return None
    if instigator.kind in PARTY_LIKE or instigator.registered_party:
        return True
    return None if instigator.kind in MAY_ACT_FOR_A_PARTY else False


def _alias(caller: Caller | None, names: tuple[str, ...]) -> bool | None:
    if caller is None or caller.introduces_itself_as is None:
        return None
    return caller.introduces_itself_as.casefold() not in {name.casefold() for name in names}


def _differs(caller: Caller | None, instigator: Instigator | None) -> bool | None:
    if caller is None or instigator is None:
        return None
    return caller.name.casefold() != instigator.name.casefold()
