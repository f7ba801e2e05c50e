"""A recorded campaign that may run, signed in a home of its own, and a clock of the day on which it does."""

import time
from datetime import timedelta

import pytest

from ..gate import world  # noqa: TID252 - homes with a signed campaign in them
from .conftest import WHY_NOT, available, network, start

PEOPLE = [f"01632 960{n:03}" for n in range(1000)] + [f"07700 900{n:03}" for n in range(1000)]
RECORDED = """Hello there. You'll know my voice from the television. This is a recorded message from Example Party.

So please, go out and use your vote. I'll be voting for Example Party, as I always have, and I hope you will too.

We are Example Party of 1 Example Street, Exampleton, and you can ring us free on 08081 570100.

If you would rather not be called again, press nine now and we will not ring you again.
"""
CONSENTS = "number,given_to,scope,given_on,wording,proof,given_by,indirect,conditional,in_call,withdrawn_on\n"
CONSENT = "Example Party,automated,2026-06-01,Example Party may ring me,form 1,subscriber,no,no,no,"


def then(moment):
    """A clock that shows `moment` now and goes on from there."""
    began = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - began)


def may_run(folder, consenting, *, cap=3):
    """The home, below `folder`, in which the campaign `spring` is signed."""
    card = world.CARD.replace("Example Charity", "Example Party").replace('kind = "charity"', 'kind = "party"')
    for old, new in (
        ('"fundraising"', '"persuasion"'),
        ('"live"', '"recorded"'),
        ("auto_sequence = false\nplays_recordings = false", "auto_sequence = true\nplays_recordings = true"),
        ("[history]", '[consents]\nfile = "consents.csv"\n\n[history]'),
        ("cap = 3", f"cap = {cap}"),
    ):
        assert old in card
        card = card.replace(old, new)
    place = world.folder(folder / "spring", card=card, script=RECORDED, numbers=PEOPLE)
    (place / "consents.csv").write_text(CONSENTS + "\n".join(f"{n},{CONSENT}" for n in consenting) + "\n")
    (place / "history.csv").write_text("number,called_at\n")
    (place / "objections.csv").write_text("number\n01632 961999\n")
    world.sign(folder / "home", place)
    return folder / "home"


def trunk_at(folder, moment, **more):
    if not available():
        pytest.skip(WHY_NOT)
    folder.mkdir()
    shift = int(time.time() - moment.timestamp())
    return start(folder, network(), change=("if ($TS >", f"if ($TS - {shift} >"), **more)


def e164(number):
    return "+44" + number.replace(" ", "")[1:]
