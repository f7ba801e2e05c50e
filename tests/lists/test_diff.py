"""Two screens compared: every number once, in exactly one change, as a plain dictionary would say."""

import csv
import json
import random
from collections import Counter

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.cli import run
from ringfence.errors import RingfenceError
from ringfence.lists import summaries
from ringfence.lists.diff import CHANGES, by_reason, diff

HEADER = ["row", "written", "e164", "kind", "decision", "reasons", "situation"]
REASONS = {"allow": [""], "hold": ["REGISTER_STALE", "PROVENANCE_MISSING"], "block": ["OBJECTION_ON_FILE", "DUPLICATE"]}


def row_of(place, number, decision, which):
    e164 = f"+441632960{number:03d}" if number is not None else ""
    reasons = REASONS[decision][which % len(REASONS[decision])]
    return [place, "=1", e164, "fixed" if e164 else "missing", decision, reasons, f"s-{decision}-{reasons}"]


def screen(file, rows):
    rows = [row_of(place, *row) for place, row in enumerate(rows, 1)]
    if file.suffix == ".csv":
        with file.open("w", newline="") as out:
            csv.writer(out).writerows([HEADER, *rows])
    else:
        values = ", ".join(
            str(tuple(None if cell == "" and i == 2 else cell for i, cell in enumerate(r))) for r in rows
        )
        relation = f"(VALUES {values.replace('None', 'NULL')}) t({', '.join(HEADER)})" if rows else None
        if relation is None:
            relation = f"(SELECT {', '.join(f'NULL::VARCHAR AS {name}' for name in HEADER)} LIMIT 0)"
        duckdb.execute(f"COPY (SELECT * FROM {relation}) TO '{file}' (FORMAT parquet)")
    return file


rows = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 5)), st.sampled_from(sorted(REASONS)), st.integers(0, 1)), max_size=12
)


def plainly(old, new):
    """The same question, asked of two dictionaries."""

    def first(rows):
        found = {}
        for place, row in enumerate(rows, 1):
            found.setdefault(("number", row[0]) if row[0] is not None else ("row", place), row_of(place, *row)[4:6])
        return found

    def change(was, now):
        if was and now and was == now:
            return "same"
        if was is None or now is None:
            word = "callable" if (was or now)[0] == "allow" else "not callable"
            return f"new, {word}" if was is None else f"gone, was {word}"
        if was[0] == now[0]:
            return "other reasons"
        if "allow" in (was[0], now[0]):
            return "now callable" if now[0] == "allow" else "no longer callable"
        return "held, now blocked" if now[0] == "block" else "blocked, now held"

    before, after = first(old), first(new)
    return Counter(change(before.get(key), after.get(key)) for key in {*before, *after})


@settings(max_examples=80, deadline=None)
@given(rows, rows, st.sampled_from([".csv", ".parquet"]), st.sampled_from([".csv", ".parquet"]))
def test_every_number_is_in_one_change_as_dictionaries_say(tmp_path_factory, old, new, first, second):
    folder = tmp_path_factory.mktemp("d")
    out = folder / "changes.csv"
    found = diff(screen(folder / f"old{first}", old), screen(folder / f"new{second}", new), out)
    expected = plainly(old, new)
    assert found.counts == {change: expected[change] for change in CHANGES if expected[change]}
    assert found.same == expected["same"]
    with out.open(newline="") as lines:
        written = list(csv.DictReader(lines))
    assert Counter(row["change"] for row in written) == expected - Counter(same=expected["same"])
    assert sum(group.count for group in found.groups) == len(written)


def test_rows_of_several_lists_are_told_apart_and_the_first_list_counts(tmp_path):
    def write(name, rows):
        file = tmp_path / name
        with file.open("w", newline="") as out:
            csv.writer(out).writerows([[*HEADER, "list"], *rows])
        return file

    unread = row_of(1, None, "block", 1)
    old = write("old.csv", [[*row_of(9, 1, "allow", 0), "a.csv"], [*unread, "a.csv"], [*unread, "b.csv"],
                            [*row_of(2, 1, "block", 1), "b.csv"]])  # fmt: skip
    new = write("new.csv", [[*row_of(9, 1, "hold", 0), "a.csv"], [*unread, "a.csv"]])
    found = diff(old, new)
    assert found.counts == {"no longer callable": 1, "gone, was not callable": 1}
    assert by_reason(found.groups, "no longer callable") == {("", "REGISTER_STALE"): 1}


def summary(**given):
    register = {"kind": "tps", "file": "t", "as_of": "2026-11-01", "rows": 10, "sha256": "a"}
    return {
        "on": "2026-11-21", "numbers": 1, "decisions": {}, "situations": [], "registers": [register],
        "rules_version": "1", "objections": {"rows": 3}, **given,
    }  # fmt: skip


def test_what_the_screens_stood_on_is_compared():
    newer = {"kind": "tps", "file": "t", "as_of": "2026-11-20", "rows": 12, "sha256": "b"}
    assert list(summaries.causes(summary(), summary())) == []
    told = list(
        summaries.causes(
            summary(),
            summary(on="2026-11-22", rules_version="2", registers=[newer], objections={"rows": 4}, history={}),
        )
    )
    assert told == [
        "the law and the age of listings of another day: 21 November 2026, now 22 November 2026",
        "the rules changed: version 1, now 2",
        "another TPS file: 10 rows drawn on 1 November 2026, now 12 drawn on 20 November 2026",
        "objections: 3 rows on file, now 4",
        "the calls made were not looked at before",
    ]
    assert list(summaries.causes(summary(), summary(registers=[]))) == ["the TPS was not looked at this time"]


def test_what_are_no_verdicts_and_no_summaries_is_refused(tmp_path, capsys):
    good = screen(tmp_path / "good.csv", [(1, "allow", 0)])
    other = tmp_path / "other.csv"
    other.write_text("id,phone\n1,01632 960001\n")
    spoilt = tmp_path / "spoilt.csv"
    spoilt.write_text(good.read_text().replace("allow", "perhaps"))
    for file, said in [(other, "no column row, written"), (spoilt, "without a row number or a decision")]:
        with pytest.raises(RingfenceError, match=said):
            diff(good, file)
    with pytest.raises(RingfenceError, match="is one of the two screens"):
        diff(good, other, good)
    assert run(["list", "diff", str(good), str(good), "--old-summary", str(other)]) == 1
    assert "Give both" in capsys.readouterr().err
    assert run(["list", "diff", str(good), str(good), "--old-summary", str(other), "--new-summary", str(other)]) == 1
    assert "not JSON" in capsys.readouterr().err
    other.write_text("[]")
    with pytest.raises(RingfenceError, match="no summary of a screening"):
        summaries.read(other)


def test_the_command_counts_first_and_then_says_why(tmp_path, capsys):
    rng = random.Random(1)
    old = screen(tmp_path / "old.csv", [(n, "allow", 0) for n in range(50)])
    new = screen(tmp_path / "new.parquet", [(n, rng.choice(["allow", "block"]), 0) for n in range(50)])
    assert run(["list", "diff", str(old), str(new)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("50 numbers before, 50 now; ")
    assert lines[1].endswith("  no longer callable")
    assert lines[2].endswith("  new: OBJECTION_ON_FILE")
    assert run(["list", "diff", str(old), str(new), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["no longer callable"] + told["same"] == 50
