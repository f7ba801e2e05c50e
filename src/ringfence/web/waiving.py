"""What a person may say of a script's findings: which may stand, with whose reason, and which are nobody's to waive."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ringfence.campaigns import card
from ringfence.campaigns.preflight import Standing, stand
from ringfence.errors import RingfenceError
from ringfence.rulebook import rule
from ringfence.scripts import waivers
from ringfence.scripts.points import section_hash
from ringfence.scripts.review import EFFECTS, Idle, Told
from ringfence.scripts.waivers import Waiver
from ringfence.web.drafts import Draft

Stamps = tuple[tuple[int, int], ...]
LAW_WORDS = "This is a rule, not a finding: nobody may waive it. Mend what breaks it."
REST_WORDS = "It rests on nothing but contested findings: it holds, and a second person has to agree by signing."
NEEDS_WORDS = "It waits for a fact, and a reason is none: write the fact into the card."
UNREAD_WORDS = "Nobody has judged these words: have somebody read them, and check a copy without."


class NothingToWaive(RingfenceError):
    """A finding that is not there, or that a reason changes nothing about."""

    code = "nothing-to-waive"


@dataclass(frozen=True)
class Offer:
    """One point with what a waiver would do; `why_not` says why there is none."""

    told: Told
    section: str  # its words
    effect: str
    why_not: str = ""

    @property
    def mark(self) -> str:
        return self.told.point.fingerprint

    @property
    def cites(self) -> str:
        finding, duty = self.told.point.finding, self.told.point.duty
        return "; ".join(finding.cites) if finding else duty.rule.cites if duty else ""


def standing(draft: Draft) -> Standing:
    """How the campaign stands as its files are now; looked at once for the same files."""
    return _standing(draft.files, tuple((each.stat().st_mtime_ns, each.stat().st_size) for each in draft.named()))


@lru_cache(maxsize=16)
def _standing(files: Path, _stamps: Stamps) -> Standing:
    return stand(card.load(files))


def offers(found: Standing) -> list[Offer]:
    """Every point of the script, the gravest first."""
    sections = {each.id: each.text for each in found.script.sections}
    order = {"error": 0, "warning": 1, "note": 2}
    made = [_offer(told, sections.get(told.point.section, "")) for told in found.review.told]
    return sorted(made, key=lambda each: order[each.told.point.level])


def idle(found: Standing) -> tuple[Idle, ...]:
    """Waivers that do nothing, with the reason."""
    return found.review.idle


def _offer(told: Told, section: str) -> Offer:
    if told.point.duty:
        return Offer(told, "", "", REST_WORDS if told.contested else LAW_WORDS)
    if told.point.finding is None:
        return Offer(told, section, "", UNREAD_WORDS if told.point.code == "unread" else NEEDS_WORDS)
    as_waived = replace(told, waiver=told.waiver or _placeholder(told.point.code))
    if as_waived.effect == "waits":
        return Offer(told, section, "", NEEDS_WORDS)
    return Offer(told, section, EFFECTS[as_waived.effect or "noted"])


def _placeholder(code: str) -> Waiver:
    """Stands for a waiver that nobody gave, to say what it would do; it is never counted."""
    return Waiver(code, "", "", date.min, "")


def wanted(found: Standing, mark: str) -> Offer:
    """The finding of this mark, if a person may let it stand."""
    offer = next((each for each in offers(found) if each.mark == mark), None)
    if offer is None:
        raise NothingToWaive("There is no such finding in the script as it is now. Go back and look at it again.")
    if offer.why_not:
        raise NothingToWaive(f"{offer.told.point.code}: {offer.why_not}")
    return offer


def given(offer: Offer, by: str, reason: str, on: date, until: date | None) -> Waiver:
    """The waiver of a finding; it ends with the next change of the section."""
    point = offer.told.point
    return Waiver(
        point.code, reason, by, on, waivers.NAME, text=point.words, section_hash=section_hash(offer.section),
        until=until,
    )  # fmt: skip


def written(draft: Draft) -> tuple[Waiver, ...]:
    """The waivers of a draft."""
    found = waivers.beside(draft.files / "script")
    return waivers.load(found) if found else ()


def text_of(every: tuple[Waiver, ...]) -> str:
    """The file that holds these waivers; one that could not be read again is refused."""
    text = waivers.dumps(every)
    waivers.loads(text, waivers.NAME)
    return text


def put(draft: Draft, text: str) -> None:
    """Keeps the waivers; what they were before is kept to compare with."""
    if text:
        draft.put(waivers.NAME, [text.encode()])
    else:
        draft.remove(waivers.NAME)


def broken_law(found: Standing) -> list[tuple[str, str, str]]:
    """Rules of the campaign that are broken and stand outside the script: id, what it says, what would cure it."""
    duties = {each.point.code for each in found.review.told if each.point.duty}
    return [
        (each.rule.id, each.rule.says, rule(each.rule.id, found.on).cure)
        for each in found.judgement.answers
        if each.decision == "block" and each.rule.id not in duties
    ]
