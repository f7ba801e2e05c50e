"""A complaint as the regulators' forms ask for it: fields as they were written -> a complaint, or what is wrong.

The fields are those of the Information Commissioner's form for nuisance calls (an old copy was read) and of the
preference services'. What nobody said is None, never no.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ringfence.calendar import NATIONS, Nation
from ringfence.cases.events import CaseUnusable
from ringfence.cases.phrases import asks_about_data, asks_to_stop
from ringfence.numbers import masked, read
from ringfence.preferences.events import WhenUnreadable, read_when

YES = {"yes", "y", "true", "1", "ja"}
NO = {"no", "n", "false", "0"}
NOBODY_SAID = {"", "unknown", "not known", "don't know", "dont know", "n/a", "-"}
CHANNELS = ("live", "recorded", "silent", "text", "email")
CHANNEL_WORDS = {
    "telephone (live call)": "live", "live call": "live", "person": "live", "telephone": "live",
    "telephone (automated call)": "recorded", "automated": "recorded", "automated call": "recorded",
    "recorded message": "recorded", "abandoned": "silent", "sms": "text", "text message": "text", "e-mail": "email",
}  # fmt: skip
SUBSCRIBERS = ("individual", "corporate")
# What each field may be called in a table or in a letter, ours first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisation", "organization", "company", "who called", "organisation complained of", "caller"),
    "number": ("number", "number called", "called number", "your number", "telephone number", "phone number"),
    "called_at": ("called_at", "when", "date and time of call", "date of call", "call date", "called on"),
    "cli": ("cli", "number shown", "calling number", "number displayed", "call from", "company phone number"),
    "channel": ("channel", "type of call", "kind of call", "how were you contacted"),
    "relationship": ("relationship", "relationship with the organisation"),
    "permission": ("permission", "permission given", "did you give permission", "consent given"),
    "asked_to_stop": ("asked_to_stop", "asked to stop", "have you asked them to stop"),
    "registered": ("registered", "tps", "registered with tps", "tps registered", "on the tps"),
    "subscriber": ("subscriber", "subscriber type", "individual or business"),
    "objects": ("objects", "stop calls", "wants calls to stop", "do not call"),
    "about_data": ("about_data", "about personal data", "data protection"),
    "harm": ("harm", "effect", "damage or distress"),
    "nation": ("nation", "country"),
    "name": ("name", "complainant", "your name", "full name"),
    "contact": ("contact", "email", "e-mail", "address", "your email"),
    "representative": ("representative", "on behalf of", "acting for"),
    "reference": ("reference", "your reference", "previous reference", "ico reference", "case reference"),
    "words": ("words", "complaint", "details", "what happened", "message", "description"),
    "received_at": ("received_at", "received", "date received", "created date"),
}
PERSONAL = ("name", "contact", "representative", "relationship", "words", "harm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One complaint. Booleans are None where nobody said."""

    received_at: str
    via: str
    organisation: str = ""
    number: int | None = None
    called_at: str | None = None
    cli: int | None = None
    channel: str | None = None
    relationship: str = ""
    permission: bool | None = None
    asked_to_stop: bool | None = None
    registered: bool | None = None
    subscriber: str | None = None
    objects: bool | None = None
    about_data: bool | None = None
    harm: str = ""
    nation: Nation = "ENG"
    name: str = ""
    contact: str = ""
    representative: str = ""
    reference: str = ""
    words: str = ""
    identity: tuple[str, ...] = ()  # what makes it this complaint and no other
    notes: tuple[str, ...] = field(default=())

    def details(self) -> dict[str, object]:
        """What it says of the calls, without the person."""
        said: dict[str, object] = {
            "via": self.via, "organisation": self.organisation, "called_at": self.called_at, "cli": self.cli,
            "channel": self.channel, "permission": self.permission, "asked_to_stop": self.asked_to_stop,
            "registered": self.registered, "subscriber": self.subscriber, "objects": self.objects,
            "about_data": self.about_data, "nation": self.nation, "reference": self.reference,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value not in (None, "")}

    def personal(self) -> dict[str, str]:
        """What it says of the person."""
        return {name: value for name in PERSONAL if (value := getattr(self, name))}


def complaint(written: Mapping[str, str], *, via: str, now: datetime, place: str, received: str = "") -> Complaint:
    """The complaint in these fields (by our own names), or the refusal that names the place and the field."""
    cells = {name: text for name, value in written.items() if name in NAMES and (text := readable(str(value)))}
    notes: list[str] = []
    words = cells.get("words", "")
    stop = _truth(cells, "objects", place)
    if stop is None and asks_to_stop(words):
        stop = True
        notes.append("Its words ask for calls to stop: kept as an objection.")
    about = _truth(cells, "about_data", place)
    if about is None and asks_about_data(words):
        about = True
        notes.append("Its words are about the person's own data.")
    return Complaint(
        received_at=_when(cells.get("received_at", received), now, place, "received_at"),
        via=via,
        organisation=cells.get("organisation", ""),
        number=_number(cells, "number", place),
        called_at=_when(cells["called_at"], now, place, "called_at") if "called_at" in cells else None,
        cli=_cli(cells, notes),
        channel=_channel(cells, place),
        permission=_truth(cells, "permission", place),
        asked_to_stop=_truth(cells, "asked_to_stop", place),
        registered=_truth(cells, "registered", place),
        subscriber=_one_of(cells, "subscriber", SUBSCRIBERS, {"business": "corporate", "company": "corporate",
                           "personal": "individual", "person": "individual"}, place),
        objects=stop,
        about_data=about,
        nation=_nation(cells, place),
        **{name: cells.get(name, "") for name in ("reference", *PERSONAL)},
        identity=tuple(cells.get(name, "").casefold() for name in sorted(NAMES) if name != "received_at"),
        notes=tuple(notes),
    )  # fmt: skip


def readable(text: str) -> str:
    """The text without signs that nobody sees, and that could hide or reorder what is read, or move a cursor."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()


def field_of(label: str) -> str | None:
    """The field that a column or a label stands for."""
    wanted = plain(label)
    return next((name for name, names in NAMES.items() if wanted in {plain(each) for each in names}), None)


def plain(label: str) -> str:
    return re.sub(r"[\W_]+", " ", label).strip().casefold()


def _refuse(place: str, name: str, reason: str, way_out: str) -> CaseUnusable:
    return CaseUnusable(f"{place}, {name}: {reason}. {way_out}")


def _truth(cells: Mapping[str, str], name: str, place: str) -> bool | None:
    said = cells.get(name, "").casefold()
    if said in NOBODY_SAID:
        return None
    if said in YES or said in NO:
        return said in YES
    raise _refuse(place, name, f'"{said[:40]}" is neither yes nor no', "Write yes or no, or leave it empty.")


def _when(written: str, now: datetime, place: str, name: str) -> str:
    try:
        return read_when(_iso(written), now)
    except WhenUnreadable as error:
        raise _refuse(place, name, error.message.rstrip("."), "A day alone will do.") from None


def _iso(written: str) -> str:
    """A British date as an ISO one: 5/6/2009 14:30."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,T]+(\d{1,2}:\d{2}))?", written)
    if not found:
        return written
    day = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return f"{day}T{found[4]:0>5}" if found[4] else day


def _number(cells: Mapping[str, str], name: str, place: str) -> int | None:
    written = cells.get(name, "")
    if written.casefold() in NOBODY_SAID:
        return None
    found = read(written)
    if found.e164 is None:
        shown = f'"{masked(written)}" ' if masked(written) else ""
        raise _refuse(place, name, f"{shown}is no telephone number ({found.problem or found.kind})",
                      "Write it in full, such as 01632 960123.")  # fmt: skip
    return int(found.e164[1:])


def _cli(cells: Mapping[str, str], notes: list[str]) -> int | None:
    """The number that was shown; one that cannot be read is told of and left out, for it is often withheld."""
    written = cells.get("cli", "")
    found = read(written)
    if written and found.e164 is None:
        notes.append(f"The number that was shown cannot be read ({found.problem or found.kind}): left out.")
    return int(found.e164[1:]) if found.e164 else None


def _channel(cells: Mapping[str, str], place: str) -> str | None:
    return _one_of(cells, "channel", CHANNELS, CHANNEL_WORDS, place)


def _one_of(
    cells: Mapping[str, str], name: str, words: tuple[str, ...], others: Mapping[str, str], place: str
) -> str | None:
    said = cells.get(name, "").casefold()
    if said in NOBODY_SAID:
        return None
    if (word := others.get(said, said)) in words:
        return word
    raise _refuse(place, name, f'"{said[:40]}" is not known', f"Write one of: {', '.join(words)}.")


def _nation(cells: Mapping[str, str], place: str) -> Nation:
    others = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern ireland": "NIR", "ni": "NIR"}
    said = cells.get("nation", "ENG")
    found: Callable[[str], str] = lambda text: others.get(text.casefold(), text.upper())  # noqa: E731
    for nation in NATIONS:
        if found(said) == nation:
            return nation
    raise _refuse(place, "nation", f'"{said[:40]}" is not known', "Write England, Wales, Scotland or NI.")
