"""docs/law: what goes across rules: the index, every fact, every open point, what could follow."""

from collections import Counter
from collections.abc import Iterator

from ringfence.calendar import british
from ringfence.facts import FACTS, LEVELS
from ringfence.facts.kinds import AnyFact, Count, Fact
from ringfence.law.authorities import AUTHORITIES
from ringfence.law.enforcement.sanctions import SANCTIONS
from ringfence.rule import Consequence, Doubt, Force, Instrument, Rule
from ringfence.statute_book import english
from ringfence.statute_book.book import Book
from ringfence.statute_book.markdown import link, listed, page, plain, section, table
from ringfence.statute_book.pages import rule_page
from ringfence.statute_book.parts import if_silent, rule_link, sanctions_table, settled
from ringfence.statute_book.words import CONSEQUENCES

LEVEL_WORDS = {
    "section": "Of one section of the script",
    "script": "Of the whole script",
    "campaign": "Of the campaign",
    "number": "Of a number on the list",
    "call": "Of one call",
    "dial": "Of one attempt to dial: what is seen at the gate, before anything rings",
    "case": "Of a case: looked at only when past conduct is assessed",
    "party": "Of a party to the case",
}
HOW_TO_READ = """\
A **duty** is broken when it applies, its condition of breach holds and no way out stands. A **definition** gives a fact
(is this direct marketing? is there consent?) that duties then look at.

Every fact is so, not so, or not known. *Not known* is never taken for no: where the known facts do not settle a
condition, the answer is "a fact is missing", or "a person decides" where no look-up could settle it. Only for the facts
marked so does silence mean something; it is written on each page.

*Law* binds; *regulator's policy* is how a regulator has said it reads the law; a *code of practice* binds those who
joined; *our caution* is this product's own rule, and says so.

The examples are the tests: each is judged whenever the software is tested, by all the rules of its day together.
"Last read by a person" is the day somebody compared the rule with its source. The pages are written from the rules by
`ringfence law pages`; the same is told by `ringfence law show ID`, as the law stood on any day with `--on`."""


def all_pages(book: Book) -> dict[str, str]:
    """Every page by file name."""
    return {
        "index.md": index(book),
        "facts.md": facts(book),
        "open-points.md": open_points(book),
        "consequences.md": consequences(),
        "authorities.md": authorities(),
        **{f"{id_}.md": rule_page(id_, book) for id_ in book.ids},
    }


def index(book: Book) -> str:
    """The way in: how to read, how many, every rule by instrument."""
    newest = [book.versions(id_)[-1] for id_ in book.ids]
    return page(
        "The law on file",
        f"{len(newest)} rules in {len(book.rules)} dated versions, with {_count_examples(book)} examples. An "
        "engineering reading of the law, not legal advice.",
        listed((
            f"{link('Every fact', 'facts.md')}: what it means, where it comes from, what silence means, who settles it",
            f"{link('Open points', 'open-points.md')}: what is left to a person, and what was not verified",
            f"{link('What could follow', 'consequences.md')} a breach, by the day of the conduct",
            f"{link('Authorities', 'authorities.md')} that conflict, with their dates and weight",
        )),
        section("How to read a page", HOW_TO_READ),
        section("How many", table(("Force", "Definitions", "Duties"), _counts(newest))),
        *(_instrument(made, newest, book) for made in _instruments(newest)),
    )  # fmt: skip


def _count_examples(book: Book) -> int:
    return sum(len(rule.examples) for rule in book.rules)


def _counts(rules: list[Rule]) -> Iterator[tuple[str, ...]]:
    found = Counter((rule.force, rule.gives is not None) for rule in rules)
    for force in Force:
        yield force.words, str(found[force, True]), str(found[force, False])


def _instruments(rules: list[Rule]) -> list[Instrument]:
    return sorted({rule.instrument for rule in rules}, key=lambda each: (each.title, each.id))


def _instrument(made: Instrument, rules: list[Rule], book: Book) -> str:
    own = [rule for rule in rules if rule.instrument == made]
    number = f"{plain(made.number)}; " if made.number else ""
    where = f"; {link('text', made.address)}" if made.address else ""
    return section(
        made.title,
        f"{number}last read by a person on {british(made.checked_on)}{where}",
        table(
            ("Rule", "Says", "Citation", "Force", "In force"),
            (
                (rule_link(r.id), plain(r.says), plain(r.cites), r.force.words, english.life(book.versions(r.id)))
                for r in own
            ),
        ),
    )


def facts(book: Book) -> str:
    """Every fact, by level."""
    sections = []
    for level in LEVELS:
        own = [fact for fact in FACTS.values() if fact.level == level]
        sections.append(section(LEVEL_WORDS[level], *(_fact(fact, book) for fact in own)))
    return page(
        "Facts",
        f"The {len(FACTS)} facts the rules look at, by what they are facts of. A fact nobody has said anything about "
        "stays unknown, unless it says otherwise here.",
        *sections,
    )


def _fact(fact: AnyFact, book: Book) -> str:
    users = book.users(fact.name)
    question = f": {plain(fact.question)}" if fact.question else ""
    lines = [
        _means(fact),
        f"Comes from: {plain(fact.source)}",
        f"Settled by: {settled(fact.name, book)}{question}",
        f"If nothing is said: {if_silent(fact.name)}",
        f"Looked at by: {', '.join(rule_link(id_) for id_ in users) or 'no rule'}",
    ]
    return f"### {fact.name}\n\n{listed(lines)}"


def _means(fact: AnyFact) -> str:
    if isinstance(fact, Fact):
        return f"**{plain(fact.yes)}**; if not: {plain(fact.no)}"
    if isinstance(fact, Count):
        return f"**{plain(fact.label)}**: a whole number"
    return f"**{plain(fact.label)}**: {plain(', '.join(english.word(each) for each in fact.words))}"


def open_points(book: Book) -> str:
    """What is left to a person or a look-up, and what was not verified, by rule."""
    return page(
        "Open points",
        "Where the law is unsettled the rules do not guess: they ask a person, and keep the answer with who gave it. "
        "Below each rule: what is asked, and what about the rule itself nobody has verified yet.",
        *(_open(id_, book) for id_ in book.ids),
        section("What could follow a breach", listed(_of_sanctions())),
    )


def _open(id_: str, book: Book) -> str:
    """The open points of every version, each told once."""
    versions = book.versions(id_)
    points = dict.fromkeys(_told(each) for rule in versions for each in rule.doubts)
    doubted = dict.fromkeys(f"*Not verified:* {plain(words)}" for rule in versions for words in rule.unsure)
    found = [*points, *doubted]
    return f"## {id_}\n\n{rule_link(id_)}: {plain(versions[-1].says)}\n\n{listed(found)}" if found else ""


def _of_sanctions() -> Iterator[str]:
    for each in SANCTIONS:
        said = f"*Open:* {plain(english.stopped(each.open_point))}" if each.open_point else ""
        doubted = " ".join(f"*Not verified:* {plain(words)}" for words in each.unsure)
        if said or doubted:
            yield f"{plain(each.id)}, {plain(each.cites)}: {' '.join(part for part in (said, doubted) if part)}"


def _told(doubt: Doubt) -> str:
    return plain(english.asked(doubt)) + (
        f" *Open:* {plain(english.stopped(doubt.open_point))}" if doubt.open_point else ""
    )


def consequences() -> str:
    """What could follow a breach, by the day of the conduct."""
    return page(
        "What could follow",
        "A breach and what follows from it are different questions. The day of each act decides which row applies, "
        "whatever the day of the notice.",
        *(
            section(f"{words[0].upper()}{words[1:]}", _sanctions(kind) or "No dated statement is on file.")
            for kind, words in CONSEQUENCES.items()
        ),
    )


def _sanctions(kind: Consequence) -> str:
    return sanctions_table(each for each in SANCTIONS if kind in each.consequences)


def authorities() -> str:
    """The decisions that conflict, as dated data."""
    return page(
        "Authorities",
        "Decisions on political calls, by date. They do not all agree: each is kept with its weight, and where they "
        "conflict a rule asks a person instead of choosing.",
        table(
            ("Date", "Body", "Decision", "What it holds", "Weight", "Not verified"),
            (
                (british(a.date), plain(a.body), plain(a.cited), plain(a.holding), plain(a.weight), plain(a.unsure))
                for a in sorted(AUTHORITIES, key=lambda each: (each.date, each.id))
            ),
        ),
    )
