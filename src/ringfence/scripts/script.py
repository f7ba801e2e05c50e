"""A whole script as the checks see it: passages with their sentences, neighbours, and what it presents itself as."""

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from functools import cached_property

from ringfence.scripts.lines import GREETING
from ringfence.scripts.openings import Opening, read_opening
from ringfence.scripts.people import known_by_name, people_in
from ringfence.scripts.sections import LeftOut, Section
from ringfence.scripts.words import Sentence, phrase, sentences, straight

FRAGMENT = 2  # sections
BATTERY = 12  # the most items read after one introduction
SOLD = 2  # passages that sell
CAMPAIGNING = 1  # passages with words of campaigning, appealing or selling
ELECTION = phrase(r"vot(?:e|es|ed|ing|ers?)|elections?|polling|ballots?|referendum|candidates?")
CAMPAIGNS = phrase(
    r"vot(?:e|es|ing|ed|ers?)|polling|elections?|referendum|ballot|the part(?:y|ies)|conference|mayor|ward|my cross"
    r"|candidates?|campaign\w*|manifesto|canvass\w*|leaflets?|posters?|placards?|supporters?|petition|rally|protest"
    r"|doorsteps?"
    r"|volunteers?|donat\w+|appeal|gifts?|fund(?:s|raising)|the seat|strike|objections?|inspector|the other (?:lot"
    r"|side)"
    r"|a month|join(?:ing)? (?:us|the|our)|memberships?|members?|hospice|charity|nurses?|bursar\w+|committee"
    r"|our branch|activists?|coach|pledges?",
    r"quote|no obligation|special offer|cashback|upgrade|showroom|your claim",
)
SERVES = phrase(
    r"power|electricity|gas|water|supply|engineers?|technicians?|meter|faults?|repairs?|planned works|appointments?"
    r"|deliver(?:y|ies)"
    r"|bookings?|prescriptions?|vaccin\w+|screening|council tax|bins?|recycling|hospital|surgery|clinic|recall"
    r"|replacement"
    r"|safety|cylinder|boiler|appliance|parcel|library|school closure|timetable|reference number|emergency"
)
INTRODUCES_ITEMS = phrase(
    r"(?:some|following|these|number of|few|series of|more|\d+|two|three|four|five|six|seven|eight"
    r"|ten) (?:\w+ )?(?:statements?|things)",
    r"(?:for|after) each\b",
    r"i(?:'ll| will|'m going to| am going to) (?:now )?(?:read|name|list)",
)


REPORTED = re.compile(  # what is said for and against each side, to be rated: “Keystone's opponents say ...”
    r"(?P<of>[A-Z]\w+(?: [A-Z]\w+){0,3})'s? (?:opponents?|critics|supporters?|backers)\b[^.?!:]{0,20}\bsay"
    r"|(?:[Pp]eople|[Tt]hose|[Ss]ome) who (?:like|back|support|dislike|oppose"
    r"|vote for) (?:the )?(?P<who>[A-Z]\w+(?: [A-Z]\w+){0,3})"
    r"[^.?!:]{0,20}\bsay"
)
REPORTS = 2  # sides reported of


@dataclass(frozen=True, eq=False)
class Passage:
    """One section with the sentences said in it, and its place among the others."""

    section: Section
    number: int

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences(self.section.text, self.section.start)

    @cached_property
    def statements(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if not sentence.question)

    @cached_property
    def questions(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.question)

    @cached_property
    def raw(self) -> str:
        """The section as typed, notes included, with straight quotes."""
        return straight(self.section.text)

    @cached_property
    def said(self) -> str:
        return " ".join(sentence.plain for sentence in self.sentences)


@dataclass(frozen=True, eq=False)
class Script:
    """All passages, what the script was found to be so far, and the words around its sections."""

    text: str
    passages: tuple[Passage, ...]
    left_out: tuple[LeftOut, ...]
    mode: str = ""
    purpose: str = ""
    tags: dict[str, set[str]] = field(default_factory=dict)  # section id -> tags so far
    tagged: dict[str, set[str]] = field(default_factory=dict)  # tag -> ids of the sections that have it
    sold: list[int] = field(default_factory=list)  # numbers of the passages that sell, in order

    @cached_property
    def opening(self) -> Opening:
        """Who the caller is said to be and what the call is said to be for."""
        return read_opening(self)

    @cached_property
    def people(self) -> frozenset[str]:
        """Names of the people named in full, by which they may be called again."""
        spoken = " ".join(passage.raw for passage in self.passages if not passage.section.preamble)
        return known_by_name(spoken)

    @cached_property
    def _last_names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for match in people_in(straight(self.text)):
            words = match[0].removesuffix("'s").split()
            found |= {word: words[-1] for word in words if word not in found}
        return found

    def last_name(self, name: str) -> str:
        """One name for somebody who is called now by the first and now by the last."""
        return self._last_names.get(name, name)

    @cached_property
    def about_an_election(self) -> bool:
        """True for a call in which voting is spoken of more than once."""
        return sum(bool(ELECTION.search(passage.said)) for passage in self.passages) > 1

    @property
    def recorded(self) -> bool:
        return self.mode in ("recorded", "recorded_then_live", "soundboard", "ai_voice", "ivr_survey", "voicemail_drop")

    @cached_property
    def openly(self) -> bool:
        """True for a call that does not call itself research or service, and campaigns, sells or appeals."""
        if self.fragment:
            return True
        if self.opening.research or self.opening.service:
            return False
        if not (self.opening.partisan or any(GREETING.search(passage.raw) for passage in self.passages)):
            return False
        told = sum(bool(CAMPAIGNS.search(passage.said)) for passage in self.passages)
        served = sum(bool(SERVES.search(passage.said)) for passage in self.passages)
        return self.opening.partisan or told >= max(CAMPAIGNING, served - CAMPAIGNING)

    def turned(self, passage: Passage) -> bool:
        """True once a call that says it is research or service has sold twice: from there on it is a sales call."""
        return bisect_left(self.sold, passage.number) >= SOLD + self.opening.service

    @cached_property
    def fragment(self) -> bool:
        """True for a passage or two with no call around them: nobody is greeted, nothing is numbered."""
        return len(self.passages) <= FRAGMENT and not any(
            GREETING.search(p.raw) or p.section.label for p in self.passages
        )

    @cached_property
    def _reports_sides(self) -> bool:
        """True for a script that reports what is said of several sides."""
        found = (REPORTED.search(passage.said) for passage in self.passages)
        return len({match["of"] or match["who"] for match in found if match}) >= REPORTS

    def in_battery(self, passage: Passage) -> bool:
        """True for one of a list to be rated: after “I'll read some statements”, or what is said of several sides."""
        if self._reports_sides and REPORTED.search(passage.said):
            return True
        if passage.questions:
            return False
        for earlier in reversed(self.passages[max(0, passage.number - BATTERY) : passage.number]):
            if INTRODUCES_ITEMS.search(earlier.said):
                return True
            if earlier.questions:
                return False
        return False

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {passage.section.id: passage.number for passage in self.passages}

    def before(self, passage: Passage) -> Passage | None:
        return self.passages[passage.number - 1] if passage.number else None

    def has(self, passage: Passage | None, *tags: str) -> bool:
        return passage is not None and not self.tags.get(passage.section.id, set()).isdisjoint(tags)

    def mark(self, section: str, tag: str) -> None:
        """Put a tag on a section."""
        self.tags.setdefault(section, set()).add(tag)
        marked = self.tagged.setdefault(tag, set())
        if tag == "sell" and section not in marked:
            insort(self.sold, self._numbers[section])
        marked.add(section)

    def count(self, *tags: str) -> int:
        """How many sections carry any of these tags."""
        return len(set[str]().union(*(self.tagged.get(tag, ()) for tag in tags)))
