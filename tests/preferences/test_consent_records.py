"""Consent records: what is kept comes out in the standard's terms and back; our schema says what we write."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ringfence.preferences
from ringfence.preferences import consent_intake as intake
from ringfence.preferences.consent import Consent, consent_of, ends_after
from ringfence.preferences.consent_form import schema
from ringfence.preferences.consent_record import CONFORMS, record
from ringfence.preferences.events import Event

NOW = "2026-11-21T10:00:00.000000Z"
SCHEMA = Path(ringfence.preferences.__file__).parent / "data" / "consent_record.schema.json"
WHOLE = Consent(
    given_to=("Example Party",), wording="You may phone me", covers=("live",), proof="form 17", purpose="dpv:Marketing",
    language="en", notice="https://example.org/privacy", address="1 High Street", contact="https://example.org",
    storage_location="loc:GB", retention="P2Y", recipients=(), withdrawal_method="0808 157 0000", jurisdiction="loc:GB",
    valid_for="P24M", method="web form",
)  # fmt: skip

VALIDATOR = jsonschema.Draft202012Validator(schema())

text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20).map(str.strip)
truth = st.sampled_from([None, True, False])
consents = st.builds(
    Consent,
    given_to=st.lists(text.filter(bool), max_size=3, unique=True).map(tuple),
    wording=text, proof=text, method=text, conditions=text, language=text, notice=text, jurisdiction=text,
    covers=st.none() | st.lists(st.sampled_from(["automated", "live", "sms"]), unique=True).map(tuple),
    indirect=truth, conditional=truth, in_call=truth, given_by=st.sampled_from([None, "subscriber", "user", "other"]),
    valid_for=st.sampled_from(["", "P24M", "P1Y2M3D"]), recipients=st.none() | st.lists(text).map(tuple),
)  # fmt: skip


def given_event(consent, kind="consent", at="2026-01-02", event_id="a" * 32):
    return Event(id=event_id, kind=kind, number=447700900123, at=at, recorded_at=NOW, details=consent.as_details())


def withdrawn(about="a" * 32):
    return Event(
        id="b" * 32, kind="withdrawal", number=447700900123, at="2026-03-04T10:00:00.000000Z", recorded_at=NOW,
        about=about, said="no more", details={"given_to": []},
    )  # fmt: skip


def read(tmp_path, written, name="r.jsonld"):
    found = intake.Reading()
    (tmp_path / name).write_text(written if isinstance(written, str) else json.dumps(written))
    make_id = lambda *parts: f"{abs(hash(parts)):032x}"[-32:]  # noqa: E731
    return list(intake.read_file(tmp_path / name, "", NOW, make_id, found)), found


def test_the_published_schema_is_that_of_the_code():
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(schema()))


@settings(deadline=None)
@given(consents, st.sampled_from(["consent", "refusal"]), st.sampled_from([None, "2026-01-02"]), st.booleans())
def test_every_record_fits_the_schema(consent, kind, at, gone):
    made = record(given_event(consent, kind, at), consent, [withdrawn()] if gone else [])
    VALIDATOR.validate(made)


@settings(deadline=None)
@given(consents, st.sampled_from(["consent", "refusal"]), st.sampled_from([None, "2026-01-02"]))
def test_what_is_kept_comes_back(tmp_path_factory, consent, kind, at):
    event = given_event(consent, kind, at)
    (back, gone), found = read(tmp_path_factory.mktemp("r"), record(event, consent, [withdrawn()]))
    assert not found.unreadable
    assert (back.id, back.kind, back.number, back.at) == (event.id, event.kind, event.number, event.at)
    assert consent_of(back.details) == consent
    assert (gone.id, gone.kind, gone.about, gone.said) == ("b" * 32, "withdrawal", event.id, "no more")


def test_a_record_claims_conformity_only_when_nothing_is_missing():
    made = record(given_event(WHOLE), WHOLE)
    assert made["dct:conformsTo"] == CONFORMS
    assert "rf:notOnFile" not in made
    lacking = record(given_event(Consent(given_to=("X",))), Consent(given_to=("X",)))
    assert "dct:conformsTo" not in lacking
    assert "privacy notice" in lacking["rf:notOnFile"]


def test_a_withdrawal_by_itself_comes_back_as_one(tmp_path):
    event = withdrawn(about=None)
    (back,), _ = read(tmp_path, record(event, consent_of(event.details)))
    assert (back.id, back.kind, back.about) == (event.id, "withdrawal", None)


def test_records_of_others_are_read(tmp_path):
    others = {
        "@id": "https://example.org/r/1",
        "@type": "dpv:ConsentRecord",
        "dpv:hasDataSubject": {"dpv:hasIdentifier": "07700 900123"},
        "dpv:hasProcess": {"dpv:hasPurpose": "dpv:Marketing", "dpv:hasDataController": "ex:Acme"},
        "dpv:hasNotice": {"@type": "dpv:ConsentNotice", "dct:language": "en"},
        "dpv:hasConsentStatus": [
            {"@type": ["dpv:ConsentGiven", "dpv:ExpressedConsent"], "dpv:isIndicatedAtTime": "2024-01-01"},
            {"@type": "dpv:ConsentWithdrawn", "dpv:isIndicatedAtTime": "2024-04-20"},
        ],
    }
    (first, second), found = read(tmp_path, {"@context": {}, "@graph": [others]})
    assert (first.kind, first.at, consent_of(first.details).given_to) == ("consent", "2024-01-01", ("ex:Acme",))
    assert (second.kind, second.about) == ("withdrawal", first.id)
    assert consent_of(first.details).covers is None, "not said is not known"
    assert not found.unreadable


GOOD = record(given_event(WHOLE), WHOLE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dpv:hasDataSubject": {"dpv:hasIdentifier": "rubbish"}}, "no telephone number"),
        ({"dpv:hasDataSubject": None}, "Expected `object`"),
        ({"dpv:hasConsentStatus": []}, "nothing says whether"),
        ({"dpv:hasConsentStatus": [{"@type": "dpv:ConsentUnknown"}]}, "ConsentUnknown"),
        ({"dpv:hasConsentStatus": [{"@type": "dpv:ConsentGiven", "dpv:isIndicatedAtTime": "soon"}]}, "no date"),
        ({"dpv:hasProcess": [{}, {}]}, "several processes"),
        ({"dpv:hasProcess": [{"rf:covers": ["fax"]}]}, "Invalid enum value 'fax'"),
    ],
)
def test_a_record_that_cannot_be_read_is_named_and_the_rest_goes_in(tmp_path, change, said):
    lines = "\n".join(json.dumps(each) for each in (GOOD | change, GOOD))
    events, found = read(tmp_path, lines + "\n{broken\n", "r.ndjson")
    assert len(events) == 1
    (first, why), (third, _) = found.unreadable
    assert (first, third) == ("line 1", "line 3")
    assert said in why
    assert "07700900123" not in why


@pytest.mark.parametrize(
    ("duration", "last"),
    [("P24M", date(2026, 1, 31)), ("P1M", date(2024, 2, 29)), ("P1Y1D", date(2025, 2, 1)), ("P2W", date(2024, 2, 14))],
)
def test_durations(duration, last):
    assert ends_after(date(2024, 1, 31), duration) == last


@pytest.mark.parametrize("duration", ["", "P", "24M", "PT1H", "P1.5Y", "soon"])
def test_what_is_no_duration(duration):
    with pytest.raises(ValueError, match=duration or "^$"):
        ends_after(date(2024, 1, 31), duration)
