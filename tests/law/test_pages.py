"""docs/law is what the rules say: a page each, complete, and the words for conditions, history and age are right."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ringfence import facts as f
from ringfence.cli.law_pages import NotOurs, Shelf
from ringfence.errors import DateNotCovered
from ringfence.facts import FACTS
from ringfence.law.enforcement.sanctions import SANCTIONS
from ringfence.logic import ALWAYS, NEVER, All
from ringfence.rule import Doubt, Exemption, Rule
from ringfence.rulebook import FIRST_DAY, RULES, rule
from ringfence.scripts.checks import CHECKS
from ringfence.statute_book import find, history
from ringfence.statute_book.book import Book, bind
from ringfence.statute_book.english import bullets, given, inline, life, outcome, outline
from ringfence.statute_book.indexes import all_pages
from ringfence.statute_book.markdown import MARK, plain
from ringfence.statute_book.stale import NoAge, last_good, stale

DOCS = Path(__file__).parent.parent.parent / "docs" / "law"
BOOK = bind(RULES, CHECKS)
PAGES = all_pages(BOOK)
BY_RULE = pytest.mark.parametrize("each", RULES, ids=[f"{r.id}-{r.in_force_from}" for r in RULES])
TODAY = date(2026, 11, 21)


def test_pages_on_disk_are_what_the_rules_say():
    shelf = Shelf(DOCS, PAGES)
    assert not shelf.differs, f"{shelf.as_data()}\nRenew them: python3 run.py law pages"


@BY_RULE
def test_every_rule_has_citation_dates_a_reading_examples_and_a_page(each: Rule):
    assert each.cites
    assert isinstance(each.in_force_from, date)
    assert each.until is None or each.until >= each.in_force_from
    assert isinstance(each.checked_on, date)
    assert len(each.examples) >= 3
    page = PAGES[f"{each.id}.md"]
    assert plain(each.cites) in page
    for doubt in each.doubts if each is BOOK.versions(each.id)[-1] else ():
        assert plain(doubt.question) in page


@BY_RULE
def test_the_page_tells_every_case_and_every_fact_of_the_newest_version(each: Rule):
    if each is not BOOK.versions(each.id)[-1]:
        return
    page = PAGES[f"{each.id}.md"]
    for example in each.examples:
        assert f"| {plain(example.says)}" in page
        assert outcome(example) in page
    for name in each.names():
        assert f"(facts.md#{name})" in page
    assert all(plain(words) in page for words in (*each.unsure, *each.authorities))


def test_every_link_between_pages_leads_somewhere():
    heads = {name: {_slug(h) for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)} for name, text in PAGES.items()}
    for name, text in PAGES.items():
        for target, anchor in re.findall(r"\]\((?!http)([^)#]*)(?:#([^)]*))?\)", text):
            assert (target or name) in PAGES, f"{name} points to {target}"
            assert not anchor or anchor in heads[target or name], f"{name} points to {target}#{anchor}"


def _slug(heading: str) -> str:
    """How GitHub names a heading."""
    return re.sub(r"[^\w\- ]", "", heading.replace("\\", "").lower()).replace(" ", "-")


def test_page_names_stay_apart_where_capitals_do_not_count():
    assert len({name.casefold() for name in PAGES}) == len(PAGES)
    assert all(re.fullmatch(r"[\w.-]+", name) for name in PAGES)


def test_every_fact_and_every_open_point_is_told():
    assert all(f"### {name}\n" in PAGES["facts.md"] for name in FACTS)
    for each in RULES:
        told = [*(doubt.question for doubt in each.doubts), *each.unsure]
        assert all(plain(words) in PAGES["open-points.md"] for words in told)
    assert all(plain(each.open_point) in PAGES["open-points.md"] for each in SANCTIONS)


def test_tables_have_as_many_cells_as_heads():
    for name, text in PAGES.items():
        for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
            rows = [len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()]
            assert len(set(rows)) == 1, f"{name}: {block[:200]}"


def test_pages_are_the_same_each_time():
    assert all_pages(bind(RULES, CHECKS)) == PAGES


# Conditions in words.


def lines(condition) -> list[str]:
    return [f"{'  ' * depth}{text}" for depth, text in bullets(outline(condition), "when")]


def test_one_fact_is_a_sentence_and_several_are_a_list():
    assert lines(f.marketing) == ["when the call is direct marketing."]
    assert lines(f.marketing & ~f.solicited) == [
        "when all of these hold:",
        "  the call is direct marketing",
        "  the call was not asked for",
    ]


def test_lists_stand_within_lists():
    assert lines(f.marketing & (f.listed | f.objected)) == [
        "when all of these hold:",
        "  the call is direct marketing",
        "  at least one of these holds:",
        "    the line is on the TPS or CTPS",
        "    someone on this line has objected to calls",
    ]


def test_a_denial_is_carried_inwards():
    assert (
        inline(outline(~(f.marketing & ~f.solicited)))
        == "(the call is not direct marketing) or (the call was asked for)"
    )
    assert inline(outline(~~(f.marketing | f.listed))) == inline(outline(f.marketing | f.listed))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (f.listed_days.at_least(28), "days on the register before the call: 28 or more"),
        (~f.listed_days.at_least(28), "days on the register before the call: fewer than 28"),
        (f.listed_days.at_least(28) & ~f.listed_days.at_least(29), "days on the register before the call: 28"),
        (f.listed_days.at_least(8) & ~f.listed_days.at_least(21), "days on the register before the call: 8 to 20"),
        (f.mode.among("live"), "the kind of call is live"),
        (~f.mode.among("live"), "the kind of call is not live"),
        (~f.mode.among("live", "recorded"), "the kind of call is neither live nor recorded"),
        (f.mode.among("live", "ivr_survey", "recorded"), ("the kind of call is one of these: live, keypad survey, "
                                                         "recorded")),
        (ALWAYS, "in every case"),
        (NEVER, "in no case"),
        (All((f.listed,)), "the line is on the TPS or CTPS"),
    ],
)  # fmt: skip
def test_conditions_in_words(condition, words):
    assert inline(outline(condition)) == words


def test_limits_that_no_count_can_meet_are_not_made_into_one():
    impossible = f.listed_days.at_least(29) & ~f.listed_days.at_least(28)
    assert "29 or more" in inline(outline(impossible))


@BY_RULE
def test_every_fact_of_a_condition_is_in_its_outline(each: Rule):
    for condition in each.conditions():
        assert {name for name, _ in _leaves(outline(condition))} == set(condition.names())


def _leaves(found):
    if hasattr(found, "fact"):
        yield found.fact, found.words
    else:
        for part in found.parts:
            yield from _leaves(part)


@BY_RULE
def test_every_example_can_be_said(each: Rule):
    assert all(len(given(example)) == len(example.facts) for example in each.examples)


def test_signs_that_mean_something_to_markdown_are_kept():
    assert plain("a|b *c* <d> [2021] x_y") == r"a\|b \*c\* \<d\> \[2021\] x\_y"


# Who relies on whom, and when.


def test_who_relies_on_a_rule_is_told_for_the_days_both_are_in_force():
    relied = BOOK.relied_on_by("PECR-19-MODE")
    assert "PECR-19-SYSTEM" in relied.rules
    assert "PECR-19" in relied.through
    assert "DM101" in BOOK.relied_on_by("DM-CONTENT").checks
    assert BOOK.givers("marketing", rule("PECR-19")) == ("DM-DEF",)


def test_a_rule_of_another_time_is_not_relied_on():
    gone = Rule(
        "OLD",
        "x",
        RULES[0].instrument,
        RULES[0].force,
        "x.",
        date(2000, 1, 1),
        until=date(2000, 12, 31),
        gives=f.listed,
    )
    user = replace(gone, id="NEW", in_force_from=date(2001, 1, 1), until=None, gives=None, broken=f.listed)
    beside = replace(user, id="BESIDE", in_force_from=date(2000, 12, 31))
    book = Book((gone, user, beside))
    assert book.relied_on_by("OLD").rules == ("BESIDE",)
    assert book.givers("listed", user) == ()
    assert book.givers("listed", beside) == ("OLD",)


# History.

ONE = rule("PECR-21-OBJ")
FIRST = replace(ONE, id="X", in_force_from=date(2010, 1, 1), until=date(2010, 12, 31))
SECOND = replace(FIRST, in_force_from=date(2011, 1, 1), until=None, says="Otherwise.", broken=~f.objected)


def told(rules, since, until):
    return [(c.day, c.kind, tuple(part.name for part in c.parts)) for c in history.changes(rules, (), since, until)]


def test_a_rule_begins_changes_and_ends():
    ended = replace(SECOND, until=date(2012, 6, 30))
    assert told((FIRST, ended), date(2009, 1, 1), TODAY) == [
        (date(2010, 1, 1), "began", ()),
        (date(2011, 1, 1), "changed", ("sentence", "when it is broken")),
        (date(2012, 7, 1), "ended", ()),
    ]


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (date(2010, 12, 31), date(2011, 1, 1), 1),
        (date(2010, 12, 30), date(2010, 12, 31), 0),
        (date(2011, 1, 1), date(2011, 1, 1), 0),
    ],
)
def test_a_change_lies_between_the_day_before_and_its_first_day(since, until, count):
    assert len(told((FIRST, SECOND), since, until)) == count


def test_a_gap_is_an_end_and_a_new_beginning():
    again = replace(SECOND, in_force_from=date(2012, 1, 1))
    kinds = [kind for _, kind, _ in told((FIRST, again), date(2010, 6, 1), TODAY)]
    assert kinds == ["ended", "began"]


def test_a_changed_way_out_or_doubt_is_a_change():
    out = replace(SECOND, exemptions=(Exemption("s 1", f.listed, "listed"),))
    doubted = replace(SECOND, doubts=(Doubt("Really?", f.listed, open_point="y"),))
    assert [part.name for part in history.differences(SECOND, out)] == ["ways out"]
    assert [part.name for part in history.differences(SECOND, doubted)] == ["left to a person or a look-up"]
    assert history.differences(SECOND, replace(SECOND, examples=())) == ()


def test_what_changed_in_the_law_itself():
    found = {(c.day, c.id, c.kind) for c in history.changes(RULES, SANCTIONS, date(2009, 6, 1), TODAY)}
    assert (date(2016, 5, 16), "PECR-19-CLI", "began") in found
    assert (date(2026, 2, 5), "PECR-2-CALL", "changed") in found
    assert (date(2025, 8, 20), "DM-DEF", "changed") in found
    assert (date(2026, 2, 5), "ENF-CAP", "began") in found


def test_how_long_a_rule_is_on_file():
    assert life((FIRST,)) == "from 1 January 2010 to 31 December 2010"
    assert life((FIRST, SECOND)) == "from 1 January 2010; so since 1 January 2011"
    assert life((SECOND,)) == "from 1 January 2011"


# Age.


@pytest.mark.parametrize(
    ("age", "day"),
    [("180d", date(2026, 5, 25)), ("180", date(2026, 5, 25)), ("6m", date(2026, 5, 21)), ("1y", date(2025, 11, 21)),
     ("0", TODAY), (" 2 M ", date(2026, 9, 21))],
)  # fmt: skip
def test_ages(age, day):
    assert last_good(age, TODAY) == day


def test_months_end_where_the_month_does():
    assert last_good("1m", date(2026, 3, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize("age", ["", "soon", "-3d", "3w", "99999y", "99999999d", "1.5m"])
def test_what_is_no_age_says_how_to_write_one(age):
    with pytest.raises(NoAge, match="180d"):
        last_good(age, TODAY)


def test_a_text_read_on_the_last_good_day_is_not_stale():
    read = ONE.checked_on
    assert not stale((ONE,), read).instruments
    assert stale((ONE,), read + timedelta(days=1)).instruments[0][1] == ("PECR-21-OBJ",)


# Finding.


def test_a_rule_is_found_whatever_its_capitals_and_missed_with_a_hint():
    assert find.version("pecr-21-tps", RULES, None, TODAY).id == "PECR-21-TPS"
    with pytest.raises(find.UnknownRule, match=r"PECR-21-TPS.*ringfence law list"):
        find.version("PECR-21-TSP", RULES, None, TODAY)


def test_a_day_picks_the_version():
    assert "connection:" in find.version("PECR-2-CALL", RULES, date(2026, 2, 4), TODAY).says
    assert "trying" in find.version("PECR-2-CALL", RULES, date(2026, 2, 5), TODAY).says
    with pytest.raises(find.NotInForce, match="16 May 2016"):
        find.version("PECR-19-CLI", RULES, date(2009, 6, 1), TODAY)
    with pytest.raises(DateNotCovered):
        find.version("PECR-19", RULES, FIRST_DAY - timedelta(days=1), TODAY)


def test_instruments_by_id_or_by_words():
    assert {r.instrument.id for r in find.select(RULES, None, (), "pecr-2003")} == {"PECR-2003"}
    assert len({r.instrument.id for r in find.select(RULES, None, (), "2003/2426")}) > 1
    with pytest.raises(find.UnknownInstrument, match="PECR-2003"):
        find.select(RULES, None, (), "Magna Carta")


# The folder.


def test_a_folder_is_written_compared_and_cleared(tmp_path):
    Shelf(tmp_path, {"a.md": f"{MARK}\nA", "b.md": f"{MARK}\nB"}).write()
    (tmp_path / "by-hand.md").write_text("mine")
    after = {"a.md": f"{MARK}\nA2"}
    compared = Shelf(tmp_path, after)
    assert compared.as_data() == {"changed": ["a.md"], "added": [], "removed": ["b.md"]}
    assert "ringfence law pages -o" in compared.told(written=False)
    compared.write()
    assert {path.name for path in tmp_path.iterdir()} == {"a.md", "by-hand.md"}
    assert not Shelf(tmp_path, after).differs


def test_a_file_of_someone_else_is_never_overwritten(tmp_path):
    (tmp_path / "index.md").write_text("mine")
    with pytest.raises(NotOurs, match="Choose another folder"):
        Shelf(tmp_path, {"index.md": f"{MARK}\n", "a.md": f"{MARK}\n"}).write()
    assert {path.name for path in tmp_path.iterdir()} == {"index.md"}
