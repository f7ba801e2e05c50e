"""The questionnaire: what is read out and asked, in which order, of whom; kept as YAML with the hash of its script.

A person writes and corrects it, so that an unknown key, a missing text or a word of the wrong kind is refused with its
place. What it means as a whole (routes nobody can take, unknown names) `checking` says.
"""

import hashlib
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import yaml
from msgspec import Meta, Struct

from ringfence.errors import RingfenceError

FILE = "questionnaire.yaml"
MAX_BYTES = 2_000_000

Kind = Literal["say", "one", "many", "number", "open"]
Role = Literal["", "identity", "privacy", "screening", "objection", "recontact", "close"]
Ending = Literal["", "not_eligible", "refused"]
Name = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,59}$")]
Code = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]{1,60}$")]

DONT_KNOW, REFUSED = "dont_know", "refused"  # always there, never read out
NOT_READ: dict[str, str] = {DONT_KNOW: "Don't know", REFUSED: "Refused"}


class QuestionnaireUnusable(RingfenceError):
    """A questionnaire that cannot be used."""

    code = "questionnaire-unusable"


class Choice(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One answer that can be given; `read_out` unless the interviewer only waits for it."""

    code: Code
    text: str
    read_out: bool = True
    alone: bool = False  # with it, no other can be given: none of these
    ends: Ending = ""  # the interview ends when it is given


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing that is read out, and the kind of answer it takes; `say` takes none."""

    id: Name
    kind: Kind
    text: str
    role: Role = ""
    choices: tuple[Choice, ...] = ()
    ask_if: str = ""
    must: str = ""  # holds of the answer, which is `.`
    must_say: str = ""  # what to say when it does not
    note: str = ""  # to the interviewer, not read out
    shuffle: bool = False  # choices in another order in each interview, those not read out last
    required: bool = True  # False: it may be left empty; else “don't know” and “refused” are the ways past it
    least: float | None = None
    most: float | None = None  # of a number; of `many`, how many choices
    cuts: tuple[float, ...] = ()  # a number is kept as the band between two cuts, never as it was said
    purpose: str = ""  # of a re-contact: the only thing the number may be used for

    @property
    def closed(self) -> bool:
        return self.kind in ("one", "many")

    def choice(self, code: str) -> Choice | None:
        """The choice of this code, of the list or one that is always there."""
        found = next((each for each in self.choices if each.code == code), None)
        if found is None and code in NOT_READ and self.kind != "say":
            return Choice(code=code, text=NOT_READ[code], read_out=False, alone=True, ends=self._unless_clear)
        return found

    @property
    def _unless_clear(self) -> Ending:
        """How a screening question ends the interview of somebody who gives it no clear answer."""
        endings = [each.ends for each in self.choices if each.ends]
        return endings[0] if self.role == "screening" and endings else ""


class Quota(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How many interviews are wanted of the people of whom a condition holds."""

    name: str
    where: str
    limit: Annotated[int, Meta(ge=0)]


class Questionnaire(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A whole interview, and the script it was made from."""

    campaign: str
    title: str
    script: str  # the file
    script_sha256: str
    questions: tuple[Question, ...]
    quotas: tuple[Quota, ...] = ()
    bands: dict[Name, tuple[str, ...]] = {}  # columns of the contact list, coarse: their values in order
    hurried_under: Annotated[float, Meta(ge=0)] = 0  # minutes: quicker interviews are flagged, and no time is kept
    wave: str = ""  # a coarse name of the time, such as 2026-Q4; kept with the answers
    doubts: tuple[str, ...] = ()  # what the reader of the script could not settle: a person removes these

    def question(self, name: str) -> Question | None:
        return next((each for each in self.questions if each.id == name), None)

    @property
    def kept(self) -> tuple[Question, ...]:
        """The questions whose answers are kept: all but what is only said, and the wish to be asked again."""
        return tuple(
            each for each in self.questions if each.kind != "say" and each.role not in ("objection", "recontact")
        )

    @property
    def digest(self) -> str:
        """SHA-256 of what it says, so that an interview cannot change questionnaires half-way."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def loads(text: str, name: str) -> Questionnaire:
    """The questionnaire that is written; `name` is what a refusal calls it."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):  # a few lines could mean gigabytes
            raise QuestionnaireUnusable(f"{name}: it refers back to parts of itself (& and *). Write them out.")
        return msgspec.convert(yaml.safe_load(text), Questionnaire)
    except (yaml.YAMLError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        where = f", line {place.line + 1}" if place else ""
        why = getattr(error, "problem", None) or type(error).__name__
        raise QuestionnaireUnusable(f"{name}{where}: no YAML that can be read ({why}).") from None
    except msgspec.ValidationError as error:
        raise QuestionnaireUnusable(f"{name}: {_plainer(str(error))}") from None


def _plainer(reason: str) -> str:
    """Msgspec's reason, its place first and in the file's own words."""
    why, _, place = reason.partition(" - at ")
    where = place.strip("`").replace("$.", "").replace("[", " [") if place else "the file"
    return f"{where}: {why}. See docs/interview.md for what can be written."


def load(path: Path) -> Questionnaire:
    """The questionnaire in a file."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise QuestionnaireUnusable(
            f"{path}: cannot be read ({error.strerror}). Make it: ringfence interview make {path.parent}"
        ) from None
    if len(data) > MAX_BYTES:
        raise QuestionnaireUnusable(f"{path}: larger than {MAX_BYTES:,} bytes, too long for a questionnaire.")
    try:
        return loads(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        raise QuestionnaireUnusable(f"{path}: not UTF-8 text. Save it as UTF-8 and try again.") from None


def dumps(questionnaire: Questionnaire) -> str:
    """The questionnaire as YAML, for a person to read and correct."""
    built = msgspec.to_builtins(questionnaire)
    return str(yaml.safe_dump(built, sort_keys=False, allow_unicode=True, width=110))
