"""Points, their fingerprints, and the baseline: what is known stays known, and nothing else does."""

from datetime import date
from pathlib import Path

import pytest

from ringfence.rulebook import worst
from ringfence.scripts import check
from ringfence.scripts.baseline import BaselineUnusable, read, write
from ringfence.scripts.points import AS_DECISION, points, text_hash
from ringfence.scripts.review import review

ON = date(2026, 11, 21)
CORPUS = sorted(path for path in (Path(__file__).parent / "corpus").iterdir() if path.suffix in (".md", ".txt"))
OPENING = "Hello, I'm Sam from Lorimer Research with a survey.\n\n"
VOTE = "Can we count on your vote for Sandra?\n\n"


def report(text, **facts):
    return check(text, facts={"mode": "live", **facts}, on=ON)


def known(text, **facts):
    return {point.fingerprint: point.level for point in points(report(text, **facts))}


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
@pytest.mark.parametrize("facts", [{}, {"answers_linked": False, "answers_reused": False}])
def test_the_worst_point_is_the_decision(path, facts):
    found = report(path.read_text(), **facts)
    assert worst(AS_DECISION[point.level] for point in points(found)) == found.decision == review(found).decision


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_fingerprints_tell_points_apart(path):
    found = points(report(path.read_text()))
    assert len({point.fingerprint for point in found}) == len(found)


def test_what_is_known_stays_known_when_it_slides_down():
    before = known(OPENING + VOTE)
    moved = report(OPENING + "How old are you?\n\nHow do you travel to work?\n\n" + VOTE)
    assert review(moved, known=before).outcome == "allow"
    assert review(moved, known=before).decision == "block"


NEW = [
    (OPENING + VOTE + VOTE, "the same words a second time"),
    (OPENING + VOTE.replace("Sandra", "Alex"), "other words in the section"),
    (OPENING + VOTE + "Would you donate ten pounds to the Harbour Party today?\n", "another check"),
]


@pytest.mark.parametrize(("text", "why"), NEW, ids=[why for _, why in NEW])
def test_what_is_new_fails(text, why):
    assert review(report(text), known=known(OPENING + VOTE)).outcome == "block"


def test_a_point_that_became_graver_is_new():
    """In a canvass the request is a note; under a survey's opening it is an error."""
    canvass = "Hello, I'm Sam from the Harbour Party.\n\n" + VOTE
    assert review(report(OPENING + VOTE), known=known(canvass)).outcome == "block"


def test_it_is_written_in_one_order_and_read_back(tmp_path):
    found = points(report(OPENING + VOTE))
    text = write({"b.md": found, "a.md": reversed(found)})
    assert text == write({"a.md": found, "b.md": found})
    (tmp_path / "baseline.json").write_text(text)
    back = read(tmp_path / "baseline.json")
    assert back["a.md"] == back["b.md"] == known(OPENING + VOTE)


UNUSABLE = [
    "",
    "[]",
    "{}",
    '{"ringfence-baseline": 2, "files": {}}',
    '{"ringfence-baseline": 1}',
    '{"ringfence-baseline": 1, "files": {"a": [{"level": "error"}]}}',
    '{"ringfence-baseline": 1, "files": {"a": [{"fingerprint": "x", "level": "grave"}]}}',
]


@pytest.mark.parametrize("text", UNUSABLE)
def test_what_is_no_baseline_is_refused(text, tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(BaselineUnusable, match="--write-baseline"):
        read(path)


def test_the_hash_is_of_the_text_as_read(tmp_path):
    from ringfence.scripts.intake import read as read_script

    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfHello\r\nyou")
    (tmp_path / "b.md").write_bytes(b"Hello\nyou")
    marks = {text_hash(read_script(tmp_path / name).text) for name in ("a.md", "b.md")}
    assert len(marks) == 1
    assert text_hash("Hello\nyou") in marks
