"""Lists held against results: honest samples are left alone, strongholds found, joins and tables read or refused."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest

from ringfence.campaigns import areas, card, elections, representation, results, sampling, targeting, weighted
from ringfence.campaigns.preflight import stand
from ringfence.campaigns.representation import interval, parts
from ringfence.campaigns.targeting import look_at_list
from ringfence.cli import run
from ringfence.errors import RingfenceError

OF_2017 = results.shipped(2017)
SEATS = sorted(OF_2017.seats)
SIZES = np.array([OF_2017.seats[name].electorate for name in SEATS], float)


def people(rng, rows):
    """So many electors, drawn at random."""
    return rng.multinomial(rows, SIZES / SIZES.sum())


def places(rng, count, *, by_size=False, alike=True):
    """Some constituencies drawn at random, with as many people in each, or as many for each elector."""
    chosen = rng.choice(len(SEATS), count, replace=False, p=SIZES / SIZES.sum() if by_size else None)
    found = np.zeros(len(SEATS))
    found[chosen] = 100 if alike else np.maximum(1, rng.poisson(SIZES[chosen] * 0.01))
    return found


DESIGNS = {
    "1,000 people": lambda rng: people(rng, 1_000),
    "50,000 people": lambda rng: people(rng, 50_000),
    "12 places": lambda rng: places(rng, 12),
    "60 places by size": lambda rng: places(rng, 60, by_size=True),
    "200 places, rows by electorate": lambda rng: places(rng, 200, alike=False),
}


def rows_of(counts):
    return {name: float(count) for name, count in zip(SEATS, counts, strict=True) if count}


@pytest.mark.parametrize("draw", DESIGNS.values(), ids=DESIGNS)
def test_honest_samples_are_flagged_no_more_often_than_declared(monkeypatch, draw):
    """At 5 %, of 100 honest samples: no more than 5 and two and a half standard deviations. No part is ever `over`."""
    monkeypatch.setattr(weighted, "LEAST", 0.0)  # the test by itself, without the limit on what is worth naming
    rng, alarms, over = np.random.default_rng(11), 0, 0
    for seed in range(100):
        rows = rows_of(draw(rng))
        alarms += min(lean.p for lean in weighted.find(rows, OF_2017.seats, 59, seed)) <= 0.05
        over += any(part.over for part in parts(rows, OF_2017.seats))
    assert alarms <= 10
    assert over <= 3  # the declared rate is 1 in 100


@pytest.mark.parametrize("party", ["Conservative", "Labour", "Liberal Democrat", "SNP or Plaid Cymru"])
@pytest.mark.parametrize("count", [8, 30])
def test_strongholds_are_found(party, count):
    strongest = sorted(SEATS, key=lambda name: -OF_2017.seats[name].shares[party])[:count]
    found = look_at_list(dict.fromkeys(strongest, 500.0), OF_2017, draws=399)
    assert (found.kind, found.party) == ("strongholds", party)
    part = next(each for each in found.parts if each.party == party)
    assert part.here > 0.6
    assert part.over or count == 8  # eight places leave wide intervals
    assert f"lie more in {party} strongholds than chance explains" in found.words


def test_a_national_list_that_favours_strongholds_is_found():
    """Every constituency is called, those where a party is strong half as often again."""
    labour = np.array([OF_2017.seats[name].shares["Labour"] for name in SEATS])
    rng = np.random.default_rng(3)
    tilted = SIZES * np.where(labour > np.quantile(labour, 0.8), 1.5, 1.0)
    found = look_at_list(rows_of(rng.multinomial(20_000, tilted / tilted.sum())), OF_2017, instigator="Labour Party")
    assert (found.kind, found.party) == ("strongholds", "Labour")
    assert found.facts() == {"audience_by_support": True}
    assert [part.name for part in found.parts if part.over][:1] == ["Labour strongholds"]
    times, low, high = next(part.times for part in found.parts if part.party == "Labour")
    assert low < times < high
    assert 1.3 < times < 1.5


def test_marginals_are_found_and_are_no_fact():
    close = sorted(SEATS, key=lambda name: OF_2017.seats[name].margin)[:20]
    found = look_at_list(dict.fromkeys(close, 100.0), OF_2017, instigator="Labour Party", draws=399)
    assert (found.kind, found.facts()) == ("marginals", {})


def test_a_difference_too_small_to_matter_is_not_named():
    """Half a million rows show that some have no telephone; that is no lean."""
    labour = np.array([OF_2017.seats[name].shares["Labour"] for name in SEATS])
    tilted = SIZES * (1 + 0.1 * (labour - labour.mean()))
    rows = rows_of(np.random.default_rng(3).multinomial(500_000, tilted / tilted.sum()))
    found = look_at_list(rows, OF_2017, draws=199)
    assert found.kind == "sample"
    assert not any(part.over for part in found.parts)


def test_a_list_of_one_region_is_no_stronghold():
    rows = {name: OF_2017.seats[name].electorate / 50 for name in SEATS if OF_2017.seats[name].region == "North East"}
    found = look_at_list(rows, OF_2017, draws=399)
    assert found.kind == "sample"
    assert not any(part.over for part in found.parts)


@pytest.mark.parametrize(("share", "size"), [(0.0, 10), (0.2, 10), (0.5, 36), (1.0, 8), (0.1, 990)])
def test_an_interval_holds_what_it_promises(share, size):
    """Clopper and Pearson: at each end, what was seen is as rare as promised."""
    low, high = interval(share, size, 0.02)
    seen = round(share * size)
    assert low <= share <= high
    if low > 0:
        assert representation._at_least(seen, size, low) == pytest.approx(0.01, rel=1e-3)
    if high < 1:
        assert 1 - representation._at_least(seen + 1, size, high) == pytest.approx(0.01, rel=1e-3)


def test_large_and_small_sizes_agree_where_they_meet():
    exact, wide = interval(0.3, 1000, 0.01), interval(0.3, 1000.5, 0.01)
    assert exact == pytest.approx(wide, abs=0.002)


def test_places_count_where_some_are_chosen_and_rows_where_all_are():
    assert representation.effective(dict.fromkeys("abcde", 1000.0), 600) == pytest.approx(5, rel=0.01)
    assert representation.effective({str(n): 10.0 for n in range(600)}, 600) == pytest.approx(6000)


# -- lists, codes and join tables


def write(file, rows):
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    return file


def test_names_and_codes_mean_the_same(tmp_path):
    seats = [OF_2017.seats[name] for name in SEATS[:50]]
    by_name = write(tmp_path / "n.csv", [["phone", "seat"], *(["01632 960001", s.name.upper()] for s in seats)])
    by_code = write(tmp_path / "c.csv", [["phone", "x"], *(["01632 960001", s.code.lower()] for s in seats)])
    one, two = (areas.areas_of(file, OF_2017) for file in (by_name, by_code))
    assert one.rows == two.rows == dict.fromkeys(SEATS[:50], 1.0)
    assert (one.column, two.column) == ("seat", "x")


def test_what_leads_nowhere_is_counted(tmp_path):
    rows = [["Gower"], ["Gower"], ["Nowhere"], [""], ["Belfast West"], ["W07000050"]]
    found = areas.areas_of(write(tmp_path / "a.csv", [["area", "n"], *([*row, "1"] for row in rows)]), OF_2017, "Area")
    assert found.recognised == 2 + (1 if OF_2017.find("W07000050") in OF_2017.seats else 0)
    assert (found.total, found.blank, found.unknown["Nowhere"], found.not_judged) == (6, 1, 1, {"Belfast West": 1})


JOIN = [
    ["pcd", "name", "constituency", "households"],
    ["SA2", "one", "Gower", "300"],
    ["SA2", "one", "Swansea West", "100"],
    ["SA3 1AB", "two", "Gower", "7"],
    ["CH7", "three", "Delyn", "50"],
    ["XX1", "four", "Nowhere", "50"],
]


def test_postcodes_and_wards_lead_through_a_join_table(tmp_path):
    join = write(tmp_path / "join.csv", JOIN)
    cells = ["SA2 8PP", "sa2 8pp", "SA2", "SA31AB", "CH7 1AA", "ZZ1 1ZZ"]
    contacts = write(tmp_path / "a.csv", [["phone", "postcode"], *(["01632 960001", cell] for cell in cells)])
    found = areas.areas_of(contacts, OF_2017, join=join)
    key = elections.key
    assert found.rows == {key("Gower"): 3 * 0.75 + 1, key("Swansea West"): 0.75, key("Delyn"): 1}
    assert (found.shared, found.unknown) == (3, {"ZZ1 1ZZ": 1})
    wards = write(tmp_path / "w.csv", [["ward"], ["Two"], ["three"], ["THREE"]])
    assert areas.areas_of(wards, OF_2017, join=join).rows == {key("Gower"): 1, key("Delyn"): 2}


def test_tables_that_do_not_help_are_refused(tmp_path):
    contacts = write(tmp_path / "a.csv", [["phone", "town"], ["01632 960001", "Anywhere"]])
    for file, column, join, said in [
        (contacts, None, None, "no column holds names or codes"),
        (contacts, "town", None, 'the column "town" holds'),
        (contacts, "twon", None, "the columns are: phone, town"),
        (contacts, None, contacts, "no column of constituencies that were on file in 2017"),
        (contacts, None, write(tmp_path / "one.csv", [["x"], ["Gower"]]), "only one column"),
    ]:
        with pytest.raises(RingfenceError, match=re.escape(said)):
            areas.areas_of(file, OF_2017, column, join)


# -- a table of results of the user's own


HEADER = ["election", "constituency_id", "constituency_name", "country/region", "electorate", "con_votes", "lab_votes",
          "lib_votes", "natSW_votes", "total_votes"]  # fmt: skip
ROW = ["2024", "E1", "Riverside", "North East", "70000", "10000", "20,000", "", "", "33000"]


def test_results_of_the_same_form_are_read(tmp_path):
    older = ["2019", "E1", "Riverside", "North East", "60000", "30000", "10000", "", "", "43000"]
    irish = ["2024", "N1", "Lough", "Northern Ireland", "60000", "", "", "", "", "43000"]
    found = results.read(write(tmp_path / "r.csv", [HEADER, older, ROW, irish]), 2026)
    assert (found.year, list(found.seats), found.not_judged) == (2024, ["riverside"], {"lough"})
    assert found.seats["riverside"].shares["Labour"] == pytest.approx(20 / 33)
    assert found.find("e1") == found.find("RIVERSIDE") == "riverside"
    assert results.read(tmp_path / "r.csv", 2023).year == 2019


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("electorate", "many", "row 1: electorate is no number"),
        ("total_votes", "0", "row 1: a constituency without a name, an electorate or votes"),
        ("total_votes", "29999", "more votes for the parties than in all"),
        ("constituency_name", "", "without a name"),
        ("election", "2030", "no election up to 2026"),
        ("con_votes", "inf", "no number"),
    ],
)
def test_a_table_of_results_with_a_fault_is_refused(tmp_path, column, value, said):
    row = list(ROW)
    row[HEADER.index(column)] = value
    with pytest.raises(RingfenceError, match=said):
        results.read(write(tmp_path / "r.csv", [HEADER, row]), 2026)
    with pytest.raises(RingfenceError, match="stands there twice"):
        results.read(write(tmp_path / "r.csv", [HEADER, ROW, ROW]), 2026)
    with pytest.raises(RingfenceError, match="no column lab_votes"):
        results.read(write(tmp_path / "r.csv", [[h for h in HEADER if h != "lab_votes"], ROW[1:]]), 2026)


# -- sampling and quotas


def test_the_sampling_fraction_is_told():
    gower = elections.key("Gower")
    size = OF_2017.seats[gower].electorate
    assert "nearer a census" not in sampling.remark(sampling.fractions({gower: size * 0.02}, OF_2017))
    assert "In 1 of them it is nearer a census" in sampling.remark(sampling.fractions({gower: size * 0.3}, OF_2017))
    assert "No area has more rows than electors" in sampling.remark(sampling.fractions({gower: size * 2.0}, OF_2017))
    assert "no row in a constituency" in sampling.remark(())


def test_quotas_are_held_against_the_list(tmp_path):
    declared = write(tmp_path / "q.csv", [["column", "value", "share"], ["age", "18-34", "30%"], ["age", "35+", "70"]])
    contacts = write(tmp_path / "a.csv", [["phone", "Age"], *(["1", "18-34" if n % 2 else "35+"] for n in range(1000))])
    young, old = sampling.quotas(declared, contacts)
    assert (young.declared, young.achieved, young.missed, old.missed) == (0.3, 0.5, True, True)
    fair = write(
        tmp_path / "b.csv", [["phone", "age"], *(["1", "18-34" if n % 10 < 3 else "35+"] for n in range(1000))]
    )
    assert not any(each.missed for each in sampling.quotas(declared, fair))


def test_honest_lists_miss_no_more_quotas_than_declared(tmp_path):
    rng, shares = np.random.default_rng(2), [0.2, 0.3, 0.5]
    missed = 0
    for _ in range(400):
        counts = rng.multinomial(300, shares)
        held = sampling._held(
            "c", dict(zip("abc", shares, strict=True)), list(zip("abc", map(int, counts), strict=True))
        )
        missed += any(each.missed for each in held)
    assert missed <= 10  # 4 are due at 1 in 100; Wilson's interval keeps it closely, not strictly


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["age", "18", "x"]], "row 1: a quota has a column"),
        ([["age", "18", "1"], ["age", "18", "2"]], "row 2: 18 stands there twice"),
        ([["age", "18", "0"]], "come to nothing"),
        ([["sex", "f", "1"]], 'no column "sex"'),
    ],
)
def test_quotas_that_cannot_be_used_are_refused(tmp_path, rows, said):
    contacts = write(tmp_path / "a.csv", [["phone", "age"], ["1", "18"]])
    with pytest.raises(RingfenceError, match=said):
        sampling.quotas(write(tmp_path / "q.csv", [["column", "value", "share"], *rows]), contacts)


# -- the card and the command


CARD = """
[campaign]
id = "c"
name = "A campaign"
purpose = "research"
mode = "live"
script = "script.md"
field_from = 2018-05-01
field_until = 2018-05-30
[instigator]
name = "Labour Party"
kind = "party"
[sample]
area_column = "constituency"
[[lists]]
file = "contacts.csv"
kind = "own"
"""


@pytest.fixture
def campaign(tmp_path):
    (tmp_path / "campaign.toml").write_text(CARD)
    (tmp_path / "script.md").write_text("Which issue matters most to you?\n")
    strong = sorted(SEATS, key=lambda name: -OF_2017.seats[name].shares["Labour"])[:20]
    rows = [[f"01632 960{n:03d}", OF_2017.seats[strong[n % 20]].name, "f" if n % 3 else "m"] for n in range(600)]
    write(tmp_path / "contacts.csv", [["phone", "constituency", "sex"], *rows])
    return tmp_path


def test_the_lists_of_a_card_are_looked_at_before_a_call_is_made(campaign):
    standing = stand(card.load(campaign))
    assert (standing.targeting.kind, standing.targeting.party) == ("strongholds", "Labour")
    assert standing.facts["audience_by_support"] is True
    with (campaign / "contacts.csv").open("a") as out:
        out.write("01632 960001,Gowr,f\n")
    (area,) = stand(card.load(campaign)).targeting.unknown_areas
    assert (area.name, area.near[0]) == ("Gowr", "Gower")
    (campaign / "campaign.toml").write_text(CARD.replace("Labour Party", "Green Charity"))
    assert stand(card.load(campaign)).facts["audience_by_support"] is None  # strongholds of others: a question


def test_the_command_tells_draws_and_refuses(campaign, capsys):
    (campaign / "q.csv").write_text("column,value,share\nsex,f,50\nsex,m,50\n")
    (campaign / "campaign.toml").write_text(CARD.replace("[sample]", '[sample]\nquotas = "q.csv"'))
    command = ["list", "targeting", str(campaign / "contacts.csv"), "--campaign", str(campaign)]
    assert run(command) == 0
    said = capsys.readouterr().out
    for words in ("lie more in Labour strongholds", "never a verdict", "Quotas: 0 of 2 are met", "people chosen for"):
        assert words in said
    for name in ("t.html", "t.svg", "t.json"):
        assert run([*command, "-o", str(campaign / name)]) == 0
    told = json.loads((campaign / "t.json").read_text())
    assert told["finding"]["kind"] == "strongholds"
    assert told["facts"] == {"audience_by_support": True}
    assert (campaign / "t.svg").read_text().startswith("<svg")
    for broken in (["-o", "t.pdf"], ["-o", str(campaign / "q.csv")], ["--areas", "phone"], ["-o", "no/t.svg"]):
        assert run([*command, *broken]) == 1
    (campaign / "campaign.toml").write_text(CARD.replace("2018-", "2004-"))
    assert run(command) == 1
    assert "no election on file before the calls" in capsys.readouterr().err


def test_a_drawing_escapes_what_it_is_given(campaign):
    from ringfence.campaigns.targeting_chart import svg

    drawn = svg(parts(dict.fromkeys(SEATS, 1.0), OF_2017.seats), '<script>"&')
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


CHROMIUM = Path("/usr/bin/chromium")


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: python3 run.py system")
def test_the_page_has_no_barrier(campaign):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    out = campaign / "t.html"
    assert run(["list", "targeting", str(campaign / "contacts.csv"), "--campaign", str(campaign), "-o", str(out)]) == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(out.as_uri())
        found = Axe().run(page)
        browser.close()
    assert found.violations_count == 0, found.generate_report()


def test_areas_named_in_a_card_may_be_codes():
    seats = [OF_2017.seats[name] for name in SEATS[:30]]
    by_name = targeting.look([seat.name for seat in seats], election=2017, draws=19)
    assert targeting.look([seat.code for seat in seats], election=2017, draws=19) == by_name
