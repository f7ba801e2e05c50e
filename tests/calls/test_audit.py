"""The audit: every call has the verdict that the law of its day gives it, however the records are cut and ordered."""

import csv
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from importlib.util import find_spec
from zlib import crc32

import duckdb
import made as m
import pytest
from oracle import Oracle

from ringfence.calls import expressions
from ringfence.calls.output import OutputTaken
from ringfence.calls.run import run
from ringfence.errors import RingfenceError

COLUMNS = "call_id, written, e164, kind, started_at::VARCHAR, day::VARCHAR, campaign, decision, reasons, situation"


def audit(records, cards, out, **options):
    return run(records, cards, out, today=m.TODAY, progress=lambda *_: None, **options)


def verdicts(out):
    """Every call's row, in an order of its own."""
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        sql = f"SELECT {COLUMNS} FROM read_parquet('{out}/verdicts/**/*.parquet') ORDER BY ALL"
        return con.execute(sql).fetchall()


@pytest.fixture(scope="session")
def audited(made, tmp_path_factory):
    out = tmp_path_factory.mktemp("audited") / "out"
    return audit(made.folder / "calls.csv", made.cards, out), out


def test_every_call_has_the_verdict_of_its_own_day(made, audited):
    oracle, rows = Oracle(made), {row[0]: row for row in verdicts(audited[1])}
    assert len(rows) == len(made.calls)
    wrong = [(call, said, rows[call["call_id"]][7:9]) for call in made.calls
             if (said := oracle.verdict(call)) != rows[call["call_id"]][7:9]]  # fmt: skip
    assert not wrong, f"{len(wrong)} differ, as {wrong[0]}"


def test_the_records_hold_what_an_audit_must_tell_apart(audited):
    told = audited[0]
    assert set(told["decisions"]) == {"allow", "hold", "block"}
    assert {"PECR-19", "PECR-21-OBJ", "PECR-21-TPS", "TEL99-22"} <= set(told["law_broken"])
    assert {"FREQUENCY_CAP", "OUTSIDE_HOURS", "REGISTER_STALE", "REGISTER_NOT_CHECKED"} <= set(told["reasons"])


def test_counts_agree_with_the_rows(audited):
    told, out = audited
    rows = verdicts(out)
    assert told["records"] == len(rows) == sum(told["decisions"].values())
    assert told["decisions"]["block"] == sum(row[7] == "block" for row in rows)
    for table in ("months", "days", "campaigns"):
        assert sum(sum(cells.values()) for cells in told[table].values()) == len(rows), table
    months = {month: sum(cells.values()) for month, cells in told["months"].items()}
    assert months == {month: sum(row[5].startswith(month) for row in rows) for month in months}
    ids = Counter(row[9] for row in rows)
    assert ids == {each["id"]: each["count"] for each in told["situations"]}


@pytest.mark.parametrize("cut", ["shuffled", "split by number", "split by row, one file as Parquet"])
def test_order_and_splitting_change_nothing(made, audited, tmp_path, cut):
    calls, folder = list(made.calls), tmp_path / "cdrs"
    random.Random(7).shuffle(calls)
    if cut == "shuffled":
        m.write_calls(folder / "a.csv", calls)
    elif cut == "split by number":
        for place in range(3):
            m.write_calls(
                folder / f"{place}" / "part.csv", [c for c in calls if crc32(c["called_number"].encode()) % 3 == place]
            )
    else:
        m.write_calls(folder / "a.csv", calls[:500])
        rest = m.write_calls(tmp_path / "rest.csv", calls[500:])
        duckdb.sql(f"COPY (FROM read_csv('{rest}', all_varchar = true)) TO '{folder}/b.parquet'")
    audit(folder, made.cards, tmp_path / "out")
    assert verdicts(tmp_path / "out") == verdicts(audited[1])


def test_typed_parquet_is_read_like_text(made, audited, tmp_path):
    file = tmp_path / "typed.parquet"
    plain = m.write_calls(
        tmp_path / "plain.csv",
        [{**c, "started_at": c["started_at"]} for c in made.calls if c["started_at"].endswith(("Z", "+00"))],
    )
    duckdb.sql("SET TimeZone = 'UTC'")
    duckdb.sql(f"COPY (SELECT * REPLACE (started_at::TIMESTAMPTZ AS started_at) FROM read_csv('{plain}', "
               f"all_varchar = true)) TO '{file}'")  # fmt: skip
    audit(file, made.cards, tmp_path / "typed")
    audit(plain, made.cards, tmp_path / "plain")
    assert verdicts(tmp_path / "typed") == verdicts(tmp_path / "plain")


def test_an_interrupted_audit_is_taken_up_again(made, audited, tmp_path, monkeypatch):
    out = tmp_path / "out"

    def stop(stage, share):
        if stage == "writing" and share > 0.85:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(made.folder / "calls.csv", made.cards, out, today=m.TODAY, progress=stop)
    assert not (out / "summary.json").exists()
    done = json.loads((out / "audit.json").read_text())["parts"]
    broken = next(out.glob("verdicts/*"))
    shutil.rmtree(broken)  # a part that is not as it was left is written again
    told = audit(made.folder / "calls.csv", made.cards, out)
    assert told["parts_kept"] == len(done) - 1 > 0
    assert verdicts(out) == verdicts(audited[1])
    assert not (out / ".work").exists()


def test_a_killed_audit_is_taken_up_again(made, audited, tmp_path):
    """kill -9, at two moments: when the first records are staged, and when the first verdicts are written."""
    out = tmp_path / "out"
    program = (
        "import sys; from pathlib import Path; from datetime import date; from ringfence.calls.run import run; "
        "run(*map(Path, sys.argv[1:4]), today=date(2026, 11, 21), progress=lambda *_: None)"
    )
    command = [sys.executable, "-c", program, str(made.folder / "calls.csv"), str(made.cards), str(out)]
    for sign in (".work/staged/*.parquet", "verdicts/*"):
        running = subprocess.Popen(command)
        while not list(out.glob(sign)) and running.poll() is None:
            time.sleep(0.02)
        running.kill()
        assert running.wait() == -signal.SIGKILL
    told = audit(made.folder / "calls.csv", made.cards, out)
    assert told["decisions"] == audited[0]["decisions"]
    assert verdicts(out) == verdicts(audited[1])


def test_a_finished_audit_is_told_again_and_another_one_refused(made, audited, tmp_path):
    told, out = audited
    again = audit(made.folder / "calls.csv", made.cards, out)
    assert again["decisions"] == told["decisions"]
    assert again["parts_kept"] == len(told["parts"])
    other = m.write_calls(tmp_path / "other.csv", made.calls[:10])
    with pytest.raises(OutputTaken, match="another"):
        audit(other, made.cards, out)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(OutputTaken, match="not empty"):
        audit(other, made.cards, tmp_path / "full")


GOOD = {"called_number": "01632 960001", "started_at": "2016-05-16T10:00:00Z", "campaign": "survey", "mode": ""}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"started_at": "16/05/2016 10:00"}, "no instant"),
        ({"started_at": ""}, "no instant"),
        ({"started_at": "2016-02-30T10:00:00Z"}, "no instant"),
        ({"started_at": "2016-05-16T24:00:00Z"}, "no instant"),
        ({"started_at": "2016-05-16"}, "no instant"),
        ({"started_at": "1999-05-16T10:00:00Z"}, "before 1 March 2000"),
        ({"started_at": "2031-05-16T10:00:00Z"}, "after 21 November 2026"),
        ({"mode": "telepathy"}, "unknown word for mode"),
    ],
)
@pytest.mark.parametrize("place", [0, 2])
def test_a_record_that_cannot_be_read_is_refused_by_file_and_row(made, tmp_path, change, says, place):
    rows = [dict(GOOD) for _ in range(3)]
    rows[place] |= change
    m.write_calls(tmp_path / "cdrs" / "a.csv", [GOOD])
    file = m.write_calls(tmp_path / "cdrs" / "b.csv", rows)
    with pytest.raises(RingfenceError) as refused:
        audit(tmp_path / "cdrs", made.cards, tmp_path / "out")
    assert f"{file}, row {place + 1}: " in str(refused.value)
    assert says in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_columns_are_found_by_their_common_names_or_named(made, tmp_path):
    rows = [{"calldate": GOOD["started_at"], "src": "withheld", "dst": GOOD["called_number"], "campaign_id": "vote"}]
    m.write_calls(tmp_path / "asterisk.csv", rows)
    assert audit(tmp_path / "asterisk.csv", made.cards, tmp_path / "out")["campaigns"].keys() == {"vote"}
    m.write_calls(tmp_path / "bad.csv", [{"when": GOOD["started_at"], "called_number": GOOD["called_number"]}])
    with pytest.raises(RingfenceError, match='no column "started_at"'):
        audit(tmp_path / "bad.csv", made.cards, tmp_path / "bad")
    m.write_calls(tmp_path / "two.csv", [{"phone": "01632 960001", "dst": "01632 960002", "started_at": "x"}])
    with pytest.raises(RingfenceError, match="2 columns may be the called_number"):
        audit(tmp_path / "two.csv", made.cards, tmp_path / "two")


def test_nothing_to_audit_is_said(made, tmp_path):
    with pytest.raises(RingfenceError, match="no call records are there"):
        audit(tmp_path / "*.parquet", made.cards, tmp_path / "out")
    with pytest.raises(RingfenceError, match=r"no campaign\.toml"):
        audit(made.folder / "calls.csv", tmp_path, tmp_path / "out")


def test_one_card_stands_for_records_that_name_no_campaign(made, tmp_path):
    m.write_calls(tmp_path / "calls.csv", [{k: v for k, v in GOOD.items() if k != "campaign"}])
    told = audit(tmp_path / "calls.csv", made.cards / "survey", tmp_path / "out")
    assert told["campaigns"].keys() == {"survey"}
    told = audit(tmp_path / "calls.csv", made.cards, tmp_path / "several")
    assert told["without_card"] == {"": 1}


def test_the_summary_says_no_whole_number(audited):
    text = (audited[1] / "summary.txt").read_text() + (audited[1] / "summary.json").read_text()
    assert "632960" not in text
    assert "7700900" not in text


def test_the_command_says_what_to_do_next(made, tmp_path, capsys):
    from ringfence.cli import run as command

    m.write_calls(tmp_path / "calls.csv", [GOOD])
    words = ["call", "audit", str(tmp_path / "calls.csv"), "--campaigns", str(made.cards), "-o", str(tmp_path / "out")]
    assert command(words) in (2, 3)
    assert "Next:" in capsys.readouterr().out
    assert command([*words, "--format", "json"]) in (2, 3)
    assert json.loads(capsys.readouterr().out)["records"] == 1


def test_columns_of_the_staged_table_and_of_the_plan_do_not_clash():
    names = [name for name, _ in (*expressions.STAGED, *expressions.PLAN)]
    assert len(set(names)) == len(names)


def test_csv_module_and_our_reader_agree_on_how_many(made):
    with (made.folder / "calls.csv").open(newline="") as lines:
        assert len(list(csv.DictReader(lines))) == len(made.calls)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--memory-limit", "lots"], "no amount of memory"),
        (["--engine", "steam"], "'steam' is not one of"),
    ],
)
def test_options_out_of_place_are_refused(made, tmp_path, capsys, words, says):
    from ringfence.cli import run as command

    calls = str(m.write_calls(tmp_path / "calls.csv", [GOOD]))
    assert command(["call", "audit", calls, "--campaigns", str(made.cards), "-o", str(tmp_path / "out"), *words]) == 1
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="pyspark is here")
def test_spark_that_is_not_there_is_said(made, tmp_path):
    calls = m.write_calls(tmp_path / "calls.csv", [GOOD])
    with pytest.raises(RingfenceError, match=r"ringfence\[spark\]"):
        audit(calls, made.cards, tmp_path / "out", engine="spark")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("history", "calls", "over"),
    [  # two calls in three days are the campaign's limit; days are of June 2016
        ([], ["13T10:00:00", "13T11:00:00", "15T10:00:00", "16T10:00:00"], [False, False, True, False]),
        ([], ["13T10:00:00", "14T10:00:00", "14T10:00:00", "14T10:00:01"], [False, False, False, True]),
        ([12, 12], ["13T10:00:00", "15T10:00:00"], [True, False]),
        ([11, 11], ["13T10:00:00", "13T10:00:01"], [True, True]),
        ([10, 10], ["13T10:00:00", "13T10:00:01"], [False, False]),
        ([13, 13, 14], ["13T10:00:00", "14T10:00:00"], [False, False]),  # days on which the records speak
        (
            [12],
            ["12T23:30:00", "13T10:00:00", "13T10:01:00"],
            [False, True, True],
        ),  # half past midnight in London: the 13th
    ],
)
def test_how_often_a_number_was_called_before(made, tmp_path, history, calls, over):
    shutil.copytree(made.folder, tmp_path / "all")
    rows = "".join(f"01632 960001,2016-06-{day}\n" for day in history)
    (tmp_path / "all" / "history.csv").write_text("number,called_at\n" + rows)
    calls = [
        GOOD | {"call_id": str(i), "campaign": "message", "started_at": f"2016-06-{at}Z"} for i, at in enumerate(calls)
    ]
    other = GOOD | {"call_id": "x", "campaign": "vote", "started_at": "2016-06-13T09:00:00Z"}  # another campaign's call
    file = m.write_calls(tmp_path / "calls.csv", [*calls, other])
    audit(file, tmp_path / "all" / "campaigns", tmp_path / "out")
    assert ["FREQUENCY_CAP" in row[8].split(";") for row in verdicts(tmp_path / "out") if row[0] != "x"] == over
