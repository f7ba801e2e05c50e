"""Rules and published outcomes, as they stand in the book."""

from functools import cache

import msgspec

from ringfence.calendar import local_day
from ringfence.client import answers, asked
from ringfence.client.answers import Page, RuleListed, RulingListed
from ringfence.rule import Force
from ringfence.rulebook import RULES
from ringfence.rulings import published as outcomes
from ringfence.scripts.checks import CHECKS
from ringfence.statute_book import data
from ringfence.statute_book.book import Book, bind
from ringfence.statute_book.find import naming, select, version
from ringfence.web.api import paging, problems
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route


@route("GET", "rules", scope=Scope.LAW, query=asked.Rules, answers=Page[RuleListed])
def rules(asking: Asking, query: asked.Rules) -> Page[RuleListed]:
    """The rules in force on a day, a line each."""
    day = None if query.every else query.on or local_day(asking.now)
    found = select(RULES, day, [Force(query.force)] if query.force else (), query.instrument)
    found = naming(found, query.words)
    return paging.of_sequence(found, query, lambda each: msgspec.convert(data.listed(each), RuleListed))


@route("GET", "rules/{rule}", scope=Scope.LAW, query=asked.OnDay, answers=answers.Rule)
def rule(asking: Asking, query: asked.OnDay, rule: str) -> answers.Rule:
    """One rule in full, as it stood on a day."""
    today = local_day(asking.now)
    found = version(rule, RULES, query.on, today)
    day = query.on or (today if found.in_force(today) else found.until or found.in_force_from)
    return msgspec.convert(data.shown(found, _book(), day), answers.Rule)


@route("GET", "rulings", scope=Scope.LAW, query=asked.Rulings, answers=Page[RulingListed])
def rulings_(_asking: Asking, query: asked.Rulings) -> Page[RulingListed]:
    """The published outcomes on file, by the words in them."""
    return paging.of_sequence(outcomes.naming(query.words), query, lambda each: msgspec.convert(each, RulingListed))


@route("GET", "rulings/{ruling}", scope=Scope.LAW, answers=answers.Ruling)
def ruling(_asking: Asking, ruling: str) -> answers.Ruling:
    """One published outcome: its facts, what was found, where it is read."""
    if (found := outcomes.published().get(ruling)) is None:
        raise problems.missing("No published outcome on file has this id. See /api/v1/rulings.")
    return msgspec.convert(found, answers.Ruling)


@cache
def _book() -> Book:
    return bind(RULES, CHECKS)
