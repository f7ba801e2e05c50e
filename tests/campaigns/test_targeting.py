"""Planted strongholds, marginals and weak seats are found; honest samples are left alone."""

import random
from collections import Counter

import pytest

from ringfence.campaigns import elections, leans, targeting
from ringfence.campaigns.targeting import look

SEATS = {year: sorted(elections.seats(year).values(), key=lambda seat: seat.name) for year in elections.YEARS}
MARGINALS = [
    "Bridgend", "Cardiff North", "City of Chester", "Clwyd South", "Delyn", "Gower", "Newport West", "Vale of Clwyd",
    "Wirral West", "Wrexham",
]  # fmt: skip
QUICK = 399  # draws; the smallest p is 0.0025


def strongest(party, year, count):
    return [seat.name for seat in sorted(SEATS[year], key=lambda seat: -seat.shares[party])[:count]]


@pytest.mark.parametrize(
    ("party", "year", "count"),
    [
        ("Labour", 2005, 60),
        ("Labour", 2005, 8),
        ("Conservative", 2019, 30),
        ("Liberal Democrat", 2010, 20),
        ("SNP or Plaid Cymru", 2015, 12),
    ],
)
def test_strongholds_are_found(party, year, count):
    found = look(strongest(party, year, count), election=year, draws=QUICK)
    assert (found.kind, found.party) == ("strongholds", party)
    assert found.statistic > found.expected
    assert found.words.startswith(f"The {count} areas called are {party} strongholds. In {year} ")


def test_ten_marginals_of_2015_are_found():
    found = look(MARGINALS, election=2015, instigator="Conservative Party")
    assert (found.kind, found.party, found.measure) == ("marginals", None, "margin")
    assert found.p_value < 0.005
    assert found.facts() == {}  # a survey of marginals may be research: no more than a question


def lean(kind, party, strength, p=0.001):
    return leans.Lean(kind, party, party or "margin", 0.5, 0.3, strength, p, p)


@pytest.mark.parametrize(
    ("ways", "party", "named"),
    [
        (
            [lean("weak_seats", "Conservative", 9), lean("strongholds", "Labour", 7)],
            None,
            1,
        ),  # the cause, not its shadow
        ([lean("weak_seats", "Conservative", 9), lean("marginals", None, 7)], None, 1),
        ([lean("strongholds", "SNP or Plaid Cymru", 9), lean("strongholds", "Labour", 7)], "Labour", 1),
        ([lean("strongholds", "Labour", 7), lean("marginals", None, 9)], None, 1),
        ([lean("weak_seats", "Liberal Democrat", 7)], None, 0),  # nothing else leans
        ([lean("strongholds", "Labour", 2, p=0.011)], "Labour", None),
    ],
)
def test_which_lean_is_named(ways, party, named):
    assert targeting._found(ways, party) == (None if named is None else ways[named])


def test_strongholds_of_the_party_behind_the_calls_are_an_audience_by_support():
    areas = strongest("Labour", 2005, 20)
    assert look(areas, election=2005, instigator="The Labour Party", draws=QUICK).facts() == {
        "audience_by_support": True
    }
    assert look(areas, election=2005, instigator="Conservative Party", draws=QUICK).facts() == {}
    assert look(areas, election=2005, instigator="Riverside Charity", draws=QUICK).facts() == {}


def test_rows_weigh_the_areas():
    """An honest choice of areas, with nearly all of the list in the strongholds among them."""
    names = [seat.name for seat in random.Random(5).sample(SEATS[2005], 60)]
    by_labour = {seat.name: seat.shares["Labour"] for seat in SEATS[2005]}
    even = look(names, election=2005, draws=QUICK)
    heavy = look({name: round(1 + 5000 * by_labour[name] ** 6) for name in names}, election=2005, draws=QUICK)
    assert even.kind == "sample"
    assert (heavy.kind, heavy.party) == ("strongholds", "Labour")


def test_rows_of_a_list_are_counted():
    rows = MARGINALS * 3 + ["Gower"]
    assert look(rows, election=2015, draws=19).rows == 31
    assert look(Counter(rows), election=2015, draws=19).areas == 10


@pytest.mark.parametrize("count", [12, 100])
def test_false_alarms_are_as_rare_as_promised(count):
    """Over 200 random samples: at 5 % some 10 alarms are due at most, fewer as both kinds of draw must agree."""
    alarms = 0
    for seed in range(200):
        drawn = {elections.key(seat.name): 1 for seat in random.Random(seed).sample(SEATS[2015], count)}
        alarms += min(lean.p for lean in leans.find(drawn, elections.seats(2015), draws=59, seed=seed)) <= 0.05
    assert alarms <= 16  # 10 and two standard deviations


def test_each_draw_alone_keeps_its_promise():
    """The country's p-value by itself: neither too eager nor too shy."""
    alarms = 0
    for seed in range(200):
        drawn = {elections.key(seat.name): 1 for seat in random.Random(seed).sample(SEATS[2015], 20)}
        alarms += min(lean.p_country for lean in leans.find(drawn, elections.seats(2015), draws=99, seed=seed)) <= 0.10
    assert 10 <= alarms <= 32  # 20 are due


def test_a_region_is_not_a_stronghold():
    north_east = [seat.name for seat in SEATS[2005] if seat.region == "North East"]
    found = look(north_east, election=2005, draws=QUICK)
    assert found.kind == "sample"
    assert "Why these regions is a question for a person" in found.words


def test_the_whole_country_is_a_sample():
    found = look([seat.name for seat in SEATS[2019]], election=2019, draws=19)
    assert found.kind == "sample"
    assert found.statistic == pytest.approx(found.expected)


def test_the_same_areas_get_the_same_answer_in_any_order():
    assert look(MARGINALS, election=2015, draws=QUICK) == look(MARGINALS[::-1], election=2015, draws=QUICK)


@pytest.mark.parametrize(
    "areas", [[], ["Gower"], ["Gower", "Delyn", "Wrexham", "Bridgend"], ["Nowhere"] * 9, ["", " "]]
)
def test_too_few_areas_are_not_judged(areas):
    found = look(areas, election=2015)
    assert found.kind == "unknown"
    assert found.p_value is None
    assert found.words.startswith("Too few areas to say: ")


def test_names_nobody_knows_are_listed_with_the_nearest():
    found = look([*MARGINALS, "Gowr", "Hull Est", "Belfast West", "Buckingham"], election=2015, draws=19)
    assert [(area.name, area.near[0]) for area in found.unknown_areas] == [("Gowr", "Gower"), ("Hull Est", "Hull East")]
    assert found.not_judged == ("Belfast West", "Buckingham")  # no contest of the main parties
    assert found.areas == 10


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("Ynys Môn", 2005),
        ("YNYS MON", 2015),
        ("Ynys Mo\u0302n", 2019),
        ("Durham, City of", 2017),
        ("City of Durham", 2005),
        ("Durham North", 2005),
        ("North Durham", 2015),
        ("Ealing, Acton and Shepherd’s Bush", 2005),
        ("Alyn and Deeside", 2015),
        ("the Wrekin", 2015),
    ],
)
def test_names_as_people_write_them(written, year):
    assert elections.key(written) in elections.seats(year)


@pytest.mark.parametrize("year", elections.YEARS)
def test_every_constituency_has_a_name_of_its_own(year):
    assert len(elections.seats(year)) + len(elections.not_judged(year)) == (646 if year == 2005 else 650)
    assert len(elections.not_judged(year)) in {18, 19}  # Northern Ireland, and the Speaker
    for seat in elections.seats(year).values():
        assert 0 <= seat.margin <= 1
        assert 0 < sum(seat.shares.values()) <= 1 + 1e-9


def test_a_known_result():
    gower = elections.seats(2015)[elections.key("Gower")]
    assert gower.margin == pytest.approx(27 / 42_758, abs=1e-4)  # 27 votes, the closest of that year


@pytest.mark.parametrize(
    ("day", "year"),
    [((2005, 5, 5), None), ((2009, 6, 4), 2005), ((2017, 6, 8), 2015), ((2017, 6, 9), 2017), ((2026, 1, 1), 2019)],
)
def test_the_election_before_a_day(day, year):
    from datetime import date

    assert elections.latest_before(date(*day)) == year


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Labour Party", "Labour"),
        ("Conservative and Unionist Party", "Conservative"),
        ("Liberal Democrats", "Liberal Democrat"),
        ("Scottish National Party (SNP)", "SNP or Plaid Cymru"),
        ("Labour Exchange Ltd", None),
    ],
)
def test_parties_by_name(name, party):
    assert elections.party_of(name) == party


def test_the_chart_has_every_seat_and_marks_those_called():
    found = look(MARGINALS * 2, election=2015, draws=19)
    assert len(found.points) == len(SEATS[2015])
    assert {point.area: point.rows for point in found.points if point.rows}["Gower"] == 2
    assert targeting.ALPHA == 0.01
