"""The tools, as plain functions: JSON in, JSON out. They gather and ask, as the command line does, and keep nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ringfence.errors import RingfenceError
from ringfence.rulebook import RULES
from ringfence.rulings import published
from ringfence.statute_book import data
from ringfence.statute_book.book import Book, bind
from ringfence.statute_book.find import naming, select, version

MOST_FOUND = 20
LONGEST = 200_000  # characters of a script
Tool = Callable[..., dict[str, Any]]


class ToolRefused(RingfenceError):
    """A question that a tool cannot use."""

    code = "tool-refused"


@dataclass(frozen=True)
class Tools:
    """The tools, by the law of `today`; those that read a home only with one."""

    today: date
    home: Path | None = None

    def every(self) -> Mapping[str, Tool]:
        """Each tool by its name; the docstring is what an assistant is told of it."""
        of_law: dict[str, Tool] = {
            "check_script": self.check_script, "find_rule": self.find_rule, "find_ruling": self.find_ruling,
        }  # fmt: skip
        of_home: dict[str, Tool] = {"explain_decision": self.explain_decision, "explain_number": self.explain_number}
        return of_law if self.home is None else of_law | of_home

    def check_script(self, text: str, mode: str = "", purpose: str = "", on: str = "") -> dict[str, Any]:
        """Says of each section of a call script whether it is research, marketing or unclear, with findings and fixes.

        mode: live, recorded ...; purpose: research, fundraising ...; on: the day whose law is read, as 2026-11-21.
        """
        from ringfence.scripts.checking import check  # noqa: PLC0415 - for this answer only
        from ringfence.scripts.report import as_data  # noqa: PLC0415
        from ringfence.words import MODES, PURPOSES  # noqa: PLC0415

        facts: dict[str, Any] = {}
        for name, said, words in (("mode", mode, MODES), ("purpose", purpose, PURPOSES)):
            if said and said not in words:
                raise ToolRefused(f"`{name}` is one of: {', '.join(words)}.")
            facts |= {name: said} if said else {}
        if len(text) > LONGEST:
            raise ToolRefused(f"The script has more than {LONGEST:,} characters. Send it in parts.")
        report = check(text, facts=facts, on=self._day(on))
        if not report.sections:
            raise ToolRefused("Nothing here is read aloud, only notes, headings or blanks. Send the script itself.")
        return as_data("script", report)

    def find_rule(self, words: str, on: str = "") -> dict[str, Any]:
        """Finds rules of UK law and codes on calls, by id or by words; one that is found alone is told in full.

        on: the day on which they are in force, as 2026-11-21; left out: today.
        """
        day = self._day(on)
        found = naming(select(RULES, day), words)
        if len({rule.id for rule in found}) == 1 or any(
            rule.id.casefold() == words.strip().casefold() for rule in found
        ):
            exact = next((rule.id for rule in found if rule.id.casefold() == words.strip().casefold()), found[0].id)
            return {"rules": [data.shown(version(exact, RULES, day, self.today), _book(), day)], "found": 1}
        return {"rules": [data.listed(rule) for rule in found[:MOST_FOUND]], "found": len(found)}

    def find_ruling(self, words: str) -> dict[str, Any]:
        """Finds published outcomes (notices, penalties, decisions not to act) by party, regulation, year or words."""
        found = published.naming(words)
        return {"rulings": [dict(each) for each in found[:MOST_FOUND]], "found": len(found)}

    def explain_decision(self, decision: str) -> dict[str, Any]:
        """Explains a decision of the gate by its id: reasons, what held it, the facts; the number is masked."""
        from ringfence.evidence.decided import explained  # noqa: PLC0415 - for this answer only

        with self._store() as store:
            kept = store.gate.of_id(decision)
            if kept is None:
                raise ToolRefused("No decision on record has this id. It may have been erased.")
            return explained(store.book, kept)

    def explain_number(self, number: str, campaign: str = "") -> dict[str, Any]:
        """Says what is on record about a telephone number; with a campaign's id, why that may or may not call it."""
        from ringfence.evidence.account import Subject  # noqa: PLC0415 - for this answer only
        from ringfence.evidence.gather import gather  # noqa: PLC0415
        from ringfence.evidence.letter import as_data, letter  # noqa: PLC0415
        from ringfence.evidence.papers import Papers  # noqa: PLC0415
        from ringfence.numbers import read  # noqa: PLC0415

        found = read(number)
        if found.e164 is None:
            raise ToolRefused("This is no telephone number. Write it in full, such as 01632 960123.")
        assert self.home is not None
        with self._store() as store:
            account = gather(store, Subject(numbers=(int(found.e164[1:]),)), Papers(self.home / "campaigns"))
        told: dict[str, Any] = {"on_record": as_data(letter(account, self.today))}
        return told | ({"verdict": _verdict(self.home, number, campaign)} if campaign else {})

    def _store(self) -> Any:
        """The store, if it can be opened without a step that would change it."""
        from ringfence.store import is_up_to_date, open_store  # noqa: PLC0415 - for homes only

        assert self.home is not None
        if not is_up_to_date(self.home):
            raise ToolRefused("There is no store in this home, or it waits for a step. Open it first: ringfence serve")
        return open_store(self.home)

    def _day(self, on: str) -> date:
        try:
            return date.fromisoformat(on) if on else self.today
        except ValueError:
            raise ToolRefused("`on` is a date of the form 2026-11-21.") from None


def _verdict(home: Path, number: str, campaign: str) -> dict[str, Any]:
    """The verdict that `list screen` gives on a number, for a campaign that is made ready in this home."""
    from ringfence.campaigns import card, explained  # noqa: PLC0415 - DuckDB, for this answer only
    from ringfence.campaigns.explaining import explain  # noqa: PLC0415
    from ringfence.campaigns.preflight import stand  # noqa: PLC0415
    from ringfence.campaigns.run import asked_of  # noqa: PLC0415
    from ringfence.campaigns.signed import ID  # noqa: PLC0415
    from ringfence.gate.kept import Wanted, taking  # noqa: PLC0415

    files = home / "drafts" / campaign / "files"
    if not ID.fullmatch(campaign) or not files.is_dir():
        raise ToolRefused("No campaign of this id is made ready in this home.")
    loaded = card.load(files)
    with taking(Wanted(home, registers=True, objections=True, consents=True)) as take:
        standing = stand(loaded, None, take(loaded))
        lists, evidence = asked_of(standing, None, None, None)
        (one, *_) = explain(standing, number, lists, evidence)
    return explained.data(one, standing)


@cache
def _book() -> Book:
    from ringfence.scripts.checks import CHECKS  # noqa: PLC0415 - for rules in full only

    return bind(RULES, CHECKS)
