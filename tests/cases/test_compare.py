"""Comparing: times with censoring against a count by hand, nearness that is blind to who, pairs, outliers, files."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.cases.compare import alike, data, from_cases, likeness, matters, sheet, timing, words
from ringfence.cases.compare.comparing import BY, compare
from ringfence.cases.compare.report import page
from ringfence.errors import RingfenceError
from ringfence.facts import FACTS
from ringfence.rulings.loading import shipped

from .made import WRITTEN, case

ON = date(2026, 11, 26)
FULL, _ = matters.read(shipped("public"), ON)
COMPLAINT, CALLS = timing.CLOCKS


def entry(id_, **more):
    """A matter of one office about recorded calls without consent, settled by a notice."""
    facts = {"call_type": "automated", "promotes": "party or campaign", "consent_record": "none"}
    return {
        "id": id_, "organisation": f"Party {id_}", "regulator": "Office", "channel": "phone",
        "outcome": ["enforcement_notice"], "date": "2026-03-11", "first_complaint": "2026-03-01",
        "period": {"from": "2026-02-20", "to": "2026-02-27"}, "facts": facts | more.pop("facts", {}), **more,
    }  # fmt: skip


def read(*entries):
    found, problems = matters.read(entries, ON)
    assert not problems, problems
    return found


def by_hand(days, acted):
    """Kaplan and Meier's product, term by term."""
    share, points = 1.0, []
    for day in sorted({d for d, a in zip(days, acted, strict=True) if a}):
        waiting = sum(d >= day for d in days)
        done = sum(d == day and a for d, a in zip(days, acted, strict=True))
        share *= 1 - done / waiting
        points.append((day, share, waiting))
    return points


@settings(deadline=None)  # scipy takes a second to import
@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=25))
def test_the_curve_is_the_product_by_hand(told):
    entries = [
        entry(
            str(number),
            first_complaint="2026-01-01",
            date=date.fromordinal(date(2026, 1, 1).toordinal() + day).isoformat(),
            outcome=["enforcement_notice" if acted else "no_action"],
        )
        for number, (day, acted) in enumerate(told)
    ]
    curve = timing.curve("all", timing.times(read(*entries), COMPLAINT, ON))
    wanted = by_hand([day for day, _ in told], [acted for _, acted in told])
    assert [(point.days, point.at_risk) for point in curve.points] == [(day, waiting) for day, _, waiting in wanted]
    for point, (_, share, _) in zip(curve.points, wanted, strict=True):
        assert point.share == pytest.approx(share)
        assert point.low <= point.share + 1e-9
        assert point.share <= point.high + 1e-9
    half = next((day for day, share, _ in wanted if share <= 0.5 + 1e-12), None)
    assert curve.median == half


@pytest.mark.parametrize(
    ("more", "span", "acted"),
    [
        ({}, (10, 10), True),
        ({"first_complaint": "2026-02"}, (11, 38), True),  # any day of February
        ({"first_complaint": "2026-03", "date": "2026-03"}, (0, 30), True),  # never less than nothing
        ({"open": True, "outcome": [], "date": None}, (270, 270), False),  # up to the day of the count
        ({"outcome": ["no_action"]}, (10, 10), False),
        ({"action": "2026-03-05"}, (4, 4), True),  # an office's own first step goes before the date
    ],
)
def test_the_days_a_matter_took(more, span, acted):
    (matter,) = read(entry("a", **more))
    found = timing.time_of(matter, COMPLAINT, ON)
    assert ((found.least, found.most), found.acted) == (span, acted)


@pytest.mark.parametrize(
    "more",
    [
        {"first_complaint": None},
        {"date": None},
        {"date": "2026-02-01"},  # before the first complaint
        {"outcome": ["no_formal_action_found"]},  # nobody says whether anything was done
        {"outcome": ["appeal_dismissed"]},
    ],
)
def test_what_cannot_be_timed_is_left_out(more):
    (matter,) = read(entry("a", **more))
    assert timing.time_of(matter, COMPLAINT, ON) is None


def test_an_open_case_makes_the_office_slower_and_never_faster():
    quick = [entry(str(number)) for number in range(4)]
    waiting = [entry(f"w{number}", open=True, outcome=[], date=None) for number in range(6)]
    without = timing.curve("", timing.times(read(*quick), COMPLAINT, ON))
    with_them = timing.curve("", timing.times(read(*quick, *waiting), COMPLAINT, ON))
    assert without.median == 10
    assert with_them.median is None
    assert "fewer than half" in words.time_in_words(with_them)


def test_a_vague_date_gives_a_span_for_the_median():
    curve = timing.curve("", timing.times(read(entry("a", first_complaint="2026-02")), COMPLAINT, ON))
    assert curve.median_range == (11, 38)
    assert "11 to 38 as the vague dates are read" in words.median_in_words(curve)


# Nearness.

VALUES = {"mode": ["live", "recorded"]}
FACT_SETS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(VALUES.get(name, [True, False])) for name in likeness.FEATURES[:12]}
)


@given(FACT_SETS, FACT_SETS)
def test_distance_is_symmetric_and_between_nought_and_one(here, there):
    one, other = likeness.likeness(here, there), likeness.likeness(there, here)
    assert one.distance == other.distance
    assert 0 <= one.distance <= 1
    assert {each.fact for each in one.facts} == here.keys() | there.keys()


@given(FACT_SETS)
def test_the_same_facts_are_at_no_distance(facts):
    assert likeness.likeness(facts, facts).distance == (0 if facts else 1)


@given(FACT_SETS, FACT_SETS, st.sampled_from(likeness.FEATURES[:12]))
def test_silence_never_makes_two_cases_more_alike_than_agreement(here, there, name):
    agreed = likeness.likeness({**here, name: there.get(name, True)}, {**there, name: there.get(name, True)})
    silent = likeness.likeness({k: v for k, v in here.items() if k != name}, {**there, name: there.get(name, True)})
    assert agreed.distance <= silent.distance


def test_every_feature_is_a_fact_that_is_known_by_that_name():
    assert set(likeness.FEATURES) <= set(FACTS)
    assert len(set(likeness.FEATURES)) == len(likeness.FEATURES)


def test_who_it_was_does_not_count():
    one, other = read(entry("a", sector="political party"), entry("b", organisation="Sellers Ltd", sector="energy"))
    assert likeness.likeness(one.case.facts, other.case.facts).distance == 0


def test_no_more_is_said_than_both_cases_tell():
    assert not likeness.likeness({"mode": "live", "listed": True}, {"mode": "live", "listed": True}).enough
    assert likeness.nearest({"mode": "live"}, [("a", {"mode": "live"})]) == ()


# Pairs and outliers.


def test_same_facts_and_another_outcome_is_found_and_explained_fact_by_fact():
    found = compare([entry("a"), entry("b", outcome=["warning"], facts={"undertook_to_stop": True})], "record", ON)
    (pair,) = found.unlike
    assert {pair.one.step, pair.other.step} == {"notice", "warning"}
    assert [each.says for each in pair.likeness.facts if each.beside != "same"] == [
        "not on record / the organisation undertook to the regulator to stop"
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"regulator": "Another"},  # another body
        {"period": {"from": "2010-02-20", "to": "2010-02-27"}},  # another law
        {"facts": {"call_type": "live"}},  # other facts
        {"outcome": ["no_outcome_found"]},
        {"outcome": ["appeal_dismissed"]},
        {"channel": "text"},
    ],
)  # fmt: skip
def test_what_does_not_compare_is_no_pair(more):
    with_facts = entry("a", facts={"undertook_to_stop": False})
    assert compare([with_facts, entry("b", **({"outcome": ["warning"]} | more))], "record", ON).unlike == ()


def test_a_penalty_far_from_its_group_stands_out_with_what_is_unusual():
    usual = [entry(str(n), outcome=["monetary_penalty"], amount_gbp=100_000 + n, calls=1000) for n in range(9)]
    odd = entry("odd", outcome=["monetary_penalty"], amount_gbp=500, calls=7, facts={"identity_given": False})
    (found,) = compare([*usual, odd], "record", ON).outliers
    assert (found.matter.id, found.measure, found.of) == ("odd", "penalty", 10)
    assert [each.fact for each in found.unusual] == ["identity_stated"]
    assert "7 calls, where the middle is 1,000" in words.outlier_in_words(found)


def test_a_slow_matter_stands_out_and_small_groups_have_none():
    def slow(count):
        usual = [entry(str(n), date=f"2026-03-{11 + n % 3}") for n in range(count)]
        return compare([*usual, entry("odd", date="2026-11-11")], "record", ON).outliers

    assert {(each.matter.id, each.measure) for each in slow(9)} == {("odd", "days")}
    assert slow(5) == ()


def test_published_outcomes_as_they_are():
    found = compare(shipped("public"), "public", ON)
    assert len(found.matters) == 80
    assert found.appeals == 8
    assert found.problems == ()
    assert [each.curve.points != () for each in found.timed] == [False, True]  # nobody published first complaints
    assert {(pair.one.id, pair.other.id) for pair in found.unlike} == {("labour-2007-advice", "labour-2010")}
    assert [each.matter.id for each in found.outliers] == ["energy-suite-2022"]


def test_undated_matters_are_compared_with_nobody_under_todays_law():
    undated = next(each for each in FULL if each.id == "direct-choice-prosecution")
    assert undated.regime == matters.NO_DATES
    assert alike.groups(FULL).keys() >= {(undated.regulator, matters.NO_DATES)}


@pytest.mark.parametrize("by", BY)
def test_groups_count_every_matter_once(by):
    rows = compare(shipped("public"), "public", ON, by).rows
    assert sum(row.matters for row in rows) == 72
    assert all(sum(row.steps.values()) == row.matters for row in rows)


# Files in and out.

COLUMNS = "id,organisation,channel,outcome,date,first_complaint,period.from,period.to,complaints,facts.call_type"


def test_a_csv_says_the_same_as_yaml(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(
        f"{COLUMNS},facts.promotes,facts.consent_record,regulator\n"
        'a,Party a,phone,enforcement_notice,2026-03-11,2026-03-01,2026-02-20,2026-02-27,"1,200",automated,'
        "party or campaign,none,Office\n"
    )
    source, found = sheet.entries(file)
    assert source == "own.csv"
    assert found == [entry("a", complaints=1200)]
    assert read(*found)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no column `id`"),
        (b"id\n", "holds no cases"),
        (b"id,organisation\na\n", "line 2: it has not as many cells"),
        (b"id\na,b\n", "line 2: it has not as many cells"),
        (b'id\n"a\n', "Mend the quotes"),
        (b"id\n\xff\n", "not in UTF-8"),
    ],
)
def test_tables_that_cannot_be_read(tmp_path, content, says):
    file = tmp_path / "own.csv"
    file.write_bytes(content)
    with pytest.raises(RingfenceError, match=says):
        sheet.entries(file)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"open": "maybe"}, "open: “maybe” is neither true nor false"),
        ({"complaints": "many"}, "complaints: “many” is no whole number"),
        ({"complaints": -1}, "complaints: “-1” is no whole number"),
        ({"amount_gbp": True}, "amount_gbp"),
        ({"first_complaint": "spring"}, "first_complaint: 'spring' is no date"),
        ({"date": "2026-02-30"}, "no day of the calendar"),
    ],
)
def test_a_field_that_cannot_be_read_spoils_one_matter_and_is_named(more, says):
    found, problems = matters.read([entry("a"), entry("b", **more)], ON)
    assert [each.id for each in found] == ["a"]
    assert "b" in str(problems[0])
    assert says in str(problems[0])


def test_nothing_comparable_is_an_error_that_names_the_first_problem():
    with pytest.raises(RingfenceError, match=r"no case in it can be compared.*complaints"):
        compare([entry("a", complaints="many")], "own.csv", ON)


def test_the_table_has_a_row_a_matter_and_json_says_the_same():
    found = compare(shipped("public"), "public", ON)
    rows = list(data.rows(found))
    assert len(rows) == 80
    assert {len(row) for row in rows} == {len(data.COLUMNS)}
    told = json.loads(json.dumps(data.data(found)))
    assert [list(each.values()) for each in told["matters"]] == [list(row) for row in rows]
    assert told["near_pairs"]["count"] == len(found.pairs)


def test_the_page_shows_hostile_words_as_words_and_loads_nothing():
    evil = "<script>alert(1)</script>"
    shown = page(compare([entry("a", organisation=evil, calls_basis=evil, regulator=evil)], evil, ON))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "http" not in shown.replace("http://www.w3.org/2000/svg", "")


def test_the_command_writes_page_table_and_data(tmp_path, capsys):
    from ringfence.cli import run

    for ending in ("html", "csv", "json"):
        assert run(["case", "compare", "--on", "2026-11-26", "-o", str(tmp_path / f"c.{ending}")]) == 0
    assert "34 matters could be timed" in capsys.readouterr().out
    with (tmp_path / "c.csv").open(newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 80
    assert json.loads((tmp_path / "c.json").read_text())["groups"]["by"] == "law"
    assert run(["case", "compare", "-o", str(tmp_path / "c.pdf")]) == 1
    assert run(["case", "compare", "-o", str(tmp_path / "none" / "c.html")]) == 1
    assert "c.html" in capsys.readouterr().err
    assert not list(Path(tmp_path).glob(".*partial"))


# The cases on file.


def on_file(*steps, body=None, **fields):
    found = case(*steps, number=WRITTEN, **({"organisation": "Example Party", "received": "2026-03-01"} | fields))
    events = tuple(replace(each, body=body) if each.kind == "assessed" and body else each for each in found.events)
    return replace(found, events=events)


def known(**facts):
    return [{"fact": name, "value": value, "standing": "known"} for name, value in facts.items()]


def situation(day, lines, calls=1):
    return {"first": f"{day}T10:00:00.000000Z", "last": f"{day}T10:00:00.000000Z", "calls": calls, "facts": lines}


BREACH = {"outcome": "breach", "assessment": "x"}


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ([], (True, [], None)),
        ([("decided", "2026-03-20", BREACH)], (False, ["breach_found"], "2026-03-20")),
        (
            [("decided", "2026-03-20", BREACH), ("notice_sent", "2026-04-02")],
            (False, ["enforcement_notice", "breach_found"], "2026-03-20"),
        ),
        (
            [("decided", "2026-03-20", {"outcome": "not_proven", "assessment": "x"})],
            (False, ["no_action"], "2026-03-20"),
        ),
        ([("closed", "2026-03-20")], (False, [], None)),  # closed, and nobody says how it ended
    ],
)
def test_how_a_case_on_file_stands(steps, wanted):
    (told,) = from_cases.entries([on_file(*steps)])
    assert (told["open"], told["outcome"], told["action"]) == wanted
    assert told["first_complaint"] == "2026-03-01"


def test_a_decision_that_waits_for_a_second_reader_is_no_outcome():
    (told,) = from_cases.entries([on_file(("decided", "2026-03-20", BREACH), second_reader=True)])
    assert (told["open"], told["outcome"]) == (True, [])


def test_facts_of_a_case_on_file_are_those_on_which_its_calls_agree():
    body = {
        "situations": [
            situation("2026-02-20", known(mode="recorded", listed=True), 3),
            situation("2026-02-25", known(mode="recorded", listed=False)),
        ]
    }
    disputed = {"fact": "objected", "value": None, "standing": "disputed"}
    body["situations"][0]["facts"].append(disputed)
    (told,) = from_cases.entries([on_file(("assessed", "2026-03-10", {"sha256": "x"}), body=body)])
    assert told["facts"] == {"mode": "recorded"}
    assert told["period"] == {"from": "2026-02-20", "to": "2026-02-25"}
    assert told["calls"] == 4


def test_cases_on_file_compare_and_hold_nothing_of_the_person():
    body = {"situations": [situation("2026-02-20", known(mode="recorded", script_markets=True, consent_on_file=False))]}
    steps = [("assessed", "2026-03-10", {"sha256": "x"}), ("decided", "2026-03-20", BREACH)]
    cases = [replace(on_file(*steps, body=body, name="A. Person", organisation=f"Party {n}"), id=n) for n in "abc"]
    told = list(from_cases.entries(cases))
    assert "Person" not in str(told)
    assert "960" not in str(told)
    found = compare(told, "own", ON, "organisation")
    assert found.problems == ()
    assert [row.steps for row in found.rows] == [{"finding": 1}] * 3
    assert found.timed[0].curve.median == 19
    assert len(found.pairs) == 3


def test_the_command_compares_the_cases_on_file(tmp_path, capsys):
    from ringfence.cli import run

    home = str(tmp_path)
    words = ("--number", WRITTEN, "--about", "Example Party", "--received", "2026-03-01", "--channel", "recorded")
    assert run(["case", "open", *words, "--when", "2026-02-20T10:00", "--home", home]) == 0
    capsys.readouterr()
    assert run(["case", "compare", "--cases", "--home", home, "--on", "2026-11-26"]) == 0
    assert "The cases on file: 1 matter\n" in capsys.readouterr().out
    assert run(["case", "compare", "--cases", __file__, "--home", home]) == 1
