"""Beside every verdict file stands what its columns mean: it fits the file, and the file fits it."""

import csv
import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ringfence.cli import run
from ringfence.lists import description, summaries
from ringfence.lists.intake import ContactList
from ringfence.lists.report import FORMULA
from ringfence.lists.screen import Verdict, screen
from ringfence.numbers import read_all
from ringfence.preferences.evidence import Evidence
from ringfence.tables.text import open_table

ON = date(2026, 11, 21)
CELLS = ["01632 960001", "+44 1632 960001", "=1+1", "-1", "@x", "\t07700 900123", "", '=HYPERLINK("x")', "07700 900124",
         "\n07700900125", "＝1"]  # fmt: skip


def judge(facts):
    if facts["duplicate"]:
        return Verdict("block", ("DUPLICATE",))
    return Verdict("allow") if facts["number_kind"] in ("fixed", "mobile") else Verdict("block", ("INVALID_NUMBER",))


def screened(folder, name, lists=1):
    files = []
    for place in range(lists):
        files.append(folder / f"{'=' if place else ''}list{place}.csv")
        with files[-1].open("w", newline="") as out:
            csv.writer(out).writerows([["id", "phone"], *enumerate(CELLS)])
    out = folder / name
    found = screen([ContactList(file) for file in files], Evidence(), judge, ON, out=out)
    summary = summaries.made(found, "v1")
    return out, summary, json.loads(description.describe(out, summary).read_text())


@pytest.mark.parametrize("lists", [1, 2])
def test_every_cell_of_a_csv_is_as_its_description_says(tmp_path, lists):
    out, summary, told = screened(tmp_path, "verdicts.csv", lists)
    with out.open(newline="") as lines:
        header, *rows = csv.reader(lines)
    columns = told["tableSchema"]["columns"]
    assert told["url"] == "verdicts.csv"
    assert description.place_of(out).name == "verdicts.csv-metadata.json"
    assert [column["titles"] for column in columns] == header
    assert rows
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            fits(column, cell)
    assert told["notes"][0]["ringfence"]["rules_version"] == "v1"
    assert str(len(rows)) in told["dc:description"]
    assert summary["numbers"] == len(rows)


def fits(column, cell):
    """What the Tabular Data Model asks of a cell of strings and integers."""
    if not cell:
        assert not column.get("required")
        return
    kind = column["datatype"] if isinstance(column["datatype"], dict) else {"base": column["datatype"]}
    if kind["base"] == "integer":
        assert int(cell) >= kind["minimum"]
    values = cell.split(column["separator"]) if "separator" in column else [cell]
    assert all(re.fullmatch(kind["format"], value) for value in values if "format" in kind)


def test_a_data_package_names_its_file_by_hash_and_its_fields_by_type(tmp_path):
    out, _, told = screened(tmp_path, "Verdicts März.parquet")
    (resource,) = told["resources"]
    assert re.fullmatch(r"[-a-z0-9._]+", resource["name"])
    assert resource["path"] == out.name
    assert resource["hash"] == "sha256:" + hashlib.sha256(out.read_bytes()).hexdigest()
    assert told["ringfence"]["bytes"] == out.stat().st_size
    table = pq.read_table(out)
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == table.column_names
    for field in fields:
        values = table.column(field["name"]).to_pylist()
        limits = field.get("constraints", {})
        assert all(
            isinstance(value, int if field["type"] == "integer" else str) for value in values if value is not None
        )
        assert None not in values or not limits.get("required")
        assert all(re.fullmatch(limits["pattern"], value) for value in values if value and "pattern" in limits)
        assert set(values) <= set(limits["enum"]) if "enum" in limits else True


def test_no_cell_of_a_csv_is_a_formula_but_the_number_itself(tmp_path):
    out, _, _ = screened(tmp_path, "verdicts.csv", 2)
    with out.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        for name, cell in row.items():
            assert name == "e164" or not re.match(FORMULA, cell), (name, cell)
            assert name != "e164" or re.fullmatch(r"(\+\d+)?", cell)
    assert {row["e164"] for row in rows if row["written"].startswith("'")} >= {"+441632960001", "+447700900123"}
    for row in rows:  # what was written reads as before
        assert row["e164"] in {number.e164 or "" for number in read_all(row["written"])}


CARD = """
[campaign]
id = "c"
name = "A campaign"
purpose = "persuasion"
mode = "live"
script = "script.md"
field_from = 2026-11-20
field_until = 2026-11-30
[[lists]]
file = "contacts.csv"
kind = "own"
"""


@pytest.fixture
def campaign(tmp_path):
    (tmp_path / "campaign.toml").write_text(CARD)
    (tmp_path / "script.md").write_text("Will you vote for Meadow Party on Thursday?\n")
    rows = "".join(f"{n},Sam Smith,01632 960{n:03d}\n" for n in range(300))
    (tmp_path / "contacts.csv").write_text("id,name,phone\n" + rows + "300,x,nothing\n301,x,7.7E+09\n")
    return tmp_path


def test_the_command_describes_what_it_wrote(campaign, capsys):
    out = campaign / "verdicts.csv"
    run(["list", "screen", str(campaign / "contacts.csv"), "--campaign", str(campaign), "-o", str(out)])
    assert "(described in verdicts.csv-metadata.json)" in capsys.readouterr().out
    told = json.loads((campaign / "verdicts.csv-metadata.json").read_text())
    assert told["notes"][0]["ringfence"]["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()


def test_preflight_describes_both_its_lists(campaign, capsys):
    run(["preflight", str(campaign), "-o", str(campaign / "out")])
    for name in ("callable.csv", "excluded.csv"):
        rows = len((campaign / "out" / name).read_text().splitlines()) - 1
        told = json.loads((campaign / "out" / f"{name}-metadata.json").read_text())
        assert told["dc:description"].startswith(f"{rows} verdicts, one row each, of 302 numbers")


def test_preview_shows_how_the_list_is_read_and_writes_nothing(campaign, capsys):
    before = sorted(campaign.iterdir())
    command = ["list", "screen", str(campaign / "contacts.csv"), "--campaign", str(campaign), "--preview"]
    assert run(command) == 0
    said = capsys.readouterr().out
    assert sorted(campaign.iterdir()) == before
    assert "text in UTF-8, parted by commas, with a header; 302 rows" in said
    assert "0 | Sam Smith | 016** ****00" in said
    assert "Of all rows, 99.3% hold a number that can be read" in said
    assert "digits lost by a spreadsheet" in said
    assert "99999 999999" in said
    assert not re.search(r"960\d{3}", said)
    assert run([*command, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["phone_columns"] == ["phone"]
    assert sum(each["share"] for each in told["estimates"]) == pytest.approx(1)


def test_a_preview_of_a_sample_estimates_what_the_whole_holds(campaign, monkeypatch, capsys):
    monkeypatch.setattr("ringfence.lists.preview.SAMPLE", 100)
    rows = "".join(f"{n},Sam,{'nothing' if n % 4 == 0 else f'0770{n:07d}'}\n" for n in range(900_000, 901_000))
    (campaign / "contacts.csv").write_text("id,name,phone\n" + rows)
    command = ["list", "screen", str(campaign / "contacts.csv"), "--campaign", str(campaign), "--preview"]
    assert run([*command, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["sampled"]) == (1000, 100)
    blank = next(each for each in told["estimates"] if each["reasons"] == ["INVALID_NUMBER"])
    assert blank["interval"][0] < 0.25 < blank["interval"][1]
    assert run(command) == 0
    assert "cannot show numbers that stand twice" in capsys.readouterr().out


def test_without_an_output_the_command_says_what_to_do(campaign, capsys):
    assert run(["list", "screen", str(campaign / "contacts.csv"), "--campaign", str(campaign)]) == 1
    assert "-o OUT.parquet, or only look with --preview" in capsys.readouterr().err


def test_every_reader_says_what_the_file_was_taken_for(tmp_path):
    import duckdb

    files = {"a.csv": "phone;id\n01632 960001;1\n", "b.csv": "01632 960001\n", "c.json": '{"phone": "01632 960001"}\n'}
    told = {}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        told[name] = open_table(duckdb.connect(), tmp_path / name, Path(tmp_path)).how
    assert told == {
        "a.csv": "text in UTF-8, parted by semicolons, with a header",
        "b.csv": "text in UTF-8, one column, without a header",
        "c.json": "JSON, an object a line",
    }
