"""Cases in the store, on both databases: opened once, with the objection or not at all, and never overwritten."""

import threading
from dataclasses import replace

import pytest

from ringfence.cases.events import CaseUnusable
from ringfence.cases.steps import objection_in, step
from ringfence.store import open_store

from .made import NOW, NUMBER, WRITTEN, opened, told


def complaint(store, id_="c1", **fields):
    fields = {"number": WRITTEN, "objects": "yes", "name": "Test Person", "words": "at night", **fields}
    found = told(**fields)
    event = opened(id_=id_, identity=store.key.id("complaint", *found.identity), **fields)
    return event, objection_in(found, id_=f"o-{id_}", now=NOW, by="me")


def test_a_complaint_opens_a_case_and_its_objection_stands_at_once(store):
    found = store.cases.open(*complaint(store))
    assert (found.case, found.new) == ("2026-000001", True)
    (standing,) = store.objections(NUMBER)
    assert standing.source == "case 2026-000001"
    (event,) = store.cases.events("2026-000001")
    assert (event.number, event.personal["name"], event.kind) == (NUMBER, "Test Person", "received")


def test_if_the_objection_cannot_be_kept_there_is_no_case_either(store):
    event, objections = complaint(store)
    store.append([replace(objections[0], number=447700900123)])  # its id is taken by something else
    with pytest.raises(Exception, match="on file for another number"):
        store.cases.open(event, objections)
    assert store.cases.events("2026-000001") == ()
    assert store.objections(NUMBER) == ()
    assert store.cases.open(*complaint(store, "c2")).case == "2026-000001", "and no number was used up"


def test_if_the_case_cannot_be_kept_there_is_no_objection_either(store):
    store.cases.open(*complaint(store, "c1", words="one"))
    clash, objections = complaint(store, "c1", words="another")  # an id that is on file
    other = tuple(replace(each, id="o-new", number=447700900123) for each in objections)
    with pytest.raises(Exception, match=r"(?i)unique"):
        store.cases.open(clash, other)
    assert store.objections(447700900123) == ()


def test_the_very_same_complaint_opens_nothing_and_another_about_the_number_is_told(store):
    first = store.cases.open(*complaint(store))
    again = store.cases.open(*complaint(store, "c2"))
    assert (again.case, again.new) == (first.case, False)
    other = store.cases.open(*complaint(store, "c3", words="at noon"))
    assert (other.case, other.new, other.alike) == ("2026-000002", True, (first.case,))
    assert store.cases.of_number(NUMBER) == (first.case, other.case)


def test_numbers_begin_anew_with_the_year_and_never_double(store):
    for place in range(3):
        store.cases.open(*complaint(store, f"a{place}", words=str(place)))
    event, _ = complaint(store, "b", words="new year")
    assert store.cases.open(replace(event, case="2027")).case == "2027-000001"
    event, _ = complaint(store, "c", words="old year")
    assert store.cases.open(event).case == "2026-000004"


def test_two_at_once_get_two_cases(store, tmp_path):
    opened_, failed = [], []

    def take_in(place):
        try:
            with open_store(tmp_path / "home") as mine:
                opened_.append(mine.cases.open(*complaint(mine, f"t{place}", words=f"words {place}")).case)
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=take_in, args=(place,)) for place in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not failed
    assert sorted(opened_) == [f"2026-00000{n}" for n in range(1, 5)]


def of(kind, case="2026-000001", id_="s1", **details):
    return step(case, kind, id_=id_, now=NOW, by="me", details=details)


def test_steps_are_added_whole_or_not_at_all_and_the_check_sees_what_is_on_file(store):
    store.cases.open(*complaint(store))
    seen = []
    store.cases.append([of("acknowledged")], seen.append)
    assert [each.kind for each in seen[0]] == ["received"]

    def refuse(_events):
        raise CaseUnusable("no")

    with pytest.raises(CaseUnusable, match="no"):
        store.cases.append([of("noted", id_="s2"), of("closed", id_="s3")], refuse)
    assert [each.kind for each in store.cases.events("2026-000001")] == ["received", "acknowledged"]


def test_long_things_and_unicode_come_back_as_they_were(store):
    store.cases.open(*complaint(store, words="naïve – 日本 \U0001f4de"))
    body = {"situations": [{"words": "x" * 100_000}], "n": 3, "none": None}
    store.cases.append([replace(of("assessed"), body=body)])
    first, second = store.cases.events("2026-000001")
    assert first.personal["words"] == "naïve – 日本 \U0001f4de"
    assert second.body == body
    assert store.cases.event("s1") == second


def test_what_is_due_is_read_over_open_cases_only(store):
    for place in range(3):
        store.cases.open(*complaint(store, f"c{place}", words=str(place)))
    store.cases.append([of("closed", "2026-000001", "x1")])
    store.cases.append([of("closed", "2026-000002", "x2"), of("reopened", "2026-000002", "x3")])
    store.cases.append([of("noted", "2026-000003", "x4"), of("acknowledged", "2026-000003", "x5")])
    found = {case: [each.kind for each in steps] for case, steps in store.cases.steps(["acknowledged"])}
    assert found == {"2026-000002": ["received"], "2026-000003": ["received", "acknowledged"]}
    assert len(list(store.cases.steps(closed=True))) == 3
    assert store.cases.latest(limit=9) == list(store.cases.steps())[::-1], "the same cases, the latest first"
    assert store.cases.latest(limit=9, closed=True) == list(store.cases.steps(closed=True))[::-1]
    (first, *_), every = store.cases.latest(limit=1, closed=True), store.cases.latest(limit=9, closed=True)
    assert [first, *store.cases.latest(first[0], 9, closed=True)] == every
    assert (store.cases.count(), store.cases.count(closed=True)) == (len(found), 3)


def test_emptied_of_people_the_steps_stay_and_the_number_is_still_recognised(store):
    store.cases.open(*complaint(store))
    store.cases.append([of("acknowledged")])
    assert store.cases.empty("2026-000001", of("erased", id_="gone")) == 1
    events = store.cases.events("2026-000001")
    assert [each.kind for each in events] == ["received", "acknowledged", "erased"]
    assert (events[0].number, events[0].personal) == (None, {})
    assert events[0].details["objects"] is True
    assert store.cases.of_number(NUMBER) == ("2026-000001",)
    assert len(store.objections(NUMBER)) == 1, "that nobody may call stands"


def test_nothing_personal_is_left_in_the_files_or_the_ledger(store, tmp_path, database):
    store.cases.open(*complaint(store, name="Zebedee Quillfeather"))
    store.cases.empty("2026-000001", of("erased", id_="gone"))
    told_ = [each.told for each in store.book.of_kind("complaint")]
    assert told_ == [{}], "the entry of the complaint is emptied"
    store.close()
    if database == "sqlite":
        for file in (tmp_path / "home").glob("store.sqlite3*"):
            assert b"Quillfeather" not in file.read_bytes(), file


def test_every_step_is_in_the_ledger(store):
    store.cases.open(*complaint(store))
    decided = replace(of("decided", id_="d", outcome="breach", assessment="ab"), body={"reasons": "because"})
    store.cases.append([of("acknowledged"), decided])
    kinds = [each.kind for each in store.book.of_kind("complaint", "objection", "case-step", "assessment")]
    assert kinds == ["objection", "complaint", "case-step", "assessment"]
    (assessed,) = store.book.of_kind("assessment")
    assert (assessed.told["outcome"], assessed.told["reasons"]) == ("breach", "because")
