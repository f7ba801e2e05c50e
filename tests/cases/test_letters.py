"""Letters: every sentence rests on something that can be looked up; a draft stays one until its words are approved."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.cases.letters.drafting import KINDS, NotToBeSent, approve, data, document, draft
from ringfence.cases.letters.grounds import Grounds, GroundsUnusable, Step, checked, load
from ringfence.law.deadlines.tribunal import appeal

FILE = Path(__file__).with_name("grounds.json")
FULL = load(FILE)
ON = date(2026, 11, 26)


def changed(**more):
    return msgspec.structs.replace(FULL, **more)


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def words(letter):
    return " ".join(each.text for each in letter.sentences())


OPTIONAL = {
    "complainant": None, "about_data": None, "objection": "", "facts": (), "points": (), "done": (), "required": (),
    "damage": (), "decision": None, "reply_by": None, "comply_by": None,
}  # fmt: skip


@st.composite
def grounds(draw):
    """The full grounds with any of what can be missing left out, on either side of both changes of the law."""
    missing = {name: OPTIONAL[name] for name in draw(st.sets(st.sampled_from(sorted(OPTIONAL))))}
    if "facts" in missing:
        missing |= {"points": (), "decision": None, "damage": (), "required": (), "done": ()}
    last = draw(st.dates(date(2004, 1, 1), date(2026, 9, 10)))
    received = last + timedelta(days=draw(st.integers(0, 200)))
    made = changed(
        **missing, calls_from=last - timedelta(days=draw(st.integers(0, 20))), calls_to=last, received=received,
        regulator=draw(st.booleans()), nation=draw(st.sampled_from(["ENG", "SCT", "NIR", "WLS"])),
    )  # fmt: skip
    return checked(made, "made up"), received + timedelta(days=draw(st.integers(0, 60)))


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(made=grounds())
def test_every_sentence_rests_on_something_that_is_listed(kind, made):
    of, on = made
    letter = draft(kind, of, on)
    listed = {source.id: source for source in letter.sources}
    sentences = list(letter.sentences())
    assert sentences
    for sentence in sentences:
        assert sentence.sources, sentence.text
        assert set(sentence.sources) <= set(listed), sentence.text
        assert sentence.text.endswith((".", "?", "!", "”")), sentence.text
    assert all(source.says for source in letter.sources)
    cited = {each for sentence in sentences for each in sentence.sources}
    behind = {each for fact in of.facts if fact.id in cited for each in fact.evidence}
    assert set(listed) == cited | behind  # nothing is listed that nothing rests on


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_letter_can_be_approved_and_the_same_words_give_the_same_bytes(kind):
    letter = draft(kind, FULL, ON)
    assert letter.gaps == ()
    first = document(letter)
    assert first == document(draft(kind, load(FILE), ON))
    assert "DRAFT" in text_of(first)
    approval = approve(letter, "B. Officer", letter.digest, ON)
    sent = document(letter, approval)
    assert sent == document(letter, approval)
    assert "DRAFT" not in text_of(sent)
    assert "Approved by B. Officer on 26 November 2026" in text_of(sent)


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_on_paper_is_what_was_drawn(kind):
    letter = draft(kind, FULL, ON)
    shown = "".join(text_of(document(letter)).split())
    for sentence in letter.sentences():
        assert "".join(sentence.text.split()) in shown
    for source in letter.sources:
        assert "".join(source.id.split()) in shown


def test_an_approval_is_of_these_words_only():
    letter = draft("outcome", FULL, ON)
    approval = approve(letter, "B. Officer", letter.digest, ON)
    other = draft("outcome", changed(done=()), ON)
    with pytest.raises(NotToBeSent, match="other words"):
        document(other, approval)
    with pytest.raises(NotToBeSent, match="has changed since"):
        approve(other, "B. Officer", letter.digest, ON)
    with pytest.raises(NotToBeSent, match="Nobody is named"):
        approve(letter, "  ", letter.digest, ON)


@pytest.mark.parametrize("field", ["reference", "title", "to", "dated", "blocks", "sources"])
def test_the_hash_moves_with_every_part(field):
    letter = draft("outcome", FULL, ON)
    other = {"dated": date(2026, 11, 27), "to": ("Somebody else",), "blocks": (), "sources": ()}.get(field, "other")
    assert replace(letter, **{field: other}).digest != letter.digest


GAPS = [
    ("outcome", {"decision": None}, "a decision by a person, with reasons"),
    ("outcome", {"points": ()}, "what the law makes of the facts"),
    ("acknowledgement", {"complainant": None}, "the address of the complainant"),
    ("why", {"points": ()}, "the rules by which the call was judged"),
    ("information", {"facts": FULL.facts[:3], "points": FULL.points[:1]}, "no fact is unknown or disputed"),
    ("information", {"reply_by": None}, "the day by which to answer"),
    ("information", {"reply_by": ON}, "a day to answer that is still to come"),
    ("preliminary", {"points": FULL.points[1:]}, "a rule that was broken"),
    ("enforcement", {"regulator": False}, "only the Information Commission can give this notice"),
    ("enforcement", {"required": ()}, "what has to be done"),
    ("enforcement", {"damage": ()}, "damage or distress"),
    ("enforcement", {"decision": None}, "a decision by a person"),
    ("enforcement", {"comply_by": None}, "the day by which to comply: after 24 December 2026"),
    ("enforcement", {"comply_by": date(2026, 12, 24)}, "a later day to comply"),
    ("enforcement", {"calls_from": date(2026, 1, 20), "calls_to": date(2026, 2, 20)}, "one notice for each regime"),
]


@pytest.mark.parametrize(("kind", "less", "gap"), GAPS)
def test_what_is_missing_is_said_and_bars_approval(kind, less, gap):
    letter = draft(kind, changed(**less), ON)
    assert any(gap in each for each in letter.gaps), letter.gaps
    with pytest.raises(NotToBeSent, match="Still missing"):
        approve(letter, "B. Officer", letter.digest, ON)
    assert "Still missing" in text_of(document(letter))


URGENT = (
    *FULL.damage,
    Step(says="You can ask the court about the urgency under section 164 of the Act", rests_on=("RECORD",)),
)


@pytest.mark.parametrize(
    ("comply", "urgent", "enough"),
    [
        (date(2026, 12, 24), (), False),  # the last day to appeal itself
        (date(2026, 12, 25), (), True),
        (date(2026, 11, 27), URGENT, False),  # urgent: not before 24 hours are over
        (date(2026, 11, 28), URGENT, True),
        (date(2026, 11, 28), URGENT[:1], False),  # the right to go to court has to be told
    ],
)
def test_a_notice_never_asks_for_compliance_too_soon(comply, urgent, enough):
    letter = draft("enforcement", changed(comply_by=comply, urgent=urgent), ON)
    assert (letter.gaps == ()) is enough, letter.gaps


def test_the_appeal_box_has_the_day_that_the_law_gives():
    for sent in (ON, date(2026, 12, 3)):  # the second runs into the new year's holidays
        letter = draft("enforcement", changed(comply_by=date(2027, 3, 1)), sent)
        box = next(block for block in letter.blocks if block.kind == "box")
        due = appeal(sent).legal
        assert f"received by {due.day} {due:%B %Y}, before 5 pm" in " ".join(each.text for each in box.sentences)
        assert box.heading == "Your right to appeal"


def test_disobeying_is_told_by_the_day_of_the_calls():
    new = words(draft("enforcement", FULL, ON))
    old = words(draft("enforcement", changed(calls_from=date(2025, 10, 1), calls_to=date(2025, 10, 9)), ON))
    assert "no offence" in new
    assert "is an offence" in old


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"regulator": False}, "acknowledged within 30 days: by 13 October 2026"),
        ({"regulator": False, "about_data": None}, "is not settled; we treat it as if it were"),
    ],
)
def test_the_statutory_time_to_acknowledge(more, told):
    assert told in words(draft("acknowledgement", changed(**more), ON))


@pytest.mark.parametrize("more", [{}, {"regulator": False, "about_data": False}])
def test_no_time_runs_for_the_regulator_nor_for_a_complaint_about_calls_alone(more):
    assert "30 days" not in words(draft("acknowledgement", changed(**more), ON))


def test_an_objection_on_file_is_told_and_else_how_to_make_one():
    assert "You asked not to be called" in words(draft("why", FULL, ON))
    assert "tell us in any words" in words(draft("why", changed(objection=""), ON))


WRONG = [
    ({"complaint": "E9"}, "there is no evidence E9"),
    ({"objection": "E9"}, "objection: there is no evidence E9"),
    ({"facts": (*FULL.facts, FULL.facts[0])}, "the id F1 is used twice"),
    ({"facts": FULL.facts[1:]}, "there is no fact F1"),
    ({"calls_to": date(2026, 8, 1)}, "is before calls_from"),
    ({"facts": (msgspec.structs.replace(FULL.facts[0], evidence=()), *FULL.facts[1:])}, "has no evidence"),
    ({"points": (msgspec.structs.replace(FULL.points[0], because=()),)}, "broken because of nothing"),
    ({"done": (msgspec.structs.replace(FULL.done[0], rests_on=()),)}, "rests on nothing"),
]


@pytest.mark.parametrize(("more", "says"), WRONG)
def test_grounds_that_lead_nowhere_are_refused(more, says):
    with pytest.raises(GroundsUnusable, match=says):
        checked(changed(**more), "a file")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"points": (msgspec.structs.replace(FULL.points[0], rule="PECR-99"),)}, "There is no rule PECR-99"),
        ({"points": (msgspec.structs.replace(FULL.points[0], rule="PECR-21B"),), "calls_from": date(2009, 6, 1),
          "calls_to": date(2009, 6, 4)}, "PECR-21B was not in force on 4 June 2009"),
        ({"received": date(2026, 12, 24)}, "cannot answer what came on 24 December 2026"),
    ],
)  # fmt: skip
def test_a_rule_of_another_day_or_a_letter_too_early_is_refused(more, says):
    with pytest.raises(GroundsUnusable, match=says):
        draft("outcome", changed(**more), ON)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff\xfe", b'{"reference": 3}', b'{"referense": "x"}', b"x = [1", b"{" * 100_000]
)
@pytest.mark.parametrize("name", ["g.json", "g.toml"])
def test_files_that_hold_no_grounds(tmp_path, content, name):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(GroundsUnusable, match=name):
        load(file)


def test_hostile_words_stay_words():
    evil = '#import "x" *bold* $x$ </script> \u202e 😀'
    made = changed(organisation=msgspec.structs.replace(FULL.organisation, name=evil))
    shown = text_of(document(draft("outcome", made, ON)))
    assert '#import "x" *bold* $x$ </script> [U+202E] [U+1F600]' in shown


def test_data_has_a_number_for_every_source():
    told = data(draft("enforcement", FULL, ON))
    numbers = {each["number"] for each in told["sources"]}
    assert numbers == set(range(1, len(numbers) + 1))
    for block in told["blocks"]:
        for each in block["sentences"]:
            assert set(each["marks"]) <= numbers
            assert each["marks"]
    json.dumps(told)


def test_grounds_survive_a_round_trip():
    assert msgspec.json.decode(msgspec.json.encode(FULL), type=Grounds) == FULL
