"""The two campaigns load, say what is theirs and what is not, and their made-up data stays what it was."""

import csv
import hashlib
import importlib.util
import re
from collections import Counter
from pathlib import Path

import phonenumbers
import pytest

from ringfence.campaigns import card, targeting

EXAMPLES = Path(__file__).parents[2] / "examples"
NEATH, LABOUR = EXAMPLES / "neath-2017", EXAMPLES / "labour-2009"
SMALL = {"rows": 6000, "listed": 30_000}


def module(path):
    spec = importlib.util.spec_from_file_location(path.parent.name.replace("-", "_"), path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.csv"))}


def valid(written):
    try:
        number = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


@pytest.fixture(scope="module")
def labour():
    return module(LABOUR / "generate.py")


@pytest.fixture(scope="module")
def made(labour, tmp_path_factory):
    folder = tmp_path_factory.mktemp("labour")
    labour.generate(folder, **SMALL)
    return folder


# Neath


def test_neath_loads_and_leaves_unknown_what_is_not_on_record():
    campaign = card.load(NEATH)
    facts = campaign.facts()
    assert facts["paid_callers"] is True
    assert facts["answers_linked"] is False
    assert facts["caller_differs_from_instigator"] is True
    assert campaign.caller.introduces_itself_as == "Axe Research"
    for unknown in ("list_bought", "cli_withheld", "audience_by_support", "canvass_candidate", "scale_beyond_research"):
        assert facts[unknown] is None


def test_neath_called_marginals():
    campaign = card.load(NEATH)
    by_row = Counter(row["constituency"] for row in rows(NEATH / "contacts.csv"))
    assert set(by_row) == set(campaign.areas)
    assert (
        targeting.look(by_row, election=campaign.sample.election, instigator="Conservative Party").kind == "marginals"
    )


QUOTED = [
    "Axe Research – an independent market",
    "Theresa May with a plan to control our laws, borders and money AND deliver what people voted for",
    "heading up a coalition with the minor parties who oppose Brexit.",
    "It was reported in the Daily Mirror in September last year that Jeremy Corbyn said that he's 'not concerned'",
    "Does that make you more likely to back Theresa May or more likely to vote for Jeremy Corbyn?",
    "a little more likely to vote for Theresa May's Conservative candidate, or are you still unsure",
]


@pytest.mark.parametrize("words", QUOTED)
def test_neath_quotes_the_record(words):
    assert (NEATH / "script.md").read_text(encoding="utf-8").count(words) in {1, 2}


@pytest.mark.parametrize("script", [NEATH / "script.md", NEATH / "script-cleaned.md", LABOUR / "script.md"], ids=str)
def test_every_line_read_aloud_stands_under_a_mark(script):
    """Quoted or reconstruction: nothing is spoken before the first mark."""
    text = script.read_text(encoding="utf-8")
    first = re.search(r"^(?!#|<!--|\s*$).", text, re.MULTILINE).start()
    assert re.search(r"<!-- (?:quoted|reconstruction)", text[:first])
    assert all(line.endswith("-->") for line in text.splitlines() if line.startswith("<!--"))


def test_the_cleaned_script_is_the_script_without_the_two_sections():
    full, cleaned = (
        (NEATH / name).read_text(encoding="utf-8").splitlines() for name in ("script.md", "script-cleaned.md")
    )
    assert set(cleaned[3:]) < set(full)
    gone = " ".join(line for line in full if line not in cleaned)
    assert all(words in gone for words in QUOTED[1:])
    assert not any(words in " ".join(cleaned) for words in QUOTED[1:])


def test_neath_files_are_what_their_program_makes(tmp_path):
    module(NEATH / "generate.py").generate(tmp_path)
    assert digest(tmp_path) == digest(NEATH)
    assert sum(path.stat().st_size for path in NEATH.glob("*.csv")) < 600_000


def test_neath_numbers_are_all_from_drama():
    made = module(NEATH / "generate.py")
    drama = {number.replace(" ", "") for number in made.block(made.DRAMA + made.ELSEWHERE)}
    assert {row["number"] for row in rows(NEATH / "tps.csv")} < drama
    for row in rows(NEATH / "contacts.csv"):
        for written in row["phone"].translate({0xFF10 + digit: str(digit) for digit in range(10)}).split("/"):
            digits = re.sub(r"^(?:44|0)*", "0", re.sub(r"\D", "", written.split("ext")[0].replace("(0)", "")))
            if valid(written) and len(digits) == 11 and not digits.startswith(("012025550", "0909", "0808")):
                assert digits in drama, written


def test_most_of_the_neath_list_is_good():
    contacts = rows(NEATH / "contacts.csv")
    assert len(contacts) == 12_000
    assert 0.85 < sum(valid(row["phone"]) for row in contacts) / len(contacts) < 0.97


# Labour


def test_labour_loads_once_its_list_is_made(labour, tmp_path):
    for name in ("campaign.toml", "script.md", "areas.txt", "generate.py"):
        (tmp_path / name).write_bytes((LABOUR / name).read_bytes())
    with pytest.raises(card.intake.CardFileMissing, match=r"It is made, not kept: run .*generate\.py"):
        card.load(tmp_path)
    labour.generate(tmp_path / "data", **SMALL)
    campaign = card.load(tmp_path)
    facts = campaign.facts()
    assert (facts["mode"], facts["purpose"], facts["list_bought"]) == ("recorded", "gotv", True)
    assert facts["audience_by_support"] is None  # a bought list alone does not tell
    assert campaign.list_facts()[0] == {
        "source_bought": True, "source_wording": None, "source_names_caller": None, "source_checked": None,
        "source_told": None,
    }  # fmt: skip


def test_labour_called_strongholds(labour, made):
    names = [seat.name for seat in labour.strongholds()]
    listed = [
        line for line in (LABOUR / "areas.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    by_row = Counter(row["constituency"] for row in rows(made / "contacts.csv"))
    assert names == listed
    assert set(by_row) == set(names)
    found = targeting.look(by_row, election=2005, instigator="Labour Party")
    assert (found.kind, found.party) == ("strongholds", "Labour")
    assert found.facts() == {"audience_by_support": True}


def test_labour_list_is_the_same_every_time(labour, made, tmp_path):
    labour.generate(tmp_path, **SMALL)
    assert digest(tmp_path) == digest(made)
    assert digest(tmp_path)["contacts.csv"].startswith("5ed7ecf8929b")
    labour.generate(tmp_path, **SMALL, seed=1)
    assert digest(tmp_path) != digest(made)


def test_a_smaller_list_is_the_start_of_a_larger(labour, made, tmp_path):
    labour.generate(tmp_path, rows=1000, listed=5000)
    assert rows(made / "contacts.csv")[:1000] == rows(tmp_path / "contacts.csv")


def test_labour_list_is_as_untidy_as_lists_are(made):
    cells = [row["phone"] for row in rows(made / "contacts.csv")]
    assert len(cells) == SMALL["rows"]
    assert 0.85 < sum(valid(cell) for cell in cells) / len(cells) < 0.97
    for shape, least in {
        r"\d{11}": 0.35, r"\d{5} \d{3} \d{3}": 0.15, r"\+44\d{10}": 0.05, r"\+44 \(0\).*": 0.02, r"[1-9]\d{9}": 0.02,
        r"\d\.\d{5}E\+11": 0.005, r".* / .*": 0.005, r"": 0.005, r"'.*": 0.005, r".* x\d{3}": 0.002, r"0909.*": 0.0005,
        r"\+(?:1|33|61) .*": 0.002, r".*\.0": 0.002, r"[a-z/-]+": 0.002, r"[^\x00-\x7f]{11}": 0.001, r"0\d{8}": 0.002,
    }.items():  # fmt: skip
        share = sum(re.fullmatch(shape, cell) is not None for cell in cells) / len(cells)
        assert share >= least, shape
        assert share < 0.6, shape


def test_labour_numbers_are_real_in_form(labour):
    for region, codes in labour.CODES.items():
        assert codes
        for stem in labour.stems(region):
            assert len(stem) == 5
            assert valid(f"0{stem}12345"), stem


def test_labour_register(made):
    listed = rows(made / "tps.csv")
    numbers = [row["number"] for row in listed]
    assert len(numbers) == len(set(numbers)) == SMALL["listed"]
    assert numbers == sorted(numbers)
    assert 0.95 < sum(bool(row["listed_on"]) for row in listed) / len(listed) < 0.99
    assert max(row["listed_on"] for row in listed) <= "2009-05-28"
    plain = [cell for row in rows(made / "contacts.csv") if re.fullmatch(r"0\d{10}", cell := row["phone"])]
    assert 0.24 < len(set(plain) & set(numbers)) / len(set(plain)) < 0.31


def test_labour_repeats_some_numbers(made):
    plain = [cell for row in rows(made / "contacts.csv") if re.fullmatch(r"0\d{10}", cell := row["phone"])]
    assert 0.002 < 1 - len(set(plain)) / len(plain) < 0.05


def test_nothing_half_written_is_left(made):
    assert sorted(path.name for path in made.iterdir()) == ["contacts.csv", "objections.csv", "tps.csv"]
    assert 0 < len(rows(made / "objections.csv")) < 50
