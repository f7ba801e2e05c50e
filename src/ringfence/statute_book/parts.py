"""Parts that several pages share: links to rules and facts, tables of facts, examples and sanctions."""

from collections.abc import Iterable

from ringfence.calendar import british
from ringfence.facts import FACTS
from ringfence.law.enforcement.sanction import Sanction
from ringfence.rule import Example, Rule
from ringfence.statute_book import english
from ringfence.statute_book.book import Book
from ringfence.statute_book.markdown import link, plain, table


def sanctions_table(dated: Iterable[Sanction]) -> str:
    return table(
        ("Conduct", "What could follow", "Needs, beyond the breach", "Citation", "Open"),
        (
            (_dates(each), plain(each.says), plain(each.threshold), plain(each.cites), plain(each.open_point))
            for each in dated
        ),
    )


def _dates(each: Sanction) -> str:
    since = f"from {british(each.conduct_from)}"
    return f"{since} to {british(each.conduct_until)}" if each.conduct_until else since


def facts_table(rule: Rule, book: Book) -> str:
    """Every fact of a rule: where it comes from, who settles it, what silence is taken to mean."""
    return table(
        ("Fact", "Comes from", "Settled by", "If nothing is said"),
        (
            (
                fact_link(name, english.about(name)),
                plain(FACTS[name].source),
                settled(name, book, rule),
                if_silent(name),
            )
            for name in rule.names()
        ),
    )


def settled(name: str, book: Book, beside: Rule | None = None) -> str:
    """Who settles a fact: a look-up, a person, or the rules that give it."""
    givers = book.givers(name, beside)
    return ", ".join(rule_link(id_) for id_ in givers) or english.settled_by(name)


def if_silent(name: str) -> str:
    means = english.silence(name)
    return f"taken to be so: {plain(means)}" if means else "stays unknown"


def examples_table(examples: Iterable[Example]) -> str:
    return table(
        ("Case", "Facts", "Outcome"),
        (
            (
                plain(each.says) + (f" (on {british(each.on)})" if each.on else ""),
                plain("; ".join(english.given(each))) or "none given",
                f"**{english.outcome(each)}**",
            )
            for each in examples
        ),
    )


def rule_link(id_: str) -> str:
    return link(id_, f"{id_}.md")


def fact_link(name: str, words: str) -> str:
    return link(words, f"facts.md#{name}")
