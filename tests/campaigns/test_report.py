"""The report holds everything it was given, escaped, in an order that can be read aloud."""

import json
import re
from copy import deepcopy
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.campaigns.report import charts, words
from ringfence.campaigns.report import script as scripts
from ringfence.campaigns.report.page import render

CASES = json.loads(Path(__file__).with_name("report_sample.json").read_text())
VOID = {"meta", "br", "link", "img"}
BLOCKS = {"td", "th", "dt", "dd", "li", "p", "div"}
EVERY = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}&amp;"


class Page(HTMLParser):
    """The page as a tree walked once: open tags, texts, ids, links."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag in BLOCKS:
            self.texts.append("\n")

    def handle_data(self, data):
        if not {"style", "sup"} & set(self.open):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, name: str, attribute: str) -> list[str]:
        return [value for tag, attrs in self.tags if tag == name and (value := attrs.get(attribute)) is not None]


def flat(text: str) -> str:
    return " ".join(text.split())


def page(case) -> Page:
    found = Page(render(case))
    assert not found.open, "a tag is left open"
    return found


@EVERY
def test_sample_offsets_hold(case):
    for section in case["script"]["sections"]:
        for finding in section["findings"]:
            start = finding["start"] - section["start"]
            assert section["text"][start : start + len(finding["text"])] == finding["text"]


@EVERY
def test_every_section_and_finding_is_there(case):
    text = page(case).text
    for section in case["script"]["sections"]:
        assert section["text"] in text
        for finding in section["findings"]:
            assert words.sentence(finding["message"]) in text
            assert finding["fix"] in text
            assert all(cite in text for cite in finding["cites"])


@EVERY
def test_every_figure_and_word_is_there(case):
    text = flat(page(case).text)
    for situation in case["list"]["situations"]:
        assert f"{situation['count']:,} {words.DECISIONS[situation['decision']].name.lower()}" in text
        assert flat("; ".join(situation["words"])) in text
        assert all(cure in text for cure in situation["cure"])
    for reason in case["list"]["reasons"]:
        assert f"{reason['words']} {reason['code']}{reason['count']:,}" in text.replace(
            f"{reason['code']} ", reason["code"]
        )
    for key in ("next", "not_checked"):
        assert all(item in text for item in case[key])
    for register in case["list"]["registers"]:
        assert all(part in text for part in (f"{register['rows']:,}", register["sha256"], register["file"]))
    assert f"{case['list']['rows']:,} rows" in text


@EVERY
def test_every_answer_is_there_with_its_authority(case):
    text = flat(page(case).text)
    for answer in case["answers"]:
        assert all(part in text for part in (answer["says"], answer["cites"], answer["rule"], answer["force_words"]))
        assert answer["question"] in text
        assert answer["open_point"] in text
        assert all(fact in text for fact in answer["because"] + answer["needs"] + answer["authorities"])
        if person := answer["answered"]:
            assert person["by"] in text
            assert person["reason"] in text
            assert words.british(person["on"]) in text


@EVERY
def test_headings_and_links_are_sound(case):
    found = page(case)
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in found.all("a", "href") if href.startswith("#")} <= set(ids)
    assert {name for names in found.all("section", "aria-labelledby") for name in names.split()} <= set(ids)
    assert all(attrs.get("scope") for tag, attrs in found.tags if tag == "th")
    assert len(found.all("table", "role")) == sum(tag == "caption" for tag, _ in found.tags)


@EVERY
def test_page_stands_alone(case):
    html = render(case)
    found = Page(html)
    assert ("html", {"lang": "en-GB"}) in found.tags
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in found.all("meta", "content")
    assert not {"script", "link", "img", "iframe", "form", "base"} & {tag for tag, _ in found.tags}
    assert not re.search(r"url\((?!#p-)|@import", html)
    assert "not legal advice" in found.text
    assert all(href.startswith(("#", "./", "https://")) for href in found.all("a", "href"))


def sow(value, seed):
    """Every piece of free text in a report replaced."""
    fixed = {
        "verdict", "class", "level", "outcome", "decision", "overall", "code", "reasons", "area", "start", "end",
        "force", "on", "judged_on", "field_from", "field_until", "as_of", "good_until", "in_force_from",
        "checked_on", "text",
    }  # fmt: skip
    if isinstance(value, dict):
        return {key: inner if key in fixed and key != "reasons" else sow(inner, seed) for key, inner in value.items()}
    if isinstance(value, list):
        return [sow(inner, seed) for inner in value]
    return seed if isinstance(value, str) else value


def test_hostile_text_stays_text():
    case = sow(CASES["research"], HOSTILE)
    for section in case["script"]["sections"]:
        section["findings"] = []
        section["text"] = HOSTILE
        section["end"] = section["start"] + len(HOSTILE)
    html = render(case)
    found = Page(html)
    assert not {"script", "img"} & {tag for tag, _ in found.tags}
    assert not any(name.startswith("on") for _, attrs in found.tags for name in attrs)
    assert found.text.count(HOSTILE) > 100
    assert all(href.startswith(("#", "./", "https://")) for href in found.all("a", "href"))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example/x", "http://[", ""]
)
def test_only_web_addresses_become_links(address):
    case = deepcopy(CASES["go"])
    case["rules"] = [case["rules"][0] | {"address": address}]
    assert not [href for href in page(case).all("a", "href") if not href.startswith(("#", "./"))]


def test_signs_that_hide_or_reorder_are_shown():
    case = deepcopy(CASES["go"])
    section = case["script"]["sections"][0]
    section["text"] = "safe\u202egnp.exe\u2066 \x00\x1b[31m \ud800"
    section["end"] = section["start"] + len(section["text"])
    html = render(case)
    assert not words.CONTROLS.search(html)
    assert "safe\ufffdgnp.exe\ufffd \u2400\u241b[31m \ufffd" in html
    html.encode("utf-8")


def test_script_only():
    case = deepcopy(CASES["research"]) | {"list": None, "targeting": None, "sources": []}
    text = flat(page(case).text)
    assert "No list was screened: this report says nothing about any number." in text
    assert "The choice of areas was not looked at" in text
    assert "The campaign’s card names no list." in text


def test_nothing_at_all():
    case = deepcopy(CASES["go"])
    for key in ("next", "answers", "sources", "rules", "not_checked"):
        case[key] = []
    case["script"]["sections"] = []
    case["targeting"]["points"] = []
    case["sanctions"]["then"]["items"] = []
    nothing = {"allow": 0, "hold": 0, "block": 0}
    case["list"] |= {"rows": 0, "numbers": 0, "decisions": nothing, "would_be_callable": 0, "kinds": {}}
    case["list"] |= {"reasons": [], "situations": [], "registers": []}
    case["campaign"] |= dict.fromkeys(("purpose", "mode", "field_from", "field_until", "instigator", "caller"))
    text = flat(page(case).text)
    assert "The script has no sections." in text
    assert "No register was used." in text
    assert "That does not mean that everything was checked." in text


def test_verdict_is_said_once():
    text = flat(page(CASES["research"]).text)
    assert "Stop: 2 sections of a research script" in text
    assert "Stop: Stop" not in text


def test_many_steps_and_situations_are_folded():
    case = deepcopy(CASES["research"])
    case["next"] = [f"Step number {n}." for n in range(1, 10)]
    html = render(case)
    assert "3 more steps" in html
    assert "4 smaller situations" in html


def test_a_settled_question_is_no_longer_open():
    headings = re.findall(r"<h3>(.*?) <span", render(CASES["research"]))
    assert headings[:5] == [
        "Breaches",
        "Questions for a person",
        "Facts that are missing",
        "Questions a person has answered",
        "Looked at, and nothing found against the campaign",
    ]


FINDING = {"rule": "XX101", "name": "x", "text": "", "message": "", "cites": [], "fix": ""}
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(scripts.WORST)), max_size=6)


@given(text=st.text(min_size=1, max_size=40), spans=SPANS, offset=st.integers(0, 1000))
def test_cutting_loses_nothing(text, spans, offset):
    places = [(min(a, b, len(text)), min(max(a, b), len(text)), level) for a, b, level in spans]
    findings = [FINDING | {"start": offset + a, "end": offset + b, "level": level} for a, b, level in places]
    section = {"id": "s", "start": offset, "end": offset + len(text), "text": text, "class": "research"}
    (view,) = scripts.views([section | {"needs": [], "findings": findings}])
    assert "".join(piece.text for piece in view.pieces) == text
    assert sorted(end for piece in view.pieces for end in piece.ends) == [
        note.number for note in view.notes if note.finding["start"] < note.finding["end"]
    ]
    place = 0
    for piece in view.pieces:
        over = [level for a, b, level in places if a <= place and place + len(piece.text) <= b]
        assert piece.level == next((level for level in scripts.WORST if level in over), "")
        assert piece.shared == (len(over) > 1)
        place += len(piece.text)


@settings(max_examples=50)
@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=60))
def test_chart_of_areas_stays_inside(values):
    points = [{"area": "a", "value": value, "chosen": n % 3 == 0} for n, value in enumerate(values)]
    found = charts.areas({"kind": "x", "party": None, "words": "", "p_value": None, "points": points, "label": ""})
    assert found is not None
    assert len(found.bricks) == len(values)
    assert all(0 <= brick.x <= 100 - found.brick_width and 0 <= brick.y < found.height for brick in found.bricks)
    assert all(-0.01 <= x <= 100.01 for x, _ in found.ticks)
    assert found.groups[0].values[0] == f"{len(values[::3]):,}"


def test_strip_fills_the_width():
    bands = scripts.strip(scripts.views(CASES["research"]["script"]["sections"]))
    assert sum(band.width for band in bands) == pytest.approx(100, abs=0.1)
    assert min(band.width for band in bands) > 1


SHARES = [
    (0, 10, "0%"),
    (0, 0, "0%"),
    (10, 10, "100%"),
    (1, 495_000, "<0.1%"),
    (494_999, 495_000, ">99.9%"),
    (1, 8, "12.5%"),
]


@pytest.mark.parametrize(("part", "whole", "written"), SHARES)
def test_shares(part, whole, written):
    assert words.share(part, whole) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2017-05-05", "5 May 2017"),
        (None, "not given"),
        ("", "not given"),
        ("soon", "soon"),
        ("2017-13-01", "2017-13-01"),
    ],
)
def test_dates(value, written):
    assert words.british(value) == written


def test_sentences():
    assert [words.sentence(text) for text in ("asks for a vote", "Why?", "")] == ["Asks for a vote.", "Why?", ""]


def test_chance_is_never_nought():
    assert [words.chance(p) for p in (0.0, 0.0005, 0.041, 1.0)] == ["p < 0.001", "p < 0.001", "p = 0.041", "p = 1"]
