"""Every check has a page, and the page is true: its example is found, its cure is not."""

import re
from datetime import date
from pathlib import Path

import pytest

from ringfence.facts import FACTS
from ringfence.scripts import CHECKS, UnknownCheck, check, checks, explain
from ringfence.scripts.findings import HEADINGS

ON = date(2026, 11, 21)
BY_CODE = pytest.mark.parametrize("each", CHECKS, ids=[each.code for each in CHECKS])


@BY_CODE
def test_page_has_every_heading_in_order(each):
    assert re.findall(r"^## (.+)$", each.page, re.MULTILINE) == list(HEADINGS)
    assert explain(each.code).startswith(f"# {each.code} {each.name}\n")


@BY_CODE
def test_example_is_found_and_use_instead_is_not(each):
    facts = {"mode": "recorded"} if each.code.startswith("RM") else {}
    for heading, expected in (("Example", True), ("Use instead", False)):
        script = each.example(heading)
        assert script, f"{each.code} quotes nothing under {heading}"
        codes = {finding.code for finding in check(script, facts=facts, on=ON).findings}
        assert (each.code in codes) is expected, f"{each.code} {heading}: {codes}"


@BY_CODE
def test_name_code_and_tag_are_well_formed(each):
    assert re.fullmatch(r"(DM1|DM2|ID2|EL3|PV4|RM5|RD6)\d\d", each.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", each.name)
    assert FACTS[each.tag].level == "section"


def test_codes_and_names_are_unique():
    assert len({each.code for each in CHECKS}) == len({each.name for each in CHECKS}) == len(CHECKS)


def test_one_file_per_check():
    files = {path.stem for path in Path(checks.__file__).parent.glob("*.py")} - {"__init__"}
    assert len(files) == len(CHECKS)


def test_explain_knows_names_and_lists_the_codes_when_asked_for_another():
    assert explain("vote-asked-for") == explain("dm101")
    with pytest.raises(UnknownCheck, match="DM101"):
        explain("DM999")
