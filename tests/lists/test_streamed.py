"""The pass in chunks: the same rows as the joins, whatever the chunks; and what was done is kept when it is killed."""

import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import duckdb
import killed
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worlds import CUTS, ON, POOL, days_ago, judge, numbers, on_disk, screened, worlds, write

from ringfence import rulebook
from ringfence.errors import RingfenceError
from ringfence.lists import chunks, parts
from ringfence.lists.intake import ContactList
from ringfence.lists.lookup import opened
from ringfence.lists.screen import Verdict, screen
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.register_store.loading import load
from ringfence.preferences.register_store.screening import kept_registers
from ringfence.tables.refusals import FileRefused

ENDINGS = ("parquet", "csv")


def a_list(world, folder):
    """Two columns of numbers, so that rows have none, one or two."""
    cells = world["list"]
    rows = [[cell, cells[(i * 3 + 1) % len(cells)] if i % 2 else " ", "x"] for i, cell in enumerate(cells)]
    return ContactList(write(folder / "list.csv", ["phone", "mobile", "x"], rows))


def both(world, folder, ending, **asked):
    lists = [a_list(world, folder)]
    if world["channel"] == "live":  # a second list, so that rows say which they are from
        second = write(folder / "second.csv", ["tel", "x"], [[cell, "x"] for cell in reversed(world["list"])])
        lists.append(ContactList(second, {"source_bought": True}))
    made = {}
    for engine in ("stream", "duckdb"):
        out = folder / f"{engine}.{ending}"
        made[engine] = out, screen(lists, on_disk(world, folder), judge, ON, out=out, cuts=CUTS, engine=engine, **asked)
    return made


def e164_and_situation(out):
    return duckdb.execute(f"SELECT e164, situation FROM read_parquet('{out}')").fetchall()


def rows_of(out):
    reader = "read_parquet" if out.suffix == ".parquet" else "read_csv"
    return duckdb.execute(f"SELECT * FROM {reader}('{out}')").fetchall()


def types_of(out):
    return duckdb.execute(f"DESCRIBE SELECT * FROM '{out}'").fetchall()


@given(worlds(), st.sampled_from(ENDINGS), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_the_pass_and_the_joins_write_the_same_rows(world, ending, size):
    with tempfile.TemporaryDirectory() as name, patch.object(chunks, "ROWS", size):
        (out, found), (other, joined) = both(world, Path(name), ending).values()
        if ending == "csv":
            assert out.read_bytes() == other.read_bytes()
        assert rows_of(out) == rows_of(other)
        assert types_of(out) == types_of(other)
        assert not list(Path(name).glob(".*"))
    told, other_told = found.summary(), joined.summary()
    told.pop("read_one_by_one"), other_told.pop("read_one_by_one")
    assert told == other_told


@given(worlds(), st.sampled_from(POOL))
@settings(max_examples=40, deadline=None)
def test_a_look_up_gives_the_facts_of_the_row_in_the_screening(world, cell):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        on_file = on_disk(world, folder)
        file = write(folder / "list.csv", ["phone", "x"], [[cell, "x"]])
        source = {"source_bought": True}
        asked = screen([ContactList(file, source)], on_file, judge, ON, out=folder / "out.parquet", cuts=CUTS)
        bulk = {each.id: dict(each.facts) for each in asked.situations}
        rows = [(e164, bulk[situation]) for e164, situation in e164_and_situation(folder / "out.parquet")]
        asked_alone = opened(on_file, ON, CUTS, source=source, prepared=folder / "kept")
        again = opened(on_file, ON, CUTS, source=source, prepared=folder / "kept")
    seen, found = set(), []
    for number, facts in asked_alone.facts(cell):
        again_here = number.e164 in seen if number.e164 else None
        found.append((number.e164, {**facts, "duplicate": again_here}))
        seen.add(number.e164)
    assert found == rows
    assert again.facts(cell) == asked_alone.facts(cell)


def by_the_rules(facts):
    """A live marketing call to the number, by the law as it stands."""
    said = rulebook.judge({**facts, "marketing": True, "mode": "live"}, ON, {"number"})
    return Verdict(said.decision, said.reasons)


@given(worlds(), numbers)
@settings(max_examples=25, deadline=None)
def test_an_objection_never_makes_a_number_more_callable(world, number):
    """By the real rules, on the worlds of the other tests."""
    rank = {"block": 0, "hold": 1, "allow": 2}
    before_and_after = []
    for objections in (world["objections"] or [], [*(world["objections"] or []), (number,)]):
        with tempfile.TemporaryDirectory() as name:
            out = Path(name) / "out.parquet"
            file = write(Path(name) / "list.csv", ["phone", "x"], [[cell, "x"] for cell in world["list"]])
            on_file = on_disk({**world, "objections": objections}, Path(name))
            screen([ContactList(file)], on_file, by_the_rules, ON, out=out, cuts=CUTS)
            before_and_after.append([row[0] for row in duckdb.execute(f"SELECT decision FROM '{out}'").fetchall()])
    assert all(rank[after] <= rank[before] for before, after in zip(*before_and_after, strict=True))


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_changes_nothing_but_which_duplicate_is_kept(world, rng):
    turned = list(world["list"])
    rng.shuffle(turned)
    found = []
    for cells in (world["list"], turned):
        with tempfile.TemporaryDirectory() as name, patch.object(chunks, "ROWS", 3):
            out = Path(name) / "out.parquet"
            facts = {each.id: each.facts for each in screened({**world, "list": cells}, out).situations}
            found.append(sorted(repr((e164, facts[id_])) for e164, id_ in e164_and_situation(out)))
    assert found[0] == found[1]


@pytest.mark.parametrize("ending", ENDINGS)
def test_killed_at_any_step_it_goes_on_and_writes_the_same_bytes(tmp_path, ending):
    killed.make(tmp_path)
    out = tmp_path / f"out.{ending}"
    whole = killed.run(tmp_path, ending)
    wanted, told, chunks_done = out.read_bytes(), whole.summary(), whole.run.chunks
    assert chunks_done == 4
    kept = set()
    for step in (1, 12, 18, 24, 34):
        out.write_bytes(b"what stood here")
        if killed.killed_at_step(step, tmp_path, ending):
            kept.add(killed.check_goes_on(tmp_path, ending, wanted))
    assert len(kept) > 2  # it was killed in different chunks
    assert killed.run(tmp_path, ending).summary() == told


def left_behind(folder):
    """A run that was killed after some chunks."""
    killed.make(folder)
    assert killed.killed_at_step(20, folder)
    done = killed.finished(folder, "parquet")
    assert 0 < done < 4
    return done


def fresh(folder, **asked):
    out = folder / "out.parquet"
    first = killed.run(folder, **asked)
    resumed = out.read_bytes()
    again = killed.run(folder, **asked)
    assert again.run.kept == 0
    assert out.read_bytes() == resumed
    return first.run


def test_a_list_that_changed_is_screened_anew_from_where_it_changed(tmp_path):
    done = left_behind(tmp_path)
    file = tmp_path / "list.csv"
    lines = file.read_text().split("\n")
    lines[1 + killed.ROWS * (done - 1) + 5] = "5,020 7946 0999"
    file.write_text("\n".join(lines))
    run = fresh(tmp_path)
    assert (run.kept, run.anew) == (done - 1, "the list changed")


def test_another_register_objection_or_rule_starts_anew_and_says_so(tmp_path):
    left_behind(tmp_path)
    (tmp_path / "objections.csv").write_text("number\n01632960002\n")
    run = fresh(tmp_path)
    assert run.kept == 0
    assert "what is on file" in run.anew
    left_behind(tmp_path)
    run = fresh(tmp_path, judge=lambda facts: Verdict("hold", ("OTHER",), deciding=("number_kind",)))
    assert (run.kept, run.anew) == (0, "the rules or the campaign changed")
    left_behind(tmp_path)
    assert fresh(tmp_path, size=200).kept == 0


def test_a_part_or_a_line_that_is_damaged_is_not_believed(tmp_path):
    done = left_behind(tmp_path)
    part = min(killed.work_of(tmp_path, "parquet").glob("*-0.part"))
    part.write_bytes(part.read_bytes()[:-9] + b"x" + part.read_bytes()[-8:])
    run = fresh(tmp_path)
    assert (run.kept, run.anew) == (0, "a finished part is damaged")
    done = left_behind(tmp_path)
    record = killed.work_of(tmp_path, "parquet") / "record.jsonl"
    record.write_bytes(record.read_bytes()[:-5])
    assert fresh(tmp_path).kept == done - 1


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (b"07700900123\n", "1 cells where the header has 2"),
        (b'"07700900123,1\n', "a quote opens here and is not closed"),
    ],
)
def test_a_row_that_cannot_be_read_far_down_refuses_the_list_by_its_line(tmp_path, rows, reason):
    file, out = tmp_path / "list.csv", tmp_path / "out.csv"
    file.write_bytes(b"phone,x\n" + b"07700900123,1\n" * 400_000 + rows)
    with pytest.raises(FileRefused, match=f"list.csv, line 400002: {reason}"):
        screen([ContactList(file)], Evidence(), judge, ON, out=out)
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]


def test_two_screenings_do_not_write_one_output_at_a_time(tmp_path):
    killed.make(tmp_path)
    with parts.held(killed.work_of(tmp_path, "parquet")), pytest.raises(RingfenceError, match="another screening"):
        killed.run(tmp_path)


def test_what_is_prepared_is_read_once_and_again_when_a_file_changes(tmp_path):
    killed.make(tmp_path)
    asked = {"on": ON, "cuts": {}, "prepared": tmp_path / "kept"}
    on_file = Evidence((), tmp_path / "objections.csv")
    first = opened(on_file, **asked)
    assert first.facts("01632 960001")[0][1]["objected"] is True
    with patch("ringfence.lists.prepared.gather", side_effect=AssertionError):
        assert opened(on_file, **asked).facts("01632 960001") == first.facts("01632 960001")
    (tmp_path / "objections.csv").write_text("number\n01632960002\n")
    assert opened(on_file, **asked).facts("01632 960001")[0][1]["objected"] is False


@given(worlds())
@settings(max_examples=15, deadline=None)
def test_a_register_that_is_kept_gives_what_its_file_gives(world):
    """But for days after the drawing, which a load refuses, and days of numbers abroad, which are not kept."""
    for kind in ("tps", "ctps"):
        rows = [
            row for row in world[kind] or [] if not row[0].startswith("+1") and (not row[1] or row[1] <= days_ago(40))
        ]
        world[kind] = rows or None
    assume(world["tps"] is None or world["tps"] != world["ctps"])  # one file for two registers is refused
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name), Path(name) / "home"
        from_files = on_disk(world, folder)
        for each in from_files.registers:
            load(home, each.kind, each.file, each.as_of, today=ON)
        kept = kept_registers(home) if from_files.registers else ()
        list_ = ContactList(write(folder / "list.csv", ["phone", "x"], [[cell, "x"] for cell in world["list"]]))
        made = [
            screen([list_], each, judge, ON, out=folder / "out.csv", cuts=CUTS).summary()
            for each in (from_files, replace(from_files, registers=kept))
        ]
        asked = [opened(each, ON, CUTS) for each in (from_files, replace(from_files, registers=kept))]
        told = [[each.facts(cell) for cell in POOL] for each in asked]
    assert told[0] == told[1]
    assert made[0]["situations"] == made[1]["situations"]
    assert [each["sha256"] for each in made[0]["registers"]] == [each["sha256"] for each in made[1]["registers"]]
