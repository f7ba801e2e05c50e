"""A register in force is in the ledger once, also where a loading was cut off before it was entered."""

from datetime import date

from ringfence.cli import run
from ringfence.preferences.register_store.loading import load
from ringfence.store import open_store


def entered(home):
    with open_store(home) as store:
        return [(each.told["version"], each.told["as_of"]) for each in store.book.of_kind("register-loaded")]


def test_what_was_loaded_and_not_entered_is_entered_by_loading_it_again(tmp_path, monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    home, file = tmp_path / "home", tmp_path / "tps.csv"
    file.write_text("phone\n01632 960001\n01632 960002\n")
    load(home, "tps", file, date(2026, 11, 20), today=date(2026, 11, 21))  # killed here
    assert entered(home) == []
    for _ in range(2):
        assert run(["register", "load", "tps", str(file), "--as-of", "2026-11-20", "--home", str(home)]) == 0
        assert entered(home) == [("1", "2026-11-20")]
