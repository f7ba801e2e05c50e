"""A small campaign that may call, a home in which it is signed, and calls to ask about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ringfence.campaigns import signed, signing
from ringfence.gate.calls import Call
from ringfence.gate.desk import Desk
from ringfence.gate.sealing import put_in_force
from ringfence.ledger import append
from ringfence.ledger.events import LineTested
from ringfence.preferences.events import Event, instant
from ringfence.preferences.kept import Kept
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store

__all__ = ["Desk", "open_store"]  # for tests that take all of their world from here
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SHOWN = "01632 960100"
ON_LIST = [f"07700 900{n:03}" for n in range(100, 140)]
LISTED, CONSENTED = ON_LIST[0], ON_LIST[1:20]
CARD = """
[campaign]
id = "spring"
name = "Spring appeal"
purpose = "fundraising"
mode = "live"
script = "script.md"
field_from = 2026-11-01
field_until = 2026-12-15

[instigator]
name = "Example Charity"
kind = "charity"

[caller]
name = "Example Charity"
kind = "charity"
paid = false
introduces_itself_as = "Example Charity"

[cli]
number = "01632 960100"
withheld = false
contactable = true
tested_on = 2026-10-20
entitled = true
unique = true
from_abroad = false

[dialler]
auto_sequence = false
plays_recordings = false

[[lists]]
file = "list.csv"
kind = "own"
collection_wording = "Example Charity may call me about its work"
named_organisations = ["Example Charity"]
checks_done = true
art14_told_on = 2026-01-05

[[registers]]
kind = "tps"
file = "tps.csv"
as_of = 2026-11-05

[objections]
file = "objections.csv"

[history]
file = "history.csv"
days = 30
cap = 3
"""
SCRIPT = """Good afternoon, my name is [NAME] and I am calling on behalf of Example Charity.

Our address is 1 Example Street, Exampleton, and you can ring us free on 08081 570100.

Could you give five pounds a month to Example Charity?

If you would rather not be called again, just say so and we will not ring you again.

Thank you for your time. Goodbye.
"""


def folder(place: Path, *, card: str = CARD, script: str = SCRIPT, numbers=ON_LIST) -> Path:
    """A campaign folder."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "campaign.toml").write_text(card, encoding="utf-8")
    (place / "script.md").write_text(script, encoding="utf-8")
    (place / "list.csv").write_text("phone\n" + "\n".join(numbers) + "\n")
    (place / "tps.csv").write_text(f"number,listed_on\n{LISTED},2020-01-01\n")
    (place / "objections.csv").write_text(f"number\n{ON_LIST[39]}\n")
    (place / "history.csv").write_text("number,called_at\n" + f"{ON_LIST[38]},2026-11-10\n" * 3)
    return place


def sign(home: Path, place: Path, kept=(), **more: object) -> signed.Signed:
    """The campaign of a folder, signed and in force."""
    asked = signing.Asked(by="A. Example", at=instant(NOON), today=TODAY, accepted={}, watch=True)
    asked = replace(asked, **more)
    made, digest = signing.sign(home, place, asked, lambda _: Kept(tuple(kept)))
    with open_store(home) as store:
        put_in_force(home, store, made, digest)
    return made


def call(called: str = ON_LIST[1], reference: str | None = None, **more: object) -> Call:
    """A call by the campaign, as a dialler would ask for it."""
    told = {"campaign": "spring", "at": NOON, "shown": SHOWN, "withheld": False, "door": "test", "client": "trunk"}
    call.count += 1
    return Call(**{"reference": reference or f"ref-{call.count}", "called": called, **told, **more})


call.count = 0


def objection(number: str, at: datetime = NOON, scope=EVERYONE) -> Event:
    key = int("44" + number.replace(" ", "")[1:])
    return Event(
        id=f"objection-{key}-{at.timestamp()}",
        kind="objection",
        number=key,
        at=instant(at),
        recorded_at=instant(at),
        channel="agent",
        said="stop",
        scope=scope,
    )


def object_now(home: Path, number: str, **more: object) -> None:
    """An objection, as another process would record it."""
    with open_store(home) as store:
        store.append([objection(number, **more)])


def line_test(home: Path, reached: bool, at: datetime = NOON - timedelta(hours=1), line: int = 441632960100) -> None:
    with open_store(home) as store:
        append(store, [LineTested(at=instant(at), by="A. Example", line=str(line), reached=reached)])
