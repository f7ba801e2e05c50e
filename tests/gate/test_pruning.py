"""Old working rows go, what calls depend on stays, and the ledger keeps every decision."""

import asyncio
from datetime import date, timedelta

import pytest
import world
from world import CONSENTED, NOON, Desk, call

from ringfence.gate import pruning
from ringfence.gate.pruning import Pruner, kept_from

IN_FIELD, AFTER = date(2026, 12, 1), date(2027, 6, 1)  # the field ends on 15 December 2026


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (IN_FIELD, date(2026, 8, 31)),  # three months go further back than the campaign
        (date(2026, 12, 15), date(2026, 9, 14)),
        (AFTER, date(2027, 3, 1)),
    ],
)
def test_three_months_stay(home, on, first):
    assert kept_from(home, on) == first


def test_all_of_a_campaign_in_the_field_stays(tmp_path):
    card = world.CARD.replace("2026-11-01", "2026-03-01")
    world.sign(tmp_path / "home", world.folder(tmp_path / "spring", card=card), watch=False)
    assert kept_from(tmp_path / "home", IN_FIELD) == date(2026, 3, 1)
    assert kept_from(tmp_path / "home", AFTER) == date(2027, 3, 1)


def test_what_is_over_goes_and_the_ledger_keeps_it(home, monkeypatch):
    monkeypatch.setattr(pruning, "AT_ONCE", 3)
    monkeypatch.setattr(pruning, "PAUSE", 0)
    with Desk(home) as desk:
        old = [desk.ask(call(each)).id for each in CONSENTED[:7]]
        pruner = Pruner(home, desk, lambda: NOON + timedelta(days=1))
        assert asyncio.run(pruner.round()) == 0
        pruner = Pruner(home, desk, lambda: NOON + timedelta(days=93))
        assert asyncio.run(pruner.round()) == 7
        assert asyncio.run(pruner.round()) == 0
        assert desk.use(lambda session: [session.store.gate.of_id(each) for each in old]) == [None] * 7
        assert len(desk.use(lambda session: [*session.store.book.of_kind("decision")])) == 7


def test_rows_of_a_day_that_counts_stay(home):
    with Desk(home) as desk:
        kept = desk.ask(call(CONSENTED[0], at=NOON)).id
        pruner = Pruner(home, desk, lambda: NOON + timedelta(days=92))
        assert asyncio.run(pruner.round()) == 0
        assert desk.use(lambda session: session.store.gate.of_id(kept)) is not None


def test_nothing_goes_while_a_campaign_cannot_be_read(home):
    (home / "campaigns" / "spring" / "current.json").write_bytes(b"{")
    with Desk(home) as desk, pytest.raises(Exception, match="cannot be read"):
        asyncio.run(Pruner(home, desk, lambda: NOON + timedelta(days=200)).round())
