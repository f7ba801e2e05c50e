"""docs/law: a page per rule, with all its versions, from the rules alone."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ringfence.calendar import british
from ringfence.law.authorities import AUTHORITIES
from ringfence.law.enforcement.sanction import Sanction
from ringfence.law.enforcement.sanctions import SANCTIONS
from ringfence.logic import Condition
from ringfence.reasons import words as reason_words
from ringfence.rule import Doubt, Example, Rule
from ringfence.statute_book import english
from ringfence.statute_book.book import Book
from ringfence.statute_book.english import Line, bullets, outline, sentence
from ringfence.statute_book.history import differences
from ringfence.statute_book.markdown import link, listed, nested, page, plain, section, table
from ringfence.statute_book.parts import examples_table, fact_link, facts_table, rule_link, sanctions_table
from ringfence.statute_book.words import CONSEQUENCES, MEDIA, PARTIES


def rule_page(id_: str, book: Book) -> str:
    """The page of one rule: its newest version in full, then what its earlier versions said otherwise."""
    versions = book.versions(id_)
    rule = versions[-1]
    return page(
        id_,
        f"> {plain(rule.says)}",
        table(("", ""), _particulars(versions)),
        *_conditions(rule, book),
        section("What could follow", _could_follow(versions)),
        section(
            "What shows it" if rule.gives is not None else "What shows that it was kept",
            plain(sentence(rule.discharged_by)),
        ),
        section("What to do", plain(rule.cure)),
        section("Facts it looks at", facts_table(rule, book)),
        section("Examples", examples_table(rule.examples)),
        section("Authorities", listed(_authority(each) for each in rule.authorities)),
        section("Not verified", listed(plain(each) for each in rule.unsure)),
        section("Who relies on it", listed(_relied_on(id_, book))),
        *(_earlier(each, after) for each, after in reversed(list(pairwise(versions)))),
    )


def _particulars(versions: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
    *earlier, rule = versions
    yield "Citation", plain(rule.cites)
    yield "Source", source(rule)
    yield "Force", rule.force.words
    yield "In force", english.period(rule)
    if earlier:
        yield (
            "Earlier versions",
            "; ".join(link(english.period(each), f"#{_anchor(_as_it_was(each))}") for each in earlier),
        )
    yield "Last read by a person", british(rule.checked_on)
    if rule.binds:
        yield "Binds", plain("; ".join(PARTIES[party] for party in rule.binds))
    if rule.gives is None:
        yield "Governs", plain(MEDIA[rule.medium])
    else:
        yield "Gives the fact", fact_link(rule.gives.name, rule.gives.yes)
    for code in dict.fromkeys(code for code in (rule.reason, rule.reason_open) if code):
        yield "Reason code", f"`{code}`: {plain(reason_words(code))}"


def source(rule: Rule) -> str:
    """The instrument, with a link to the provision as a person last read it, or as it last stood."""
    read = max(rule.in_force_from, min(rule.checked_on, rule.until or rule.checked_on))
    address = rule.address(read)
    if not address:
        return plain(english.source(rule))
    dated = address.endswith(read.isoformat())
    return f"{plain(english.source(rule))}, {link(f'as it stood on {british(read)}' if dated else 'text', address)}"


def _conditions(rule: Rule, book: Book) -> Iterator[str]:
    """Sections on when it applies, when it is broken, ways out, and what is left to a person."""
    if rule.gives is not None:
        yield section(
            "When it is so",
            told(rule.broken, f"It is so ({fact_link(rule.gives.name, rule.gives.yes)}) when", rule, book),
        )
        return
    everywhere = english.always(outline(rule.applies))
    yield section("When it applies", told(rule.applies, "Applies" if everywhere else "Applies when", rule, book))
    if english.never(outline(rule.broken)):
        yield section("When it is broken", "By no facts alone: a person decides.")
    else:
        yield section(
            "When it is broken",
            told(rule.broken, "Broken when" if everywhere else "Broken when it applies and", rule, book),
        )
    yield section(
        "Ways out",
        *(
            f"**Unless {plain(each.says)}** ({plain(each.cites)})\n\n{told(each.when, 'That is so when', rule, book)}"
            for each in rule.exemptions
        ),
    )
    yield section("What is left open", *(_doubt(each, rule, book) for each in rule.doubts))
    if rule.must_be_shown:
        facts = "; ".join(fact_link(name, english.about(name)) for name in rule.must_be_shown)
        yield section("For the caller to show", f"{facts}. While that is not known, no call is made.")


def told(condition: Condition, prefix: str, rule: Rule, book: Book) -> str:
    """A condition as lists within lists, each line linked to its fact and to the rule that gives it."""
    return nested(bullets(outline(condition), prefix, lambda line: _line(line, rule, book)))


def _line(line: Line, rule: Rule, book: Book) -> str:
    givers = ", ".join(rule_link(id_) for id_ in book.givers(line.fact, rule))
    return fact_link(line.fact, line.words) + (f" ({givers})" if givers else "")


def _doubt(each: Doubt, rule: Rule, book: Book) -> str:
    blocks = [f"**{plain(english.asked(each))}**"]
    always = english.always(outline(each.when))
    blocks.append("Asked whenever it applies." if always else told(each.when, "Asked when it applies and", rule, book))
    if each.open_point:
        blocks.append(f"Open: {plain(english.stopped(each.open_point))}")
    if each.needs:
        blocks.append(f"Settled by {fact_link(each.needs, english.about(each.needs))}.")
    if each.stops_call:
        blocks.append("Before a call the careful reading is taken: no call is made.")
    return "\n\n".join(blocks)


def _could_follow(versions: tuple[Rule, ...]) -> str:
    """In words, then every sanction on file for the time of some version, by the day of the conduct."""
    words = "; ".join(CONSEQUENCES[each] for each in versions[-1].consequences)
    dated = [each for each in SANCTIONS if any(_could_be(each, rule) for rule in versions)]
    return "\n\n".join(part for part in (plain(sentence(words)), sanctions_table(dated)) if part)


def _could_be(each: Sanction, rule: Rule) -> bool:
    """Whether it could follow conduct of some day on which this version was in force."""
    last = min(each.conduct_until or date.max, rule.until or date.max)
    return each.concerns(rule.consequences, rule.provision) and max(each.conduct_from, rule.in_force_from) <= last


def _relied_on(id_: str, book: Book) -> Iterator[str]:
    relied = book.relied_on_by(id_)
    if relied.rules:
        yield f"Rules: {', '.join(rule_link(each) for each in relied.rules)}"
    if relied.through:
        yield f"Through them: {', '.join(rule_link(each) for each in relied.through)}"
    if relied.checks:
        yield f"Script checks (`ringfence script explain CODE`): {', '.join(relied.checks)}"


def _earlier(rule: Rule, after: Rule) -> str:
    """A former version: the parts that read otherwise than in the next, as they were."""
    changed = {part.name for part in differences(rule, after)}
    blocks = [f"The text: {source(rule)}. What differs from the next version is given; the rest was the same."]
    if "sentence" in changed:
        blocks.append(f"> {plain(rule.says)}")
    if "citation" in changed:
        blocks.append(f"Citation: {plain(rule.cites)}.")
    blocks += [
        f"{part.name.capitalize()}:\n\n{_was(part.before)}"
        for part in differences(rule, after)
        if part.name not in ("sentence", "citation", "source")
    ]
    own = [each for each in rule.examples if _compared(each) not in {_compared(other) for other in after.examples}]
    if own:
        blocks += ["Examples of its own:", examples_table(own)]
    return section(_as_it_was(rule), *blocks)


def _as_it_was(rule: Rule) -> str:
    return f"As it was {english.period(rule)}"


def _anchor(title: str) -> str:
    """How GitHub names a heading in an address."""
    return title.lower().replace(" ", "-")


def _was(lines: tuple[str, ...]) -> str:
    """Lines of a part as they were, kept in their places."""
    if not lines:
        return "- nothing"
    return "\n".join(
        f"{line[: len(line) - len(line.lstrip())]}- {plain(line.strip().removeprefix('- '))}" for line in lines
    )


def _compared(each: Example) -> tuple[object, ...]:
    return each.says, tuple(sorted(each.facts.items())), each.outcome


def _authority(words: str) -> str:
    """An authority as the rule names it, with a link where it is one of those kept as dated data."""
    known = any(words.startswith(each.cited) for each in AUTHORITIES)
    return f"{plain(words)} ({link('weight', 'authorities.md')})" if known else plain(words)
