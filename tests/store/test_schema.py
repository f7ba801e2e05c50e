"""The schema: made on first use, also by several at once; models and migrations agree; a newer store is refused."""

import os
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from ringfence.store import StoreUnusable, durable, migrate, open_store

from .conftest import PHONE, objection

OPENS = (
    "import sys; from pathlib import Path; from ringfence.store import open_store; s = open_store(Path(sys.argv[1])); "
)


@pytest.fixture(autouse=True)
def no_server(monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)


def run(code, *words):
    return subprocess.Popen(
        [sys.executable, "-c", OPENS + code, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_models_and_migrations_agree(tmp_path):
    code = """
from django.core.management import call_command
from ringfence.store.schema.setup import connection
with connection(s.place):
    call_command("makemigrations", "ringfence_store", check=True, dry_run=True, verbosity=0)
"""
    child = run(code, tmp_path)
    out, err = child.communicate()
    assert child.returncode == 0, out + err


def test_several_may_open_a_new_store_at_once(tmp_path):
    children = [run("print(s.key.fingerprint)", tmp_path) for _ in range(4)]
    told = [child.communicate() for child in children]
    assert all(child.returncode == 0 for child in children), told
    assert len({out for out, _ in told}) == 1, "one key for all"


def test_django_is_imported_only_when_there_is_a_step_to_take(tmp_path):
    code = "import sys as t; print('django' in t.modules, 'pyarrow' in t.modules)"
    first, second = (run(code, tmp_path).communicate()[0].split() for _ in range(2))
    assert first == [b"True", b"False"]
    assert second == [b"False", b"False"]


def test_a_store_of_a_newer_version_is_refused_with_the_way_out(tmp_path):
    open_store(tmp_path).close()
    with closing(apsw.Connection(str(tmp_path / "store.sqlite3"))) as raw, raw:
        raw.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ringfence_store', '9999_later', '')")
    with pytest.raises(StoreUnusable, match=r"newer Ringfence.*9999_later.*Upgrade"):
        open_store(tmp_path)


def test_a_store_with_a_step_that_only_adds_is_used_on(tmp_path):
    """The two-step rule: what is exchanged one by one goes on, so that an objection finds somebody who takes it."""
    open_store(tmp_path).close()
    with closing(apsw.Connection(str(tmp_path / "store.sqlite3"))) as raw, raw:
        raw.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ringfence_store', '9999_adds_x', '')")
        raw.execute("ALTER TABLE ringfence_event ADD COLUMN later TEXT NOT NULL DEFAULT ''")
        raw.execute("CREATE TABLE ringfence_later (id INTEGER PRIMARY KEY)")
    with open_store(tmp_path) as store:
        store.append([objection(store)])
        assert store.objections(PHONE)


def additive(operation):
    """Whether code that does not know of it can go on reading and writing."""
    from django.db import migrations as steps

    if isinstance(operation, steps.AddField):
        return operation.field.null or operation.field.has_db_default()
    if isinstance(operation, steps.AddConstraint | steps.AddIndex):
        return True
    return isinstance(operation, steps.CreateModel)


def test_a_step_that_says_it_adds_does_only_that():
    from importlib import import_module

    from ringfence.store.schema.setup import connection  # noqa: F401 - Django's own imports want it first

    found = 0
    for package in ("ringfence.store.schema.migrations", "ringfence.web.accounts.migrations"):
        folder = Path(import_module(package).__file__).parent
        for file in folder.glob("*_adds_*.py"):
            step, found = import_module(f"{package}.{file.stem}").Migration, found + 1
            made = {each.name.lower() for each in step.operations if type(each).__name__ == "CreateModel"}
            for each in step.operations:
                assert additive(each), f"{file.name}: {type(each).__name__} is no addition; name the step otherwise"
                if type(each).__name__ == "AddConstraint":
                    assert each.model_name.lower() in made, f"{file.name}: older code may break a new constraint"
    assert found


def test_what_takes_away_is_no_addition():
    """The control of the test above."""
    from django.db import migrations as steps
    from django.db import models

    for each in (
        steps.RemoveField("event", "said"), steps.RenameField("event", "said", "words"), steps.DeleteModel("event"),
        steps.AddField("event", "x", models.TextField()), steps.AlterField("event", "said", models.TextField()),
        steps.RunSQL("DROP TABLE ringfence_event"),
    ):  # fmt: skip
        assert not additive(each)
    assert additive(steps.AddField("event", "x", models.TextField(db_default="")))


def test_before_a_step_a_copy_is_kept(tmp_path, monkeypatch):
    with open_store(tmp_path) as store:
        store.append([objection(store)])
    later = [*migrate.known(), "9000_next"]
    monkeypatch.setattr(migrate, "known", lambda: later)
    monkeypatch.setattr(migrate, "_migrate", lambda _place: None)
    open_store(tmp_path).close()
    with closing(apsw.Connection(str(tmp_path / "store-before-9000_next.sqlite3"))) as copy:
        assert copy.execute("SELECT number FROM ringfence_event").fetchall() == [(PHONE,)]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_nobody_else_may_read_the_store_or_its_key(tmp_path):
    home = tmp_path / "home"
    with open_store(home) as store:
        store.append([objection(store)])
    for file in home.iterdir():
        if file.name != "store.lock":
            assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_sqlite_of_the_store_is_one_whose_wal_is_mended():
    assert tuple(int(part) for part in apsw.sqlite_lib_version().split(".")) >= (3, 51, 3)


def test_every_connection_is_synchronous_in_full(tmp_path):
    with open_store(tmp_path) as store:
        ((level,),) = store._database.read("PRAGMA synchronous")
        ((mode,),) = store._database.read("PRAGMA journal_mode")
    assert level == 2
    assert mode.upper() == "WAL"


def test_a_connection_that_is_not_is_refused():
    with closing(apsw.Connection(":memory:")) as raw, pytest.raises(StoreUnusable, match="promise"):
        durable.check_sqlite(raw)  # keeps its journal in memory


@pytest.mark.parametrize("setting", durable.MUST_BE_ON)
def test_a_server_that_confirms_before_it_writes_is_refused(cluster, setting, tmp_path, monkeypatch):
    monkeypatch.setenv("RINGFENCE_DATABASE_URL", cluster.url)
    cluster.stop("fast")
    cluster.start(f"{setting}=off")
    try:
        with pytest.raises(StoreUnusable, match=f"{setting} is off"):
            open_store(tmp_path)
    finally:
        cluster.stop("fast")
        cluster.start()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://here/there", "no address of a PostgreSQL"),
        ("postgresql://u:secret@127.0.0.1:1/db", "cannot be reached"),
    ],
)
def test_an_address_that_does_not_serve_is_refused_and_its_password_not_told(url, said, tmp_path, monkeypatch):
    monkeypatch.setenv("RINGFENCE_DATABASE_URL", url)
    with pytest.raises(StoreUnusable, match=said) as refusal:
        open_store(tmp_path)
    assert "secret" not in refusal.value.message


def test_a_folder_that_cannot_be_used_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="cannot be made"):
        open_store(tmp_path / "file" / "home")
    (tmp_path / "store.sqlite3").write_text("this is no database, and long enough to show it" * 20)
    with pytest.raises(StoreUnusable, match="cannot be used as a store"):
        open_store(tmp_path)


def test_the_look_up_at_dial_time_goes_by_the_number(tmp_path):
    from ringfence.store import reading

    with open_store(tmp_path) as store:
        plans = [store._database.read(f"EXPLAIN QUERY PLAN {sql}", [b""]) for sql in (reading.ONE, reading.ALL_OF)]
    for plan in plans:
        assert "ringfence_event_keyed" in plan[0][3], plan
        assert not any("SCAN" in step[3] for step in plan), plan
