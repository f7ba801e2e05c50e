"""Screening: the bulk join finds for each number what a plain look-up would; files are written whole or not at all."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import ON, days_ago, judge, read_csv, rows_of, screened, truth, worlds, write

from ringfence.errors import RingfenceError
from ringfence.facts import FACTS
from ringfence.lists import report
from ringfence.lists.intake import ContactList
from ringfence.lists.screen import screen, situation_id
from ringfence.preferences.evidence import Evidence


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_the_bulk_join_finds_what_a_plain_lookup_finds(world):
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "verdicts.parquet"
        screening = screened(world, out)
        facts = {each.id: dict(each.facts) for each in screening.situations}
        assert [(e164, facts[situation]) for e164, situation in rows_of(out)] == truth(world)
    assert Counter(named(f) for _, f in truth(world)) == {s.id: s.count for s in screening.situations}


def test_an_erased_number_and_another_that_objected_are_both_counted(tmp_path):
    world = dict.fromkeys(("tps", "ctps", "objections", "history", "consents", "channel", "kept_consents"))
    world |= {"list": ["01632 960001", "020 7946 0001"], "kept_objections": [("01632960001",)]}
    screening = screened({**world, "erased": [("+442079460001",)]}, tmp_path / "verdicts.parquet")
    assert [each.count for each in screening.situations] == [2]


def named(facts):
    said = judge(facts)
    return situation_id({**facts, "decision": said.decision, "reasons": ";".join(said.reasons)})


@given(worlds(), st.integers(0, 8))
@settings(max_examples=12, deadline=None)
def test_two_halves_give_the_same_rows_but_for_duplicates(world, cut):
    halves = [half for half in (world["list"][:cut], world["list"][cut:]) if half]
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "verdicts.parquet"
        parts = []
        for cells in (world["list"], *halves):
            facts = {s.id: s.facts for s in screened({**world, "list": cells}, out).situations}
            parts.append([{**facts[id_], "e164": e164, "duplicate": None} for e164, id_ in rows_of(out)])
    assert parts[0] == [row for part in parts[1:] for row in part]


def test_every_fact_it_gives_is_known_to_the_law(tmp_path):
    nothing = {"objections": [], "history": [], "consents": [], "channel": None}
    world = {"list": ["01632 960001"], "tps": [("07700 900123", "")], "ctps": None, **nothing}
    screening = screened(world, tmp_path / "verdicts.csv")
    assert set(screening.situations[0].facts) <= set(FACTS)
    assert screening.situations[0].words


def test_a_listing_without_a_day_beside_a_dated_one_claims_no_days(tmp_path):
    nothing = {"objections": None, "history": None, "consents": None, "channel": None}
    world = {"list": ["01632 960001"], "tps": [("01632960001", "")], "ctps": [("01632960001", days_ago(3))], **nothing}
    facts = screened(world, tmp_path / "verdicts.csv").situations[0].facts
    assert (facts["listed_on_register"], facts["listed_days"]) == ("both", None)


WORLD = {
    "list": ["01632 960001", "=HYPERLINK(1)", "+44 7700 900123", "-", "@x", "020 7946 0001 / 01632 960001"],
    "tps": [("01632 960001", days_ago(90))], "ctps": None, "objections": [],
    "history": None, "consents": None, "channel": None,
}  # fmt: skip


def test_csv_is_safe_to_open_and_e164_is_left_for_the_dialler(tmp_path):
    screened(WORLD, tmp_path / "verdicts.csv", folder=tmp_path)
    rows = read_csv(tmp_path / "verdicts.csv")
    assert list(rows[0]) == ["row", "written", "e164", "kind", "decision", "reasons", "situation"]
    assert [row["written"][:1] for row in rows] == ["0", "'", "'", "'", "'", "0", "0"]
    assert [row["e164"] for row in rows][2] == "+447700900123"
    assert [row["row"] for row in rows] == ["1", "2", "3", "4", "5", "6", "6"]
    parts = [read_csv(tmp_path / f"{name}.csv") for name in ("callable", "excluded")]
    assert {row["decision"] for row in parts[0]} == {"allow"}
    assert "allow" not in {row["decision"] for row in parts[1]}
    assert sum(map(len, parts)) == len(rows)


def test_parquet_keeps_what_was_written_and_is_dictionary_coded(tmp_path):
    out = tmp_path / "verdicts.parquet"
    screening = screened({**WORLD, "list": WORLD["list"] * 300}, out)
    assert screening.outputs == (out,)
    assert duckdb.execute(f"SELECT written FROM read_parquet('{out}') LIMIT 3").fetchall()[1] == ("=HYPERLINK(1)",)
    coded = duckdb.execute(f"SELECT path_in_schema, encodings FROM parquet_metadata('{out}')").fetchall()
    assert all("DICTIONARY" in how for name, how in coded if name in {"decision", "reasons", "situation", "kind"})


def test_several_lists_are_one_screening_and_say_which(tmp_path):
    one = write(tmp_path / "one.csv", ["phone", "x"], [["01632 960001", ""]])
    two = write(tmp_path / "two.csv", ["tel", "x"], [["07700 900123", ""], ["01632960001", ""]])
    lists = [ContactList(one, {"source_bought": False}), ContactList(two, {"source_bought": True})]
    out = tmp_path / "verdicts.parquet"
    screening = screen(lists, Evidence(), judge, ON, out=out)
    rows = duckdb.execute(f"SELECT row, e164, list, situation FROM read_parquet('{out}')").fetchall()
    facts = {each.id: each.facts for each in screening.situations}
    said = [(row, Path(name).name, facts[id_]["duplicate"], facts[id_]["source_bought"]) for row, _, name, id_ in rows]
    assert said == [
        (1, "one.csv", False, False), (1, "two.csv", False, True), (2, "two.csv", True, True)
    ]  # fmt: skip
    assert screening.columns == (("phone",), ("tel",))


def test_the_summary_is_ready_for_json_and_counts_everything(tmp_path):
    stages = []
    screening = screened(WORLD, tmp_path / "v.csv", progress=lambda stage, share: stages.append((stage, share)))
    summary = json.loads(json.dumps(screening.summary()))
    assert sum(summary["decisions"].values()) == summary["numbers"] == 7
    assert summary["rows"] == 6
    assert summary["reasons"] == {"LISTED": 2}
    digest = summary["registers"][0].pop("sha256")
    assert digest == hashlib.sha256((tmp_path / "tps.csv").read_bytes()).hexdigest()
    assert summary["registers"] == [{"kind": "tps", "file": "tps.csv", "as_of": days_ago(10), "rows": 1, "dated": True}]
    shares = [share for _, share in stages]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_nothing_is_left_when_writing_fails(tmp_path, monkeypatch):
    kept = tmp_path / "verdicts.csv"
    kept.write_text("before")

    def broken(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "_sync", broken)
    with pytest.raises(KeyboardInterrupt):
        screened(WORLD, kept)
    assert kept.read_text() == "before"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["verdicts.xlsx", "nowhere/verdicts.csv"])
def test_a_target_we_cannot_write_is_refused_before_anything_is_read(tmp_path, name):
    with pytest.raises(RingfenceError, match="verdicts"):
        screen([ContactList(tmp_path / "none.csv")], Evidence(), judge, ON, out=tmp_path / name)


def test_no_list_is_refused(tmp_path):
    with pytest.raises(RingfenceError, match="no list"):
        screen([], Evidence(), judge, ON)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_leaves_nothing_behind(tmp_path):
    rows = "".join(f"0770090{i % 10000:04d}\n" for i in range(400_000))
    (tmp_path / "list.csv").write_text("phone\n" + rows)
    program = textwrap.dedent("""
        import os, signal
        from datetime import date
        from pathlib import Path
        from ringfence.lists.intake import ContactList
        from ringfence.lists.screen import Verdict, screen
        from ringfence.preferences.evidence import Evidence
        def progress(stage, share):
            if stage == "writing verdicts":
                os.kill(os.getpid(), signal.SIGINT)
        screen([ContactList(Path("list.csv"))], Evidence(), lambda f: Verdict("allow"), date(2026, 11, 21),
               out=Path("verdicts.csv"), progress=progress)
    """)
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False,
                         env={**os.environ, "TMPDIR": str(tmp_path)})  # fmt: skip
    assert ran.returncode in (-signal.SIGINT, 1), ran.stderr.decode()
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]
