"""Screening: the bulk join finds for each number what a plain look-up would; files are written whole or not at all."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.errors import RingfenceError
from ringfence.facts import FACTS
from ringfence.lists import report
from ringfence.lists.intake import ContactList
from ringfence.lists.match import clipped
from ringfence.lists.screen import Verdict, screen, situation_id
from ringfence.numbers import read_all
from ringfence.preferences.consents import Consents
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.history import History
from ringfence.preferences.register import Register

ON = date(2026, 11, 21)
CUTS = {"listed_days": (28, 29), "register_age_days": (28,), "consent_age_days": (183,)}
POOL = [
    "01632 960001", "+44 1632 960001", "07700 900123", "07700900123.0", "020 7946 0001", "+1 202 555 0143", "7.7E+09",
    "", "01632 960001 / 07700 900123", "0909 879 0001",
]  # fmt: skip


def judge(facts):
    """No law: a decision that shows every fact."""
    return Verdict("block" if facts["listed"] else "allow", ("LISTED",) if facts["listed"] else ())


def write(file, header, rows):
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return file


def read_csv(file):
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def days_ago(days):
    return (ON - timedelta(days=days)).isoformat()


numbers = st.sampled_from(["01632960001", "07700 900123", "+442079460001", "+12025550143", "01632 960099"])
days = st.integers(-5, 400).map(days_ago)
maybe_day = st.just("") | days
register_rows = st.lists(st.tuples(numbers, maybe_day), min_size=1, max_size=4)
consent_rows = st.lists(
    st.fixed_dictionaries(
        {
            "number": numbers,
            "given_to": st.sampled_from(["Example Party", "example party; Other", "Other", ""]),
            "scope": st.sampled_from(["automated", "live", "both", ""]),
            "given_on": maybe_day,
            "proof": st.sampled_from(["form 7", "", "no", "N/A"]),
            "indirect": st.sampled_from(["yes", "no", ""]),
            "withdrawn_on": st.just("") | days,
        }
    ),
    max_size=5,
)


@st.composite
def worlds(draw):
    return {
        "list": draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=8)),
        "tps": draw(st.none() | register_rows),
        "ctps": draw(st.none() | register_rows),
        "objections": draw(st.none() | st.lists(st.tuples(numbers), max_size=3)),
        "history": draw(st.none() | st.lists(st.tuples(numbers, days), max_size=8)),
        "consents": draw(st.none() | consent_rows),
        "channel": draw(st.sampled_from(["automated", "live", None])),
    }


def on_disk(world, folder):
    def file(name, header):
        return write(folder / f"{name}.csv", header, world[name]) if world[name] is not None else None

    registers = [
        Register(kind, made, ON - timedelta(days=age))
        for kind, age in (("tps", 10), ("ctps", 40))
        if (made := file(kind, ["number", "listed_on"]))
    ]
    history = file("history", ["number", "called_at"])
    consents = world["consents"]
    names = ["number", "given_to", "scope", "given_on", "proof", "indirect", "withdrawn_on"]
    made = (
        write(folder / "consents.csv", names, [[r[n] for n in names] for r in consents])
        if consents is not None
        else None
    )
    return Evidence(
        tuple(registers),
        file("objections", ["number"]),
        Consents(made, ("Example Party",), world["channel"]) if made else None,
        History(history, days=30, cap=2) if history else None,
    )


def truth(world):
    """The facts of every number, looked up one by one with nothing but dictionaries."""
    seen, found = set(), []
    for cell in world["list"]:
        for number in read_all(cell):
            e164 = number.e164
            found.append((e164, {
                "number_kind": number.kind,
                "duplicate": (e164 in seen) if e164 else None,
                "objected": None if world["objections"] is None or not e164 else e164 in said(world["objections"]),
                **listing(world, e164),
                "register_age_days": 28 if world["ctps"] is not None else 0 if world["tps"] is not None else None,
                "over_frequency_cap": cap(world, e164),
                **consent(world, e164),
            }))  # fmt: skip
            seen.add(e164)
    return found


def said(rows):
    return {read_all(row[0])[0].e164 for row in rows}


def listing(world, e164):
    unknown = {"listed": None, "listed_on_register": None, "listed_days": None}
    if not e164:
        return unknown
    on = {kind: [row[1] for row in world[kind] or [] if read_all(row[0])[0].e164 == e164] for kind in ("tps", "ctps")}
    if not on["tps"] and not on["ctps"]:
        return unknown | {"listed": False if world["tps"] is not None else None}
    dated = [date.fromisoformat(each) for each in on["tps"] + on["ctps"] if each]
    return {
        "listed": True,
        "listed_on_register": "both" if on["tps"] and on["ctps"] else "tps" if on["tps"] else "ctps",
        "listed_days": clipped((ON - min(dated)).days, CUTS["listed_days"])
        if len(dated) == len(on["tps"] + on["ctps"])
        else None,
    }


def cap(world, e164):
    if world["history"] is None or not e164:
        return None
    calls = [row for row in world["history"] if read_all(row[0])[0].e164 == e164]
    return sum((ON - date.fromisoformat(day)).days < 30 for _, day in calls) >= 2


def consent(world, e164):
    names = ("names_caller", "automated", "live", "withdrawn", "indirect", "proof", "age_days")
    nothing = {"consent_on_file": None, **{f"consent_{name}": None for name in names}}
    if world["consents"] is None or not e164:
        return nothing
    all_ = [record(row, at) for at, row in enumerate(world["consents"]) if read_all(row["number"])[0].e164 == e164]
    mine = [r for r in all_ if r["given"] is None or r["given"] <= ON]
    for each in mine:
        each["withdrawn"] = any(ends(other, each) for other in all_)
    if not mine:
        return nothing | {"consent_on_file": False}
    best = max(mine, key=lambda r: worth(r, world["channel"]))
    age = None if best["given"] is None else clipped((ON - best["given"]).days, CUTS["consent_age_days"])
    return {"consent_on_file": True, **{f"consent_{name}": best[name] for name in names[:-1]}, "consent_age_days": age}


def record(row, at):
    day = lambda name: date.fromisoformat(row[name]) if row[name] else None  # noqa: E731
    scope = row["scope"]
    return {
        "at": at,
        "to": {name for part in row["given_to"].lower().split(";") if (name := "".join(filter(str.isalnum, part)))},
        "names_caller": "exampleparty" in [n.strip().lower().replace(" ", "") for n in row["given_to"].split(";")]
        if row["given_to"] else None,
        "automated": scope in ("automated", "both") if scope else None,
        "live": scope in ("live", "both") if scope else None,
        "given": day("given_on"),
        "ended": day("withdrawn_on"),
        "indirect": row["indirect"] == "yes" if row["indirect"] else None,
        "proof": bool(row["given_on"] and row["proof"] == "form 7"),
    }  # fmt: skip


def ends(other, mine):
    if other is mine or other["at"] == mine["at"]:
        return mine["ended"] is not None
    same = other["ended"] and (not other["to"] or other["to"] & mine["to"])
    return bool(same and (mine["given"] is None or other["ended"] >= mine["given"]))


def worth(r, channel):
    rank = lambda truth: {True: 2, False: 1, None: 0}[truth]  # noqa: E731
    covers = rank(r[channel]) if channel else 0
    return (rank(r["names_caller"]), covers, not r["withdrawn"], r["given"] or date.min, r["at"])


def screened(world, out, **asked):
    folder = out.parent
    file = write(folder / "list.csv", ["phone", "x"], [[cell, "x"] for cell in world["list"]])
    return screen([ContactList(file)], on_disk(world, folder), judge, ON, out=out, cuts=CUTS, **asked)


def rows_of(out):
    return duckdb.execute(f"SELECT e164, situation FROM read_parquet('{out}')").fetchall()


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_the_bulk_join_finds_what_a_plain_lookup_finds(world):
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "verdicts.parquet"
        screening = screened(world, out)
        facts = {each.id: dict(each.facts) for each in screening.situations}
        assert [(e164, facts[situation]) for e164, situation in rows_of(out)] == truth(world)
    assert Counter(situation_id(f) for _, f in truth(world)) == {s.id: s.count for s in screening.situations}


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
        import os, signal, threading
        from datetime import date
        from pathlib import Path
        from ringfence.lists.intake import ContactList
        from ringfence.lists.screen import Verdict, screen
        from ringfence.preferences.evidence import Evidence
        def progress(stage, share):
            if stage == "writing verdicts":
                threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGINT)).start()
        screen([ContactList(Path("list.csv"))], Evidence(), lambda f: Verdict("allow"), date(2026, 11, 21),
               out=Path("verdicts.csv"), progress=progress)
    """)
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False,
                         env={**os.environ, "TMPDIR": str(tmp_path)})  # fmt: skip
    assert ran.returncode in (-signal.SIGINT, 1), ran.stderr.decode()
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]
