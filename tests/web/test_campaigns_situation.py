"""Click a situation, click a finding: rule, count, cure, and what was decided of the like."""

import json
import re

import pytest
from django.urls import reverse

from ringfence.rulebook import RULES
from ringfence.scripts.checks import CHECKS
from ringfence.web.pages.rules import _blocks
from ringfence.web.roles import Role

from .neath import looked_into, neath, words


def test_every_situation_has_a_page_with_its_count_and_cure(desk, officer, as_):
    draft = neath(officer)
    looked_into(draft)
    listed = json.loads((draft.out / "report.json").read_text())["list"]
    part = words(officer, "/campaigns/neath-2017/report/", part="list")
    for each in listed["situations"]:
        assert f"../situations/{each['id']}/" in part
        page = words(as_(Role.AUDITOR), f"/campaigns/neath-2017/situations/{each['id']}/")
        assert f"<b>{each['count']:,}</b> numbers" in page
        for cure in each["cure"]:
            assert cure.split("’")[0][:40] in page.replace("&#x27;", "'")
        for answer in each["answers"]:
            assert f'href="/rules/{answer["rule"]}/"' in page
    blocked = next(each for each in listed["situations"] if "TPS_LISTED_NO_NOTIFICATION" in each["reasons"])
    page = words(officer, f"/campaigns/neath-2017/situations/{blocked['id']}/")
    assert "may be called" in page.split("If something about the numbers were otherwise")[1]
    assert officer.get("/campaigns/neath-2017/situations/0000000000/").status_code == 404


@pytest.mark.parametrize("rule", sorted({each.id for each in RULES})[::12])
def test_a_rule_has_a_page(web, officer, rule):
    assert rule in words(officer, reverse("rule", kwargs={"rule": rule}))


def test_a_rule_shows_what_was_decided_of_the_like(web, officer):
    page = words(officer, "/rules/PECR-21-TPS/")
    assert "What was decided" in page
    assert page.count('id="outcome-') == 6


def test_a_check_shows_its_page_and_what_was_claimed(web, officer):
    page = words(officer, "/rules/DM110/")
    assert "Why it matters" in page
    assert "said to be market research" in page
    assert len(page.encode()) < 100_000


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_no_word_of_a_checks_page_is_lost(check):
    shown = " ".join(text for _, text in _blocks(check.page))
    assert re.sub(r"[\s>#]+", "", shown) == re.sub(r"[\s>#]+", "", check.page)
