"""A throw-away home with a signed campaign whose numbers ring nobody, and the table of what the gate answers for each.

FOLDER/campaign/     card, script, list and what is on file, as a campaign folder has them
FOLDER/home/         the home in which it is signed, with trunks.toml for the SIP door
FOLDER/expected.csv  number, decision, reason, what is on file; expected.json is the same
"""

import csv
import io
import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ringfence.calendar import LONDON, local_day
from ringfence.campaigns import signing
from ringfence.errors import RingfenceError
from ringfence.gate.calls import Call, Decision
from ringfence.gate.conformance import people
from ringfence.gate.conformance.people import PEOPLE, Person
from ringfence.gate.desk import Desk
from ringfence.gate.sealing import put_in_force
from ringfence.gate.session import rehearsed
from ringfence.gate.verbs import Objecting, object_
from ringfence.preferences.events import instant
from ringfence.preferences.kept import Kept
from ringfence.preferences.register_store.durable import replace_whole
from ringfence.store import open_store

GOOD_FOR = timedelta(days=27)  # a day before its register is too old
LINE_TESTED = timedelta(days=7)
OWN = Path(__file__).parent / "campaign"
TRUNKS = f"""# The sandbox's own trunk: programs on this machine may ask. Add the address of yours to `sources`.
[[trunks]]
name = "sandbox"
campaign = "{people.CAMPAIGN}"
sources = ["127.0.0.0/8"]
key = "trunk.key"
"""


class SandboxUnusable(RingfenceError):
    """A folder in which no sandbox can be made, or that holds none."""

    code = "sandbox-unusable"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A sandbox that lies in a folder."""

    folder: Path
    until: date  # after that day its register is too old, and every call is held: make another

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def script(self) -> Path:
        """A file that was signed: whoever changes it stops the campaign."""
        return self.folder / "campaign" / "script.md"


def opened(folder: Path) -> Sandbox:
    """The sandbox that was made in a folder; raises SandboxUnusable."""
    try:
        told = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        return Sandbox(folder, date.fromisoformat(told["until"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise SandboxUnusable(f"{folder} holds no sandbox. Make one: ringfence gate sandbox {folder}") from None


def make(folder: Path, now: datetime) -> Sandbox:
    """A sandbox in a folder that is new or empty; its answers are asked for and are those of `people`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SandboxUnusable(f"{folder} is there and not empty. Name a folder that is new.")
    today = local_day(now)
    made = Sandbox(folder, today + GOOD_FOR)
    _write_campaign(folder / "campaign", today)
    _sign(made, now)
    _write_trunk(made.home)
    _check(made, datetime.combine(today, time(12), LONDON))
    _write_table(made)
    return made


def _write_campaign(place: Path, today: date) -> None:
    place.mkdir(parents=True)
    words = {
        "campaign": people.CAMPAIGN, "first": today - timedelta(days=1), "last": today + GOOD_FOR, "today": today,
        "tested": today - LINE_TESTED, "shown": people.SHOWN, "cap": people.CAP,
    }  # fmt: skip
    card = (OWN / "campaign.toml").read_text(encoding="utf-8")
    for name, value in words.items():
        card = card.replace(f"${name}", str(value))
    files = {
        "campaign.toml": card,
        "script.md": (OWN / "script.md").read_text(encoding="utf-8"),
        "list.csv": _lines("phone", _listed()),
        "tps.csv": _lines("number,listed_on", (f"{each},2020-01-01" for each in _on_register())),
        "objections.csv": _lines("number", [people.OBJECTED]),
        "consents.csv": _lines(
            "number,given_to,scope,given_on,wording,proof,given_by,indirect,conditional,in_call,withdrawn_on",
            _consents(today),
        ),
        "history.csv": _lines("number,called_at", [f"{people.CALLED_OUT},{today}"] * people.CAP),
    }
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")


def _listed() -> Iterator[str]:
    yield from people.OPEN
    yield from people.OBJECTS
    yield from (each.number for each in PEOPLE if each.reason != "NOT_ON_LIST")


def _on_register() -> Iterator[str]:
    yield from (each.number for each in PEOPLE if each.says.startswith("on the TPS"))


def _consents(today: date) -> Iterator[str]:
    given, ours = today - timedelta(days=60), "Example Charity"
    wording = f"{ours} may ring me"
    rest = "form 1,subscriber,no,no,no"
    yield f"{people.CONSENTED},{ours},live,{given},{wording},{rest},"
    yield f"{people.CONSENT_UNSURE},{ours},live,{given},{wording},form 1,subscriber,,no,no,"
    yield f"{people.REFUSED},{ours},live,{given},{wording},{rest},{today - timedelta(days=5)}"
    yield f"{people.SAID_TO_OTHERS},Example Holidays,live,{given},Example Holidays may ring me,{rest},"


def _lines(head: str, rows: Iterator[str] | list[str]) -> str:
    return "\n".join([head, *rows, ""])


def _sign(made: Sandbox, now: datetime) -> None:
    asked = signing.Asked(by="gate sandbox", at=instant(now), today=local_day(now), accepted={}, watch=True)
    version, digest = signing.sign(made.home, made.folder / "campaign", asked, lambda _: Kept(()))
    with open_store(made.home) as store:
        put_in_force(made.home, store, version, digest)


def _write_trunk(home: Path) -> None:
    replace_whole(home / "trunks.toml", TRUNKS.encode())
    key = home / "trunk.key"
    key.touch(mode=0o600)
    key.write_text(secrets.token_hex(32) + "\n", encoding="ascii")


def answers(made: Sandbox, at: datetime) -> Iterator[tuple[Person, Decision]]:
    """What the gate would answer at a moment for everybody of the table; nothing is kept."""
    with Desk(made.home) as desk:
        for each in (*PEOPLE, *(Person("open", number, "allow", "", "on the list") for number in people.OPEN)):
            call = Call(
                reference="sandbox", campaign=people.CAMPAIGN, called=each.number, at=at, shown=people.SHOWN,
                withheld=False, door="sandbox", client="sandbox",
            )  # fmt: skip
            yield each, desk.use(rehearsed(call))


def _check(made: Sandbox, noon: datetime) -> None:
    for each, found in answers(made, noon):
        first = found.reasons[0] if found.reasons else ""
        if (found.decision, first) != (each.decision, each.reason):
            raise SandboxUnusable(
                f"the rules of this version answer {found.decision} {first} where the sandbox is made for "
                f"{each.decision} {each.reason} ({each.says}). Report this: the sandbox is out of date."
            )


def _write_table(made: Sandbox) -> None:
    told = {
        "campaign": people.CAMPAIGN,
        "shown": people.SHOWN,
        "until": made.until.isoformat(),
        "people": [asdict(each) for each in PEOPLE],
        "open": list(people.OPEN),
        "to_object": list(people.OBJECTS),
        "never": {"written": list(people.ODD), "hiding": list(people.HIDING), "other_line": people.OTHER_LINE},
    }
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["number", "decision", "reason", "what is on file"])
    rows.writerows([each.number, each.decision, each.reason, each.says] for each in PEOPLE)
    rows.writerows([each, "allow", "", "on the list, nothing on file"] for each in people.OPEN)
    (made.folder / "expected.csv").write_text(table.getvalue(), encoding="utf-8")
    replace_whole(made.folder / "expected.json", json.dumps(told, indent=1, ensure_ascii=False).encode())


def object_now(made: Sandbox, number: str, at: datetime) -> bool:
    """Records an objection of a number in the sandbox's store; on the disk when this returns."""
    said = Objecting(number=int(number[1:]), channel="agent", said="conformance check", at=at, by="conformance")
    with Desk(made.home) as desk:
        return bool(desk.use(object_(said)))
