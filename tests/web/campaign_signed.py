"""A research campaign, signed in a home, that interviews may be held for."""

from datetime import UTC, datetime, timedelta

from ringfence.campaigns import signing
from ringfence.gate.sealing import put_in_force
from ringfence.ledger import append
from ringfence.ledger.events import LineTested
from ringfence.preferences.events import instant
from ringfence.preferences.kept import NOTHING_KEPT
from ringfence.store import open_store

from ..made_up import SCRIPT  # noqa: TID252 - one made-up campaign for all folders

CARD = """
[campaign]
id = "{name}"
name = "Survey of residents"
purpose = "research"
mode = "live"
script = "script.md"
field_from = {first}
field_until = {last}
[instigator]
name = "Example Council"
kind = "public_body"
[caller]
name = "Example Research"
kind = "research_agency"
introduces_itself_as = "Example Research"
[cli]
number = "01632 960100"
withheld = false
contactable = true
tested_on = {first}
entitled = true
unique = true
from_abroad = false
[dialler]
auto_sequence = false
plays_recordings = false
[sample]
design = "random"
[gate]
numbers = "any"
[answers]
linked_to_person = false
reused_for_marketing = false
analysed_as_research = true
"""


def noon():
    """Noon of the last working day that is over, or of today."""
    now = datetime.now(UTC)
    day = now.replace(hour=12, minute=0, second=0, microsecond=0)
    while day.weekday() > 4 or day > now:
        day -= timedelta(days=1)
    return day


def sign(home, folder, name):
    """The campaign, signed and in force today."""
    sign_with(home, folder, name)


def sign_with(home, folder, name, *, card=CARD, script=SCRIPT, files=None, fit=None):
    """The same with another card, script and more files; `fit` makes the questionnaire's text of what was read."""
    now = noon()
    today = now.date()
    folder.mkdir()
    dates = {"first": today - timedelta(days=5), "last": today + timedelta(days=20)}
    (folder / "campaign.toml").write_text(card.format(name=name, **dates))
    (folder / "script.md").write_text(script)
    for each, text in (files or {}).items():
        (folder / each).write_text(text)
    from ringfence.answers.interview import questionnaire
    from ringfence.answers.interview.prepare import make

    made, _ = make(folder)
    (folder / questionnaire.FILE).write_text((fit or questionnaire.dumps)(made))
    asked = signing.Asked(by="A. Example", at=instant(now), today=today, accepted={}, watch=True)
    found = signing.look(folder, today)
    asked = signing.Asked(
        by="A. Example", at=instant(now), today=today, accepted=dict.fromkeys(signing.holding(found), "a test"),
        watch=True,
    )  # fmt: skip
    made, digest = signing.sign(home, folder, asked, lambda _: NOTHING_KEPT)
    with open_store(home) as store:
        put_in_force(home, store, made, digest)
        append(store, [LineTested(at=instant(now), by="A. Example", line="441632960100", reached=True)])
