"""Entries of a file: dates, channels, keys, and problems that name the case and the field."""

from datetime import date

import pytest

from ringfence.facts import FACTS
from ringfence.rulings import cases
from ringfence.rulings.cases import Case, Ignored, Problem
from ringfence.rulings.vocabulary import ROWS
from ringfence.rulings.words import CHANNELS, KEYS, SAME_AS, SECTORS

from .conftest import TODAY, read_one

WRONG = [
    ({"facts": []}, "facts", "a list"),
    ({"facts": "none"}, "facts", "a mapping of keys"),
    ({"date": "2019-13-45"}, "date", "no day of the calendar"),
    ({"date": "2019-02-30"}, "date", "no day of the calendar"),
    ({"date": "spring 2019"}, "date", "is no date"),
    ({"date": True}, "date", "it has to be a day"),
    ({"date": [2019]}, "date", "it has to be a day"),
    ({"date": 19}, "date", "is no date"),
    ({"date": 1998}, "date", "before the first law on file"),
    ({"period": {"from": "1998-01", "to": "1999-12"}}, "period", "before the first law on file"),
    ({"period": {"from": "2019-03", "to": "2019-01"}}, "period", "is before `from`"),
    ({"period": {"from": "2019-00"}}, "period.from", "no day of the calendar"),
    ({"period": "spring"}, "period", "a mapping with `from` and `to`"),
    ({"channel": "carrier pigeon"}, "channel", "one of phone, text, email, other, none"),
    ({"channel": 5}, "channel", "int 5"),
    ({"sector": ["energy"]}, "sector", "a list"),
    ({"facts": {"call_type": "robot"}}, "facts.call_type", "one of live, automated, text, email, none"),
    ({"facts": {"call_type": True}}, "facts.call_type", "it is true"),
    ({"facts": {"consent_record": "verbal"}}, "facts.consent_record", "named_caller_and_purpose"),
    ({"facts": {"promotes": 5}}, "facts.promotes", "has to be text"),
    ({"facts": {"tps_registered_calls_made": "yes"}}, "facts.tps_registered_calls_made", "write true without"),
    ({"facts": {"tps_registered_calls_made": 1}}, "facts.tps_registered_calls_made", "true, false or"),
    ({"facts": {"tps_registered_calls_alleged": 3}}, "facts.tps_registered_calls_alleged", "true or false"),
    ({"facts": {"abandoned_rate_exceeded_days": True}}, "facts.abandoned_rate_exceeded_days", "a whole number"),
    ({"facts": {"abandoned_rate_exceeded_days": -1}}, "facts.abandoned_rate_exceeded_days", "a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "field", "says"), WRONG, ids=[f"{f} {s}" for _, f, s in WRONG])
def test_a_problem_names_the_case_and_the_field_and_the_other_cases_are_read(entry, field, says):
    around = [
        {"id": "before", "channel": "phone"},
        {"id": "one", "channel": "phone", **entry},
        {"id": "after", "channel": "text"},
    ]
    before, problem, after = cases.read(around, TODAY)
    assert isinstance(before, Case)
    assert isinstance(after, Case)
    assert isinstance(problem, Problem)
    assert (problem.case, problem.field) == ("one", field)
    assert says in problem.says


def test_every_problem_of_a_case_is_told_at_once():
    problems = read_one({"date": "2019-13", "facts": {"call_type": "robot", "promotes": 5}})
    assert [each.field for each in problems] == ["facts.call_type", "facts.promotes", "date"]


def test_cases_without_a_name_of_their_own():
    found = cases.read(
        [{"channel": "phone"}, {"id": "a", "channel": "phone"}, {"id": "a", "channel": "text"}, "a"], TODAY
    )
    assert [str(each).split(". ")[0] for each in found if isinstance(each, Problem)] == [
        "case 1: id: missing, or no text",
        "a: id: case 2 of the file has the same",
        "case 4: this is str “a”, not a case",
    ]
    assert isinstance(found[1], Case)


def test_keys_written_twice_are_a_problem_of_their_case():
    from ringfence.rulings.loading import entries

    (problem,) = cases.read(
        entries(b"- {id: a, channel: phone, facts: {call_type: live, call_type: text}}", "f"), TODAY
    )
    assert "facts.call_type: written twice" in str(problem)


def days(entry: dict) -> tuple[date, ...]:
    case = read_one(entry)
    assert isinstance(case, Case)
    return tuple(segment.first for segment in case.segments)


def test_the_days_judged():
    assert days({"date": "2010-02-04"}) == (date(2010, 2, 4),)
    assert days({"date": "2010-02-04T09:30:00"}) == (date(2010, 2, 4),)
    assert days({}) == (TODAY,)
    assert days({"date": "2010-02-04", "period": {"from": "2009-06", "to": "2009-06"}})[0] == date(2009, 6, 1)
    assert days({"date": "2010-02-04", "period": {"note": "four months"}}) == (date(2010, 2, 4),)
    assert days({"period": {"from": "2016-05-15", "to": "2016-05-16"}}) == (date(2016, 5, 15), date(2016, 5, 16))
    assert days({"date": 2016})[0] == date(2016, 1, 1)
    assert date(2016, 5, 16) in days({"date": "2016"})


def test_what_is_not_exact_is_said():
    assert any("date of the decision" in note for note in read_one({"date": 2016}).notes)
    assert any("No date is given: judged by the law of 21 November 2026" in note for note in read_one({}).notes)
    assert any("only `from`" in note for note in read_one({"period": {"from": 2016}}).notes)
    assert any("are not judged" in note for note in read_one({"period": {"from": 1999, "to": 2004}}).notes)
    assert any("last read on" in note for note in read_one({"date": 2090}).notes)


@pytest.mark.parametrize(
    ("entry", "medium"),
    [
        ({"channel": "phone"}, "call"),
        ({"channel": "Text messages"}, "electronic_mail"),
        ({"channel": "email"}, "electronic_mail"),
        ({"channel": "online survey"}, None),
        ({"channel": "none", "facts": {"call_type": "none"}}, None),
        ({"channel": None, "facts": {"call_type": "automated"}}, "call"),
        ({"channel": None, "facts": {"call_type": "email"}}, "electronic_mail"),
        ({"channel": "text", "facts": {"call_type": "live"}}, "electronic_mail"),
    ],
    ids=str,
)
def test_the_means_of_communication(entry, medium):
    assert read_one(entry).medium == medium


def test_no_channel_and_no_kind_of_call_is_a_problem():
    assert [each.field for each in read_one({"channel": None, "facts": {"promotes": "x"}})] == ["channel"]


def test_keys_that_are_not_known_are_listed_with_the_nearest_name():
    case = read_one({
        "perid": {}, "date_note": "x", "calls_total_campaign": 5, "zzz": 1,
        "facts": {"tps_screend": True, "cli_note": "x", "targeting": "the over-60s", "quite_new": 3},
    })  # fmt: skip
    assert set(case.ignored) == {
        Ignored("perid", "period"), Ignored("date_note"), Ignored("zzz"), Ignored("tps_screend", "tps_screened"),
        Ignored("cli_note"), Ignored("targeting"), Ignored("quite_new"),
    }  # fmt: skip


def test_strict_refuses_what_nobody_documents_and_nothing_else():
    entry = {
        "perid": {},
        "date_note": "x",
        "findings": {},
        "facts": {"tps_screend": True, "cli_note": "x", "targeting": "x"},
    }
    assert {each.field for each in read_one(entry, strict=True)} == {"perid", "tps_screend"}
    vague = {"facts": {"identity_given": "sort of"}}
    assert any("taken as an allegation" in note for note in read_one(vague).notes)
    assert [each.field for each in read_one(vague, strict=True)] == ["facts.identity_given"]


def test_the_engine_s_own_facts_may_be_given_by_name_but_no_conclusion():
    case = read_one(
        {"facts": {"listed": True, "listed_days": 28, "mode": "live", "marketing": False, "purpose": "sale"}}
    )
    assert (case.facts["listed"], case.facts["listed_days"], case.facts["mode"]) == (True, 28, "live")
    assert "marketing" not in case.facts
    assert {Ignored("marketing"), Ignored("purpose")} <= {Ignored(each.key) for each in case.ignored}


def test_an_allegation_stays_unknown_and_is_remembered():
    case = read_one({"facts": {
        "results_saved_against_individual": "alleged", "tps_registered_calls_alleged": True,
        "identity_given": "disputed",
    }})  # fmt: skip
    for name, worst in (("answers_linked", True), ("listed", True), ("identity_stated", False)):
        assert case.facts.get(name) is None
        assert case.alleged[name] is worst


def test_words_that_contradict_each_other_are_told_and_not_settled():
    both = read_one({"facts": {"suppression_list_breached_calls": 9, "objections_ignored": False}})
    assert (both.facts["objected"], both.alleged["objected"]) == (None, True)
    assert any("contradict" in note for note in both.notes)


def test_every_word_of_the_table_is_a_key_and_every_fact_exists():
    for row in ROWS:
        assert set(row.when) <= {*KEYS, "sector", "channel"}, row
        assert set(row.sets) <= set(FACTS), row
        assert row.why.endswith("."), row
        for name in row.sets:
            assert FACTS[name].settled_by != "derived", f"{row.when} gives a conclusion: {name}"
    for key, spec in KEYS.items():
        assert not spec.fact or FACTS[spec.fact].settled_by != "derived", key
    assert set(SAME_AS.values()) <= set(KEYS)


def test_every_word_a_row_asks_for_can_be_said():
    specs = {**KEYS, "sector": SECTORS, "channel": CHANNELS}
    general = {True, False, "stated", "not known", "alleged", "absent", "some", "none", "nothing"}
    for row in ROWS:
        for key, word in row.when.items():
            assert word in general | set(specs[key].words.values()), (key, word)
