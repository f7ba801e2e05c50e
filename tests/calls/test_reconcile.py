"""Every call has a permit of its own, or is told; rates are counted both ways."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.calls.rates import rates
from ringfence.calls.reconcile import Decided, reconcile
from ringfence.calls.records import Record

START = datetime(2026, 11, 20, 10, tzinfo=UTC)
NUMBER = 447700900123


def record(seconds=0.0, number=NUMBER, outcome="live", campaign="spring", row=1):
    at = START + timedelta(seconds=seconds)
    return Record(file="c.csv", row=row, at=at, written="x", number=number, campaign=campaign, outcome=outcome)


def decided(seconds=0.0, number=NUMBER, decision="allow", campaign="spring", name="d"):
    at = START + timedelta(seconds=seconds)
    ends = at + timedelta(seconds=30 if decision == "allow" else 0)
    return Decided(
        id=f"{name}{seconds}", number=number, campaign=campaign, decision=decision, at=at, expires_at=ends, entry=0
    )


def whys(report):
    return [each.why for each in report.around]


@pytest.mark.parametrize(
    ("records", "decisions", "more", "around"),
    [
        ([record(1)], [decided()], {}, []),
        ([record(-3)], [decided()], {}, []),  # the dialler's clock, or a record that begins before the question
        ([record(34)], [decided()], {}, []),
        ([record(36)], [decided()], {}, ["no decision"]),
        ([record(-6)], [decided()], {}, ["no decision"]),
        ([record(1)], [], {}, ["no decision"]),
        ([record(1, NUMBER + 1)], [decided()], {}, ["no decision"]),
        ([record(1, campaign="autumn")], [decided()], {}, ["no decision"]),
        ([record(1, campaign="SPRING")], [decided()], {}, []),
        ([record(1, campaign="")], [decided()], {}, []),
        ([record(1), record(2)], [decided()], {}, ["more calls than permits"]),
        ([record(1), record(2)], [decided(), decided(1)], {}, []),
        ([record(1)], [decided(decision="block")], {}, ["refused, and called all the same"]),
        ([record(1)], [decided(decision="hold")], {}, ["refused, and called all the same"]),
        ([record(1, outcome="unanswered")], [decided(decision="block")], {}, []),
        ([record(1, outcome="unanswered")], [decided(decision="block")], {"seen_by": "carrier"},
         ["refused, and called all the same"]),
        ([record(1, outcome=None)], [decided(decision="block")], {}, ["refused, and called all the same"]),
        ([record(1, outcome="unanswered")], [], {}, ["no decision"]),
        ([record(1, None)], [decided()], {}, ["no number"]),
        ([record(8)], [decided()], {"slack": timedelta(0)}, []),
        ([record(-1)], [decided()], {"slack": timedelta(0)}, ["no decision"]),
    ],
)  # fmt: skip
def test_each_call_needs_a_permit_of_its_own(records, decisions, more, around):
    report = reconcile(records, decisions, **more)
    assert whys(report) == around
    assert report.green is not bool(around)


def test_permits_that_no_record_speaks_of_are_counted():
    report = reconcile([record(1)], [decided(), decided(100), decided(0, decision="block", name="b")])
    assert (report.unused, report.permitted) == (1, 1)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 2)), max_size=12), st.data())
def test_a_call_put_in_is_found_whatever_else_there_is(made, data):
    """Every call of a day has its permit; a call without one is added, and one more is told."""
    decisions = [decided(seconds, NUMBER + who, name=f"{n}-") for n, (seconds, who) in enumerate(made)]
    records = [record(seconds + 1, NUMBER + who, row=n) for n, (seconds, who) in enumerate(made)]
    assert reconcile(records, decisions).green
    extra = record(data.draw(st.integers(0, 250)), NUMBER + data.draw(st.integers(0, 3)), row=99)
    assert len(reconcile([*records, extra], decisions).around) == 1


def outcomes(**counts):
    told = [(name, n) for name, count in counts.items() for n in range(count)]
    return [record(60 * place, NUMBER + place, name, row=place) for place, (name, _) in enumerate(told)]


def test_the_rate_is_measured_both_ways():
    (found,) = rates(outcomes(live=97, abandoned=3, machine=100), wrongly_machine=0.05)
    assert found.total.measured == pytest.approx(0.03)
    assert found.total.estimated == pytest.approx(8 / 105)
    assert found.days_over == 1
    assert found.facts()["abandoned_calls"] == 3
    (plain,) = rates(outcomes(live=97, abandoned=3, machine=100))
    assert plain.days_over == 0, "3% is not above 3%"
    assert plain.total.estimated == plain.total.measured


def test_silent_calls_reach_nobody_as_well():
    (found,) = rates(outcomes(live=98, abandoned=1, silent=1))
    assert found.total.measured == pytest.approx(0.02)
    assert (found.facts()["abandoned_calls"], found.facts()["silent_calls"]) == (1, 1)


def test_nought_is_not_known_while_some_records_say_nothing():
    (found,) = rates(outcomes(live=10, answered=1))
    assert found.unknown == 1
    assert set(found.facts().values()) == {None}
    (known,) = rates(outcomes(live=10))
    assert set(known.facts().values()) == {0}
    (seen,) = rates(outcomes(answered=10, abandoned=1))
    assert seen.facts()["abandoned_calls"] == 1


def test_the_worst_24_hours_cross_midnight():
    evening = [record(13 * 3600 + n, NUMBER + n, "abandoned", row=n) for n in range(3)]
    morning = [record(20 * 3600 + n, NUMBER + 10 + n, "live", row=n) for n in range(3)]
    later = [record(40 * 3600 + n, NUMBER + 20 + n, "live", row=n) for n in range(100)]
    (found,) = rates([*later, *morning, *evening])
    assert found.worst.rate.measured == 1.0
    assert found.days.keys() == {date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)}
    assert found.total.measured == pytest.approx(3 / 106)


def test_redialled_within_72_hours_and_after_a_machine():
    hour = 3600
    told = [
        record(0, 1, "abandoned"), record(71 * hour, 1, "live"), record(73 * hour, 1, "live"),
        record(0, 2, "abandoned"), record(72 * hour, 2, "unanswered"),
        record(0, 3, "machine"), record(23 * hour, 3, "machine"), record(48 * hour, 3, "live"),
        record(0, None, "abandoned"), record(1, None, "live"),
    ]  # fmt: skip
    (found,) = rates(told)
    assert (found.redialled, found.machine_again) == (1, 1)


def test_campaigns_are_counted_apart():
    assert [each.name for each in rates([record(), record(1, campaign="autumn")])] == ["autumn", "spring"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["live", "machine", "abandoned", "silent", "unanswered", "answered", None]), max_size=40)
)
def test_one_more_abandoned_call_never_lowers_a_rate(told):
    records = [record(600 * n, NUMBER + n, outcome, row=n) for n, outcome in enumerate(told)]
    before = rates(records)
    (after,) = rates([*records, record(600 * len(told), NUMBER + 99, "abandoned")])
    assert not before or after.total.measured >= before[0].total.measured
    assert after.worst is not None
