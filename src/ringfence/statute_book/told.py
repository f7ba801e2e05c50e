"""Rules for a person at a terminal: the list, one rule in full."""

from collections.abc import Iterable, Iterator
from datetime import date

from ringfence.calendar import british
from ringfence.law.enforcement.sanctions import after
from ringfence.logic import Condition
from ringfence.reasons import words as reason_words
from ringfence.rule import Doubt, Example, Rule
from ringfence.statute_book import english
from ringfence.statute_book.book import Book
from ringfence.statute_book.english import Line, bullets, outline
from ringfence.statute_book.history import differences
from ringfence.statute_book.layout import LABEL, bulleted, columns, field, paragraph
from ringfence.statute_book.words import CONSEQUENCES, MEDIA, PARTIES


def rule_list(rules: Iterable[Rule], on: date | None, width: int) -> str:
    """Rules by instrument: id, citation, force, one sentence."""
    found = list(rules)
    lines = []
    for made in dict.fromkeys(rule.instrument for rule in found):
        own = [rule for rule in found if rule.instrument is made]
        lines += paragraph(english.source(own[0]), width)
        lines += [f"[{made.id}] checked on {british(made.checked_on)}", ""]
        for rule in own:
            lines += [*_listed(rule, on, width), ""]
    return "\n".join([*lines, *paragraph(_counted(found, on), width)])


def _listed(rule: Rule, on: date | None, width: int) -> list[str]:
    dates = "" if on and rule.until is None else f" ({english.period(rule)})"
    return [
        *paragraph(f"{rule.id}  {rule.force.words}: {rule.cites}{dates}", width, first="  ", rest="      "),
        *paragraph(rule.says, width, first="      "),
    ]


def _counted(rules: list[Rule], on: date | None) -> str:
    ids = len({rule.id for rule in rules})
    if on:
        return f"{ids} {_s('rule', ids)} in force on {british(on)}. One in full: ringfence law show ID"
    return f"{ids} {_s('rule', ids)} in {len(rules)} {_s('version', len(rules))}. One in full: ringfence law show ID"


def _s(thing: str, count: int) -> str:
    return thing if count == 1 else f"{thing}s"


def shown(rule: Rule, book: Book, on: date, width: int) -> str:
    """One version of a rule with all that a lawyer asks of it."""
    blocks = [
        [f"{rule.id}  ({rule.force.words})", *paragraph(rule.says, width)],
        list(_particulars(rule, on, width)),
        *_conditions(rule, book, width),
        _after_breach(rule, on, width),
        _named("Authorities", rule.authorities, width),
        _named("Not verified", rule.unsure, width),
        _examples(rule, width),
        _standing(rule, book, width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _particulars(rule: Rule, on: date, width: int) -> Iterator[str]:
    address = rule.address(max(on, rule.in_force_from) if rule.until is None else min(on, rule.until))
    named = [
        ("cites", rule.cites),
        ("source", english.source(rule)),
        ("text", address or "no public address"),
        ("in force", english.period(rule)),
        ("checked on", f"{british(rule.checked_on)}, when a person last read it"),
        ("binds", "; ".join(PARTIES[party] for party in rule.binds)),
        ("governs", MEDIA[rule.medium] if rule.gives is None else ""),
        ("gives", f"a fact that other rules look at: {rule.gives.name}" if rule.gives is not None else ""),
    ]
    for name, text in named:
        if text:
            yield from field(name, text, width)


def _conditions(rule: Rule, book: Book, width: int) -> Iterator[list[str]]:
    """When it applies, when it is broken, ways out, what is left to a person: a block each."""

    def told(condition: Condition, prefix: str, width: int = width) -> list[str]:
        return list(bulleted(bullets(outline(condition), prefix, lambda line: _with_giver(line, rule, book)), width))

    if rule.gives is not None:
        yield told(rule.broken, f"It is so ({rule.gives.yes}) when")
        return
    everywhere = english.always(outline(rule.applies))
    yield told(rule.applies, "Applies" if everywhere else "Applies when")
    if english.never(outline(rule.broken)):
        yield ["Broken by no facts alone: a person decides (below)."]
    else:
        yield told(rule.broken, "Broken when" if everywhere else "Broken when it applies and")
    for each in rule.exemptions:
        yield [*paragraph(f"Unless {english.exemption(each)}:", width), *_in(told(each.when, "when", width - 2))]
    for doubt in rule.doubts:
        asked = told(doubt.when, "asked when" if everywhere else "asked when it applies and", width - 2)
        asked = ["asked whenever it applies."] if english.always(outline(doubt.when)) else asked
        yield [*paragraph(english.asked(doubt), width), *_in(asked), *_in(_rest(doubt, width - 2))]
    if rule.must_be_shown:
        facts = "; ".join(english.about(name) for name in rule.must_be_shown)
        yield paragraph(f"For the caller to show: {facts}. While that is not known, no call is made.", width)


def _rest(doubt: Doubt, width: int) -> Iterator[str]:
    if doubt.open_point:
        yield from paragraph(f"open: {doubt.open_point}", width)
    if doubt.stops_call:
        yield from paragraph("before a call the careful reading is taken: no call is made", width)


def _in(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _with_giver(line: Line, rule: Rule, book: Book) -> str:
    givers = ", ".join(book.givers(line.fact, rule))
    return f"{line.words} [{givers}]" if givers else line.words


def _after_breach(rule: Rule, on: date, width: int) -> list[str]:
    lines = []
    if rule.consequences:
        lines += field("could follow", "; ".join(CONSEQUENCES[each] for each in rule.consequences), width)
        lines += field("", f"of conduct on {british(on)}:", width) if after(rule, on) else []
        for each in after(rule, on):
            lines += paragraph(f"{each.says} ({each.cites})", width, first=" " * LABEL + "- ")
            more = (("needs", each.threshold), ("open", each.open_point))
            lines += [line for n, t in more if t for line in paragraph(f"{n}: {t}", width, first=" " * (LABEL + 2))]
    for name, text in (("evidence", rule.discharged_by), ("cure", rule.cure)):
        lines += field(name, text, width) if text else []
    for code in dict.fromkeys(code for code in (rule.reason, rule.reason_open) if code):
        lines += field("reason code", f"{code}: {reason_words(code)}", width)
    return lines


def _named(title: str, items: Iterable[str], width: int) -> list[str]:
    lines = list(bulleted(((1, each) for each in items), width))
    return [title, *lines] if lines else []


def _examples(rule: Rule, width: int) -> list[str]:
    return ["Examples", *columns(((english.outcome(each), _case(each)) for each in rule.examples), width)]


def _case(example: Example) -> str:
    day = f" on {british(example.on)}" if example.on else ""
    facts = "; ".join(english.given(example))
    return f"{example.says}{day} ({facts})" if facts else f"{example.says}{day}"


def _standing(rule: Rule, book: Book, width: int) -> list[str]:
    """Its versions and who relies on it."""
    lines = []
    known = book.versions(rule.id)
    for index, each in enumerate(known if len(known) > 1 else ()):
        changed = ", ".join(part.name for part in differences(known[index - 1], each)) if index else ""
        said = f"{english.period(each)}{' (shown here)' if each is rule else ''}"
        lines += field("" if index else "versions", f"{said}{f': changed {changed}' if changed else ''}", width)
    relied = book.relied_on_by(rule.id)
    for name, ids in (("relied on by", relied.rules), ("through them", relied.through), ("checks", relied.checks)):
        lines += field(name, ", ".join(ids), width) if ids else []
    return lines
