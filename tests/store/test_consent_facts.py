"""The look-up of one number's consents gives the same facts as the bulk reading of the same rows, on any data."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import msgspec
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.preferences import consents as files
from ringfence.preferences.consent import Consent, consent_of
from ringfence.preferences.consent_facts import facts, on_file
from ringfence.preferences.events import Event
from ringfence.preferences.kept import KeptConsents, Origin
from ringfence.preferences.marks import Mark
from ringfence.rulebook import judge
from ringfence.store import consents as bulk
from ringfence.store import open_store

from .conftest import PHONE, RECORDED

ON = date(2026, 11, 21)
NAMES = ["Example Party", "the example-party", "Other", "O'Brien & Co"]
CALLERS = ("Example Party", "O'Brien & Co")
days = st.none() | st.integers(-3, 900).map(lambda ago: (ON - timedelta(days=ago)).isoformat())
truth = st.sampled_from([None, True, False])
particulars = st.builds(
    Consent,
    given_to=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    covers=st.none() | st.lists(st.sampled_from(["automated", "live", "sms"]), unique=True).map(tuple),
    proof=st.sampled_from(["", "form 1", "n/a", "no"]),
    wording=st.sampled_from(["", "You may phone me"]),
    indirect=truth,
    conditional=truth,
    in_call=truth,
    given_by=st.sampled_from([None, "subscriber", "user", "other"]),
    valid_for=st.sampled_from(["", "P6M"]),
)
told = st.lists(
    st.tuples(
        st.sampled_from(["consent", "consent", "refusal", "withdrawal"]),
        st.integers(0, 5),
        days,
        particulars,
        st.integers(0, 9),
    ),
    max_size=16,
)


def events(rows):
    made = []
    for place, (kind, line, at, consent, about) in enumerate(rows):
        target = made[about] if about < len(made) else None
        kept = consent if kind != "withdrawal" else Consent(given_to=consent.given_to)
        takes_back = kind == "withdrawal" and target is not None and target.kind == "consent"
        made.append(
            Event(
                id=f"{place:032x}",
                kind=kind,
                number=target.number if takes_back else PHONE + line,
                at=at,
                recorded_at=RECORDED,
                about=target.id if takes_back else None,
                details=kept.as_details(),
            )
        )
    return made


def plainly(event):
    return msgspec.structs.replace(consent_of(event.details), wording_sha256="")


def in_bulk(table, channel):
    """The bulk reading of a file of consents, told the store's rows in place of a file's."""
    con = duckdb.connect()
    origin = Origin("here", Mark(1, "", RECORDED), lambda: None)
    kept = KeptConsents(origin, CALLERS, channel, lambda: table, lambda _number: ())
    (told,) = files.take_consents(con, None, kept, Path())
    assert told["rows"] == table.num_rows
    con.execute("CREATE TABLE numbers AS SELECT DISTINCT key FROM consent_record")
    files.pick(con, ON, channel)
    names = ", ".join(files.FACTS)
    return {
        key: {f"consent_{name}": value for name, value in zip(files.FACTS, row, strict=True)}
        for key, *row in con.execute(f"SELECT key, {names} FROM consent").fetchall()
    }


@settings(max_examples=60, deadline=None)
@given(told, st.sampled_from(["automated", "live"]), st.sampled_from([None, 400]))
def test_look_up_and_bulk_agree(rows, channel, most_days):
    made = events(rows)
    rows = bulk.arrow(on_file(made))
    found = in_bulk(rows if most_days is None else bulk.without_ended(rows, ON, most_days), channel)
    for number in range(PHONE, PHONE + 6):
        mine = on_file([each for each in made if each.number == number])
        one = facts(mine, ON, CALLERS, channel, most_days)
        together = found.get(number)
        assert one["consent_on_file"] is (together is not None)
        for name, value in (together or {}).items():
            assert one[name] == value, (name, one, together)


@settings(max_examples=10, deadline=None)
@given(told)
def test_the_store_keeps_what_the_readings_need(tmp_path_factory, rows):
    made = events(rows)
    with open_store(tmp_path_factory.mktemp("home")) as store:
        store.append(made)
        assert store.consents().equals(bulk.arrow(on_file(made)))
        for number in range(PHONE, PHONE + 6):
            mine = [each for each in made if each.number == number]
            kept = store.consent_events(number)
            assert [each.id for each in kept] == [each.id for each in mine]
            assert [each.at for each in kept] == [each.at for each in mine]
            assert [plainly(each) for each in kept] == [plainly(each) for each in mine]


@given(told)
@settings(max_examples=50, deadline=None)
def test_a_refusal_or_withdrawal_of_everything_leaves_no_consent_that_counts(rows):
    everything = Event(
        id="f" * 32, kind="withdrawal", number=PHONE, at=ON.isoformat(), recorded_at=RECORDED, details={"given_to": []}
    )
    mine = [each for each in events(rows) if each.number == PHONE]
    found = facts(on_file([*mine, everything]), ON, CALLERS, "automated")
    assert judge(found, ON).facts["automated_consent"] is not True
    assert judge(found, ON).facts["live_notification"] is not True


DIRECT = Consent(given_to=("Example Party",), covers=("automated",), proof="form 1", indirect=False, valid_for="P6M")


@pytest.mark.parametrize(
    ("day", "policy", "counts"),
    [
        (date(2026, 5, 1), None, True),
        (date(2026, 7, 1), None, True),  # the last day of six months from 1 January
        (date(2026, 7, 2), None, False),
        (date(2025, 12, 31), None, False),  # not given yet
        (date(2026, 5, 1), 100, False),  # the holder's own limit
        (date(2026, 4, 11), 100, True),
    ],
)
def test_a_consent_ends_by_its_own_terms_or_by_the_holders_policy(day, policy, counts):
    said = {"number": PHONE, "at": "2026-01-01", "recorded_at": RECORDED, "details": DIRECT.as_details()}
    found = facts(on_file([Event(id="a", kind="consent", **said)]), day, ["EXAMPLE party"], "automated", policy)
    assert judge(found, day).facts["automated_consent"] is counts


def test_a_wording_is_kept_once_and_comes_back(store):
    wording = "You may phone me ☎" * 50
    details = Consent(given_to=("A",), wording=wording).as_details()
    said = {"kind": "consent", "recorded_at": RECORDED, "details": details}
    made = [Event(id=f"{place:032x}", number=PHONE + place, **said) for place in range(3)]
    store.append(made)
    assert store._database.read("SELECT text FROM ringfence_wording") == [(wording,)]
    assert consent_of(store.consent_events(PHONE + 1)[0].details).wording == wording
    table = store.consents()
    assert pc.unique(table["wording"]).to_pylist() == [wording]
    assert store.consents(table["key"].to_numpy()[:2]).num_rows == 2
