"""The harness finds nothing in the product, finds everything in careless stores, and finds faults that are planted."""

import logging
import os

import pytest

from ringfence.answers import entries, keeping
from ringfence.answers.attack import careless, run, surface
from ringfence.answers.attack.attackers import ATTACKERS
from ringfence.answers.attack.run import UNANIMITY, simulate
from ringfence.answers.attack.world import made
from ringfence.answers.memory import base_folder
from ringfence.answers.record import AnswerRefused
from ringfence.answers.spool import SPARE, Spool
from ringfence.store import answers as base_module

CALLS, K = 300, 10
SERVER = {each.name for each in ATTACKERS if each.server}
NAMES = {each.name for each in ATTACKERS} | {UNANIMITY}


def quiet(_stage, _share):
    pass


def attacked(home, calls=CALLS, k=K, seed=5):
    return simulate(home, calls, k, seed, quiet)


def failed(report):
    return {each.attacker for each in report.results if not each.passed}


def test_nothing_is_found_in_the_product_and_everything_in_careless_stores(base, home):
    report = attacked(home)
    assert failed(report) == set()
    assert {each.attacker for each in report.results if not each.control_succeeded} == set()
    assert report.unattacked == ()
    assert report.passed
    assert {each.attacker for each in report.results} == (NAMES if base == "postgres" else NAMES - SERVER)
    assert all(each.calls for each in report.results)


def test_nothing_of_a_rehearsal_is_left(base, home):
    attacked(home, 100)
    assert list(home.iterdir()) == []
    assert list(base_folder().iterdir()) == []
    if base == "postgres":
        import psycopg

        with psycopg.connect(os.environ[base_module.URL]) as connection:
            schemas = [name for (name,) in connection.execute("SELECT nspname FROM pg_namespace")]
        assert not [name for name in schemas if name.startswith(("answers", "careless"))]


@pytest.mark.parametrize("k", [10, 40])
@pytest.mark.parametrize("attacker", [each for each in ATTACKERS if not each.server], ids=lambda each: each.name)
def test_every_attacker_succeeds_on_its_careless_store(tmp_path, attacker, k):
    world = made(400, k, 3)
    score = run.score(attacker.attack(run._careless(attacker, world, tmp_path)), world)
    assert score.luck < run.DOUBT / len(NAMES)
    assert score.hits >= score.calls / 2


def test_an_attacker_may_not_guess_twice():
    world = made(100, 10, 1)
    mark, other = list(world.truth)[:2]
    with pytest.raises(ValueError, match="twice"):
        run.score([run.Guess(10, ((mark, 1), (other, 1)))], world)


def test_too_few_calls_are_refused(home):
    with pytest.raises(AnswerRefused, match="too few"):
        attacked(home, 150, 100)


# Faults, each planted in the product: the attackers that must notice.


def put_in_front(self, entries):
    """A spool that is filled from the front."""
    if self._slots.count(None) < len(entries) + SPARE:
        self._deal_again(len(self._slots) + 1024)
        self._slots.sort(key=lambda entry: entry is None)
        self._whole(self._file, b"".join(_slot(entry) for entry in self._slots))
    free = [at for at, entry in enumerate(self._slots) if entry is None]
    for entry, at in zip(entries, free, strict=False):
        self._write(at, _slot(entry))
        self._slots[at] = entry


def _slot(entry):
    from ringfence.answers import spool

    return spool._filled(entry) if entry else b"\xff" * spool.SLOT


def test_a_spool_in_order_is_noticed(home, monkeypatch):
    monkeypatch.setattr(Spool, "put", put_in_front)
    assert "memory_slots" in failed(attacked(home))


def test_keys_in_the_order_of_calls_are_noticed(home, monkeypatch):
    kept_once, order = entries.records.token, {}

    def noted(once, part=""):
        found = kept_once(once, part)
        order.setdefault(found, len(order))
        return found

    class InOrder:
        def __init__(self, kind, cell, interviews, keys):
            self.told = (kind, cell, interviews, {name: f"{order[name]:032x}" for name in keys})

    monkeypatch.setattr(entries.records, "token", noted)
    real = keeping.Leaving
    monkeypatch.setattr(keeping, "Leaving", lambda *told: real(*InOrder(*told).told))
    assert {"row_order", "keys"} <= failed(attacked(home))


def test_a_batch_of_few_of_one_mind_is_noticed(home, monkeypatch):
    monkeypatch.setattr(keeping.release, "_of_one_mind", lambda *_: False)
    assert UNANIMITY in failed(attacked(home, 600, 4))


def test_spool_that_is_not_wiped_is_noticed(home, monkeypatch):
    def forget(self, tokens):
        self._slots = [None if each and each.token in tokens else each for each in self._slots]
        self._gone = getattr(self, "_gone", set()) | set(tokens)

    look = Spool._look
    monkeypatch.setattr(Spool, "wipe", forget)
    monkeypatch.setattr(
        Spool,
        "_look",
        lambda self: [None if e and e.token in getattr(self, "_gone", ()) else e for e in look(self)],
    )
    monkeypatch.setattr(Spool, "put", put_in_front)
    assert {"memory_slots", "memory_residue"} & failed(attacked(home))


def test_a_log_line_is_noticed(home, monkeypatch):
    keep = keeping.Keeping.keep

    def logged(self, record):
        logging.getLogger("ringfence.answers").debug("kept %s", record.closed["mark"])
        return keep(self, record)

    monkeypatch.setattr(keeping.Keeping, "keep", logged)
    report = attacked(home)
    assert "logs" in failed(report)
    assert report.unattacked == ("log:ringfence.answers",)


def test_a_new_column_is_noticed(home, monkeypatch):
    monkeypatch.setitem(base_module.TABLES, "setting", ("name", "value", "made"))
    monkeypatch.setattr(base_module.AnswerBase, "_make", with_default(base_module.AnswerBase._make))
    assert "table:setting.made" in attacked(home, 100).unattacked


def with_default(make):
    def made_so(self):
        write = self._database.write
        self._database.write = lambda sql, rows: write(sql.replace("made TEXT NOT NULL", "made TEXT"), rows)
        make(self)

    return made_so


def test_a_new_file_is_noticed(home, monkeypatch):
    keep = keeping.Keeping.keep

    def noted(self, record):
        (self._spool._file.parent / "notes").write_text("one more")
        return keep(self, record)

    monkeypatch.setattr(keeping.Keeping, "keep", noted)
    assert "memory:notes" in attacked(home, 100).unattacked


def test_all_that_is_kept_is_looked_at_by_somebody_who_exists():
    assert {name for names in surface.ATTACKED.values() for name in names} <= NAMES
    assert set(careless.CONTROLS) | SERVER == NAMES
    tables = {f"table:{name}.{column}" for name, columns in base_module.TABLES.items() for column in columns}
    assert tables <= surface.attacked()


def test_strangers_among_the_answers_are_named(home):
    (home / "answers" / "spring").mkdir(parents=True)
    (home / "answers" / "spring" / "answers.sqlite3").touch()
    (home / "answers" / "spring" / "export.csv").touch()
    assert surface.strangers(home) == ["spring/export.csv"]
