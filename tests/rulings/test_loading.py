"""Files of cases: what is read, and what is refused with the reason."""

from contextlib import suppress

import pytest

from ringfence.rulings.loading import MAX_DEPTH, CasesUnusable, entries, load

LEVELS = 5_000
UNUSABLE = [
    (b"", "holds no cases"),
    (b"# nothing but a remark\n", "holds no cases"),
    (b"[]", "holds no cases"),
    (bytes(range(256)) * 4, "not a text file in UTF-8"),
    (b"just a sentence", "not a list of cases"),
    (b"id: one\nchannel: phone\n", "Put a dash before each case"),
    (b"- id: a\n  facts: {call_type: live\n- id: b", "this is not YAML"),
    (b"- id: a\n- id: [\n- id: c\n", r"line 3, column \d+: this is not YAML"),
    (b"- !!python/object/apply:os.system ['true']", "this is not YAML"),
    (b"--- 1\n--- 2\n", "this is not YAML"),
    (b"- " + b"[" * LEVELS + b"]" * LEVELS, f"more than {MAX_DEPTH} levels"),
    (b"- " * LEVELS + b"x", f"more than {MAX_DEPTH} levels"),
    (b"".join(b" " * step + b"a:\n" for step in range(300)), f"more than {MAX_DEPTH} levels"),
    (b"[ # ]\n" * LEVELS, f"more than {MAX_DEPTH} levels"),
]


@pytest.mark.parametrize(("data", "says"), UNUSABLE, ids=[says[:24] for _, says in UNUSABLE])
def test_a_file_that_cannot_be_used_says_why_and_what_a_file_of_cases_is(data, says):
    with pytest.raises(CasesUnusable, match=says) as refused:
        entries(data, "cases.yaml")
    assert "cases.yaml" in refused.value.message
    assert "a list of mappings" in refused.value.message


def test_a_list_and_a_list_under_cases_are_alike():
    assert entries(b"- {id: a}", "f") == entries(b"cases: [{id: a}]", "f") == entries(b"cases:\n- id: a\n", "f")


def test_json_and_files_with_a_byte_order_mark_are_read():
    assert entries(b'[{"id": "a"}]', "f") == [{"id": "a"}]
    assert entries("- id: é".encode("utf-8-sig"), "f") == [{"id": "é"}]
    assert entries("- id: é".encode("utf-16"), "f") == [{"id": "é"}]


def test_dates_stay_as_written_so_that_an_impossible_one_spoils_nothing_else():
    assert entries(b"- {date: 2019-13-45}\n- {date: 2010-02-04}\n- {date: 2005}", "f") == [
        {"date": "2019-13-45"}, {"date": "2010-02-04"}, {"date": 2005},
    ]  # fmt: skip


def test_a_key_written_twice_is_remembered():
    assert entries(b"- {id: a, facts: {}, facts: {call_type: live}}", "f")[0].doubled == ("facts",)


def test_aliases_are_shared_and_never_blown_up():
    steps = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    assert len(entries(f"- &a0 [x]\n{steps}".encode(), "f")) == 30


def test_merging_is_allowed_within_reason():
    assert entries(b"- &a {id: a, channel: phone}\n- {<<: *a, id: b}", "f")[1] == {"id": "b", "channel": "phone"}
    steps = "".join(f"- &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 50)}]}}\n" for n in range(1, 20))
    with suppress(CasesUnusable):  # newer readers of YAML merge each mapping once, so that nothing swells
        assert len(entries(f"- &m0 {{a: b}}\n{steps}".encode(), "f")) == 20
    many = ", ".join(f"k{n}: 1" for n in range(1001))
    with pytest.raises(CasesUnusable, match="too much is merged"):
        entries(f"- &a {{{many}}}\n- {{<<: *a, id: b}}\n".encode(), "f")


def test_a_file_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("ringfence.rulings.loading.MAX_BYTES", 100)
    (tmp_path / "large.yaml").write_text("- id: a\n" * 20)
    with pytest.raises(CasesUnusable, match="Split it"):
        load(tmp_path / "large.yaml")
